"""When work is due, what being late costs, and which attempt counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from math import ceil
from typing import Literal

Attempts = Literal["best", "last", "first"]
PERIODS = {"day": timedelta(days=1), "hour": timedelta(hours=1)}
NO_TIME = timedelta(0)


@dataclass(frozen=True)
class LateRule:
    """What late work loses. The default is nothing.

    Parameters
    ----------
    percent : float
        Percent of the points that each started period costs.
    per : timedelta
        The period: a day or an hour.
    at_most : float
        Percent that the periods can cost together.
    steps : tuple of (timedelta, float)
        In place of periods: past each lateness, the percent that work loses. Both grow along the list.
    cap : float
        Percent of the maximum that late work can earn, however right it is.
    no_credit_after : timedelta, optional
        Work that is later than this earns nothing.
    """

    percent: float = 0
    per: timedelta = PERIODS["day"]
    at_most: float = 100
    steps: tuple[tuple[timedelta, float], ...] = ()
    cap: float = 100
    no_credit_after: timedelta | None = None


@dataclass(frozen=True)
class Assignment:
    """When an assignment is due, and for whom it is due later."""

    due: datetime
    extensions: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Policy:
    """The rules of a class. The default: the best attempt counts, and nothing is ever late.

    Parameters
    ----------
    attempts : str
        Which attempt counts: "best" (after the late rule), "last" or "first".
    max_attempts : int, optional
        Later ones are not looked at. What could not be graded is no attempt.
    grace : timedelta
        Work that is late by no more than this is on time.
    late : LateRule
    assignments : dict
        By name, those that have a due time.
    """

    attempts: Attempts = "best"
    max_attempts: int | None = None
    grace: timedelta = NO_TIME
    late: LateRule = LateRule()
    assignments: Mapping[str, Assignment] = field(default_factory=dict)

    def due(self, learner: str, assignment: str) -> datetime | None:
        """When the work of this learner is due; None when it never is."""
        found = self.assignments.get(assignment)
        return found.extensions.get(learner, found.due) if found else None

    def lateness(self, learner: str, assignment: str, submitted_at: str) -> timedelta:
        """How long after the due time it came; never negative."""
        due = self.due(learner, assignment)
        return max(NO_TIME, time_from(submitted_at) - due) if due else NO_TIME

    def is_closed(self, late: timedelta) -> bool:
        """Whether it is too late to earn anything."""
        return late > self.grace and _is_past_credit(late, self.late)


def late_factor(late: timedelta, rule: LateRule, grace: timedelta = NO_TIME) -> float:
    """The share of its points that late work keeps.

    Parameters
    ----------
    late : timedelta
        Time since the due time; negative when it came before.
    rule : LateRule
    grace : timedelta
        Up to here nothing is lost; beyond it, lateness counts from the due time.

    Returns
    -------
    float
        Between 0 and 1, and never more for later work.

    Examples
    --------
    >>> rule = LateRule(percent=10, at_most=50)
    >>> [late_factor(timedelta(hours=h), rule) for h in (-1, 0, 1, 25, 1000)]
    [1.0, 1.0, 0.9, 0.8, 0.5]
    """
    if late <= max(grace, NO_TIME):
        return 1.0
    if _is_past_credit(late, rule):
        return 0.0
    if rule.steps:
        off = max((percent for after, percent in rule.steps if late > after), default=0.0)
    else:
        off = min(rule.at_most, rule.percent * ceil(late / rule.per))
    return (100 - off) / 100


def late_points(
    points: float, max_points: float, late: timedelta, rule: LateRule, grace: timedelta = NO_TIME
) -> float:
    """What late work earns of its points: never more than it had.

    Examples
    --------
    >>> late_points(8, 10, timedelta(hours=3), LateRule(cap=60))
    6.0
    """
    if late <= max(grace, NO_TIME):
        return points
    return min(points * late_factor(late, rule, grace), max_points * rule.cap / 100)


def time_from(text: str) -> datetime:
    """A time in ISO 8601; without a time zone it is UTC.

    Examples
    --------
    >>> print(time_from("2026-03-01T23:59:00Z"))
    2026-03-01 23:59:00+00:00
    """
    time = datetime.fromisoformat(text.replace("Z", "+00:00"))  # Python 3.10 knows no Z
    return time if time.tzinfo else time.replace(tzinfo=timezone.utc)


def _is_past_credit(late: timedelta, rule: LateRule) -> bool:
    return rule.no_credit_after is not None and late > rule.no_credit_after
