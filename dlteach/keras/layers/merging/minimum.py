"""Minimum: the smallest of several inputs."""

from __future__ import annotations

from typing import Any

from dlteach.keras import ops
from dlteach.keras.layers.merging.base_merge import Merge


class Minimum(Merge):
    """Take the smallest of several inputs, entry by entry; masked time steps do not take part.

    Examples
    --------
    >>> import numpy as np
    >>> Minimum()([np.array([[1.0, 4.0]]), np.array([[2.0, 2.0]])])
    array([[1., 2.]], dtype=float32)
    """

    def _merge_function(self, inputs: Any) -> Any:
        return self._apply_merge_op_and_or_mask(ops.minimum, inputs)


def minimum(inputs: Any, **kwargs: Any) -> Any:
    """`Minimum(**kwargs)(inputs)`."""
    return Minimum(**kwargs)(inputs)
