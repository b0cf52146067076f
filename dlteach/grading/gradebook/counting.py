"""From attempts, marks by hand and a policy to what counts. No database here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from dlteach.grading.gradebook.hand import HandMark, in_force
from dlteach.grading.policy import NO_TIME, Policy, late_points, time_from


@dataclass(frozen=True)
class Grading:
    """What counting needs of a result.

    Parameters
    ----------
    suite : str
        Empty where the grader itself failed and there is no verdict.
    exercises : dict
        Points by exercise. It may be empty where no exercise has a mark by hand.
    """

    key: str
    learner: str
    assignment: str
    submission: str
    suite: str
    submitted_at: str
    graded_at: str
    gradable: bool
    points: float
    max_points: float
    exercises: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Mark:
    """What counts for a learner in an assignment, and how it came about.

    Parameters
    ----------
    learner, assignment : str
    points, max_points : float
        What counts, after the policy and marks by hand; what a right answer to everything earns.
    before_policy : float
        The points of the counting attempt, marks on exercises put in, before lateness; None without one.
    after_policy : float
        The same after it. A mark on the whole takes its place in `points`.
    late : timedelta
        How long after the due time the attempt came; 0 when it was in time.
    attempts, ungradable : int
        How many files could be graded, and how many could not, which cost no attempt.
    key, submitted_at : str
        The result that counts and when its file came; empty without an attempt.
    by_hand : tuple of HandMark
        Marks and comments by hand that are in force, the one on the whole first.
    """

    learner: str
    assignment: str
    points: float
    max_points: float
    before_policy: float | None = None
    after_policy: float | None = None
    late: timedelta = NO_TIME
    attempts: int = 0
    ungradable: int = 0
    key: str = ""
    submitted_at: str = ""
    by_hand: tuple[HandMark, ...] = ()

    @property
    def lost(self) -> float:
        """Points that lateness has cost."""
        return (self.before_policy or 0) - (self.after_policy or 0)

    def to_dict(self) -> dict[str, Any]:
        """All fields as plain data for JSON; lateness in hours."""
        data = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "late"}
        return data | {
            "late_hours": round(self.late / timedelta(hours=1), 4),
            "by_hand": [mark.to_dict() for mark in self.by_hand],
        }


def marks(gradings: Iterable[Grading], by_hand: Iterable[HandMark], policy: Policy) -> list[Mark]:
    """What counts, for each learner and assignment that there is a result or a mark of."""
    said = in_force(by_hand)
    tried: dict[tuple[str, str], list[Grading]] = defaultdict(list)
    most: dict[str, float] = defaultdict(float)
    for grading in newest(gradings):
        tried[grading.learner, grading.assignment].append(grading)
        most[grading.assignment] = max(most[grading.assignment], grading.max_points)
    return [
        _mark(owner, tried.get(owner, []), said.get(owner, {}), policy, most[owner[1]])
        for owner in sorted(tried.keys() | said.keys())
    ]


def newest(gradings: Iterable[Grading]) -> Iterable[Grading]:
    """The newest grading of each file of each learner, with the first time at which the file came.

    One without a suite, where the grader was lost, takes the place of no verdict.
    """
    found: dict[tuple[str, str], Grading] = {}
    for grading in gradings:
        file = grading.learner, grading.submission
        other = found.get(file, grading)
        chosen = max(grading, other, key=lambda g: (g.suite != "", g.graded_at, g.key))
        came = min(grading.submitted_at, other.submitted_at, key=time_from)
        found[file] = replace(chosen, submitted_at=came)
    return found.values()


def _mark(
    owner: tuple[str, str],
    gradings: list[Grading],
    said: Mapping[str, HandMark],
    policy: Policy,
    most: float,
) -> Mark:
    attempts = [_scored(grading, said, policy) for grading in gradings if grading.gradable]
    failed = [_scored(grading, said, policy) for grading in gradings if not grading.gradable]
    base = _counting(attempts, policy) or max(failed, key=_came, default=None)
    if base is None:
        base = Mark(*owner, points=sum(m.points or 0 for name, m in said.items() if name), max_points=most)
    whole = said[""].points if "" in said else None
    return replace(
        base,
        points=base.points if whole is None else whole,
        max_points=base.max_points or most,
        attempts=len(attempts),
        ungradable=len(failed),
        by_hand=tuple(said[name] for name in sorted(said)),
    )


def _scored(grading: Grading, said: Mapping[str, HandMark], policy: Policy) -> Mark:
    """An attempt with its marks on exercises and after the late rule."""
    points = grading.points
    for name, mark in said.items():
        if name and mark.points is not None:
            points += mark.points - grading.exercises.get(name, 0.0)
    late = policy.lateness(grading.learner, grading.assignment, grading.submitted_at)
    after = late_points(points, grading.max_points or points, late, policy.late, policy.grace)
    return Mark(
        grading.learner,
        grading.assignment,
        points=after,
        max_points=grading.max_points,
        before_policy=points,
        after_policy=after,
        late=late,
        key=grading.key,
        submitted_at=grading.submitted_at,
    )


def _counting(attempts: list[Mark], policy: Policy) -> Mark | None:
    ordered = sorted(attempts, key=_came)[: policy.max_attempts]
    # Work that comes when all is over is no "last" attempt: it must not take away what was handed in before.
    ordered = [attempt for attempt in ordered if not policy.is_closed(attempt.late)] or ordered
    if not ordered:
        return None
    if policy.attempts == "best":
        return max(ordered, key=lambda attempt: attempt.points)  # of equal ones the earliest
    return ordered[-1 if policy.attempts == "last" else 0]


def _came(mark: Mark) -> tuple[Any, str]:
    return time_from(mark.submitted_at), mark.key
