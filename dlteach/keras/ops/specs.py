"""The shapes of results, from shapes in which some sizes are not known (None)."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dlteach.keras.backend.common.dtypes import result_type
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import numpy_dtype
from dlteach.keras.ops.operation import operation

Shape = tuple[Any, ...]


def elementwise(function: Callable[..., Any]) -> Callable[..., Any]:
    """`operation` for a function that works entry by entry: shapes broadcast, one entry tells the type."""

    @functools.wraps(function)
    def spec(*args: Any, **kwargs: Any) -> KerasTensor:
        values = [*args, *kwargs.values()]
        shape = functools.reduce(broadcast_shapes, map(shape_of, values))
        with np.errstate(all="ignore"):
            entry = function(*map(_entry, args), **{name: _entry(value) for name, value in kwargs.items()})
        return KerasTensor(shape, entry.dtype)

    return operation(function, output_spec=spec)


def of_integers(function: Callable[..., Any]) -> Callable[..., Any]:
    """`elementwise` for a function of integers, whose symbolic inputs may bear a float type by default."""

    def spec(*args: Any) -> KerasTensor:
        shape = functools.reduce(broadcast_shapes, map(shape_of, args))
        return KerasTensor(shape, result_type(*(getattr(x, "dtype", type(x)) for x in args)))

    return operation(function, output_spec=spec)


def shape_of(x: Any) -> Shape:
    """The shape of a value, symbolic or not; () for a setting such as a name."""
    if hasattr(x, "shape"):
        return tuple(x.shape)
    return np.shape(x) if isinstance(x, (list, tuple)) else ()


def _entry(x: Any) -> Any:
    if hasattr(x, "shape"):
        return np.ones((), numpy_dtype(x.dtype))
    return np.ones_like(np.asarray(x)).reshape(-1)[0] if isinstance(x, (list, tuple)) else x


def broadcast_shapes(shape1: Sequence[Any], shape2: Sequence[Any]) -> Any:
    """The shape of `x1 + x2`; a size that is not known is taken to fit.

    Raises
    ------
    ValueError
        If two known sizes differ, and none is 1.

    Examples
    --------
    >>> broadcast_shapes((None, 3), (2, 1))
    [2, 3]
    """
    rank = max(len(shape1), len(shape2))
    padded = [[1] * (rank - len(shape)) + list(shape) for shape in (shape1, shape2)]
    sizes = []
    for one, other in zip(*padded):
        if one == 1 or other == 1:
            sizes.append(other if one == 1 else one)
        elif one is None or other is None:
            sizes.append(one or other)
        elif one == other:
            sizes.append(one)
        else:
            raise ValueError(
                f"Cannot broadcast shape, the failure dim has value {one}, which cannot be "
                f"broadcasted to {other}. Input shapes are: {shape1} and {shape2}."
            )
    return sizes


def same_size(one: Any, other: Any, what: str) -> Any:
    """The size that two axes have in common; one that is not known is taken to fit."""
    if one is not None and other is not None and one != other:
        raise ValueError(f"{what}: the sizes {one} and {other} must be equal")
    return other if one is None else one


def canonicalize_axis(axis: int, rank: int) -> int:
    """An axis counted from the front."""
    if not -rank <= axis < rank:
        raise ValueError(
            f"axis {axis} is out of bounds for an array with {rank} dimensions. Expected an axis from "
            f"{-rank} to {rank - 1}"
        )
    return axis % rank


def reduce_shape(shape: Sequence[Any], axis: Any = None, keepdims: bool = False) -> Shape:
    """The shape after a reduction over all axes or some."""
    axes = range(len(shape)) if axis is None else [axis] if isinstance(axis, int) else axis
    places = {canonicalize_axis(place, len(shape)) for place in axes}
    if keepdims:
        return tuple(1 if place in places else size for place, size in enumerate(shape))
    return tuple(size for place, size in enumerate(shape) if place not in places)


def concatenated(shapes: Sequence[Shape], axis: int) -> Shape:
    """The shape of arrays of these shapes behind one another."""
    axis = canonicalize_axis(axis, len(shapes[0]))
    out = list(shapes[0])
    for shape in shapes[1:]:
        if len(shape) != len(out):
            raise ValueError(f"concatenate: expected shapes of one length, got {shapes}")
        for place, size in enumerate(shape):
            if place != axis:
                out[place] = same_size(
                    out[place],
                    size,
                    "Every value in `xs` must have the same shape "
                    f"except on the concatenation axis {axis}. Received: {shapes}",
                )
    lengths = [shape[axis] for shape in shapes]
    out[axis] = None if None in lengths else sum(lengths)
    return tuple(out)


def product_shape(shape1: Shape, shape2: Shape) -> Shape:
    """The shape of a matrix product."""
    if not shape1 or not shape2:
        raise ValueError(f"matmul: expected at least one axis each, got shapes {shape1} and {shape2}")
    left = shape1 if len(shape1) > 1 else (1, *shape1)
    right = shape2 if len(shape2) > 1 else (*shape2, 1)
    same_size(
        left[-1],
        right[-2],
        f"Inner dimensions (`x1.shape[-1]` and `x2.shape[-2]`) must be equal. "
        f"Received: x1.shape={shape1}, x2.shape={shape2}",
    )
    rows = () if len(shape1) == 1 else (left[-2],)
    columns = () if len(shape2) == 1 else (right[-1],)
    return (*broadcast_shapes(left[:-2], right[:-2]), *rows, *columns)


def diagonal_length(rows: Any, columns: Any, offset: int) -> Any:
    """How many entries a diagonal has."""
    if rows is None or columns is None:
        return None
    return max(min(rows + min(offset, 0), columns - max(offset, 0)), 0)
