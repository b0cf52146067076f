"""The workers of one machine: started when they are needed, replaced when they are lost."""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from dlteach.grading.process import CrewError, Worker, WorkerLost
from dlteach.grading.results import Result
from dlteach.grading.submission import Submission

# Isolated: a file `numpy.py` in the folder where somebody grades is not imported.
WORKER = (sys.executable, "-I", "-m", "dlteach.grading.worker")
_STARTS = 3
_CLOSE_SECONDS = 10.0
_HOPELESS = 10  # such submissions in a row: it is not they who are at fault


class Crew:
    """Workers on this machine, each started when it is first needed.

    Parameters
    ----------
    settings : mapping
        What each worker makes its oracle from; `seconds` limits one submission.
    jobs : int
        How many workers; as many as the process may use cores unless told.
    command : sequence of str
        Starts a worker.
    """

    batch = 1

    def __init__(
        self, settings: Mapping[str, Any], jobs: int | None = None, command: Sequence[str] = WORKER
    ) -> None:
        self.jobs = jobs or cores()
        self._settings = settings
        self._command = command
        self._closed = False
        self._given_up = 0
        self._out: set[Worker] = set()
        self._places: queue.LifoQueue[Worker | None] = queue.LifoQueue()  # the last one used is warm
        for _ in range(self.jobs):
            self._places.put(None)

    @property
    def lanes(self) -> int:
        """Twice the workers: while one result is stored, its worker has the next submission."""
        return 2 * self.jobs

    def keys(self, submissions: Iterable[Submission]) -> list[str]:
        """What the keys of their results will be."""
        return [str(self.ask("key", submission)) for submission in submissions]

    def grade(self, submissions: Iterable[Submission]) -> list[Result]:
        """Their results."""
        return [Result.from_dict(self.ask("result", submission)) for submission in submissions]

    def ask(self, what: str, submission: Submission) -> Any:
        """The `key` or the `result` of a submission, as plain data.

        One that takes two workers down is not gradable, and its result says so.

        Raises
        ------
        CrewError
            No worker can be started, or each submission takes its workers down.
        """
        lost: list[str] = []
        while len(lost) < 2:
            try:
                answer = self._once(what, submission)
            except WorkerLost as why:
                lost.append(str(why))
            else:
                self._given_up = 0
                return answer
        self._given_up += 1
        if self._given_up == _HOPELESS:
            raise CrewError(f"{_HOPELESS} submissions in a row took their workers down; the last: {lost[1]}")
        result = given_up(submission, f"first {lost[0]}, then {lost[1]}")
        return result.key if what == "key" else result.to_dict()

    def close(self) -> None:
        """End all workers; those that are busy get a moment."""
        self._closed = True
        for worker in list(self._out):
            worker.leave()
        late = threading.Timer(_CLOSE_SECONDS, self._kill_busy)
        late.start()
        idle = [self._places.get() for _ in range(self.jobs)]
        for worker in filter(None, idle):
            worker.end()
        late.cancel()
        for _ in range(self.jobs):
            self._places.put(None)  # who waits for a place hears that it is closed

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _kill_busy(self) -> None:
        for worker in list(self._out):
            worker.kill()

    def _once(self, what: str, submission: Submission) -> Any:
        with self._worker() as worker:
            return worker.ask(what, submission)

    @contextlib.contextmanager
    def _worker(self) -> Iterator[Worker]:
        """The place of a worker, with one in it; a lost one leaves it empty."""
        kept = self._places.get()
        try:
            self._check_open()
            worker, kept = kept or self._start(), None
            self._out.add(worker)
            try:
                yield worker
                kept = worker
            except WorkerLost:
                worker.end()
                self._check_open()
                raise
            finally:
                self._out.discard(worker)
        finally:
            self._places.put(kept)

    def _check_open(self) -> None:
        if self._closed:
            raise CrewError("grading has been stopped")

    def _start(self) -> Worker:
        for _ in range(_STARTS):
            try:
                return Worker(self._command, self._settings)
            except WorkerLost as why:
                last = why
        raise CrewError(f"no worker can be started: {last}")


def given_up(submission: Submission, why: str) -> Result:
    """What is recorded where no worker came to a result. A result of any worker takes its place."""
    return Result(
        learner=submission.learner,
        source=submission.source,
        assignment="",
        submission=submission.hash,
        suite="",
        environment="",
        seed=0,
        isolation="",
        submitted_at=submission.submitted_at,
        graded_at=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        gradable=False,
        problems=(
            f"The process that graded this file was lost each time: {why}. The others of the class are "
            "graded. Grade again to have it tried again, or look at it by hand.",
        ),
    )


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
