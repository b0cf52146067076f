"""`dlteach grade`, `dlteach replay` and `dlteach doctor`, as an instructor calls them."""

import json
import os
import stat
import subprocess
import sys

import nbformat
import pytest
from typer.testing import CliRunner

from dlteach.cli import app

RIGHT = """import numpy as np
def l1_norm_loss(y_true, y_pred):
    return np.abs(np.subtract(y_true, y_pred, dtype=float)).sum()"""
WRONG = RIGHT.replace("return ", "return 2 * ")


def run(*words, code=0):
    result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def hand_in(folder, **sources):
    for learner, source in sources.items():
        notebook = nbformat.v4.new_notebook(metadata={"dlteach": {"name": "01_cost_functions"}})
        notebook.cells = [nbformat.v4.new_code_cell(source)]
        path = folder / learner / "01_cost_functions.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    return folder


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    place = tmp_path_factory.mktemp("class")
    handed_in = hand_in(place / "in", a=RIGHT, b=WRONG, c="x = 1", d="while True: x = 1\n" + RIGHT)
    said = run("grade", handed_in, "--out", place / "grades", "--jobs", 2, "--cell-seconds", 1)
    return place, said


def results(place):
    found = [json.loads(path.read_text("utf-8")) for path in sorted(place.glob("grades/results/*/*.json"))]
    return {result["learner"]: result for result in found}


def test_every_submission_has_one_result(graded):
    place, said = graded
    assert {learner: result["points"] for learner, result in results(place).items()} == {
        "a": 1,
        "b": 0,
        "c": 0,
        "d": 0,
    }
    assert "4 files of 4 learners: 4 graded" in said
    assert "isolation: " in said


def test_a_result_says_what_it_is_of_and_how_it_came_about(graded):
    result = results(graded[0])["b"]
    assert len(result["submission"]) == len(result["suite"]) == len(result["environment"]) == 64
    assert result["isolation"] in ("bwrap", "landlock", "seccomp", "rlimits")
    assert result["limits"]["cell_seconds"] == 1
    assert result["exercises"][0]["mistakes"]
    assert not results(graded[0])["c"]["gradable"]
    assert "did not finish within 1 seconds" in results(graded[0])["d"]["problems"][0]


def test_the_same_command_again_grades_nothing_anew(graded):
    place, _ = graded
    before = {path: path.stat().st_mtime_ns for path in place.glob("grades/results/*/*.json")}
    said = run("grade", place / "in", "--out", place / "grades", "--cell-seconds", 1)
    assert "0 graded, 4 were graded before" in said
    assert {path: path.stat().st_mtime_ns for path in place.glob("grades/results/*/*.json")} == before


def test_the_gradebook_and_the_log_are_in_step(graded):
    place, _ = graded
    marks = json.loads(run("gradebook", "--grades", place / "grades", "--json"))["marks"]
    assert {mark["learner"]: mark["points"] for mark in marks} == {"a": 1, "b": 0, "c": 0, "d": 0}
    events = [json.loads(line) for line in (place / "grades/events.jsonl").read_text().splitlines()]
    assert sum(event["event"] == "graded" for event in events) == 4


def test_the_secret_is_the_instructors_alone(graded):
    secret = graded[0] / "grades" / "secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_a_dry_run_prints_who_would_gain_and_changes_nothing(graded, tmp_path):
    place, _ = graded
    before = sorted((path, path.stat().st_mtime_ns) for path in (place / "grades").rglob("*.json"))
    said = run("grade", "--out", place / "grades", "--dry-run", "--cell-seconds", 1)
    assert "4 submissions graded again: 0 gain, 0 lose" in said
    assert sorted((path, path.stat().st_mtime_ns) for path in (place / "grades").rglob("*.json")) == before


def test_a_replay_is_the_same_bit_for_bit(graded):
    paths = sorted(graded[0].glob("grades/results/*/*.json"))
    assert run("replay", *paths).count("the same, bit for bit") == 4


def test_a_result_that_was_changed_is_found_by_a_replay(graded, tmp_path):
    place, _ = graded
    path = next(p for p in place.glob("grades/results/*/*.json") if '"learner": "b"' in p.read_text("utf-8"))
    text = path.read_text("utf-8")
    try:
        path.write_text(text.replace('"passed": false', '"passed": true'), "utf-8")
        assert "exercises" in json.loads(run("replay", path, "--json", code=1))["differs_in"]
    finally:
        path.write_text(text, "utf-8")


def test_what_is_no_result_is_said(tmp_path):
    (tmp_path / "x.json").write_text("{")
    assert "cannot be read as a result" in run("replay", tmp_path / "x.json", code=2)


def test_nothing_to_grade_is_said(tmp_path):
    assert "nothing to grade" in run("grade", tmp_path, code=2)
    assert "no results to grade again" in run("grade", "--out", tmp_path / "none", code=2)


def test_a_level_that_is_required_and_not_there_grades_nothing(tmp_path):
    code = "import shutil; shutil.which = lambda *a, **k: None\nfrom dlteach.cli import main; main()"
    hand_in(tmp_path / "in", a=RIGHT)
    command = [sys.executable, "-c", code, "grade", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    came = subprocess.run([*command, "--require-isolation", "bwrap"], capture_output=True, text=True,
                          env={**os.environ, "PATH": "/nonexistent"}, check=False)  # fmt: skip
    assert came.returncode == 2
    assert "isolation 'bwrap' is required" in came.stderr
    assert not list((tmp_path / "out").glob("results/*/*"))


def test_the_doctor_tries_every_level():
    found = CliRunner().invoke(app, ["doctor", "--json"])
    levels = json.loads(found.output)["levels"]
    assert [level["level"] for level in levels] == ["bwrap", "landlock", "seccomp", "rlimits", "process"]
    assert all(level["holds"] or level["missing"] for level in levels)


@pytest.mark.parametrize("command", [["grade", "x"], ["replay", "x"], ["doctor"]])
def test_windows_is_told_the_way(monkeypatch, command):
    monkeypatch.delattr(os, "fork")
    assert "wsl --install" in run(*command, code=2)
