"""The numbers that lesson 16 shows where a framework is not installed, and the frameworks that are."""

import importlib.util
import json
import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import dlteach.keras
from dlteach.course import frameworks, recorded, run_with
from dlteach.functions import same_to

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "authoring" / "data" / "make_framework_numbers.py"
BACK_ENDS = ("jax", "tensorflow", "torch")
RECORDED = ("torch", *(f"keras on {backend}" for backend in BACK_ENDS))

LESSON = runpy.run_path(str(SCRIPT))["of_the_lesson"]()
JOB = LESSON["job"]
OURS = LESSON["keras_step"](dlteach.keras, *JOB)


def assert_agree(theirs):
    assert same_to(OURS["predictions"], theirs["predictions"], 1e-5)
    assert abs(OURS["loss"] - theirs["loss"]) <= 1e-5
    assert len(OURS["weights"]) == len(theirs["weights"])
    for mine, other in zip(OURS["weights"], theirs["weights"]):
        assert same_to(mine, other, 1e-5)


def ask(name, step, **environment):
    """What a framework gives in a process of its own, which it may fill with threads and warnings."""
    code = (
        "import importlib, json, runpy, sys\n"
        f"made = runpy.run_path({str(SCRIPT)!r})\n"
        "lesson = made['of_the_lesson']()\n"
        f"numbers = lesson[{step!r}](importlib.import_module({name!r}), *lesson['job'])\n"
        "print(json.dumps({key: made['plain'](value) for key, value in numbers.items()}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "JAX_PLATFORMS": "cpu", "OMP_NUM_THREADS": "1", **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    numbers = json.loads(done.stdout.splitlines()[-1])
    return {**numbers, "weights": [np.array(w) for w in numbers["weights"]]}


@pytest.mark.parametrize("name", RECORDED)
def test_the_recorded_numbers_are_those_of_dlteach(name):
    assert_agree(recorded(name))


@pytest.mark.parametrize("backend", BACK_ENDS)
def test_keras_gives_the_same_on_each_back_end_that_is_here(backend):
    if not (importlib.util.find_spec("keras") and importlib.util.find_spec(backend)):
        pytest.skip(f"Keras on {backend} is not installed")
    assert_agree(ask("keras", "keras_step", KERAS_BACKEND=backend))


def test_pytorch_gives_the_same_where_it_is_here():
    if not importlib.util.find_spec("torch"):
        pytest.skip("PyTorch is not installed")
    assert_agree(ask("torch", "torch_step"))


def test_they_were_recorded_for_the_job_of_the_lesson():
    frameworks._check_job("torch", JOB)


def test_what_the_lesson_prints_does_not_hang_on_the_last_digit():
    shown = {3: OURS["predictions"][:, 1], 4: [OURS["loss"], OURS["weights"][3][0]]}
    for digits, values in shown.items():
        for value in np.asarray(values, dtype=float):
            assert round(value - 1e-5, digits) == round(value + 1e-5, digits)


@pytest.mark.parametrize("name", ["keras", "torch"])
def test_a_framework_that_is_not_here_is_stood_in_for(monkeypatch, name):
    monkeypatch.setattr(frameworks, "_imported", lambda name: None)
    numbers = run_with(name, None, *JOB)
    assert_agree(numbers)
    assert re.match(rf"not installed here, so recorded with {name} \d", numbers["from"])


def test_recorded_numbers_do_not_stand_in_for_another_job(monkeypatch):
    monkeypatch.setattr(frameworks, "_imported", lambda name: None)
    x, y, weights, rate = JOB
    with pytest.raises(ValueError, match="torch is not installed here, and its recorded numbers belong to"):
        run_with("torch", None, x + 1, y, weights, rate)


def test_a_framework_that_is_here_is_asked(monkeypatch):
    numbers = run_with("json", lambda json, text: {"value": json.loads(text)}, "[1, 2]")
    assert numbers["value"] == [1, 2]
    assert numbers["from"].startswith("json")
    assert numbers["from"].endswith("run here")


def test_what_a_framework_mutters_stays_out_of_the_notebook(capsys, recwarn):
    def step(json, text):
        print("no graphics card", file=sys.stderr)
        return {"value": json.loads(text)}

    run_with("json", step, "1")
    assert capsys.readouterr().err == ""
    assert not recwarn.list


def test_an_installation_that_cannot_be_imported_counts_as_none(monkeypatch, tmp_path):
    (tmp_path / "torch.py").write_text("raise OSError('a library is missing')")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "torch", raising=False)
    assert "recorded" in run_with("torch", None, *JOB)["from"]


def test_a_folder_of_that_name_is_no_framework(monkeypatch, tmp_path):
    (tmp_path / "no_framework").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert frameworks._imported("no_framework") is None


def test_keras_without_a_back_end_counts_as_none(monkeypatch):
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    monkeypatch.setattr(frameworks, "find_spec", lambda name: None)
    assert frameworks._imported("keras") is None
    assert "KERAS_BACKEND" not in os.environ


def test_a_name_without_record_says_which_there_are():
    with pytest.raises(KeyError, match="keras on jax"):
        recorded("theano")
