"""Entries in order: sorted, the largest, the different ones, and where a value belongs."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.autodiff import Tensor
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import cast, convert_to_tensor, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.specs import canonicalize_axis, shape_of
from dlteach.keras.ops.values import array_of, evaluate, standardize_axis


def _searchsorted_spec(sorted_sequence: Any, values: Any, side: str = "left") -> KerasTensor:
    if len(shape_of(sorted_sequence)) != 1:
        raise ValueError("searchsorted only supports 1-D sorted sequences. Use ops.vectorized_map for more.")
    return KerasTensor(shape_of(values), "int32" if shape_of(sorted_sequence)[0] else "int64")


@operation(output_spec=_searchsorted_spec)
def searchsorted(sorted_sequence: Any, values: Any, side: str = "left") -> Any:
    """The places at which values would have to be put in for a sorted vector to stay sorted."""
    sequence = array_of(sorted_sequence)
    if sequence.ndim != 1:
        raise ValueError(
            "`searchsorted` only supports 1-D sorted sequences. Received: "
            f"sorted_sequence.shape={sequence.shape}"
        )
    return cast(np.asarray(np.searchsorted(sequence, array_of(values), side)), "int32")  # type: ignore[call-overload]


@operation
def digitize(x: Any, bins: Any) -> Any:
    """For each entry the number of the bin in which it lies, 0 below the first border.

    Examples
    --------
    >>> digitize([0.5, 1.5, 9.0], [1.0, 2.0])
    array([0, 1, 2], dtype=int32)
    """
    return cast(np.asarray(np.digitize(array_of(x), array_of(bins))), "int32")


@operation
def sort(x: Any, axis: int | None = -1) -> Any:
    """The entries from the smallest to the largest along an axis."""
    x = convert_to_tensor(x)
    if x.__class__ is not Tensor:
        return np.sort(x, axis=axis)
    return plain(autodiff.sort(autodiff.flatten(x) if axis is None else x, -1 if axis is None else axis))


@operation
def argsort(x: Any, axis: int | None = -1) -> Any:
    """The places of the entries from the smallest to the largest along an axis.

    Examples
    --------
    >>> argsort([3, 1, 2])
    array([1, 2, 0], dtype=int32)
    """
    return cast(np.argsort(array_of(x), axis=axis), "int32")


@operation
def argpartition(x: Any, kth: int, axis: int = -1) -> Any:
    """The places of the entries, the k smallest first."""
    return cast(np.argpartition(array_of(x), kth, standardize_axis(axis)), "int32")


@operation
def top_k(x: Any, k: int, sorted: bool = True) -> Any:
    """The k largest entries along the last axis, and their places.

    Parameters
    ----------
    x : array_like
    k : int
    sorted : bool, default True
        Whether the largest comes first.

    Returns
    -------
    tuple of values and places

    Examples
    --------
    >>> top_k([10, 30, 20], 2)
    (array([30, 20], dtype=int32), array([1, 2], dtype=int32))
    """
    x = convert_to_tensor(x)
    # Of equal entries the first comes first: a stable sort of what is turned round.
    backwards = np.argsort(np.flip(array_of(x), -1), axis=-1, kind="stable")
    places = (x.shape[-1] - 1 - np.flip(backwards, -1))[..., :k]
    return evaluate(np.take_along_axis, autodiff.take_along_axis, x, places, -1), cast(places, "int32")


@operation
def in_top_k(targets: Any, predictions: Any, k: int) -> Any:
    """Whether each target is among the k classes with the largest predictions.

    Examples
    --------
    >>> in_top_k([1, 0], [[0.1, 0.9], [0.2, 0.8]], k=1)
    array([ True, False])
    """
    labels, scores = array_of(targets), array_of(predictions)
    flat, rows = labels.reshape(-1).astype(np.intp), scores.reshape(-1, scores.shape[-1])
    inside = (flat >= 0) & (flat < rows.shape[1])
    of_target = rows[np.arange(len(rows)), np.where(inside, flat, 0)][:, None]
    better = (rows > of_target).sum(axis=1)
    return (inside & (better < k) & np.isfinite(of_target[:, 0])).reshape(labels.shape)


def _unique_spec(
    x: KerasTensor,
    sorted: bool = True,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
    axis: int | None = None,
    size: int | None = None,
    fill_value: Any = None,
) -> Any:
    place = None if axis is None else canonicalize_axis(axis, len(x.shape))
    rest = () if place is None else x.shape
    shape = (size,) if place is None else (*rest[:place], size, *rest[place + 1 :])
    inverse = x.shape if place is None else (x.shape[place],)
    wanted = ((return_index, (size,)), (return_inverse, inverse), (return_counts, (size,)))
    values = KerasTensor(shape, x.dtype)
    extra = [KerasTensor(sizes, "int32") for flag, sizes in wanted if flag]
    return (values, *extra) if extra else values


@operation(output_spec=_unique_spec)
def unique(
    x: Any,
    sorted: bool = True,
    return_index: bool = False,
    return_inverse: bool = False,
    return_counts: bool = False,
    axis: int | None = None,
    size: int | None = None,
    fill_value: Any = None,
) -> Any:
    """The different entries, or slices along an axis, each once, from the smallest to the largest.

    Parameters
    ----------
    x : array_like
    sorted : bool, default True
        Kept for Keras code that gives it: they always are.
    return_index, return_inverse, return_counts : bool, default False
        Whether to return also their first places, the number of each entry among them, how often each occurs.
    axis : int, optional
    size : int, optional
        Return so many, cut off or filled up with `fill_value`.
    fill_value : float, default 0
    """
    x = array_of(x)
    wanted = (return_index, return_inverse, return_counts)
    found: Any = np.unique(x, *wanted, axis=axis, equal_nan=False)  # type: ignore[call-overload]
    values, *extra = found if isinstance(found, tuple) else (found,)
    if size is not None:
        values = _of_size(values, size, 0 if axis is None else axis, fill_value or 0)
        sized = iter(extra)
        parts = [next(sized) if flag else None for flag in wanted]
        fills = (1, None, 0)
        extra = [
            part if fill is None else _of_size(part, size, 0, fill)
            for part, fill in zip(parts, fills)
            if part is not None
        ]
    extra = [cast(part, "int32") for part in extra]
    return (values, *extra) if extra else values


def _of_size(x: np.ndarray, size: int, axis: int, fill: Any) -> np.ndarray:
    rows = np.moveaxis(x, axis, 0)[:size]
    more = np.full((size - len(rows), *rows.shape[1:]), fill, x.dtype)
    return np.moveaxis(np.concatenate([rows, more]), 0, axis)
