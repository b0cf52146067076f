"""Cropping2D: an image without its borders."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer
from dlteach.keras.layers.reshaping.sizes import as_sides, first_spatial_axis


class Cropping2D(Layer):
    """Cut rows and columns off at the borders of an image.

    Parameters
    ----------
    cropping : int, (height, width), or ((top, bottom), (left, right)), default ((0, 0), (0, 0))
    data_format : {"channels_last", "channels_first"}, optional

    Raises
    ------
    ValueError
        If the cropping is none of these, or nothing is left.

    Examples
    --------
    >>> import numpy as np
    >>> Cropping2D(((1, 0), (0, 1)))(np.arange(9.0).reshape(1, 3, 3, 1))[0, :, :, 0]
    array([[3., 4.],
           [6., 7.]], dtype=float32)
    """

    def __init__(
        self, cropping: Any = ((0, 0), (0, 0)), data_format: str | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.data_format = backend.standardize_data_format(data_format)
        self.cropping = as_sides("cropping", cropping)
        self.input_spec = InputSpec(ndim=4)

    def call(self, inputs: Any) -> Any:
        shape = self.compute_output_shape(inputs.shape)
        index = [slice(None)] * 4
        for axis, (before, _) in enumerate(self.cropping, first_spatial_axis(self.data_format)):
            index[axis] = slice(before, before + shape[axis])
        return inputs[tuple(index)]

    def compute_output_shape(self, input_shape: Any) -> Any:
        shape = list(input_shape)
        for axis, sides in enumerate(self.cropping, first_spatial_axis(self.data_format)):
            if shape[axis] is None:
                continue
            shape[axis] -= sum(sides)
            if shape[axis] <= 0:
                raise ValueError(
                    "Values in `cropping` argument should be smaller than the corresponding spatial "
                    f"dimension of the input. Received: input_shape={tuple(input_shape)}, "
                    f"cropping={self.cropping}"
                )
        return tuple(shape)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "cropping": self.cropping, "data_format": self.data_format}
