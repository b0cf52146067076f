"""Graders of lesson 03: styles that are right, infinities that are right, and mistakes that wear a clip."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from dlteach.autograder.judge import grade
from dlteach.exercises.cross_entropy import EXERCISES

LESSON = Path(__file__).parents[2] / "authoring" / "lessons" / "03_cross_entropy.py"
EPSILONS = [1e-7, 1e-9, 1e-12, 1e-15]


def binary_losses(y, p):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_the_lesson_has_the_section_that_feedback_points_to(exercise):
    headings = re.findall(r"^# ## (.+)$", LESSON.read_text(encoding="utf-8"), re.MULTILINE)
    assert exercise.section in headings


@pytest.mark.parametrize("eps", EPSILONS)
def test_an_epsilon_that_does_no_harm_passes(eps):
    def clipped(y_true, y_pred):
        return np.mean(binary_losses(y_true, np.clip(y_pred, eps, 1 - eps)))

    def added(y_true, y_pred):
        return -np.sum(y_true * np.log(y_pred + eps)) / len(y_true)

    assert grade(clipped, "binary_cross_entropy", seed=3).passed
    assert grade(added, "categorical_cross_entropy", seed=3).passed
    assert grade(lambda p: -np.sum(p * np.log(p + eps)), "entropy", seed=3).passed


def test_an_epsilon_that_shows_in_the_result_does_not_pass():
    feedback = grade(lambda p: -np.sum(p * np.log(p + 1e-3)), "entropy")
    assert feedback.passed is False


def test_nan_for_a_perfect_prediction_earns_half():
    feedback = grade(lambda y, p: np.mean(binary_losses(y, p)), "binary_cross_entropy")
    assert feedback.mistakes == ("zero-times-log-zero",)
    assert feedback.points == feedback.max_points / 2


def test_nan_for_a_certain_and_wrong_prediction_does_not_pass():
    def answer(y_true, y_pred):
        cost = -np.log(y_pred[np.arange(len(y_true)), y_true]).mean()
        return cost if np.isfinite(cost) else np.nan

    assert grade(answer, "sparse_categorical_cross_entropy").passed is False


@pytest.mark.parametrize("eps", EPSILONS)
def test_a_clip_does_not_hide_the_mistake_beside_it(eps):
    def summed(y_true, y_pred):
        return np.sum(binary_losses(y_true, np.clip(y_pred, eps, 1 - eps)))

    assert grade(summed, "binary_cross_entropy", seed=5).mistakes == ("sum-for-mean",)


def test_labels_in_the_logarithm_are_spotted_whatever_the_epsilon():
    def exchanged(y_true, y_pred):
        return -np.mean(y_pred * np.log(y_true + 3e-6) + (1 - y_pred) * np.log(1 - y_true + 3e-6))

    assert "between the smallest and the largest" in grade(exchanged, "binary_cross_entropy").summary


def test_a_clipped_sigmoid_is_right_only_on_ordinary_logits():
    def clipped(y_true, z):
        p = np.clip(1 / (1 + np.exp(-z)), 1e-15, 1 - 1e-15)
        return np.mean(binary_losses(y_true, p))

    feedback = grade(clipped, "binary_cross_entropy_from_logits")
    assert feedback.mistakes == ("sigmoid-clipped-at-1e-15",)
    assert feedback.stage == "extremes"


@pytest.mark.parametrize("name", ["binary_cross_entropy", "binary_cross_entropy_from_logits"])
def test_columns_and_vectors_are_both_tried(name):
    exercise = next(e for e in EXERCISES if e.name == name)
    shapes = {case.args[0].ndim for case in exercise.cases(np.random.default_rng(0))}
    assert shapes == {1, 2}


def test_probabilities_stay_where_a_small_epsilon_cannot_show():
    for exercise in EXERCISES[:5]:
        for case in exercise.cases(np.random.default_rng(1)):
            predicted = np.asarray(case.args[-1])
            decides_on_digits = not (case.extreme or case.remark)
            assert not decides_on_digits or (predicted.min() >= 0.05 and predicted.max() <= 0.95), case.note


def yes_or_no(y, p):
    total = 0.0
    for i in range(len(y)):
        total += math.log(p[i] + 1e-12) if y[i] == 1 else math.log(1 - p[i] + 1e-12)
    return -total / len(y)


def class_by_class(y_true, y_pred):
    loss = 0
    for i in range(len(y_true)):
        for k in range(y_true.shape[1]):
            if y_true[i, k] == 1:
                loss -= np.log(np.maximum(y_pred[i, k], 1e-15))
    return loss / len(y_true)


def with_its_gradient(y_true, y_pred):
    rows = np.arange(len(y_true))
    gradient = y_pred.copy()
    gradient[rows, y_true] -= 1
    return -np.log(y_pred[rows, y_true] + 1e-9).mean(), gradient / len(y_true)


def two_cases(y_true, z):
    costs = []
    for y, logit in zip(y_true, z):
        costs.append(max(logit, 0) - logit * y + math.log(1 + math.exp(-abs(logit))))
    return np.mean(costs)


def clipped(p):
    return np.clip(p, 1e-7, 1 - 1e-7)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("entropy", lambda p: sum(-x * math.log(x) for x in p if x > 0)),
        ("entropy", lambda p: -np.sum(np.where(p > 0, p * np.log(p), 0))),
        ("entropy", lambda p: -np.sum(np.nan_to_num(p * np.log(p)))),
        ("entropy", lambda p: -(p * np.log(p + 1e-6)).sum()),
        ("cross_entropy", lambda p, q: -np.dot(p, np.log(clipped(q)))),
        ("cross_entropy", lambda p, q: sum(a * -math.log(max(b, 1e-15)) for a, b in zip(p, q))),
        ("binary_cross_entropy", yes_or_no),
        (
            "binary_cross_entropy",
            lambda y, p: -(y.T.dot(np.log(clipped(p))) + (1 - y).T.dot(np.log(1 - clipped(p)))) / len(y),
        ),
        ("binary_cross_entropy", lambda y, p: np.squeeze(-np.nansum(-binary_losses(y, p)) / len(y))),
        ("categorical_cross_entropy", class_by_class),
        ("categorical_cross_entropy", lambda y, p: -np.log(clipped((y * p).sum(axis=1))).mean()),
        ("sparse_categorical_cross_entropy", with_its_gradient),
        ("sparse_categorical_cross_entropy", lambda y, p: [-np.log(p[range(len(y)), y]).sum() / len(y)]),
        ("binary_cross_entropy_from_logits", two_cases),
        ("binary_cross_entropy_from_logits", lambda y, z: np.logaddexp(0, (1 - 2 * y) * z).mean()),
    ],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_everyday_styles_pass(name, answer, seed):
    feedback = grade(answer, name, seed)
    assert feedback.passed, feedback.summary


def pairs_of_columns(y, p):
    return -np.sum(np.outer(y, np.log(clipped(p))) + np.outer(1 - y, np.log(1 - clipped(p)))) / len(y)


def first_round_only(y_true, y_pred):
    total = 0
    for i, label in enumerate(y_true):
        total -= np.log(y_pred[i, label])
        return total / len(y_true)


def small_numbers_for_zeros(p):
    p[p == 0] = 1e-12
    return -np.sum(p * np.log(p))


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("entropy", lambda p: -np.sum(p[p > 0] * np.log2(p[p > 0])), "log2"),
        ("entropy", lambda p: -np.sum(p * np.log(p + 1e-3)), "epsilon-of-0.001"),
        ("entropy", lambda p: -sum(x * math.log(x) for x in p), "outside-the-domain"),
        ("entropy", small_numbers_for_zeros, "changes-its-input"),
        ("cross_entropy", lambda p, q: -np.mean(p * np.log(q + 1e-12)), "mean-for-sum"),
        ("cross_entropy", lambda p, q: np.sum(p * np.log(p / q)), "kl"),
        ("cross_entropy", lambda p, q: -np.log(q[p.argmax()] + 1e-12), "likeliest-only"),
        ("binary_cross_entropy", lambda y, p: np.sum(binary_losses(y, clipped(p))), "sum-for-mean"),
        ("binary_cross_entropy", lambda y, p: -np.dot(y, np.log(p)) / len(y), "only-the-yes-term"),
        ("binary_cross_entropy", pairs_of_columns, "all-pairs-of-vectors"),
        ("binary_cross_entropy", lambda p, y: np.mean(binary_losses(y, clipped(p))), "arguments-exchanged"),
        ("binary_cross_entropy", lambda y, p: binary_losses(y, p).mean().round(4), "rounded"),
        ("categorical_cross_entropy", lambda y, p: -np.mean(y * np.log(clipped(p))), "mean-over-all-entries"),
        ("categorical_cross_entropy", lambda y, p: -np.sum(y * np.log(p + 1e-9)), "sum-for-mean"),
        (
            "categorical_cross_entropy",
            lambda y, p: -(y.T @ np.log(clipped(p)))[0][0] / len(y),
            "first-class-only",
        ),
        ("sparse_categorical_cross_entropy", first_round_only, "first-only"),
        ("sparse_categorical_cross_entropy", lambda y, p: -np.log(p[:, y]).mean(), "labels-as-columns"),
        (
            "binary_cross_entropy_from_logits",
            lambda y, z: np.mean(binary_losses(y, clipped(z))),
            "sigmoid-forgotten",
        ),
        (
            "binary_cross_entropy_from_logits",
            lambda y, z: -np.mean(y * np.log(sigmoid(z) + 1e-9) + (1 - y) * np.log(1 - sigmoid(z) + 1e-9)),
            "sigmoid-clipped",
        ),
        (
            "binary_cross_entropy_from_logits",
            lambda y, z: np.mean(np.log1p(np.exp(np.clip(z, -500, 500))) - y * np.clip(z, -500, 500)),
            "logits-clipped",
        ),
    ],
)
def test_code_that_people_write_is_recognised(name, answer, mistake):
    feedback = grade(answer, name)
    assert feedback.passed is False
    assert feedback.mistakes[0].startswith(mistake), feedback.summary


@pytest.mark.parametrize("name", ["binary_cross_entropy", "binary_cross_entropy_from_logits"])
def test_an_answer_for_vectors_alone_passes_with_a_remark(name):
    answers = {"binary_cross_entropy": yes_or_no, "binary_cross_entropy_from_logits": two_cases}

    def for_vectors(y_true, second):
        if y_true.ndim > 1:
            raise ValueError("shapes (5,1) and (5,1) not aligned")
        return answers[name](y_true, second)

    feedback = grade(for_vectors, name)
    assert feedback.passed
    assert any("(n, 1)" in remark for remark in feedback.remarks)
