"""PrairieLearn: what its external graders write to `/grade/results/results.json`."""

from __future__ import annotations

import json
from typing import Any

from dlteach.grading.exports.text import clean, line, said, said_of_all
from dlteach.grading.results import ExerciseResult, Result

LIMIT = 1_000_000  # bytes that PrairieLearn reads


def as_results_json(result: Result) -> str:
    """The result as PrairieLearn's page shows it; the score is between 0 and 1.

    A submission with nothing to grade is not gradable there either: it costs the learner no attempt.
    """
    for length in (10_000, 1_000, 100):
        text = json.dumps(_data(result, length), ensure_ascii=True, indent=1) + "\n"
        if len(text) <= LIMIT:
            break
    return text


def _data(result: Result, length: int) -> dict[str, Any]:
    about = clean(said_of_all(result), length)
    if not result.gradable:
        return {"gradable": False, "format_errors": [clean(p, length) for p in result.problems] or [about]}
    points = f"{result.points:g} of {result.max_points:g} points"
    return {
        "gradable": True,
        "score": min(1.0, max(0.0, result.points / result.max_points)) if result.max_points else 0.0,
        "message": points,
        "output": about,
        "tests": [_test(exercise, length) for exercise in result.exercises],
    }


def _test(exercise: ExerciseResult, length: int) -> dict[str, Any]:
    feedback = exercise.feedback
    return {
        "name": line(feedback.name),
        "description": "",
        "points": feedback.points,
        "max_points": feedback.max_points,
        "message": line(feedback.summary, length),
        "output": clean(said(exercise), length),
    }
