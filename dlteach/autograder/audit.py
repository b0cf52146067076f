"""The gates that an exercise must pass before a learner meets it."""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from dlteach.autograder.checks import QUALITY, Examination, examine
from dlteach.autograder.diagnosis import Suspect, diagnose, suspects_of
from dlteach.autograder.effort import TooLong, time_limit
from dlteach.autograder.exercise import Answer, Driver, Exercise, Mistake, call
from dlteach.autograder.inputs import unchanged
from dlteach.autograder.mutants import mutants
from dlteach.autograder.running import Question, questions

SEEDS = range(20)  # for right answers: a false alarm is the worst that a grader can do
MISTAKE_SEEDS = range(5)
LEAST_KILLED = 0.95
MUTANT_SECONDS = 2.0  # a changed loop may never end


@dataclass
class Audit:
    """What the gates found of one exercise.

    Parameters
    ----------
    name : str
        The exercise.
    mistakes, mutants, killed : int
        How many mistakes it names, how many mutants its reference has, how many of those the cases catch.
    survivors : list of str
        The mutants that pass and for which the exercise gives no reason.
    explained : dict
        The mutants that pass for a reason, with the reason.
    problems : list of str
        What is wrong with the exercise, in words; empty when it passes.
    """

    name: str
    mistakes: int
    mutants: int = 0
    killed: int = 0
    survivors: list[str] = field(default_factory=list)
    explained: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        return not self.problems

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data for JSON."""
        return {**asdict(self), "passed": self.passed}


def audit(exercise: Exercise) -> Audit:
    """Put one exercise through every gate.

    Right answers must pass at every seed, a blank one must count as not attempted, each named mistake must
    be recognised as itself, and the cases must catch at least 95 % of the reference's mutants.

    Parameters
    ----------
    exercise : Exercise

    Returns
    -------
    Audit
        It has `passed` when its list of problems is empty.

    Examples
    --------
    >>> from dlteach.autograder.registry import find
    >>> result = audit(find("predict_shape"))
    >>> result.passed, result.problems
    (True, [])
    """
    result = Audit(exercise.name, len(exercise.mistakes))
    for gate in (_specification, _cases, _right_answers, _blank, _mistakes):
        result.problems += gate(exercise)
    _mutation(exercise, result)
    return result


def _specification(exercise: Exercise) -> Iterator[str]:
    if len(exercise.hints) != 3 or not all(text.strip() for text in exercise.hints):
        yield "it needs three hints"
    ids = [mistake.id for mistake in exercise.mistakes]
    for id_ in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"two mistakes are called {id_!r}"
    if not exercise.also_correct:
        yield "it needs at least one `also_correct` answer in another style"
    if exercise.driver is not call:
        first = next(iter(exercise.cases(np.random.default_rng(0))))
        try:
            _rebuilt(exercise.driver)(exercise.reference, *first.args)
        except NameError as error:
            yield f"its driver uses more than its arguments and np: {error}"


def _rebuilt(driver: Driver) -> Driver:
    """The driver made anew from its text, as the process that grades makes it."""
    space: dict[str, Any] = {"np": np}
    exec(textwrap.dedent(inspect.getsource(driver)), space)
    return space[driver.__name__]


def _cases(exercise: Exercise) -> Iterator[str]:
    first, second = (list(exercise.cases(np.random.default_rng(7))) for _ in range(2))
    if len(first) != len(second) or not all(unchanged(a.args, b.args) for a, b in zip(first, second)):
        yield "its cases differ between two draws from the same seed"
    for case in first:
        if not _is_plain(case.args):
            yield f"a case ({case.note or 'unnamed'}) holds more than plain values"
    if any(a.extreme and not b.extreme for a, b in zip(first, first[1:])):
        yield "an extreme case stands before an ordinary one"


def _is_plain(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biuf"
    if isinstance(value, dict):
        return all(isinstance(k, str) and _is_plain(v) for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    return value is None or isinstance(value, (bool, int, float, str))


def _right_answers(exercise: Exercise) -> Iterator[str]:
    for seed in SEEDS:
        asked = questions(exercise, seed)
        for number, answer in enumerate((exercise.reference, *exercise.also_correct)):
            finding = examine(exercise, answer, asked=asked).finding
            if finding is not None:
                who = "the reference" if number == 0 else f"also_correct[{number - 1}]"
                yield f"{who} fails at seed {seed}: {finding.stage}: {finding.says}"
                return


def _blank(exercise: Exercise) -> Iterator[str]:
    def not_implemented(*args, **kwargs):
        raise NotImplementedError("your code here")

    answer: Any = not_implemented
    if inspect.isclass(exercise.reference):
        answer = type(exercise.name, (), {"__init__": not_implemented})
    finding = examine(exercise, answer).finding
    if finding is None or finding.stage != "attempted":
        yield f"a blank answer counts as attempted: {finding}"


def _mistakes(exercise: Exercise) -> Iterator[str]:
    told: set[str] = set()
    for seed in MISTAKE_SEEDS:
        asked = questions(exercise, seed)
        suspects = suspects_of(exercise, asked)
        for mistake in exercise.mistakes:
            problem = _misjudged(mistake, examine(exercise, mistake.answer, asked=asked), suspects)
            if problem and mistake.id not in told:
                told.add(mistake.id)
                yield f"the mistake {mistake.id!r} {problem} at seed {seed}"


def _misjudged(mistake: Mistake, examination: Examination, suspects: list[Suspect]) -> str:
    """What is wrong with how a named mistake is judged, in words; empty when nothing is."""
    finding = examination.finding
    if finding is None:
        return "passes"
    if mistake.kind == "fragile" and finding.stage not in QUALITY:
        return f"is fragile but called wrong ({finding.says})"
    recognised = diagnose(examination, suspects).mistakes
    return "" if recognised == (mistake.id,) else f"is taken for {recognised or 'nothing known'}"


def _mutation(exercise: Exercise, result: Audit) -> None:
    survivors = []
    asked = questions(exercise)
    if "*" in exercise.survivors:
        result.explained = dict(exercise.survivors)
        return
    for mutant in mutants(exercise.reference):
        result.mutants += 1
        if _survives(exercise, mutant.answer, asked):
            survivors.append(mutant.change)
    result.killed = result.mutants - len(survivors)
    keys = {change: _key(change.partition(": ")[2]) for change in survivors}
    reasons = {_key(words): reason for words, reason in exercise.survivors.items()}
    result.explained = {change: reasons[key] for change, key in keys.items() if key in reasons}
    result.survivors = [change for change in survivors if keys[change] not in reasons]
    for words in exercise.survivors:
        if _key(words) not in keys.values():
            result.problems.append(f"`survivors` explains a mutant that does not survive: {words}")
    to_catch = result.killed + len(result.survivors)
    if result.killed < LEAST_KILLED * to_catch:
        missed = "; ".join(result.survivors)
        result.problems.append(f"only {result.killed} of {to_catch} mutants are caught; not caught: {missed}")


def _key(words: str) -> str:
    """The words of a change without parentheses: Python's versions set them differently."""
    return re.sub(r"[()\s]", "", words)


def _survives(exercise: Exercise, mutant: Answer, asked: tuple[Question, ...]) -> bool:
    try:
        with time_limit(MUTANT_SECONDS):
            return examine(exercise, mutant, asked=asked).finding is None
    except TooLong:
        return False
