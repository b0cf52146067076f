"""Arrays whose axes lie in memory in the order of another's, so that NumPy walks through both in one go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def empty_like(x: Array, shape: Sequence[int]) -> Array:
    """An array of another shape, with entries that are not set yet."""
    order, back = _orders(x.strides)
    return np.empty([shape[axis] for axis in order], x.dtype).transpose(back)


def in_order_of(like: Array, x: Array) -> Array:
    """x, copied if its axes lie in another order."""
    if _orders(x.strides) == _orders(like.strides):
        return x
    copy = empty_like(like, x.shape)
    copy[...] = x
    return copy


@lru_cache(maxsize=1024)
def _orders(strides: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The axes from the outermost to the innermost in memory, and where each of them went."""
    order = sorted(range(len(strides)), key=lambda axis: -abs(strides[axis]))
    return tuple(order), tuple(sorted(range(len(order)), key=order.__getitem__))
