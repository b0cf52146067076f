"""Several arrays made one, and one made several."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.autodiff import Tensor
from dlteach.keras.backend.core import convert_to_tensor, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.values import all_together


@operation
def concatenate(xs: Any, axis: int = 0) -> Any:
    """Arrays behind one another along an axis that they have.

    Examples
    --------
    >>> concatenate([[1, 2], [3]])
    array([1, 2, 3], dtype=int32)
    """
    return _joined(np.concatenate, autodiff.concatenate, xs, axis)


@operation
def stack(x: Any, axis: int = 0) -> Any:
    """Arrays of one shape side by side along a new axis.

    Examples
    --------
    >>> stack([[1, 2], [3, 4]], axis=1)
    array([[1, 3],
           [2, 4]], dtype=int32)
    """
    return _joined(np.stack, autodiff.stack, x, axis)


def _joined(function: Any, operation: Any, xs: Any, axis: int | None) -> Any:
    xs = all_together(xs)
    if axis is None:
        xs, axis = [autodiff.flatten(x) if x.__class__ is Tensor else np.ravel(x) for x in xs], 0
    if any(x.__class__ is Tensor for x in xs):
        return plain(operation(xs, axis))
    return function(xs, axis)


@operation
def append(x1: Any, x2: Any, axis: int | None = None) -> Any:
    """`x2` behind `x1` along an axis, or all entries of both in one row."""
    return _joined(np.concatenate, autodiff.concatenate, [x1, x2], axis)


@operation
def vstack(xs: Any) -> Any:
    """Arrays above one another; vectors become rows."""
    return _joined(np.concatenate, autodiff.concatenate, [_at_least(x, np.atleast_2d) for x in xs], 0)


@operation
def hstack(xs: Any) -> Any:
    """Arrays side by side; vectors behind one another."""
    parts = [_at_least(x, np.atleast_1d) for x in xs]
    return _joined(np.concatenate, autodiff.concatenate, parts, 0 if parts[0].ndim == 1 else 1)


@operation
def dstack(xs: Any) -> Any:
    """Arrays behind one another along the third axis."""
    return _joined(np.concatenate, autodiff.concatenate, [_at_least(x, np.atleast_3d) for x in xs], 2)


def _at_least(x: Any, function: Any) -> Any:
    x = convert_to_tensor(x)
    return autodiff.reshape(x, function(x.data).shape) if x.__class__ is Tensor else function(x)


@operation
def split(x: Any, indices_or_sections: Any, axis: int = 0) -> Any:
    """The parts of an array along an axis.

    Parameters
    ----------
    x : array_like
    indices_or_sections : int or sequence of int
        The number of equal parts, or the places of the cuts.
    axis : int, default 0

    Returns
    -------
    list of arrays

    Examples
    --------
    >>> split([1, 2, 3, 4], 2)
    [array([1, 2], dtype=int32), array([3, 4], dtype=int32)]
    """
    return _parts(np.split, x, indices_or_sections, axis)


@operation
def array_split(x: Any, indices_or_sections: Any, axis: int = 0) -> Any:
    """The parts of an array along an axis, which need not be equally long."""
    return _parts(np.array_split, x, indices_or_sections, axis)


@operation
def vsplit(x: Any, indices_or_sections: Any) -> Any:
    """The parts of an array along the first axis."""
    return _parts(np.split, x, indices_or_sections, 0)


@operation
def hsplit(x: Any, indices_or_sections: Any) -> Any:
    """The parts of an array along the second axis, of a vector along its only one."""
    return _parts(np.split, x, indices_or_sections, 0 if convert_to_tensor(x).ndim == 1 else 1)


@operation
def dsplit(x: Any, indices_or_sections: Any) -> Any:
    """The parts of an array along the third axis."""
    return _parts(np.split, x, indices_or_sections, 2)


def _parts(function: Any, x: Any, indices_or_sections: Any, axis: int) -> list[Any]:
    x = convert_to_tensor(x)
    cuts = indices_or_sections
    cuts = cuts if isinstance(cuts, (int, np.integer)) else [int(cut) for cut in cuts]
    if x.__class__ is not Tensor:
        return function(x, cuts, axis)
    lead = (slice(None),) * (axis % x.ndim)
    parts = function(np.arange(x.shape[axis]), cuts)
    starts = np.cumsum([0, *(len(part) for part in parts)]).tolist()
    return [plain(x[(*lead, slice(start, end))]) for start, end in zip(starts, starts[1:])]


@operation
def unstack(x: Any, num: int | None = None, axis: int = 0) -> Any:
    """The slices of an array along an axis, as a list of arrays with one axis less."""
    x = convert_to_tensor(x)
    lead = (slice(None),) * (axis % x.ndim)
    return [_item(x, (*lead, place)) for place in range(x.shape[axis])]


def _item(x: Any, index: Any) -> Any:
    return plain(x[index]) if x.__class__ is Tensor else x[index]
