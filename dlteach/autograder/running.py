"""Running an answer on the cases of an exercise, whatever the answer does."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from dlteach.autograder.exercise import Answer, Case, Exercise
from dlteach.autograder.inputs import fresh, unchanged
from dlteach.autograder.values import Leaf, Misfit, capped, conform, same

SINGLE = 1e-5  # what float32 loses on the way through a few layers
UNREADABLE = "your answer cannot be read; compare its shape and type with what the task asks for"


@dataclass(frozen=True)
class Outcome:
    """What came of one call: leaves, or the error that stands in their place.

    `changed` holds the positions of the arguments that the call has altered.
    """

    leaves: tuple[Leaf, ...] = ()
    error: BaseException | None = None
    remarks: tuple[str, ...] = ()
    changed: tuple[int, ...] = ()
    value: Any = None


@dataclass(frozen=True)
class Question:
    """A case with the outcome that is wanted, the reference's; where that is an error, an error is wanted."""

    case: Case
    wanted: Outcome


def questions(exercise: Exercise, seed: int = 0) -> tuple[Question, ...]:
    """The cases that `seed` draws, with the reference's outcomes."""
    cases = list(exercise.cases(np.random.default_rng(seed)))
    with quiet():
        return tuple(Question(case, _wanted(exercise, case)) for case in cases)


def _wanted(exercise: Exercise, case: Case) -> Outcome:
    value, error, _ = _call(exercise, exercise.reference, case)
    if error is not None:
        return Outcome(error=error)
    value = _measured(exercise, case, value)
    leaves, _ = conform(value, value, exercise.returns)
    return Outcome(_capped(leaves, case), value=value)


def outcomes(exercise: Exercise, answer: Answer, asked: Iterable[Question]) -> Iterator[Outcome]:
    """What an answer gives for each question, read in the form of what is wanted."""
    for question in asked:
        with quiet():
            yield _outcome(exercise, answer, question)


def all_outcomes(exercise: Exercise, answer: Answer, asked: Iterable[Question]) -> tuple[Outcome, ...]:
    """The same, of an answer of the course's own: nothing in between has to be heard."""
    with quiet():
        return tuple(_outcome(exercise, answer, question) for question in asked)


def _outcome(exercise: Exercise, answer: Answer, question: Question) -> Outcome:
    return understood(exercise, question, *_call(exercise, answer, question.case))


def understood(
    exercise: Exercise,
    question: Question,
    value: Any,
    error: BaseException | None = None,
    changed: tuple[int, ...] = (),
) -> Outcome:
    """What came of a call, here or in another process, read in the form of what is wanted."""
    case, wanted = question.case, question.wanted
    if error is None and wanted.error is None:
        try:
            value = _measured(exercise, case, value)
            leaves, remarks = conform(wanted.value, value, exercise.returns)
        except Misfit as misfit:
            error = misfit
        else:
            return Outcome(_capped(leaves, case), None, tuple(remarks), changed, value)
    return Outcome(error=error, changed=changed, value=value)


def _measured(exercise: Exercise, case: Case, value: Any) -> Any:
    """What is compared: the value, or what the exercise measures of it."""
    if exercise.measure is None:
        return value
    try:
        return exercise.measure(case.args, value)
    except Exception as error:
        raise Misfit("type", f"your answer {error}" if type(error) is ValueError else UNREADABLE) from error


def tells_apart(exercise: Exercise, answer: Answer, args: tuple[Any, ...]) -> bool:
    """Whether an answer and the reference differ on these arguments."""
    case = Case(args)
    with quiet():
        question = Question(case, _wanted(exercise, case))
        return not alike(question.wanted, _outcome(exercise, answer, question), exercise, case)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """A learner's prints and NumPy's warnings stay out of the feedback."""
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def _call(
    exercise: Exercise, answer: Answer, case: Case
) -> tuple[Any, BaseException | None, tuple[int, ...]]:
    args = tuple(fresh(value) for value in case.args)
    try:
        value = exercise.driver(answer, *args)
    except (Exception, SystemExit) as error:
        return None, error, ()
    return value, None, tuple(k for k, (a, b) in enumerate(zip(args, case.args)) if not unchanged(a, b))


def _capped(leaves: list[Leaf], case: Case) -> tuple[Leaf, ...]:
    return tuple(Leaf(leaf.name, capped(leaf.value, case.ceiling)) for leaf in leaves)


def alike(a: Outcome, b: Outcome, exercise: Exercise, case: Case) -> bool:
    """Whether two outcomes are the same: the same values, or the same kind of failure."""
    if a.error is not None or b.error is not None:
        return type(a.error).__name__ == type(b.error).__name__ and _misfit(a) == _misfit(b)
    rtol, atol = tolerances(exercise, case)
    return len(a.leaves) == len(b.leaves) and all(
        close(x.value, y.value, rtol, atol) for x, y in zip(a.leaves, b.leaves)
    )


def close(wanted: Any, got: Any, rtol: float, atol: float) -> bool:
    """Whether a leaf is what is wanted, as far as the type of its numbers can tell: float32 has seven "
    "digits."""
    if isinstance(got, np.ndarray) and got.dtype == np.float32 and isinstance(wanted, np.ndarray):
        size = np.max(np.abs(wanted), initial=1, where=np.isfinite(wanted))
        rtol, atol = max(rtol, SINGLE), max(atol, SINGLE * size)
    return same(wanted, got, rtol, atol)


def tolerances(exercise: Exercise, case: Case) -> tuple[float, float]:
    """The relative and the absolute tolerance of a case."""
    return exercise.rtol, exercise.atol if case.atol is None else case.atol


def _misfit(outcome: Outcome) -> str:
    """Two values that do not fit are alike only when they fail to fit in the same way."""
    return str(outcome.error) if isinstance(outcome.error, Misfit) else ""
