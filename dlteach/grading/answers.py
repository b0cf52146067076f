"""Where the answers are in a file: its code cells, and the name under which each exercise stands in them."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dlteach.autograder.exercise import Exercise
from dlteach.autograder.notebook import read_notebook


@dataclass(frozen=True)
class Answers:
    """What a file holds. `defined` gives, for each exercise that it answers, the name in the code."""

    cells: tuple[str, ...] = ()
    defined: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    problems: tuple[str, ...] = ()


def read_answers(data: bytes, suffix: str, known: Iterable[Exercise]) -> Answers:
    """Read a file as text; nothing in it is run."""
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        Path(file.name).write_bytes(data)
        notebook = read_notebook(file.name)
    known = list(known)
    defined = {e.name: e.name for e in known if e.name in notebook.defined}
    lessons = Counter(e.lesson for e in known if e.name in defined)
    name = notebook.name or (lessons.most_common(1)[0][0] if lessons else "")
    return Answers(notebook.cells, defined, name, notebook.problems)
