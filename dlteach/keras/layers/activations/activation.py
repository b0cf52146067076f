"""Activation: any activation function as a layer."""

from __future__ import annotations

from typing import Any

from dlteach.keras import activations
from dlteach.keras.layers.same_shape import SameShapeLayer


class Activation(SameShapeLayer):
    """Apply an activation function.

    Parameters
    ----------
    activation : str or callable
        Such as "relu", or a function of arrays.

    Examples
    --------
    >>> import numpy as np
    >>> Activation("relu")(np.array([-1.0, 2.0]))
    array([0., 2.], dtype=float32)
    """

    def __init__(self, activation: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.activation = activations.get(activation)
        self._build_at_init()

    def call(self, inputs: Any) -> Any:
        return self.activation(inputs)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "activation": activations.serialize(self.activation)}
