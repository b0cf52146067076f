"""What the layers of noise check."""

from __future__ import annotations

from typing import Any


def check_range(name: str, value: Any) -> None:
    """Refuse a rate or a standard deviation outside 0 to 1."""
    if not 0 <= value <= 1:
        raise ValueError(
            f"Invalid value received for argument `{name}`. Expected a float value between 0 and 1. "
            f"Received: {name}={value}"
        )
