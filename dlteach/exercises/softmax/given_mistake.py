"""A mistake to debug in lesson 07: a softmax that subtracts one largest logit from all rows."""

import numpy as np

from dlteach.exercises.debugging import Hiding, debug_pair
from dlteach.exercises.softmax.probabilities import SOFTMAX


def _refuse(z):
    try:
        z = np.asarray(z, dtype=float)
    except (TypeError, ValueError):
        return "should be numbers in rows of equal length"
    if z.ndim != 2 or z.size == 0:
        return f"should be logits of shape (n, k), with at least one row and one column, got {z.shape}"
    if not np.isfinite(z).all():
        return "should be finite numbers: with inf or nan the right softmax gives nan too"
    return ""


SOFTMAX_FAILING_INPUT, SOFTMAX_MENDED = debug_pair(
    SOFTMAX,
    "max-of-the-whole-matrix",
    section="Big numbers, and a shift that changes nothing",
    shows=lambda: np.array([[0.0, 1.0], [-2000.0, -2001.0]]),
    also_shows=(
        lambda: [[0, 0], [-1000, -1000]],
        lambda: np.array([[1e4, 0.0, 0.0], [1.0, 2.0, 3.0]]),
        lambda: (np.array([[900.0, 900.0], [0.0, 1.0]]),),
        lambda: np.arange(3.0)[:, None] * np.array([[1000.0, 1001.0, 1002.0]]),
    ),
    hides=(
        Hiding(
            "one-shift-suits-all-rows",
            lambda: np.array([[1000.0, 999.0, 997.0]]),
            "On this input both functions give the same. One shift suits all its rows: there is one row "
            "only, or the rows lie less than 700 apart. Large logits alone do not show the mistake, nor "
            "does one tiny probability in a row; a whole row has to be rounded to 0.",
        ),
    ),
    refuse=_refuse,
    input_hints=(
        "Which number does the code subtract, and from which rows?",
        "Take two rows. The largest logit of the matrix stands in one; think of what remains of the other "
        "after exp.",
        "`np.array([[0.0, 1.0], [..., ...]])`, with a second row far below the first",
    ),
    mending_hints=(
        "Each row is an example of its own, and so is its shift.",
        "Only the line with `np.max` is wrong. The line with `np.sum` shows what it lacks.",
        "`np.max(z, axis=..., keepdims=...)`",
    ),
)
