"""A mistake to debug in lesson 10: test data that is scaled by its own statistics."""

import numpy as np

from dlteach.exercises.debugging import Hiding, debug_pair
from dlteach.exercises.generalisation.scaling import STANDARDIZE


def _is_no_table(*args):
    tables = [np.asarray(table) for table in args]
    if any(table.ndim != 2 or table.dtype.kind not in "biuf" or table.size == 0 for table in tables):
        return "should be two arrays of numbers, `x` of shape (n, d) and `x_train` of shape (m, d)"
    if tables[0].shape[1] != tables[1].shape[1]:
        return (
            f"should have as many columns in `x` as in `x_train`, got {tables[0].shape} and {tables[1].shape}"
        )
    if not all(np.isfinite(table).all() for table in tables):
        return "should hold finite numbers"
    return ""


def _new_row():
    return np.array([[5.0, 5.0]]), np.array([[1.0, 4.0], [3.0, 8.0]])


def _same_data():
    x = np.array([[1.0, 4.0], [3.0, 8.0]])
    return x, x.copy()


STANDARDIZE_FAILING_INPUT, STANDARDIZE_MENDED = debug_pair(
    STANDARDIZE,
    "own-statistics-guarded",
    section="One scale for all features",
    shows=_new_row,
    also_shows=(
        lambda: (np.array([[0.0], [10.0]]), np.array([[1.0], [3.0], [8.0]])),
        lambda: ([[1.0, 2.0], [4.0, 6.0]], [[0.0, 1.0], [2.0, 0.0]]),
        lambda: (np.arange(6).reshape(3, 2), np.arange(6).reshape(3, 2) + 10),
    ),
    hides=(
        Hiding(
            "same-data",
            _same_data,
            "Here both functions agree: the statistics of `x` are those of `x_train`. What must differ "
            "between the two, so that it matters which of them is measured?",
        ),
    ),
    refuse=_is_no_table,
    input_hints=(
        "The mistake is in what is measured. On which data does it make no difference?",
        "Let `x` have another mean than `x_train`.",
        "`return np.array([[5.0]]), np.array([[1.0], ...])`",
    ),
    mending_hints=(
        "New data must be scaled as the training data was.",
        "Look at the two lines with `mean` and `std`: whose are they?",
        "`mean = x_train.mean(axis=0)`",
    ),
)
