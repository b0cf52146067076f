"""The same entries in another shape or order."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.autodiff import Tensor
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import convert_to_tensor, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.specs import canonicalize_axis
from dlteach.keras.ops.values import evaluate


def _reshape_spec(x: KerasTensor, newshape: Any) -> KerasTensor:
    """A size that is not known comes out as not known, where the known ones do not tell it."""
    newshape = _as_shape(newshape)
    known = [size for size in newshape if size not in (-1, None)]
    if None in newshape or (None in x.shape and -1 in newshape):
        return KerasTensor(tuple(None if size == -1 else size for size in newshape), x.dtype)
    if None in x.shape:
        return KerasTensor(newshape, x.dtype)
    total, product = int(np.prod(x.shape)), int(np.prod(known))
    if -1 in newshape and product and total % product == 0:
        return KerasTensor(tuple(total // product if size == -1 else size for size in newshape), x.dtype)
    if total != product or -1 in newshape:
        raise ValueError(
            "The total size of the tensor must be unchanged. Received: "
            f"input_shape={x.shape}, newshape={newshape}"
        )
    return KerasTensor(newshape, x.dtype)


def _as_shape(newshape: Any) -> tuple[Any, ...]:
    if isinstance(newshape, (int, np.integer)):
        return (int(newshape),)
    return tuple(-1 if size is None else int(size) for size in newshape)


@operation(output_spec=_reshape_spec)
def reshape(x: Any, newshape: Any) -> Any:
    """The same entries, in the same order, in another shape; −1 stands for the size that fits.

    Examples
    --------
    >>> reshape([1, 2, 3, 4], (2, -1))
    array([[1, 2],
           [3, 4]], dtype=int32)
    """
    return evaluate(np.reshape, autodiff.reshape, convert_to_tensor(x), _as_shape(newshape))


@operation
def ravel(x: Any) -> Any:
    """All entries in one row."""
    return evaluate(np.ravel, autodiff.flatten, convert_to_tensor(x))


def _expand_dims_spec(x: KerasTensor, axis: Any) -> KerasTensor:
    axes = [axis] if isinstance(axis, int) else list(axis)
    rank = len(x.shape) + len(axes)
    if any(not -rank <= place < rank for place in axes):
        raise ValueError(f"expand_dims: axis {axis} is out of bounds for {rank} dimensions")
    sizes = iter(x.shape)
    places = {place % rank for place in axes}
    return KerasTensor([1 if place in places else next(sizes) for place in range(rank)], x.dtype)


@operation(output_spec=_expand_dims_spec)
def expand_dims(x: Any, axis: Any) -> Any:
    """A new axis of length 1 at this place, or several."""
    x = convert_to_tensor(x)
    places = tuple(axis) if isinstance(axis, (list, tuple)) else axis
    if x.__class__ is not Tensor:
        return np.expand_dims(x, places)
    return plain(autodiff.reshape(x, np.expand_dims(x.data, places).shape))


def _squeeze_spec(x: KerasTensor, axis: Any = None) -> KerasTensor:
    if axis is None:
        return KerasTensor([size for size in x.shape if size != 1], x.dtype)
    axes = [axis] if isinstance(axis, int) else axis
    places = {canonicalize_axis(place, len(x.shape)) for place in axes}
    for place in places:
        if x.shape[place] != 1:
            raise ValueError(
                f"Cannot squeeze axis {axis}, because the dimension is not 1. Received: x.shape={x.shape}"
            )
    return KerasTensor([size for place, size in enumerate(x.shape) if place not in places], x.dtype)


@operation(output_spec=_squeeze_spec)
def squeeze(x: Any, axis: Any = None) -> Any:
    """Without the axes of length 1: all of them, or those named."""
    x = convert_to_tensor(x)
    places = tuple(axis) if isinstance(axis, (list, tuple)) else axis
    if x.__class__ is not Tensor:
        return np.squeeze(x, places)
    return plain(autodiff.reshape(x, np.squeeze(x.data, places).shape))


def _transpose_spec(x: KerasTensor, axes: Any = None) -> KerasTensor:
    axes = range(len(x.shape))[::-1] if axes is None else axes
    rank = len(x.shape)
    if sorted(axis + rank if axis < 0 else axis for axis in axes) != list(range(rank)):
        raise ValueError(f"axes must be a valid permutation of the axes of {x.shape}. Received: axes={axes}")
    return KerasTensor([x.shape[axis] for axis in axes], x.dtype)


@operation(output_spec=_transpose_spec)
def transpose(x: Any, axes: Any = None) -> Any:
    """The axes in another order, in reversed order by default."""
    x = convert_to_tensor(x)
    if x.__class__ is not Tensor:
        return np.transpose(x, None if axes is None else tuple(axes))
    return plain(autodiff.transpose(x, *(axes or range(x.ndim)[::-1])))


@operation
def swapaxes(x: Any, axis1: int, axis2: int) -> Any:
    """Two axes exchanged."""
    return _reordered(np.swapaxes, x, axis1, axis2)


@operation
def moveaxis(x: Any, source: Any, destination: Any) -> Any:
    """An axis, or several, moved to another place; the others keep their order."""
    return _reordered(np.moveaxis, x, source, destination)


def _reordered(function: Any, x: Any, *places: Any) -> Any:
    x = convert_to_tensor(x)
    if x.__class__ is not Tensor:
        return function(x, *places)
    # An array whose sizes are the numbers of its axes tells where each axis goes.
    axes = function(np.empty(range(1, x.ndim + 1), bool), *places).shape
    return plain(autodiff.transpose(x, *(axis - 1 for axis in axes)))


@operation
def flip(x: Any, axis: Any = None) -> Any:
    """The entries in reversed order along an axis, several, or all."""
    axis = tuple(axis) if isinstance(axis, list) else axis
    return evaluate(np.flip, autodiff.flip, convert_to_tensor(x), axis)


@operation
def fliplr(x: Any) -> Any:
    """The columns in reversed order."""
    return evaluate(np.flip, autodiff.flip, convert_to_tensor(x), 1)


@operation
def flipud(x: Any) -> Any:
    """The rows in reversed order."""
    return evaluate(np.flip, autodiff.flip, convert_to_tensor(x), 0)


@operation
def rot90(array: Any, k: int = 1, axes: Any = (0, 1)) -> Any:
    """A picture turned k times by a quarter to the left."""
    array = convert_to_tensor(array)
    if array.ndim < 2:
        raise ValueError(f"Input array must have at least 2 dimensions. Received: array.ndim={array.ndim}")
    if len(axes) != 2 or axes[0] == axes[1]:
        raise ValueError(f"Invalid axes: {axes}. Axes must be a tuple of two different dimensions.")
    if array.__class__ is not Tensor:
        return np.rot90(array, k, axes)
    return plain(autodiff.rearrange("rot90", array, lambda values: np.rot90(values, k, axes)))


@operation
def roll(x: Any, shift: Any, axis: Any = None) -> Any:
    """The entries moved on along an axis; those pushed out at the end come in at the start."""
    return evaluate(np.roll, autodiff.roll, convert_to_tensor(x), shift, axis)
