"""ActivityRegularization: a penalty on what passes through."""

from __future__ import annotations

from typing import Any

from dlteach.keras import regularizers
from dlteach.keras.layers.same_shape import SameShapeLayer


class ActivityRegularization(SameShapeLayer):
    """Add l1 · Σ|x| + l2 · Σx², per example, to the loss; the output is x.

    Parameters
    ----------
    l1, l2 : float, default 0.0

    Examples
    --------
    >>> import numpy as np
    >>> layer = ActivityRegularization(l2=0.1)
    >>> layer(np.array([[3.0, 1.0]]))
    array([[3., 1.]], dtype=float32)
    >>> float(layer.losses[0].round(4))
    1.0
    """

    def __init__(self, l1: float = 0.0, l2: float = 0.0, **kwargs: Any) -> None:
        super().__init__(activity_regularizer=regularizers.L1L2(l1=l1, l2=l2), **kwargs)
        self.l1 = l1
        self.l2 = l2
        self._build_at_init()

    def call(self, inputs: Any) -> Any:
        return inputs

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        config.pop("activity_regularizer", None)  # made of l1 and l2
        return {**config, "l1": self.l1, "l2": self.l2}
