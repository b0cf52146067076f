"""What a report on a class holds: counts, names and harmless texts."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

VERDICTS = ("right", "nearly there", "not right yet", "not attempted yet", "not checked")


@dataclass
class MistakeCount:
    """Who has made a mistake, and what to say to them. The texts are harmless.

    `recognised` is False for wrong answers without a known mistake; those are counted by what is off.
    """

    name: str
    recognised: bool
    learners: list[str] = field(default_factory=list)
    says: str = ""
    example: tuple[str, ...] = ()
    difference: str = ""


@dataclass
class ExerciseCount:
    """How a class did on one exercise; `mistakes` come with the most frequent first."""

    name: str
    lesson: str
    section: str
    verdicts: dict[str, int]
    mistakes: list[MistakeCount]
    median_seconds: float
    slowest_seconds: float

    @property
    def learners(self) -> int:
        return sum(self.verdicts.values())

    @property
    def right(self) -> int:
        return self.verdicts["right"]


@dataclass
class Pair:
    """Two mistakes that come together more often than their numbers explain."""

    first: tuple[str, str]
    second: tuple[str, str]
    learners: int
    expected: float


@dataclass
class AssignmentCount:
    """How a class did on one assignment: one result for each learner counts, the newest that is gradable."""

    name: str
    submissions: int
    learners: int
    not_gradable: list[str]
    points: list[float]
    max_points: float
    exercises: list[ExerciseCount]
    pairs: list[Pair]

    @property
    def gradable(self) -> int:
        return self.learners - len(self.not_gradable)

    def hardest(self) -> list[ExerciseCount]:
        """Exercises, the one that the fewest have right first."""
        return sorted(self.exercises, key=lambda e: e.right / max(e.learners, 1))

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data for JSON."""
        return asdict(self) | {"gradable": self.gradable}
