"""The result of grading one submission: what is stored, exported and shown. The format is docs/results.md."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from dlteach.autograder.feedback import Feedback

SCHEMA = 1


@dataclass(frozen=True)
class ExerciseResult:
    """The feedback on one exercise, with what only grading knows.

    Parameters
    ----------
    feedback : Feedback
        As `check` gives it; `passed` is None where there was nothing to judge.
    seconds : float
        Wall-clock time of the learner's code for this exercise.
    stand_ins : tuple of str
        Exercises whose reference was put in place of the learner's own, so that this one could be judged
        for itself.
    difference : dict
        The first difference as data: `expected` and `actual`, each with `shape` and `dtype`;
        `max_difference`, `first_index`, `nan_count`. Empty when there is none.
    """

    feedback: Feedback
    seconds: float = 0.0
    stand_ins: tuple[str, ...] = ()
    difference: Mapping[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data for JSON."""
        return {
            **self.feedback.to_dict(),
            "seconds": round(self.seconds, 4),
            "stand_ins": list(self.stand_ins),
            "difference": dict(self.difference or {}),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> ExerciseResult:
        """The inverse of `to_dict`."""
        said = {f.name: data[f.name] for f in fields(Feedback)}
        said = {k: tuple(v) if isinstance(v, list) else v for k, v in said.items()}
        return cls(Feedback(**said), data["seconds"], tuple(data["stand_ins"]), data["difference"] or None)


@dataclass(frozen=True)
class Result:
    """What grading one submission has found.

    Parameters
    ----------
    learner, source, submitted_at : str
        As in `Submission`.
    assignment : str
        The exercise set: "02_gradient_descent"; empty when the file does not tell.
    submission, suite, environment : str
        SHA-256 of the file; of the exercises and the code that judges; of the versions, limits and isolation
        under which it ran. Equal hashes and an equal seed give an equal verdict.
    seed : int
        Draws the inputs.
    isolation : str
        The level that held: see `dlteach.grading.sandbox.levels`.
    graded_at : str
        Time in UTC, ISO 8601 to the second.
    gradable : bool
        False when there was nothing to judge: an unreadable file, no function of the set in it. It costs
        no attempt.
    problems : tuple of str
        What went wrong on the way, in sentences: cells that fail, were stopped, or are not Python.
    exercises : tuple of ExerciseResult
        In the order of the course; missing ones too.
    seconds : dict
        `wall` of the whole, `cpu` of the learner's process.
    limits : dict
        The limits of time and memory under which it ran.
    printed : int
        Characters that the learner's code has printed. They are counted and thrown away.
    """

    learner: str
    source: str
    assignment: str
    submission: str
    suite: str
    environment: str
    seed: int
    isolation: str
    submitted_at: str
    graded_at: str
    gradable: bool
    problems: tuple[str, ...] = ()
    exercises: tuple[ExerciseResult, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    printed: int = 0

    @property
    def points(self) -> float:
        """What the answers earn, before any policy for late work and any mark by hand."""
        return sum(e.feedback.points for e in self.exercises)

    @property
    def max_points(self) -> float:
        return sum(e.feedback.max_points for e in self.exercises)

    @property
    def key(self) -> str:
        """Names this grading: the same learner, file, suite, environment and seed give the same key."""
        return grading_key(self.learner, self.submission, self.suite, self.environment, self.seed)

    @property
    def verdict(self) -> dict[str, Any]:
        """What a replay must give again bit for bit: all but the times."""
        data = self.to_dict()
        for name in ("graded_at", "seconds", "printed"):
            del data[name]
        for exercise in data["exercises"]:
            del exercise["seconds"]
        return data

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data for JSON."""
        data = {f.name: getattr(self, f.name) for f in fields(self)}
        data |= {
            "schema": SCHEMA,
            "key": self.key,
            "points": self.points,
            "max_points": self.max_points,
            "problems": list(self.problems),
            "exercises": [e.to_dict() for e in self.exercises],
            "seconds": dict(self.seconds),
            "limits": dict(self.limits),
        }
        return data

    def to_json(self) -> str:
        """One JSON object, keys sorted, so that the same result is the same text."""
        return json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False) + "\n"

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Result:
        """The inverse of `to_dict`.

        Raises
        ------
        ValueError
            The data are of another schema, or something is missing.
        """
        if data.get("schema") != SCHEMA:
            raise ValueError(f"this result has schema {data.get('schema')!r}; this version reads {SCHEMA}")
        try:
            known = {f.name: data[f.name] for f in fields(cls)}
            known["problems"] = tuple(known["problems"])
            known["exercises"] = tuple(map(ExerciseResult.from_dict, known["exercises"]))
            return cls(**known)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"this is no result of grading: {type(error).__name__}: {error}") from None


def grading_key(learner: str, submission: str, suite: str, environment: str, seed: int) -> str:
    """SHA-256 of all that decides a verdict, and of whose it is."""
    text = "\n".join((json.dumps(learner), submission, suite, environment, str(seed)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
