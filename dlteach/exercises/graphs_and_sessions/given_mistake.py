"""A mistake to debug in lesson 13: it compares only as many axes as both shapes have."""

import numpy as np

from dlteach.exercises.debugging import Hiding, debug_pair
from dlteach.exercises.graphs_and_sessions.feeds import CHECK_FEED, SECTION


def _refused(shape, value):
    if not isinstance(shape, (tuple, list)) or any(n is not None and not isinstance(n, int) for n in shape):
        return "should begin with a shape: a tuple of whole numbers and None, such as (None, 2)"
    try:
        np.shape(value)
    except ValueError:
        return "should end with a value whose rows are equally long"
    return ""


DEBUGGING = debug_pair(
    CHECK_FEED,
    "axes-not-counted",
    section=SECTION,
    shows=lambda: ((None, 2), np.ones((3, 2, 4))),
    also_shows=(
        lambda: ((None, 2), [7.0]),
        lambda: ((None,), np.ones((3, 3))),
        lambda: ((), [1, 2]),
        lambda: ((None, 2), 5.0),
    ),
    hides=(
        Hiding(
            "both-agree",
            lambda: ((None, 2), np.ones((3, 4))),
            "On this input the wrong function says what the right one says. Which axes does the loop never "
            "reach?",
        ),
    ),
    refuse=_refused,
    input_hints=(
        "Sizes are compared in pairs. How many pairs are there when one shape is longer?",
        "`zip` stops at the end of the shorter one. Build a value with an axis more than the shape.",
        "`return (None, 2), np.ones((3, 2, ...))`",
    ),
    mending_hints=(
        "What must two shapes have in common before their sizes can be paired?",
        "Compare `len(shape)` with `len(got)` before you compare sizes.",
        "`if len(got) != len(shape): return ...`",
    ),
)
