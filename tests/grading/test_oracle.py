"""The verdict on a submission, whatever the code in it does."""

from dataclasses import replace
from pathlib import Path

import pytest

from dlteach.autograder.registry import lessons
from dlteach.grading import Result, Submission
from dlteach.grading.oracle import IsolationError, Oracle
from dlteach.grading.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
L1 = "def l1_norm_loss(y_true, y_pred):\n    return np.sum(np.abs(np.subtract(y_true, y_pred, dtype=float)))"
TWICE = L1.replace("return ", "return 2 * ")
MAE = "def mean_absolute_error(y_true, y_pred):\n    return l1_norm_loss(y_true, y_pred) / np.size(y_true)"
IMPORT = "import numpy as np"


def of(result, name):
    return next(e for e in result.exercises if e.feedback.name == name)


def file_of(folder, lesson):
    path = ROOT / folder / f"{lesson}.ipynb"
    return Submission("learner-1", path.name, path.read_bytes(), ".ipynb", "2026-01-31T12:00:00+00:00")


@pytest.mark.parametrize("lesson", [lesson.name for lesson in lessons()])
def test_solutions_get_full_marks_and_blanks_none(oracle, lesson):
    solved = oracle.grade(file_of("solutions", lesson))
    assert not [e.feedback.summary for e in solved.exercises if e.feedback.passed is not True]
    assert solved.points == solved.max_points > 0
    blank = oracle.grade(file_of("exercises", lesson))
    assert blank.points == 0
    assert {e.feedback.passed for e in blank.exercises} == {None}


def test_a_mistake_is_named(oracle, submit):
    result = of(oracle.grade(submit(IMPORT, TWICE)), "l1_norm_loss")
    assert result.feedback.mistakes == ("twice",) or "twice" in result.feedback.summary
    assert result.feedback.points == 0
    assert result.difference["expected"] == {"shape": [], "dtype": "float64"}
    assert result.difference["max_difference"] > 0


def test_cells_that_fail_do_not_stop_the_others(oracle, submit):
    result = oracle.grade(submit(IMPORT, "1 / 0", "import sys; sys.exit()", "no_such_name", L1))
    assert of(result, "l1_norm_loss").feedback.passed
    assert [says.split(":")[0] for says in result.problems] == [
        "Code cell 2 raises ZeroDivisionError",
        "Code cell 3 raises SystemExit.",
        "Code cell 4 raises NameError",
    ]


def test_a_cell_that_was_moved_before_what_it_needs_runs_again(oracle, submit):
    result = oracle.grade(submit("x = np.ones(3)\n" + L1, IMPORT))
    assert of(result, "l1_norm_loss").feedback.passed
    assert result.problems == ()


@pytest.mark.parametrize(
    "stops", ["while True: x = 1", "import os; os._exit(0)", "import ctypes; ctypes.string_at(0)"]
)
def test_what_breaks_off_costs_itself_only(submit, stops):
    quick = Settings("s", cell_seconds=1, exercise_seconds=1)
    with Oracle(quick) as oracle:
        l2 = "def l2_norm_loss(y_true, y_pred):\n    " + stops
        result = oracle.grade(submit(IMPORT, L1, l2, MAE, stops))
    assert of(result, "l1_norm_loss").feedback.passed
    assert of(result, "mean_absolute_error").feedback.passed
    assert of(result, "l2_norm_loss").feedback.passed is False
    assert "l2_norm_loss" in of(result, "l2_norm_loss").feedback.summary or "finish" in str(
        of(result, "l2_norm_loss").feedback
    )
    assert "Code cell 5" in result.problems[0]


def test_what_builds_on_a_mistake_is_judged_for_itself(oracle, submit):
    result = oracle.grade(submit(IMPORT, TWICE, MAE))
    assert of(result, "l1_norm_loss").feedback.passed is False
    assert of(result, "mean_absolute_error").feedback.passed
    assert of(result, "mean_absolute_error").stand_ins == ("l1_norm_loss",)


def test_its_own_mistake_is_told_then(oracle, submit):
    thrice = MAE.replace("/ np.size(y_true)", "* 3")
    result = of(oracle.grade(submit(IMPORT, TWICE, thrice)), "mean_absolute_error")
    assert result.stand_ins == ("l1_norm_loss",)
    assert result.feedback.passed is False
    assert "twice" not in result.feedback.summary


def test_a_stand_in_gives_values_and_nothing_else(oracle, submit):
    opens = MAE.replace(
        "return ",
        "from dlteach.functions import mean_absolute_error as reference\n"
        "    reference(y_true, y_pred)\n    return ",
    )
    result = oracle.grade(submit(IMPORT, TWICE, opens))
    assert result.points == 0


def test_a_wrong_class_leaves_what_builds_on_it_unchecked(oracle, submit):
    value = "class Value:\n    def __init__(self, data):\n        self.data = data"
    uses = "def graph_size(root):\n    return Value(1).no_such_thing"
    result = oracle.grade(submit(IMPORT, value, uses, name="04_computation_graphs"))
    found = [e for e in result.exercises if e.feedback.stage == "dependency"]
    assert all(e.feedback.passed is None and e.feedback.points == 0 for e in found)


def test_a_replay_gives_the_same_verdict_bit_for_bit(settings, submit):
    submission = submit(IMPORT, TWICE, MAE, "def l2_norm_loss(a, b):\n    return sum({'x', 'y', a[0]})")
    results = []
    for _ in range(2):
        with Oracle(settings) as oracle:
            results.append(oracle.grade(submission))
    assert results[0].verdict == results[1].verdict
    assert Result.from_dict(results[0].to_dict()).to_json() == results[0].to_json()


def test_the_key_is_known_before_anything_runs(oracle, submit):
    submission = submit(IMPORT, L1)
    assert oracle.key(submission) == oracle.grade(submission).key


def test_another_secret_draws_other_inputs(submit):
    submission = submit(IMPORT, TWICE)
    seeds = {Settings(secret).seed_for(submission.hash) for secret in "abcdef"}
    assert len(seeds) == 6


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[" * 60_000, b'{"nbformat": 4, "cells": 3}'])
def test_a_file_that_cannot_be_read_is_no_attempt(oracle, submit, data):
    result = oracle.grade(replace(submit(), data=data))
    assert not result.gradable
    assert result.problems
    assert result.points == 0


def test_a_notebook_without_answers_is_no_attempt(oracle, submit):
    result = oracle.grade(submit("x = 1"))
    assert not result.gradable
    assert {e.feedback.stage for e in result.exercises} == {"exists"}


def test_answers_to_another_set_earn_nothing_here(oracle, submit):
    affine = "def affine(x, w, b):\n    return x @ w + b"
    result = oracle.grade(submit(IMPORT, L1, affine))
    assert {e.feedback.lesson for e in result.exercises} == {"01_cost_functions"}
    assert result.points == 1


def test_a_set_of_an_instructors_own_may_mix_lessons(oracle, submit):
    affine = "def affine(x, w, b):\n    return x @ w + b"
    result = oracle.grade(submit(IMPORT, L1, affine, name="midterm"))
    assert result.assignment == "midterm"
    assert {e.feedback.name for e in result.exercises} == {"affine", "l1_norm_loss"}
    assert result.points == result.max_points == 2


def test_a_host_that_cannot_isolate_grades_nothing():
    with pytest.raises(IsolationError, match=r"'bwrap' is required, but this host reaches 'rlimits'"):
        Oracle(Settings("s", best="rlimits", required="bwrap"))


def test_a_learners_objects_do_not_reach_the_comparison(oracle, submit):
    lying = (
        "class Lying:\n"
        "    def __array__(self, *a, **k): return np.array(0.0)\n"
        "    def __eq__(self, other): return True\n"
        "    def __array_function__(self, *a): return True\n"
        "def l1_norm_loss(y_true, y_pred): return Lying()"
    )
    assert oracle.grade(submit(IMPORT, lying)).points == 0
