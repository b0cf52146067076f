"""A mistake to debug in lesson 01: an average over all entries, which one output hides."""

import numpy as np

from dlteach.exercises.cost_functions.quadratic_cost import QUADRATIC_COST
from dlteach.exercises.debugging import Hiding, debug_pair

QUADRATIC_COST_FAILING_INPUT, QUADRATIC_COST_MENDED = debug_pair(
    QUADRATIC_COST,
    "mean-over-entries",
    section="The quadratic cost and its gradient",
    shows=lambda: (np.array([[1.0, 0.0]]), np.array([[0.5, 0.5]])),
    also_shows=(
        lambda: ([[1, 0, 0], [0, 0, 1]], [[0.8, 0.4, 0.2], [0.1, 0.5, 0.7]]),
        lambda: (np.zeros((3, 2)), np.ones((3, 2))),
    ),
    hides=(
        Hiding(
            "one-output",
            lambda: (np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 0.0])),
            "With one output an example, n and n·k are the same number, so both averages agree. Give each "
            "example several outputs.",
            lambda y_true, y_pred: np.ndim(y_true) == 1,
        ),
        Hiding(
            "a-column",
            lambda: (np.array([[1.0], [2.0]]), np.array([[0.0], [0.0]])),
            "A column holds one output an example, so n·k is n. Take at least two columns.",
            lambda y_true, y_pred: np.shape(y_true)[-1:] == (1,),
        ),
        Hiding(
            "perfect",
            lambda: (np.eye(3), np.eye(3)),
            "A perfect prediction costs 0, whatever we divide by. Let something be wrong.",
            lambda y_true, y_pred: np.array_equal(y_true, y_pred),
        ),
    ),
    input_hints=(
        "By how much do the two averages differ? One divides by n, the other by n·k.",
        "When is n·k larger than n?",
        "`return np.array([[1.0, 0.0]]), np.array([[..., ...]])`, with an error in it",
    ),
    mending_hints=(
        "The length ‖y − a‖² of one example adds up its squares. What is averaged comes after.",
        "Sum over `axis=1` first, for arrays of two axes; with one axis each entry is an example.",
        "`np.sum((y_true - y_pred) ** 2) / (2 * len(...))`",
    ),
)
