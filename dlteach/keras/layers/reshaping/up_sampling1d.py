"""UpSampling1D: each time step several times."""

from __future__ import annotations

from typing import Any

from dlteach.keras import ops
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer
from dlteach.keras.layers.reshaping.sizes import check_positive_integer


class UpSampling1D(Layer):
    """Repeat each time step: (n, t, d) becomes (n, size · t, d).

    Parameters
    ----------
    size : int, default 2

    Raises
    ------
    TypeError, ValueError
        If it is not a positive integer.

    Examples
    --------
    >>> import numpy as np
    >>> UpSampling1D(2)(np.array([[[1.0], [2.0]]])).ravel()
    array([1., 1., 2., 2.], dtype=float32)
    """

    def __init__(self, size: int = 2, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        check_positive_integer("size", size)
        self.size = size
        self.input_spec = InputSpec(ndim=3)

    def call(self, inputs: Any) -> Any:
        return ops.repeat(inputs, self.size, axis=1)

    def compute_output_shape(self, input_shape: Any) -> Any:
        steps = None if input_shape[1] is None else self.size * input_shape[1]
        return (input_shape[0], steps, input_shape[2])

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "size": self.size}
