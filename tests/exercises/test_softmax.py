"""Graders of lesson 07: every style of a softmax, one row against many, and what overflows."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from dlteach.autograder.judge import grade
from dlteach.exercises.softmax import EXERCISES

LESSON = Path(__file__).parents[2] / "authoring" / "lessons" / "07_softmax.py"


def probabilities(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def logarithms(z):
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def one_hot(y, k):
    return np.eye(k)[y]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_the_lesson_has_the_section_that_feedback_points_to(exercise):
    headings = re.findall(r"^# ## (.+)$", LESSON.read_text(encoding="utf-8"), re.MULTILINE)
    assert exercise.section in headings


def examples_as_columns_and_back(x):
    if x.ndim == 2:
        x = x.T
        x = x - np.max(x, axis=0)
        y = np.exp(x) / np.sum(np.exp(x), axis=0)
        return y.T
    x = x - np.max(x)
    return np.exp(x) / np.sum(np.exp(x))


def rows_of_lists(z):
    result = []
    for row in z.tolist():
        top = max(row)
        e = [math.exp(v - top) for v in row]
        result.append([v / sum(e) for v in e])
    return result


def with_a_small_number_below(z):
    e = np.exp(z - np.max(z, axis=1)[:, np.newaxis])
    return e / (e.sum(axis=1)[:, np.newaxis] + 1e-6)


def through_single_precision(z):
    z = z.astype(np.float32)
    return probabilities(z).astype(float)


def cost_and_gradient(y_true, z):
    n = z.shape[0]
    log_p = logarithms(z)
    gradient = np.exp(log_p)
    gradient[range(n), y_true] -= 1
    return -np.sum(log_p[range(n), y_true]) / n, gradient / n


def gradient_by_hand(y_true, z):
    p = probabilities(z)
    for i in range(len(p)):
        for j in range(len(p[i])):
            if j == y_true[i]:
                p[i][j] -= 1
            p[i][j] /= len(p)
    return p


def gradient_by_nudging(y_true, z, h=1e-6):
    z = z.astype(float)
    gradient = np.zeros(z.shape)
    for i, j in np.ndindex(z.shape):
        nudge = np.zeros(z.shape)
        nudge[i, j] = h
        rows = np.arange(len(z))
        up, down = logarithms(z + nudge)[rows, y_true], logarithms(z - nudge)[rows, y_true]
        gradient[i, j] = np.sum(down - up) / (2 * h) / len(z)
    return gradient


def jacobian_by_cases(z):
    e = np.exp(z - np.max(z))
    p = e / e.sum()
    return [[p[i] * (1 - p[i]) if i == j else -p[i] * p[j] for j in range(len(p))] for i in range(len(p))]


def jacobian_of_a_batch(z):
    p = probabilities(z.reshape(1, -1))
    return np.einsum("ij,jk->ijk", p, np.eye(p.shape[1])) - np.einsum("ij,ik->ijk", p, p)


def jacobian_of_a_row(z):
    p = probabilities(z)  # refuses a vector
    return np.diagflat(p) - np.dot(p.T, p)


def labels_written_into_the_probabilities(z):
    p = 1 / (1 + np.exp(-z))
    p[p >= 0.5] = 1
    p[p < 0.5] = 0
    return p


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("softmax", examples_as_columns_and_back),
        ("softmax", rows_of_lists),
        ("softmax", with_a_small_number_below),
        ("softmax", through_single_precision),
        ("softmax", lambda z, axis=-1: (probabilities(z), {"z": z})),
        ("log_softmax", lambda z: [row - row.max() - math.log(np.exp(row - row.max()).sum()) for row in z]),
        ("log_softmax", lambda x: x - np.logaddexp.reduce(x, axis=1)[:, None]),
        ("softmax_cross_entropy", cost_and_gradient),
        ("softmax_cross_entropy", lambda y, z: -np.sum(one_hot(y, z.shape[1]) * logarithms(z)) / len(y)),
        ("softmax_cross_entropy", lambda y, z: np.array([[-np.diag(logarithms(z)[:, y]).mean()]])),
        ("softmax_cross_entropy_gradient", gradient_by_hand),
        ("softmax_cross_entropy_gradient", lambda y, z: (probabilities(z) - one_hot(y, z.shape[1])) / len(y)),
        ("softmax_jacobian", jacobian_by_cases),
        ("softmax_jacobian", jacobian_of_a_batch),
        ("softmax_jacobian", jacobian_of_a_row),
        ("predict_classes", lambda z: [list(row).index(max(row)) for row in z]),
        ("predict_classes", lambda z: probabilities(z).argmax(1)),
        ("predict_labels", lambda z: z > 0),
        ("predict_labels", lambda z: np.round(1 / (1 + np.exp(-z)))),
        ("predict_labels", labels_written_into_the_probabilities),
    ],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_everyday_styles_pass(name, answer, seed):
    feedback = grade(answer, name, seed)
    assert feedback.passed, feedback.summary


def test_a_measured_gradient_is_right_on_ordinary_logits():
    feedback = grade(gradient_by_nudging, "softmax_cross_entropy_gradient")
    assert feedback.passed or feedback.stage == "extremes", feedback.summary


def for_one_row(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()


def sums_in_the_loop(z):
    rows = []
    for row in z:
        rows.append(np.exp(row) / np.sum(np.exp(z)))
    return np.array(rows)


def returns_too_early(z):
    for row in z:
        return for_one_row(row)


def shifts_its_argument(z):
    z -= np.max(z, axis=1, keepdims=True)
    return np.exp(z) / np.sum(np.exp(z), axis=1, keepdims=True)


def fills_a_copy_of_its_argument(z):
    out = np.empty_like(z)
    for i in range(len(z)):
        out[i] = for_one_row(z[i])
    return out


def rows_of_sums(z):
    sums = np.zeros(z.shape[0])
    for i in range(z.shape[0]):
        sums[i] = np.exp(z[i]).sum()
    return np.exp(z) / sums


def from_scores_and_labels(z, y):
    p = probabilities(z)
    return -np.mean(np.log(p[np.arange(len(y)), y]))


def clipped_and_summed(y, z):
    p = np.clip(probabilities(z), 1e-15, 1 - 1e-15)
    return -np.sum(np.log(p[np.arange(len(y)), y]))


def log_of_sums(y, z):
    return np.mean([np.log(np.sum(np.exp(row))) - row[label] for label, row in zip(y, z)])


def without_the_average(y, z):
    p = probabilities(z)
    p[range(len(y)), y] -= 1
    return p


def every_row_loses(y, z):
    p = probabilities(z)
    p[:, y] -= 1
    return p / len(y)


def logits_lose(y, z):
    z[np.arange(len(y)), y] -= 1
    return z / len(y)


def of_probabilities(s):
    jacobian = np.diag(s).astype(float)
    for i in range(len(s)):
        for j in range(len(s)):
            jacobian[i][j] = s[i] * (1 - s[i]) if i == j else -s[i] * s[j]
    return jacobian


def dot_of_a_vector(z):
    p = for_one_row(z)
    return np.diag(p) - np.dot(p, p.T)


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("softmax", for_one_row, "whole-matrix"),
        ("softmax", sums_in_the_loop, "whole-matrix"),
        ("softmax", lambda z: np.exp(z) / np.sum(np.exp(z), axis=0), "examples-as-columns"),
        ("softmax", lambda z: np.exp(z) / np.sum(np.exp(z), axis=1, keepdims=True), "exp-overflows"),
        ("softmax", lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(1)[:, None], "max-of-the-whole"),
        ("softmax", rows_of_sums, "keepdims-missing"),
        ("softmax", returns_too_early, "first-row-only"),
        ("softmax", shifts_its_argument, "changes-its-input"),
        ("softmax", fills_a_copy_of_its_argument, "integer-buffer"),
        ("softmax", lambda z: [math.exp(v) / sum(map(math.exp, z)) for v in z], "math-on-arrays"),
        ("softmax", lambda z: np.round(probabilities(z), 4), "rounded"),
        ("softmax", lambda z: probabilities(1 / (1 + np.exp(-z))), "on-top-of-a-sigmoid"),
        ("log_softmax", lambda z: z - np.log(np.sum(np.exp(z), axis=1, keepdims=True)), "sum-overflows"),
        ("log_softmax", lambda z: np.log(np.clip(probabilities(z), 1e-12, 1)), "logarithm-of-softmax-beside"),
        ("log_softmax", lambda z: z - np.log(np.sum(np.exp(z))), "whole-matrix"),
        ("softmax_cross_entropy", from_scores_and_labels, "arguments-exchanged"),
        ("softmax_cross_entropy", clipped_and_summed, "sum-for-mean"),
        ("softmax_cross_entropy", log_of_sums, "sum-overflows"),
        (
            "softmax_cross_entropy",
            lambda y, z: -np.log(probabilities(z)[range(len(y)), y] + 1e-9).mean(),
            "logarithm-of-softmax-beside-1e-09",
        ),
        (
            "softmax_cross_entropy",
            lambda y, z: -np.mean(one_hot(y, z.shape[1]) * np.log(probabilities(z) + 1e-9)),
            "mean-over-all-entries",
        ),
        ("softmax_cross_entropy_gradient", without_the_average, "not-averaged"),
        ("softmax_cross_entropy_gradient", every_row_loses, "whole-columns"),
        ("softmax_cross_entropy_gradient", logits_lose, "softmax-forgotten"),
        (
            "softmax_cross_entropy_gradient",
            lambda y, z: (one_hot(y, z.shape[1]) - probabilities(z)) / len(y),
            "reversed",
        ),
        ("softmax_jacobian", of_probabilities, "logits-taken-for-probabilities"),
        ("softmax_jacobian", dot_of_a_vector, "dot-for-outer"),
        ("softmax_jacobian", lambda z: for_one_row(z) * (1 - for_one_row(z)), "diagonal-as-a-vector"),
        ("softmax_jacobian", lambda z: np.sum(np.array(jacobian_by_cases(z)), axis=1), "row-sums"),
        ("predict_classes", lambda z: np.argmax(z), "whole-matrix"),
        ("predict_classes", lambda z: np.argmax(z, axis=0), "columns"),
        ("predict_classes", lambda z: probabilities(z).round(), "yes-or-no"),
        ("predict_labels", lambda z: (z >= 0.5).astype(int), "logit-against-one-half"),
        ("predict_labels", lambda z: probabilities(z) > 0.5, "softmax-for-sigmoid"),
        ("predict_labels", lambda z: (1 / (1 + np.exp(-z))).astype(int), "always-no"),
        ("predict_labels", lambda z: 1 if 1 / (1 + np.exp(-z)) > 0.5 else 0, "if-on-arrays"),
    ],
)
def test_code_that_people_write_is_recognised(name, answer, mistake):
    feedback = grade(answer, name)
    assert feedback.passed is False
    assert feedback.mistakes[0].startswith(mistake), feedback.summary


def test_what_overflows_is_right_on_ordinary_logits_and_earns_half():
    feedback = grade(lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), "softmax")
    assert feedback.stage == "extremes"
    assert feedback.points == feedback.max_points / 2


@pytest.mark.parametrize("eps", [1e-6, 1e-9, 1e-12, 1e-15])
def test_a_small_number_in_the_logarithm_shows_only_where_a_class_is_hopeless(eps):
    def cost(y_true, z):
        return -np.mean(np.log(probabilities(z)[np.arange(len(y_true)), y_true] + eps))

    for seed in range(5):
        assert grade(cost, "softmax_cross_entropy", seed).stage == "extremes"


def test_logits_in_the_cost_stay_where_a_small_number_cannot_show():
    cost = next(e for e in EXERCISES if e.name == "softmax_cross_entropy")
    for seed in range(20):
        for case in cost.cases(np.random.default_rng(seed)):
            assert case.extreme or probabilities(np.asarray(case.args[1])).min() > 0.01, case.note


@pytest.mark.parametrize(
    ("logits", "passed"),
    [
        ([[0, 0], [-2000, -2000]], True),
        (np.array([[5000.0, 1.0], [1.0, 2.0], [3.0, 4.0]]), True),
        ((np.array([[0.0], [-1000.0]]),), True),
        (np.array([[3000.0, 0.0, -3000.0]]), False),
        (np.array([[1.0, 2.0], [3.0, 4.0]]), False),
        (np.array([0.0, 2000.0]), False),
        (np.array([[np.inf, 0.0]]), False),
        ([[0.0], [1.0, 2.0]], False),
        (np.zeros((0, 3)), False),
        (None, False),
        ("logits", False),
        (([[0.0]], 1.0), False),
    ],
)
def test_an_input_fails_the_flawed_softmax_only_when_rows_lie_far_apart(logits, passed):
    feedback = grade(lambda: logits, "softmax_failing_input")
    assert feedback.passed is passed, feedback.summary


def test_a_flawed_softmax_handed_back_as_mended_is_recognised():
    def as_given(z):
        e = np.exp(z - np.max(z))
        return e / np.sum(e, axis=1, keepdims=True)

    feedback = grade(as_given, "softmax_mended")
    assert feedback.mistakes == ("max-of-the-whole-matrix",)
    assert "still the function as it was given" in feedback.summary


@pytest.mark.parametrize("decimals", [0, 1, 2, 3])
def test_logits_that_are_rounded_before_they_are_compared_do_not_pass(decimals):
    feedback = grade(lambda z: np.argmax(np.round(z, decimals), axis=1), "predict_classes")
    assert feedback.mistakes == (f"rounded-to-{decimals}-first",)


def test_the_last_of_equal_logits_may_be_the_class():
    def last(z):
        return [max(range(len(row)), key=lambda j: (row[j], j)) for row in z]

    assert grade(last, "predict_classes").passed is True


@pytest.mark.parametrize("threshold", [0.1, 0.01])
def test_a_threshold_next_to_0_is_no_threshold_of_0(threshold):
    assert grade(lambda z: z > threshold, "predict_labels").passed is False


def test_a_nan_of_the_binary_formula_does_not_hide_it():
    def cost(y_true, z):
        y, p = one_hot(y_true, z.shape[1]), probabilities(z)
        return -np.sum(y * np.log(p) + (1 - y) * np.log(1 - p)) / len(z)

    assert grade(cost, "softmax_cross_entropy").mistakes[0].startswith("binary-formula")
