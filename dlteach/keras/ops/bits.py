"""Integers as rows of bits."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.backend.core import convert_to_tensor
from dlteach.keras.ops.specs import of_integers
from dlteach.keras.ops.values import together


@of_integers
def bitwise_and(x: Any, y: Any) -> Any:
    """The bits that both have, entry by entry."""
    return np.bitwise_and(*together(x, y))


@of_integers
def bitwise_or(x: Any, y: Any) -> Any:
    """The bits that one has or both, entry by entry."""
    return np.bitwise_or(*together(x, y))


@of_integers
def bitwise_xor(x: Any, y: Any) -> Any:
    """The bits that exactly one has, entry by entry."""
    return np.bitwise_xor(*together(x, y))


@of_integers
def bitwise_left_shift(x: Any, y: Any) -> Any:
    """The bits of `x` moved by `y` places to the left."""
    return np.left_shift(*together(x, y))


@of_integers
def left_shift(x: Any, y: Any) -> Any:
    """The bits of `x` moved by `y` places to the left."""
    return np.left_shift(*together(x, y))


@of_integers
def bitwise_right_shift(x: Any, y: Any) -> Any:
    """The bits of `x` moved by `y` places to the right."""
    return np.right_shift(*together(x, y))


@of_integers
def right_shift(x: Any, y: Any) -> Any:
    """The bits of `x` moved by `y` places to the right."""
    return np.right_shift(*together(x, y))


@of_integers
def bitwise_not(x: Any) -> Any:
    """The bits that `x` has not."""
    return np.bitwise_not(convert_to_tensor(x))


@of_integers
def bitwise_invert(x: Any) -> Any:
    """The bits that `x` has not."""
    return np.bitwise_not(convert_to_tensor(x))
