"""GitHub Classroom: a result as its autograding reporter reads it, and the workflow that makes one.

The workflow lies in the learner's own repository: who may change it may change the mark it reports. For marks
that count, collect the repositories and run `dlteach grade` yourself.
"""

from __future__ import annotations

import base64
import json
from typing import Any

from dlteach import __version__
from dlteach.grading.exports.text import line, said, said_of_all
from dlteach.grading.results import ExerciseResult, Result

_STATUS = {True: "pass", False: "fail", None: "fail"}


def as_output(result: Result) -> str:
    """The line `result=…` that a step appends to the file `$GITHUB_OUTPUT`."""
    return f"result={base64.b64encode(json.dumps(_data(result)).encode()).decode()}\n"


def _data(result: Result) -> dict[str, Any]:
    tests = [_test(exercise) for exercise in result.exercises]
    if not result.gradable or not tests:
        tests.append(_entry("submission", "error", 0, said_of_all(result) or "There was nothing to grade."))
    statuses = {test["status"] for test in tests}
    return {
        "version": 1,
        "status": next(status for status in ("error", "fail", "pass") if status in statuses),
        "max_score": result.max_points,
        "tests": tests,
    }


def _test(exercise: ExerciseResult) -> dict[str, Any]:
    feedback = exercise.feedback
    words = "" if feedback.passed else said(exercise)
    return _entry(feedback.name, _STATUS[feedback.passed], feedback.points, words)


def _entry(name: str, status: str, score: float, message: str) -> dict[str, Any]:
    return {
        "name": _log_line(name),
        "status": status,
        "score": score,
        "message": _log_line(message),
        "test_code": "",
        "filename": "",
        "line_no": 0,
    }


def _log_line(text: str) -> str:
    """One line for a log in which the runner obeys `::command::` and `##[command]`."""
    return line(text, 2000).replace("::", ":\u200b:").replace("##[", "#\u200b#[")


def workflow(name: str) -> str:
    """The file `.github/workflows/classroom.yml` for a set of exercises.

    The reporter looks for a job of this name; `dlteach` is installed in the version that wrote this file.
    """
    return _WORKFLOW.format(name=name, version=__version__)


_WORKFLOW = """\
# Written by `dlteach export github-classroom --workflow`.
name: Autograding Tests
on: [push, workflow_dispatch, repository_dispatch]

permissions:
  checks: write
  actions: read
  contents: read

jobs:
  run-autograding-tests:
    runs-on: ubuntu-latest
    if: github.actor != 'github-classroom[bot]'
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m pip install "dlteach[grading]=={version}"
      - name: {name}
        id: dlteach
        run: |
          dlteach grade {name}.ipynb --out "$RUNNER_TEMP/grades" || true
          dlteach export github-classroom --grades "$RUNNER_TEMP/grades" >> "$GITHUB_OUTPUT"
      - uses: classroom-resources/autograding-grading-reporter@v1
        env:
          DLTEACH_RESULTS: "${{{{ steps.dlteach.outputs.result }}}}"
        with:
          runners: dlteach
"""
