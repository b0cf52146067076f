from dataclasses import replace

import numpy as np
import pytest

from dlteach.autograder import Case, Exercise
from dlteach.autograder.checks import examine

RIGHT = [
    lambda x: np.mean(x, axis=1),
    lambda x: x.mean(1).tolist(),
    lambda x: np.array([row.mean() for row in x]),
    lambda x: (x.mean(1), "cache"),
    lambda x: (x / x.shape[1]).sum(1) * 1.0000001,
]


def test_float32_is_held_to_its_own_seven_digits(exercise):
    ordinary = replace(exercise, cases=lambda rng: [case for case in exercise.cases(rng) if not case.extreme])
    assert examine(ordinary, lambda x: x.astype(np.float32).mean(1)).finding is None
    assert examine(ordinary, lambda x: (x.mean(1) + 3e-6).astype(np.float32)).finding is None
    assert examine(ordinary, lambda x: x.mean(1) + 3e-6).finding.stage == "values"
    assert examine(ordinary, lambda x: (x.mean(1) + 1e-4).astype(np.float32)).finding.stage == "values"


@pytest.mark.parametrize("answer", RIGHT)
def test_right_answers_in_any_style_have_no_finding(exercise, answer):
    assert examine(exercise, answer).finding is None


def writes_into_its_input(x):
    x *= 1
    x += 1
    return x.mean(1) - 1


def only_for_two_rows(x):
    if len(x) > 2:
        raise IndexError("row 2")
    return x.mean(1)


@pytest.mark.parametrize(
    ("answer", "stage"),
    [
        (3, "exists"),
        (type("row_means", (), {}), "exists"),
        (lambda x: (_ for _ in ()).throw(NotImplementedError), "attempted"),
        (lambda x: x.undefined, "runs"),
        (lambda: 1, "runs"),
        (only_for_two_rows, "runs"),
        (lambda x: None, "type"),
        (lambda x: "text", "type"),
        (lambda x: x.mean(1, keepdims=True), "shape"),
        (lambda x: x.mean(1).astype(int), "dtype"),
        (lambda x: x.mean(1) * np.nan, "finite"),
        (lambda x: x.mean(1) + 1e-4, "values"),
        (lambda x: x.sum(1) * 4 / x.shape[1] / 4, "extremes"),
        (writes_into_its_input, "inputs"),
    ],
)
def test_the_first_check_that_fails_is_the_one_that_is_reported(exercise, answer, stage):
    assert examine(exercise, answer).finding.stage == stage


def test_the_smallest_failing_input_is_shown(exercise):
    finding = examine(exercise, only_for_two_rows).finding
    assert finding.trial.case.note == "a square"


def test_every_call_gets_fresh_copies(exercise):
    """An answer that spoils its input is still judged on unspoiled ones."""
    trials = examine(exercise, writes_into_its_input).trials
    assert all(t.right for t in trials if t.case.args[0].dtype.kind == "f")


def test_printing_does_not_reach_the_learner(exercise, capsys):
    examine(exercise, lambda x: print("noise") or x.mean(1))
    assert capsys.readouterr().out == ""


def test_a_loop_over_examples_is_found_where_the_exercise_forbids_it(exercise):
    strict = replace(exercise, batch=lambda rng, n: (rng.normal(size=(n, 3)),))
    loops = [
        lambda x: np.array([row.mean() for row in x]),
        lambda x: np.apply_along_axis(np.mean, 1, x),
        lambda x: np.fromiter(map(np.mean, x), float),
    ]
    for answer in loops:
        assert examine(strict, answer).finding.stage == "loops"
    assert examine(strict, lambda x: x.mean(1)).finding is None
    assert examine(strict, lambda x: sum(x[:, k] for k in range(x.shape[1])) / x.shape[1]).finding is None, (
        "a loop over features is allowed"
    )


def test_the_index_that_is_shown_is_the_first_outside_the_tolerance(exercise):
    """Off by 5e-6 of its size, the answer is close by NumPy's own tolerance, but not by the exercise's."""
    many = replace(exercise, cases=lambda rng: [Case((rng.normal(size=(9, 3)) + 5,))])
    finding = examine(many, lambda x: x.mean(1) * np.where(np.arange(len(x)) < 4, 1, 1 + 5e-6)).finding
    assert finding.says.startswith("at index [4]"), finding.says


def test_where_an_answers_reach_ends_is_a_remark_and_no_failure(exercise):
    def cases(rng):
        yield from exercise.cases(rng)
        yield Case((np.array([[200, 100]], np.uint8),), remark="Beware of uint8.")

    wide = replace(exercise, cases=cases)
    wraps = examine(wide, lambda x: (x[:, :1] + x[:, 1:]).sum(1) / 2 if x.dtype == np.uint8 else x.mean(1))
    assert wraps.finding is None
    assert wraps.remarks == ["Beware of uint8."]
    assert examine(wide, lambda x: x.mean(1)).remarks == []
    assert examine(wide, lambda x: x.mean(0)).remarks == [], "a wrong answer has more urgent news"


def test_a_failing_answer_hears_no_remark_on_another_input():
    total = Exercise(
        "total",
        "01_lesson",
        "Sums",
        np.sum,
        lambda rng: [Case((rng.normal(size=n),)) for n in (1, 3)],
        (),
        ("a", "b", "c"),
    )
    assert any("a plain number is asked for" in r for r in examine(total, lambda x: [np.sum(x)]).remarks)
    assert examine(total, lambda x: x).remarks == []
