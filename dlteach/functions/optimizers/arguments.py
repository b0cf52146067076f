"""What every step checks first: arrays of the shape of the parameters, fractions from 0 to below 1."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_number


def like_w(function: str, w: ArrayLike, **others: ArrayLike) -> list[np.ndarray]:
    """Float arrays of the shape and the type of the parameters, which nothing else changes."""
    w = as_float(w, f"{function}: w")
    arrays = [w]
    for name, value in others.items():
        array = as_float(value, f"{function}: {name}")
        if array.shape != w.shape:
            raise ValueError(f"{function}: expected {name} of the shape of w, {w.shape}, got {array.shape}")
        arrays.append(array.astype(w.dtype, copy=False))
    return arrays


def fraction(value: float, what: str) -> float:
    """A number from 0 to below 1."""
    number = as_number(value, what)
    if not 0 <= number < 1:
        raise ValueError(f"{what}: expected a number from 0 to below 1, got {value!r}")
    return number
