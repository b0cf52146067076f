"""Grading again what is in the folder of results: for a regrade, and for a replay."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dlteach.grading.oracle import Oracle
from dlteach.grading.results import Result
from dlteach.grading.settings import Settings
from dlteach.grading.store import Store, StoreError
from dlteach.grading.submission import Submission


@dataclass(frozen=True)
class Stored:
    """A submission in the folder of results, as one of its results names it."""

    store: Store
    result: Result

    @property
    def learner(self) -> str:
        return self.result.learner

    def read(self) -> Submission:
        """The file as it came, with the time at which it came."""
        path = self.store.submission(self.result.submission)
        suffix = ".py" if path.suffix == ".py" else ".ipynb"
        result = self.result
        return Submission(result.learner, result.source, path.read_bytes(), suffix, result.submitted_at)


def stored_submissions(store: Store) -> Iterator[Stored]:
    """Each submission in the folder once, however often it was graded."""
    seen = set()
    for result in store.results():
        handed_in = result.learner, result.submission, result.submitted_at
        if handed_in not in seen:
            seen.add(handed_in)
            yield Stored(store, result)


@dataclass(frozen=True)
class Replay:
    """A verdict and what grading the same file again gives.

    Parameters
    ----------
    before, after : Result
    """

    before: Result
    after: Result

    @property
    def differs_in(self) -> list[str]:
        """The parts of the verdict that are not bit for bit the same."""
        was, now = (json.loads(json.dumps(r.verdict, sort_keys=True)) for r in (self.before, self.after))
        return sorted(name for name in was | now if was.get(name) != now.get(name))

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data for JSON."""
        return {"differs_in": self.differs_in, "before": self.before.verdict, "after": self.after.verdict}


def replay(path: str | Path) -> Replay:
    """Grade the submission of a result again, with its seed, its limits and its level of isolation.

    Parameters
    ----------
    path : path
        A result in the folder of results: "grades/results/ab/abcd….json".

    Raises
    ------
    StoreError
        It is no result, or its submission is not in the folder.
    """
    path = Path(path).resolve()
    try:
        before = Result.from_dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be read as a result: {error}") from None
    if not before.isolation:
        raise StoreError(f"{path} says that nothing was run, so there is nothing to replay")
    store = Store(path.parents[2])
    settings = Settings(store.secret, best=before.isolation, **before.limits)  # type: ignore[arg-type]
    with Oracle(settings) as oracle:
        return Replay(before, oracle.grade(Stored(store, before).read()))
