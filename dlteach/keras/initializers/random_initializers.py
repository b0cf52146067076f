"""Initializers that draw numbers; with an integer seed the same ones at every call."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.functions.initializers import fans as compute_fans
from dlteach.keras import random
from dlteach.keras.initializers.initializer import Initializer, Shape
from dlteach.keras.random.seed_generator import SeedGenerator, make_default_seed
from dlteach.keras.saving import serialization_lib

__all__ = [
    "Orthogonal",
    "RandomInitializer",
    "RandomNormal",
    "RandomUniform",
    "TruncatedNormal",
    "compute_fans",
]


class RandomInitializer(Initializer):
    """Base of the initializers that draw numbers: keeps the seed.

    Parameters
    ----------
    seed : int, SeedGenerator or None
        An integer gives the same numbers at every call, a `keras.random.SeedGenerator` others each time. None
        chooses an integer.
    """

    def __init__(self, seed: Any = None) -> None:
        self._init_seed = seed
        if seed is None:
            seed = make_default_seed()
        elif isinstance(seed, dict):
            seed = serialization_lib.deserialize_keras_object(seed)
        elif not isinstance(seed, (int, SeedGenerator)):
            raise ValueError(
                "`seed` argument should be an instance of `keras.random.SeedGenerator()` or an integer. "
                f"Received: seed={seed}"
            )
        self.seed = seed

    def get_config(self) -> dict[str, Any]:
        return {"seed": serialization_lib.serialize_keras_object(self._init_seed)}


class RandomNormal(RandomInitializer):
    """Numbers from a normal distribution.

    Parameters
    ----------
    mean : float, default 0
    stddev : float, default 0.05
    seed : int, SeedGenerator or None

    Examples
    --------
    >>> draw = RandomNormal(seed=1)
    >>> bool((draw((3, 4)) == draw((3, 4))).all())
    True
    """

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: Any = None) -> None:
        self.mean = mean
        self.stddev = stddev
        super().__init__(seed=seed)

    def __call__(self, shape: Shape, dtype: Any = None) -> np.ndarray:
        return random.normal(shape, mean=self.mean, stddev=self.stddev, dtype=dtype, seed=self.seed)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "mean": self.mean, "stddev": self.stddev}


class TruncatedNormal(RandomInitializer):
    """Numbers from a normal distribution; those beyond two standard deviations are drawn again.

    Parameters
    ----------
    mean : float, default 0
    stddev : float, default 0.05
    seed : int, SeedGenerator or None

    Examples
    --------
    >>> bool(np.abs(TruncatedNormal(stddev=1.0, seed=0)((1000,))).max() <= 2)
    True
    """

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: Any = None) -> None:
        self.mean = mean
        self.stddev = stddev
        super().__init__(seed=seed)

    def __call__(self, shape: Shape, dtype: Any = None) -> np.ndarray:
        return random.truncated_normal(shape, mean=self.mean, stddev=self.stddev, dtype=dtype, seed=self.seed)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "mean": self.mean, "stddev": self.stddev}


class RandomUniform(RandomInitializer):
    """Numbers between two bounds, all equally likely.

    Parameters
    ----------
    minval, maxval : float, default ∓0.05
        The smallest number that occurs, and the first that is too large.
    seed : int, SeedGenerator or None

    Examples
    --------
    >>> bool(np.abs(RandomUniform(seed=0)((1000,))).max() <= 0.05)
    True
    """

    def __init__(self, minval: float = -0.05, maxval: float = 0.05, seed: Any = None) -> None:
        self.minval = minval
        self.maxval = maxval
        super().__init__(seed=seed)

    def __call__(self, shape: Shape, dtype: Any = None) -> np.ndarray:
        return random.uniform(shape, minval=self.minval, maxval=self.maxval, dtype=dtype, seed=self.seed)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "minval": self.minval, "maxval": self.maxval}


class Orthogonal(RandomInitializer):
    """A matrix with orthonormal columns, or rows if it is wide: it turns signals without stretching them.

    More than two axes are flattened to (all but the last, the last).

    Parameters
    ----------
    gain : float, default 1
        Factor on the matrix.
    seed : int, SeedGenerator or None

    References
    ----------
    A. M. Saxe, J. L. McClelland and S. Ganguli, "Exact solutions to the nonlinear dynamics of learning in
    deep linear neural networks", ICLR 2014.

    Examples
    --------
    >>> q = Orthogonal(seed=0)((3, 2))
    >>> bool(np.allclose(q.T @ q, np.eye(2), atol=1e-6))
    True
    """

    def __init__(self, gain: float = 1.0, seed: Any = None) -> None:
        self.gain = gain
        super().__init__(seed=seed)

    def __call__(self, shape: Shape, dtype: Any = None) -> np.ndarray:
        if len(shape) < 2:
            raise ValueError(
                "The tensor to initialize must be at least two-dimensional. "
                f"Received: shape={tuple(shape)} of rank {len(shape)}"
            )
        columns = shape[-1]
        rows = int(np.prod(shape[:-1]))
        tall = random.normal((max(rows, columns), min(rows, columns)), dtype=dtype, seed=self.seed)
        q, r = np.linalg.qr(tall)
        q = q * np.sign(np.diag(r))  # makes the decomposition unique, and with it the distribution uniform
        return (self.gain * (q if rows >= columns else q.T).reshape(shape)).astype(tall.dtype, copy=False)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "gain": self.gain}
