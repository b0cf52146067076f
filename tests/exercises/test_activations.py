"""Graders of lesson 06: any shape and any style, corners and overflow, and mistakes that people make."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from dlteach.autograder.judge import grade
from dlteach.exercises.activations import EXERCISES

LESSON = Path(__file__).parents[2] / "authoring" / "lessons" / "06_activations.py"
OF_Z = [e.name for e in EXERCISES[:8]]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_the_lesson_has_the_section_that_feedback_points_to(exercise):
    headings = re.findall(r"^# ## (.+)$", LESSON.read_text(encoding="utf-8"), re.MULTILINE)
    assert exercise.section in headings


@pytest.mark.parametrize("exercise", EXERCISES[:8], ids=lambda e: e.name)
def test_numbers_vectors_and_matrices_are_all_tried(exercise):
    cases = list(exercise.cases(np.random.default_rng(0)))
    assert {np.ndim(case.args[0]) for case in cases if not case.remark} == {0, 1, 2}
    assert any(np.asarray(case.args[0]).dtype.kind == "i" for case in cases if case.remark)


def s(z):
    return 1 / (1 + np.exp(-z))


def stable_by_masks(z):
    result = np.zeros_like(z)
    positive = z >= 0
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    e = np.exp(z[~positive])
    result[~positive] = e / (1 + e)
    return result


def sigmoid_with_cache(Z):
    A = 1 / (1 + np.exp(-Z))
    cache = Z
    return A, cache


def sigmoid_or_its_derivative(z, derivative=False):
    if derivative:
        return z * (1 - z)
    return 1 / (1 + np.exp(-z))


def arrays_only(z):
    assert isinstance(z, np.ndarray)
    return np.maximum(z, 0)


def by_index(z):
    out = []
    for i in range(len(z)):
        out.append(1.0 / (1.0 + np.exp(-z[i])))
    return np.array(out)


def backward_style(Z):
    dZ = np.array(Z, copy=True)
    dZ[Z <= 0] = 0
    dZ[Z > 0] = 1
    return dZ


def leaky_into_a_buffer(x, alpha=0.01):
    out = np.copy(x)
    out[x < 0] = alpha * x[x < 0]
    return out


def leaky_slopes_into_ones(x, alpha=0.01):
    dx = np.ones_like(x)
    dx[x < 0] = alpha
    return dx


def dead_by_loops(activations):
    n, units = activations.shape
    dead = 0
    for j in range(units):
        silent = True
        for i in range(n):
            if activations[i][j] > 0:
                silent = False
        dead += silent
    return dead / units


STYLES = [
    ("sigmoid", stable_by_masks),
    ("sigmoid", sigmoid_with_cache),
    ("sigmoid", sigmoid_or_its_derivative),
    ("sigmoid", by_index),
    ("sigmoid", lambda z: 1 / (1 + math.e ** -np.asarray(z))),
    ("sigmoid", lambda x: np.array([[s(v) for v in row] for row in x])),
    ("sigmoid", lambda z: np.vectorize(lambda t: 1 / (1 + math.exp(-t)) if t > -700 else 0.0)(z)),
    ("sigmoid", lambda z: 1 / (1 + np.exp(-np.clip(z, -88, 88)))),
    ("sigmoid_derivative", lambda z: s(z) * (1.0 - s(z))),
    ("sigmoid_derivative", lambda z: np.array([s(v) * (1 - s(v)) for v in z])),
    ("sigmoid_derivative", lambda z: [s(z) * (1 - s(z))][0]),
    ("tanh", lambda z: [math.tanh(v) for v in z]),
    ("tanh", lambda z: 2.0 * s(2.0 * np.array(z)) - 1.0),
    ("tanh_derivative", lambda z: 1.0 - np.tanh(z) * np.tanh(z)),
    ("tanh_derivative", lambda z: 1 - np.power(np.tanh(z), 2)),
    ("relu", lambda Z: np.array(Z > 0, dtype=float) * Z),
    ("relu", lambda z: np.array([max(0.0, v) for v in z.ravel()]).reshape(z.shape)),
    ("relu", lambda z: np.maximum(0.0, z).tolist()),
    ("relu", lambda x: np.where(x < 0, 0, x)),
    ("relu", lambda x: x.clip(min=0)),
    ("relu", arrays_only),
    ("relu_derivative", backward_style),
    ("relu_derivative", lambda z: z > 0),
    ("relu_derivative", lambda z: np.where(z >= 0, 1, 0)),
    ("relu_derivative", lambda z: np.int64(np.asarray(z) > 0)),
    ("leaky_relu", leaky_into_a_buffer),
    ("leaky_relu", lambda z, a: np.where(z >= 0, z, z * a)),
    ("leaky_relu", lambda z, a: np.array([i if i > 0 else a * i for i in z])),
    ("leaky_relu_derivative", leaky_slopes_into_ones),
    ("leaky_relu_derivative", lambda z, a: (z > 0) * 1 + (z <= 0) * a),
    ("leaky_relu_derivative", lambda z, a: np.array([1 if i >= 0 else a for i in z])),
    ("dead_fraction", dead_by_loops),
    ("dead_fraction", lambda a: sum(not any(column) for column in a.T) / len(a.T)),
    ("dead_fraction", lambda a: np.sum(np.max(a, axis=0) == 0) / a.shape[1]),
]


@pytest.mark.parametrize(("name", "answer"), STYLES)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_everyday_styles_pass(name, answer, seed):
    feedback = grade(answer, name, seed)
    assert feedback.passed, feedback.summary


def test_an_answer_for_one_shape_passes_with_a_remark():
    feedback = grade(lambda z: [max(0.0, v) for v in z], "relu")
    assert feedback.passed
    assert any("shapes are refused" in remark for remark in feedback.remarks)


def test_a_buffer_of_integers_earns_a_remark():
    feedback = grade(leaky_slopes_into_ones, "leaky_relu_derivative")
    assert feedback.passed
    assert any("dtype=float" in remark for remark in feedback.remarks)


@pytest.mark.parametrize("at_zero", [0.0, 0.5, 1.0])
def test_every_slope_in_the_corner_passes(at_zero):
    assert grade(lambda z: np.heaviside(z, at_zero), "relu_derivative").passed


def test_nan_in_the_corner_does_not_pass():
    feedback = grade(lambda z: np.maximum(z, 0) / z, "relu_derivative")
    assert feedback.mistakes == ("divided-by-z",)
    assert feedback.points == feedback.max_points / 2


def in_place(z):
    z[z < 0] = 0
    return z


def slopes_in_place(x):
    x[x <= 0] = 0
    x[x > 0] = 1
    return x


@pytest.mark.parametrize(("name", "answer"), [("relu", in_place), ("relu_derivative", slopes_in_place)])
def test_writing_into_the_argument_earns_half(name, answer):
    feedback = grade(answer, name)
    assert feedback.mistakes == ("changes-its-input",)
    assert feedback.points == feedback.max_points / 2


def relu_with_if(x):
    if x > 0:
        return x
    else:
        return 0


def sign_by_sign(z):
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


def zeros_from_values(x):
    result = np.zeros(x)
    for i in range(len(x)):
        result[i] = max(0, x[i])
    return result


def leaky_slopes_in_the_wrong_order(z, a):
    slope = np.array(z, dtype=float)
    slope[slope <= 0] = a
    slope[slope > 0] = 1
    return slope


def only_where_negative(z, a):
    return a * z[z < 0]


def return_in_the_loop(a):
    for j in range(a.shape[1]):
        if np.all(a[:, j] == 0):
            return 1 / a.shape[1]
    return 0.0


MISTAKES = [
    ("sigmoid", lambda z: 1 / (1 + math.exp(-z)), "math-on-arrays"),
    ("sigmoid", sign_by_sign, "if-on-arrays"),
    ("sigmoid", lambda z: 1 / (1 + np.exp(z)), "exponent-without-minus"),
    ("sigmoid", lambda z: 1 / 1 + np.exp(-z), "denominator-without-parentheses"),
    ("sigmoid", lambda z: 1 / (1 - np.exp(-z)), "minus-in-the-denominator"),
    ("sigmoid", lambda z: np.exp(z) / (np.exp(z) + 1), "positive-exponents-overflow"),
    ("sigmoid", lambda z: np.round(s(z), 4), "rounded"),
    ("sigmoid", lambda z: s(z) * (1 - s(z)), "derivative"),
    ("sigmoid", lambda z: print(s(z)), "return-missing"),
    ("sigmoid_derivative", lambda z: z * (1 - z), "takes-the-activation"),
    ("sigmoid_derivative", lambda z: s(s(z)) * (1 - s(s(z))), "sigmoid-twice"),
    ("sigmoid_derivative", lambda z: 1 - s(z), "first-factor-missing"),
    ("sigmoid_derivative", lambda z: s(z)(1 - s(z)), "star-missing"),
    ("sigmoid_derivative", lambda z: s(z) * s(1 - z), "one-minus-inside"),
    ("sigmoid_derivative", lambda z: np.dot(s(z), 1 - s(z)), "matrix-product"),
    ("sigmoid_derivative", lambda z: s(z) * 1 - s(z), "bracket-missing"),
    ("sigmoid_derivative", lambda z: np.exp(-z) / np.square(1 + np.exp(-z)), "negative-exponents-overflow"),
    ("tanh", lambda z: (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1), "positive-exponents-overflow"),
    ("tanh", lambda z: np.sinh(z) / np.cosh(z), "both-exponents-overflow"),
    ("tanh", lambda z: (np.exp(z) - 1) / (np.exp(z) + 1), "two-missing"),
    ("tanh", lambda z: (np.exp(z) + np.exp(-z)) / (np.exp(z) - np.exp(-z)), "upside-down"),
    ("tanh_derivative", lambda z: 1 - z**2, "takes-the-activation"),
    ("tanh_derivative", lambda z: 1 - np.tanh(z), "square-missing"),
    ("tanh_derivative", lambda z: np.tanh(z) * (1 - np.tanh(z)), "rule-of-the-sigmoid"),
    ("relu", relu_with_if, "if-on-arrays"),
    ("relu", lambda x: max(0, x), "if-on-arrays"),
    ("relu", lambda x: np.max(x, 0), "largest-along-an-axis"),
    ("relu", lambda x: np.max((0, x)), "number-and-array-in-a-list"),
    ("relu", lambda x: np.maximum(0.01 * x, x), "leaky-0.01"),
    ("relu", zeros_from_values, "zeros-of-the-values"),
    ("relu", np.vectorize(lambda v: v if v > 0 else 0), "type-of-the-first-result"),
    ("relu", lambda x: x if (np.asarray(x) > 0).any() else 0, "decided-by-any"),
    ("relu", lambda x: (x > 0) * 1, "mask"),
    ("relu_derivative", lambda x: x * (x > 0), "relu-itself"),
    ("relu_derivative", lambda x: 2 * x, "twice-z"),
    ("relu", lambda z: np.maximum(z, 0.001), "at-least-0.001"),
    ("relu_derivative", lambda x: np.where(x > 0, 1, 0.01), "leaky-0.01"),
    ("relu_derivative", lambda x: 1 if (x > 0).all() else 0, "decided-by-all"),
    ("relu_derivative", lambda x: 1 if x.any() > 0 else 0, "one-number-for-all"),
    ("leaky_relu", only_where_negative, "negative-entries-only"),
    ("leaky_relu", lambda z, a: np.where(z > 0, z, z * 0.01), "slope-fixed-at-0.01"),
    ("leaky_relu", lambda z, a: np.maximum(a, z), "larger-of-z-and-slope"),
    ("leaky_relu", lambda z, a: np.where(z > 0, z, a), "slope-alone"),
    ("leaky_relu", lambda z: np.where(z > 0, z, 0.01 * z), "wrong-arguments"),
    ("leaky_relu_derivative", leaky_slopes_in_the_wrong_order, "one-everywhere"),
    ("leaky_relu_derivative", lambda z, a: np.where(z > 0, 1, a * z), "slope-times-z"),
    ("leaky_relu_derivative", lambda z, a: np.where(z > 0, a, 1), "exchanged"),
    ("dead_fraction", lambda a: (a == 0).sum() / a.size, "silent-entries"),
    ("dead_fraction", lambda a: (a.sum(axis=1) == 0).mean(), "examples-in-place-of-units"),
    ("dead_fraction", lambda a: len(np.where(~a.any(axis=0))[0]), "count"),
    ("dead_fraction", lambda a: np.mean((a == 0).any(axis=0)), "silent-once"),
    ("dead_fraction", lambda a: np.sum(~a.any(axis=0)) / a.shape[0], "divided-by-examples"),
]


@pytest.mark.parametrize(("name", "answer", "mistake"), MISTAKES)
def test_code_that_people_write_is_recognised(name, answer, mistake):
    feedback = grade(answer, name)
    assert feedback.passed is False
    assert feedback.mistakes[0] == mistake, feedback.summary


def test_a_loop_that_stops_at_the_first_dead_unit_does_not_pass():
    assert grade(return_in_the_loop, "dead_fraction").passed is False


@pytest.mark.parametrize(
    ("activations", "says"),
    [
        ([0.0, 1.0], "shape (n, units)"),
        ([[-1.0, 0.0]], "negative"),
        ("zeros", "shape (n, units)"),
    ],
)
def test_an_input_that_is_none_is_refused_in_words(activations, says):
    feedback = grade(lambda: activations, "dead_fraction_failing_input")
    assert feedback.passed is False
    assert says in feedback.summary


@pytest.mark.parametrize(
    ("activations", "kind"),
    [
        ([[0.0, 1.0, 0.0]], "one-example"),
        ([[0.0, 1.0], [0.0, 2.0]], "zeros-in-dead-units-only"),
        ([[0.0], [0.0]], "zeros-in-dead-units-only"),
        ([[1.0, 2.0], [3.0, 4.0]], "no-zeros"),
    ],
)
def test_an_input_on_which_the_mistake_hides_is_told_why(activations, kind):
    feedback = grade(lambda: np.array(activations), "dead_fraction_failing_input")
    assert feedback.mistakes == (kind,)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("sigmoid", lambda z: 1 / (1 + math.exp(-z))),
        ("relu", lambda z: max(0, z)),
        ("relu_derivative", lambda z: 1 if z > 0 else 0),
    ],
)
def test_an_answer_for_single_numbers_is_told_how_far_it_is_right(name, answer):
    assert grade(answer, name).summary.startswith("For a single number it is right.")
