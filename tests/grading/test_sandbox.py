"""What a learner's code can do at each level of isolation, and what it cannot."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from dlteach.grading.sandbox import LEVELS, SandboxError, Zygote, at_least, lockdown
from dlteach.grading.sandbox.places import COURSE
from dlteach.grading.sandbox.wire import pack, unpack

NUMBERS, DATA = pack((np.arange(6.0).reshape(2, 3),))
SECRET = COURSE.parent / "pyproject.toml"


@pytest.fixture(scope="module", params=LEVELS)
def zygote(request):
    made = Zygote(request.param, memory=1 << 28, cpu_seconds=20)
    if made.held != request.param:
        made.close()
        pytest.skip(f"this host reaches {made.held} only")
    yield made
    made.close()


def run(zygote, *cells, answer="", seconds=20.0):
    """What a run sends back: headers with the values in them, and how it ended."""
    job = {
        "cells": ["import numpy as np, os, sys, socket, signal", *cells],
        "modules": {},
        "stand_ins": [],
        "cell_seconds": 2,
        "exercise_seconds": 2,
        "exercises": [{"name": "f", "driver": None, "calls": [[NUMBERS, 0, len(DATA)]], "counts": []}],
    }
    job["cells"].append(answer or "def f(x): return x @ x.T")
    came = []

    def take(header, payload):
        came.append({**header, "value": unpack(header["value"], payload)} if "value" in header else header)

    end = time.monotonic() + seconds
    return came, zygote.run(job, DATA, take, lambda: end)


def errors(came):
    return [header["error"][0] for header in came if "error" in header]


def value(came):
    return next(header["value"] for header in came if "value" in header)


def strong(zygote):
    return at_least(zygote.held, "seccomp")


def test_a_value_comes_back(zygote):
    came, ended = run(zygote)
    np.testing.assert_array_equal(value(came), [[5, 14], [14, 50]])
    assert ended.why == "end"


@pytest.mark.parametrize(
    "code",
    [
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "socket.socket()",
        "socket.socketpair()",
        "os.kill(os.getppid(), 0)",
        "os.memfd_create('x')",
        "os.setsid()",
        "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))",
        "os.chmod('/', 0o777)",
        "open('/tmp/dlteach-made-by-a-test', 'w')",
        "os.mkdir('/tmp/dlteach-made-by-a-test')",
        "import fcntl; fcntl.fcntl(3, fcntl.F_SETOWN, os.getppid())",
    ],
)
def test_what_reaches_beyond_the_process_is_refused(zygote, code):
    if not strong(zygote):
        pytest.skip("a level that holds less back")
    came, _ = run(zygote, code)
    assert errors(came), code
    assert set(errors(came)) <= {"PermissionError", "OSError", "ValueError", "FileNotFoundError"}


@pytest.mark.parametrize(
    "path", [SECRET, COURSE / "functions" / "softmax.py", "/etc/passwd", "/proc/self/environ"]
)
def test_files_besides_pythons_own_are_out_of_reach(zygote, path):
    if not at_least(zygote.held, "landlock"):
        pytest.skip("a level that lets files be read")
    came, _ = run(zygote, f"open({str(path)!r})")
    assert errors(came)


def test_the_environment_holds_nothing_of_the_graders(zygote, monkeypatch):
    came, _ = run(zygote, answer="def f(x): return sorted(os.environ)")
    assert "PYTEST_CURRENT_TEST" in os.environ
    assert "PYTEST_CURRENT_TEST" not in value(came)


def test_the_reference_cannot_be_imported(zygote):
    came, _ = run(zygote, "from dlteach.functions import softmax", answer="def f(x): return softmax(x)")
    assert errors(came) == ["ImportError"]


def test_an_open_room_can(zygote):
    with_functions = Zygote(zygote.held, ("functions",))
    try:
        came, _ = run(with_functions, answer="from dlteach.functions import softmax as f")
        np.testing.assert_allclose(value(came).sum(axis=1), 1)
    finally:
        with_functions.close()


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("os._exit(3)", "end"),
        ("os.close(3)", "end"),
        ("import ctypes; ctypes.string_at(0)", "end"),
        ("os.write(3, b'x' * 100)", "frame"),
        ("signal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass", "late"),
        (
            "while True:\n    try:\n        for x in iter(int, 1): x += 1\n    except BaseException: x = 0",
            "late",
        ),
    ],
)
def test_a_run_that_breaks_off_leaves_the_next_one_alone(zygote, code, why):
    _, ended = run(zygote, code, seconds=4)
    assert ended.why == why
    assert value(run(zygote)[0]).shape == (2, 2)


def test_memory_has_a_limit(zygote):
    if zygote.held == "process":
        pytest.skip("a level without limits")
    came, _ = run(zygote, "x = np.ones((1 << 29) // 8)", "x = bytearray(1 << 29)")
    assert set(errors(came)) <= {"MemoryError", "_ArrayMemoryError"}
    assert len(errors(came)) == 2


def test_what_is_printed_is_counted_and_thrown_away(zygote):
    came, _ = run(zygote, "print('x' * 999)", "os.write(1, b'y' * 10**6)")
    assert came[-1] == {"end": True, "printed": 1000}


def test_no_process_outlives_its_run(zygote):
    before = _descendants(os.getpid())
    run(zygote, "if os.fork() == 0:\n    os.setsid()\n    while True: pass", seconds=3)
    assert _descendants(os.getpid()) == before


def _descendants(pid):
    """Processes below this one, by number."""
    listed = subprocess.run(["ps", "-eo", "pid,ppid,stat,comm"], capture_output=True, text=True, check=True)
    rows = [line.split() for line in listed.stdout.splitlines()[1:]]
    found = {pid}
    for _ in rows:
        found |= {int(row[0]) for row in rows if int(row[1]) in found and row[2][0] != "Z" and row[3] != "ps"}
    return found


def test_pictures_and_widgets_do_nothing():
    zygote = Zygote(pictures=True)
    try:
        came, _ = run(
            zygote,
            "import matplotlib.pyplot as plt\nfig, axes = plt.subplots(2, 2)",
            "axes[0, 0].plot([1, 2])\nplt.show()",
            "plt.savefig('x.png')\nfig.savefig('y.png')\nassert plt.get_backend().lower() == 'agg'",
            "import ipywidgets\nfrom IPython.display import display\n"
            "@ipywidgets.interact(x=(0, 1))\ndef g(x): return x\ndisplay(g)\nassert g(3) == 3",
            "from dlteach import check, hint\ncheck(g)",
            "from dlteach.figures import plot_curves\nplot_curves([1])",
        )
        assert not errors(came)
    finally:
        zygote.close()


def test_a_lost_zygote_is_said():
    zygote = Zygote()
    zygote.close()
    with pytest.raises(SandboxError, match="lost"):
        run(zygote)


def test_nothing_is_left_when_the_grader_is_killed():
    code = "from dlteach.grading.sandbox import Zygote; z = Zygote(); print('ready', flush=True); input()"
    grader = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stdin=subprocess.PIPE)
    assert grader.stdout.readline() == b"ready\n"
    below = _descendants(grader.pid) - {grader.pid}
    grader.kill()
    grader.wait()
    end = time.monotonic() + 20
    while any(map(_runs, below)) and time.monotonic() < end:
        os.sched_yield()
    assert below
    assert not any(map(_runs, below))


def _runs(pid):
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout.strip()[:1] not in ("", "Z")


def test_what_is_sent_to_the_process_needs_numpy_alone():
    zygote = Zygote()
    try:
        came, _ = run(
            zygote, answer="def f(x): return sorted(m for m in sys.modules if m.startswith('dlteach'))"
        )
        assert not [name for name in value(came) if "judge" in name or "oracle" in name]
        assert json.dumps(value(came))
    finally:
        zygote.close()


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", 0),
        ("/usr/include/asm-generic/unistd.h", 1),  # aarch64 has these
    ],
)
def test_the_numbers_of_system_calls_are_those_of_the_kernels_headers(header, column):
    path = Path(header)
    if not path.exists():
        pytest.skip("the kernel's headers are not installed")
    found = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)\b", path.read_text()))
    tables = lockdown._REFUSED | lockdown._ABSENT
    compared = {name: numbers[column] for name, numbers in tables.items() if name in found}
    assert compared == {name: int(found[name]) for name in compared}
    assert len(compared) > 90
