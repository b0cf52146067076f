"""Entries put into, or added to, chosen places; blocks cut out and put in."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.autodiff import Tensor
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import cast, convert_to_tensor, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.values import array_of, without_gradient

_REDUCTIONS = {"add": np.add, "max": np.maximum, "min": np.minimum, "mul": np.multiply}


def _scatter_spec(indices: Any, values: Any, shape: Any) -> KerasTensor:
    return KerasTensor(shape, values.dtype)


@operation(output_spec=_scatter_spec)
def scatter(indices: Any, values: Any, shape: Any) -> Any:
    """Zeros of a shape, plus each value at its place.

    Parameters
    ----------
    indices : array_like of int, shape (..., r)
        Places along the first r axes.
    values : array_like
        A number for each place, or a block of the axes after the r-th.
    shape : tuple of int

    Examples
    --------
    >>> scatter([[0], [2], [2]], [1.0, 2.0, 3.0], (4,))
    array([1., 0., 5., 0.], dtype=float32)
    """
    places, values = array_of(indices), convert_to_tensor(values)
    rank = places.shape[-1]
    index = tuple(places.reshape(-1, rank).T)
    rows = (len(index[0]), *tuple(shape)[rank:])
    return plain(autodiff.add_at(tuple(shape), index, autodiff.reshape(values, rows)))


def _like_inputs(inputs: Any, *others: Any, **more: Any) -> KerasTensor:
    return KerasTensor(inputs.shape, inputs.dtype)


@operation(output_spec=_like_inputs)
def scatter_update(inputs: Any, indices: Any, updates: Any, reduction: str | None = None) -> Any:
    """A copy of the inputs with updates at some places.

    Parameters
    ----------
    inputs : array_like
    indices : array_like of int, shape (n, r)
        Places along the first r axes.
    updates : array_like
        A number for each place, or a block of the axes after the r-th.
    reduction : {"add", "max", "min", "mul"}, optional
        How to join an update with what is there; by default it takes its place.

    Examples
    --------
    >>> scatter_update([1, 1, 1], [[0], [2]], [5, 7])
    array([5, 1, 7], dtype=int32)
    """
    if reduction is not None:
        reduction = reduction.lower()
        if reduction not in _REDUCTIONS:
            raise ValueError(
                f"Invalid reduction: {reduction}. Supported values are: None, 'add', 'max', 'min', 'mul'."
            )
    inputs = convert_to_tensor(inputs)
    updates = cast(updates, inputs.dtype)
    index = tuple(np.moveaxis(array_of(indices), -1, 0))
    if reduction is None:
        return plain(autodiff.replace_at(inputs, index, updates))
    if reduction == "add" and (inputs.__class__ is Tensor or updates.__class__ is Tensor):
        return plain(autodiff.add(inputs, autodiff.add_at(inputs.shape, index, updates)))
    out = np.array(without_gradient("scatter_update", inputs))
    _REDUCTIONS[reduction].at(out, index, without_gradient("scatter_update", updates))
    return out


def _slice_spec(inputs: Any, start_indices: Any, shape: Any) -> KerasTensor:
    rank = len(inputs.shape)
    starts = None if isinstance(start_indices, KerasTensor) else list(start_indices)
    if len(shape) != rank:
        raise ValueError(
            "The number of dimensions in `inputs` must match the number of dimensions in `shape`. "
            f"Received inputs.shape={inputs.shape} and shape={shape}"
        )
    if starts is not None and len(starts) != rank:
        raise ValueError(
            "The number of dimensions in `start_indices` must match the number of dimensions in `inputs`. "
            f"Received start_indices={starts} and inputs.shape={inputs.shape}"
        )
    final = []
    for axis, (size, wanted) in enumerate(zip(inputs.shape, shape)):
        rest = None if starts is None or size is None else size - int(starts[axis])
        final.append(rest if wanted == -1 else wanted)
    return KerasTensor(final, inputs.dtype)


@operation(output_spec=_slice_spec)
def slice(inputs: Any, start_indices: Any, shape: Any) -> Any:
    """A block of the inputs.

    Parameters
    ----------
    inputs : array_like
    start_indices : sequence of int
        Where the block begins along each axis.
    shape : sequence of int
        How long it is; −1 for the rest of the axis.

    Examples
    --------
    >>> slice([[1, 2, 3], [4, 5, 6]], (0, 1), (2, 2))
    array([[2, 3],
           [5, 6]], dtype=int32)
    """
    inputs = convert_to_tensor(inputs)
    starts = [int(start) for start in array_of(start_indices)]
    if not len(starts) == len(shape) == inputs.ndim:
        raise ValueError(
            "Length of `start_indices` must match length of `shape`, and the number of dimensions in "
            f"`inputs`. Received: start_indices={start_indices}, shape={shape}, inputs.shape={inputs.shape}"
        )
    block = tuple(
        np.s_[start : (full if size == -1 else start + size)]
        for start, size, full in zip(starts, shape, inputs.shape)
    )
    return plain(inputs[block]) if inputs.__class__ is Tensor else inputs[block]


@operation(output_spec=_like_inputs)
def slice_update(inputs: Any, start_indices: Any, updates: Any) -> Any:
    """A copy of the inputs with a block put in that begins at `start_indices`."""
    inputs = convert_to_tensor(inputs)
    updates = cast(updates, inputs.dtype)
    starts = [int(start) for start in array_of(start_indices)]
    block = tuple(np.s_[start : start + size] for start, size in zip(starts, updates.shape))
    return plain(autodiff.replace_at(inputs, block, updates))
