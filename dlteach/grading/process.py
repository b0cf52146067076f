"""A worker process from outside: started, asked, ended when it hangs."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
from collections.abc import Mapping, Sequence
from typing import Any

from dlteach.grading.submission import Submission
from dlteach.grading.worker import request

_START_SECONDS = 120.0
_PATIENCE = 2.0  # times the limit of a submission: only an oracle that hangs takes so long
_LEAVE_SECONDS = 10.0
_ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}


class CrewError(Exception):
    """No worker can grade: nothing that a learner handed in is the reason."""


class WorkerLost(Exception):
    """A worker ended, or did not answer in time, with a submission in its hands."""


class Worker:
    """One process with an oracle of its own; in a session of its own, Ctrl-C in the terminal spares it.

    Parameters
    ----------
    command : sequence of str
        Starts it.
    settings : mapping
        What it makes its oracle from; `seconds` limits one submission.

    Raises
    ------
    WorkerLost
        It ended before it was ready.
    CrewError
        It says why it cannot grade.
    """

    def __init__(self, command: Sequence[str], settings: Mapping[str, Any]) -> None:
        self._seconds = _PATIENCE * settings["seconds"]
        self._socket, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env={**os.environ, **_ONE_THREAD},
            )
        self._answers = self._socket.makefile("rb")
        try:
            answer = self._ask(json.dumps(dict(settings)).encode() + b"\n", _START_SECONDS)
        except WorkerLost:
            self.end()
            raise
        if "failed" in answer:
            self.end()
            raise CrewError(f"no worker can be started: {answer['failed']}")

    def ask(self, what: str, submission: Submission) -> Any:
        """The `key` of a submission, or its `result` as plain data.

        Raises
        ------
        WorkerLost
            There is no answer, and there will be none from this worker.
        """
        answer = self._ask(request(what, submission), self._seconds)
        if "failed" in answer:
            raise WorkerLost(f"it failed ({answer['failed']})")
        return answer[what]

    def leave(self) -> None:
        """Tell it to end: at once when it has nothing to do, soon when it is busy."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)

    def kill(self) -> None:
        """End it at once. What it has started ends by itself when its connection to it closes."""
        self._process.kill()
        self._process.wait()

    def end(self) -> None:
        """Let it leave, end what is left of it, and free what it took here."""
        self.leave()
        self._socket.settimeout(_LEAVE_SECONDS)
        with contextlib.suppress(OSError):
            while self._socket.recv(65536):
                pass
        self.kill()
        self._answers.close()
        self._socket.close()

    def _ask(self, message: bytes, seconds: float) -> dict[str, Any]:
        self._socket.settimeout(seconds)
        try:
            self._socket.sendall(message)
            line = self._answers.readline()
        except TimeoutError:
            self.kill()
            raise WorkerLost(f"it gave no answer within {seconds:g} seconds") from None
        except OSError:
            line = b""
        if not line.endswith(b"\n"):
            self.kill()
            raise WorkerLost(f"it {_how(self._process.returncode)}")
        answer: dict[str, Any] = json.loads(line)
        return answer


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        return f"was ended by signal {-code}"
    return f"ended by itself with code {code}"
