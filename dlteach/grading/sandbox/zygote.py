"""A process with NumPy loaded, locked down, that forks one child for each job.

It holds no test, no expected value and no secret. It obeys its standard input, a socket: ``D`` with a frame
compiles drivers for the children to come; ``F`` with a file descriptor forks a child that serves it; ``R``
kills that child and says how it ended. When the socket closes, everything ends. Sent as text: Python's
library, NumPy and the files beside it alone.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import numpy as np

from dlteach.grading.sandbox import lockdown, stand_ins
from dlteach.grading.sandbox.harness import compiled, run_job
from dlteach.grading.sandbox.wire import receive

_CONTROL = 0
_SUBREAPER = 36


def main(settings: Mapping[str, Any]) -> None:
    """Get ready, say what holds here, and serve until the socket closes."""
    control = socket.socket(fileno=os.dup(_CONTROL))
    _silence()
    try:
        _load(settings)
        space = lockdown.address_space() + settings["memory"]
        guards = _lock(settings)
    except Exception as error:
        _say(control, {"error": f"{type(error).__name__}: {error}"})
        os._exit(1)
    gc.collect()
    gc.freeze()  # the collector leaves these pages shared with the children
    _say(control, guards)
    child = 0
    while True:
        order, fds, _, _ = socket.recv_fds(control, 1, 1)
        if order == b"D":
            for driver in receive(control.recv)[0]["drivers"]:
                compiled(driver)
        elif order == b"F":
            child = _fork(control, fds[0], (space, settings["cpu_seconds"]), guards)
        elif order == b"R":
            _say(control, _ended(child))
        else:
            if child:
                _ended(child)
            os._exit(0)


def _load(settings: Mapping[str, Any]) -> None:
    """All that a child may need, so that it does not load it again."""
    np.linalg.svd(np.random.default_rng(0).normal(size=(4, 4)))  # what NumPy loads at first use
    stand_ins.install(settings["root"], settings["version"], settings["rooms"], settings["pictures"])


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _lock(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Give up what no child needs either. What could not be had is said, not hidden."""
    level = settings["level"]
    guards: dict[str, Any] = {"landlock": 0, "seccomp": False, "rlimits": level != "process"}
    if sys.platform.startswith("linux"):
        import ctypes

        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)  # what a child leaves behind becomes ours
    if level in ("bwrap", "landlock"):
        try:
            guards["landlock"] = lockdown.landlock(settings["readable"])
        except OSError as error:
            guards["why"] = str(error)
    if level in ("bwrap", "landlock", "seccomp") and lockdown.has_seccomp():
        lockdown.drop_capabilities()
        lockdown.prepare_seccomp()
        guards["seccomp"] = _in_a_child(lambda: lockdown.seccomp(not guards["landlock"]))
    return guards


def _in_a_child(attempt: Callable[[], Any]) -> bool:
    """Whether a forked child gets through it."""
    pid = os.fork()
    if pid == 0:
        try:
            attempt()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitpid(pid, 0)[1] == 0


def _say(control: socket.socket, words: Mapping[str, Any]) -> None:
    control.sendall(json.dumps(words).encode() + b"\n")


def _fork(control: socket.socket, fd: int, limits: tuple[int, int], guards: Mapping[str, Any]) -> int:
    pid = os.fork()
    if pid:
        os.close(fd)
        return pid
    try:
        control.close()
        os.setsid()
        _serve(fd, limits, guards)
    finally:
        os._exit(70)


def _serve(fd: int, limits: tuple[int, int], guards: Mapping[str, Any]) -> None:
    channel = os.dup2(fd, 3)
    os.closerange(4, 1024)
    _silence()  # opened anew: what a child does to it, no other child sees

    def read(count: int) -> bytes:
        return os.read(channel, count)

    job, payload = receive(read)
    if guards["rlimits"]:
        lockdown.set_limits(*limits)
    if guards["seccomp"]:
        lockdown.seccomp(no_writing=not guards["landlock"])
    run_job(job, payload, lambda data: _write_all(channel, data), read)


def _write_all(channel: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(channel, rest) :]


def _ended(child: int) -> dict[str, Any]:
    """Kill the child with all that it started, and say how it had ended before, if it had."""
    pid, status, used = os.wait4(child, os.WNOHANG)
    for kill in (os.killpg, os.kill):
        with suppress(ProcessLookupError, PermissionError):
            kill(child, signal.SIGKILL)
    if pid == 0:
        pid, status, used = os.wait4(child, 0)
    _reap_the_rest()
    cpu = used.ru_utime + used.ru_stime
    return {
        "status": os.waitstatus_to_exitcode(status),
        "cpu": cpu,
        "memory": _kilobytes(used),
    }


def _kilobytes(used: resource.struct_rusage) -> int:
    return used.ru_maxrss if sys.platform.startswith("linux") else used.ru_maxrss // 1024


def _reap_the_rest() -> None:
    """Where forks could not be forbidden: what the child has left behind came to us as its heir."""
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            for orphan in _children():
                os.kill(orphan, signal.SIGKILL)


def _children() -> list[int]:
    try:
        with open(f"/proc/self/task/{os.getpid()}/children") as file:
            return [int(pid) for pid in file.read().split()]
    except OSError:
        return []
