"""AlphaDropout: the dropout for networks of SELUs."""

from __future__ import annotations

from typing import Any

from dlteach.keras import random
from dlteach.keras.layers.regularization.noise import check_range
from dlteach.keras.layers.same_shape import SameShapeLayer

# −λα of the SELU: what it tends to on the left, and what a dropped unit is set to.
_FAR_LEFT = -1.0507009873554805 * 1.6732632423543772


class AlphaDropout(SameShapeLayer):
    """Drop units so that mean 0 and variance 1 stay: the dropout for `selu`.

        y = a (x · m − λα (1 − m)) + b,    m = 0 with probability rate, else 1

    A dropped unit is set to −λα, where the SELU saturates; a and b restore mean and variance. At inference
    y = x.

    Parameters
    ----------
    rate : float
        The part that is dropped, from 0 to 1.
    noise_shape : tuple, optional
        The shape of m, which is broadcast; None stands for the size of the input.
    seed : int, optional

    Raises
    ------
    ValueError
        If `rate` is outside 0 to 1.

    Examples
    --------
    >>> import numpy as np
    >>> layer = AlphaDropout(0.2, seed=1)
    >>> x = np.random.default_rng(0).normal(size=10_000)
    >>> bool(0.95 < layer(x, training=True).std() < 1.05)
    True

    References
    ----------
    Klambauer, Unterthiner, Mayr and Hochreiter, "Self-normalizing neural networks", NeurIPS 2017.
    """

    def __init__(self, rate: float, noise_shape: Any = None, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        check_range("rate", rate)
        self.rate = rate
        self.seed = seed
        self.noise_shape = noise_shape
        if rate > 0:
            self.seed_generator = random.SeedGenerator(seed)
        self._build_at_init()

    def call(self, inputs: Any, training: bool = False) -> Any:
        if not training or self.rate == 0:
            return inputs
        sizes = self.noise_shape or inputs.shape
        shape = tuple(full if size is None else size for size, full in zip(sizes, inputs.shape))
        kept = random.uniform(shape, seed=self.seed_generator) >= self.rate
        kept = kept.astype(self.compute_dtype)
        scale = ((1 - self.rate) * (1 + self.rate * _FAR_LEFT**2)) ** -0.5
        shift = -scale * _FAR_LEFT * self.rate
        return inputs * (scale * kept) + (scale * _FAR_LEFT * (1 - kept) + shift)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "rate": self.rate,
            "seed": self.seed,
            "noise_shape": self.noise_shape,
        }
