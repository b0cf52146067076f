"""UpSampling2D: larger images."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer
from dlteach.keras.layers.reshaping.interpolation import KERNELS, interpolation_matrix
from dlteach.keras.layers.reshaping.sizes import first_spatial_axis
from dlteach.keras.utils.argument_validation import standardize_tuple


class UpSampling2D(Layer):
    """Enlarge images: (n, h, w, c) becomes (n, size[0] · h, size[1] · w, c).

    Parameters
    ----------
    size : int or tuple of 2 int, default (2, 2)
    data_format : {"channels_last", "channels_first"}, optional
    interpolation : {"nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"}, default "nearest"

    Examples
    --------
    >>> import numpy as np
    >>> image = np.array([[1.0, 2.0]]).reshape(1, 1, 2, 1)
    >>> UpSampling2D((1, 2))(image).ravel()
    array([1., 1., 2., 2.], dtype=float32)
    >>> UpSampling2D((1, 2), interpolation="bilinear")(image).ravel()
    array([1.  , 1.25, 1.75, 2.  ], dtype=float32)
    """

    def __init__(
        self,
        size: Any = (2, 2),
        data_format: str | None = None,
        interpolation: str = "nearest",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.data_format = backend.standardize_data_format(data_format)
        self.size = standardize_tuple(size, 2, "size")
        self.interpolation = interpolation.lower()
        if self.interpolation != "nearest" and self.interpolation not in KERNELS:
            raise ValueError(
                f"UpSampling2D: expected interpolation 'nearest' or one of {sorted(KERNELS)}, "
                f"got {interpolation!r}"
            )
        self.input_spec = InputSpec(ndim=4)

    def call(self, inputs: Any) -> Any:
        for axis, size in enumerate(self.size, first_spatial_axis(self.data_format)):
            if self.interpolation == "nearest":
                inputs = ops.repeat(inputs, size, axis=axis)
            else:
                weights = interpolation_matrix(inputs.shape[axis], size, self.interpolation)
                moved = ops.moveaxis(inputs, axis, -1)
                inputs = ops.moveaxis(ops.matmul(moved, weights.astype(inputs.dtype)), -1, axis)
        return inputs

    def compute_output_shape(self, input_shape: Any) -> Any:
        shape = list(input_shape)
        for axis, size in enumerate(self.size, first_spatial_axis(self.data_format)):
            shape[axis] = None if shape[axis] is None else size * shape[axis]
        return tuple(shape)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "size": self.size,
            "data_format": self.data_format,
            "interpolation": self.interpolation,
        }
