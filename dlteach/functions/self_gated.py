"""Activations in which a number decides itself how much of it goes through."""

import math

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float
from dlteach.functions.activations import sigmoid, sigmoid_derivative, tanh_derivative
from dlteach.functions.error_function import erfc
from dlteach.functions.soft_activations import softplus

_CUBIC = 0.044715


def silu(z: ArrayLike) -> np.ndarray:
    """A number times its own sigmoid; also called swish.

        f(z) = z · σ(z)

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    P. Ramachandran, B. Zoph and Q. V. Le, "Searching for activation functions", 2017, arXiv:1710.05941.

    Examples
    --------
    >>> silu([-1.0, 0.0, 1.0]).round(4)
    array([-0.2689,  0.    ,  0.7311])
    """
    z = as_float(z, "silu: z")
    return z * sigmoid(z)


def silu_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of silu.

        f′(z) = σ(z) + z σ′(z)

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> silu_derivative([-10000.0, 0.0, 10000.0])
    array([0. , 0.5, 1. ])
    """
    z = as_float(z, "silu_derivative: z")
    return sigmoid(z) + z * sigmoid_derivative(z)


def gelu(z: ArrayLike, approximate: bool = False) -> np.ndarray:
    """A number times the probability that a standard normal draw is below it.

        f(z) = z · Φ(z) = z · erfc(−z / √2) / 2
        f(z) ≈ z / 2 · (1 + tanh(√(2/π) (z + 0.044715 z³)))    if approximate

    Parameters
    ----------
    z : array_like, any shape
    approximate : bool, default False
        Whether to take tanh in place of the error function.

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    D. Hendrycks and K. Gimpel, "Gaussian error linear units (GELUs)", 2016, arXiv:1606.08415.

    Examples
    --------
    >>> gelu([-1.0, 0.0, 1.0]).round(4)
    array([-0.1587,  0.    ,  0.8413])
    >>> gelu([-1.0, 0.0, 1.0], approximate=True).round(4)
    array([-0.1588,  0.    ,  0.8412])
    """
    z = as_float(z, "gelu: z")
    if approximate:
        return z / 2 * (1 + np.tanh(_inner(z)))
    return z * erfc(-z / math.sqrt(2)) / 2


def gelu_derivative(z: ArrayLike, approximate: bool = False) -> np.ndarray:
    """Slope of gelu.

        f′(z) = Φ(z) + z φ(z),    φ(z) = e^(−z²/2) / √(2π)
        f′(z) ≈ (1 + tanh u) / 2 + z / 2 · tanh′(u) u′,    u = √(2/π) (z + 0.044715 z³)    if approximate

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.
    approximate : bool, default False
        Whether `gelu` was approximate.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> gelu_derivative([-10000.0, 0.0, 10000.0])
    array([0. , 0.5, 1. ])
    """
    z = as_float(z, "gelu_derivative: z")
    if approximate:
        slope = math.sqrt(2 / math.pi) * (1 + 3 * _CUBIC * z * z)
        return (1 + np.tanh(_inner(z))) / 2 + z / 2 * tanh_derivative(_inner(z)) * slope
    bell = np.exp(-np.square(np.clip(z, -40, 40)) / 2) / math.sqrt(2 * math.pi)  # e⁻⁸⁰⁰ is 0 already
    return erfc(-z / math.sqrt(2)) / 2 + z * bell


def _inner(z: np.ndarray) -> np.ndarray:
    return math.sqrt(2 / math.pi) * (z + _CUBIC * z * z * z)


def mish(z: ArrayLike) -> np.ndarray:
    """A number times the tanh of its softplus.

        f(z) = z · tanh(ln(1 + eᶻ))

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    D. Misra, "Mish: a self regularized non-monotonic activation function", BMVC 2020, arXiv:1908.08681.

    Examples
    --------
    >>> mish([-1.0, 0.0, 1.0]).round(4)
    array([-0.3034,  0.    ,  0.8651])
    """
    z = as_float(z, "mish: z")
    return z * np.tanh(softplus(z))


def mish_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of mish.

        f′(z) = tanh(s) + z σ(z) tanh′(s),    s = ln(1 + eᶻ)

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> mish_derivative([-10000.0, 0.0, 10000.0])
    array([0. , 0.6, 1. ])
    """
    z = as_float(z, "mish_derivative: z")
    s = softplus(z)
    return np.tanh(s) + z * sigmoid(z) * tanh_derivative(s)
