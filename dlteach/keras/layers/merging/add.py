"""Add: the sum of several inputs."""

from __future__ import annotations

import functools
from typing import Any

from dlteach.keras import ops
from dlteach.keras.layers.merging.base_merge import Merge


class Add(Merge):
    """Add inputs of one shape, entry by entry.

    Examples
    --------
    >>> import numpy as np
    >>> Add()([np.array([[1.0, 4.0]]), np.array([[2.0, 2.0]])])
    array([[3., 6.]], dtype=float32)
    """

    def _merge_function(self, inputs: Any) -> Any:
        return functools.reduce(ops.add, inputs)


def add(inputs: Any, **kwargs: Any) -> Any:
    """`Add(**kwargs)(inputs)`."""
    return Add(**kwargs)(inputs)
