"""From what came back to a result: compared with what is expected, or why there is nothing to compare."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dlteach.autograder.checks import Examination, conclude
from dlteach.autograder.exercise import Exercise
from dlteach.autograder.feedback import Feedback
from dlteach.autograder.judge import does_not_finish, judge, unchecked
from dlteach.autograder.running import Outcome, Question, understood
from dlteach.grading.answers import Answers
from dlteach.grading.difference import first_difference
from dlteach.grading.limits import memory_limit
from dlteach.grading.replies import Reply
from dlteach.grading.results import ExerciseResult
from dlteach.grading.suites import loops_over_examples

LATE = "it did not finish in time"


class _NoAnswer(Exception):
    """A call to which nothing came back."""


def judged(exercise: Exercise, seed: int, reply: Reply, limit: float) -> ExerciseResult:
    """Compare a reply with what is expected.

    Parameters
    ----------
    exercise : Exercise
    seed : int
        Has drawn the calls.
    reply : Reply
    limit : float
        Seconds that were given to the answer, and are given to the comparison.
    """
    seconds = reply.ended - reply.started
    if reply.kind in ("", "missing"):
        says = f"No cell that runs to its end defines {exercise.name}."
        return ExerciseResult(unchecked(exercise, "exists", says), seconds)
    if reply.slow:
        return ExerciseResult(does_not_finish(exercise, limit), seconds)
    seen: dict[str, Any] = {}

    def examined(asked: tuple[Question, ...]) -> Examination:
        came = _outcomes(exercise, asked, reply)
        loops = loops_over_examples(reply.counts)
        examination = conclude(exercise, asked, _in_words(reply.kind), came, lambda: loops)
        seen.update(first_difference(examination))
        return examination

    with memory_limit():
        feedback = judge(exercise, seed, examined, limit)
    return ExerciseResult(feedback, seconds, difference=seen or None)


def _outcomes(exercise: Exercise, asked: tuple[Question, ...], reply: Reply) -> Iterator[Outcome]:
    for number, question in enumerate(asked):
        came = reply.calls.get(number)
        if came is None:
            yield Outcome(error=_NoAnswer("there is no answer to this call"))
            continue
        yield understood(exercise, question, *came)


def _in_words(kind: str) -> str:
    name = kind.removeprefix("value:")
    if name == kind:
        return kind
    return "a number" if name in ("int", "float", "bool") else f"something of type {name}"


def not_there(exercise: Exercise, answers: Answers) -> Feedback:
    """Feedback where no cell defines the answer."""
    says = f"No cell defines {exercise.name}."
    if answers.problems:
        says += " It may stand in a cell that Python cannot read."
    return unchecked(exercise, "exists", says)


def cell_problem(number: int, kind: str, text: str, seconds: float) -> str:
    """What went wrong in a cell, in a sentence."""
    if kind == "TooLong":
        return (
            f"Code cell {number + 1} did not finish within {seconds:g} seconds and was stopped: "
            "is there a loop that never ends?"
        )
    words = " ".join(text.split())[:300]
    return f"Code cell {number + 1} raises {kind}{': ' + words if words else ''}."


def how_it_ended(why: str, status: int) -> str:
    """How a run broke off, in words that follow a colon."""
    if why == "late":
        return LATE
    if why == "frame":
        return "it sent something that is no answer"
    if status < 0:
        return f"it was ended by signal {-status}, as when memory or computing time runs out"
    return f"it ended the Python process with exit code {status}"


def too_late(exercise: Exercise, breaks: int, seconds: float) -> Feedback:
    """Feedback on what was not reached."""
    says = (
        f"Not checked: what comes before it broke off {breaks} times, or the {seconds:g} seconds for "
        "the whole notebook were over."
    )
    return unchecked(exercise, "exists", says)
