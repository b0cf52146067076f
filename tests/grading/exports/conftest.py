"""A folder of results, and the other systems' own programs."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from dlteach.grading import Submission
from dlteach.grading.gradebook import Gradebook
from dlteach.grading.store import Store

from .samples import ANSWERS, result_of

CHECKOUT = Path(__file__).resolve().parents[3]


@pytest.fixture
def grades(tmp_path):
    """A folder as `dlteach grade` fills it: one right, one wrong, one blank."""
    store = Store(tmp_path / "grades")
    results = []
    for name, answer in ANSWERS.items():
        handed_in = Submission(name, f"{name}.py", name.encode(), ".py", "2026-01-31T12:00:00+00:00")
        results.append(result_of(answer, name, submission=handed_in.hash))
        store.put(handed_in, results[-1])
    Gradebook(store.folder / "gradebook.sqlite").add(results)
    return store.folder


@pytest.fixture(scope="session")
def tools():
    """Runs programs of the other systems, installed in an environment of their own."""
    home = CHECKOUT / "build" / "tools-{}.{}".format(*sys.version_info)
    programs = home / "bin"
    if not (home / "ready").exists():
        venv.create(home, with_pip=True, clear=True)
        library = sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)})
        # What the course has installed need not be installed again; nothing is written there.
        shared = sysconfig.get_path("purelib")
        Path(library, "course.pth").write_text(f"import site; site.addsitedir({shared!r})\n")
        wanted = Path(__file__).with_name("tools.txt")
        command = [programs / "python", "-m", "pip", "install", "--quiet", "-r", wanted]
        installed = subprocess.run(command, capture_output=True, text=True)
        if installed.returncode and not os.environ.get("CI"):
            pytest.skip(f"cannot install {wanted.name}: {installed.stderr.strip().splitlines()[-1]}")
        assert installed.returncode == 0, installed.stderr
        (home / "ready").touch()

    def run(*command, cwd):
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            [str(programs / command[0]), *map(str, command[1:])],
            cwd=cwd,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return run
