"""What a learner has handed in: one file, its owner and the time."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Submission:
    """One file of one learner.

    Parameters
    ----------
    learner : str
        Who handed it in, by the name or number that the school's system uses.
    source : str
        Where the file came from, for people to read: "anna/02_gradient_descent.ipynb".
    data : bytes
        The file as it came. Nothing in it is trusted.
    suffix : str
        ".ipynb" or ".py".
    submitted_at : str
        Time in UTC, ISO 8601 to the second.
    problem : str
        Why there is nothing to grade, in a sentence: a file too large, a link that leads outside. Empty for
        most.

    Examples
    --------
    >>> Submission("anna", "anna/task.py", b"x = 1", ".py", "2026-01-31T12:00:00+00:00").hash[:8]
    '8ff436de'
    """

    learner: str
    source: str
    data: bytes
    suffix: str
    submitted_at: str
    problem: str = ""

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the file; of one that could not be read, of where it was and why."""
        unread = f"{self.source}\n{self.problem}" if self.problem else ""
        return hashlib.sha256(self.data or unread.encode("utf-8", "surrogatepass")).hexdigest()
