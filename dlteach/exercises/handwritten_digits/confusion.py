"""Exercise of lesson 14: the confusion matrix, right in the repeated pairs that a shorter line loses."""

from collections import Counter

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.handwritten_digits.confusion_mistakes import CONFUSION_MISTAKES, counted
from dlteach.functions import confusion_matrix, one_hot

LESSON = "14_handwritten_digits"
SECTION = "Which digits are mixed up"


def _cases(rng):
    yield Case((np.array([0, 0, 1, 1, 1, 2]), np.array([0, 1, 1, 1, 0, 2]), 3), "the example of the task")
    yield Case((np.array([1]), np.array([3]), 4), "one example")
    yield Case((np.array([1, 1, 1]), np.array([2, 2, 2]), 5), "one mistake three times, two classes absent")
    yield Case((np.array([0, 1, 1, 0]), np.array([1, 1, 0, 1]), 2), "two classes")
    yield Case((np.array([2, 0, 2]), np.array([2, 2, 0]), 3), "class 1 absent")
    for n, k in ((5, 3), (9, 4), (40, 5), (60, 10)):
        y_true = rng.integers(0, k, size=n)
        y_pred = np.where(rng.random(n) < 0.6, y_true, rng.integers(0, k, size=n))
        yield Case((y_true, y_pred, k))
    yield Case((np.zeros(0, dtype=int), np.zeros(0, dtype=int), 3), "no examples", extreme=True)


def _by_loop(y_true, y_pred, k):
    c = [[0] * k for _ in range(k)]
    for t, p in zip(y_true, y_pred):
        c[t][p] += 1
    return c


def _by_two_loops(y_true, y_pred, k):
    c = np.zeros((k, k), dtype=int)
    for i in range(k):
        for j in range(k):
            c[i, j] = np.sum((y_true == i) & (y_pred == j))
    return c


def _by_counter(y_true, y_pred, k):
    pairs = Counter(zip(y_true.tolist(), y_pred.tolist()))
    return np.array([[pairs[i, j] for j in range(k)] for i in range(k)], dtype=float)


def _by_histogram(y_true, y_pred, k):
    c, _, _ = np.histogram2d(y_true, y_pred, bins=k, range=[[0, k], [0, k]])
    return c


CONFUSION_MATRIX = Exercise(
    name="confusion_matrix",
    lesson=LESSON,
    section=SECTION,
    reference=confusion_matrix,
    cases=_cases,
    laws=(
        Law("all n examples are counted once", lambda args, value: np.sum(value) == len(args[0])),
        Law(
            "row i sums to the number of examples of class i",
            lambda args, value: np.array_equal(
                np.sum(value, axis=1), np.bincount(args[0], minlength=args[2])
            ),
        ),
    ),
    mistakes=CONFUSION_MISTAKES,
    also_correct=(
        _by_loop,
        _by_two_loops,
        _by_counter,
        _by_histogram,
        counted,
        lambda y_true, y_pred, k: one_hot(y_true, k).T @ one_hot(y_pred, k),
        lambda y_true, y_pred, k: np.einsum("ni,nj->ij", np.eye(k)[y_true], np.eye(k)[y_pred]),
        lambda y_true, y_pred, k: np.bincount(k * y_true + y_pred, minlength=k**2).reshape((k, k)),
    ),
    hints=(
        "A table with a row for each true class and a column for each class that may be said. Each example "
        "puts one stroke into one field.",
        "Begin with `np.zeros((k, k))`. The field of example i is row `y_true[i]`, column `y_pred[i]`. If "
        "you use no loop, look at what happens to a field that is named twice.",
        "`c = np.zeros((k, k))`, then `for t, p in zip(y_true, y_pred): c[..., ...] += 1`",
    ),
    survivors={"`counts.reshape(k, k)` with its last two arguments exchanged": "both are k"},
)
