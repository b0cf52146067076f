"""Initializers whose spread follows from the number of inputs and outputs: Glorot, He, LeCun."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import Any

import numpy as np

from dlteach.functions.initializers import (
    FAN_MODES,
    fans,
    scaled_variance,
    truncated_normal_stddev,
    uniform_limit,
)
from dlteach.keras import random
from dlteach.keras.initializers.initializer import Shape
from dlteach.keras.initializers.random_initializers import RandomInitializer

Axes = Sequence[int] | None

DISTRIBUTIONS = ("truncated_normal", "untruncated_normal", "uniform")


class VarianceScaling(RandomInitializer):
    """Numbers of variance `scale / fan`, where fan counts the inputs, the outputs, or both.

    Parameters
    ----------
    scale : float, default 1
    mode : {"fan_in", "fan_out", "fan_avg"}, default "fan_in"
    distribution : {"truncated_normal", "untruncated_normal", "uniform"}, default "truncated_normal"
        "normal" means "truncated_normal".
    seed : int, SeedGenerator or None
    input_axes, output_axes : sequence of int, optional
        The axes that count inputs and outputs, for kernels with several of them.

    Raises
    ------
    ValueError
        If scale is not positive, or mode or distribution is none of these.

    Examples
    --------
    >>> weights = VarianceScaling(scale=2.0, distribution="uniform", seed=0)((600, 10))
    >>> bool(np.abs(weights).max() <= 0.1)
    True
    """

    def __init__(
        self,
        scale: float = 1.0,
        mode: str = "fan_in",
        distribution: str = "truncated_normal",
        seed: Any = None,
        input_axes: Axes = None,
        output_axes: Axes = None,
    ) -> None:
        if scale <= 0:
            raise ValueError(f"Argument `scale` must be positive float. Received: scale={scale}")
        if mode not in FAN_MODES:
            raise ValueError(f"Invalid `mode` argument: {mode}. Please use one of {FAN_MODES}")
        distribution = distribution.lower()
        if distribution == "normal":
            distribution = "truncated_normal"
        if distribution not in DISTRIBUTIONS:
            raise ValueError(
                f"Invalid `distribution` argument: {distribution}. Please use one of {DISTRIBUTIONS}"
            )
        self.scale = scale
        self.mode = mode
        self.distribution = distribution
        self.input_axes = input_axes
        self.output_axes = output_axes
        super().__init__(seed=seed)

    def __call__(self, shape: Shape, dtype: Any = None) -> np.ndarray:
        fan_in, fan_out = fans(shape, self.input_axes, self.output_axes)
        variance = scaled_variance(fan_in, fan_out, self.scale, self.mode)
        if self.distribution == "truncated_normal":
            stddev = truncated_normal_stddev(variance)
            return random.truncated_normal(shape, stddev=stddev, dtype=dtype, seed=self.seed)
        if self.distribution == "untruncated_normal":
            return random.normal(shape, stddev=sqrt(variance), dtype=dtype, seed=self.seed)
        limit = uniform_limit(variance)
        return random.uniform(shape, minval=-limit, maxval=limit, dtype=dtype, seed=self.seed)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "scale": self.scale,
            "mode": self.mode,
            "distribution": self.distribution,
            "input_axes": self.input_axes,
            "output_axes": self.output_axes,
        }


class _Named(VarianceScaling):
    """A `VarianceScaling` whose scale, mode and distribution are the class's."""

    _scale: float
    _mode: str
    _distribution: str

    def __init__(self, seed: Any = None, input_axes: Axes = None, output_axes: Axes = None) -> None:
        super().__init__(self._scale, self._mode, self._distribution, seed, input_axes, output_axes)

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        return {name: config[name] for name in ("seed", "input_axes", "output_axes")}


class GlorotUniform(_Named):
    """Uniform numbers from −l to l with `l = √(6 / (fan_in + fan_out))`, for tanh and sigmoid.

    Parameters
    ----------
    seed : int, SeedGenerator or None
    input_axes, output_axes : sequence of int, optional

    References
    ----------
    X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
    AISTATS 2010.

    Examples
    --------
    >>> bool(np.abs(GlorotUniform(seed=0)((2, 4))).max() <= 1)
    True
    """

    _scale, _mode, _distribution = 1.0, "fan_avg", "uniform"


class GlorotNormal(_Named):
    """Truncated normal numbers of standard deviation `√(2 / (fan_in + fan_out))`, for tanh and sigmoid.

    Parameters
    ----------
    seed : int, SeedGenerator or None
    input_axes, output_axes : sequence of int, optional

    References
    ----------
    X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks",
    AISTATS 2010.

    Examples
    --------
    >>> print(GlorotNormal(seed=0)((100, 100)).std().round(2))
    0.1
    """

    _scale, _mode, _distribution = 1.0, "fan_avg", "truncated_normal"


class HeNormal(_Named):
    """Truncated normal numbers of standard deviation `√(2 / fan_in)`, for ReLU.

    Parameters
    ----------
    seed : int, SeedGenerator or None
    input_axes, output_axes : sequence of int, optional

    References
    ----------
    K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers: Surpassing human-level performance on
    ImageNet classification", ICCV 2015.

    Examples
    --------
    >>> print(HeNormal(seed=0)((200, 100)).std().round(2))
    0.1
    """

    _scale, _mode, _distribution = 2.0, "fan_in", "truncated_normal"


class HeUniform(_Named):
    """Uniform numbers from −l to l with `l = √(6 / fan_in)`, for ReLU.

    Parameters
    ----------
    seed : int, SeedGenerator or None
    input_axes, output_axes : sequence of int, optional

    References
    ----------
    K. He, X. Zhang, S. Ren and J. Sun, "Delving deep into rectifiers: Surpassing human-level performance on
    ImageNet classification", ICCV 2015.

    Examples
    --------
    >>> bool(np.abs(HeUniform(seed=0)((600, 10))).max() <= 0.1)
    True
    """

    _scale, _mode, _distribution = 2.0, "fan_in", "uniform"


class LecunNormal(_Named):
    """Truncated normal numbers of standard deviation `√(1 / fan_in)`, for SELU.

    Parameters
    ----------
    seed : int, SeedGenerator or None
    input_axes, output_axes : sequence of int, optional

    References
    ----------
    Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, "Efficient BackProp", in "Neural Networks: Tricks of the
    Trade", Springer 1998.

    Examples
    --------
    >>> print(LecunNormal(seed=0)((100, 100)).std().round(2))
    0.1
    """

    _scale, _mode, _distribution = 1.0, "fan_in", "truncated_normal"


class LecunUniform(_Named):
    """Uniform numbers from −l to l with `l = √(3 / fan_in)`, for SELU.

    Parameters
    ----------
    seed : int, SeedGenerator or None
    input_axes, output_axes : sequence of int, optional

    References
    ----------
    Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, "Efficient BackProp", in "Neural Networks: Tricks of the
    Trade", Springer 1998.

    Examples
    --------
    >>> bool(np.abs(LecunUniform(seed=0)((300, 10))).max() <= 0.1)
    True
    """

    _scale, _mode, _distribution = 1.0, "fan_in", "uniform"
