"""Identity: a place in a model where nothing happens."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, tree
from dlteach.keras.layers.same_shape import SameShapeLayer


class Identity(SameShapeLayer):
    """Give back the inputs as they are: `f(x) = x`.

    Examples
    --------
    >>> import numpy as np
    >>> Identity()(np.array([1.0, 2.0], dtype="float32"))
    array([1., 2.], dtype=float32)
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._build_at_init()

    def call(self, inputs: Any) -> Any:
        return inputs

    def compute_output_spec(self, inputs: Any) -> Any:
        return tree.map_structure(lambda x: backend.KerasTensor(x.shape, dtype=x.dtype), inputs)
