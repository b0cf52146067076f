"""A worker process from inside: it grades what its coordinator sends, one submission after the other.

Both sides speak JSON lines; the bytes of a file follow their line as they are. Nothing is unpickled.
"""

from __future__ import annotations

import json
import os
import queue
import resource
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, Protocol

from dlteach.grading.results import Result
from dlteach.grading.sandbox.lockdown import address_space, hide_memory
from dlteach.grading.submission import Submission

_GRACE_SECONDS = 2.0
_MEMORY = 4 << 30


class Grading(Protocol):
    """What a worker keeps for its whole life: an `Oracle`, or a stand-in of the tests."""

    def key(self, submission: Submission) -> str: ...
    def grade(self, submission: Submission) -> Result: ...
    def close(self) -> None: ...


def request(what: str, submission: Submission) -> bytes:
    """What a coordinator sends: a line of JSON, then the file."""
    line = {
        "do": what,
        "learner": submission.learner,
        "source": submission.source,
        "suffix": submission.suffix,
        "submitted_at": submission.submitted_at,
        "problem": submission.problem,
        "size": len(submission.data),
    }
    return json.dumps(line).encode() + b"\n" + submission.data


def read_request(inbox: BinaryIO) -> tuple[str, Submission] | None:
    """The inverse of `request`; None when nothing more can come."""
    line = inbox.readline()
    if not line.endswith(b"\n"):
        return None
    head = json.loads(line)
    what, size = head.pop("do"), head.pop("size")
    data = inbox.read(size)
    return (what, Submission(data=data, **head)) if len(data) == size else None


def serve(make: Callable[[Mapping[str, Any]], Grading]) -> None:
    """Grade until the coordinator closes the connection or is gone.

    Parameters
    ----------
    make : callable
        Makes the oracle from the settings, which are the first line that comes.
    """
    inbox = os.fdopen(os.dup(0), "rb")
    outbox = os.fdopen(os.dup(1), "wb")  # nothing that prints, and no child, has this connection
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(silence, stream)
    work: queue.SimpleQueue[tuple[str, Submission] | None] = queue.SimpleQueue()
    try:
        oracle = make(json.loads(inbox.readline()))
    except Exception as error:
        _reply(outbox, {"failed": f"{type(error).__name__}: {error}"})
        return
    threading.Thread(target=_listen, args=(inbox, work), daemon=True).start()
    _reply(outbox, {"ready": True})
    try:
        while item := work.get():
            _reply(outbox, _answer(oracle, *item))
    finally:
        oracle.close()


def _answer(oracle: Grading, what: str, submission: Submission) -> dict[str, Any]:
    try:
        if what == "key":
            return {"key": oracle.key(submission)}
        return {"result": oracle.grade(submission).to_dict()}
    except Exception as error:  # a fault of the grader: the coordinator tries elsewhere, then says so
        return {"failed": f"{type(error).__name__}: {error}"}


def _listen(inbox: BinaryIO, work: queue.SimpleQueue[tuple[str, Submission] | None]) -> None:
    """Put what comes into the queue; when nothing more can come, end this process."""
    try:
        while item := read_request(inbox):
            work.put(item)
    finally:  # also when the coordinator was killed with an answer unread, which is an error of reading
        work.put(None)
        time.sleep(_GRACE_SECONDS)  # an oracle with nothing to do closes and leaves by itself
        os._exit(1)  # the zygotes of a busy oracle see their sockets closed, and end what they run


def _reply(outbox: BinaryIO, answer: Mapping[str, Any]) -> None:
    outbox.write(json.dumps(answer).encode() + b"\n")
    outbox.flush()


def main() -> None:
    """Serve with the real oracle."""
    from dlteach.grading.oracle import Oracle
    from dlteach.grading.settings import Settings

    # References are run with what learners return, as where an input is asked for that shows a mistake.
    limit = address_space() + _MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    hide_memory()
    serve(lambda settings: Oracle(Settings(**settings)))


if __name__ == "__main__":
    main()
