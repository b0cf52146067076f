"""Entries repeated, arrays tiled, broadcast and padded."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.autodiff import Tensor
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import convert_to_tensor, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.specs import broadcast_shapes, canonicalize_axis
from dlteach.keras.ops.values import array_of, evaluate


def _repeat_spec(x: KerasTensor, repeats: Any, axis: int | None = None) -> KerasTensor:
    shape: Any = x.shape
    if axis is None:
        shape, axis = (None if None in shape else int(np.prod(shape)),), 0
    place = canonicalize_axis(axis, len(shape))
    counts = np.ravel(array_of(repeats))
    size = shape[place]
    if counts.size > 1 and size not in (None, counts.size):
        raise ValueError(
            "Size of `repeats` and dimensions of `x` should be compatible. "
            f"Received: {counts.size} and {size}"
        )
    length = None if size is None else int(counts.sum() if counts.size > 1 else size * counts[0])
    return KerasTensor((*shape[:place], length, *shape[place + 1 :]), x.dtype)


@operation(output_spec=_repeat_spec)
def repeat(x: Any, repeats: Any, axis: int | None = None) -> Any:
    """Every entry several times, one copy beside the other.

    Examples
    --------
    >>> repeat([1, 2], 2)
    array([1, 1, 2, 2], dtype=int32)
    """
    return evaluate(np.repeat, autodiff.repeat, convert_to_tensor(x), array_of(repeats), axis)


@operation
def tile(x: Any, repeats: Any) -> Any:
    """The whole several times, one copy beside the other.

    Examples
    --------
    >>> tile([1, 2], 2)
    array([1, 2, 1, 2], dtype=int32)
    """
    return evaluate(np.tile, autodiff.tile, convert_to_tensor(x), repeats)


def _broadcast_spec(x: KerasTensor, shape: Any) -> KerasTensor:
    broadcast_shapes(x.shape, shape)
    return KerasTensor(shape, x.dtype)


@operation(output_spec=_broadcast_spec)
def broadcast_to(x: Any, shape: Any) -> Any:
    """Copies along new axes and along axes of length 1."""
    return evaluate(np.broadcast_to, autodiff.broadcast_to, convert_to_tensor(x), tuple(shape))


def _pad_spec(x: KerasTensor, pad_width: Any, mode: str = "constant", constant_values: Any = None) -> Any:
    _check_pad(mode, constant_values)
    widths = np.asarray(pad_width)
    if widths.ndim == 2 and len(widths) not in (1, len(x.shape)):
        raise ValueError(
            f"`pad_width` must have the same length as `x.shape`. Received: pad_width={pad_width} (of length "
            f"{len(widths)}) and x.shape={x.shape} (of length {len(x.shape)})"
        )
    before_after = np.broadcast_to(widths, (len(x.shape), 2)).sum(axis=1).tolist()
    sizes = [None if size is None else size + more for size, more in zip(x.shape, before_after)]
    return KerasTensor(sizes, x.dtype)


def _check_pad(mode: str, constant_values: Any) -> None:
    if constant_values is not None and mode != "constant":
        raise ValueError(
            f"Argument `constant_values` can only be provided when `mode == 'constant'`. "
            f"Received: mode={mode}"
        )


@operation(output_spec=_pad_spec)
def pad(x: Any, pad_width: Any, mode: str = "constant", constant_values: Any = None) -> Any:
    """More entries before the first and after the last along each axis.

    Parameters
    ----------
    x : array_like
    pad_width : int, or a pair (before, after), or such a pair for each axis
    mode : {"constant", "reflect", "symmetric", "edge", "wrap"}
        What the new entries are: one number, or copies of others.
    constant_values : float, default 0
        The number, with mode "constant".

    Examples
    --------
    >>> pad([1, 2], (1, 2))
    array([0, 1, 2, 0, 0], dtype=int32)
    """
    _check_pad(mode, constant_values)
    x = convert_to_tensor(x)
    widths = tuple(map(tuple, np.broadcast_to(np.asarray(pad_width), (x.ndim, 2)).tolist()))
    fill = array_of(0 if constant_values is None else constant_values)
    if x.__class__ is Tensor:
        return plain(autodiff.pad(x, widths, mode, fill))
    return np.pad(x, widths, mode, **({"constant_values": fill} if mode == "constant" else {}))  # type: ignore[call-overload]


@operation
def copy(x: Any) -> Any:
    """The same entries in memory of their own."""
    x = convert_to_tensor(x)
    return plain(autodiff.multiply(x, 1)) if x.__class__ is Tensor else np.copy(x)
