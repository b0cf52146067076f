"""What a lesson asks of a reader and of a machine: words, cells, seconds to run, size of the notebook.

python benchmarks/lessons.py [--json FILE] [--only 07]
"""

import argparse
import json
import os
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

from rich.console import Console
from rich.table import Table

from dlteach.course import course_root
from dlteach.course.drafts import Page, draft
from dlteach.course.running import run
from dlteach.exercises.lessons import LESSONS

LIMIT_SECONDS = 60


def words_between_the_code(notebook):
    """Words of the text from the first code cell to the last."""
    kinds = [cell.cell_type for cell in notebook.cells]
    first, last = kinds.index("code"), len(kinds) - 1 - kinds[::-1].index("code")
    return sum(
        len(cell.source.split()) for cell in notebook.cells[first:last] if cell.cell_type == "markdown"
    )


def measured(root, name):
    """A lesson run from top to bottom in a kernel of its own, the start of the kernel included."""
    made = draft(Page(root, "lesson", name))
    start = time.perf_counter()
    run(made)
    seconds = time.perf_counter() - start
    return {
        "lesson": name,
        "seconds": seconds,
        "of_limit": seconds / LIMIT_SECONDS,
        "words": words_between_the_code(made.notebook),
        "code_cells": sum(cell.cell_type == "code" for cell in made.notebook.cells),
        "kilobytes": (root / "lessons" / f"{name}.ipynb").stat().st_size / 1000,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--only", help="the number of one lesson")
    arguments = parser.parse_args()
    chosen = [row.name for row in LESSONS if arguments.only in (None, row.number)]
    figures = [measured(course_root(), name) for name in chosen]
    table = Table(
        "lesson", "seconds", f"of {LIMIT_SECONDS} s", "words", "code cells", "kB", title="The lessons"
    )
    for row in figures:
        table.add_row(
            row["lesson"],
            f"{row['seconds']:.1f}",
            f"{row['of_limit']:.0%}",
            str(row["words"]),
            str(row["code_cells"]),
            f"{row['kilobytes']:.0f}",
        )
    table.add_section()
    table.add_row("together", f"{sum(row['seconds'] for row in figures):.1f}")
    Console().print(table)
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
