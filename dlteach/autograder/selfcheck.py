"""`check`: what a learner calls in a notebook."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import Any

from dlteach.autograder.display import present
from dlteach.autograder.feedback import Feedback
from dlteach.autograder.judge import grade
from dlteach.autograder.state import now, update


class CheckFailed(AssertionError):
    """A check that did not pass, where ``DLTEACH_STRICT=1`` asks for an error."""


def check(answer: Any, name: str | None = None) -> Feedback:
    """Check an answer and say what is wrong with it, if anything is.

    Parameters
    ----------
    answer : callable or str
        The function or class, or its name when it is defined in the notebook.
    name : str, optional
        The exercise, when the function is called something else.

    Returns
    -------
    Feedback
        Also shown: as HTML in Jupyter, printed elsewhere. The result is recorded in the progress file.

    Raises
    ------
    CheckFailed
        Only with ``DLTEACH_STRICT=1`` in the environment, when the check does not pass.

    Examples
    --------
    >>> from dlteach.functions import affine
    >>> feedback = check(affine)
    ✓ affine: right (1 of 1 points)
    >>> feedback.passed
    True
    """
    if isinstance(answer, str):
        name = name or answer
        answer = getattr(sys.modules["__main__"], answer, None)
    own_name = getattr(answer, "__name__", type(answer).__name__)
    feedback = remember(grade(answer, name or own_name))
    present(feedback)
    if os.environ.get("DLTEACH_STRICT") == "1" and feedback.passed is not True:
        raise CheckFailed(str(feedback))
    return feedback


def remember(feedback: Feedback) -> Feedback:
    """Record the feedback in the progress file; a remark says so when that is not possible."""
    if feedback.max_points == 0:
        return feedback
    problem = update(feedback.name, lambda entry: _merged(entry, feedback))
    return replace(feedback, remarks=(*feedback.remarks, problem)) if problem else feedback


def _merged(entry: dict[str, Any], feedback: Feedback) -> dict[str, Any]:
    """What is known of an exercise after one more check: the best result stays."""
    return {
        **entry,
        "passed": bool(entry.get("passed")) or feedback.passed is True,
        "points": max(entry.get("points", 0), feedback.points),
        "max_points": feedback.max_points,
        "attempts": entry.get("attempts", 0) + (feedback.passed is not None),
        "mistakes": sorted({*entry.get("mistakes", ()), *feedback.mistakes}),
        "checked_at": now(),
    }
