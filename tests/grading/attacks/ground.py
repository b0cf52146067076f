"""Where attacks are carried out: a grader, and around it all that must stay as it is."""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import json
import os
import resource
import secrets
import shutil
import socket
import sqlite3
import stat
import struct
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path
from string import Template
from typing import Any

import nbformat

from dlteach.grading import Submission
from dlteach.grading.oracle import Oracle
from dlteach.grading.settings import Settings

from .catalogue import HONEST, IMPORTS, Attack

REPOSITORY = Path(__file__).resolve().parents[3]
MARKS = ("dlteach-attack", "dlteach_attack")
SETTLE_SECONDS = 5.0
GROWTH = 300 << 20
_GET_FLAGS, _SET_FLAGS = 0x80086601, 0x40086602
_CLEAN = b"# a file of an installed package\n"


def notebook(source: str, exercises: str) -> bytes:
    """The notebook that a percent file stands for, as a learner's JupyterLab would save it."""
    cells = [nbformat.v4.new_code_cell(text.strip("\n")) for text in source.split("\n# %%\n")]
    book = nbformat.v4.new_notebook(
        cells=cells, metadata={"dlteach": {"kind": "exercise", "name": exercises}}
    )
    return json.dumps(book).encode()


class Ground:
    """One grader, files and processes that it must not touch, and a secret that it must not tell.

    Parameters
    ----------
    folder : Path
        An empty folder for what must stay as it is.
    level : str
        The best level of isolation to try.
    """

    def __init__(self, folder: Path, level: str):
        self.outside = folder / "outside"
        self.token = "CANARY" + secrets.token_hex(8)
        self._level = level
        os.environ["DLTEACH_CANARY"] = self.token
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # what is orphaned comes to this process
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._make_files()
        self._readable = self._a_readable_file()
        self._servers = self._listen(folder)
        self._victim = self._new_victim()
        self._make_queue()
        self.oracle = self._new_oracle()
        self.grade("warm-up", notebook(IMPORTS + HONEST, "00_start_here"))
        self._depth = max(depth for _, depth in descendants())
        self._host = os.uname()
        self._oom = Path("/proc/self/oom_score_adj").read_text()

    def close(self) -> None:
        """End all that was started here."""
        self.oracle.close()
        self._victim.kill()
        self._victim.wait()
        for server in self._servers.values():
            server.close()
        self._drop_queue()
        if self._readable.exists():
            self._readable.unlink()
        del os.environ["DLTEACH_CANARY"]

    # ------------------------------------------------------------ what is there to attack

    def _make_files(self) -> None:
        shutil.rmtree(self.outside, ignore_errors=True)
        for name in ("grades/results/ab", "grades/submissions/ab", "home/__pycache__", "empty"):
            (self.outside / name).mkdir(parents=True)
        canary = f"the secret is {self.token}\n"
        for name in (
            "secret.txt",
            "grades/secret",
            "grades/events.jsonl",
            "grades/results/ab/abcd.json",
            "grades/submissions/ab/abcd.ipynb",
            "home/.profile",
            "home/secret.txt",
            "home/__pycache__/module.pyc",
        ):
            (self.outside / name).write_text(canary)
        (self.outside / "grades/secret").chmod(0o600)
        os.mkfifo(self.outside / "fifo-of-the-test")
        with sqlite3.connect(self.outside / "grades/gradebook.sqlite") as book:
            book.execute("create table marks (learner text, points real)")
            book.execute("insert into marks values (?, 0)", (self.token,))
        book.close()

    @staticmethod
    def _a_readable_file() -> Path:
        """A file that learners' code may read, as it belongs to an installed package."""
        place = Path(sysconfig.get_path("purelib")) / f"dlteach_canary_{secrets.token_hex(4)}.py"
        if os.access(place.parent, os.W_OK):
            place.write_bytes(_CLEAN)
        return place

    def _listen(self, folder: Path) -> dict[str, socket.socket]:
        self._abstract = f"dlteach-canary-{secrets.token_hex(4)}"
        tcp, udp = socket.create_server(("127.0.0.1", 0)), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", 0))
        unix, abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        self._unix = os.path.relpath(folder / "s") if len(str(folder)) > 90 else str(folder / "s")
        unix.bind(self._unix)
        abstract.bind("\0" + self._abstract)
        for server in (unix, abstract):
            server.listen()
        for server in (tcp, udp, unix, abstract):
            server.setblocking(False)
        return {"tcp": tcp, "udp": udp, "unix": unix, "abstract": abstract}

    @staticmethod
    def _new_victim() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True
        )

    def _make_queue(self) -> None:
        self._queue = self._libc.msgget(0, 0o1600)
        text = self.token.encode()
        self._libc.msgsnd(self._queue, struct.pack("q", 1) + text, ctypes.c_size_t(len(text)), 0o4000)
        self._segment = self._libc.shmget(0, 4096, 0o1600)

    def _drop_queue(self) -> None:
        self._libc.msgctl(self._queue, 0, None)
        self._libc.shmctl(self._segment, 0, None)

    def _new_oracle(self) -> Oracle:
        return Oracle(
            Settings(
                secrets.token_hex(16),
                best=self._level,  # type: ignore[arg-type]
                cell_seconds=1.0,
                exercise_seconds=1.0,
                seconds=6.0,
                memory=512 << 20,
            )
        )

    # ------------------------------------------------------------ carrying out

    def source(self, attack: Attack) -> str:
        """The learner's file with the places filled in."""
        return Template(attack.source).safe_substitute(
            outside=self.outside,
            repository=REPOSITORY,
            readable=self._readable,
            grader=os.getpid(),
            victim=self._victim.pid,
            tcp=self._servers["tcp"].getsockname()[1],
            udp=self._servers["udp"].getsockname()[1],
            unix=self._unix,
            abstract=self._abstract,
        )

    def grade(self, learner: str, data: bytes) -> Any:
        """The result of a notebook."""
        submission = Submission(learner, f"{learner}.ipynb", data, ".ipynb", "2026-01-31T12:00:00+00:00")
        return self.oracle.grade(submission)

    def findings(self, attack: Attack) -> list[str]:
        """What an attack has gained, in sentences; nothing when it was held back."""
        before, began = self._picture(), time.monotonic()
        resident = reset_peak()
        found: list[str] = []
        try:
            result = self.grade("learner-1", notebook(self.source(attack), attack.exercises))
        except BaseException as error:
            found.append(f"the grader raised {type(error).__name__}: {error}")
            self.oracle.close()
            self.oracle = self._new_oracle()
        else:
            found += self._of_the_result(attack, result)
        seconds = time.monotonic() - began
        if seconds > 6 + 4:
            found.append(f"it took {seconds:.1f} s")
        if peak() - resident > GROWTH:
            found.append(f"the grader grew by {(peak() - resident) >> 20} MB")
        found += self._of_the_next()
        found += self._of_the_surroundings(before)
        return found

    def _of_the_result(self, attack: Attack, result: Any) -> Iterator[str]:
        points = result.points
        if points > attack.earns or (points < attack.earns and not attack.at_most):
            each = ", ".join(f"{e.feedback.name} {e.feedback.points:g}" for e in result.exercises)
            yield f"it earned {points:g} points in place of {attack.earns:g} ({each}; {result.problems})"
        told = result.to_json() + "".join(
            str(e.feedback) + e.feedback._repr_html_() for e in result.exercises
        )
        if self.token in told or self.token[6:] in told:
            yield "the secret came back"
        told.encode("utf-8")
        if any(not c.isprintable() and c not in "\n\t" for c in told):
            yield "the result holds characters that steer a terminal"
        if any("grader failed" in e.feedback.summary for e in result.exercises):
            yield f"the grader failed: {[e.feedback.summary for e in result.exercises]}"

    def _of_the_next(self) -> Iterator[str]:
        try:
            honest = self.grade("learner-2", notebook(IMPORTS + HONEST, "00_start_here"))
        except Exception as error:
            yield f"for the next one the grader raised {type(error).__name__}: {error}"
            self.oracle = self._new_oracle()
            return
        if honest.points != honest.max_points or honest.problems:
            yield f"the next one, who is honest, got {honest.points:g} of {honest.max_points:g}: {honest.problems}"

    def _of_the_surroundings(self, before: dict[str, Any]) -> Iterator[str]:
        after = self._picture()
        changed = [path for path in {**before, **after} if before.get(path) != after.get(path)]
        if changed:
            yield f"files changed: {', '.join(sorted(changed)[:5])}"
            self._mend(changed)
        for name, server in self._servers.items():
            try:
                server.recv(10) if name == "udp" else server.accept()[0].close()
                yield f"someone connected by {name}"
            except BlockingIOError:
                pass
        if self._victim.poll() is not None:
            yield "another process was killed"
            self._victim = self._new_victim()
        if Path("/proc/self/oom_score_adj").read_text() != self._oom:
            yield "the grader is the first to be killed when memory runs out"
            Path("/proc/self/oom_score_adj").write_text(self._oom)
        if resource.prlimit(self._victim.pid, resource.RLIMIT_NOFILE) == (0, 0):
            yield "another process was given limits"
            self._victim.kill()
            self._victim.wait()
            self._victim = self._new_victim()
        if os.uname() != self._host:
            yield "the host has another name"
            self._host = os.uname()
        about = ctypes.create_string_buffer(256)
        if self._libc.msgctl(self._queue, 2, about) < 0 or self._libc.shmctl(self._segment, 2, about) < 0:
            yield "shared memory or a queue of the host was removed"
            self._drop_queue()
            self._make_queue()
        yield from self._of_processes()

    def _of_processes(self) -> Iterator[str]:
        """Deeper than the process that forks learners' processes there must be none."""
        until = time.monotonic() + SETTLE_SECONDS
        while left := [pid for pid, depth in descendants() if depth > self._depth]:
            if time.monotonic() > until:
                yield f"{len(left)} processes survive"
                for pid in left:
                    os.kill(pid, 9)
                return
            time.sleep(0.02)

    # ------------------------------------------------------------ what must stay as it is

    def _picture(self) -> dict[str, Any]:
        """Names, sizes, modes, owners and times of the files, and what those in the canary folder hold."""
        seen = {str(self._readable): _stat(self._readable)}
        for folder in ("dlteach", "exercises", "solutions", "tests"):
            for at, below, names in os.walk(REPOSITORY / folder):
                below[:] = set(below) - {"__pycache__"}  # whoever else runs Python here may fill it
                seen |= {path: _stat(path) for name in names if (path := f"{at}/{name}")}
        for at, folders, names in os.walk(self.outside):
            for name in [*folders, *names, "."]:
                path = os.path.join(at, name)
                seen[path] = (_stat(path), _content(path))
        for folder in ("/tmp", "/dev/shm", "/var/tmp", ".", *sys.path):
            if os.path.isdir(folder):
                seen |= {f"{folder}/{n}": True for n in os.listdir(folder) if n.startswith(MARKS)}
        return seen

    def _mend(self, changed: list[str]) -> None:
        if str(self._readable) in changed:
            with open(self._readable, "rb") as file:
                fcntl.ioctl(file, _SET_FLAGS, bytes(8))
            self._readable.write_bytes(_CLEAN)
        for path in changed:
            if os.path.basename(path).startswith(MARKS) and os.path.exists(path):
                os.remove(path) if not os.path.isdir(path) else shutil.rmtree(path)
        self._make_files()


def _stat(path: str | Path) -> tuple[int, ...]:
    try:
        s = os.lstat(path)
    except FileNotFoundError:
        return ()
    return s.st_mode, s.st_size, s.st_uid, s.st_nlink, s.st_mtime_ns, s.st_ctime_ns


def _content(path: str) -> str:
    if not stat.S_ISREG(os.lstat(path).st_mode):
        return os.readlink(path) if os.path.islink(path) else ""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() + str(os.listxattr(path))


def descendants() -> Iterator[tuple[int, int]]:
    """All living processes below this one, each with its depth."""
    parents: dict[int, int] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                state, parent = Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[:2]
            except (FileNotFoundError, ProcessLookupError):
                continue
            if state != "Z":
                parents[int(name)] = int(parent)
    for pid in parents:
        depth, above = 0, pid
        while above in parents and above != os.getpid():
            above, depth = parents[above], depth + 1
        if above == os.getpid() and depth:
            yield pid, depth


def _memory(field: str) -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) << 10
    return 0


def reset_peak() -> int:
    """Begin to measure the largest size anew; the size now, in bytes."""
    Path("/proc/self/clear_refs").write_text("5")
    return _memory("VmRSS")


def peak() -> int:
    """The largest size since then."""
    return _memory("VmHWM")
