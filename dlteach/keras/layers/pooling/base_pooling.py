"""BasePooling: one number in place of every window."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer
from dlteach.keras.ops.window_shapes import compute_pooling_output_shape
from dlteach.keras.utils.argument_validation import standardize_tuple

_MODES = ("max", "average")


class BasePooling(Layer):
    """A layer that keeps the largest or the mean entry of every window, channel by channel.

    Parameters
    ----------
    pool_size : int or one for each axis
    strides : int or one for each axis, optional
        By default `pool_size`.
    pool_dimensions : int
        The number of axes of space.
    pool_mode : {"max", "average"}, default "max"
    padding : {"valid", "same"}, default "valid"
    data_format : {"channels_last", "channels_first"}, optional
    """

    def __init__(
        self,
        pool_size: Any,
        strides: Any,
        pool_dimensions: int,
        pool_mode: str = "max",
        padding: str = "valid",
        data_format: str | None = None,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=name, **kwargs)
        if pool_mode not in _MODES:
            raise ValueError(f"`pool_mode` must be either 'max' or 'average'. Received: {pool_mode}.")
        self.pool_size = standardize_tuple(pool_size, pool_dimensions, "pool_size")
        self.strides = standardize_tuple(
            pool_size if strides is None else strides, pool_dimensions, "strides", allow_zero=True
        )
        self.pool_mode = pool_mode
        self.padding = padding
        self.data_format = backend.standardize_data_format(data_format)
        self.input_spec = InputSpec(ndim=pool_dimensions + 2)
        self._build_at_init()

    def call(self, inputs: Any) -> Any:
        pool = ops.max_pool if self.pool_mode == "max" else ops.average_pool
        return pool(inputs, self.pool_size, self.strides, self.padding, self.data_format)

    def compute_output_shape(self, input_shape: Any) -> Any:
        return compute_pooling_output_shape(
            input_shape, self.pool_size, self.strides, self.padding, self.data_format
        )

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "pool_size": self.pool_size,
            "padding": self.padding,
            "strides": self.strides,
            "data_format": self.data_format,
        }
