"""Entries by their places, and places of entries."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.autodiff import Tensor
from dlteach.keras import tree
from dlteach.keras.backend.common.dtypes import result_type
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import cast, convert_to_tensor, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.specs import broadcast_shapes, canonicalize_axis, shape_of
from dlteach.keras.ops.values import array_of, dtype_of, evaluate, together, values_in


def _item_spec(x: KerasTensor, key: Any) -> KerasTensor:
    """Found on arrays that need no memory, because all their entries are the same one."""
    key = tuple(key) if isinstance(key, list) else key
    try:
        known, other = (_shape_of_item(x.shape, key, unknown) for unknown in (10**6, 10**6 + 3))
    except IndexError as error:
        raise ValueError(f"Array has shape {x.shape} but slice {key} was requested: {error}") from error
    return KerasTensor([size if size == more else None for size, more in zip(known, other)], x.dtype)


def _shape_of_item(shape: Any, key: Any, unknown: int) -> Any:
    sizes = [unknown if size is None else size for size in shape]
    entry = np.broadcast_to(np.zeros(()), sizes)[key]
    # A slice along an axis that is not known may be cut short.
    cut = np.broadcast_to(np.zeros(()), [1 if size is None else size for size in shape])
    shorter = cut[_within(key, shape)].shape if None in shape else entry.shape
    return [size if size == less else unknown for size, less in zip(entry.shape, shorter)]


def _within(key: Any, shape: Any) -> Any:
    """The key with 0 for numbers, which may be out of range where a size is not known."""
    parts = key if isinstance(key, tuple) else (key,)
    axes = len(shape) - sum(part is not None and part is not Ellipsis for part in parts)
    place, out = 0, []
    for part in parts:
        unknown = part is not None and part is not Ellipsis and shape[place] is None
        out.append(0 if unknown and isinstance(part, (int, np.integer)) else part)
        place += axes if part is Ellipsis else part is not None
    return tuple(out)


@operation(output_spec=_item_spec)
def get_item(x: Any, key: Any) -> Any:
    """`x[key]`."""
    if isinstance(key, list):  # JSON has no tuples: a graph from a file comes with lists
        key = tuple(key)
    x = convert_to_tensor(x)
    return plain(x[key]) if x.__class__ is Tensor else x[key]


def _take_spec(x: KerasTensor, indices: Any, axis: int | None = None) -> KerasTensor:
    if axis is None:
        return KerasTensor(shape_of(indices), x.dtype)
    place = canonicalize_axis(axis, len(x.shape))
    return KerasTensor((*x.shape[:place], *shape_of(indices), *x.shape[place + 1 :]), x.dtype)


@operation(output_spec=_take_spec)
def take(x: Any, indices: Any, axis: int | None = None) -> Any:
    """The entries at the given places of an axis, or of all entries in one row.

    Examples
    --------
    >>> take([10, 20, 30], [2, 0])
    array([30, 10], dtype=int32)
    """
    x, places = convert_to_tensor(x), array_of(indices)
    if x.__class__ is Tensor and axis == 0 and places.dtype.kind in "iu":
        return plain(x[places])  # rows of a table: the gradient is added row by row
    return evaluate(np.take, autodiff.take, x, places, axis)


def _take_along_axis_spec(x: Any, indices: Any, axis: int | None = None) -> KerasTensor:
    places = shape_of(indices)
    if axis is None:
        return KerasTensor(places, x.dtype)
    axis = canonicalize_axis(axis, len(x.shape))
    if len(places) != len(x.shape):
        raise ValueError(
            f"`x` and `indices` must have the same number of dimensions, but receive shape {x.shape} and "
            f"{places}."
        )
    free = [*x.shape[:axis], 1, *x.shape[axis + 1 :]]
    return KerasTensor(broadcast_shapes(free, places), x.dtype)


@operation(output_spec=_take_along_axis_spec)
def take_along_axis(x: Any, indices: Any, axis: int | None = None) -> Any:
    """For each row along an axis, the entries at that row's own places."""
    return evaluate(
        np.take_along_axis, autodiff.take_along_axis, convert_to_tensor(x), array_of(indices), axis
    )


def _where_spec(condition: Any, x1: Any = None, x2: Any = None) -> Any:
    if x1 is None and x2 is None:
        return KerasTensor(shape_of(condition), "int32")
    shape = functools.reduce(broadcast_shapes, map(shape_of, (condition, x1, x2)))
    return KerasTensor(shape, result_type(dtype_of(x1), dtype_of(x2)))


@operation(output_spec=_where_spec)
def where(condition: Any, x1: Any = None, x2: Any = None) -> Any:
    """`x1` where the condition holds, otherwise `x2`; without them the places where it holds.

    Examples
    --------
    >>> where([True, False], [1.0, 2.0], 0)
    array([1., 0.], dtype=float32)
    """
    if (x1 is None) != (x2 is None):
        raise ValueError("`x1` and `x2` either both should be `None` or both should have non-None value.")
    chosen = array_of(condition)
    if x1 is None:
        return [place.astype(np.int32) for place in np.nonzero(chosen)]
    x1, x2 = together(x1, x2)
    x1, x2 = convert_to_tensor(x1), convert_to_tensor(x2, getattr(x1, "dtype", None))
    return evaluate(np.where, autodiff.where, chosen.astype(bool), convert_to_tensor(x1, x2.dtype), x2)


@operation
def select(condlist: Any, choicelist: Any, default: Any = 0) -> Any:
    """For each entry the choice that belongs to the first condition that holds."""
    conditions = [array_of(condition).astype(bool) for condition in condlist]
    return np.select(conditions, values_in("select", list(choicelist)), values_in("select", default))


@operation
def argmax(x: Any, axis: int | None = None, keepdims: bool = False) -> Any:
    """The place of the largest entry along an axis, or of all entries in one row; the first of several.

    Examples
    --------
    >>> argmax([[1, 5], [7, 2]], axis=1)
    array([1, 0], dtype=int32)
    """
    return cast(np.argmax(_ordered(x), axis=axis, keepdims=keepdims), "int32")


@operation
def argmin(x: Any, axis: int | None = None, keepdims: bool = False) -> Any:
    """The place of the smallest entry along an axis, or of all entries in one row; the first of several."""
    return cast(np.argmin(_ordered(x), axis=axis, keepdims=keepdims), "int32")


def _ordered(x: Any) -> np.ndarray:
    """As Keras counts, −0 is a little below 0."""
    x = array_of(x)
    if x.dtype.kind in "iub" or x.ndim == 0 or x.all():
        return x
    return np.where((x == 0) & np.signbit(x), -np.finfo(x.dtype).tiny, x)


def _nonzero_spec(x: KerasTensor) -> tuple[KerasTensor, ...]:
    return tuple(KerasTensor((None,), "int32") for _ in x.shape)


@operation(output_spec=_nonzero_spec)
def nonzero(x: Any) -> Any:
    """The places of the entries that are not 0: for each axis an array of numbers."""
    return tuple(place.astype(np.int32) for place in np.nonzero(array_of(x)))


def _unravel_spec(indices: KerasTensor, shape: Any) -> tuple[KerasTensor, ...]:
    return tuple(KerasTensor(indices.shape, indices.dtype) for _ in shape)


@operation(output_spec=_unravel_spec)
def unravel_index(indices: Any, shape: Any) -> Any:
    """The places along each axis that belong to places in one row."""
    indices = array_of(indices)
    return tuple(place.astype(indices.dtype) for place in np.unravel_index(indices, shape))


def vectorize(pyfunc: Any, *, excluded: Any = None, signature: Any = None) -> Any:
    """A function of single entries as a function of arrays."""
    if not callable(pyfunc):
        raise ValueError(f"Expected argument `pyfunc` to be a callable. Received: pyfunc={pyfunc}")
    function = np.vectorize(pyfunc, excluded=excluded, signature=signature)

    def on_arrays(*args: Any) -> Any:
        return tree.map_structure(convert_to_tensor, function(*values_in("vectorize", list(args))))

    return on_arrays
