"""What layers share that change the numbers of an array and not its shape."""

from __future__ import annotations

from typing import Any

from dlteach.keras.layers.layer import Layer


class SameShapeLayer(Layer):
    """A layer whose output has the shape of its input, and its mask."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True

    def compute_output_shape(self, input_shape: Any) -> Any:
        return input_shape
