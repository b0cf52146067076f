"""nbgrader and Otter on the five questions, each in an environment of its own, in the fastest documented way.

nbgrader: one `nbgrader autograde` for the class. Otter: `otter.api.grade_submission`, its local grading
without containers, in one process for the class; `otter run` does the same with a process for each file.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from five_questions import IMPORT, QUESTIONS, answers, code_cell, notebook, points, submission
from process_costs import cost_of

PEERS = Path(__file__).resolve().parent.parent / "build" / "peers"


class NotMeasured(Exception):
    """A peer that cannot be had here; the sentence says why."""


@dataclass(frozen=True)
class Peer:
    """Another grader.

    Parameters
    ----------
    name, package : str
        What it is called, and what pip calls it.
    prepare : callable
        ``prepare(bin, folder, count)`` hands in so many notebooks; the answer is the command that grades
        them.
    earned : callable
        ``earned(bin, folder, output)`` gives the points of each notebook, of what the command has left.
    """

    name: str
    package: str
    prepare: Callable[[Path, Path, int], list[str]]
    earned: Callable[[Path, Path, str], list[float]]

    def cpu(self, count: int) -> float:
        """CPU seconds, of all processes, in which it grades so many notebooks.

        Raises
        ------
        NotMeasured
        """
        bin_ = _installed(self.package)
        folder = PEERS / f"{self.package}-class"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        command = self.prepare(bin_, folder, count)
        cost = cost_of(command, folder)
        found = self.earned(bin_, folder, cost.output)
        if found != [points(number) for number in range(count)]:
            raise NotMeasured(f"{self.name} gives {found} points, so the comparison would not be fair")
        return cost.cpu


def _installed(package: str) -> Path:
    """The commands of an environment that holds the package; it is made when it is not there."""
    place = PEERS / package
    commands = place / "bin"
    if not (place / "done").exists():
        try:
            cost_of([sys.executable, "-m", "venv", "--clear", str(place)])
            cost_of([str(commands / "pip"), "install", "--quiet", package, "numpy", "ipykernel"])
        except (OSError, RuntimeError) as error:
            raise NotMeasured(f"{package} could not be installed: {str(error)[-300:]}") from None
        (place / "done").touch()
    return commands


# ---------------------------------------------------------------- nbgrader

_SCORES = """
from nbgrader.api import Gradebook
with Gradebook("sqlite:///gradebook.db") as book:
    found = sorted((s.student.id, s.score) for s in book.assignment_submissions("ps1"))
print([score for _, score in found])
"""


def _prepare_nbgrader(bin_: Path, folder: Path, count: int) -> list[str]:
    source = [question.cell(question.right) for question in QUESTIONS]
    _write(folder / "source" / "ps1" / "ps1.ipynb", _with_tests(source))
    cost_of([str(bin_ / "nbgrader"), "generate_assignment", "ps1", "--log-level=ERROR"], folder)
    for number in range(count):
        place = folder / "submitted" / f"learner-{number:04}" / "ps1" / "ps1.ipynb"
        _write(place, _with_tests(answers(number)))
    return [str(bin_ / "nbgrader"), "autograde", "ps1", "--log-level=ERROR"]


def _with_tests(cells: list[str]) -> bytes:
    """The notebook with nbgrader's metadata, and a cell of asserts after each answer."""
    made = [code_cell("import", IMPORT)]
    for question, source in zip(QUESTIONS, cells):
        name = question.name.replace("_", "-")
        about = {"schema_version": 3, "solution": True, "grade": False, "locked": False, "task": False}
        hidden = f"### BEGIN SOLUTION\n{source}\n### END SOLUTION"
        text = hidden if "# notebook" not in source else source
        made.append(code_cell(f"{name}-answer", text, nbgrader={**about, "grade_id": f"{name}-answer"}))
        about |= {"solution": False, "grade": True, "locked": True, "points": 1}
        tests = "\n".join(question.asserts)
        made.append(code_cell(f"{name}-tests", tests, nbgrader={**about, "grade_id": f"{name}-tests"}))
    data = json.loads(notebook([]))
    return json.dumps({**data, "cells": made}).encode()


def _earned_with_nbgrader(bin_: Path, folder: Path, output: str) -> list[float]:
    scores: list[float] = json.loads(cost_of([str(bin_ / "python"), "-c", _SCORES], folder).output)
    return scores


# ---------------------------------------------------------------- Otter

_GRADE = """
import sys
from otter.api import grade_submission
for path in sys.argv[1:]:
    print("earned", grade_submission(path, "autograder.zip", quiet=True).total)
"""


def _prepare_otter(bin_: Path, folder: Path, count: int) -> list[str]:
    for question in QUESTIONS:
        body = "\n    ".join(
            line.replace(question.name, f"env['{question.name}']") for line in question.asserts
        )
        text = (
            f"import numpy as np\nfrom otter.test_files import test_case\nOK_FORMAT = False\n"
            f"name = '{question.name}'\npoints = 1\n@test_case()\ndef test(env):\n    {body}\n"
        )
        _write(folder / "tests" / f"{question.name}.py", text.encode())
    cost_of(
        [str(bin_ / "otter"), "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment"], folder
    )
    names = []
    for number in range(count):
        names.append(f"handed-in/{number:04}.ipynb")
        _write(folder / names[-1], submission(number))
    return [str(bin_ / "python"), "-c", _GRADE, *names]


def _earned_with_otter(bin_: Path, folder: Path, output: str) -> list[float]:
    return [float(line.split()[1]) for line in output.splitlines() if line.startswith("earned")]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


NBGRADER = Peer("nbgrader autograde", "nbgrader", _prepare_nbgrader, _earned_with_nbgrader)
OTTER = Peer("Otter, local", "otter-grader", _prepare_otter, _earned_with_otter)
