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
    """The two mistakes that together are all that is wrong in an answer.

    All that a mistake changes shows in the answer, but in trials which the other one changes as well: an
    epoch without any batch, say, does not show in which order the rows would have come.
    """
    judged = [k for k, trial in enumerate(trials) if not trial.case.extreme]
    if any(trials[k].got.error or trials[k].wanted.error for k in judged):
        return None
    wrong = _changed(exercise, trials, judged, [t.got for t in trials])
    candidates = []
    for suspect in (s for s in suspects if s.mistake.kind != "fragile"):
        if any(suspect.outcomes[k].error for k in judged):
            continue
        changed = _changed(exercise, trials, judged, suspect.outcomes)
        shown = _shown(exercise, trials, changed & wrong, suspect.outcomes)
        if shown:
            candidates.append((suspect.mistake, changed, shown))
    for (a, changed_by_a, shown_of_a), (b, changed_by_b, shown_of_b) in combinations(candidates, 2):
        both = (
            shown_of_a | shown_of_b == wrong and not shown_of_a <= shown_of_b and not shown_of_b <= shown_of_a
        )
        if (
            both
            and _only_in(changed_by_a - shown_of_a, changed_by_b)
            and _only_in(changed_by_b - shown_of_b, changed_by_a)
        ):
            return a, b
    return None


def _only_in(hidden: Parts, changed: Parts) -> bool:
    """Whether what is hidden of one mistake lies in trials that the other one changes."""
    return {k for k, _ in hidden} <= {k for k, _ in changed}


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


def _shown(exercise: Exercise, trials: Sequence[Trial], parts: Parts, outcomes: Sequence[Outcome]) -> Parts:
    """Those parts in which the answer has what a mistake makes of them."""
    return frozenset(
        (k, part)
        for k, part in parts
        if same(
            trials[k].got.leaves[part].value,
            outcomes[k].leaves[part].value,
            *tolerances(exercise, trials[k].case),
        )
    )
