"""Exercises: the log loss of many classes, for one-hot rows and for integer labels."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.cross_entropy.logarithms import CLASS_MISTAKES
from dlteach.exercises.cross_entropy.shared import (
    LESSON,
    TOLERANCE,
    arguments_exchanged,
    certain_and_wrong,
    distributions,
    epsilon_shows,
    impossible_costs_nothing,
    of_an_average,
    perfect,
    within,
    zero_times_log_zero,
)
from dlteach.functions import categorical_cross_entropy, softmax, sparse_categorical_cross_entropy

SECTION = "Log loss: many classes"


def _losses(y_true, y_pred):
    """The formula as it stands in books, nan at 0 · ln 0."""
    return -np.sum(y_true * np.log(y_pred), axis=1)


def _of_classes(rows):
    """Mistakes with several classes; `rows` turns the labels of the exercise, given y_pred, into one-hot "
    "rows."""

    def from_rows(answer):
        return lambda y_true, y_pred: answer(rows(y_true, y_pred), y_pred)

    return (
        zero_times_log_zero(from_rows(lambda y, p: np.mean(_losses(y, p)))),
        *epsilon_shows(
            lambda y_true, y_pred, eps: np.mean(_losses(rows(y_true, y_pred), y_pred + eps)),
        ),
        impossible_costs_nothing(from_rows(lambda y, p: np.mean(_losses(y, np.where(p == 0, 1, p))))),
        Mistake(
            "mean-over-all-entries",
            from_rows(lambda y, p: -np.mean(y * np.log(p))),
            "The average divides by n · k, all entries, but only one entry of each row counts. Divide by the "
            "n examples.",
        ),
        Mistake(
            "divided-by-classes",
            from_rows(lambda y, p: np.sum(_losses(y, p)) / p.shape[1]),
            "The average divides by the number of classes, the size of axis 1, as it does when the sum runs "
            "over axis 0. Examples are rows: sum over `axis=1`, then divide by `len(y_true)`.",
        ),
        Mistake(
            "labels-ignored",
            from_rows(lambda y, p: -np.sum(np.log(p)) / len(p)),
            "All classes are added up, whatever the label. Only the probability of the true class counts.",
        ),
        Mistake(
            "likeliest-class",
            from_rows(lambda y, p: -np.mean(np.log(np.max(p, axis=1)))),
            "This takes the class that was predicted, the largest of each row. The loss looks at the true "
            "class, which `y_true` names.",
        ),
        Mistake(
            "error-rate",
            from_rows(lambda y, p: np.mean(y.argmax(axis=1) != p.argmax(axis=1))),
            "That is the share of wrong decisions: the argmax forgets how sure the prediction was. Use the "
            "probabilities.",
        ),
        Mistake(
            "softmax-on-probabilities",
            from_rows(lambda y, p: np.mean(_losses(y, softmax(p)))),
            "`y_pred` goes through a softmax first. Its rows hold probabilities already, so use it as it is.",
        ),
        Mistake(
            "quadratic",
            from_rows(lambda y, p: np.mean(np.sum((y - p) ** 2, axis=1))),
            "That is the squared error of each row. Cross-entropy takes −ln of the probability of the true "
            "class.",
        ),
    )


def _labelled(rng, n, k):
    return rng.integers(0, k, size=n), distributions(rng, n, k)


def _one_hot_labelled(rng, n, k):
    labels, y_pred = _labelled(rng, n, k)
    return np.eye(k)[labels], y_pred


def _categorical_cases(rng):
    yield Case((np.array([[0.0, 1.0, 0.0]]), np.array([[0.3, 0.5, 0.2]])), "one example")
    yield Case(
        (np.array([[1, 0], [0, 1], [1, 0]]), np.array([[0.6, 0.4], [0.3, 0.7], [0.2, 0.8]])), "integers"
    )
    yield Case((np.eye(3)[[2, 0, 1]], distributions(rng, 3, 3)), "as many classes as examples")
    yield Case((np.array([[1.0, 0.0, 0.0]]), np.array([[0.05, 0.9, 0.05]])), "a surprising class")
    for n, k in ((5, 4), (4, 2), (2, 5), (7, 3)):
        yield Case(_one_hot_labelled(rng, n, k))
    yield perfect(np.eye(3)[[1, 2]], np.eye(3)[[1, 2]], note="perfect predictions")
    yield perfect(np.array([[0.0, 1.0, 0.0]]), np.array([[0.4, 0.6, 0.0]]), note="a wrong class ruled out")
    yield certain_and_wrong(np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]]))


def _categorical_by_loop(y_true, y_pred):
    losses = [-math.log(p[int(np.argmax(y))] + 1e-15) for y, p in zip(y_true, y_pred)]
    return sum(losses) / len(losses)


def _every_class_a_question(y_true, y_pred):
    return -(y_true * np.log(y_pred) + (1 - y_true) * np.log(1 - y_pred))


CATEGORICAL = Exercise(
    name="categorical_cross_entropy",
    lesson=LESSON,
    section=SECTION,
    reference=categorical_cross_entropy,
    cases=_categorical_cases,
    rtol=TOLERANCE,
    atol=TOLERANCE,
    laws=(within(lambda y_true, y_pred: -np.log(y_pred)),),
    mistakes=(
        *of_an_average(_losses),
        *arguments_exchanged(_losses),
        *_of_classes(lambda y_true, y_pred: y_true),
        *CLASS_MISTAKES,
        Mistake(
            "binary-formula",
            lambda y_true, y_pred: np.sum(_every_class_a_question(y_true, y_pred)) / len(y_true),
            "The term (1 − y) ln(1 − p) is for yes-or-no questions. In a one-hot row only the true class "
            "counts: −Σ y ln p.",
        ),
        Mistake(
            "binary-formula-over-all-entries",
            lambda y_true, y_pred: np.mean(_every_class_a_question(y_true, y_pred)),
            "That is the binary formula, averaged over all n · k entries as if each were a question of its "
            "own. With one true class in each row the loss is −Σ y ln p.",
        ),
        Mistake(
            "first-class-only",
            lambda y_true, y_pred: -np.mean(y_true[:, 0] * np.log(y_pred[:, 0])),
            "Only class 0 counts. `[0][0]` picks one entry of a table; add up over all classes.",
        ),
        Mistake(
            "all-pairs",
            lambda y_true, y_pred: -np.sum(y_true @ np.log(y_pred).T) / len(y_true),
            "The matrix product meets the labels of every example with the predictions of every other. "
            "Multiply entry by entry, `*`, so that each row stays with its own.",
        ),
    ),
    also_correct=(
        _categorical_by_loop,
        lambda y_true, y_pred: -np.sum(y_true * np.log(y_pred + 1e-7)) / y_true.shape[0],
        lambda y_true, y_pred: np.mean(_losses(y_true, np.clip(y_pred, 1e-15, 1 - 1e-15))),
        lambda y_true, y_pred: np.mean(-np.log(np.sum(y_true * y_pred, axis=1))),
        lambda y_true, y_pred: -np.log(y_pred[y_true == 1]).mean(),
        lambda y_true, y_pred: -np.einsum("nk,nk->", y_true, np.log(y_pred + 1e-12)) / len(y_pred),
        lambda y_true, y_pred: [[-np.mean(np.log(y_pred[np.arange(len(y_pred)), y_true.argmax(axis=1)]))]],
    ),
    hints=(
        "Each row of labels is 1 in one place. Multiplied with the logarithms of its row, it keeps that one "
        "and turns the others into 0.",
        "Sum over the classes within each row (`axis=1`), then average over the rows. Clip the predictions "
        "first, so that no logarithm meets 0.",
        "`losses = -np.sum(y_true * np.log(...), axis=1)`, then `return np.mean(losses)`",
    ),
)


def _picked(y_true, y_pred):
    return -np.log(y_pred[np.arange(len(y_true)), y_true])


def _one_hot(y_true, y_pred):
    return np.eye(y_pred.shape[1])[y_true]


def _sparse_cases(rng):
    yield Case((np.array([1]), np.array([[0.3, 0.5, 0.2]])), "one example")
    yield Case((np.array([0, 2, 1]), distributions(rng, 3, 3)), "as many classes as examples")
    yield Case((np.array([0]), np.array([[0.05, 0.9, 0.05]])), "a surprising class")
    yield Case((np.array([2, 0, 0, 2]), distributions(rng, 4, 4)), "a last class that does not occur")
    for n, k in ((5, 4), (2, 5), (6, 2), (7, 3)):
        yield Case(_labelled(rng, n, k))
    yield perfect(np.array([1, 2]), np.eye(3)[[1, 2]], note="perfect predictions")
    yield perfect(np.array([1]), np.array([[0.4, 0.6, 0.0]]), note="a wrong class ruled out")
    yield certain_and_wrong(np.array([1]), np.array([[1.0, 0.0]]))


def _sparse_by_loop(y_true, y_pred):
    total = 0
    for i, label in enumerate(y_true):
        total -= np.log(y_pred[i][label])
    return total / len(y_true)


SPARSE = Exercise(
    name="sparse_categorical_cross_entropy",
    lesson=LESSON,
    section=SECTION,
    reference=sparse_categorical_cross_entropy,
    cases=_sparse_cases,
    rtol=TOLERANCE,
    atol=TOLERANCE,
    laws=(within(lambda y_true, y_pred: -np.log(y_pred)),),
    mistakes=(
        *of_an_average(_picked),
        *_of_classes(_one_hot),
        Mistake(
            "labels-as-columns",
            lambda y_true, y_pred: -np.mean(np.log(y_pred[:, y_true])),
            "`y_pred[:, y_true]` takes those columns of every row, n × n numbers. For one entry of each row, "
            "give the row numbers too: `y_pred[np.arange(n), y_true]`.",
        ),
        Mistake(
            "labels-as-rows",
            lambda y_true, y_pred: -np.mean(np.log(y_pred[y_true])),
            "`y_pred[y_true]` takes whole rows, as if the labels were row numbers. They are column numbers: "
            "`y_pred[np.arange(n), y_true]`.",
        ),
        Mistake(
            "indices-exchanged",
            lambda y_true, y_pred: -np.mean(np.log(y_pred[y_true, np.arange(len(y_true))])),
            "Row and column are exchanged. Examples are rows, so their numbers come first: "
            "`y_pred[np.arange(n), y_true]`.",
        ),
        Mistake(
            "labels-from-one",
            lambda y_true, y_pred: np.mean(_picked(y_true - 1, y_pred)),
            "The labels lose 1. They are counted from 0 already, so label 0 is column 0.",
        ),
        Mistake(
            "labels-as-weights",
            lambda y_true, y_pred: -np.mean(np.sum(y_true[:, None] * np.log(y_pred), axis=1)),
            "The labels are multiplied with the logarithms, so class 2 counts twice as much as class 1. A "
            "label is the number of a column: use it as an index.",
        ),
        Mistake(
            "loss-times-label",
            lambda y_true, y_pred: np.mean(y_true * _picked(y_true, y_pred)),
            "Each loss is multiplied with its label, so class 0 costs nothing. The index has picked the true "
            "class already.",
        ),
        Mistake(
            "classes-from-the-labels",
            lambda y_true, y_pred: np.mean(
                _losses(np.eye(y_true.max() + 1)[y_true], np.clip(y_pred, 1e-15, 1))
            ),
            "The number of classes is read from the largest label, which fails on a batch in which the last "
            "class does not occur. Read it from `y_pred.shape[1]`.",
        ),
    ),
    also_correct=(
        _sparse_by_loop,
        lambda y_true, y_pred: np.mean(_picked(y_true, y_pred)),
        lambda y_true, y_pred: -np.sum(np.log(y_pred[range(len(y_true)), y_true] + 1e-7)) / len(y_true),
        lambda y_true, y_pred: np.mean(_picked(y_true, np.clip(y_pred, 1e-15, 1 - 1e-15))),
        lambda y_true, y_pred: -np.mean(np.log(np.take_along_axis(y_pred, y_true[:, None], axis=1))),
        lambda y_true, y_pred: np.mean(-np.log(np.diag(y_pred[:, y_true]))),
        lambda y_true, y_pred: np.mean(_losses(_one_hot(y_true, y_pred), y_pred + 1e-12)),
    ),
    hints=(
        "One-hot rows keep one entry of each row and drop the rest. The label says which entry, so we can go "
        "there directly.",
        "Index with two integer arrays: the row numbers 0 to n − 1, and the labels. The result has shape "
        "(n,).",
        "`y_pred[np.arange(len(y_true)), ...]`, then −ln of it, then the average.",
    ),
)
