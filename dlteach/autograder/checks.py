"""The checks of an answer, in the order in which a person debugs.

The stages are exists, attempted, runs, type, shape, dtype, finite and values, then those of `QUALITY`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from dlteach.autograder.effort import loops_over_examples
from dlteach.autograder.exercise import Answer, Case, Exercise
from dlteach.autograder.running import Outcome, Question, alike, close, outcomes, questions, tolerances
from dlteach.autograder.values import Leaf, Misfit, describe_type, same, show

QUALITY = ("extremes", "inputs", "loops")  # a failure here leaves the values right on ordinary input


@dataclass(frozen=True)
class Trial:
    """A case with the outcome that is wanted and the one that came."""

    case: Case
    wanted: Outcome
    got: Outcome
    right: bool


@dataclass(frozen=True)
class Finding:
    """The first check that fails, in words. `trial` is the smallest input that shows it."""

    stage: str
    says: str
    trial: Trial | None = None


@dataclass(frozen=True)
class Examination:
    """All trials of an answer and the first finding; no finding means that the answer is right.

    `beyond` holds what to say where the answer's reach ends, past what the exercise asks for.
    """

    exercise: Exercise
    trials: tuple[Trial, ...]
    finding: Finding | None
    beyond: tuple[str, ...] = ()

    @property
    def remarks(self) -> list[str]:
        """What is accepted but worth knowing; how far a wrong answer reaches is not worth knowing yet."""
        shown = self.trials if self.finding is None or self.finding.trial is None else (self.finding.trial,)
        styles = [remark for t in shown for remark in t.got.remarks]
        return list(dict.fromkeys([*styles, *(self.beyond if self.finding is None else ())]))


def examine(
    exercise: Exercise, answer: Answer, seed: int = 0, asked: tuple[Question, ...] | None = None
) -> Examination:
    """Try an answer on every case that `seed` draws, and find the first check that fails.

    A caller who has many answers to the same questions gives them as `asked`.
    """
    asked = questions(exercise, seed) if asked is None else asked
    return conclude(
        exercise,
        asked,
        kind_of(answer),
        outcomes(exercise, answer, asked),
        lambda: _loops(exercise, answer),
    )


def conclude(
    exercise: Exercise,
    asked: tuple[Question, ...],
    kind: str,
    came: Iterable[Outcome],
    loops: Callable[[], bool],
) -> Examination:
    """The examination of an answer of which only this is known, as it may have run in another process.

    Parameters
    ----------
    exercise : Exercise
    asked : tuple of Question
    kind : str
        As `kind_of` gives it.
    came : iterable of Outcome
        One for each question, in order.
    loops : callable
        Whether Python visits the examples one at a time. Asked only when all else is right.
    """
    problem = _callable_problem(exercise, kind)
    if problem:
        return Examination(exercise, (), Finding("exists", problem))
    trials: list[Trial] = []
    for question, got in zip(asked, came):
        right = alike(question.wanted, got, exercise, question.case)
        trials.append(Trial(question.case, question.wanted, got, right))
        if len(trials) == 1 and isinstance(got.error, NotImplementedError):
            return Examination(exercise, tuple(trials), Finding("attempted", "not attempted yet", trials[0]))
    beyond = tuple(dict.fromkeys(t.case.remark for t in trials if t.case.remark and not t.right))
    trials = [t for t in trials if not t.case.remark]
    ordinary_first = sorted(trials, key=lambda t: t.case.extreme)
    failed = next((t for t in ordinary_first if not t.right), None)
    if failed is not None:
        finding: Finding | None = _explain(exercise, failed)
    else:
        finding = _changed_inputs(exercise, trials) or (_visits_examples() if loops() else None)
    return Examination(exercise, tuple(trials), finding, beyond)


def kind_of(answer: Any) -> str:
    """ "class", "function" or "async", or what else it is in words."""
    if not callable(answer):
        return describe_type(answer)
    if inspect.iscoroutinefunction(answer):
        return "async"
    return "class" if inspect.isclass(answer) else "function"


def _callable_problem(exercise: Exercise, kind: str) -> str | None:
    wants_class = inspect.isclass(exercise.reference)
    if kind not in ("class", "function", "async"):
        wanted = "class" if wants_class else "function"
        return f"`{exercise.name}` should be a {wanted}, got {kind}"
    if wants_class and kind != "class":
        return f"`{exercise.name}` should be a class: `class {exercise.name}:`"
    if kind == "class" and not wants_class:
        return f"`{exercise.name}` should be a function: `def {exercise.name}(...)`"
    if kind == "async":
        return f"`{exercise.name}` is an `async def`; write a plain `def`"
    return None


def _explain(exercise: Exercise, trial: Trial) -> Finding:
    stage, says = _first_difference(exercise, trial)
    return Finding("extremes" if trial.case.extreme else stage, says, trial)


def _first_difference(exercise: Exercise, trial: Trial) -> tuple[str, str]:
    wanted, got = trial.wanted, trial.got
    if wanted.error is not None:
        kind = type(wanted.error).__name__
        if got.error is None:
            return "runs", f"should raise a {kind} ({wanted.error}), but returns {show(got.value)}"
        return "runs", f"should raise a {kind}, but raises {_in_words(got.error)}"
    if isinstance(got.error, Misfit):
        return got.error.stage, got.error.says
    if got.error is not None:
        return "runs", f"raises {_in_words(got.error)}"
    for w, g in zip(wanted.leaves, got.leaves):
        difference = _leaf_difference(exercise, trial.case, w, g)
        if difference:
            return difference
    raise AssertionError("a trial that is not right has a difference")


def _leaf_difference(exercise: Exercise, case: Case, wanted: Leaf, got: Leaf) -> tuple[str, str] | None:
    whose = f"`{wanted.name}`: " if wanted.name else ""
    w, g = wanted.value, got.value
    if not isinstance(w, np.ndarray):
        return None if w == g else ("values", f"{whose}expected {show(w)}, got {show(g)}")
    if w.shape != g.shape:
        return "shape", f"{whose}expected {describe_type(w)}, got {describe_type(g)}"
    rtol, atol = tolerances(exercise, case)
    if close(w, g, rtol, atol):
        return None
    if w.dtype.kind == "f" and g.dtype.kind in "iu" and same(np.trunc(w), g, 0, 0):
        return "dtype", f"{whose}the numbers are cut to integers ({g.dtype}): make the arrays float64 first"
    if np.isfinite(w).all() and not np.isfinite(g).all():
        kind = "nan (not a number)" if np.isnan(g).any() else "infinity"
        return "finite", f"{whose}expected {show(w)}, got {kind}"
    enough = "" if case.ceiling is None else f" ({case.ceiling:g} stands for all that is larger)"
    return "values", f"{whose}{_where_values_differ(w, g, rtol, atol)}{enough}"


def _where_values_differ(wanted: np.ndarray, got: np.ndarray, rtol: float, atol: float) -> str:
    if wanted.size <= 6:
        return f"expected {show(wanted)}, got {show(got)}"
    with np.errstate(all="ignore"):
        wrong = ~np.isclose(wanted, got, rtol, atol, equal_nan=True)
    index = np.unravel_index(np.argmax(wrong), wanted.shape)
    place = ", ".join(str(int(k)) for k in index)
    return f"at index [{place}] expected {show(wanted[index])}, got {show(got[index])}"


def _in_words(error: BaseException) -> str:
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:300]}" if text else type(error).__name__


def _changed_inputs(exercise: Exercise, trials: list[Trial]) -> Finding | None:
    for trial in trials:
        if trial.got.changed:
            names = [f"`{exercise.parameters[k]}`" for k in trial.got.changed]
            return Finding(
                "inputs",
                f"the values are right, but the call changes its input {' and '.join(names)}: "
                "whoever calls it still needs the old values. Make a new one, or work on a copy.",
                trial,
            )
    return None


def _loops(exercise: Exercise, answer: Answer) -> bool:
    batch = exercise.batch
    return batch is not None and loops_over_examples(
        lambda n: exercise.driver(answer, *batch(np.random.default_rng(0), n))
    )


def _visits_examples() -> Finding:
    return Finding(
        "loops",
        "the values are right, but Python visits the examples one at a time. "
        "This exercise asks for one operation on the whole array: "
        "NumPy then loops in compiled code, many times faster.",
    )
