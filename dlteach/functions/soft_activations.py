"""Softened forms of relu and of the step: functions that bend where the originals have a kink or a jump."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_number
from dlteach.functions.activations import sigmoid


def softplus(z: ArrayLike) -> np.ndarray:
    """A relu with a round bend.

        f(z) = ln(1 + eᶻ)

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    C. Dugas, Y. Bengio, F. Bélisle, C. Nadeau and R. Garcia, "Incorporating second-order functional knowledge
    for better option pricing", NIPS 2000.

    Examples
    --------
    >>> softplus([-10000.0, 0.0, 10.0]).round(4)
    array([ 0.    ,  0.6931, 10.    ])
    """
    return np.logaddexp(0, as_float(z, "softplus: z"))


def softplus_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of softplus: the sigmoid.

        f′(z) = σ(z)

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> softplus_derivative([-10000.0, 0.0, 10000.0])
    array([0. , 0.5, 1. ])
    """
    return sigmoid(as_float(z, "softplus_derivative: z"))


def log_sigmoid(z: ArrayLike) -> np.ndarray:
    """Logarithm of the sigmoid, finite even where the sigmoid rounds to 0.

        f(z) = ln σ(z) = −ln(1 + e⁻ᶻ)

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> log_sigmoid([-10000.0, 10000.0])
    array([-10000.,      0.])
    """
    return 0 - np.logaddexp(0, -as_float(z, "log_sigmoid: z"))  # 0 − x, because −x turns 0 into −0


def log_sigmoid_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of the logarithm of the sigmoid.

        f′(z) = 1 − σ(z) = σ(−z)

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> log_sigmoid_derivative([-10000.0, 0.0, 10000.0])
    array([1. , 0.5, 0. ])
    """
    return sigmoid(-as_float(z, "log_sigmoid_derivative: z"))


def softsign(z: ArrayLike) -> np.ndarray:
    """Squash every number into the range from −1 to 1, more slowly than tanh.

        f(z) = z / (1 + |z|)

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    J. Turian, J. Bergstra and Y. Bengio, "Quadratic features and deep architectures for chunking", NAACL
    2009.

    Examples
    --------
    >>> softsign([-3.0, 0.0, 1.0])
    array([-0.75,  0.  ,  0.5 ])
    """
    z = as_float(z, "softsign: z")
    return z / (1 + np.abs(z))


def softsign_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of softsign.

        f′(z) = 1 / (1 + |z|)²

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> softsign_derivative([-3.0, 0.0, 1.0])
    array([0.0625, 1.    , 0.25  ])
    """
    return 1 / np.square(1 + np.abs(as_float(z, "softsign_derivative: z")))


def squareplus(z: ArrayLike, b: float = 4) -> np.ndarray:
    """A relu with a round bend, computed with a root only.

        f(z) = (z + √(z² + b)) / 2

    Parameters
    ----------
    z : array_like, any shape
    b : float, default 4
        How wide the bend is: from 0, which is relu, upwards.

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    J. T. Barron, "Squareplus: a softplus-like algebraic rectifier", 2021, arXiv:2112.11687.

    Examples
    --------
    >>> squareplus([-1.5, 0.0, 1.5])
    array([0.5, 1. , 2. ])
    """
    z, far = _far_root("squareplus", z, b)
    # On the left the sum cancels; there f(z) = b / (2 (√(z² + b) − z)).
    left = np.divide(b, 2 * far, out=np.zeros_like(far), where=far > 0)
    return np.where(z > 0, far / 2, left)


def squareplus_derivative(z: ArrayLike, b: float = 4) -> np.ndarray:
    """Slope of squareplus.

        f′(z) = (1 + z / √(z² + b)) / 2 = f(z) / √(z² + b)

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.
    b : float, default 4
        How wide the bend is: from 0, which is relu, upwards.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> squareplus_derivative([-1.5, 0.0, 1.5])
    array([0.2, 0.5, 0.8])
    """
    z, far = _far_root("squareplus_derivative", z, b)
    root = far - np.abs(z)
    return np.divide(squareplus(z, b), root, out=np.zeros_like(far), where=root > 0)


def _far_root(function: str, z: ArrayLike, b: float) -> tuple[np.ndarray, np.ndarray]:
    z, b = as_float(z, f"{function}: z"), as_number(b, f"{function}: b")
    if b < 0:
        raise ValueError(f"{function}: expected b of at least 0, got {b}; the root needs it")
    return z, np.hypot(z, np.sqrt(b).astype(z.dtype)) + np.abs(z)  # hypot never overflows
