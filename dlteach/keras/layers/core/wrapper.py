"""Wrapper: the base of layers that hold another layer."""

from __future__ import annotations

from typing import Any

from dlteach.keras.layers.layer import Layer
from dlteach.keras.saving import serialization_lib


class Wrapper(Layer):
    """The base of a layer that does something more around another one; a subclass writes `call`.

    Parameters
    ----------
    layer : Layer
        The layer inside.

    Raises
    ------
    ValueError
        If it is no layer.

    Examples
    --------
    >>> import numpy as np
    >>> from dlteach.keras import layers
    >>> class Twice(Wrapper):
    ...     def call(self, inputs):
    ...         return self.layer(self.layer(inputs))
    >>> Twice(layers.Rescaling(2.0))(np.array([[1.0]]))
    array([[4.]], dtype=float32)
    """

    def __init__(self, layer: Layer, **kwargs: Any) -> None:
        if not isinstance(layer, Layer):
            raise ValueError(
                f"Layer {layer} supplied to Wrapper isn't a supported layer type: expected a Layer."
            )
        super().__init__(**kwargs)
        self.layer = layer

    def build(self, input_shape: Any = None) -> None:
        if not self.layer.built:
            self.layer.build(input_shape)
            self.layer.built = True

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "layer": serialization_lib.serialize_keras_object(self.layer)}

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        layer = serialization_lib.deserialize_keras_object(config["layer"], custom_objects=custom_objects)
        return cls(layer, **{key: value for key, value in config.items() if key != "layer"})
