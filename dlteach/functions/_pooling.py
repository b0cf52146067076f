"""Pooling along one axis: a window of k entries takes k operations on whole arrays, one for each place in it.

A window of an image is pooled axis by axis: the largest of the largest entries, the mean of means.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dlteach.functions._memory_order import empty_like
from dlteach.functions._windows import (
    IntOrInts,
    Margins,
    as_sizes,
    check_padding,
    margins,
    one_or_more,
    window_count,
)

Array = NDArray[Any]


class Step(NamedTuple):
    """Pooling along one axis, with the margins that the windows reach over."""

    axis: int
    size: int
    stride: int
    around: Margins
    length: int
    windows: int


def pooling_steps(
    function: str, x_shape: Sequence[int], pool_size: IntOrInts, strides: IntOrInts | None, padding: str
) -> tuple[Step, ...]:
    """From the last axis to the first, so that ties go to the first of a row; found once for a training."""
    return _steps(function, tuple(x_shape), one_or_more(pool_size), one_or_more(strides), padding)


@lru_cache(maxsize=256, typed=True)
def _steps(
    function: str, x_shape: tuple[int, ...], pool_size: IntOrInts, strides: IntOrInts | None, padding: str
) -> tuple[Step, ...]:
    axes = len(x_shape) - 2
    if axes < 1:
        raise ValueError(f"{function}: expected x of shape (n, …, c) with axes between, got {x_shape}")
    sizes = as_sizes(pool_size, f"{function}: pool_size", axes)
    apart = sizes if strides is None else as_sizes(strides, f"{function}: strides", axes)
    check_padding(function, padding)
    if padding == "valid" and any(size > length for size, length in zip(sizes, x_shape[1:])):
        raise ValueError(
            f"{function}: the window {sizes} is larger than the image {x_shape[1:-1]}; "
            'use padding="same" or a smaller window'
        )
    along = [(length, size, stride, padding) for length, size, stride in zip(x_shape[1:], sizes, apart)]
    return tuple(
        Step(axis + 1, size, stride, margins(*along[axis]), length, window_count(*along[axis]))
        for axis, (length, size, stride, _) in reversed(list(enumerate(along)))
    )


def check_arrived(function: str, grad: Array, x_shape: Sequence[int], steps: Sequence[Step]) -> None:
    """Refuse a gradient that is not of the output's shape."""
    expected = tuple(x_shape[:1]) + tuple(step.windows for step in reversed(steps)) + tuple(x_shape[-1:])
    if grad.shape != expected:
        raise ValueError(
            f"{function}: expected grad_output of shape {expected}, that of the output, got {grad.shape}"
        )


class MaxAlong:
    """The largest entry of every window along one axis; `forward` once more reads x again."""

    def __init__(self, x: Array, step: Step) -> None:
        self._x, self._step = x, step
        self._padded = _padded(x, step, -np.inf)
        self._values = _places(self._padded, step)
        self.out = empty_like(x, self._values[0].shape)

    def forward(self) -> None:
        if self._padded is not self._x:
            _cropped(self._padded, self._step)[...] = self._x
        first, *others = self._values
        if not others:
            self.out[...] = first
        for value in others:
            first = np.maximum(first, value, out=self.out)

    def backward(self, grad: Array) -> Array:
        """What arrives goes to the first entry that was the largest; for others nothing is left."""
        step = self._step
        total = empty_like(self._padded, self._padded.shape)
        targets = _places(total, step)
        left = grad
        if step.stride >= step.size:  # no entry is in two windows
            if total.shape[step.axis] != step.size * step.windows:
                total[...] = 0
            if step.size == 1:
                targets[0][...] = left
            for value, target in zip(self._values[:-1], targets[:-1]):
                np.multiply(left, value == self.out, out=target)
                left = np.subtract(left, target, out=targets[-1])
        else:
            total[...] = 0
            for value, target in zip(self._values, targets):
                share = left * (value == self.out)
                target += share
                left = left - share
        return _cropped(total, step)


def mean_along(x: Array, step: Step) -> Array:
    """The mean of every window; entries outside x do not count."""
    values = _places(_padded(x, step, 0), step)
    out = empty_like(x, values[0].shape)
    out[...] = values[0]
    for value in values[1:]:
        out += value
    out /= _entries(x, step)
    return out


def mean_along_gradient(grad: Array, step: Step) -> Array:
    """What arrives is shared out evenly."""
    total = empty_like(grad, _with(grad.shape, step.axis, step.length + sum(step.around)))
    total[...] = 0
    share = grad / _entries(grad, step)
    for target in _places(total, step):
        target += share
    return _cropped(total, step)


def _places(padded: Array, step: Step) -> list[Array]:
    """For each place in a window: the entries of all windows there."""
    reach = (step.windows - 1) * step.stride + 1
    parts = [slice(place, place + reach, step.stride) for place in range(step.size)]
    return [padded[_along(step.axis, part)] for part in parts]


def _entries(like: Array, step: Step) -> Array | int:
    """How many entries of x each window has."""
    if not any(step.around):
        return step.size
    alone = step._replace(axis=0)
    counts = sum(_places(_padded(np.ones(step.length, like.dtype), alone, 0), alone))
    return np.reshape(counts, _with([1] * like.ndim, step.axis, -1))


def _padded(x: Array, step: Step, value: float) -> Array:
    if not any(step.around):
        return x
    padded = empty_like(x, _with(x.shape, step.axis, step.length + sum(step.around)))
    padded[...] = value
    _cropped(padded, step)[...] = x
    return padded


def _cropped(padded: Array, step: Step) -> Array:
    before, after = step.around
    return padded[_along(step.axis, slice(before, -after or None))]


def _along(axis: int, part: slice) -> tuple[slice, ...]:
    return (*[slice(None)] * axis, part)


def _with(shape: Sequence[int], axis: int, size: int) -> list[int]:
    return [size if i == axis else old for i, old in enumerate(shape)]
