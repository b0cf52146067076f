"""From an examination and its diagnosis to feedback: what is said first, and how many points it earns."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from dlteach.autograder.checks import QUALITY, Examination, Finding, examine
from dlteach.autograder.diagnosis import Diagnosis, Suspect, diagnose, suspects_of
from dlteach.autograder.effort import TooLong, time_limit
from dlteach.autograder.exercise import Case, Exercise
from dlteach.autograder.feedback import Feedback
from dlteach.autograder.registry import UnknownExercise, find
from dlteach.autograder.running import Question, questions, quiet
from dlteach.autograder.values import capitalised, show

TIME_LIMIT = 10.0  # seconds for all cases of one exercise
MEMORY = 512  # sets of questions that are kept


def grade(answer: Any, name: str, seed: int = 0) -> Feedback:
    """Feedback on an answer, without showing or recording it.

    Parameters
    ----------
    answer : callable or None
        The function or class; None when there is none yet.
    name : str
        The exercise.
    seed : int
        Draws the cases. The same seed asks the same questions.

    Returns
    -------
    Feedback
        An unknown exercise, an endless loop and any error of the answer are feedback too.

    Examples
    --------
    >>> feedback = grade(lambda x, w, b: x @ w, "affine")
    >>> feedback.passed, feedback.mistakes
    (False, ('bias-forgotten',))
    """
    try:
        exercise = find(name)
    except UnknownExercise as unknown:
        says = f'{unknown}. To check under another name: check(f, "affine").'
        return Feedback(name, None, 0, 0, summary=says)
    if answer is None:
        says = f"There is no {name} yet: run the cell that defines it, then check again."
        return unchecked(exercise, "exists", says)
    return judge(exercise, seed, lambda asked: examine(exercise, answer, asked=asked))


def judge(
    exercise: Exercise,
    seed: int,
    examined: Callable[[tuple[Question, ...]], Examination],
    seconds: float = TIME_LIMIT,
) -> Feedback:
    """Feedback from an examination, made here of the questions that `seed` draws.

    Whatever the answer or its values do to the grader is feedback too.
    """
    try:
        with time_limit(seconds), quiet():
            examination = examined(asked_in(exercise.name, seed))
            return _feedback(exercise, examination, _diagnosis(examination, seed))
    except TooLong:
        return does_not_finish(exercise, seconds)
    except Exception as error:  # a learner must not pay for a fault of ours with a traceback
        what = f"{type(error).__name__}: {error}"
        says = f"The grader failed ({what}). That is its mistake, not yours: report it."
        return unchecked(exercise, "grader", says)


def does_not_finish(exercise: Exercise, seconds: float = TIME_LIMIT) -> Feedback:
    """Feedback on an answer that had to be stopped."""
    says = f"It did not finish within {seconds:g} seconds: is there a loop that never ends?"
    return _judged(exercise, Finding("runs", says), Diagnosis(("does-not-finish",)))


@lru_cache(MEMORY)
def asked_in(name: str, seed: int) -> tuple[Question, ...]:
    """The questions of an exercise: what does not depend on the answer is computed once for many answers."""
    return questions(find(name), seed)


@lru_cache(MEMORY)
def _suspects(name: str, seed: int) -> list[Suspect]:
    return suspects_of(find(name), asked_in(name, seed))


def _diagnosis(examination: Examination, seed: int) -> Diagnosis:
    finding = examination.finding
    if finding is None or finding.trial is None or finding.stage == "attempted":
        return Diagnosis()
    return diagnose(examination, _suspects(examination.exercise.name, seed))


def _feedback(exercise: Exercise, examination: Examination, diagnosis: Diagnosis) -> Feedback:
    finding = examination.finding
    if finding is None:
        return Feedback(
            exercise.name,
            True,
            exercise.points,
            exercise.points,
            remarks=tuple(examination.remarks),
            lesson=exercise.lesson,
        )
    if finding.stage == "attempted":
        says = "Write the body in place of `raise NotImplementedError`, run the cell, and check again."
        return unchecked(exercise, "attempted", says)
    return _judged(exercise, finding, diagnosis, tuple(examination.remarks))


def _judged(
    exercise: Exercise, finding: Finding, diagnosis: Diagnosis, remarks: tuple[str, ...] = ()
) -> Feedback:
    quality = finding.stage in QUALITY
    said = list(diagnosis.says)
    found = _sentence(finding.says)
    if finding.stage == "extremes":
        found = f"On ordinary numbers the answer is right. {_place(finding).capitalize()}: {finding.says}."
    details = []
    if finding.trial is not None and finding.trial.case.args and finding.stage not in ("inputs", "loops"):
        details.append(_input_in_words(exercise, finding.trial.case))
    if said:
        details.append(found)
    return Feedback(
        exercise.name,
        False,
        exercise.points / 2 if quality else 0,
        exercise.points,
        mistakes=diagnosis.mistakes or (("loops-over-examples",) if finding.stage == "loops" else ()),
        summary=" ".join(said) or found,
        stage=finding.stage,
        details=tuple(details),
        remarks=remarks,
        lesson=exercise.lesson,
        section=exercise.section,
    )


def unchecked(exercise: Exercise, stage: str, summary: str) -> Feedback:
    """Feedback where there is nothing to judge: neither right nor wrong, and no points."""
    return Feedback(
        exercise.name,
        None,
        0,
        exercise.points,
        summary=summary,
        stage=stage,
        lesson=exercise.lesson,
        section=exercise.section,
    )


def _sentence(text: str) -> str:
    """A finding as a sentence of its own. Names in it stand in backticks, so no name gets a capital."""
    text = capitalised(text)
    return text if text.endswith((".", "?", "!", ":")) else text + "."


def _place(finding: Finding) -> str:
    note = finding.trial.case.note if finding.trial else ""
    return f"with {note}" if note else "at the edge of the number range"


def _input_in_words(exercise: Exercise, case: Case) -> str:
    values = ", ".join(f"{name} = {show(value)}" for name, value in zip(exercise.parameters, case.args))
    return f"Input{f' ({case.note})' if case.note else ''}: `{values}`"
