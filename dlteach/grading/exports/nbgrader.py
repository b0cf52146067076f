"""nbgrader: sets of exercises as its assignments, with its metadata of schema version 3.

nbgrader runs its tests in the process of the learner's code, which can therefore forge a mark. Grading with
`dlteach grade` cannot be forged in this way.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dlteach.autograder.files import write_atomically
from dlteach.grading.exports.sets import Part, parts_of, points_of

STUB = 'raise NotImplementedError("your code here")'
_CONFIG = f"""\
# Written by `dlteach export nbgrader`. `nbgrader generate_assignment NAME` makes release/ from source/.
c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "dlteach"
c.ClearSolutions.code_stub = {{"python": {STUB!r}}}
c.ExecutePreprocessor.timeout = 120
"""
_CHECK = """\
feedback = check({name})
{hidden}assert feedback.points, feedback
feedback.points  # nbgrader counts this number"""
_HIDDEN = """\
### BEGIN HIDDEN TESTS
from dlteach.autograder.judge import grade

feedback = min(feedback, grade({name}, "{name}", seed={seed}), key=lambda each: each.points)
### END HIDDEN TESTS
"""


def write_assignment(
    folder: Path, name: str, exercise: Mapping[str, Any], solution: Mapping[str, Any]
) -> list[Path]:
    """Write a set of exercises as an assignment into an nbgrader course.

    `nbgrader generate_assignment NAME` makes the notebook for learners from it. A release of ours in its
    place would be taken for one that nbgrader has made, and nothing could be graded.

    Parameters
    ----------
    folder : Path
        The course: gets `source/NAME/NAME.ipynb` and, where there is none, `nbgrader_config.py`.
    name : str
        The set: "02_gradient_descent".
    exercise, solution : dict
        Its two notebooks, as plain data.

    Returns
    -------
    list of Path
        What was written.
    """
    cells = [_cell(number, part) for number, part in enumerate(parts_of(exercise, solution))]
    notebook = {**exercise, "cells": cells}
    path = folder / "source" / name / f"{name}.ipynb"
    write_atomically(path, (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode())
    config = folder / "nbgrader_config.py"
    if config.exists():
        return [path]
    write_atomically(config, _CONFIG.encode())
    return [path, config]


def _cell(number: int, part: Part) -> dict[str, Any]:
    cell_id = f"part-{number}"
    if part.kind == "text":
        return {"cell_type": "markdown", "id": cell_id, "metadata": {}, "source": part.text}
    about = {
        "schema_version": 3,
        "grade": part.kind == "check",
        "solution": part.kind == "answer",
        "locked": part.kind != "answer",
        "task": False,
        "grade_id": f"{part.kind}-{part.name or number}",
    }
    if part.kind == "check":
        about["points"] = points_of(part)
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": {"nbgrader": about},
        "outputs": [],
        "source": _source(part),
    }


def _source(part: Part) -> str:
    if part.kind == "answer":
        return part.marked
    if part.kind == "check":
        # Inputs that nobody can know beforehand: an answer made for the public ones fails.
        hidden = _HIDDEN.format(name=part.name, seed=secrets.randbits(32))
        return _CHECK.format(name=part.name, hidden=hidden)
    return part.text
