"""The arguments of a call: a copy that may be spoilt, and whether a call has spoilt it.

Grading sends this file to another process: Python's library and NumPy alone.
"""

from __future__ import annotations

import copy
from typing import Any

import numpy as np


def fresh(value: Any) -> Any:
    """A copy that a call may spoil."""
    return value.copy() if isinstance(value, np.ndarray) else copy.deepcopy(value)


def unchanged(after: Any, before: Any) -> bool:
    """Whether an argument is what it was, down to the arrays in a list or dict."""
    if isinstance(before, np.ndarray):
        return (
            isinstance(after, np.ndarray)
            and after.shape == before.shape
            and (
                _same_bytes(after, before)
                or np.array_equal(after, before, equal_nan=before.dtype.kind == "f")
            )
        )
    if isinstance(before, dict):
        return after.keys() == before.keys() and all(unchanged(after[k], before[k]) for k in before)
    if isinstance(before, (list, tuple)):
        return len(after) == len(before) and all(map(unchanged, after, before))
    return bool(after == before) or after is before


def _same_values(after: np.ndarray, before: np.ndarray) -> bool:
    return np.array_equal(after, before, equal_nan=before.dtype.kind == "f")


def _same_bytes(after: np.ndarray, before: np.ndarray) -> bool:
    """Nearly always so, and told many times faster than whether the values are equal."""
    return after.dtype == before.dtype and after.tobytes() == before.tobytes()
