"""DataLayer: the base of layers that prepare data."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend
from dlteach.keras.layers.same_shape import SameShapeLayer


class DataLayer(SameShapeLayer):
    """A layer without trained weights, which also takes lists of numbers and leaves the shape as it is."""

    backend = backend

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._allow_non_tensor_positional_args = True
