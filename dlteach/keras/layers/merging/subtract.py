"""Subtract: the difference of two inputs."""

from __future__ import annotations

from typing import Any

from dlteach.keras import ops
from dlteach.keras.layers.merging.base_merge import Merge


class Subtract(Merge):
    """Subtract the second of two inputs from the first, entry by entry.

    Examples
    --------
    >>> import numpy as np
    >>> Subtract()([np.array([[1.0, 4.0]]), np.array([[2.0, 2.0]])])
    array([[-1.,  2.]], dtype=float32)
    """

    def build(self, input_shape: Any) -> None:
        super().build(input_shape)
        if len(input_shape) != 2:
            raise ValueError(
                "A `Subtract` layer should be called on exactly 2 inputs. "
                f"Received: input_shape={input_shape}"
            )

    def _merge_function(self, inputs: Any) -> Any:
        first, second = inputs
        return ops.subtract(first, second)


def subtract(inputs: Any, **kwargs: Any) -> Any:
    """`Subtract(**kwargs)(inputs)`."""
    return Subtract(**kwargs)(inputs)
