"""Reductions of the rows that bear the same number."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.autodiff import Tensor
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import convert_to_tensor, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.values import array_of, without_gradient


def _spec(data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False) -> KerasTensor:
    _check(data, segment_ids)
    return KerasTensor((num_segments, *data.shape[1:]), data.dtype)


@operation(output_spec=_spec)
def segment_sum(data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False) -> Any:
    """The sums of the rows that bear the same number.

    Parameters
    ----------
    data : array_like, shape (n, ...)
    segment_ids : array_like of int, shape (n,)
        The number of each row; rows with a negative one are left out.
    num_segments : int, optional
        How many numbers there are; one more than the largest by default.
    sorted : bool, default False
        Whether the numbers are sorted; it makes no difference here.

    Examples
    --------
    >>> segment_sum([1, 2, 10], [0, 0, 1])
    array([ 3, 10], dtype=int32)
    """
    data, numbers, count = _arguments(data, segment_ids, num_segments)
    return plain(autodiff.segment_sum(data, numbers, count))


@operation(output_spec=_spec)
def segment_max(data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False) -> Any:
    """The largest entries of the rows that bear the same number, −inf where none does."""
    return _extreme("segment_max", np.maximum, -np.inf, data, segment_ids, num_segments)


@operation(output_spec=_spec)
def segment_min(data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False) -> Any:
    """The smallest entries of the rows that bear the same number, inf where none does."""
    return _extreme("segment_min", np.minimum, np.inf, data, segment_ids, num_segments)


@operation(output_spec=_spec)
def segment_prod(data: Any, segment_ids: Any, num_segments: int | None = None, sorted: bool = False) -> Any:
    """The products of the rows that bear the same number, 1 where none does."""
    return _extreme("segment_prod", np.multiply, 1, data, segment_ids, num_segments)


def _extreme(
    name: str, function: Any, start: Any, data: Any, segment_ids: Any, num_segments: int | None
) -> Any:
    data, numbers, count = _arguments(data, segment_ids, num_segments)
    values = without_gradient(name, data)
    if np.isinf(start) and values.dtype.kind in "iu":
        limits = np.iinfo(values.dtype)
        start = limits.max if start > 0 else limits.min
    out = np.full((count, *values.shape[1:]), start, values.dtype)
    kept = (numbers >= 0) & (numbers < count)
    function.at(out, numbers[kept], values[kept])
    return out


def _arguments(data: Any, segment_ids: Any, num_segments: int | None) -> tuple[Any, np.ndarray, int]:
    data, numbers = convert_to_tensor(data), array_of(segment_ids)
    _check(data, numbers)
    data = data if data.__class__ is Tensor else np.asarray(data)
    return data, numbers, int(numbers.max(initial=-1)) + 1 if num_segments is None else num_segments


def _check(data: Any, segment_ids: Any) -> None:
    if len(segment_ids.shape) != 1:
        raise ValueError(
            f"Argument `segment_ids` should be an 1-D vector, got shape: {len(segment_ids.shape)}. Consider "
            "either flatten input with segment_ids.reshape((-1)) and data.reshape((-1, ) + data.shape["
            "len(segment_ids.shape):]) or vectorize with vmap."
        )
    rows, numbers = data.shape[0], segment_ids.shape[0]
    if rows != numbers and None not in (rows, numbers):
        raise ValueError(
            "Argument `segment_ids` and `data` should have same leading dimension. Got "
            f"{segment_ids.shape} v.s. {data.shape}."
        )
