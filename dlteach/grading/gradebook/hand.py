"""Marks and comments by hand: what a teacher has said, and what of it is in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from math import isfinite
from typing import Any
from uuid import uuid4


@dataclass(frozen=True)
class HandMark:
    """One thing that a teacher has said about a learner's work.

    Parameters
    ----------
    learner, assignment : str
    exercise : str
        Empty for the assignment as a whole.
    points : float, optional
        None leaves the points as they are.
    comment : str, optional
        None leaves the comment as it is. Without points and comment, the mark takes back all before it.
    by : str
        Who said it.
    at : str
        When, in UTC, ISO 8601 to the microsecond. The newest counts.
    id : str
        Its own, so that a mark that is read from the log again is not there twice.
    """

    learner: str
    assignment: str
    exercise: str
    points: float | None
    comment: str | None
    by: str
    at: str
    id: str

    @property
    def takes_back(self) -> bool:
        return self.points is None and self.comment is None

    def to_dict(self) -> dict[str, Any]:
        """All fields as plain data for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> HandMark:
        """The inverse of `to_dict`; other keys, as those of an event, do not matter.

        Raises
        ------
        ValueError
            Something is missing or of another type.
        """
        texts = [data.get(name) for name in ("learner", "assignment", "exercise", "by", "at", "id")]
        points, comment = data.get("points"), data.get("comment")
        if not all(isinstance(text, str) for text in texts) or not isinstance(comment, str | None):
            raise ValueError("this is no mark by hand")
        if points is not None and not (isinstance(points, (int, float)) and isfinite(points)):
            raise ValueError(f"points by hand: expected a number, got {points!r}")
        learner, assignment, exercise, by, at, id_ = map(str, texts)
        return cls(learner, assignment, exercise, points, comment, by, at, id_)


def new_mark(
    learner: str,
    assignment: str,
    exercise: str = "",
    *,
    points: float | None = None,
    comment: str | None = None,
    by: str,
) -> HandMark:
    """A mark of this moment."""
    now = datetime.now(timezone.utc).isoformat(timespec="microseconds")
    return HandMark(learner, assignment, exercise, points, comment or None, by, now, uuid4().hex)


def in_force(marks: Iterable[HandMark]) -> dict[tuple[str, str], dict[str, HandMark]]:
    """What counts now: by learner and assignment, then by exercise.

    Points and comment are each the newest given; a mark that takes back begins anew.
    """
    found: dict[tuple[str, str], dict[str, HandMark]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.at, mark.id)):
        said = found.setdefault((mark.learner, mark.assignment), {})
        if mark.takes_back:
            said.pop(mark.exercise, None)
            continue
        before = said.get(mark.exercise, mark)
        said[mark.exercise] = replace(
            mark,
            points=before.points if mark.points is None else mark.points,
            comment=before.comment if mark.comment is None else mark.comment,
        )
    return {key: said for key, said in found.items() if said}
