"""Multiply: the product of several inputs."""

from __future__ import annotations

import functools
from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.layers.merging.base_merge import Merge, mask_of_entries


class Multiply(Merge):
    """Multiply inputs of one shape, entry by entry; a masked time step counts as 1.

    Examples
    --------
    >>> import numpy as np
    >>> Multiply()([np.array([[1.0, 4.0]]), np.array([[2.0, 2.0]])])
    array([[2., 8.]], dtype=float32)
    """

    def _merge_function(self, inputs: Any) -> Any:
        masks = [mask_of_entries(x) for x in inputs]
        factors = [x if m is None else ops.where(m, x, ops.ones_like(x)) for x, m in zip(inputs, masks)]
        output = functools.reduce(ops.multiply, factors)
        if any(mask is None for mask in masks):
            return output
        mask = functools.reduce(ops.logical_or, masks)
        output = ops.where(mask, output, ops.zeros_like(output))
        backend.set_keras_mask(output, ops.any(mask, axis=-1))
        return output


def multiply(inputs: Any, **kwargs: Any) -> Any:
    """`Multiply(**kwargs)(inputs)`."""
    return Multiply(**kwargs)(inputs)
