"""What a regrade changes: who gains, who loses, in which exercise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from dlteach.grading.gradebook.hand import HandMark, in_force
from dlteach.grading.harmless import harmless
from dlteach.grading.results import Result


@dataclass(frozen=True)
class ExerciseChange:
    """One exercise whose points change. None: the exercise is not in that grading.

    A mark by hand on it, or on the whole, stays: then the change is of no effect.
    """

    name: str
    before: float | None
    after: float | None
    by_hand: bool = False

    @property
    def gain(self) -> float:
        return 0.0 if self.by_hand else (self.after or 0) - (self.before or 0)


@dataclass(frozen=True)
class Change:
    """One submission whose points change."""

    learner: str
    assignment: str
    submission: str
    before: float
    after: float
    exercises: tuple[ExerciseChange, ...]

    @property
    def gain(self) -> float:
        """Points that the learner gains, before any late rule; negative for a loss."""
        return sum(exercise.gain for exercise in self.exercises)


@dataclass(frozen=True)
class Changes:
    """What a regrade changes.

    Parameters
    ----------
    changes : tuple of Change
        Losses first, the greatest first.
    compared : int
        Submissions that were graded before and are again.
    new : int
        Submissions that were not graded before.
    """

    changes: tuple[Change, ...]
    compared: int
    new: int

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data for JSON."""
        return asdict(self) | {"changes": [asdict(c) | {"gain": c.gain} for c in self.changes]}

    def __str__(self) -> str:
        lines = []
        for change in self.changes:
            who = f"{harmless(change.learner, 40)}, {harmless(change.assignment, 40) or 'unknown assignment'}"
            lines.append(f"{change.gain:+g} points: {who} ({change.before:g} → {change.after:g})")
            lines += [f"    {_in_words(exercise)}" for exercise in change.exercises]
        gain, lose = (sum(sign * c.gain > 0 for c in self.changes) for sign in (1, -1))
        lines.append(
            f"{self.compared} submissions graded again: {gain} gain, {lose} lose; {self.new} are new"
        )
        return "\n".join(lines)


def compare(old: Iterable[Result], new: Iterable[Result], by_hand: Iterable[HandMark] = ()) -> Changes:
    """What changes when the new results take the place of the old.

    Parameters
    ----------
    old, new : iterable of Result
        Of several gradings of one file, the newest is taken.
    by_hand : iterable of HandMark
        Marks by hand, which no regrade changes.
    """
    before, after = _newest(old), _newest(new)
    said = in_force(by_hand)
    pairs = [(before[file], after[file]) for file in after if file in before]
    found = []
    for was, now in pairs:
        marked = said.get((now.learner, now.assignment), {})
        fixed = {name for name, mark in marked.items() if mark.points is not None}
        if exercises := tuple(_exercise_changes(was, now, fixed)):
            found.append(
                Change(now.learner, now.assignment, now.submission, was.points, now.points, exercises)
            )
    found.sort(key=lambda change: (change.gain, change.learner, change.assignment))
    return Changes(tuple(found), len(pairs), len(after) - len(pairs))


def _newest(results: Iterable[Result]) -> dict[tuple[str, str], Result]:
    found: dict[tuple[str, str], Result] = {}
    for result in results:
        file = result.learner, result.submission
        found[file] = max(result, found.get(file, result), key=lambda r: (r.suite != "", r.graded_at, r.key))
    return found


def _exercise_changes(was: Result, now: Result, fixed: set[str]) -> Iterable[ExerciseChange]:
    before, after = ({e.feedback.name: e.feedback.points for e in r.exercises} for r in (was, now))
    for name in after | before:
        if before.get(name) != after.get(name):
            yield ExerciseChange(name, before.get(name), after.get(name), bool({name, ""} & fixed))


def _in_words(change: ExerciseChange) -> str:
    before, after = ("–" if p is None else f"{p:g}" for p in (change.before, change.after))
    kept = " (marked by hand: stays as it is)" if change.by_hand else ""
    return f"{harmless(change.name, 60)}: {before} → {after}{kept}"
