"""Gates between the exercises and the course's notebooks.

Each exercise has its place in a notebook and the reverse, and a blank notebook is a blank answer.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from dlteach.autograder.exercise import Exercise
from dlteach.autograder.filecheck import check_file
from dlteach.autograder.notebook import read_notebook
from dlteach.autograder.registry import lessons, packs
from dlteach.course.workspace import course_root


def notebook_problems(exercises: Sequence[Exercise]) -> list[str]:
    """What does not fit between the course's own exercises and its notebooks, in words."""
    own = {e.name for pack in packs() if pack.name == "dlteach" for e in pack.exercises}
    chosen = [e for e in exercises if e.name in own]
    names = {e.lesson for e in chosen}
    return [
        problem for lesson in lessons() if lesson.name in names for problem in _of_lesson(lesson.name, chosen)
    ]


def _of_lesson(name: str, exercises: list[Exercise]) -> Iterator[str]:
    path = course_root() / "exercises" / f"{name}.ipynb"
    if not path.exists():
        yield f"{name} has exercises but no notebook: dlteach build"
        return
    report = check_file(path)
    statuses = {f.name: f for f in report.feedback}
    for exercise in (e for e in exercises if e.lesson == name):
        blank = statuses[exercise.name]
        if blank.passed is not None or blank.stage != "attempted":
            yield f"{exercise.name}: its stub in {path.name} is not “not attempted”: {blank.summary}"
        if exercise.section not in _headings(name):
            yield f"{exercise.name}: lesson {name} has no heading {exercise.section!r}"
    for function in _checked(path) - set(statuses):
        yield f"{path.name} checks {function}, which no pack has an exercise for"


def _headings(name: str) -> set[str]:
    cells = json.loads((course_root() / "lessons" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    lines = [line for text in texts for line in text.splitlines()]
    return {line.lstrip("#").strip() for line in lines if line.startswith("#")}


def _checked(path: Path) -> set[str]:
    """The names that a notebook's cells hand to `check`."""
    calls = [
        node
        for cell in read_notebook(path).cells
        for node in ast.walk(ast.parse(cell))
        if isinstance(node, ast.Call)
    ]
    return {
        call.args[0].id
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id == "check"
        and call.args
        and isinstance(call.args[0], ast.Name)
    }
