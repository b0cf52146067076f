"""The tables of a gradebook.

Learners' names are in no key and no index: they may be longer than PostgreSQL can index. A gradebook is read
whole, and a table of 100,000 rows needs no index for that.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Double, ForeignKey, Integer, MetaData, String, Table

from dlteach.grading.gradebook.columns import EscapedText
from dlteach.grading.results import Result

SCHEMA = 1

METADATA = MetaData()

ABOUT = Table("about", METADATA, Column("schema_version", Integer, nullable=False))


def _text(name: str) -> Column[str]:
    return Column(name, EscapedText, nullable=False)


def _number(name: str) -> Column[float]:
    return Column(name, Double, nullable=False)


# One row a grading. Its key names all that decides it, so the same grading is never there twice.
RESULTS = Table(
    "results",
    METADATA,
    Column("key", String(64), primary_key=True),
    _text("learner"),
    _text("assignment"),
    _text("submission"),
    _text("suite"),
    _text("environment"),
    _text("seed"),  # in decimal: no integer column holds 256 bits
    _text("isolation"),
    _text("submitted_at"),
    _text("graded_at"),
    Column("gradable", Boolean, nullable=False),
    _number("points"),
    _number("max_points"),
)

EXERCISES = Table(
    "exercises",
    METADATA,
    Column("key", String(64), ForeignKey("results.key", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    _text("exercise"),
    Column("passed", Boolean),  # NULL: not checked
    _number("points"),
    _number("max_points"),
    _text("stage"),
    Column("mistakes", JSON, nullable=False),
    _number("seconds"),
)

# What a teacher has said, one row each time; rows are only ever added. No foreign key: it outlives results.
MARKS = Table(
    "marks_by_hand",
    METADATA,
    Column("id", String(32), primary_key=True),
    _text("learner"),
    _text("assignment"),
    _text("exercise"),  # empty: the assignment as a whole
    Column("points", Double),
    Column("comment", EscapedText),
    _text("by"),
    _text("at"),
)


def result_row(result: Result) -> dict[str, Any]:
    """A result as a row of `RESULTS`."""
    row = {name: getattr(result, name) for name in RESULTS.c.keys()}  # noqa: SIM118
    return row | {"seed": str(result.seed)}


def exercise_rows(result: Result) -> list[dict[str, Any]]:
    """The exercises of a result as rows of `EXERCISES`."""
    return [
        {
            "key": result.key,
            "position": position,
            "exercise": found.feedback.name,
            "passed": found.feedback.passed,
            "points": found.feedback.points,
            "max_points": found.feedback.max_points,
            "stage": found.feedback.stage,
            "mistakes": list(found.feedback.mistakes),
            "seconds": found.seconds,
        }
        for position, found in enumerate(result.exercises)
    ]
