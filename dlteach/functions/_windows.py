"""Where windows lie on images: how many there are, and what margins they need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dlteach.functions._arguments import as_count

IntOrInts = int | Sequence[int]
Margins = tuple[int, int]
Sizes = tuple[int, ...]


def one_or_more(value: Any) -> Any:
    """One number as it is, several as a tuple: what a cache can look up."""
    return tuple(value) if hasattr(value, "__iter__") else value


def as_sizes(value: Any, what: str, axes: int) -> Sizes:
    """A size for each axis of an image, from one number for all or from one for each."""
    values = value if isinstance(value, tuple) else (value,) * axes
    if len(values) != axes:
        raise ValueError(f"{what}: expected one number or {axes} of them, got {value!r}")
    return tuple(as_count(size, what, at_least=1) for size in values)


def check_padding(function: str, padding: str) -> None:
    if padding not in ("valid", "same"):
        raise ValueError(f'{function}: expected padding "valid" or "same", got {padding!r}')


def window_count(size: int, reach: int, stride: int, padding: str) -> int:
    """How many windows over `reach` entries there are; with padding "same", the stride alone counts."""
    return -(-size // stride) if padding == "same" else (size - reach) // stride + 1


def margins(size: int, reach: int, stride: int, padding: str) -> Margins:
    """How many entries are missing before and after; of an odd number, one more after, as in TensorFlow."""
    if padding == "valid":
        return 0, 0
    missing = max((window_count(size, reach, stride, padding) - 1) * stride + reach - size, 0)
    return missing // 2, missing - missing // 2
