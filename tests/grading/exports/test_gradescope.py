"""The autograder's zip, unpacked as Gradescope does, grades real, blank and hostile submissions."""

import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dlteach.cli import app
from dlteach.course import course_root

from .test_results import assert_gradescope

SET = "00_start_here"
WRITES_ITS_OWN_RESULT = """
import atexit, os, pathlib
root = pathlib.Path({root!r})
forged = '{{"score": 100, "tests": []}}'
def forge():
    (root / "results").mkdir(exist_ok=True)
    (root / "results" / "results.json").write_text(forged)
    (root / "source" / "secret").write_text("0" * 64)
atexit.register(forge)
try:
    forge()
except BaseException:
    pass
class Equal(float):
    __eq__ = lambda self, other: True
    __array_function__ = lambda self, *args: True
def affine(x, w, b):
    try:
        forge()
    except BaseException:
        pass
    return Equal()
"""


@pytest.fixture(scope="session")
def zipped(tmp_path_factory):
    """The zip, made by the command; it builds the wheel of this checkout."""
    path = tmp_path_factory.mktemp("gradescope") / "autograder.zip"
    made = CliRunner().invoke(app, ["export", "gradescope", "00", "--to", str(path)])
    if made.exit_code and not os.environ.get("CI"):
        pytest.skip(made.output)
    assert made.exit_code == 0, made.output
    return path


@pytest.fixture
def container(tmp_path, zipped):
    """The folders of Gradescope's container, with this environment in place of what setup.sh installs."""
    for name in ("source", "submission", "results"):
        (tmp_path / name).mkdir()
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(tmp_path / "source")
    (tmp_path / "venv").symlink_to(sys.prefix)
    owner = {"email": "learner-1@example.org", "id": 1, "name": "Learner"}
    about = {"created_at": "2026-01-31T13:00:00.365935-07:00", "users": [owner]}
    (tmp_path / "submission_metadata.json").write_text(json.dumps(about))
    return tmp_path


def graded(container):
    """What Gradescope reads after `run_autograder`, and what the program printed."""
    done = subprocess.run(
        ["bash", container / "source" / "run_autograder"],
        cwd=container,
        env={**os.environ, "DLTEACH_AUTOGRADER": str(container)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    data = json.loads((container / "results" / "results.json").read_bytes())
    assert_gradescope(data)
    return data, done.stdout + done.stderr


def hand_in(container, folder="exercises", name=SET):
    notebook = (course_root() / folder / f"{name}.ipynb").read_bytes()
    (container / "submission" / "my work.ipynb").write_bytes(notebook)


def test_the_zip_holds_what_gradescope_runs(zipped):
    with zipfile.ZipFile(zipped) as archive:
        modes = {entry.filename: stat.S_IMODE(entry.external_attr >> 16) for entry in archive.infolist()}
        assert modes["setup.sh"] == modes["run_autograder"] == 0o755
        (wheel,) = (name for name in modes if name.endswith(".whl"))
        setup = archive.read("setup.sh").decode()
        scripts = setup + archive.read("run_autograder").decode()
        assert wheel in setup
        assert "://" not in scripts
        assert len(archive.read("secret")) == 64
    for script in ("setup.sh", "run_autograder"):
        text = zipfile.ZipFile(zipped).read(script)
        assert subprocess.run(["bash", "-n"], input=text).returncode == 0


def test_a_solution_gets_all_points_and_a_blank_none(container):
    hand_in(container, "solutions")
    data, _ = graded(container)
    most = sum(test["max_score"] for test in data["tests"])
    assert data["score"] == most > 0
    assert {test["status"] for test in data["tests"]} == {"passed"}
    hand_in(container)
    data, _ = graded(container)
    assert data["score"] == 0
    assert sum(test["max_score"] for test in data["tests"]) == most
    assert all("not attempted" in test["output"] for test in data["tests"])


def test_a_hostile_submission_gets_nothing_and_changes_nothing(container):
    code = WRITES_ITS_OWN_RESULT.format(root=str(container))
    (container / "submission" / "task.py").write_text(code)
    secret = (container / "source" / "secret").read_text()
    data, _ = graded(container)
    assert data["score"] == 0
    assert {test["status"] for test in data["tests"]} == {"failed"}
    assert (container / "source" / "secret").read_text() == secret


def test_another_set_earns_nothing_here(container):
    hand_in(container, "solutions", "01_cost_functions")
    data, _ = graded(container)
    assert data["score"] == 0
    assert "is of 01_cost_functions" in data["output"]


def test_of_several_files_the_one_with_the_answers_is_graded(container):
    hand_in(container, "solutions")
    (container / "submission" / "a.py").write_text("x = 1\n")
    (container / "submission" / "z.ipynb").write_text("{")
    (container / "submission" / "linked.py").symlink_to(Path(container / "source" / "secret"))
    data, _ = graded(container)
    assert data["score"] > 0


def test_nothing_handed_in_is_said_to_the_learner(container):
    data, _ = graded(container)
    assert data["score"] == 0
    assert "There is no notebook" in data["output"]


def test_a_fault_of_the_grader_is_told_to_the_instructor_not_blamed_on_the_learner(container):
    hand_in(container, "solutions")
    (container / "source" / "secret").unlink()
    data, printed = graded(container)
    assert data["score"] == 0
    assert "not yours" in data["output"]
    assert str(container) not in data["output"]
    assert "FileNotFoundError" in printed
