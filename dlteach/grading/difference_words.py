"""The first difference of an answer, from data to words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any


def in_words(difference: Mapping[str, Any]) -> str:
    """What is off, so coarse that the same slip on other numbers is told in the same words.

    Examples
    --------
    >>> in_words({"expected": {"shape": [2, 3]}, "actual": {"shape": [3]}})
    'expected shape (2, 3), got (3,)'
    >>> in_words({"max_difference": 0.0314})
    'numbers off by about 1e-2'
    """
    expected, actual = difference.get("expected") or {}, difference.get("actual") or {}
    size = difference.get("max_difference")
    if expected.get("shape") != actual.get("shape"):
        return _expected("shape", expected, actual)
    if difference.get("nan_count"):
        return "nan among the numbers"
    if isinstance(size, (int, float)) and size > 0:
        return f"numbers off by about {_size(size)}"
    return _expected("dtype", expected, actual) if expected.get("dtype") != actual.get("dtype") else ""


def _expected(what: str, expected: Mapping[str, Any], actual: Mapping[str, Any]) -> str:
    return f"expected {what} {_text(expected.get(what))}, got {_text(actual.get(what))}"


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return f"({', '.join(map(str, value))}{',' * (len(value) == 1)})"
    return str(value)


def _size(size: float) -> str:
    if not math.isfinite(size):
        return "infinity"
    power = math.floor(math.log10(size))
    return str(10**power) if 0 <= power < 5 else f"1e{power}"
