"""Comparisons, logic and tests of entries. Their results have no slope: no gradient flows."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.specs import broadcast_shapes, elementwise, shape_of
from dlteach.keras.ops.values import array_of, arrays_of


@elementwise
def equal(x1: Any, x2: Any) -> Any:
    """Whether `x1 = x2`, entry by entry.

    Examples
    --------
    >>> equal([1, 2], [1, 3])
    array([ True, False])
    """
    return np.equal(*arrays_of(x1, x2))


@elementwise
def not_equal(x1: Any, x2: Any) -> Any:
    """Whether `x1 ≠ x2`, entry by entry."""
    return np.not_equal(*arrays_of(x1, x2))


@elementwise
def greater(x1: Any, x2: Any) -> Any:
    """Whether `x1 > x2`, entry by entry."""
    return np.greater(*arrays_of(x1, x2))


@elementwise
def greater_equal(x1: Any, x2: Any) -> Any:
    """Whether `x1 ≥ x2`, entry by entry."""
    return np.greater_equal(*arrays_of(x1, x2))


@elementwise
def less(x1: Any, x2: Any) -> Any:
    """Whether `x1 < x2`, entry by entry."""
    return np.less(*arrays_of(x1, x2))


@elementwise
def less_equal(x1: Any, x2: Any) -> Any:
    """Whether `x1 ≤ x2`, entry by entry."""
    return np.less_equal(*arrays_of(x1, x2))


@elementwise
def logical_and(x1: Any, x2: Any) -> Any:
    """Whether both hold, entry by entry; every number but 0 counts as true."""
    return np.logical_and(*arrays_of(x1, x2))


@elementwise
def logical_or(x1: Any, x2: Any) -> Any:
    """Whether one holds or both, entry by entry; every number but 0 counts as true."""
    return np.logical_or(*arrays_of(x1, x2))


@elementwise
def logical_xor(x1: Any, x2: Any) -> Any:
    """Whether exactly one holds, entry by entry; every number but 0 counts as true."""
    return np.logical_xor(*arrays_of(x1, x2))


@elementwise
def logical_not(x: Any) -> Any:
    """Whether it does not hold, entry by entry; every number but 0 counts as true."""
    return np.logical_not(array_of(x))


@elementwise
def isnan(x: Any) -> Any:
    """Whether an entry is nan."""
    return np.isnan(array_of(x))


@elementwise
def isinf(x: Any) -> Any:
    """Whether an entry is inf or −inf."""
    return np.isinf(array_of(x))


@elementwise
def isfinite(x: Any) -> Any:
    """Whether an entry is neither inf nor nan."""
    return np.isfinite(array_of(x))


@elementwise
def isneginf(x: Any) -> Any:
    """Whether an entry is −inf."""
    return np.isneginf(array_of(x))


@elementwise
def isposinf(x: Any) -> Any:
    """Whether an entry is inf."""
    return np.isposinf(array_of(x))


@elementwise
def isreal(x: Any) -> Any:
    """Whether an entry has no imaginary part."""
    return np.isreal(array_of(x))


@elementwise
def signbit(x: Any) -> Any:
    """Whether the sign of an entry is minus; −0 has one."""
    return np.signbit(array_of(x))


@elementwise
def isclose(x1: Any, x2: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False) -> Any:
    """Whether `|x1 − x2| ≤ atol + rtol · |x2|`, entry by entry."""
    return np.isclose(*arrays_of(x1, x2), rtol, atol, equal_nan)


def _allclose_spec(x1: Any, x2: Any, *settings: Any, **more: Any) -> KerasTensor:
    broadcast_shapes(shape_of(x1), shape_of(x2))
    return KerasTensor((), "bool")


@operation(output_spec=_allclose_spec)
def allclose(x1: Any, x2: Any, rtol: float = 1e-5, atol: float = 1e-8, equal_nan: bool = False) -> Any:
    """Whether `isclose` holds for all entries."""
    return np.all(np.isclose(*arrays_of(x1, x2), rtol, atol, equal_nan))


@operation
def isin(x1: Any, x2: Any, assume_unique: bool = False, invert: bool = False) -> Any:
    """Whether an entry of `x1` is one of those of `x2`."""
    return np.isin(array_of(x1), array_of(x2), assume_unique=assume_unique, invert=invert)
