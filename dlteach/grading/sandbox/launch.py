"""The grader's side: start a zygote, hand it jobs, read what comes back, end what does not end."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import dlteach
from dlteach.grading.sandbox import places
from dlteach.grading.sandbox.levels import LEVELS, Level, SandboxError, held, refuse_windows
from dlteach.grading.sandbox.wire import BadFrame, FrameReader, frame

_SENT = (
    "dlteach.autograder.effort",
    "dlteach.autograder.inputs",
    "dlteach.grading.sandbox.wire",
    "dlteach.grading.sandbox.lockdown",
    "dlteach.grading.sandbox.stand_ins",
    "dlteach.grading.sandbox.harness",
    "dlteach.grading.sandbox.zygote",
)
_BOOT = """
import json, os, sys, types
def exactly(n):
    data = b""
    while len(data) < n:
        data += os.read(0, n - len(data)) or os._exit(0)
    return data
start = json.loads(exactly(int.from_bytes(exactly(4), "big")))
sys.path[:] = start["path"]
for name, text in start["texts"].items():
    package = name.rpartition(".")[0]
    while package and package not in sys.modules:
        sys.modules[package] = types.ModuleType(package)
        sys.modules[package].__path__ = []
        package = package.rpartition(".")[0]
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(text, "<" + name + ">", "exec"), vars(module))
    setattr(sys.modules[name.rpartition(".")[0]], name.rpartition(".")[2], module)
sys.modules["dlteach.grading.sandbox.zygote"].main(start["settings"])
"""
_ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "HOME": "/nonexistent",
    "PYTHONHASHSEED": "0",  # the same order of sets in a replay
    "PYTHONSAFEPATH": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
    "OPENBLAS_NUM_THREADS": "1",  # a process with threads cannot be forked safely
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "MPLBACKEND": "Agg",
    "MPLCONFIGDIR": "/nonexistent",
}
_START_SECONDS = 60.0
OnFrame = Callable[[dict[str, Any], bytes], bytes | None]
_END_SECONDS = 10.0


@dataclass(frozen=True)
class Ended:
    """How a child ended.

    Parameters
    ----------
    why : str
        "end" it left by itself, "late" it was stopped at a limit, "frame" it sent what is no frame.
    status : int
        Exit code; negative for a signal.
    cpu : float
        Seconds of CPU time.
    memory : int
        Largest resident size in kilobytes.
    """

    why: str
    status: int
    cpu: float
    memory: int


class Zygote:
    """A locked-down process from which children are forked, one at a time.

    Parameters
    ----------
    level : str
        The best level to try; `held` is what it came to.
    rooms : sequence of str
        Rooms of the course that are open: ("functions",).
    pictures : bool
        Have matplotlib loaded.
    memory : int
        Bytes that a child may use beyond what the zygote has.
    cpu_seconds : int

    Raises
    ------
    SandboxError
        It cannot be started at any level.
    """

    def __init__(
        self,
        level: Level = "bwrap",
        rooms: Sequence[str] = (),
        pictures: bool = False,
        memory: int = 1 << 30,
        cpu_seconds: int = 60,
    ):
        refuse_windows()
        self._settings = {
            "rooms": list(rooms),
            "pictures": pictures,
            "memory": memory,
            "cpu_seconds": cpu_seconds,
            "root": str(places.COURSE.parent),
            "version": dlteach.__version__,
            "readable": places.readable(rooms),
        }
        self.guards: dict[str, Any] = {}
        self._drivers: set[str] = set()
        for asked in LEVELS[LEVELS.index(level) :]:
            if asked == "bwrap" and not shutil.which("bwrap"):
                continue
            try:
                self._start(asked, rooms)
            except (OSError, ValueError, EOFError) as error:
                reason = error
                self.close()
                continue
            self.held = held(asked, *(self.guards[name] for name in ("landlock", "seccomp", "rlimits")))
            return
        raise SandboxError(f"no process for learners' code could be started: {reason}")

    def _start(self, level: Level, rooms: Sequence[str]) -> None:
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_START_SECONDS)
        python = os.path.realpath(sys.executable)
        command = [python, "-s", "-S", "-B", "-X", "utf8", "-c", _BOOT]
        if level == "bwrap":
            command = ["bwrap", *places.bubblewrap(rooms), "--chdir", "/", "--", *command]
        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env=_ENVIRONMENT,
            start_new_session=True,
        )
        theirs.close()
        start = {
            "path": places.import_path(),
            "texts": _texts(),
            "settings": {**self._settings, "level": level},
        }
        data = json.dumps(start).encode()
        self._control.sendall(len(data).to_bytes(4, "big") + data)
        self.guards = self._hear()
        if "error" in self.guards:
            raise ValueError(self.guards["error"])

    def _hear(self) -> dict[str, Any]:
        line = b""
        while not line.endswith(b"\n"):
            data = self._control.recv(4096)
            if not data:
                raise EOFError("the process ended while it got ready")
            line += data
        return json.loads(line)

    def run(
        self,
        job: Mapping[str, Any],
        payload: bytes,
        on_frame: OnFrame,
        deadline: Callable[[], float],
    ) -> Ended:
        """Run one job in a child of its own, which is gone when this returns.

        Parameters
        ----------
        job : dict
        payload : bytes
        on_frame : callable
            Called with the header and the payload of each frame. What it returns is sent back, where it
            returns something. It may raise `BadFrame`.
        deadline : callable
            Gives the time (`time.monotonic`) at which the child is stopped; asked anew after each frame.

        Raises
        ------
        SandboxError
            The zygote itself is lost. Start another one.
        """
        ours, theirs = socket.socketpair()
        with ours:
            try:
                self._prepare(job)
                socket.send_fds(self._control, [b"F"], [theirs.fileno()])
            except OSError as error:
                raise SandboxError(f"the sandbox was lost: {error}") from None
            finally:
                theirs.close()
            why = "end"
            try:
                ours.settimeout(_END_SECONDS)
                ours.sendall(frame(job, payload))
                self._listen(ours, on_frame, deadline)
            except TimeoutError:
                why = "late"
            except BadFrame:
                why = "frame"
            except OSError:  # it left in the middle
                pass
        return self._end(why)

    def _prepare(self, job: Mapping[str, Any]) -> None:
        """Have drivers that are new here compiled, once for all children."""
        new = {exercise["driver"] for exercise in job["exercises"]} - self._drivers - {None}
        if new:
            self._drivers |= new
            self._control.sendall(b"D" + frame({"drivers": sorted(new)}))

    @staticmethod
    def _listen(
        ours: socket.socket,
        on_frame: OnFrame,
        deadline: Callable[[], float],
    ) -> None:
        reader = FrameReader()
        while True:
            left = deadline() - time.monotonic()
            if left <= 0:
                raise TimeoutError
            ours.settimeout(left)
            data = ours.recv(1 << 16)
            if not data:
                return
            for header, payload in reader.feed(data):
                reply = on_frame(header, payload)
                if reply:
                    ours.sendall(reply)
                if header.get("end") is True:
                    return

    def _end(self, why: str) -> Ended:
        try:
            self._control.settimeout(_END_SECONDS)
            self._control.sendall(b"R")
            said = self._hear()
        except (OSError, EOFError, ValueError) as error:
            self.close()
            raise SandboxError(f"the sandbox was lost: {error}") from None
        return Ended(why, said["status"], said["cpu"], said["memory"])

    def close(self) -> None:
        """End the zygote and whatever still runs in it."""
        with suppress(OSError):
            self._control.close()
        self._process.kill()
        self._process.wait()


@cache
def _texts() -> dict[str, str]:
    """The modules that run in the learner's process, as text: their files need not be readable there."""
    return {
        name: (places.COURSE.parent / Path(*name.split("."))).with_suffix(".py").read_text("utf-8")
        for name in _SENT
    }
