"""Labels beside logits: the inputs of the log loss and of its gradient, and what goes wrong with an index."""

import numpy as np

from dlteach.autograder import Case, Mistake
from dlteach.exercises.softmax.shared import MILD, logits
from dlteach.functions import log_softmax


def labelled(rng, n, k, size=1.0):
    return rng.integers(0, k, size=n), logits(rng, n, k, size)


def labelled_cases(rng, size=1.0):
    """Labels and logits, the smallest first; in one batch the last class does not occur."""
    yield Case((np.array([0]), np.array([[0.5, 0.5]])), "one example with two equal logits")
    yield Case((np.array([0]), np.array([[-1.0, 1.0, 0.5]])), "one example and a surprising class")
    yield Case((np.array([2, 1]), np.array([[1.0, 0.0, 0.5], [0.0, 1.0, -0.5]])), "two examples")
    yield Case((np.array([3, 0, 1]), np.array([[2, 1, -1, 3], [0, 1, 1, 0], [1, 0, 2, -1]])), "integers")
    yield Case((np.array([2, 0, 1]), logits(rng, 3, 3, size)), "as many classes as examples")
    yield Case((np.array([2, 0, 0, 2]), logits(rng, 4, 4, size)), "a last class that does not occur")
    yield Case((np.array([0, 0]), logits(rng, 2, 1, size)), "a single class")
    for n, k in ((5, 4), (2, 5), (6, 2), (7, 3)):
        yield Case(labelled(rng, n, k, size))


LABELLED_EXTREMES = (
    (np.array([2, 0]), MILD + 1000, "logits around 1000"),
    (np.array([2, 0]), MILD - 500, "logits around −500"),
    (np.array([2, 0]), MILD - 1000, "logits around −1000"),
    (np.array([0, 1]), np.array([[0.0, 1.0], [-2000.0, -2001.0]]), "one row 2000 below the other"),
    (np.array([2]), np.array([[0.0, 0.0, 1000.0]]), "a logit 1000 above the others"),
    (np.array([0]), np.array([[1e4, 0.0]]), "a certain and right prediction"),
    (np.array([1]), np.array([[1e4, 0.0]]), "a certain and wrong prediction"),
    (np.array([1, 2]), np.array([[0.0, 0.0, 3000.0], [-1e4, -1e4, -1e4]]), "logits far apart"),
)


def pick(y_true, table):
    """From each row the entry of its label."""
    return table[np.arange(len(y_true)), y_true]


def losses(y_true, z):
    return -pick(y_true, log_softmax(z))


LABEL_MISTAKES = (
    Mistake(
        "labels-as-columns",
        lambda y_true, z: -np.mean(log_softmax(z)[:, y_true]),
        "`[:, y_true]` takes those columns of every row, n × n numbers. For one entry of each row, give the "
        "row numbers too: `[np.arange(n), y_true]`.",
    ),
    Mistake(
        "labels-as-columns-summed",
        lambda y_true, z: -np.sum(log_softmax(z)[:, y_true]) / len(z),
        "Every label meets every row, n × n numbers, as in `[:, y_true]` or in a matrix product with "
        "one-hot rows. Take one entry of each row: `[np.arange(n), y_true]`.",
    ),
    Mistake(
        "labels-as-rows",
        lambda y_true, z: -np.mean(log_softmax(z)[y_true]),
        "`[y_true]` takes whole rows, as if the labels were row numbers. They are column numbers: "
        "`[np.arange(n), y_true]`.",
    ),
    Mistake(
        "indices-exchanged",
        lambda y_true, z: -np.mean(log_softmax(z)[y_true, np.arange(len(y_true))]),
        "Row and column are exchanged. Examples are rows, so their numbers come first: "
        "`[np.arange(n), y_true]`.",
    ),
    Mistake(
        "labels-from-one",
        lambda y_true, z: np.mean(losses(y_true - 1, z)),
        "The labels lose 1. They are counted from 0 already, so label 0 is column 0.",
    ),
    Mistake(
        "labels-as-weights",
        lambda y_true, z: -np.mean(np.sum(y_true[:, None] * log_softmax(z), axis=1)),
        "The labels are multiplied with the logarithms, so class 2 counts twice as much as class 1. A label "
        "is the number of a column: use it as an index.",
    ),
    Mistake(
        "labels-taken-for-one-hot",
        lambda y_true, z: -np.sum(y_true * log_softmax(z)) / len(z),
        "The labels are multiplied with the logarithms as if they were one-hot rows. They are class "
        "numbers, shape (n,): use them as an index, or make one-hot rows first, `np.eye(k)[y_true]`.",
    ),
    Mistake(
        "loss-times-label",
        lambda y_true, z: np.mean(y_true * losses(y_true, z)),
        "Each loss is multiplied with its label, so class 0 costs nothing. The index has picked the true "
        "class already.",
    ),
    Mistake(
        "classes-from-the-labels",
        lambda y_true, z: -np.sum(np.eye(y_true.max() + 1)[y_true] * log_softmax(z)) / len(z),
        "The number of classes is read from the largest label, which fails on a batch in which the last "
        "class does not occur. Read it from `z.shape[1]`.",
    ),
)
