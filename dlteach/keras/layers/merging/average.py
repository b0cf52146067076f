"""Average: the mean of several inputs."""

from __future__ import annotations

import functools
from typing import Any

from dlteach.keras import ops
from dlteach.keras.layers.merging.base_merge import Merge


class Average(Merge):
    """Average inputs of one shape, entry by entry.

    Examples
    --------
    >>> import numpy as np
    >>> Average()([np.array([[1.0, 4.0]]), np.array([[2.0, 2.0]])])
    array([[1.5, 3. ]], dtype=float32)
    """

    def _merge_function(self, inputs: Any) -> Any:
        return functools.reduce(ops.add, inputs) / len(inputs)


def average(inputs: Any, **kwargs: Any) -> Any:
    """`Average(**kwargs)(inputs)`."""
    return Average(**kwargs)(inputs)
