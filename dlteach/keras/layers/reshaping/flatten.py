"""Flatten: each example as one row."""

from __future__ import annotations

import math
from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer


class Flatten(Layer):
    """Put all features of an example in one row: (n, a, b, …) becomes (n, a·b·…).

    Parameters
    ----------
    data_format : {"channels_last", "channels_first"}, optional
        With "channels_first" the channels move to the end first, so that the order is that of channels last.

    Examples
    --------
    >>> import numpy as np
    >>> Flatten()(np.zeros((5, 28, 28))).shape
    (5, 784)
    """

    def __init__(self, data_format: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.data_format = backend.standardize_data_format(data_format)
        self.input_spec = InputSpec(min_ndim=1)
        self._channels_first = self.data_format == "channels_first"

    def call(self, inputs: Any) -> Any:
        shape = inputs.shape
        if self._channels_first and len(shape) > 1:
            inputs = ops.transpose(inputs, axes=(0, *range(2, len(shape)), 1))
        return ops.reshape(inputs, (shape[0], math.prod(shape[1:])))

    def compute_output_shape(self, input_shape: Any) -> Any:
        features = input_shape[1:]
        return (input_shape[0], None if None in features else math.prod(features))

    def compute_output_spec(self, inputs: Any) -> Any:
        return backend.KerasTensor(self.compute_output_shape(inputs.shape), dtype=inputs.dtype)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "data_format": self.data_format}
