"""A mistake to debug in lesson 11: a max pooling whose search begins at 0."""

import numpy as np

from dlteach.exercises.debugging import Hiding, debug_pair
from dlteach.exercises.images.pooling import MAX_POOL2D


def _image(*rows):
    return np.array(rows, dtype=float)[None, :, :, None]


def _refuse(x, pool_size, stride):
    """Say what is wrong with an input that pooling cannot take."""
    shape = np.shape(x)
    if len(shape) != 4 or 0 in shape:
        return f"should begin with images of shape (n, h, w, c), got {shape}"
    if not all(isinstance(v, (int, np.integer)) and v >= 1 for v in (pool_size, stride)):
        return "should end with pool_size and stride, two whole numbers of at least 1"
    if pool_size > min(shape[1:3]):
        return f"has windows of {pool_size} × {pool_size}, larger than images of {shape[1]} × {shape[2]}"
    return ""


MAX_POOL2D_FAILING_INPUT, MAX_POOL2D_MENDED = debug_pair(
    MAX_POOL2D,
    "starts-at-zero",
    section="Pooling",
    shows=lambda: (_image([-1, -2], [-3, -4]), 2, 2),
    also_shows=(
        lambda: (-np.ones((1, 4, 4, 1)), 2, 2),
        lambda: (_image([5, 1, -1, -2], [0, 2, -3, -1]), 2, 2),
        lambda: (_image([-7, 3]), 1, 1),
        lambda: (np.random.default_rng(0).normal(size=(2, 6, 6, 3)) - 5, 3, 2),
    ),
    hides=(
        Hiding(
            "no-window-below-zero",
            lambda: (np.arange(16.0).reshape(1, 4, 4, 1), 2, 2),
            "In every window of this input the largest number is 0 or more, so a search that begins at 0 "
            "finds it. A few negative numbers are not enough: make a window in which every number is "
            "negative.",
        ),
    ),
    refuse=_refuse,
    input_hints=(
        "Follow `largest` by hand through one window. When does it keep the value that it begins with?",
        "It keeps its first value where no number of the window is larger. What is it, and which windows "
        "have only smaller numbers?",
        "`return np.full((1, 2, 2, 1), ...), 2, 2`, with a number that is smaller than 0.",
    ),
    mending_hints=(
        "The search needs a beginning that never wins against a number of the window.",
        "Nothing is smaller than −∞, `-np.inf`. Or begin with the first number of the window itself.",
        "`largest = np.full(..., -np.inf)` in place of `np.zeros(...)`.",
    ),
)
