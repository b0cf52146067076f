"""Gradescope: what runs in its container for a submission: the same oracle and child as `dlteach grade`."""

from __future__ import annotations

import json
import sys
import traceback
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import cast

from dlteach.autograder.files import write_atomically
from dlteach.autograder.notebook import NotebookError
from dlteach.autograder.registry import exercises
from dlteach.grading.answers import read_answers
from dlteach.grading.exports.gradescope import as_failure_json, as_results_json
from dlteach.grading.exports.scores import within
from dlteach.grading.intake import IntakeError, find
from dlteach.grading.oracle import Oracle
from dlteach.grading.sandbox.levels import Level
from dlteach.grading.settings import Settings
from dlteach.grading.submission import Submission

MAX_FILES = 100


def main(root: Path, lesson: str, required: Level) -> None:
    """Grade what lies in `root/submission` and write `root/results/results.json`, whatever happens."""
    try:
        submission = best_of(root, lesson)
        secret = (root / "source" / "secret").read_text().strip()
        with Oracle(Settings(secret, required=required)) as oracle:
            text = as_results_json(within(oracle.grade(submission), lesson))
    except Exception as error:
        traceback.print_exc()  # goes to results/stdout, which only the instructor sees
        text = as_failure_json(error)
    write_atomically(root / "results" / "results.json", text.encode())


def best_of(root: Path, lesson: str) -> Submission:
    """Of the files that were handed in, the one that answers most of the set."""
    owners, submitted_at = _who_and_when(root / "submission_metadata.json")
    try:
        found = find([root / "submission"]).sources
    except IntakeError:
        says = f"There is no notebook (.ipynb) in what was handed in; expected {lesson}.ipynb."
        return Submission(owners, "", b"", ".ipynb", submitted_at, says)
    best = max((source.read() for source in found[:MAX_FILES]), key=lambda each: _answered(each, lesson))
    return replace(best, learner=owners, submitted_at=submitted_at)


def _answered(submission: Submission, lesson: str) -> int:
    wanted = [exercise for exercise in exercises().values() if exercise.lesson == lesson]
    try:
        return len(read_answers(submission.data, submission.suffix, wanted).defined)
    except NotebookError:
        return -1


def _who_and_when(path: Path) -> tuple[str, str]:
    """The owners and the time, as Gradescope's file about the submission has them."""
    try:
        about = json.loads(path.read_bytes())
        owners = ", ".join(str(user["email"]) for user in about["users"])
        at = datetime.fromisoformat(about["created_at"]).astimezone(timezone.utc)
    except (OSError, ValueError, KeyError, TypeError):
        return "", _now()
    return owners, at.isoformat(timespec="seconds")


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], cast(Level, sys.argv[3]))
