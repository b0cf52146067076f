"""The gradebook as a CSV file: one row for each learner and assignment."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from dlteach.grading.gradebook.counting import Mark
from dlteach.grading.harmless import cell, harmless

HEADER = (
    "learner",
    "assignment",
    "points",
    "max_points",
    "points_before_policy",
    "points_after_policy",
    "late_hours",
    "attempts",
    "ungradable",
    "submitted_at",
    "by_hand",
    "comments",
)


def to_csv(marks: Iterable[Mark]) -> str:
    """The marks as CSV, in which no text is a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(HEADER)
    writer.writerows(map(_row, marks))
    return file.getvalue()


def _row(mark: Mark) -> list[str | int | float]:
    return [
        cell(mark.learner),
        cell(mark.assignment),
        _points(mark.points),
        _points(mark.max_points),
        _points(mark.before_policy),
        _points(mark.after_policy),
        round(mark.late.total_seconds() / 3600, 2),
        mark.attempts,
        mark.ungradable,
        mark.submitted_at,
        cell(scores_by_hand(mark)),
        cell(comments(mark)),
    ]


def scores_by_hand(mark: Mark) -> str:
    """Which points were given by hand: "whole 8; affine 0.5"."""
    said = [(m.exercise or "whole", m.points) for m in mark.by_hand if m.points is not None]
    return "; ".join(f"{harmless(name, 60)} {points:g}" for name, points in said)


def comments(mark: Mark) -> str:
    """All comments in force; those on an exercise begin with its name."""
    said = [(m.exercise, m.comment) for m in mark.by_hand if m.comment]
    return " | ".join(f"{harmless(name, 60)}: {text}" if name else text for name, text in said)


def _points(points: float | None) -> float | str:
    return "" if points is None else round(points, 4)
