"""Initializers that draw nothing: zeros, ones, one value, the identity."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.backend import convert_to_tensor, standardize_dtype
from dlteach.keras.initializers.initializer import Initializer, Shape
from dlteach.keras.saving import serialization_lib


class Zeros(Initializer):
    """Zeros, the usual start of a bias.

    Examples
    --------
    >>> Zeros()((2,))
    array([0., 0.], dtype=float32)
    """

    def __call__(self, shape: Shape, dtype: Any = None) -> np.ndarray:
        return np.zeros(tuple(shape), standardize_dtype(dtype))


class Ones(Initializer):
    """Ones, the usual start of a scale.

    Examples
    --------
    >>> Ones()((2,))
    array([1., 1.], dtype=float32)
    """

    def __call__(self, shape: Shape, dtype: Any = None) -> np.ndarray:
        return np.ones(tuple(shape), standardize_dtype(dtype))


class Constant(Initializer):
    """One number everywhere, or these numbers.

    Parameters
    ----------
    value : number or array_like, default 0
        An array must broadcast to the shape of the variable.

    Examples
    --------
    >>> Constant(3)((2,))
    array([3., 3.], dtype=float32)
    """

    def __init__(self, value: Any = 0.0) -> None:
        self.value = value

    def __call__(self, shape: Shape, dtype: Any = None) -> np.ndarray:
        dtype = standardize_dtype(dtype)
        return np.broadcast_to(convert_to_tensor(self.value, dtype=dtype), tuple(shape)).copy()

    def get_config(self) -> dict[str, Any]:
        return {"value": serialization_lib.serialize_keras_object(self.value)}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Constant:
        return cls(serialization_lib.deserialize_keras_object(config["value"]))


class Identity(Initializer):
    """A multiple of the identity matrix: a layer that begins by passing its inputs on.

    Parameters
    ----------
    gain : float, default 1
        What stands on the diagonal.

    Examples
    --------
    >>> Identity()((2, 2))
    array([[1., 0.],
           [0., 1.]], dtype=float32)
    """

    def __init__(self, gain: float = 1.0) -> None:
        self.gain = gain

    def __call__(self, shape: Shape, dtype: Any = None) -> np.ndarray:
        if len(shape) != 2:
            raise ValueError(
                "Identity matrix initializer can only be used for 2D matrices. "
                f"Received: shape={tuple(shape)} of rank {len(shape)}"
            )
        dtype = standardize_dtype(dtype)
        return np.eye(*shape, dtype=dtype) * np.asarray(self.gain, dtype)

    def get_config(self) -> dict[str, Any]:
        return {"gain": self.gain}
