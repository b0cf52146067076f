"""ZeroPadding1D: zeros before and after a sequence."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer
from dlteach.keras.layers.reshaping.sizes import first_spatial_axis
from dlteach.keras.utils.argument_validation import standardize_tuple


class ZeroPadding1D(Layer):
    """Put zeros before and after a sequence.

    Parameters
    ----------
    padding : int or tuple of 2 int, default 1
        How many time steps before, and after.
    data_format : {"channels_last", "channels_first"}, optional

    Examples
    --------
    >>> import numpy as np
    >>> ZeroPadding1D((1, 2))(np.ones((1, 2, 1))).ravel()
    array([0., 1., 1., 0., 0.], dtype=float32)
    """

    def __init__(self, padding: Any = 1, data_format: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.data_format = backend.standardize_data_format(data_format)
        self.padding = standardize_tuple(padding, 2, "padding", allow_zero=True)
        self.input_spec = InputSpec(ndim=3)

    def call(self, inputs: Any) -> Any:
        widths: list[Any] = [(0, 0)] * 3
        widths[first_spatial_axis(self.data_format)] = self.padding
        return ops.pad(inputs, tuple(widths))

    def compute_output_shape(self, input_shape: Any) -> Any:
        shape = list(input_shape)
        axis = first_spatial_axis(self.data_format)
        shape[axis] = None if shape[axis] is None else shape[axis] + sum(self.padding)
        return tuple(shape)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "padding": self.padding, "data_format": self.data_format}
