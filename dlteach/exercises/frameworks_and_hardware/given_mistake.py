"""A mistake to debug in lesson 16: a test of agreement that a network full of nan passes."""

import numpy as np

from dlteach.exercises.debugging import Hiding, debug_pair
from dlteach.exercises.frameworks_and_hardware.agreement import SAME_TO


def _no_call(a, b, tolerance):
    arrays = np.asarray(a).dtype.kind in "fiu" and np.asarray(b).dtype.kind in "fiu"
    number = np.ndim(tolerance) == 0 and np.asarray(tolerance).dtype.kind in "fiu"
    if not (arrays and number):
        return "should be two arrays of numbers and a tolerance"
    return "" if 0 < tolerance < np.inf else "should have a tolerance above 0"


def _has_nan(a, b, tolerance):
    return bool(np.isnan(a).any() or np.isnan(b).any())


SAME_TO_FAILING_INPUT, SAME_TO_MENDED = debug_pair(
    SAME_TO,
    "nan-passes",
    section="Equal to how many digits?",
    shows=lambda: (np.array([0.2, np.nan]), np.array([0.2, 0.5]), 1e-5),
    also_shows=(
        lambda: ([np.nan], [np.nan], 0.1),
        lambda: (np.array([[1.0, 2.0]]), np.array([[1.0, np.nan]]), 1e-5),
        lambda: (np.array([np.inf]), np.array([np.inf]), 1e-5),
        lambda: (np.array(np.nan), np.array(1.0), 1e-5),
    ),
    hides=(
        Hiding(
            "shapes-differ",
            lambda: (np.ones(3), np.ones((3, 1)), 1e-5),
            "Here the shapes differ, and those the function compares rightly. Give both arrays one shape.",
            lambda a, b, tolerance: np.shape(a) != np.shape(b),
        ),
        Hiding(
            "another-entry-is-off",
            lambda: (np.array([np.nan, 0.5]), np.array([0.2, 0.9]), 1e-5),
            "The nan is overlooked, but another entry is off, so the answer is False all the same. Let all "
            "other entries agree.",
            _has_nan,
        ),
        Hiding(
            "only-numbers",
            lambda: (np.array([0.2, 0.5]), np.array([0.2, 0.6]), 1e-5),
            'As long as all entries are plain numbers, "none is above" and "all are at most" are the same. '
            "Which value is neither above a number nor at most it?",
        ),
    ),
    refuse=_no_call,
    input_hints=(
        "For which difference are `> tolerance` and `<= tolerance` both False?",
        "A network that has diverged gives nan. Put one into an array whose other entries agree.",
        "`return np.array([0.2, np.nan]), np.array([0.2, ...]), 1e-5`",
    ),
    mending_hints=(
        "A comparison with nan is False. The test must be such that False means: do not agree.",
        'Not "none is above" but "all are at most".',
        "`return bool(np.all(np.abs(a - b) ... tolerance))`",
    ),
)
