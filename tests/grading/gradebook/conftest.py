"""Results to fill a gradebook with, and a PostgreSQL of the tests' own."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from dlteach.autograder.feedback import Feedback
from dlteach.grading import ExerciseResult, Result


def make_result(
    learner="learner-1",
    file="file",
    points=(1.0,),
    *,
    assignment="02_gradient_descent",
    submitted="2026-03-01T12:00:00+00:00",
    graded="2026-03-02T08:00:00+00:00",
    gradable=True,
    suite="5" * 64,
):
    exercises = (
        ExerciseResult(Feedback(name, p == 1, p, 1.0, () if p else ("factor",)), 0.01)
        for name, p in zip("abcdefghijkl", points)
    )
    return Result(
        learner=learner,
        source="somewhere/file.ipynb",
        assignment=assignment,
        submission=hashlib.sha256(file.encode("utf-8", "surrogatepass")).hexdigest(),
        suite=suite,
        environment="e" * 64,
        seed=7,
        isolation="plain",
        submitted_at=submitted,
        graded_at=graded,
        gradable=gradable,
        exercises=tuple(exercises),
    )


@pytest.fixture
def result():
    """Makes results; their exercises, of 1 point each, are called a, b, c …"""
    return make_result


def _postgres_folder():
    """The newest PostgreSQL of Debian's packages, or wherever the commands are found."""
    versions = Path("/usr/lib/postgresql")
    found = sorted(versions.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3].partition(".")[0]))
    other = shutil.which("initdb")
    return found[-1].parent if found else other and Path(other).parent


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server with a socket in a folder of its own, and no network; yields a URL."""
    programs = _postgres_folder()
    if not programs:
        pytest.skip("no PostgreSQL server is installed: apt-get install postgresql")
    # Not in pytest's folder: a socket's path has at most 107 characters.
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder:
        own = []
        if os.geteuid() == 0:  # it refuses to run as root
            own = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
            shutil.chown(folder, "postgres", "postgres")
        data, made = f"{folder}/data", {"check": True, "capture_output": True, "cwd": folder}
        login = ["-U", "teacher", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run([*own, programs / "initdb", "-D", data, *login], **made)
        control = [*own, programs / "pg_ctl", "-D", data, "-w"]
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        subprocess.run([*control, "-l", f"{folder}/log", "-o", options, "start"], **made)
        try:
            yield f"postgresql+psycopg://teacher@/postgres?host={folder}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **made)


_schemas = count()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The URL of a gradebook that is not there yet, once in each kind of database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gradebook.sqlite'}"
    server = request.getfixturevalue("postgres")
    name = f"class_{next(_schemas)}"  # a schema for each test: a database takes a second to make
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    return f"{server}&options=-csearch_path%3D{name}"
