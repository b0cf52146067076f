"""Which mistake was made.

The answer's values are held against those of every named mistake: alone, in pairs and in known relations.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from dlteach.autograder.checks import Examination, Trial
from dlteach.autograder.company import both_that_show
from dlteach.autograder.errors import meaning
from dlteach.autograder.exercise import Exercise, Law, Mistake
from dlteach.autograder.lacks import Lacks, is_of_the_answer
from dlteach.autograder.relations import Relation, Sizes, find_relation
from dlteach.autograder.running import Outcome, Question, alike, all_outcomes, tolerances
from dlteach.autograder.values import Misfit, capitalised, same


@dataclass(frozen=True)
class Diagnosis:
    """Ids of the mistakes recognised, and what to say; both are empty when nothing is recognised."""

    mistakes: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


NUMBERS_ONLY = ("math-on-arrays", "if-on-arrays")
RETURN_MISSING = (
    "The function gives nothing back: a `return` is missing, or stands in a branch that was not taken. "
    "What it prints does not count."
)


@dataclass(frozen=True)
class Suspect:
    """A named mistake with what it gives on every case."""

    mistake: Mistake
    outcomes: tuple[Outcome, ...]


def suspects_of(exercise: Exercise, asked: Iterable[Question]) -> list[Suspect]:
    """All named mistakes, each tried on every question that is judged."""
    judged = [question for question in asked if not question.case.remark]
    return [Suspect(m, all_outcomes(exercise, m.answer, judged)) for m in exercise.mistakes]


def diagnose(examination: Examination, suspects: list[Suspect] | None = None) -> Diagnosis:
    """Recognise the mistake behind an examination that has a finding.

    The suspects may be given, by a caller who has many answers to the same questions.
    """
    exercise, trials = examination.exercise, examination.trials
    finding = examination.finding
    if finding is None or finding.trial is None or finding.stage == "attempted":
        return Diagnosis()
    if finding.stage == "inputs":
        return Diagnosis(("changes-its-input",))
    if suspects is None:
        suspects = suspects_of(exercise, [Question(t.case, t.wanted) for t in trials])
    if isinstance(finding.trial.got.error, Misfit) and finding.trial.got.value is None:
        # An answer that gives nothing back for some inputs on purpose may be a mistake with a name.
        known = _the_mistake_itself(exercise, trials, suspects)
        return known or Diagnosis(("return-missing",), (RETURN_MISSING,))
    for recognise in (
        _the_mistake_itself,
        _in_what_is_there,
        _a_relation,
        _an_error,
        _a_missing_return,
        _a_relation_to_a_mistake,
        _two_mistakes,
        _two_that_show,
        _one_and_more,
    ):
        diagnosis = recognise(exercise, trials, suspects)
        if diagnosis is not None:
            return diagnosis
    return _a_broken_law(exercise, finding.trial)


def _the_mistake_itself(
    exercise: Exercise, trials: tuple[Trial, ...], suspects: list[Suspect]
) -> Diagnosis | None:
    """Equal on every case; failing that, on every ordinary one, as extremes may be treated in another way."""
    for cases in (list(range(len(trials))), _ordinary(trials)):
        cases.sort(key=lambda k: trials[k].right)  # a wrong value tells most suspects off at once
        for suspect in suspects:
            if not all(_is_what_came(exercise, trials[k], suspect.outcomes[k]) for k in cases):
                continue
            differing = [k for k in cases if not trials[k].right]
            if differing and _is_telling(suspect, trials, differing):
                return Diagnosis((suspect.mistake.id,), (suspect.mistake.says,))
    return None


def _ordinary(trials: tuple[Trial, ...]) -> list[int]:
    return [k for k, trial in enumerate(trials) if not trial.case.extreme]


def _is_right(exercise: Exercise, trial: Trial, outcome: Outcome) -> bool:
    return alike(trial.wanted, outcome, exercise, trial.case)


def _is_what_came(exercise: Exercise, trial: Trial, outcome: Outcome) -> bool:
    return alike(outcome, trial.got, exercise, trial.case)


def _is_telling(suspect: Suspect, trials: tuple[Trial, ...], differing: list[int]) -> bool:
    """Values identify a mistake; an error does only with its own text, as many roads lead to a ValueError."""
    return any(suspect.outcomes[k].error is None for k in differing) or all(
        str(suspect.outcomes[k].error) == str(trials[k].got.error) for k in differing
    )


def _a_relation(exercise: Exercise, trials: tuple[Trial, ...], suspects: list[Suspect]) -> Diagnosis | None:
    """One relation to the right value on every ordinary case, sought for each part of the answer alone."""
    found = _relations(exercise, trials, tuple(t.wanted for t in trials))
    return _spoken(found) if found else None


def _relations(
    exercise: Exercise, trials: tuple[Trial, ...], bases: tuple[Outcome, ...]
) -> dict[str, Relation] | None:
    """For every part of the answer that is off, its relation to the base; None when a part has none."""
    pairs: dict[str, list[tuple[Any, Any, Sizes]]] = {}
    for trial, base in zip(trials, bases):
        if trial.case.extreme or trial.wanted.error is not None:
            continue
        got = trial.got
        if got.error is not None or base.error is not None:
            return None
        for g, b in zip(got.leaves, base.leaves):
            pairs.setdefault(g.name, []).append((g.value, b.value, Sizes.of(trial.case.args)))
    found = {}
    for name, leaf_pairs in pairs.items():
        if all(same(g, b, exercise.rtol, exercise.atol) for g, b, _ in leaf_pairs):
            continue
        relation = find_relation(leaf_pairs)
        if relation is None:
            return None
        found[name] = relation
    return found


def _spoken(found: dict[str, Relation], prefix: str = "") -> Diagnosis:
    ids = tuple(dict.fromkeys(r.id for r in found.values()))
    says = []
    for relation in dict.fromkeys(found.values()):
        names = [name for name, r in found.items() if r is relation and name]
        whose = " and ".join(f"`{name}`" for name in names) + ": " if names else ""
        says.append(capitalised(f"{prefix}{whose}{relation.says}."))
    return Diagnosis(ids, tuple(says))


def _in_what_is_there(
    exercise: Exercise, trials: tuple[Trial, ...], suspects: list[Suspect]
) -> Diagnosis | None:
    """Of a class that lacks methods: the mistake in the ones that it has."""
    without = Lacks.of(trials) if inspect.isclass(exercise.reference) else Lacks()
    tried = [k for k, trial in enumerate(trials) if k not in without.at]
    if not without.at or not tried:
        return None
    there = tuple(trials[k] for k in tried)
    if all(trial.right for trial in there):
        return Diagnosis((without.id,), (f"{without.says} All that could be tried without is right.",))
    of_it = [Suspect(s.mistake, tuple(s.outcomes[k] for k in tried)) for s in suspects]
    for recognise in (_the_mistake_itself, _a_relation, _two_mistakes, _one_and_more):
        diagnosis = recognise(exercise, there, of_it)
        if diagnosis is not None:
            return Diagnosis((*diagnosis.mistakes, without.id), (*diagnosis.says, without.says))
    return Diagnosis((without.id,), (without.says, "What is there is not right yet either."))


def _an_error(exercise: Exercise, trials: tuple[Trial, ...], suspects: list[Suspect]) -> Diagnosis | None:
    for trial in trials:
        error = trial.got.error
        if not trial.right and is_of_the_answer(trial):
            known = meaning(error) if error is not None else None
            if known is None:
                return None
            single = known[0] in NUMBERS_ONLY and _is_right_for_numbers(trials)
            says = f"{'For a single number it is right. ' if single else ''}{capitalised(known[1])}"
            return Diagnosis((known[0],), (says,))
    return None


def _is_right_for_numbers(trials: tuple[Trial, ...]) -> bool:
    """Whether there are cases without arrays, and the answer is right in all of them."""
    plain = [t for t in trials if not t.case.extreme and all(np.ndim(a) == 0 for a in t.case.args)]
    return bool(plain) and all(t.right for t in plain)


def _a_missing_return(
    exercise: Exercise, trials: tuple[Trial, ...], suspects: list[Suspect]
) -> Diagnosis | None:
    """A method among several that gives nothing back; that of a whole answer is known before."""
    missing = any(isinstance(t.got.error, Misfit) and t.got.error.is_none for t in trials)
    return Diagnosis(("return-missing",), (RETURN_MISSING,)) if missing else None


def _a_relation_to_a_mistake(
    exercise: Exercise, trials: tuple[Trial, ...], suspects: list[Suspect]
) -> Diagnosis | None:
    ordinary = _ordinary(trials)
    if all(trials[k].right for k in ordinary):
        return None
    for suspect in suspects:
        if all(_is_right(exercise, trials[k], suspect.outcomes[k]) for k in ordinary):
            continue  # a multiple of a fragile answer is a multiple of the right one
        found = _relations(exercise, trials, suspect.outcomes)
        if found:
            second = _spoken(found, "Second: ")
            return Diagnosis(
                (suspect.mistake.id, *second.mistakes),
                (f"Two things at once. First: {suspect.mistake.says}", *second.says),
            )
    return None


def _two_mistakes(exercise: Exercise, trials: tuple[Trial, ...], suspects: list[Suspect]) -> Diagnosis | None:
    """Each value is the right one or that of one of two mistakes, and both are needed."""
    if all(trials[k].right for k in _ordinary(trials)):
        return None
    wrong_parts = list(_suspects_of_wrong_parts(exercise, trials, suspects))
    for (i, a), (j, b) in combinations(enumerate(suspects), 2):
        explained = [({i, j} & giving_it, telling) for giving_it, telling in wrong_parts]
        if all(known for known, _ in explained) and ({i}, True) in explained and ({j}, True) in explained:
            return _both(a.mistake, b.mistake)
    return None


def _both(a: Mistake, b: Mistake) -> Diagnosis:
    return Diagnosis((a.id, b.id), (f"Two things at once. First: {a.says}", f"Second: {b.says}"))


def _two_that_show(
    exercise: Exercise, trials: tuple[Trial, ...], suspects: list[Suspect]
) -> Diagnosis | None:
    """For answers of which facts are measured: each mistake shows in all the facts that it changes."""
    pair = both_that_show(exercise, trials, suspects)
    return _both(*pair) if pair else None


def _suspects_of_wrong_parts(
    exercise: Exercise, trials: tuple[Trial, ...], suspects: list[Suspect]
) -> Iterator[tuple[set[int], bool]]:
    """For every wrong part of every trial, the positions of the suspects that give the same wrong value.

    The second entry says whether the value tells them: a lone whole number may agree by chance.
    """
    for k, trial in enumerate(trials):
        if trial.right:
            continue
        if trial.got.error is not None or trial.wanted.error is not None:
            yield set(), False
            continue
        rtol, atol = tolerances(exercise, trial.case)
        for part, (g, w) in enumerate(zip(trial.got.leaves, trial.wanted.leaves)):
            if not same(g.value, w.value, rtol, atol):
                giving_it = {
                    i
                    for i, s in enumerate(suspects)
                    if s.outcomes[k].error is None
                    and same(g.value, s.outcomes[k].leaves[part].value, rtol, atol)
                }
                yield giving_it, _is_rich(g.value)


def _is_rich(value: Any) -> bool:
    return isinstance(value, np.ndarray) and bool(value.size > 1 or np.any(value != np.round(value)))


def _one_and_more(exercise: Exercise, trials: tuple[Trial, ...], suspects: list[Suspect]) -> Diagnosis | None:
    """A mistake that shows wherever it can, in an answer that is wrong elsewhere too."""
    best, most = None, 1
    for suspect in (s for s in suspects if s.mistake.kind != "fragile"):
        differing = [k for k, t in enumerate(trials) if not _is_right(exercise, t, suspect.outcomes[k])]
        values = sum(suspect.outcomes[k].error is None for k in differing)
        shows = all(_is_what_came(exercise, trials[k], suspect.outcomes[k]) for k in differing)
        if shows and values > most:
            best, most = suspect.mistake, values
    if best is None:
        return None
    return Diagnosis(
        (best.id,), (best.says, "Something else is off besides; mend this first, then check again.")
    )


def _a_broken_law(exercise: Exercise, trial: Trial) -> Diagnosis:
    if trial.got.error is not None or trial.wanted.error is not None:
        return Diagnosis()
    for law in exercise.laws:
        if not _holds(law, trial):
            return Diagnosis((), (f"A law that every right answer obeys is broken: {law.says}.",))
    return Diagnosis()


def _holds(law: Law, trial: Trial) -> bool:
    try:
        return bool(law.holds(trial.case.args, trial.got.value))
    except Exception:
        return True  # a law that cannot be asked of this value explains nothing
