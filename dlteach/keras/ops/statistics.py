"""Averages, spreads, quantiles and counts."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.autodiff import Tensor
from dlteach.keras.backend.common.dtypes import result_type
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import cast, convert_to_tensor, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.specs import broadcast_shapes, reduce_shape, shape_of
from dlteach.keras.ops.values import (
    array_of,
    as_float,
    integers_as_float,
    standardize_axis,
    without_gradient,
)


@operation
def var(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The variance over all axes or some: the mean squared distance from the mean.

    Examples
    --------
    >>> print(var([1.0, 3.0]))
    1.0
    """
    x, axis = as_float(x), standardize_axis(axis)
    return plain(autodiff.var(x, axis, keepdims)) if x.__class__ is Tensor else _var(x, axis, keepdims)


def _var(x: np.ndarray, axis: Any, keepdims: bool) -> Any:
    return np.var(x, axis=axis, keepdims=keepdims, dtype=np.result_type(x.dtype, np.float32)).astype(x.dtype)


@operation
def std(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The standard deviation over all axes or some: the root of the variance."""
    x, axis = integers_as_float(x), standardize_axis(axis)
    if x.__class__ is Tensor:
        return plain(autodiff.sqrt(autodiff.var(x, axis, keepdims)))
    return np.std(x, axis=axis, keepdims=keepdims)


def _average_spec(x: Any, axis: Any = None, weights: Any = None) -> KerasTensor:
    w = () if weights is None else shape_of(weights)
    if weights is not None and len(w) > 1:
        broadcast_shapes(shape_of(x), w)
    dtype = result_type(x.dtype, float, *([] if weights is None else [weights.dtype]))
    return KerasTensor(reduce_shape(shape_of(x), axis), dtype)


@operation(output_spec=_average_spec)
def average(x: Any, axis: Any = None, weights: Any = None) -> Any:
    """The mean over all axes or some, in which entries count by their weights.

        Σ w x / Σ w

    Parameters
    ----------
    x : array_like
    axis : int or tuple of int, optional
    weights : array_like, optional
        As many as there are entries, or as there are along the axis.

    Examples
    --------
    >>> print(average([1.0, 4.0], weights=[2.0, 1.0]))
    2.0
    """
    x, axis = convert_to_tensor(x), standardize_axis(axis)
    w = x if weights is None else convert_to_tensor(weights)
    dtype = result_type(x.dtype, w.dtype, float)
    x, w = cast(x, dtype), cast(w, dtype)
    if weights is None:
        return plain(autodiff.mean(x, axis)) if x.__class__ is Tensor else np.mean(x, axis=axis)
    if x.__class__ is not Tensor and w.__class__ is not Tensor:
        return np.average(x, axis=axis, weights=w)
    if w.shape != x.shape:  # weights along one axis
        if axis is None or np.ndim(axis) or w.ndim != 1:
            raise ValueError(f"average: expected weights of shape {x.shape}, or one axis, got {w.shape}")
        w = autodiff.reshape(w, *(-1 if place == axis % x.ndim else 1 for place in range(x.ndim)))
        w = autodiff.multiply(w, np.ones(x.shape, x.dtype))
    return plain(autodiff.divide(autodiff.sum(autodiff.multiply(x, w), axis), autodiff.sum(w, axis)))


@operation
def median(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The number in the middle of the sorted entries, over all axes or some."""
    x = as_float(without_gradient("median", x))
    return np.median(x, axis=standardize_axis(axis), keepdims=keepdims).astype(x.dtype)


@operation
def quantile(x: Any, q: Any, axis: Any = None, method: str = "linear", keepdims: bool = False) -> Any:
    """The number below which a part q of the entries lies, over all axes or some.

    Parameters
    ----------
    x : array_like
    q : array_like of float
        From 0 to 1.
    axis : int or tuple of int, optional
    method : {"linear", "lower", "higher", "midpoint", "nearest"}
        What to do between two entries.
    keepdims : bool, default False
    """
    x = as_float(without_gradient("quantile", x))
    out = np.quantile(x, array_of(q), axis=standardize_axis(axis), method=method, keepdims=keepdims)  # type: ignore[call-overload]
    return out.astype(x.dtype)


@operation
def percentile(x: Any, q: Any, axis: Any = None, method: str = "linear", keepdims: bool = False) -> Any:
    """`quantile`, with q from 0 to 100."""
    x = as_float(without_gradient("percentile", x))
    out = np.percentile(x, array_of(q), axis=standardize_axis(axis), method=method, keepdims=keepdims)  # type: ignore[call-overload]
    return out.astype(x.dtype)


@operation
def bincount(x: Any, weights: Any = None, minlength: int = 0, sparse: bool = False) -> Any:
    """How often each whole number from 0 on occurs, or the sum of its weights; row by row for a matrix.

    Examples
    --------
    >>> bincount([1, 1, 3])
    array([0, 2, 0, 1], dtype=int32)
    """
    if sparse:
        raise ValueError("Unsupported value `sparse=True`: dlteach has no sparse tensors; import keras")
    x = array_of(x)
    dtype: Any = np.int32
    if weights is not None:
        weights = without_gradient("bincount", weights)
        dtype = result_type(x.dtype, weights.dtype)
    if x.ndim != 2:
        return np.bincount(x, weights, minlength).astype(dtype)
    length = np.max(x, initial=minlength - 1) + 1
    rows = [
        np.bincount(row, None if weights is None else weights[place], length) for place, row in enumerate(x)
    ]
    return np.stack(rows).astype(dtype)


@operation
def histogram(x: Any, bins: int = 10, range: Any = None) -> Any:
    """How many entries lie in each of equally wide bins, and the borders of the bins."""
    if not isinstance(bins, int) or bins <= 0:
        raise ValueError(
            f"Argument `bins` should be a non-negative integer, and not 0. Received: bins={bins}"
        )
    if range is not None and (not isinstance(range, tuple) or len(range) != 2):
        raise ValueError(f"Argument `range` must be a tuple of two elements. Received: range={range}")
    if range is not None and range[1] < range[0]:
        raise ValueError(
            f"The second element of `range` must be greater than the first. Received: range={range}"
        )
    x = array_of(x)
    if x.ndim != 1:
        raise ValueError(f"Input tensor must be 1-dimensional. Received: input.shape={x.shape}")
    counts, edges = np.histogram(x, bins=bins, range=range)
    return counts.astype(np.int32), cast(edges, None if x.dtype.kind in "iub" else x.dtype)


def _corrcoef_spec(x: KerasTensor) -> KerasTensor:
    rows = x.shape[0] if len(x.shape) == 2 else None
    shape = () if len(x.shape) < 2 else (rows, rows)
    return KerasTensor(shape, result_type(x.dtype, float))


@operation(output_spec=_corrcoef_spec)
def corrcoef(x: Any) -> Any:
    """The correlations between the rows."""
    x = as_float(without_gradient("corrcoef", x))
    return np.asarray(np.corrcoef(x)).astype(x.dtype)


@operation
def correlate(x1: Any, x2: Any, mode: str = "valid") -> Any:
    """The sums of products of one row with another that is moved along it."""
    x1, x2 = (without_gradient("correlate", x) for x in (x1, x2))
    dtype = result_type(x1.dtype, x2.dtype)
    dtype = dtype if "float" in dtype else "float32"
    return np.correlate(cast(x1, dtype), cast(x2, dtype), mode)  # type: ignore[call-overload]


@operation
def trapezoid(y: Any, x: Any = None, dx: Any = 1.0, axis: int = -1) -> Any:
    """The area under a curve of straight lines through the points."""
    y = as_float(without_gradient("trapezoid", y))
    x = None if x is None else array_of(x)
    area = np.trapezoid(y, x, dx=array_of(dx), axis=axis)
    return convert_to_tensor(area).astype(y.dtype)
