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
    return rows if rows.flags.c_contiguous else with_margins(rows, [(0, 0)] * (rows.ndim - 2))


def with_margins(rows: Array, margins: Sequence[Margins]) -> Array:
    """A copy with zeros around it."""
    around = [margins[0], (0, 0), *margins[1:], (0, 0)]
    sizes = [before + size + after for size, (before, after) in zip(rows.shape, around)]
    padded = np.empty(sizes, rows.dtype)
    if padded.shape != rows.shape:
        padded[...] = 0
    without_margins(padded, margins)[...] = rows
    return padded


def without_margins(padded: Array, margins: Sequence[Margins]) -> Array:
    """A view of what is inside."""
    first, *others = (slice(before, -after or None) for before, after in margins)
    return padded[(first, slice(None), *others)]


def columns(rows: Array, window: Sizes, counts: Sizes, strides: Sizes, dilation: Sizes) -> Array:
    """Every window as a column: (o₀, k₀·k₁·…·c, o₁·…·n)."""
    first, channels, *_, examples = rows.shape
    if any(size > 1 for size in (*window[1:], *strides[1:])):
        shifted = np.empty((first, *window[1:], channels, *counts[1:], examples), rows.dtype)
        for place in product(*map(range, window[1:])):
            shifted[(slice(None), *place)] = rows[at_place(place, counts[1:], strides[1:], dilation[1:])]
        rows = shifted
    flat = rows.reshape(first, math.prod(window[1:]) * channels, math.prod(counts[1:]) * examples)
    step, *others = flat.strides
    view: Array = np.ndarray(
        (counts[0], window[0], *flat.shape[1:]),
        flat.dtype,
        flat,
        strides=(strides[0] * step, dilation[0] * step, *others),
    )
    # With gaps between the k₀ steps this is a copy, otherwise another view.
    return view.reshape(counts[0], window[0] * flat.shape[1], flat.shape[2])


def steps(place: int, count: int, stride: int, dilation: int) -> slice:
    """Which entries of an axis stand at one place of their windows."""
    return slice(place * dilation, place * dilation + stride * (count - 1) + 1, stride)


def at_place(place: Sequence[int], counts: Sizes, strides: Sizes, dilation: Sizes) -> tuple[slice, ...]:
    """The same for every axis of space but the first, as an index of rows."""
    return (slice(None), slice(None), *map(steps, place, counts, strides, dilation))
