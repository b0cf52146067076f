"""ReLU: the rectifier."""

from __future__ import annotations

from typing import Any

from dlteach.keras import activations
from dlteach.keras.layers.same_shape import SameShapeLayer


class ReLU(SameShapeLayer):
    """The rectifier, with a ceiling, a slope on the left and a threshold if wanted.

        f(x) = max_value                          for x ≥ max_value
        f(x) = x                                  for threshold ≤ x < max_value
        f(x) = negative_slope · (x − threshold)   otherwise

    Parameters
    ----------
    max_value : float, optional
        By default there is no ceiling.
    negative_slope : float, default 0.0
    threshold : float, default 0.0

    Raises
    ------
    ValueError
        If one of them is negative.

    Examples
    --------
    >>> import numpy as np
    >>> ReLU(max_value=6.0, negative_slope=0.5)(np.array([-1.0, 2.0, 10.0]))
    array([-0.5,  2. ,  6. ], dtype=float32)
    """

    def __init__(
        self,
        max_value: float | None = None,
        negative_slope: float = 0.0,
        threshold: float = 0.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if max_value is not None and max_value < 0:
            raise ValueError(
                f"max_value of a ReLU layer cannot be a negative value. Received: max_value={max_value}"
            )
        for name, value in [("negative_slope", negative_slope), ("threshold", threshold)]:
            if value is None or value < 0:
                raise ValueError(
                    f"{name} of a ReLU layer cannot be None or a negative value. Received: {name}={value}"
                )
        self.max_value = max_value
        self.negative_slope = negative_slope
        self.threshold = threshold
        self._build_at_init()

    def call(self, inputs: Any) -> Any:
        return activations.relu(
            inputs, negative_slope=self.negative_slope, max_value=self.max_value, threshold=self.threshold
        )

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "max_value": self.max_value,
            "negative_slope": self.negative_slope,
            "threshold": self.threshold,
        }
