"""How a class is graded: plain data, so that every worker, here or elsewhere, can be given the same."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from dlteach.grading.sandbox.levels import Level


@dataclass(frozen=True)
class Settings:
    """Secret, limits and isolation.

    Parameters
    ----------
    secret : str
        Draws the inputs. Who knows it can tell which inputs a submission will meet.
    best : str
        The best level of isolation to try.
    required : str
        The level below which nothing is graded.
    cell_seconds, exercise_seconds, seconds : float
        Limits of wall-clock time: for a cell, for all calls of one exercise, for a submission.
    memory : int
        Bytes that a learner's code may use.
    draws : int
        How many sets of inputs the class shares. Each submission meets one of them; what is the same for
        all that meet it is computed once.

    Examples
    --------
    >>> settings = Settings("a secret")
    >>> settings.seed_for("ab12") == Settings("another").seed_for("ab12")
    False
    """

    secret: str
    best: Level = "bwrap"
    required: Level = "process"
    cell_seconds: float = 10.0
    exercise_seconds: float = 10.0
    seconds: float = 60.0
    memory: int = 1 << 30
    draws: int = 16

    def seed_for(self, submission: str) -> int:
        """The seed of a submission, by its hash: the same file always meets the same inputs."""
        number = int(_digest(self.secret, submission), 16) % self.draws
        return int(_digest(self.secret, f"draw {number}")[:15], 16)

    @property
    def limits(self) -> dict[str, Any]:
        """What a verdict may depend on besides the code; neither the secret nor what is merely required."""
        data = self.to_dict()
        for name in ("secret", "best", "required", "draws"):
            del data[name]
        return data

    def to_dict(self) -> dict[str, Any]:
        """As plain data for JSON; `Settings(**data)` is the inverse."""
        return asdict(self)


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()
