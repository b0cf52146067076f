"""What the grader says to answers that people give to the exercises of lesson 01."""

import numpy as np
import pytest

from dlteach.autograder.judge import grade
from dlteach.exercises.cost_functions import EXERCISES

LOSSES = ("l1_norm_loss", "l2_norm_loss", "mean_absolute_error", "mean_squared_error", "quadratic_cost")


def loop_that_forgets_abs(y_true, y_pred):
    total = 0
    for i in range(len(y_true)):
        total += y_true[i] - y_pred[i]
    return total


def loop_that_returns_too_early(y_true, y_pred):
    total = 0
    for target, prediction in zip(y_true, y_pred):
        total += (target - prediction) ** 2
        return total


def loop_that_keeps_the_last_error(y_true, y_pred):
    for target, prediction in zip(y_true, y_pred):
        total = abs(target - prediction)
    return total / len(y_true)


def loop_that_divides_in_every_round(y_true, y_pred):
    total = 0
    for target, prediction in zip(y_true, y_pred):
        total += (target - prediction) ** 2
        total /= len(y_true)
    return total


def loop_over_rows_that_forgets_the_square(y_true, y_pred):
    total = 0
    for target, prediction in zip(y_true, y_pred):
        total += np.linalg.norm(target - prediction)
    return total / (2 * len(y_true))


def loop_over_numbers(y_true, y_pred):
    total = 0
    for target, prediction in zip(y_true, y_pred):
        total += (target - prediction) ** 2
    return total / (2 * len(y_true))


def writes_into_its_input(y_true, y_pred):
    y_pred -= y_true
    y_pred /= len(y_pred)
    return y_pred


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("l1_norm_loss", loop_that_forgets_abs, "abs-missing"),
        ("l1_norm_loss", lambda y, p: abs(sum(y - p)), "abs-too-late"),
        ("l1_norm_loss", lambda y, p: np.sum(np.abs(y)) - np.sum(np.abs(p)), "abs-of-each"),
        ("l1_norm_loss", lambda y, p: np.linalg.norm(y - p), "root-too-late"),
        ("l1_norm_loss", lambda y, p: np.abs(y - p).sum(axis=-1), "one-per-row-of-a-column"),
        ("l2_norm_loss", loop_that_returns_too_early, "first-only"),
        ("l2_norm_loss", lambda y, p: (y - p) ** 2, "one-per-entry"),
        ("l2_norm_loss", lambda y, p: np.inner(y - p, y - p), "inner-product-of-columns"),
        ("l2_norm_loss", lambda y, p: np.sum((y - p) * 2), "doubled"),
        ("l2_norm_loss", lambda y, p: np.round(np.sum((y - p) ** 2), 4), "rounded"),
        ("mean_absolute_error", loop_that_keeps_the_last_error, "last-only"),
        ("mean_absolute_error", lambda y, p: sum(abs(y[1:] - p[1:])) / len(y), "first-left-out"),
        ("mean_absolute_error", lambda y, p: round(float(np.mean(np.abs(y - p))), 3), "rounded"),
        ("mean_squared_error", loop_that_divides_in_every_round, "divided-in-every-round"),
        ("mean_squared_error", lambda y, p: (y - p) ** 2, "one-per-entry"),
        ("mean_squared_error", lambda y, p: np.mean((y.reshape(-1, 1) - p.ravel()) ** 2), "every-pair"),
        ("mean_squared_error", lambda y, p: np.mean((y.T - p) ** 2), "every-pair-of-a-column"),
        ("mean_squared_error", lambda y, p: np.mean((y - p) ^ 2), "caret-for-power"),
        ("mean_squared_error", lambda y, p: sum(y - p) ** 2 / len(y), "sum-squared"),
        ("mean_squared_error", lambda y, p: np.sum((y - p) ** 2) / y.shape[1], "no-second-axis"),
        ("quadratic_cost", loop_over_numbers, "one-per-column"),
        ("quadratic_cost", lambda y, p: 0.5 * np.linalg.norm(y - p) ** 2, "not-averaged"),
        ("quadratic_cost", lambda y, p: np.mean((y - p) ** 2) / 2, "mean-over-entries"),
        ("quadratic_cost", lambda y, p: np.sum((y - p) ** 2) / 2 * len(y), "multiplied-by-n"),
        ("quadratic_cost", lambda y, p: (y - p).T @ (y - p) / (2 * len(y)), "product-of-matrices-columns"),
        ("quadratic_cost", loop_over_rows_that_forgets_the_square, "norm-not-squared"),
        ("quadratic_cost_gradient", lambda y, p: -2 * (y - p) / len(y), "two-not-cancelled"),
        ("quadratic_cost_gradient", lambda y, p: (p - y) * p * (1 - p), "slope-of-the-sigmoid-not-averaged"),
        ("quadratic_cost_gradient", lambda y_pred, y_true: (y_pred - y_true) / len(y_pred), "sign-turned"),
        ("quadratic_cost_gradient", writes_into_its_input, "changes-its-input"),
    ],
)
def test_code_that_people_write_is_recognised(name, answer, mistake):
    feedback = grade(answer, name)
    assert feedback.passed is False
    assert feedback.mistakes[:1] == (mistake,), feedback.summary


def mean_of_a_list(y_true, y_pred):
    squares = []
    for i in range(len(y_true)):
        squares.append((y_true[i] - y_pred[i]) ** 2)
    return sum(squares) / len(squares)


def refuses_all_but_vectors(y_true, y_pred):
    if y_true.ndim != 1:
        return None
    return np.mean((y_true - y_pred) ** 2)


def takes_columns_only(y_true, y_pred):
    n, _ = y_true.shape
    return np.sum((y_true - y_pred) ** 2) / n


def prints_and_returns_more(y_true, y_pred):
    difference = y_pred - y_true
    loss = np.sum(difference**2) / (2 * len(y_true))
    print("loss", loss)
    return loss, difference / len(y_true)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("l1_norm_loss", lambda y, p: np.sum(np.abs(y - p))),
        ("l1_norm_loss", lambda y, p: sum(abs(a - b) for a, b in zip(y, p))),
        ("l1_norm_loss", lambda y, p: np.linalg.norm(y - p, ord=1)),
        ("l2_norm_loss", lambda y, p: np.sum((y - p) ** 2)),
        ("l2_norm_loss", lambda y, p: np.dot(y - p, y - p)),
        ("l2_norm_loss", lambda y, p: np.sum(np.square(y - p)).astype(np.float32)),
        ("mean_absolute_error", lambda y, p: np.mean(np.abs(p - y))),
        ("mean_absolute_error", lambda y, p: [np.abs(p - y).mean()]),
        ("mean_squared_error", lambda y, p: np.mean((y - p) ** 2)),
        ("mean_squared_error", lambda y, p: np.sum((y - p) ** 2) / len(y)),
        ("mean_squared_error", lambda y, p: (y - p).T @ (y - p) / len(y)),
        ("mean_squared_error", mean_of_a_list),
        ("mean_squared_error", refuses_all_but_vectors),
        ("mean_squared_error", takes_columns_only),
        ("quadratic_cost", lambda y, p: np.linalg.norm(y - p) ** 2 / (2 * len(y))),
        ("quadratic_cost", lambda y, p: np.mean(np.sum((y - p) ** 2, axis=1)) / 2),
        ("quadratic_cost", prints_and_returns_more),
        ("quadratic_cost_gradient", lambda y, p: (p - y) / len(y)),
        ("quadratic_cost_gradient", lambda y, p: [(b - a) / len(y) for a, b in zip(y, p)]),
    ],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_everyday_styles_pass(name, answer, seed):
    feedback = grade(answer, name, seed)
    assert feedback.passed, feedback.summary


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("mean_squared_error", lambda y, p: np.mean((y - p) ** 2), "uint8"),
        ("quadratic_cost_gradient", lambda y, p: (p - y) / len(y), "uint8"),
        ("l2_norm_loss", lambda y, p: np.dot(y - p, y - p), "(n, k)"),
        ("mean_absolute_error", lambda y, p: sum(abs(y - p)) / len(y), "(n, k)"),
        ("mean_squared_error", takes_columns_only, "`n, k = y.shape` needs two axes"),
        ("quadratic_cost", lambda y, p: np.mean(np.sum((y - p) ** 2, axis=1)) / 2, "(n,)"),
        ("mean_squared_error", lambda y, p: np.mean(y * y - 2 * y * p + p * p), "nearly agree"),
    ],
)
def test_a_remark_tells_how_far_a_right_answer_reaches(name, answer, words):
    feedback = grade(answer, name)
    assert feedback.passed
    assert any(words in remark for remark in feedback.remarks)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_the_reference_reaches_everywhere(exercise):
    assert grade(exercise.reference, exercise.name).remarks == ()


@pytest.mark.parametrize("name", LOSSES)
def test_both_orders_of_subtraction_are_right(name):
    reference = next(exercise.reference for exercise in EXERCISES if exercise.name == name)
    assert grade(lambda y_true, y_pred: reference(y_pred, y_true), name).passed


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_other_shapes_than_equal_ones_are_not_asked_for(exercise):
    for case in exercise.cases(np.random.default_rng(0)):
        if case.args:  # an input that shows a mistake is returned, not asked for
            y_true, y_pred = case.args[:2]
            assert y_true.shape == y_pred.shape


@pytest.mark.parametrize("name", LOSSES)
def test_a_negative_loss_is_called_impossible(name):
    feedback = grade(lambda y_true, y_pred: -1.0 - np.sum(np.abs(y_true.astype(float))), name)
    assert "never negative" in feedback.summary
