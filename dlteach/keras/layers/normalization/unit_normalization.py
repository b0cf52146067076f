"""UnitNormalization: vectors of length 1."""

from __future__ import annotations

from typing import Any

from dlteach.keras import ops
from dlteach.keras.layers.layer import Layer
from dlteach.keras.layers.normalization.axes import check_axes


class UnitNormalization(Layer):
    """Divide every example by its length, the root of the sum of squares.

        y = x / √(Σ x²)

    Parameters
    ----------
    axis : int or sequence of int, default -1
        The axes of the sum.

    Raises
    ------
    TypeError
        If `axis` is not a number or several.

    Examples
    --------
    >>> import numpy as np
    >>> UnitNormalization()(np.array([[3.0, 4.0]]))
    array([[0.6, 0.8]], dtype=float32)
    """

    def __init__(self, axis: Any = -1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not isinstance(axis, (int, list, tuple)):
            raise TypeError(
                "Invalid value for `axis` argument: expected an int or a list/tuple of ints. "
                f"Received: axis={axis!r}"
            )
        self.axis = axis if isinstance(axis, int) else list(axis)
        self.supports_masking = True
        self._build_at_init()

    def call(self, inputs: Any) -> Any:
        return ops.normalize(inputs, axis=self.axis, order=2, epsilon=1e-12)

    def compute_output_shape(self, input_shape: Any) -> Any:
        check_axes(self.axis, input_shape)
        return input_shape

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis}
