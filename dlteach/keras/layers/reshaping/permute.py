"""Permute: the axes of an example in another order."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer


class Permute(Layer):
    """Put the axes of an example in another order.

    Parameters
    ----------
    dims : tuple of int
        The axes as they shall stand, counted from 1: axis 0, the examples, stays in front.

    Raises
    ------
    ValueError
        If `dims` is no permutation of 1, 2, ….

    Examples
    --------
    >>> import numpy as np
    >>> Permute((2, 1))(np.zeros((5, 10, 64))).shape
    (5, 64, 10)
    """

    def __init__(self, dims: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.dims = tuple(dims)
        if sorted(self.dims) != list(range(1, len(self.dims) + 1)):
            raise ValueError(
                "Invalid permutation argument `dims` for Permute Layer. The set of indices in `dims` must be "
                f"consecutive and start from 1. Received dims={dims}"
            )
        self.input_spec = InputSpec(ndim=len(self.dims) + 1)

    def call(self, inputs: Any) -> Any:
        return ops.transpose(inputs, axes=(0, *self.dims))

    def compute_output_shape(self, input_shape: Any) -> Any:
        return (input_shape[0], *(input_shape[dim] for dim in self.dims))

    def compute_output_spec(self, inputs: Any) -> Any:
        return backend.KerasTensor(self.compute_output_shape(inputs.shape), dtype=inputs.dtype)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "dims": self.dims}
