"""A mistake to debug in lesson 14: an index that is named twice gets one stroke."""

import numpy as np

from dlteach.exercises.debugging import Hiding, debug_pair
from dlteach.exercises.handwritten_digits.confusion import CONFUSION_MATRIX, SECTION


def _no_classes(y_true, y_pred, k):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    if y_true.ndim != 1 or y_true.shape != y_pred.shape:
        return "should have `y_true` and `y_pred` of one shape, (n,)"
    numbers = np.concatenate([y_true, y_pred])
    if numbers.size and (numbers.dtype.kind not in "iu" or not np.all((numbers >= 0) & (numbers < k))):
        return "should hold class numbers, integers from 0 to k − 1"
    return ""


CONFUSION_FAILING_INPUT, CONFUSION_MENDED = debug_pair(
    CONFUSION_MATRIX,
    "repeats-count-once",
    section=SECTION,
    shows=lambda: (np.array([1, 1]), np.array([0, 0]), 2),
    also_shows=(
        lambda: ([0, 1, 1, 1], [0, 1, 1, 0], 2),
        lambda: (np.zeros(5, dtype=int), np.zeros(5, dtype=int), 1),
        lambda: (np.array([3, 0, 3]), np.array([2, 0, 2]), np.int64(4)),
    ),
    hides=(
        Hiding(
            "at-most-one-example",
            lambda: (np.array([1]), np.array([0]), 2),
            "With one example there is one stroke to make, and one is made. Take at least two.",
            lambda y_true, y_pred, k: len(y_true) <= 1,
        ),
        Hiding(
            "all-right",
            lambda: (np.array([0, 1, 2]), np.array([0, 1, 2]), 3),
            "Each class comes once and is named rightly, so each field on the diagonal gets one stroke, as "
            "it should. Which field could get more?",
            lambda y_true, y_pred, k: bool(np.all(np.asarray(y_true) == np.asarray(y_pred))),
        ),
        Hiding(
            "classes-that-come-once",
            lambda: (np.array([0, 1, 2]), np.array([1, 1, 1]), 3),
            "Each true class comes once, so each example has a row of its own. Let a class come twice.",
            lambda y_true, y_pred, k: len(set(np.asarray(y_true).tolist())) == len(y_true),
        ),
        Hiding(
            "different-pairs",
            lambda: (np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), 2),
            "A class comes twice, but is called something else each time, so the fields still differ. Let a "
            "pair (true, said) come twice.",
        ),
    ),
    refuse=_no_classes,
    input_hints=(
        "`c[rows, columns] += 1` reads, adds and writes once. When does a field need more than one stroke?",
        "Two examples of the same class that are called the same.",
        "`return np.array([1, 1]), np.array([..., ...]), 2`",
    ),
    mending_hints=(
        "Each example must add 1 by itself, also where an earlier one has been.",
        "A loop over the pairs does it, or `np.add.at`, or the matrix product of one-hot rows.",
        "`np.add.at(c, (y_true, y_pred), 1)`",
    ),
)
