"""Cropping1D: a sequence without its ends."""

from __future__ import annotations

from typing import Any

from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer
from dlteach.keras.utils.argument_validation import standardize_tuple


class Cropping1D(Layer):
    """Cut time steps off at the beginning and at the end.

    Parameters
    ----------
    cropping : int or tuple of 2 int, default (1, 1)
        How many at the beginning, and at the end.

    Raises
    ------
    ValueError
        If nothing is left.

    Examples
    --------
    >>> import numpy as np
    >>> Cropping1D((1, 2))(np.arange(5.0).reshape(1, 5, 1)).ravel()
    array([1., 2.], dtype=float32)
    """

    def __init__(self, cropping: Any = (1, 1), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.cropping = standardize_tuple(cropping, 2, "cropping", allow_zero=True)
        self.input_spec = InputSpec(ndim=3)

    def call(self, inputs: Any) -> Any:
        _, steps, _ = self.compute_output_shape(inputs.shape)
        return inputs[:, self.cropping[0] : self.cropping[0] + steps]

    def compute_output_shape(self, input_shape: Any) -> Any:
        steps = input_shape[1]
        if steps is not None:
            steps -= sum(self.cropping)
            if steps <= 0:
                raise ValueError(
                    "`cropping` parameter of `Cropping1D` layer must be smaller than the input length. "
                    f"Received: input_shape={tuple(input_shape)}, cropping={self.cropping}"
                )
        return (input_shape[0], steps, input_shape[2])

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "cropping": self.cropping}
