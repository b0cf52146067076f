"""BaseGlobalPooling: one number in place of everything that a channel has."""

from __future__ import annotations

from typing import Any, ClassVar

from dlteach.keras import backend, ops
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer


class BaseGlobalPooling(Layer):
    """A layer that takes all axes of space together.

    Parameters
    ----------
    data_format : {"channels_last", "channels_first"}, optional
    keepdims : bool, default False
        Whether the axes stay, with size 1.
    """

    pool_dimensions: ClassVar[int]

    def __init__(self, data_format: str | None = None, keepdims: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.data_format = backend.standardize_data_format(data_format)
        self.keepdims = keepdims
        self.input_spec = InputSpec(ndim=self.pool_dimensions + 2)
        self._build_at_init()

    @property
    def axes(self) -> tuple[int, ...]:
        """The axes of space."""
        first = 1 if self.data_format == "channels_last" else 2
        return tuple(range(first, first + self.pool_dimensions))

    def compute_output_shape(self, input_shape: Any) -> Any:
        if self.keepdims:
            return tuple(1 if axis in self.axes else size for axis, size in enumerate(input_shape))
        return tuple(size for axis, size in enumerate(input_shape) if axis not in self.axes)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "data_format": self.data_format, "keepdims": self.keepdims}


class BaseGlobalMaxPooling(BaseGlobalPooling):
    """The largest entry of each channel."""

    def call(self, inputs: Any) -> Any:
        return ops.max(inputs, axis=self.axes, keepdims=self.keepdims)


class BaseGlobalAveragePooling(BaseGlobalPooling):
    """The mean of each channel."""

    def call(self, inputs: Any) -> Any:
        return ops.mean(inputs, axis=self.axes, keepdims=self.keepdims)
