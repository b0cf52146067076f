"""LeakyReLU: a rectifier that lets a little through on the left."""

from __future__ import annotations

import warnings
from typing import Any

from dlteach.keras import activations
from dlteach.keras.layers.same_shape import SameShapeLayer


class LeakyReLU(SameShapeLayer):
    """The leaky rectifier: f(x) = x for x ≥ 0, negative_slope · x otherwise.

    Parameters
    ----------
    negative_slope : float, default 0.3
        `activations.leaky_relu` has another default: 0.2.

    Raises
    ------
    ValueError
        If it is None or negative.

    Examples
    --------
    >>> import numpy as np
    >>> LeakyReLU(0.5)(np.array([-10.0, 0.0, 5.0]))
    array([-5.,  0.,  5.], dtype=float32)
    """

    def __init__(self, negative_slope: float = 0.3, **kwargs: Any) -> None:
        if "alpha" in kwargs:
            negative_slope = kwargs.pop("alpha")
            warnings.warn("Argument `alpha` is deprecated. Use `negative_slope` instead.", stacklevel=2)
        super().__init__(**kwargs)
        if negative_slope is None or negative_slope < 0:
            raise ValueError(
                "The negative_slope value of a Leaky ReLU layer cannot be None or negative value. "
                f"Expected a float. Received: negative_slope={negative_slope}"
            )
        self.negative_slope = negative_slope
        self._build_at_init()

    def call(self, inputs: Any) -> Any:
        return activations.leaky_relu(inputs, negative_slope=self.negative_slope)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "negative_slope": self.negative_slope}
