"""First weights of a fully connected layer, drawn as widely as its numbers of inputs and outputs ask for."""

import numpy as np

from dlteach.functions._arguments import as_count
from dlteach.functions.initializers import glorot_limit, he_stddev


def glorot_uniform(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """Glorot's weights, for layers with tanh or sigmoid: uniform, the same for signals and gradients.

        w ~ U(−l, l),    l = √(6 / (fan_in + fan_out)),    variance 2 / (fan_in + fan_out)

    Parameters
    ----------
    fan_in, fan_out : int
        Numbers of inputs and outputs of the layer.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray, shape (fan_in, fan_out)

    Raises
    ------
    ValueError
        If a number is below 1.
    TypeError
        If a number is not whole.

    Examples
    --------
    >>> w = glorot_uniform(100, 50, np.random.default_rng(0))
    >>> w.shape, bool(np.abs(w).max() < 0.2)
    ((100, 50), True)
    """
    shape = _shape("glorot_uniform", fan_in, fan_out)
    limit = glorot_limit(*shape)
    return rng.uniform(-limit, limit, size=shape)


def he_normal(fan_in: int, fan_out: int, rng: np.random.Generator) -> np.ndarray:
    """He's weights, for layers with ReLU: normal, with twice the variance that a layer without it needs.

        w ~ N(0, σ²),    σ = √(2 / fan_in)

    Keras cuts the normal distribution off at two standard deviations and widens it to the same variance.

    Parameters
    ----------
    fan_in, fan_out : int
        Numbers of inputs and outputs of the layer.
    rng : numpy.random.Generator

    Returns
    -------
    ndarray, shape (fan_in, fan_out)

    Raises
    ------
    ValueError
        If a number is below 1.
    TypeError
        If a number is not whole.

    Examples
    --------
    >>> w = he_normal(200, 300, np.random.default_rng(0))
    >>> w.shape, w.std().round(2)
    ((200, 300), np.float64(0.1))
    """
    shape = _shape("he_normal", fan_in, fan_out)
    return rng.normal(0.0, he_stddev(shape[0]), size=shape)


def _shape(function: str, fan_in: int, fan_out: int) -> tuple[int, int]:
    return (
        as_count(fan_in, f"{function}: fan_in", at_least=1),
        as_count(fan_out, f"{function}: fan_out", at_least=1),
    )
