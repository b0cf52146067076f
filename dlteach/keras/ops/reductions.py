"""Sums, products and extremes over all axes or some, and running ones."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff, functions
from dlteach.autodiff import Tensor
from dlteach.keras.backend.common.dtypes import standardize_dtype
from dlteach.keras.backend.core import cast, convert_to_tensor, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.values import array_of, as_float, evaluate, standardize_axis

# Sums of short integers would overflow in their own type.
_WIDER = {"bool": "int32", "int8": "int32", "int16": "int32", "uint8": "uint32", "uint16": "uint32"}


def widened(x: Any) -> Any:
    """x in the type in which its sum is taken."""
    x = convert_to_tensor(x)
    return x if x.dtype.kind not in "iub" else cast(x, _WIDER.get(x.dtype.name, x.dtype))


@operation
def sum(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The sum over all axes or some.

    Parameters
    ----------
    x : array_like
    axis : int or tuple of int, optional
        What is summed over; everything by default.
    keepdims : bool, default False
        Whether those axes stay, with length 1.

    Examples
    --------
    >>> sum([[1, 2], [3, 4]], axis=0)
    array([4, 6], dtype=int32)
    """
    x = widened(x)
    if x.__class__ is Tensor:
        return plain(autodiff.sum(x, standardize_axis(axis), keepdims))
    return np.sum(x, axis=standardize_axis(axis), keepdims=keepdims, dtype=x.dtype)


@operation
def mean(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The mean over all axes or some; integers give floats.

    Examples
    --------
    >>> mean([[1, 2], [3, 4]], axis=0)
    array([2., 3.], dtype=float32)
    """
    x = convert_to_tensor(x)
    if x.__class__ is Tensor and x.dtype.kind not in "iub":
        return plain(autodiff.mean(x, standardize_axis(axis), keepdims))
    if x.dtype.kind in "iub":
        x = cast(x, as_float(x).dtype)
    return np.mean(array_of(x), axis=standardize_axis(axis), keepdims=keepdims)


@operation
def prod(x: Any, axis: Any = None, keepdims: bool = False, dtype: Any = None) -> Any:
    """The product over all axes or some."""
    x = widened(x) if dtype is None else cast(x, dtype)
    if x.__class__ is Tensor:
        return plain(autodiff.prod(x, standardize_axis(axis), keepdims))
    return np.prod(x, axis=standardize_axis(axis), keepdims=keepdims, dtype=x.dtype)


@operation
def max(x: Any, axis: Any = None, keepdims: bool = False, initial: Any = None) -> Any:
    """The largest entry over all axes or some, at least `initial`."""
    return _extreme(np.max, autodiff.max, autodiff.maximum, x, axis, keepdims, initial)


@operation
def min(x: Any, axis: Any = None, keepdims: bool = False, initial: Any = None) -> Any:
    """The smallest entry over all axes or some, at most `initial`."""
    return _extreme(np.min, autodiff.min, autodiff.minimum, x, axis, keepdims, initial)


@operation
def amax(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The largest entry over all axes or some, as `max`."""
    return _extreme(np.max, autodiff.max, autodiff.maximum, x, axis, keepdims, None)


@operation
def amin(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The smallest entry over all axes or some, as `min`."""
    return _extreme(np.min, autodiff.min, autodiff.minimum, x, axis, keepdims, None)


def _extreme(
    function: Any, operation: Any, of_two: Any, x: Any, axis: Any, keepdims: bool, initial: Any
) -> Any:
    x, axis = convert_to_tensor(x), standardize_axis(axis)
    if x.__class__ is not Tensor:
        return function(x, axis=axis, keepdims=keepdims, **({} if initial is None else {"initial": initial}))
    out = operation(x, axis, keepdims)
    return plain(out if initial is None else of_two(out, initial))


@operation
def ptp(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The largest minus the smallest entry over all axes or some."""
    return max(x, axis, keepdims) - min(x, axis, keepdims)


@operation
def all(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Whether all entries are true, over all axes or some."""
    return np.all(array_of(x), axis=standardize_axis(axis), keepdims=keepdims)


@operation
def any(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """Whether at least one entry is true, over all axes or some."""
    return np.any(array_of(x), axis=standardize_axis(axis), keepdims=keepdims)


@operation
def count_nonzero(x: Any, axis: Any = None) -> Any:
    """How many entries are not 0, over all axes or some.

    Examples
    --------
    >>> print(count_nonzero([0, 2, 0, 5]))
    2
    """
    return np.asarray(np.count_nonzero(array_of(x), axis=standardize_axis(axis))).astype(np.int32)


@operation
def logsumexp(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """`ln Σ eˣ` over all axes or some, without overflow."""
    return evaluate(functions.logsumexp, autodiff.logsumexp, as_float(x), standardize_axis(axis), keepdims)


@operation
def cumsum(x: Any, axis: int | None = None, dtype: Any = None) -> Any:
    """The running sums along an axis, or of all entries in one row.

    Examples
    --------
    >>> cumsum([1, 2, 3])
    array([1, 3, 6], dtype=int32)
    """
    x = running(x, dtype)
    return plain(autodiff.cumsum(x, axis)) if x.__class__ is Tensor else np.cumsum(x, axis, dtype=x.dtype)


@operation
def cumprod(x: Any, axis: int | None = None, dtype: Any = None) -> Any:
    """The running products along an axis, or of all entries in one row."""
    x = running(x, dtype)
    return plain(autodiff.cumprod(x, axis)) if x.__class__ is Tensor else np.cumprod(x, axis, dtype=x.dtype)


def running(x: Any, dtype: Any) -> Any:
    """x in the type in which its running sums are taken: dtype, or its own."""
    x = convert_to_tensor(x)
    name = standardize_dtype(dtype or x.dtype)
    return cast(x, "int32" if name == "bool" else name)


@operation
def diff(a: Any, n: int = 1, axis: int = -1) -> Any:
    """The differences between neighbours along an axis, n times over."""
    a = convert_to_tensor(a)
    if a.__class__ is not Tensor:
        return np.diff(a, n=n, axis=axis)
    before = (slice(None),) * (axis % a.ndim)
    ahead, behind = (*before, slice(1, None)), (*before, slice(None, -1))
    for _ in range(n):
        a = autodiff.subtract(a[ahead], a[behind])
    return plain(a)
