"""Pooling along one axis: a window of k entries takes k operations on whole arrays, one for each place in it.

A window of an image is pooled axis by axis: the largest of the largest entries, the mean of means.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlteach.functions._memory_order import empty_like
from dlteach.functions._windows import Margins, as_sizes, check_padding, margins, window_count

Array = NDArray[Any]
IntOrInts = int | Sequence[int]
Steps = list[tuple[int, int, int]]


def pooling_steps(
    function: str, x_shape: Sequence[int], pool_size: IntOrInts, strides: IntOrInts | None, padding: str
) -> Steps:
    """Axis, size and stride, from the last axis to the first: so ties go to the first entry of a row."""
    axes, shape = len(x_shape) - 2, tuple(x_shape)
    if axes < 1:
        raise ValueError(f"{function}: expected x of shape (n, …, c) with axes between, got {shape}")
    sizes = as_sizes(pool_size, f"{function}: pool_size", axes)
    steps = sizes if strides is None else as_sizes(strides, f"{function}: strides", axes)
    check_padding(function, padding)
    if padding == "valid" and any(size > length for size, length in zip(sizes, shape[1:])):
        raise ValueError(
            f"{function}: the window {sizes} is larger than the image {shape[1:-1]}; "
            'use padding="same" or a smaller window'
        )
    return [(axis + 1, sizes[axis], steps[axis]) for axis in reversed(range(axes))]


def check_arrived(
    function: str, grad: np.ndarray, x_shape: Sequence[int], steps: Steps, padding: str
) -> None:
    expected = list(x_shape)
    for axis, size, stride in steps:
        expected[axis] = window_count(expected[axis], size, stride, padding)
    if grad.shape != tuple(expected):
        raise ValueError(
            f"{function}: expected grad_output of shape {tuple(expected)}, that of the output, "
            f"got {grad.shape}"
        )


def max_along(x: Array, axis: int, size: int, stride: int, padding: str) -> Array:
    """The largest entry of every window."""
    values = _places(
        _padded(x, axis, margins(x.shape[axis], size, stride, padding), -np.inf), axis, size, stride
    )
    out = empty_like(x, values[0].shape)
    if size == 1:
        out[...] = values[0]
        return out
    np.maximum(values[0], values[1], out=out)
    for value in values[2:]:
        np.maximum(out, value, out=out)
    return out


def max_along_gradient(
    grad: Array, x: Array, out: Array, axis: int, size: int, stride: int, padding: str
) -> Array:
    """What arrives goes to the first entry that was the largest: the others share what is left, nothing."""
    around = margins(x.shape[axis], size, stride, padding)
    padded = _padded(x, axis, around, -np.inf)
    total = empty_like(padded, padded.shape)
    values, targets = _places(padded, axis, size, stride), _places(total, axis, size, stride)
    left = grad
    if stride >= size:  # no entry is in two windows
        if total.shape[axis] != size * out.shape[axis]:
            total[...] = 0
        if size == 1:
            targets[0][...] = left
        for value, target in zip(values[:-1], targets[:-1]):
            np.multiply(left, value == out, out=target)
            left = np.subtract(left, target, out=targets[-1])
    else:
        total[...] = 0
        for value, target in zip(values, targets):
            share = left * (value == out)
            target += share
            left = left - share
    return _cropped(total, axis, around)


def mean_along(x: Array, axis: int, size: int, stride: int, padding: str) -> Array:
    """The mean of every window; entries outside x do not count."""
    around = margins(x.shape[axis], size, stride, padding)
    values = _places(_padded(x, axis, around, 0), axis, size, stride)
    out = empty_like(x, values[0].shape)
    out[...] = values[0]
    for value in values[1:]:
        out += value
    out /= _entries(x, x.shape[axis], axis, size, stride, around)
    return out


def mean_along_gradient(grad: Array, length: int, axis: int, size: int, stride: int, padding: str) -> Array:
    """What arrives is shared out evenly; `length` is that of x."""
    around = margins(length, size, stride, padding)
    total = empty_like(grad, _with(grad.shape, axis, length + sum(around)))
    total[...] = 0
    share = grad / _entries(grad, length, axis, size, stride, around)
    for target in _places(total, axis, size, stride):
        target += share
    return _cropped(total, axis, around)


def _places(padded: Array, axis: int, size: int, stride: int) -> list[Array]:
    """For each place in a window: the entries of all windows there."""
    reach = (window_count(padded.shape[axis], size, stride, "valid") - 1) * stride + 1
    return [padded[_along(axis, slice(place, place + reach, stride))] for place in range(size)]


def _entries(like: Array, length: int, axis: int, size: int, stride: int, around: Margins) -> Array | int:
    """How many of the `length` entries each window has."""
    if not any(around):
        return size
    ones = _padded(np.ones(length, like.dtype), 0, around, 0)
    counts = sum(_places(ones, 0, size, stride))
    return np.reshape(counts, _with([1] * like.ndim, axis, -1))


def _padded(x: Array, axis: int, around: Margins, value: float) -> Array:
    if not any(around):
        return x
    padded = empty_like(x, _with(x.shape, axis, x.shape[axis] + sum(around)))
    padded[...] = value
    _cropped(padded, axis, around)[...] = x
    return padded


def _with(shape: Sequence[int], axis: int, size: int) -> list[int]:
    return [size if i == axis else old for i, old in enumerate(shape)]


def _cropped(padded: Array, axis: int, around: Margins) -> Array:
    before, after = around
    return padded[_along(axis, slice(before, -after or None))]


def _along(axis: int, part: slice) -> tuple[slice, ...]:
    return (*[slice(None)] * axis, part)
