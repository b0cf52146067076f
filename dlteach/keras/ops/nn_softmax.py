"""Softmax and its logarithm along any axes: those of `dlteach.functions`, which work on rows."""

from __future__ import annotations

import math
import warnings
from typing import Any

from dlteach import autodiff, functions
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.shaping import reshape, transpose
from dlteach.keras.ops.values import evaluate, integers_as_float


def _same_spec(x: KerasTensor, axis: Any = -1) -> KerasTensor:
    _axes(len(x.shape), axis)
    if isinstance(axis, int):
        _warn_of_one_class(x, axis)
    return KerasTensor(x.shape, x.dtype)


@operation(output_spec=_same_spec)
def softmax(x: Any, axis: Any = -1) -> Any:
    """Probabilities along an axis: `eˣ / Σ eˣ`.

    Parameters
    ----------
    x : array_like
        Logits.
    axis : int or tuple of int, default -1
        What will sum to 1; None for everything.

    Examples
    --------
    >>> softmax([0.0, 0.0])
    array([0.5, 0.5], dtype=float32)
    """
    x = integers_as_float(x)
    _warn_of_one_class(x, axis)
    if axis == -1 and x.ndim == 2:
        return evaluate(functions.softmax, autodiff.softmax, x)
    return _by_rows(functions.softmax, autodiff.softmax, x, axis)


@operation(output_spec=_same_spec)
def log_softmax(x: Any, axis: Any = -1) -> Any:
    """The logarithm of `softmax`, finite also where a probability rounds to 0."""
    x = integers_as_float(x)
    if axis == -1 and x.ndim == 2:
        return evaluate(functions.log_softmax, autodiff.log_softmax, x)
    return _by_rows(functions.log_softmax, autodiff.log_softmax, x, axis)


def _by_rows(function: Any, operation: Any, x: Any, axis: Any) -> Any:
    axes = _axes(x.ndim, axis)
    order = (*(place for place in range(x.ndim) if place not in axes), *axes)
    moved = x if order == tuple(range(x.ndim)) else transpose(x, order)
    length = math.prod(x.shape[place] for place in axes)
    rows = reshape(moved, (math.prod(x.shape) // max(length, 1), length))
    out = reshape(evaluate(function, operation, rows), moved.shape)
    return out if moved is x else transpose(out, sorted(range(x.ndim), key=order.__getitem__))


def _axes(rank: int, axis: Any) -> tuple[int, ...]:
    if axis is None:
        return tuple(range(rank))
    axes = tuple(axis) if isinstance(axis, (tuple, list)) else (axis,)
    for place in axes:
        if not -rank <= place < rank:
            raise ValueError(f"axis {place} is out of bounds for array of dimension {rank}")
    return tuple(place % rank for place in axes)


def _warn_of_one_class(x: Any, axis: Any) -> None:
    if isinstance(axis, int) and -len(x.shape) <= axis < len(x.shape) and x.shape[axis] == 1:
        warnings.warn(
            f"You are using a softmax over axis {axis} of a tensor of shape {x.shape}. This axis has size 1. "
            "The softmax operation will always return the value 1, which is likely not what you intended. "
            "Did you mean to use a sigmoid instead?",
            stacklevel=4,
        )
