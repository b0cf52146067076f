"""Two mistakes in one answer, told by everything that each of them changes.

Where an exercise measures facts ("what is kept is multiplied by", "same seed, same mask"), one mistake
changes some of them and another one others. An answer that has both shows the facts of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from dlteach.autograder.checks import Trial
from dlteach.autograder.exercise import Exercise, Mistake
from dlteach.autograder.running import Outcome, tolerances
from dlteach.autograder.values import same

if TYPE_CHECKING:
    from dlteach.autograder.diagnosis import Suspect

Parts = frozenset[tuple[int, int]]


def both_that_show(
    exercise: Exercise, trials: Sequence[Trial], suspects: Sequence[Suspect]
) -> tuple[Mistake, Mistake] | None:
    """The two mistakes all of whose changes the answer shows, and which together are all that is wrong "
    "in it."""
    judged = [k for k, trial in enumerate(trials) if not trial.case.extreme]
    if any(trials[k].got.error or trials[k].wanted.error for k in judged):
        return None
    wrong = _changed(exercise, trials, judged, [t.got for t in trials])
    showing = []
    for suspect in (s for s in suspects if s.mistake.kind != "fragile"):
        if any(suspect.outcomes[k].error for k in judged):
            continue
        changed = _changed(exercise, trials, judged, suspect.outcomes)
        if changed and changed < wrong and _shows(exercise, trials, changed, suspect.outcomes):
            showing.append((suspect.mistake, changed))
    for (a, changed_by_a), (b, changed_by_b) in combinations(showing, 2):
        if changed_by_a | changed_by_b == wrong:
            return a, b
    return None


def _changed(
    exercise: Exercise, trials: Sequence[Trial], judged: list[int], outcomes: Sequence[Outcome]
) -> Parts:
    """The parts, as (trial, leaf), in which outcomes differ from the right ones."""
    return frozenset(
        (k, part)
        for k in judged
        for part, (leaf, right) in enumerate(zip(outcomes[k].leaves, trials[k].wanted.leaves))
        if not same(leaf.value, right.value, *tolerances(exercise, trials[k].case))
    )


def _shows(exercise: Exercise, trials: Sequence[Trial], changed: Parts, outcomes: Sequence[Outcome]) -> bool:
    """Whether the answer has in all these parts what a mistake makes of them."""
    return all(
        same(
            trials[k].got.leaves[part].value,
            outcomes[k].leaves[part].value,
            *tolerances(exercise, trials[k].case),
        )
        for k, part in changed
    )
