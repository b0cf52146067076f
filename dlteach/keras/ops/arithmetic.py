"""Sums, products, quotients and powers, entry by entry."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.keras.backend.core import cast, convert_to_tensor, plain
from dlteach.keras.ops.specs import elementwise, of_integers
from dlteach.keras.ops.values import (
    array_of,
    arrays_of,
    evaluate,
    integers_as_float,
    together,
    together_as_floats,
)


@elementwise
def add(x1: Any, x2: Any) -> Any:
    """`x1 + x2`, entry by entry.

    Examples
    --------
    >>> add([1.0, 2.0], 1)
    array([2., 3.], dtype=float32)
    """
    return evaluate(np.add, autodiff.add, *together(x1, x2))


@elementwise
def subtract(x1: Any, x2: Any) -> Any:
    """`x1 − x2`, entry by entry."""
    return evaluate(np.subtract, autodiff.subtract, *together(x1, x2))


@elementwise
def multiply(x1: Any, x2: Any) -> Any:
    """`x1 · x2`, entry by entry."""
    return evaluate(np.multiply, autodiff.multiply, *together(x1, x2))


@elementwise
def divide(x1: Any, x2: Any) -> Any:
    """`x1 / x2`, entry by entry; integers give floats."""
    return evaluate(np.divide, autodiff.divide, *together_as_floats(x1, x2))


@elementwise
def true_divide(x1: Any, x2: Any) -> Any:
    """`x1 / x2`, entry by entry, as `divide`."""
    return evaluate(np.divide, autodiff.divide, *together_as_floats(x1, x2))


@elementwise
def divide_no_nan(x1: Any, x2: Any) -> Any:
    """`x1 / x2`, entry by entry, and 0 where `x2` is 0.

    Examples
    --------
    >>> divide_no_nan([1.0, 2.0], [0.0, 4.0])
    array([0. , 0.5], dtype=float32)
    """
    x1, x2 = together_as_floats(x1, x2)
    zero = np.equal(array_of(x2), 0)
    quotient = autodiff.divide(x1, autodiff.where(zero, np.ones_like(array_of(x2)), x2))
    return plain(autodiff.where(zero, np.zeros_like(quotient.data), quotient))


@elementwise
def floor_divide(x1: Any, x2: Any) -> Any:
    """`⌊x1 / x2⌋`, entry by entry; a staircase, so no gradient flows."""
    return np.floor_divide(*arrays_of(*together(x1, x2)))


@elementwise
def mod(x1: Any, x2: Any) -> Any:
    """The rest `x1 − x2 · ⌊x1 / x2⌋` of a division, entry by entry, with the sign of `x2`."""
    x1, x2 = _counting(*together(x1, x2))
    return evaluate(np.mod, autodiff.mod, x1, x2)


@elementwise
def fmod(x1: Any, x2: Any) -> Any:
    """The rest of a division, entry by entry, with the sign of `x1`."""
    return np.fmod(*arrays_of(*_counting(*together(x1, x2))))


def _counting(x1: Any, x2: Any) -> tuple[Any, Any]:
    boolean = convert_to_tensor(x1).dtype == bool and convert_to_tensor(x2).dtype == bool
    return (cast(x1, "int32"), cast(x2, "int32")) if boolean else (x1, x2)


@elementwise
def power(x1: Any, x2: Any) -> Any:
    """`x1` to the power of `x2`, entry by entry."""
    return evaluate(np.power, autodiff.power, *together(x1, x2))


@elementwise
def negative(x: Any) -> Any:
    """`−x`."""
    return evaluate(np.negative, autodiff.negative, convert_to_tensor(x))


@elementwise
def reciprocal(x: Any) -> Any:
    """`1 / x`."""
    x = convert_to_tensor(x)
    return np.reciprocal(x) if x.dtype.kind in "iub" else plain(autodiff.divide(1, x))


@elementwise
def absolute(x: Any) -> Any:
    """`|x|`, the distance from 0."""
    return evaluate(np.absolute, autodiff.abs, convert_to_tensor(x))


@elementwise
def abs(x: Any) -> Any:
    """`|x|`, as `absolute`."""
    return evaluate(np.absolute, autodiff.abs, convert_to_tensor(x))


@elementwise
def fabs(x: Any) -> Any:
    """`|x|` as a float."""
    return evaluate(np.fabs, autodiff.abs, integers_as_float(x))


@elementwise
def maximum(x1: Any, x2: Any) -> Any:
    """The larger of `x1` and `x2`, entry by entry."""
    return evaluate(np.maximum, autodiff.maximum, *together(x1, x2))


@elementwise
def minimum(x1: Any, x2: Any) -> Any:
    """The smaller of `x1` and `x2`, entry by entry."""
    return evaluate(np.minimum, autodiff.minimum, *together(x1, x2))


@elementwise
def fmax(x1: Any, x2: Any) -> Any:
    """The larger of `x1` and `x2`, entry by entry; a number rather than nan."""
    x1, x2 = together(x1, x2)
    nan = np.isnan(array_of(x1)), np.isnan(array_of(x2))
    larger = autodiff.maximum(autodiff.where(nan[0], x2, x1), autodiff.where(nan[1], x1, x2))
    return plain(larger)


@elementwise
def fmin(x1: Any, x2: Any) -> Any:
    """The smaller of `x1` and `x2`, entry by entry; a number rather than nan."""
    x1, x2 = together(x1, x2)
    nan = np.isnan(array_of(x1)), np.isnan(array_of(x2))
    smaller = autodiff.minimum(autodiff.where(nan[0], x2, x1), autodiff.where(nan[1], x1, x2))
    return plain(smaller)


@elementwise
def clip(x: Any, x_min: Any, x_max: Any) -> Any:
    """`x`, cut off at `x_min` and `x_max`.

    Examples
    --------
    >>> clip([-1.0, 0.5, 2.0], 0, 1)
    array([0. , 0.5, 1. ], dtype=float32)
    """
    x = convert_to_tensor(x)
    x = cast(x, "int32") if x.dtype == bool else x
    low, high = (None if limit is None else array_of(limit) for limit in (x_min, x_max))
    return cast(evaluate(np.clip, autodiff.clip, x, low, high), x.dtype)


@of_integers
def gcd(x1: Any, x2: Any) -> Any:
    """The greatest common divisor of integers, entry by entry."""
    return np.gcd(*together(x1, x2))


@of_integers
def lcm(x1: Any, x2: Any) -> Any:
    """The least common multiple of integers, entry by entry."""
    return np.lcm(*together(x1, x2))
