"""A mistake to debug in lesson 06: silent entries counted as dead units, which one example hides."""

import numpy as np

from dlteach.exercises.activations.dead_fraction import DEAD_FRACTION, SECTION
from dlteach.exercises.debugging import Hiding, debug_pair


def _refuse(activations):
    array = np.asarray(activations)
    if array.ndim != 2 or array.size == 0 or array.dtype.kind not in "biuf":
        return "should be an array of numbers of shape (n, units), such as `np.array([[0.0, 1.0]])`"
    if not np.all(array >= 0):
        return "holds negative numbers or nan; outputs of a ReLU layer are 0 or positive"
    return ""


DEBUGGING = debug_pair(
    DEAD_FRACTION,
    "silent-entries",
    section=SECTION,
    shows=lambda: np.array([[0.0, 1.0], [2.0, 0.0]]),
    also_shows=(
        lambda: (np.array([[0.0, 1.0], [0.0, 0.0]]),),
        lambda: np.array([[0.0], [1.0]]),
        lambda: [[0, 3, 0], [0, 0, 0], [1, 2, 0]],
    ),
    hides=(
        Hiding(
            "one-example",
            lambda: np.array([[0.0, 1.0, 0.0]]),
            "With one example the share of zeros and the fraction of dead units are the same. A unit must be "
            "able to speak once and be silent once.",
            lambda activations: len(activations) == 1,
        ),
        Hiding(
            "no-zeros",
            lambda: np.array([[1.0, 2.0], [3.0, 4.0]]),
            "No unit is ever silent here: no zeros, no dead units. Let a unit be silent for one example and "
            "speak for another.",
            lambda activations: np.all(np.asarray(activations) > 0),
        ),
        Hiding(
            "zeros-in-dead-units-only",
            lambda: np.array([[0.0, 1.0], [0.0, 2.0]]),
            "Every unit that is silent here is silent for all examples: each of its zeros belongs to a dead "
            "unit. Let a unit be silent for one example and speak for another.",
        ),
    ),
    refuse=_refuse,
    input_hints=(
        "Which units does the function count that are not dead?",
        "A unit that is silent for one example and speaks for another: then zeros and dead units differ.",
        "`return np.array([[0.0, 1.0], [2.0, ...]])`",
    ),
    mending_hints=(
        "Two questions in the right order: first one of each unit, then one of all units.",
        "`np.mean(activations == 0)` averages over all entries at once. Ask the columns first, with "
        "`np.all`.",
        "`dead = np.all(activations == 0, axis=...)`, then `return np.mean(dead)`",
    ),
)
