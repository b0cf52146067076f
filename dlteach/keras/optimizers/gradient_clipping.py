"""Gradients that are too long are made shorter before the step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.keras import backend


def clip_by_value(gradient: Any, limit: float, out: np.ndarray | None = None) -> np.ndarray:
    """Every entry between −limit and limit."""
    return np.clip(backend.convert_to_numpy(gradient), -limit, limit, out=out)


def clip_by_norm(gradient: Any, limit: float, out: np.ndarray | None = None) -> np.ndarray:
    """The gradient itself, or one of the same direction and the norm `limit`."""
    gradient = backend.convert_to_numpy(gradient)
    return np.multiply(gradient, scale_to_norm(global_norm([gradient]), limit), out=out)


def clip_by_global_norm(gradients: Sequence[Any], limit: float) -> list[Any]:
    """All gradients scaled alike, so that the norm of all their entries together is at most `limit`.

    Examples
    --------
    >>> clip_by_global_norm([np.array([3.0]), None, np.array([4.0])], 1.0)
    [array([0.6]), None, array([0.8])]
    """
    arrays = [None if g is None else backend.convert_to_numpy(g) for g in gradients]
    scale = scale_to_norm(global_norm([g for g in arrays if g is not None]), limit)
    return [None if g is None else g * scale for g in arrays]


def global_norm(arrays: Sequence[np.ndarray]) -> float:
    return math.sqrt(sum(float(np.vdot(array, array)) for array in arrays))


def scale_to_norm(norm: float, limit: float) -> float:
    """What to multiply by; nan for a norm that is no finite number, so that the mistake shows."""
    if norm <= limit:
        return 1.0
    return limit / norm if math.isfinite(norm) else math.nan
