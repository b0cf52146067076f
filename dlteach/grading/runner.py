"""Grading many submissions: what is done is skipped, what comes is stored at once, memory stays flat."""

from __future__ import annotations

import operator
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from dlteach.grading.crew import given_up
from dlteach.grading.results import Result
from dlteach.grading.store import Store
from dlteach.grading.submission import Submission


class Source(Protocol):
    """Where a submission is to be read, and whose it is."""

    @property
    def learner(self) -> str: ...

    def read(self) -> Submission: ...


class Engine(Protocol):
    """What grades batches: a `Crew` on this machine, or a `Cluster`. Several threads call it."""

    @property
    def lanes(self) -> int:
        """How many batches at a time keep it busy."""

    @property
    def batch(self) -> int:
        """How many submissions belong into a batch."""

    def keys(self, submissions: list[Submission]) -> list[str]:
        """What the keys of their results will be."""

    def grade(self, submissions: list[Submission]) -> list[Result]:
        """Their results, in the same order."""

    def close(self) -> None:
        """End all that it has started; who waits for it hears so."""


@dataclass(frozen=True)
class Progress:
    """How far grading is.

    Parameters
    ----------
    done, total : int
        Submissions; `total` is 0 when nobody knows it.
    graded : int
        Those of `done` that were not there before.
    seconds : float
        Since the start.
    """

    done: int
    total: int
    graded: int
    seconds: float

    @property
    def rate(self) -> float:
        """Submissions graded in a second."""
        return self.graded / self.seconds if self.seconds else 0.0


def grade_all(
    sources: Iterable[Source],
    store: Store,
    engine: Engine,
    on_result: Callable[[Result | None, Progress], None] = lambda result, progress: None,
) -> Progress:
    """Grade what is not in the store yet, and close the engine.

    Parameters
    ----------
    sources : iterable
        Cheap handles: each is read when its turn comes and forgotten when its result is stored.
    store : Store
    engine : Engine
    on_result : callable
        Called in this thread with each result once it is stored, or with None for a submission that was
        graded before; and with the progress.

    Raises
    ------
    StoreError
        The folder of results cannot be written.
    CrewError
        No worker can grade.
    KeyboardInterrupt
        With a sentence that says how to go on.
    """
    start = time.monotonic()
    total = operator.length_hint(sources, 0)
    done = graded = 0
    store.clean()
    threads = ThreadPoolExecutor(engine.lanes)
    try:
        for batch in _windowed(threads, sources, store, engine):
            for result in batch:
                done += 1
                graded += result is not None
                on_result(result, Progress(done, total, graded, time.monotonic() - start))
    except KeyboardInterrupt:
        raise KeyboardInterrupt(
            f"stopped: {len(store)} results are safe in {store.folder}; run the same command again: "
            "it goes on where it stopped"
        ) from None
    finally:
        engine.close()
        threads.shutdown(cancel_futures=True)
    return Progress(done, total, graded, time.monotonic() - start)


def _windowed(
    threads: ThreadPoolExecutor, sources: Iterable[Source], store: Store, engine: Engine
) -> Iterator[list[Result | None]]:
    """Batches of results as they are stored; no more handles are taken than keep the engine busy."""
    waiting = iter(sources)
    running: set[Future[list[Result | None]]] = set()
    while True:
        while len(running) < 2 * engine.lanes and (batch := list(islice(waiting, engine.batch))):
            running.add(threads.submit(_grade, batch, store, engine))
        if not running:
            return
        finished, running = wait(running, return_when=FIRST_COMPLETED)
        for future in finished:
            yield future.result()


def _grade(batch: list[Source], store: Store, engine: Engine) -> list[Result | None]:
    submissions = [source.read() for source in batch]
    known = [s for s in submissions if store.holds(s)]  # only of these there can be a result
    done = {id(s) for s, key in zip(known, engine.keys(known)) if store.has(key)} if known else set()
    todo = [s for s in submissions if id(s) not in done]
    results = engine.grade(todo) if todo else []
    return [
        *(result if _kept(submission, result, store) else None for submission, result in zip(todo, results)),
        *(None for _ in done),
    ]


def _kept(submission: Submission, result: Result, store: Store) -> bool:
    """Store a result. What an earlier run recorded when it gave up goes first: two would contradict."""
    before = given_up(submission, "").key
    if before != result.key:
        store.withdraw(before)
    return store.put(submission, result)
