"""A mistake to debug in lesson 05: a layer backward that is right as long as it has one unit."""

import numpy as np

from dlteach.exercises.backpropagation.layer_backward import DENSE_BACKWARD
from dlteach.exercises.backpropagation.shared import NAMES
from dlteach.exercises.debugging import Hiding, debug_pair

SIZES = {"grad_output": "nk", "x": "nd", "w": "dk", "b": "k"}


def _refuse(grad_output, x, w, b, activation):
    """What keeps these arguments from being those of a layer."""
    if activation not in NAMES:
        return f"should end with one of the names {', '.join(NAMES)}"
    sizes = {}
    for (name, axes), value in zip(SIZES.items(), (grad_output, x, w, b)):
        if not isinstance(value, np.ndarray) or value.dtype.kind not in "iuf" or value.ndim != len(axes):
            wanted = f"({', '.join(axes)}{',' if len(axes) == 1 else ''})"
            return f"should have an array of numbers of shape {wanted} as {name}"
        for axis, size in zip(axes, value.shape):
            if size == 0 or sizes.setdefault(axis, size) != size:
                return (
                    f"has a {name} of shape {value.shape} that does not fit the arguments before it; with n "
                    "examples, d inputs and k units the shapes are (n, k), (n, d), (d, k) and (k,)"
                )
        if not np.isfinite(value).all():
            return f"has a {name} that is not finite; ordinary numbers are enough"
    return ""


def _units(n, d, k, activation="linear"):
    """A layer of k units, all numbers different."""

    def arguments():
        grad_output = np.arange(1.0, n * k + 1).reshape(n, k)
        x = np.arange(1.0, n * d + 1).reshape(n, d) / 10
        return grad_output, x, np.arange(1.0, d * k + 1).reshape(d, k) / 10, np.zeros(k), activation

    return arguments


FAILING_INPUT, MENDED = debug_pair(
    DENSE_BACKWARD,
    "bias-summed-over-everything",
    section="A layer, backward",
    shows=_units(1, 1, 2),
    also_shows=(
        _units(5, 3, 4, "tanh"),
        _units(1, 4, 3, "sigmoid"),
        _units(2, 2, 2, "relu"),
        lambda: (np.ones((3, 2)), np.ones((3, 1)), np.ones((1, 2)), np.array([0, 0]), "linear"),
    ),
    hides=(
        Hiding(
            "one-unit",
            _units(3, 2, 1, "tanh"),
            "On this layer the function is right. It has one unit, like all that it was tried on, so that "
            "adding up the units changes nothing. Give it more units.",
        ),
        Hiding(
            "shapes-that-do-not-fit",
            lambda: (np.ones((2, 3)), np.ones((2, 2)), np.ones((2, 2)), np.zeros(2), "linear"),
            "These shapes do not belong to one layer, so every function fails on them. With n examples, d "
            "inputs and k units they are (n, k), (n, d), (d, k) and (k,).",
        ),
    ),
    refuse=_refuse,
    input_hints=(
        "The layers that it was tried on had something in common: what does the last line do when there is "
        "more of it?",
        "Look at `np.sum(grad_z)`. The bias has one number for each unit: when is a single number right?",
        "`return np.array([[1.0, 2.0]]), np.array([[3.0]]), np.array([[..., ...]]), np.zeros(...), "
        '"linear"`, a layer of two units.',
    ),
    mending_hints=(
        "The shapes: `grad_b` should have that of b, (k,).",
        "`np.sum` without `axis` adds up examples and units. Which of them should remain?",
        "`np.sum(grad_z, axis=...)`",
    ),
)
