"""A mistake to debug in lesson 03: labels as columns, which a batch of one hides."""

import numpy as np

from dlteach.exercises.cross_entropy.classes import SPARSE
from dlteach.exercises.debugging import Hiding, debug_pair


def _no_prediction(y_true, y_pred):
    y_pred = np.asarray(y_pred, dtype=float)
    fits = y_pred.ndim == 2 and np.all(y_pred > 0) and np.allclose(y_pred.sum(axis=1), 1)
    return "" if fits else "should have rows of positive probabilities that sum to 1 as `y_pred`"


SPARSE_FAILING_INPUT, SPARSE_MENDED = debug_pair(
    SPARSE,
    "labels-as-columns",
    section="Log loss: many classes",
    shows=lambda: (np.array([0, 1]), np.array([[0.7, 0.3], [0.4, 0.6]])),
    also_shows=(
        lambda: ([1, 2], [[0.3, 0.6, 0.1], [0.2, 0.3, 0.5]]),
        lambda: (np.array([0, 0, 1]), np.array([[0.9, 0.1], [0.8, 0.2], [0.5, 0.5]])),
    ),
    hides=(
        Hiding(
            "one-example",
            lambda: (np.array([1]), np.array([[0.3, 0.6, 0.1]])),
            "With one example there is one row to take a column of. Take at least two examples.",
            lambda y_true, y_pred: len(y_true) == 1,
        ),
        Hiding(
            "equal-rows",
            lambda: (np.array([0, 1]), np.array([[0.5, 0.5], [0.5, 0.5]])),
            "Both rows are the same, so it does not matter from which one a probability comes. Let them "
            "differ.",
            lambda y_true, y_pred: bool(np.all(y_pred == y_pred[0])),
        ),
        Hiding(
            "equal-labels",
            lambda: (np.array([1, 1]), np.array([[0.7, 0.3], [0.4, 0.6]])),
            "With equal labels the columns are the same for every row, and so is the average. Take two "
            "different labels.",
            lambda y_true, y_pred: len(set(y_true.tolist())) == 1,
        ),
    ),
    refuse=_no_prediction,
    input_hints=(
        "`y_pred[:, y_true]` takes whole columns. When does that give other numbers than one entry a row?",
        "Two examples with different labels, and rows that differ.",
        "`return np.array([0, 1]), np.array([[0.7, 0.3], [..., ...]])`",
    ),
    mending_hints=(
        "One entry from each row: the row matters as well as the column.",
        "Give both indices: the numbers of the rows and the labels.",
        "`y_pred[np.arange(len(y_true)), y_true]`",
    ),
)
