"""Softmax: scores into probabilities."""

from __future__ import annotations

from typing import Any

from dlteach.keras import activations, backend, ops
from dlteach.keras.layers.same_shape import SameShapeLayer


class Softmax(SameShapeLayer):
    """Turn scores into probabilities: f(x) = exp(x) / Σ exp(x) along an axis.

    Parameters
    ----------
    axis : int or list of int, default -1
        The axis or axes along which the probabilities sum to 1.

    Examples
    --------
    >>> import numpy as np
    >>> Softmax()(np.array([[1.0, 1.0, -1000.0]]))
    array([[0.5, 0.5, 0. ]], dtype=float32)
    >>> Softmax()(np.array([[1.0, 1.0, 5.0]]), mask=np.array([[True, True, False]]))
    array([[0.5, 0.5, 0. ]], dtype=float32)
    """

    def __init__(self, axis: Any = -1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.axis = axis
        self._build_at_init()

    def call(self, inputs: Any, mask: Any = None) -> Any:
        if mask is None:
            return self._softmax(inputs)
        _check_broadcasts(inputs.shape, mask.shape)
        if backend.standardize_dtype(mask.dtype) != "bool":
            mask = ops.greater(mask, 0.5)
        far_below = -3e4 if backend.standardize_dtype(inputs.dtype) == "float16" else -1e9
        # A row without any entry that counts is all zeros, not equal shares.
        return ops.where(mask, self._softmax(ops.where(mask, inputs, far_below)), 0.0)

    def _softmax(self, inputs: Any) -> Any:
        if not isinstance(self.axis, (tuple, list)):
            return activations.softmax(inputs, axis=self.axis)
        if len(self.axis) == 1:
            return activations.softmax(inputs, axis=self.axis[0])
        return ops.exp(inputs - ops.logsumexp(inputs, axis=tuple(self.axis), keepdims=True))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis}


def _check_broadcasts(shape: Any, mask_shape: Any) -> None:
    received = f"Received: inputs.shape={shape}, mask.shape={mask_shape}"
    if len(mask_shape) > len(shape):
        raise ValueError(
            "The `mask` must be broadcastable to `inputs` and must not have more dimensions. " + received
        )
    for size, full in zip(mask_shape[::-1], shape[::-1]):
        if None not in (size, full) and size not in (1, full):
            raise ValueError(
                "The `mask` must be broadcastable to `inputs`. Each mask dimension must be 1 or match the "
                "corresponding input dimension. " + received
            )
