"""Rescaling: numbers into another range."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.layers.preprocessing.data_layer import DataLayer
from dlteach.keras.saving import serialization_lib


class Rescaling(DataLayer):
    """Scale and shift: y = x · scale + offset.

    Pixels from 0 to 255 come to 0 … 1 with scale=1/255, and to −1 … 1 with scale=1/127.5, offset=−1.

    Parameters
    ----------
    scale : float or array_like
        An array is broadcast, one number for each channel.
    offset : float or array_like, default 0.0

    Examples
    --------
    >>> import numpy as np
    >>> Rescaling(1 / 255)(np.array([0, 51, 255])).round(3)
    array([0. , 0.2, 1. ], dtype=float32)
    """

    def __init__(self, scale: Any, offset: Any = 0.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scale = scale
        self.offset = offset

    def call(self, inputs: Any) -> Any:
        dtype = self.compute_dtype
        scale = backend.convert_to_tensor(self.scale, dtype=dtype)
        offset = backend.convert_to_tensor(self.offset, dtype=dtype)
        if scale.ndim > 0 and backend.image_data_format() == "channels_first":
            scale = ops.reshape(scale, scale.shape + (1,) * (3 - scale.ndim))
        return ops.add(ops.multiply(ops.cast(inputs, dtype), scale), offset)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "scale": serialization_lib.serialize_keras_object(self.scale),
            "offset": serialization_lib.serialize_keras_object(self.offset),
        }

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        numbers = {
            key: serialization_lib.deserialize_keras_object(config[key], custom_objects=custom_objects)
            for key in ("scale", "offset")
        }
        return cls(**{**config, **numbers})
