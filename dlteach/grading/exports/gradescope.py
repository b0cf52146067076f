"""Gradescope: a result as its `results.json`."""

from __future__ import annotations

import json
from typing import Any

from dlteach.grading.exports.text import line, said, said_of_all
from dlteach.grading.results import ExerciseResult, Result


def as_results_json(result: Result) -> str:
    """The result as Gradescope reads it from `/autograder/results/results.json`.

    All of it is plain text, which Gradescope escapes. The seed stays away: it says which inputs come next.
    """
    data = {
        "score": result.points,
        "execution_time": round((result.seconds or {}).get("wall", 0.0), 3),
        "output": said_of_all(result),
        "output_format": "text",
        "test_output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {
            "gradable": result.gradable,
            "isolation": line(result.isolation),
            "submission": result.submission,
            "suite": result.suite,
            "environment": result.environment,
        },
        "tests": [_test(number, exercise) for number, exercise in enumerate(result.exercises, 1)],
    }
    return json.dumps(data, indent=1) + "\n"


def as_failure_json(error: Exception) -> str:
    """What the learner sees when the grader itself has failed: no mark, and whom to tell."""
    data = {
        "score": 0,
        "output": f"The grader failed ({type(error).__name__}). That is its mistake, not yours: tell your "
        "instructor, who finds the reason in the output of the autograder.",
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": [],
    }
    return json.dumps(data, indent=1) + "\n"


def _test(number: int, exercise: ExerciseResult) -> dict[str, Any]:
    feedback = exercise.feedback
    return {
        "name": line(feedback.name),
        "number": str(number),
        "score": feedback.points,
        "max_score": feedback.max_points,
        "status": "passed" if feedback.passed else "failed",
        "output": said(exercise),
        "output_format": "text",
        "tags": [line(mistake) for mistake in feedback.mistakes],
        "visibility": "visible",
    }
