"""GaussianDropout: multiply by noise around 1 while training."""

from __future__ import annotations

import math
from typing import Any

from dlteach.keras import random
from dlteach.keras.layers.regularization.noise import check_range
from dlteach.keras.layers.same_shape import SameShapeLayer


class GaussianDropout(SameShapeLayer):
    """Multiply by normal noise while training: y = x · ε, ε ~ N(1, rate / (1 − rate)).

    The noise has the mean and the variance of that of `Dropout`. At inference y = x.

    Parameters
    ----------
    rate : float
        From 0 to 1.
    seed : int, optional

    Raises
    ------
    ValueError
        If `rate` is outside 0 to 1.

    Examples
    --------
    >>> import numpy as np
    >>> layer = GaussianDropout(0.5, seed=1)
    >>> layer(np.ones(3))
    array([1., 1., 1.], dtype=float32)
    >>> bool(0.9 < layer(np.ones(10_000), training=True).std() < 1.1)
    True

    References
    ----------
    Srivastava and others, "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15
    (2014), section 10.
    """

    def __init__(self, rate: float, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        check_range("rate", rate)
        self.rate = rate
        self.seed = seed
        if rate > 0:
            self.seed_generator = random.SeedGenerator(seed)
        self._build_at_init()

    def call(self, inputs: Any, training: bool = False) -> Any:
        if training and self.rate > 0:
            stddev = math.sqrt(self.rate / (1.0 - self.rate))
            return inputs * random.normal(
                inputs.shape, 1.0, stddev, dtype=self.compute_dtype, seed=self.seed_generator
            )
        return inputs

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "rate": self.rate, "seed": self.seed}
