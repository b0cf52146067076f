"""Dropout: switch units off at random while training."""

from __future__ import annotations

from typing import Any

from dlteach.keras import random
from dlteach.keras.layers.regularization.noise import check_range
from dlteach.keras.layers.same_shape import SameShapeLayer


class Dropout(SameShapeLayer):
    """Set a random part of the inputs to 0 while training, and scale the rest up.

        y = x · m / (1 − rate),    m = 0 with probability rate, else 1

    The expected value of y is x, so nothing is scaled at inference: there y = x.

    Parameters
    ----------
    rate : float
        The part that is dropped, from 0 to 1.
    noise_shape : tuple, optional
        The shape of m, which is broadcast: (None, 1, None) drops the same features in every time step. None
        stands for the size of the input. By default every entry has its own m.
    seed : int, optional

    Raises
    ------
    ValueError
        If `rate` is outside 0 to 1, or `noise_shape` is not a shape.

    Examples
    --------
    >>> import numpy as np
    >>> layer = Dropout(0.5, seed=1)
    >>> layer(np.ones(4))
    array([1., 1., 1., 1.], dtype=float32)
    >>> sorted(set(layer(np.ones(100), training=True).tolist()))
    [0.0, 2.0]

    References
    ----------
    Srivastava and others, "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15
    (2014).
    """

    def __init__(self, rate: float, noise_shape: Any = None, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        check_range("rate", rate)
        self.rate = rate
        self.seed = seed
        self.noise_shape = _as_noise_shape(noise_shape)
        if rate > 0:
            self.seed_generator = random.SeedGenerator(seed)
        self._build_at_init()

    def call(self, inputs: Any, training: bool = False) -> Any:
        if training and self.rate > 0:
            return random.dropout(
                inputs, self.rate, noise_shape=self._mask_shape(inputs), seed=self.seed_generator
            )
        return inputs

    def _mask_shape(self, inputs: Any) -> Any:
        return self.noise_shape

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "rate": self.rate,
            "seed": self.seed,
            "noise_shape": self.noise_shape,
        }


def _as_noise_shape(noise_shape: Any) -> tuple[int | None, ...] | None:
    if noise_shape is None:
        return None
    received = f"Received: noise_shape={noise_shape}"
    if isinstance(noise_shape, str):
        raise ValueError(
            "Invalid value received for argument `noise_shape`. Expected a tuple or list of integers. "
            + received
        )
    try:
        sizes = tuple(noise_shape)
    except TypeError:
        raise ValueError(
            "Invalid value received for argument `noise_shape`. Expected an iterable of integers "
            "(e.g., a tuple or list). " + received
        ) from None
    for index, size in enumerate(sizes):
        if size is not None and not isinstance(size, int):
            raise ValueError(
                "Invalid value received for argument `noise_shape`. Expected all elements to be integers or "
                f"None. Received element at index {index}: {size} (type: {type(size).__name__})"
            )
        if size is not None and size <= 0:
            raise ValueError(
                "Invalid value received for argument `noise_shape`. Expected all dimensions to be positive "
                f"integers or None. Received negative or zero value at index {index}: {size}"
            )
    return sizes
