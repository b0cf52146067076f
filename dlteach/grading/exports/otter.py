"""Otter: test files for a set of exercises, and what `otter generate` makes an autograder of.

Otter runs its tests in the process of the learner's code, which can therefore forge a mark. Grading with
`dlteach grade` cannot be forged in this way.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dlteach import __version__
from dlteach.autograder.files import write_atomically
from dlteach.grading.exports.sets import Part, parts_of, points_of

# The points come in two halves, because an answer that is right on ordinary input only earns one.
_TEST = '''\
"""Written by `dlteach export otter`."""

OK_FORMAT = False

from dlteach.autograder.judge import grade
from otter.test_files import test_case

name = {name!r}


def lowest(answer):
    """The public inputs, and others that nobody can know beforehand."""
    return min((grade(answer, name, seed) for seed in (0, {seed})), key=lambda each: each.points)


@test_case(points={half})
def test_on_ordinary_input({name}):
    feedback = lowest({name})
    assert feedback.points >= {half}, feedback


@test_case(points={half})
def test_everywhere({name}):
    feedback = lowest({name})
    assert feedback.passed, feedback
'''


def write_assignment(
    folder: Path, name: str, exercise: Mapping[str, Any], solution: Mapping[str, Any]
) -> list[Path]:
    """Write what `otter generate`, called in `folder/NAME`, makes an autograder of.

    Parameters
    ----------
    folder : Path
        Gets `NAME/tests/*.py`, `NAME/otter_config.json`, `NAME/requirements.txt` and the notebook for
        learners.
    name : str
        The set: "02_gradient_descent".
    exercise, solution : dict
        Its two notebooks, as plain data.

    Returns
    -------
    list of Path
        What was written.
    """
    checks = [part for part in parts_of(exercise, solution) if part.kind == "check"]
    files = {f"tests/{part.name}.py": _test(part) for part in checks}
    files[f"{name}.ipynb"] = json.dumps(exercise, indent=1, ensure_ascii=False) + "\n"
    files["otter_config.json"] = json.dumps({"show_stdout": False}) + "\n"
    files["requirements.txt"] = f"dlteach=={__version__}\n"
    for file, text in files.items():
        write_atomically(folder / name / file, text.encode())
    return [folder / name / file for file in files]


def _test(part: Part) -> str:
    return _TEST.format(name=part.name, half=points_of(part) / 2, seed=secrets.randbits(32))
