"""How the layers here read the sizes that they are given."""

from __future__ import annotations

from typing import Any

from dlteach.keras.utils.argument_validation import standardize_tuple

Pair = tuple[int, int]


def check_positive_integer(name: str, value: Any) -> None:
    """Refuse what is not a positive whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"Expected an integer value for `{name}`, got {type(value)}.")
    if value <= 0:
        raise ValueError(f"Argument `{name}` should be a positive integer. Received: {name}={value}")


def as_sides(name: str, value: Any) -> tuple[Pair, Pair]:
    """((top, bottom), (left, right)) from one number, from (height, width), or as it is.

    Examples
    --------
    >>> as_sides("padding", (1, (0, 2)))
    ((1, 1), (0, 2))
    """
    if isinstance(value, int):
        if value < 0:
            raise ValueError(f"`{name}` cannot be negative. Received: {name}={value}.")
        return (value, value), (value, value)
    if not hasattr(value, "__len__"):
        raise ValueError(
            f"`{name}` should be either an int, a tuple of 2 ints (height, width), or a tuple of 2 tuples of "
            f"2 ints ((top, bottom), (left, right)). Received: {name}={value}."
        )
    if len(value) != 2:
        raise ValueError(f"`{name}` should have two elements. Received: {name}={value}.")
    top, bottom = standardize_tuple(value[0], 2, f"1st entry of {name}", allow_zero=True)
    left, right = standardize_tuple(value[1], 2, f"2nd entry of {name}", allow_zero=True)
    return (top, bottom), (left, right)


def first_spatial_axis(data_format: str) -> int:
    """Where height, or time, stands."""
    return 2 if data_format == "channels_first" else 1
