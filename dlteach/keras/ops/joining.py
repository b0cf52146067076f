"""Several arrays made one, and one made several."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.autodiff import Tensor
from dlteach.keras.backend.common.dtypes import result_type
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import convert_to_tensor, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.specs import canonicalize_axis, concatenated, shape_of
from dlteach.keras.ops.values import all_together


def _joined_spec(xs: Any, axis: int | None, least: int = 0) -> KerasTensor:
    shapes = [shape_of(x) for x in xs]
    if axis is None:
        raise ValueError("concatenate: expected an axis for symbolic tensors, got None; flatten them first")
    shapes = [(1, *shape) if len(shape) == 1 and least == 2 else shape for shape in shapes]
    if least == 3:
        shapes = [(1, *shape, 1) if len(shape) == 1 else (*shape, 1)[:3] + shape[3:] for shape in shapes]
    dtype = result_type(*(getattr(x, "dtype", None) or convert_to_tensor(x).dtype for x in xs))
    return KerasTensor(concatenated(shapes, axis), dtype)


def _concatenate_spec(xs: Any, axis: int = 0) -> KerasTensor:
    return _joined_spec(xs, axis)


@operation(output_spec=_concatenate_spec)
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


def _vstack_spec(xs: Any) -> KerasTensor:
    return _joined_spec(xs, 0, 2)


@operation(output_spec=_vstack_spec)
def vstack(xs: Any) -> Any:
    """Arrays above one another; vectors become rows."""
    return _joined(np.concatenate, autodiff.concatenate, [_at_least(x, np.atleast_2d) for x in xs], 0)


def _hstack_spec(xs: Any) -> KerasTensor:
    return _joined_spec(xs, 0 if len(shape_of(xs[0])) == 1 else 1)


@operation(output_spec=_hstack_spec)
def hstack(xs: Any) -> Any:
    """Arrays side by side; vectors behind one another."""
    parts = [_at_least(x, np.atleast_1d) for x in xs]
    return _joined(np.concatenate, autodiff.concatenate, parts, 0 if parts[0].ndim == 1 else 1)


def _dstack_spec(xs: Any) -> KerasTensor:
    return _joined_spec(xs, 2, 3)


@operation(output_spec=_dstack_spec)
def dstack(xs: Any) -> Any:
    """Arrays behind one another along the third axis."""
    return _joined(np.concatenate, autodiff.concatenate, [_at_least(x, np.atleast_3d) for x in xs], 2)


def _at_least(x: Any, function: Any) -> Any:
    x = convert_to_tensor(x)
    return autodiff.reshape(x, function(x.data).shape) if x.__class__ is Tensor else function(x)


def _split_spec(x: KerasTensor, indices_or_sections: Any, axis: int = 0) -> list[KerasTensor]:
    place = canonicalize_axis(axis, len(x.shape))
    size = x.shape[place]
    if isinstance(indices_or_sections, (int, np.integer)):
        count = int(indices_or_sections)
        if size is not None and size % count:
            raise ValueError(
                f"`x` size on given `axis` must be divisible by `indices_or_sections` when it is an int. "
                f"Received: x.shape={x.shape}, axis={axis}, indices_or_sections={count}"
            )
        lengths = [None if size is None else size // count] * count
    else:
        cuts = [0, *(int(cut) for cut in indices_or_sections), size]
        lengths = [None if end is None else end - start for start, end in zip(cuts, cuts[1:])]
    lead, tail = x.shape[:place], x.shape[place + 1 :]
    return [KerasTensor((*lead, length, *tail), x.dtype) for length in lengths]


@operation(output_spec=_split_spec)
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


def _vsplit_spec(x: KerasTensor, indices_or_sections: Any) -> list[KerasTensor]:
    return _split_spec(x, indices_or_sections, 0)


@operation(output_spec=_vsplit_spec)
def vsplit(x: Any, indices_or_sections: Any) -> Any:
    """The parts of an array along the first axis."""
    return _parts(np.split, x, indices_or_sections, 0)


def _hsplit_spec(x: KerasTensor, indices_or_sections: Any) -> list[KerasTensor]:
    return _split_spec(x, indices_or_sections, 0 if len(x.shape) == 1 else 1)


@operation(output_spec=_hsplit_spec)
def hsplit(x: Any, indices_or_sections: Any) -> Any:
    """The parts of an array along the second axis, of a vector along its only one."""
    return _parts(np.split, x, indices_or_sections, 0 if convert_to_tensor(x).ndim == 1 else 1)


def _dsplit_spec(x: KerasTensor, indices_or_sections: Any) -> list[KerasTensor]:
    return _split_spec(x, indices_or_sections, 2)


@operation(output_spec=_dsplit_spec)
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
    indices = [(*lead, slice(start, end)) for start, end in zip(starts, starts[1:])]
    return [plain(x[index]) for index in indices]


def _unstack_spec(x: KerasTensor, num: int | None = None, axis: int = 0) -> list[KerasTensor]:
    place = canonicalize_axis(axis, len(x.shape))
    count = x.shape[place] if num is None else num
    if count is None:
        raise ValueError(
            f"Cannot infer argument `num` from shape {x.shape}. Either provide a tensor with a concrete "
            "shape in the `axis` dimension or explicitly pass the `num` argument."
        )
    return [KerasTensor((*x.shape[:place], *x.shape[place + 1 :]), x.dtype) for _ in range(count)]


@operation(output_spec=_unstack_spec)
def unstack(x: Any, num: int | None = None, axis: int = 0) -> Any:
    """The slices of an array along an axis, as a list of arrays with one axis less."""
    x = convert_to_tensor(x)
    lead = (slice(None),) * (axis % x.ndim)
    return [_item(x, (*lead, place)) for place in range(x.shape[axis])]


def _item(x: Any, index: Any) -> Any:
    return plain(x[index]) if x.__class__ is Tensor else x[index]
