"""ZeroPadding2D: a frame of zeros around an image."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer
from dlteach.keras.layers.reshaping.sizes import as_sides, first_spatial_axis


class ZeroPadding2D(Layer):
    """Put a frame of zeros around an image.

    Parameters
    ----------
    padding : int, (height, width), or ((top, bottom), (left, right)), default (1, 1)
    data_format : {"channels_last", "channels_first"}, optional

    Raises
    ------
    ValueError
        If the padding is none of these.

    Examples
    --------
    >>> import numpy as np
    >>> ZeroPadding2D(((1, 0), (0, 2)))(np.ones((1, 1, 2, 1)))[0, :, :, 0]
    array([[0., 0., 0., 0.],
           [1., 1., 0., 0.]], dtype=float32)
    """

    def __init__(self, padding: Any = (1, 1), data_format: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.data_format = backend.standardize_data_format(data_format)
        self.padding = as_sides("padding", padding)
        self.input_spec = InputSpec(ndim=4)

    def call(self, inputs: Any) -> Any:
        axis = first_spatial_axis(self.data_format)
        widths: list[Any] = [(0, 0)] * 4
        widths[axis : axis + 2] = self.padding
        return ops.pad(inputs, tuple(widths))

    def compute_output_shape(self, input_shape: Any) -> Any:
        shape = list(input_shape)
        for axis, sides in enumerate(self.padding, first_spatial_axis(self.data_format)):
            shape[axis] = None if shape[axis] is None else shape[axis] + sum(sides)
        return tuple(shape)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "padding": self.padding, "data_format": self.data_format}
