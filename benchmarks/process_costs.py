"""What a command costs with all processes that it starts: CPU time, memory while it runs, wall-clock time."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_SUBREAPER = 36


@dataclass(frozen=True)
class Cost:
    """CPU and wall-clock seconds, and what the command printed."""

    cpu: float
    wall: float
    output: str


def cost_of(
    command: list[str], folder: Path | None = None, watch: Callable[[int], None] = lambda pid: None
) -> Cost:
    """Run a command to its end.

    Parameters
    ----------
    command : list of str
        Its first word is a path; other commands beside it are found too.
    folder : path, optional
        Where it runs, and its home.
    watch : callable
        Gets its process id as soon as it runs.

    Raises
    ------
    RuntimeError
        It failed.
    """
    _adopt_orphans()
    before, start = _of_children(), time.perf_counter()
    environment = {**os.environ, "PATH": f"{Path(command[0]).parent}{os.pathsep}{os.environ['PATH']}"}
    if folder:
        environment["HOME"] = str(folder)
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    watch(process.pid)
    output, errors = process.communicate()
    wall = time.perf_counter() - start
    _reap_orphans()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command[:4])}: {errors[-2000:]}")
    return Cost(_of_children() - before, wall, output)


def _adopt_orphans() -> None:
    """Processes whose parent was killed come to this one, so that their time is not lost."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def _reap_orphans() -> None:
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def megabytes(pid: int) -> float:
    """Of a process and all below it; a page that several share counts once, where the system tells."""
    with suppress(psutil.Error):
        process = psutil.Process(pid)
        return sum(map(_size, [process, *process.children(recursive=True)]))
    return 0.0


def _size(process: psutil.Process) -> float:
    try:
        full = process.memory_full_info()
    except (psutil.Error, OSError):  # it has just ended
        return 0.0
    return float(getattr(full, "pss", full.rss)) / 1e6
