"""Exercise: the log loss of yes-or-no questions, from probabilities."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.cost_functions.inputs import ONE_SHAPE, in_the_shape_it_takes
from dlteach.exercises.cross_entropy.logarithms import LOGARITHM_MISTAKES
from dlteach.exercises.cross_entropy.shared import (
    LESSON,
    TOLERANCE,
    arguments_exchanged,
    certain_and_wrong,
    epsilon_shows,
    impossible_costs_nothing,
    of_an_average,
    perfect,
    within,
    zero_times_log_zero,
)
from dlteach.functions import binary_cross_entropy, sigmoid


def losses(y_true, y_pred):
    """The formula as it stands in books, nan at 0 · ln 0."""
    return -(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


def labels(rng, *shape):
    """Draw labels of which a third are 1."""
    return rng.permutation(np.arange(np.prod(shape)) % 3 == 0).astype(float).reshape(shape)


def _arguments(rng, *shape):
    return labels(rng, *shape), rng.uniform(0.05, 0.95, size=shape)


def _cases(rng):
    yield Case((np.array([1.0]), np.array([0.6])), "one example, a yes")
    yield Case((np.array([0.0]), np.array([0.1])), "one example, a no")
    yield Case((np.array([1.0]), np.array([0.05])), "a surprising yes")
    yield Case((np.array([1, 0, 1]), np.array([0.6, 0.2, 0.9])), "integer labels")
    yield Case(_arguments(rng, 7), "seven examples")
    yield Case(_arguments(rng, 5, 1), "columns, shape (5, 1)")
    yield Case((np.zeros(4), rng.uniform(0.05, 0.95, size=4)), "labels that are all 0")
    yield Case((np.ones(3), rng.uniform(0.05, 0.95, size=3)), "labels that are all 1")
    yield Case(_arguments(rng, 11))
    yield Case((*_arguments(rng, 3), True), remark=ONE_SHAPE)
    yield Case((*_arguments(rng, 3, 1), True), remark=ONE_SHAPE)
    yield perfect(np.array([1.0]), np.array([1.0]), note="a perfect yes")
    yield perfect(np.array([0.0]), np.array([0.0]), note="a perfect no")
    yield perfect(np.array([1, 0, 0]), np.array([1.0, 0.0, 0.0]), note="perfect predictions")
    yield certain_and_wrong(np.array([1.0]), np.array([0.0]))
    yield certain_and_wrong(np.array([0.0]), np.array([1.0]))


def _by_loop(y_true, y_pred):
    total = 0.0
    for y, p in zip(y_true, y_pred):
        total += -np.log(p) if y == 1 else -np.log(1 - p)
    return total / len(y_true)


def _with_products(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -(y_true.T @ np.log(p) + (1 - y_true).T @ np.log(1 - p)) / y_true.shape[0]


def _products_of_vectors(y_true, y_pred):
    p = np.clip(y_pred, 1e-15, 1 - 1e-15)
    return -(np.dot(y_true, np.log(p)) + np.dot(1 - y_true, np.log(1 - p))) / len(y_true)


def _from_lists(y_true, y_pred):
    pairs = list(zip(np.ravel(y_true).tolist(), np.ravel(y_pred).tolist()))
    kept = [(y, min(max(p, 1e-12), 1 - 1e-12)) for y, p in pairs]
    return -sum(y * math.log(p) + (1 - y) * math.log(1 - p) for y, p in kept) / len(kept)


def _math_log(y_true, y_pred):
    pairs = zip(np.ravel(y_true), np.ravel(y_pred))
    return np.mean([-y * math.log(p) - (1 - y) * math.log(1 - p) for y, p in pairs])


def _product_for_columns(y_true, y_pred):
    m = y_true.shape[1]
    return -(y_true @ np.log(y_pred).T + (1 - y_true) @ np.log(1 - y_pred).T) / m


BINARY = Exercise(
    name="binary_cross_entropy",
    lesson=LESSON,
    section="Log loss: yes or no",
    reference=binary_cross_entropy,
    cases=_cases,
    driver=in_the_shape_it_takes,
    rtol=TOLERANCE,
    atol=TOLERANCE,
    laws=(within(lambda y_true, y_pred: np.concatenate([-np.log(y_pred), -np.log1p(-y_pred)])),),
    mistakes=(
        *of_an_average(losses),
        *arguments_exchanged(losses),
        zero_times_log_zero(lambda y_true, y_pred: np.mean(losses(y_true, y_pred))),
        *epsilon_shows(
            lambda y_true, y_pred, eps: (
                -np.mean(y_true * np.log(y_pred + eps) + (1 - y_true) * np.log(1 - y_pred + eps))
            )
        ),
        impossible_costs_nothing(
            lambda y_true, y_pred: np.mean(np.nan_to_num(losses(y_true, y_pred), posinf=0))
        ),
        Mistake(
            "epsilon-in-the-yes-term-only",
            lambda y_true, y_pred: (
                -np.mean(y_true * np.log(y_pred + 1e-9) + (1 - y_true) * np.log(1 - y_pred))
            ),
            "Only ln p is kept away from ln 0. ln(1 − p) needs it too, at p = 1: clip `y_pred` at both ends, "
            "before both logarithms.",
            kind="fragile",
        ),
        Mistake(
            "epsilon-in-the-no-term-only",
            lambda y_true, y_pred: (
                -np.mean(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 + 1e-9 - y_pred))
            ),
            "Only ln(1 − p) is kept away from ln 0. ln p needs it too, at p = 0: clip `y_pred` at both ends, "
            "before both logarithms.",
            kind="fragile",
        ),
        Mistake(
            "epsilon-beyond-one",
            lambda y_true, y_pred: np.mean(losses(y_true, y_pred + 1e-9)),
            "The small number moves p upwards in both logarithms, so at p = 1 the second is that of a "
            "negative number. Clip `y_pred` at both ends instead.",
            kind="fragile",
        ),
        Mistake(
            "math-log-of-zero",
            _math_log,
            "`math.log(0)` raises an error, even where its weight is 0. Choose the term with `if`, or clip "
            "the probability.",
            kind="fragile",
        ),
        *LOGARITHM_MISTAKES,
        Mistake(
            "minus-covers-one-term",
            lambda y_true, y_pred: np.mean(-y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred)),
            "The minus covers the first term only. It stands before the whole bracket: −(y ln p + (1 − y) "
            "ln(1 − p)).",
        ),
        Mistake(
            "average-covers-one-term",
            lambda y_true, y_pred: (
                -np.mean(y_true * np.log(y_pred)) + np.sum((1 - y_true) * np.log(1 - y_pred))
            ),
            "The −1/n covers the first term only. Put a bracket around the two terms: −1/n · (… + …).",
        ),
        Mistake(
            "same-logarithm-twice",
            lambda y_true, y_pred: -np.mean(np.log(y_pred)),
            "Both terms have ln p in them, so the label makes no difference. The second is "
            "(1 − y) ln(1 − p).",
        ),
        Mistake(
            "one-minus-label-without-a-bracket",
            lambda y_true, y_pred: -np.mean(y_true * np.log(y_pred) + 1 - y_true * np.log(1 - y_pred)),
            "Parentheses are missing: `*` comes before `-`. The weight of the second term is `(1 - y_true)`.",
        ),
        Mistake(
            "log1p-for-log",
            lambda y_true, y_pred: -np.mean(y_true * np.log1p(y_pred) + (1 - y_true) * np.log1p(1 - y_pred)),
            "`np.log1p(p)` is ln(1 + p), another number. Keep ln p away from ln 0 with `np.clip`.",
        ),
        Mistake(
            "one-minus-prediction-as-weight",
            lambda y_true, y_pred: -np.mean(y_true * np.log(y_pred) + (1 - y_pred) * np.log(1 - y_pred)),
            "The second term is weighted with 1 − p. The weight is that of the label, 1 − y; the prediction "
            "is in the logarithm.",
        ),
        Mistake(
            "only-the-yes-term",
            lambda y_true, y_pred: -np.mean(y_true * np.log(y_pred)),
            "Examples with label 0 cost nothing here. They need the second term, −(1 − y) ln(1 − p).",
        ),
        Mistake(
            "only-the-no-term",
            lambda y_true, y_pred: -np.mean((1 - y_true) * np.log(1 - y_pred)),
            "Examples with label 1 cost nothing here. They need the first term, −y ln p.",
        ),
        Mistake(
            "labels-exchanged",
            lambda y_true, y_pred: np.mean(losses(1 - y_true, y_pred)),
            "Yes and no are exchanged: `y_pred` is the probability of label 1, so label 1 goes with ln p and "
            "label 0 with ln(1 − p).",
        ),
        Mistake(
            "sigmoid-on-probabilities",
            lambda y_true, y_pred: np.mean(losses(y_true, sigmoid(y_pred))),
            "`y_pred` goes through a sigmoid first. It holds probabilities already, so use it as it is.",
        ),
        Mistake(
            "quadratic",
            lambda y_true, y_pred: np.mean((y_true - y_pred) ** 2),
            "That is the mean squared error. Cross-entropy takes −ln of the probability that was given to "
            "the truth.",
        ),
        Mistake(
            "error-rate",
            lambda y_true, y_pred: np.mean((y_pred >= 0.5) != y_true),
            "That is the share of wrong decisions: the comparison forgets how sure the prediction was. Use "
            "the probabilities.",
        ),
        Mistake(
            "average-over-the-last-axis",
            lambda y_true, y_pred: np.mean(losses(y_true, y_pred), axis=-1),
            "The average runs over the last axis, and in a column of shape (n, 1) that has one entry: n "
            "losses remain. Average over all entries: `np.mean` without `axis`.",
        ),
        Mistake(
            "examples-as-columns",
            lambda y_true, y_pred: np.sum(losses(y_true, y_pred)) / y_true.shape[1],
            "The number of examples is read from `shape[1]`, as for examples in columns. In this course "
            "examples are rows: `len(y_true)`, or `np.mean`.",
            kind="convention",
        ),
        Mistake(
            "product-for-columns",
            _product_for_columns,
            "This product adds up the examples only when they are columns, shape (1, n). For rows, multiply "
            "entry by entry and use `np.mean`.",
            kind="convention",
        ),
        Mistake(
            "all-pairs-of-vectors",
            lambda y_true, y_pred: np.mean(
                np.sum(losses(y_true.reshape(-1, 1), y_pred.reshape(1, -1)), axis=1)
            ),
            "Every label meets every prediction, n × n pairs, as in `np.dot` of a column and a row. Each "
            "label belongs to its own prediction: multiply entry by entry.",
        ),
        Mistake(
            "all-pairs",
            lambda y_true, y_pred: (
                np.sum(y_true * np.log(y_pred).T + (1 - y_true) * np.log(1 - y_pred).T) / -len(y_true)
            ),
            "In a column the transposed array meets every label with every prediction, n × n pairs. Each "
            "label belongs to its own prediction: multiply arrays of one shape.",
        ),
    ),
    also_correct=(
        _products_of_vectors,
        _by_loop,
        _with_products,
        _from_lists,
        lambda y_true, y_pred: (
            -np.mean(y_true * np.log(y_pred + 1e-7) + (1 - y_true) * np.log(1 - y_pred + 1e-7))
        ),
        lambda y_true, y_pred: np.mean(losses(y_true, np.clip(y_pred, 1e-7, 1 - 1e-7))),
        lambda y_true, y_pred: np.mean(-np.log(np.where(y_true == 1, y_pred, 1 - y_pred))),
        lambda y_true, y_pred: -np.mean(np.log(1 - np.abs(y_true - y_pred)), axis=0),
        lambda y_true, y_pred: np.sum(np.nan_to_num(losses(y_true, y_pred))) / y_true.size,
    ),
    hints=(
        "An example with label 1 costs −ln p, one with label 0 costs −ln(1 − p). The label itself can switch "
        "between the two.",
        "Clip the predictions first, so that no logarithm meets 0. Then y ln p + (1 − y) ln(1 − p), entry by "
        "entry; a minus; the average of all entries.",
        "`p = np.clip(y_pred, 1e-15, 1 - 1e-15)`, then `return -np.mean(y_true * np.log(p) + ...)`",
    ),
)
