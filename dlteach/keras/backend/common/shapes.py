"""Shapes: tuples of sizes, None where a size is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Shape = tuple[Any, ...]


def standardize_shape(shape: Any) -> Shape:
    """A shape as a tuple of Python ints and Nones.

    Raises
    ------
    ValueError
        If it is None, or a size is negative or no whole number.

    Examples
    --------
    >>> standardize_shape([None, 3])
    (None, 3)
    """
    if shape is None:
        raise ValueError("Undefined shapes are not supported.")
    if not hasattr(shape, "__iter__"):
        raise ValueError(f"Cannot convert '{shape}' to a shape.")
    return tuple(None if size is None else _standardize_size(size, shape) for size in shape)


def _standardize_size(size: Any, shape: Any) -> int:
    problem = (
        f"Cannot convert '{shape}' to a shape. Found invalid dimension '{size}' of type '{type(size)}'. "
    )
    if isinstance(size, (str, float)):
        raise ValueError(problem)
    try:
        size = int(size)
    except Exception as error:
        raise ValueError(problem) from error
    if size < 0:
        raise ValueError(f"Cannot convert '{shape}' to a shape. Negative dimensions are not allowed.")
    return size


def shape_equal(a_shape: Sequence[int | None], b_shape: Sequence[int | None]) -> bool:
    """Whether two shapes agree; None agrees with every size.

    Examples
    --------
    >>> shape_equal((None, 3), (2, 3)), shape_equal((2,), (2, 1))
    (True, False)
    """
    return len(a_shape) == len(b_shape) and all(
        a is None or b is None or a == b for a, b in zip(a_shape, b_shape)
    )
