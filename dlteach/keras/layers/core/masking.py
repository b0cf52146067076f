"""Masking: which time steps of a sequence do not count."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.layers.same_shape import SameShapeLayer
from dlteach.keras.saving import serialization_lib


class Masking(SameShapeLayer):
    """Skip the time steps whose features all equal one value.

    mask[n, t] = any over features of (x[n, t] ≠ mask_value); a step without a feature that differs becomes 0,
    and the layers that follow and know masks, such as `LSTM`, skip it.

    Parameters
    ----------
    mask_value : float, default 0.0

    Examples
    --------
    >>> import numpy as np
    >>> sequence = np.array([[[0.0, 0.0], [1.0, 0.0]]], dtype="float32")
    >>> Masking().compute_mask(sequence)
    array([[False,  True]])
    """

    def __init__(self, mask_value: Any = 0.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if isinstance(mask_value, dict) and mask_value.get("config") is not None:  # a tensor, from a file
            mask_value = serialization_lib.deserialize_keras_object(mask_value)
        self.mask_value = mask_value
        self._build_at_init()

    def compute_mask(self, inputs: Any, mask: Any = None) -> Any:
        return ops.any(ops.not_equal(inputs, self.mask_value), axis=-1)

    def call(self, inputs: Any) -> Any:
        mask = self.compute_mask(inputs)
        outputs = ops.where(ops.expand_dims(mask, -1), inputs, 0)
        backend.set_keras_mask(outputs, mask)
        return outputs

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "mask_value": self.mask_value}
