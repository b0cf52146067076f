"""Initializers: functions from a shape and a type to the tensor that a new variable begins with."""

from collections.abc import Callable
from typing import Any

from dlteach.functions.initializers import fans, glorot_limit
from dlteach.tf1.dtypes import DType
from dlteach.tf1.node import Tensor
from dlteach.tf1.random import random_normal, random_uniform, truncated_normal
from dlteach.tf1.sources import constant, ones, zeros

Initializer = Callable[[tuple[int, ...], DType], Tensor]


def zeros_initializer() -> Initializer:
    """Zeros."""
    return zeros


def ones_initializer() -> Initializer:
    """Ones."""
    return ones


def constant_initializer(value: Any = 0) -> Initializer:
    """One number everywhere, or these numbers."""
    return lambda shape, dtype: constant(value, dtype, shape)


def random_normal_initializer(mean: float = 0.0, stddev: float = 1.0, seed: int | None = None) -> Initializer:
    """Numbers from a normal distribution."""
    return lambda shape, dtype: random_normal(shape, mean, stddev, dtype, seed)


def truncated_normal_initializer(
    mean: float = 0.0, stddev: float = 1.0, seed: int | None = None
) -> Initializer:
    """Numbers from a normal distribution, none beyond two standard deviations."""
    return lambda shape, dtype: truncated_normal(shape, mean, stddev, dtype, seed)


def random_uniform_initializer(
    minval: float = 0.0, maxval: float = 1.0, seed: int | None = None
) -> Initializer:
    """Numbers between two bounds, all equally likely."""
    return lambda shape, dtype: random_uniform(shape, minval, maxval, dtype, seed)


def glorot_uniform_initializer(seed: int | None = None) -> Initializer:
    """Numbers from −l to l with `l = √(6 / (fan_in + fan_out))`, so that layers keep the size of signals.

    References
    ----------
    X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
    AISTATS 2010.
    """

    def initialize(shape: tuple[int, ...], dtype: DType) -> Tensor:
        limit = glorot_limit(*fans(shape))
        return random_uniform(shape, -limit, limit, dtype, seed)

    return initialize
