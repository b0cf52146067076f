"""The map of the course in Markdown, from the reading order: a table, and a picture of what needs what."""

import inspect
from collections.abc import Sequence
from pathlib import Path

from dlteach.autograder.exercise import Lesson
from dlteach.autograder.registry import exercises, lessons

BEGIN, END = "<!-- map: `dlteach build` writes it -->", "<!-- end of map -->"


def lessons_in(root: Path) -> list[Lesson]:
    """The rows of the reading order that have a text in this course."""
    return [row for row in lessons() if (root / "authoring" / "lessons" / f"{row.name}.py").exists()]


def table(rows: Sequence[Lesson], to_lessons: str, to_exercises: str) -> str:
    """The reading order as a Markdown table; the folders are those that its links lead to."""
    lines = ["| | lesson | you write | after | minutes | difficulty |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {row.number} | [{row.title}]({to_lessons}{row.name}.ipynb): {row.about} "
        f"| [{work(row)}]({to_exercises}{row.name}.ipynb) "
        f"| {', '.join(row.needs) or '–'} | {row.minutes} | {row.difficulty} of 3 |"
        for row in rows
    ]
    return "\n".join(lines)


def work(row: Lesson) -> str:
    """What there is to write in the exercises of a lesson, in words."""
    own = [exercise for exercise in exercises().values() if exercise.lesson == row.name]
    mended = sum(exercise.name.endswith("_mended") for exercise in own)
    classes = sum(inspect.isclass(exercise.reference) for exercise in own)
    functions = len(own) - classes - 2 * mended
    counts = [(functions, "function"), (classes, "class"), (mended, "mistake to mend")]
    words = [f"{n} {_plural(word, n)}" for n, word in counts if n]
    return ", ".join(words[:-1]) + (", " if words[:-1] else "") + words[-1] if words else "nothing"


def _plural(word: str, count: int) -> str:
    if count == 1:
        return word
    return word + ("es" if word.endswith("s") else "s")


def picture(rows: Sequence[Lesson]) -> str:
    """What needs what, as a Mermaid diagram, which JupyterLab and code hosts draw."""
    arrows = ", ".join(f"{row.number} after {' and '.join(row.needs)}" for row in rows if row.needs)
    lines = ["```mermaid", "graph LR", "accTitle: What needs what", f"accDescr: Lesson {arrows}."]
    lines += [f'L{row.number}["{row.number} {row.title}"]' for row in rows]
    known = {row.number for row in rows}
    lines += [f"L{need} --> L{row.number}" for row in rows for need in row.needs if need in known]
    return "\n".join([*lines, "```"])


def index(rows: Sequence[Lesson]) -> str:
    """The index page: the map with what it takes."""
    hours = round(sum(row.minutes for row in rows) / 60)
    return (
        "# The map of the course\n\n"
        f"{table(rows, '', '../exercises/')}\n\n"
        f"Minutes are for reading a lesson and doing its exercises; all together take about {hours} hours. "
        "With difficulty 3 a second reading is usual. "
        "`progress()` in any notebook, or `dlteach status` in a terminal, shows how far you are.\n\n"
        f"## What needs what\n\n{picture(rows)}"
    )


def with_map(text: str, rows: Sequence[Lesson], to_root: str = "") -> str:
    """A page with the map between its two marks brought up to date; without marks, as it is."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        return text
    return f"{before}{begin}\n{table(rows, f'{to_root}lessons/', f'{to_root}exercises/')}\n{end}{after}"
