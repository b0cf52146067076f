"""Whole numbers near the entries, and their signs: staircases, so no gradient flows."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.backend.core import cast
from dlteach.keras.ops.specs import elementwise
from dlteach.keras.ops.values import array_of, as_float, together


@elementwise
def floor(x: Any) -> Any:
    """The largest whole number that is not above `x`, as a float.

    Examples
    --------
    >>> floor([-1.5, 1.5])
    array([-2.,  1.], dtype=float32)
    """
    return np.floor(array_of(as_float(x)))


@elementwise
def ceil(x: Any) -> Any:
    """The smallest whole number that is not below `x`, as a float."""
    return np.ceil(array_of(as_float(x)))


@elementwise
def round(x: Any, decimals: int = 0) -> Any:
    """`x` with so many digits after the point; halves go to the even neighbour."""
    x = array_of(x)
    if x.dtype == bool:
        return cast(x, "int32")
    return np.round(x, decimals)


@elementwise
def trunc(x: Any) -> Any:
    """`x` without what stands after the point."""
    x = array_of(x)
    return x if x.dtype.kind in "iub" else np.trunc(x)


@elementwise
def sign(x: Any) -> Any:
    """−1, 0 or 1."""
    x = array_of(x)
    return np.sign(cast(x, "int32") if x.dtype == bool else x)


@elementwise
def heaviside(x1: Any, x2: Any) -> Any:
    """0 where `x1` is negative, 1 where it is positive, `x2` where it is 0."""
    x1, x2 = together(x1, x2)
    return np.heaviside(array_of(as_float(x1)), array_of(as_float(x2)))
