"""Grading on a Dask cluster that is there already: each of its processes keeps a crew of workers.

Only text and bytes cross: Dask pickles what it sends, and nothing here is an object that a learner has made.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import logging
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dlteach.grading.crew import WORKER, Crew, given_up
from dlteach.grading.process import CrewError
from dlteach.grading.results import Result
from dlteach.grading.submission import Submission
from dlteach.grading.worker import read_request, request

_CONNECT_SECONDS = 10.0
_LANES = (16, 256)  # batches in the memory of the coordinator: for a cluster that grows, and at most

_crews: dict[str, Crew] = {}
_making = threading.Lock()


@contextlib.contextmanager
def _nothing_collected() -> Iterator[None]:
    """A client that could not connect is garbage that closes itself when it is collected.

    Dask waits for ever when that happens while another client starts or closes, as both hold one lock.
    """
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Cluster:
    """The workers of a Dask scheduler.

    Parameters
    ----------
    address : str
        Of the scheduler: "tcp://10.0.0.1:8786".
    settings : mapping
        As a `Crew` takes them. The secret is in it: every member of the cluster may read it.
    command : sequence of str
        Starts a worker, on a machine of the cluster; with that machine's Python unless told.

    Raises
    ------
    CrewError
        Dask is not installed, no scheduler is at the address, or it has no workers.
    """

    batch = 8

    def __init__(self, address: str, settings: Mapping[str, Any], command: Sequence[str] = ()) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise CrewError("grading on a cluster needs Dask: `pip install 'dlteach[cluster]'`") from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what ends a grading is said by us
        try:
            with _nothing_collected():
                self._client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            raise CrewError(
                f"no Dask scheduler answers at {address} ({type(error).__name__}: {error})"
            ) from None
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError:
            self._leave()
            raise CrewError(
                f"the scheduler at {address} has no workers: start `dask worker {address}`"
            ) from None
        self.lanes = max(_LANES[0], min(2 * sum(self._client.nthreads().values()), _LANES[1]))
        self._plan = json.dumps({"settings": dict(settings), "command": list(command)})

    def keys(self, submissions: Sequence[Submission]) -> list[str]:
        """What the keys of their results will be."""
        return [str(key) for key in self._ask("key", submissions)]

    def grade(self, submissions: Sequence[Submission]) -> list[Result]:
        """Their results; a submission with which the cluster loses its processes is not gradable."""
        return [Result.from_dict(data) for data in self._ask("result", submissions)]

    def close(self) -> None:
        """Let the crews of the cluster go, and leave it."""
        with contextlib.suppress(Exception):  # who has lost the scheduler has no one to tell
            self._client.run(_dismiss, self._plan)
        self._leave()

    def _leave(self) -> None:
        with _nothing_collected():
            self._client.close()

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, what: str, submissions: Sequence[Submission]) -> list[Any]:
        """Ask for a batch: Dask gives it to another process when one is lost, a few times."""
        from distributed import CancelledError, KilledWorker

        batch = [request(what, submission) for submission in submissions]
        try:
            # Each batch is a task of its own: a key from what is in it would cost more than it saves.
            answers = self._client.submit(_work, self._plan, batch, pure=False).result()
            return [json.loads(answer) for answer in answers]
        except KilledWorker:
            if len(submissions) > 1:
                return [answer for one in submissions for answer in self._ask(what, [one])]
            result = given_up(submissions[0], "processes of the cluster ended with it")
            return [result.key if what == "key" else result.to_dict()]
        except (CancelledError, OSError) as error:
            raise CrewError(f"the cluster is gone ({type(error).__name__})") from None


def _work(plan: str, batch: list[bytes]) -> list[str]:
    """Runs in a process of the cluster: what its crew answers to each request."""
    from distributed import get_worker

    crew = _crew(plan, get_worker().state.nthreads)
    requests = [read_request(io.BytesIO(frame)) for frame in batch]
    return [json.dumps(crew.ask(*item)) for item in requests if item]


def _crew(plan: str, jobs: int) -> Crew:
    with _making:
        if plan not in _crews:
            made = json.loads(plan)
            _crews[plan] = Crew(made["settings"], jobs, made["command"] or WORKER)
        return _crews[plan]


def _dismiss(plan: str) -> None:
    """Forget a crew: its workers leave when their connections are closed, which the last task does."""
    _crews.pop(plan, None)
