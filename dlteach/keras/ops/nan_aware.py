"""Reductions that leave out nan, and numbers in its place."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.autodiff import Tensor
from dlteach.keras.backend.core import cast, convert_to_tensor, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.reductions import running, widened
from dlteach.keras.ops.values import array_of, as_float, standardize_axis, without_gradient


@operation
def nansum(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The sum of the entries that are numbers."""
    x = widened(without_gradient("nansum", x))
    return np.nansum(x, axis=standardize_axis(axis), keepdims=keepdims, dtype=x.dtype)


@operation
def nanprod(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The product of the entries that are numbers."""
    x = widened(without_gradient("nanprod", x))
    return np.nanprod(x, axis=standardize_axis(axis), keepdims=keepdims, dtype=x.dtype)


@operation
def nanmax(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The largest of the entries that are numbers."""
    return np.nanmax(without_gradient("nanmax", x), axis=standardize_axis(axis), keepdims=keepdims)


@operation
def nanmin(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The smallest of the entries that are numbers."""
    return np.nanmin(without_gradient("nanmin", x), axis=standardize_axis(axis), keepdims=keepdims)


@operation
def nanmean(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The mean of the entries that are numbers."""
    x = as_float(without_gradient("nanmean", x))
    return np.nanmean(x, axis=standardize_axis(axis), keepdims=keepdims).astype(x.dtype)


@operation
def nanmedian(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The median of the entries that are numbers."""
    x = as_float(without_gradient("nanmedian", x))
    return np.nanmedian(x, axis=standardize_axis(axis), keepdims=keepdims).astype(x.dtype)


@operation
def nanvar(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The variance of the entries that are numbers."""
    x = as_float(without_gradient("nanvar", x))
    return np.nanvar(x, axis=standardize_axis(axis), keepdims=keepdims).astype(x.dtype)


@operation
def nanstd(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """The standard deviation of the entries that are numbers."""
    x = as_float(without_gradient("nanstd", x))
    return np.nanstd(x, axis=standardize_axis(axis), keepdims=keepdims).astype(x.dtype)


@operation
def nancumsum(x: Any, axis: int | None = None, dtype: Any = None) -> Any:
    """The running sums, in which nan counts as 0."""
    x = running(without_gradient("nancumsum", x), dtype)
    return np.nancumsum(x, axis, dtype=x.dtype)


@operation
def nancumprod(x: Any, axis: int | None = None, dtype: Any = None) -> Any:
    """The running products, in which nan counts as 1."""
    x = running(without_gradient("nancumprod", x), dtype)
    return np.nancumprod(x, axis, dtype=x.dtype)


@operation
def nanquantile(x: Any, q: Any, axis: Any = None, method: str = "linear", keepdims: bool = False) -> Any:
    """`quantile` of the entries that are numbers."""
    x = as_float(without_gradient("nanquantile", x))
    out = np.nanquantile(x, array_of(q), axis=standardize_axis(axis), method=method, keepdims=keepdims)  # type: ignore[call-overload]
    return out.astype(x.dtype)


@operation
def nanpercentile(x: Any, q: Any, axis: Any = None, method: str = "linear", keepdims: bool = False) -> Any:
    """`percentile` of the entries that are numbers."""
    x = as_float(without_gradient("nanpercentile", x))
    out = np.nanpercentile(x, array_of(q), axis=standardize_axis(axis), method=method, keepdims=keepdims)  # type: ignore[call-overload]
    return out.astype(x.dtype)


@operation
def nanargmax(x: Any, axis: int | None = None, keepdims: bool = False) -> Any:
    """The place of the largest of the entries that are numbers, −1 where there is none."""
    x = array_of(x)
    nan = np.isnan(x)
    place = np.argmax(np.where(nan, -np.inf, x), axis=axis, keepdims=keepdims)
    return cast(np.where(np.all(nan, axis=axis, keepdims=keepdims), -1, place), "int32")


@operation
def nanargmin(x: Any, axis: int | None = None, keepdims: bool = False) -> Any:
    """The place of the smallest of the entries that are numbers, −1 where there is none."""
    x = array_of(x)
    nan = np.isnan(x)
    place = np.argmin(np.where(nan, np.inf, x), axis=axis, keepdims=keepdims)
    return cast(np.where(np.all(nan, axis=axis, keepdims=keepdims), -1, place), "int32")


@operation
def nan_to_num(x: Any, nan: Any = 0.0, posinf: Any = None, neginf: Any = None) -> Any:
    """Numbers in place of nan, inf and −inf: 0, the largest and the smallest of the type by default."""
    x = convert_to_tensor(x)
    if x.__class__ is not Tensor:
        return np.nan_to_num(x, nan=nan, posinf=posinf, neginf=neginf)
    values = x.data
    filled = cast(np.nan_to_num(values, nan=nan, posinf=posinf, neginf=neginf), values.dtype)
    return plain(autodiff.where(np.isfinite(values), x, filled))
