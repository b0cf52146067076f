"""A mistake to debug in lesson 00: transposed weights, which a square and symmetric `w` hides."""

import numpy as np

from dlteach.exercises.debugging import Hiding, debug_pair
from dlteach.exercises.start_here.layer import AFFINE


def _shows():
    return np.array([[1.0, 2.0]]), np.array([[0.0, 1.0], [0.0, 0.0]]), np.zeros(2)


AFFINE_FAILING_INPUT, AFFINE_MENDED = debug_pair(
    AFFINE,
    "weights-transposed",
    section="One matrix product does it all",
    shows=_shows,
    also_shows=(
        lambda: (np.ones((5, 3)), np.ones((3, 4)), np.zeros(4)),
        lambda: ([[1, 2, 3]], [[1], [2], [3]], [0]),
    ),
    hides=(
        Hiding(
            "one-by-one",
            lambda: (np.array([[2.0]]), np.array([[3.0]]), np.array([1.0])),
            "With a single weight there is nothing to transpose. Take more units or more features.",
            lambda x, w, b: w.size == 1,
        ),
        Hiding(
            "same-both-ways",
            lambda: (np.ones((3, 2)), np.array([[1.0, 2.0], [2.0, 1.0]]), np.zeros(2)),
            "These weights are the same when rows and columns are exchanged, so nothing shows. Take others.",
            lambda x, w, b: np.array_equal(w, w.T),
        ),
        Hiding(
            "inputs-of-zero",
            lambda: (np.zeros((1, 2)), np.array([[1.0, 2.0], [3.0, 4.0]]), np.ones(2)),
            "With inputs of 0 no weight counts. Take other inputs.",
            lambda x, w, b: not np.any(x),
        ),
    ),
    input_hints=(
        "What does `w.T` change? Look for weights that look different after it.",
        "With as many units as features both products fit, and the numbers must differ. Otherwise the sizes "
        "do not fit, which shows the mistake too.",
        "`return np.ones((1, 3)), np.ones((3, ...)), np.zeros(...)` with a number of units that is not 3",
    ),
    mending_hints=(
        "Which axis of `w` belongs to the features?",
        "`w` is `(d, k)` already: d features, k units.",
        "Leave out `.T`.",
    ),
)
