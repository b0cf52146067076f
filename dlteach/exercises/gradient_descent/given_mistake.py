"""A mistake to debug in lesson 02: a slope taken at the new weight, which hides at the end of the walk."""

import numpy as np

from dlteach.exercises.debugging import Hiding, debug_pair
from dlteach.exercises.gradient_descent.line import FIT_LINE


def _no_line(x, y_true, learning_rate, epochs):
    finite = np.all(np.isfinite(np.asarray(x, float))) and np.all(np.isfinite(np.asarray(y_true, float)))
    return "" if finite and epochs <= 10_000 else "should hold finite numbers and at most 10,000 epochs"


FIT_LINE_FAILING_INPUT, FIT_LINE_MENDED = debug_pair(
    FIT_LINE,
    "new-w-for-b",
    section="One step, all weights at once",
    shows=lambda: (np.array([1.0, 2.0, 3.0]), np.array([2.0, 2.0, 5.0]), 0.1, 1),
    also_shows=(lambda: ([0, 1], [1, 3], 0.5, 2), lambda: (np.array([2.0]), np.array([1.0]), 0.1, 3)),
    hides=(
        Hiding(
            "walked-to-the-end",
            lambda: (np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0]), 0.1, 5000),
            "After so many epochs both walks have arrived at the same best line. Look while they are on "
            "their way: take few epochs.",
            lambda x, y_true, learning_rate, epochs: epochs > 100,
        ),
        Hiding(
            "centred",
            lambda: (np.array([-1.0, 0.0, 1.0]), np.array([1.0, 2.0, 4.0]), 0.1, 3),
            "Here the mean of x is 0, and then the slope for b does not depend on w. Take another x.",
            lambda x, y_true, learning_rate, epochs: epochs > 0 and abs(np.mean(x)) < 1e-9,
        ),
        Hiding(
            "no-epoch",
            lambda: (np.array([1.0, 2.0]), np.array([1.0, 2.0]), 0.1, 0),
            "Without an epoch nobody takes a step. Take at least one.",
            lambda x, y_true, learning_rate, epochs: epochs == 0,
        ),
    ),
    refuse=_no_line,
    input_hints=(
        "Both walks end at the best line. Where do they differ?",
        "One epoch is enough, if the step of w changes the slope for b.",
        "`return np.array([1.0, 2.0, 3.0]), np.array([...]), 0.1, 1`",
    ),
    mending_hints=(
        "First all slopes, then all moves.",
        "The second error is computed with the new w. There should be one error for both slopes.",
        "Compute `error` once, at the top of the loop, and do not compute it again.",
    ),
)
