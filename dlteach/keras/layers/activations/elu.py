"""ELU: the exponential linear unit."""

from __future__ import annotations

from typing import Any

from dlteach.keras import activations
from dlteach.keras.layers.same_shape import SameShapeLayer


class ELU(SameShapeLayer):
    """The exponential linear unit: f(x) = x for x > 0, α (eˣ − 1) otherwise.

    Parameters
    ----------
    alpha : float, default 1.0
        α: far to the left f(x) is −α.

    Examples
    --------
    >>> import numpy as np
    >>> ELU()(np.array([-100.0, 0.0, 2.0]))
    array([-1.,  0.,  2.], dtype=float32)

    References
    ----------
    Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by exponential linear
    units", ICLR 2016.
    """

    def __init__(self, alpha: float = 1.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.alpha = alpha
        self._build_at_init()

    def call(self, inputs: Any) -> Any:
        return activations.elu(inputs, alpha=self.alpha)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "alpha": self.alpha}
