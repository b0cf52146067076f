"""GaussianNoise: blur the inputs while training."""

from __future__ import annotations

from typing import Any

from dlteach.keras import random
from dlteach.keras.layers.regularization.noise import check_range
from dlteach.keras.layers.same_shape import SameShapeLayer


class GaussianNoise(SameShapeLayer):
    """Add normal noise while training: y = x + ε, ε ~ N(0, stddev²). At inference y = x.

    Parameters
    ----------
    stddev : float
        From 0 to 1.
    seed : int, optional

    Raises
    ------
    ValueError
        If `stddev` is outside 0 to 1.

    Examples
    --------
    >>> import numpy as np
    >>> layer = GaussianNoise(0.1, seed=1)
    >>> layer(np.ones(3))
    array([1., 1., 1.], dtype=float32)
    >>> bool(0.09 < layer(np.ones(10_000), training=True).std() < 0.11)
    True
    """

    def __init__(self, stddev: float, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        check_range("stddev", stddev)
        self.stddev = stddev
        self.seed = seed
        if stddev > 0:
            self.seed_generator = random.SeedGenerator(seed)
        self._build_at_init()

    def call(self, inputs: Any, training: bool = False) -> Any:
        if training and self.stddev > 0:
            return inputs + random.normal(
                inputs.shape, 0.0, self.stddev, dtype=self.compute_dtype, seed=self.seed_generator
            )
        return inputs

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "stddev": self.stddev, "seed": self.seed}
