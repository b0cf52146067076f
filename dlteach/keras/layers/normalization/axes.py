"""The axes that a layer normalizes along."""

from __future__ import annotations

from typing import Any


def check_axes(axis: Any, input_shape: Any) -> None:
    """Refuse axes that the input has not.

    Examples
    --------
    >>> check_axes(3, (None, 5))
    Traceback (most recent call last):
    ValueError: Axis 3 is out of bounds for input shape (None, 5). Received: axis=3
    """
    for place in [axis] if isinstance(axis, int) else axis:
        if not -len(input_shape) <= place < len(input_shape):
            raise ValueError(
                f"Axis {place} is out of bounds for input shape {input_shape}. Received: axis={axis}"
            )
