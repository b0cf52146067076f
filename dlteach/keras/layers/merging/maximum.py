"""Maximum: the largest of several inputs."""

from __future__ import annotations

from typing import Any

from dlteach.keras import ops
from dlteach.keras.layers.merging.base_merge import Merge


class Maximum(Merge):
    """Take the largest of several inputs, entry by entry; masked time steps do not take part.

    Examples
    --------
    >>> import numpy as np
    >>> Maximum()([np.array([[1.0, 4.0]]), np.array([[2.0, 2.0]])])
    array([[2., 4.]], dtype=float32)
    """

    def _merge_function(self, inputs: Any) -> Any:
        return self._apply_merge_op_and_or_mask(ops.maximum, inputs)


def maximum(inputs: Any, **kwargs: Any) -> Any:
    """`Maximum(**kwargs)(inputs)`."""
    return Maximum(**kwargs)(inputs)
