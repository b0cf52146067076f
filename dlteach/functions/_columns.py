"""Images in the order in which convolutions compute with them, and their windows as the columns of matrices.

An image is (n, s₀, s₁, …, c): examples, one or more axes of space, channels. Its rows are (s₀, c, s₁, …, n)
in memory: for each step along s₀ a matrix, whose rows are channels and whose columns are everything else. A
window over k₀ steps along s₀ is then k₀ such matrices one below the other, which is a view and needs no copy.
What comes out has the same order, ready for the next layer, and is seen with the axes of an image.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlteach.functions._windows import Margins, Sizes

Array = NDArray[Any]


def rows_of(image: Array) -> Array:
    """(n, s₀, s₁, …, c) seen as (s₀, c, s₁, …, n)."""
    return image.transpose(1, image.ndim - 1, *range(2, image.ndim - 1), 0)


def image_of(rows: Array) -> Array:
    """(s₀, c, s₁, …, n) seen as (n, s₀, s₁, …, c)."""
    return rows.transpose(rows.ndim - 1, 0, *range(2, rows.ndim - 1), 1)


def in_one_piece(rows: Array) -> Array:
    """Rows as they are, copied if they do not lie in memory one after the other."""
    return rows if rows.flags.c_contiguous else np.ascontiguousarray(rows)


def without_margins(padded: Array, margins: Sequence[Margins]) -> Array:
    """A view of what is inside."""
    first, *others = (slice(before, -after or None) for before, after in margins)
    inside = (first, slice(None), *others)
    return padded[inside]


def steps(place: int, count: int, stride: int, dilation: int) -> slice:
    """Which entries of an axis stand at one place of their windows."""
    return slice(place * dilation, place * dilation + stride * (count - 1) + 1, stride)


def at_place(place: Sequence[int], counts: Sizes, strides: Sizes, dilation: Sizes) -> tuple[slice, ...]:
    """The same for every axis of space but the first, as an index of rows."""
    return (slice(None), slice(None), *map(steps, place, counts, strides, dilation))


class Columns:
    """Every window of an image as a column: (o₀, k₀·k₁·…·c, o₁·…·n).

    The arrays are made once. `of` copies what has to be copied, when there are other numbers in the image.

    Parameters
    ----------
    shape : sequence of int, (s₀, c, s₁, …, n)
        Of the rows.
    dtype : dtype
    margins : sequence of pairs
        Zeros around the image.
    window, counts, strides, dilation : tuple of int
        Along each axis of space.
    """

    def __init__(
        self,
        shape: Sequence[int],
        dtype: np.dtype[Any],
        margins: Sequence[Margins],
        window: Sizes,
        counts: Sizes,
        strides: Sizes,
        dilation: Sizes,
    ) -> None:
        self._window, self._counts, self._strides, self._dilation = window, counts, strides, dilation
        self._channels = shape[1]
        self._padded: Array | None = None
        if any(before or after for before, after in margins):
            around = [margins[0], (0, 0), *margins[1:], (0, 0)]
            self._padded = np.zeros([b + size + a for size, (b, a) in zip(shape, around)], dtype)
            self._inside = without_margins(self._padded, margins)
        self._shifted: Array | None = None
        if any(size > 1 for size in (*window[1:], *strides[1:])):
            first = shape[0] + sum(margins[0])
            self._shifted = np.empty((first, *window[1:], shape[1], *counts[1:], shape[-1]), dtype)

    def of(self, rows: Array) -> Array:
        """The columns of these rows."""
        if self._padded is not None:
            self._inside[...] = rows
            rows = self._padded
        if self._shifted is not None:
            for place in product(*map(range, self._window[1:])):
                there: Any = (slice(None), *place)
                self._shifted[there] = rows[
                    at_place(place, self._counts[1:], self._strides[1:], self._dilation[1:])
                ]
            rows = self._shifted
        return self._windows(in_one_piece(rows))

    def _windows(self, rows: Array) -> Array:
        columns = math.prod(self._counts[1:]) * rows.shape[-1]
        flat = rows.reshape(len(rows), math.prod(self._window[1:]) * self._channels, columns)
        step, *others = flat.strides
        view: Array = np.ndarray(
            (self._counts[0], self._window[0], *flat.shape[1:]),
            flat.dtype,
            flat,
            strides=(self._strides[0] * step, self._dilation[0] * step, *others),
        )
        # With gaps between the k₀ steps this is a copy, otherwise another view.
        return view.reshape(self._counts[0], self._window[0] * flat.shape[1], columns)
