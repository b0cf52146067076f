"""Exponential linear units: the identity for positive numbers, a soft floor for negative ones."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_number

SELU_ALPHA = 1.6732632423543772848170429916717
SELU_SCALE = 1.0507009873554804934193349852946


def elu(z: ArrayLike, alpha: float = 1.0) -> np.ndarray:
    """Keep what is positive, let the rest fall towards −alpha.

        f(z) = z for z > 0, otherwise alpha · (eᶻ − 1)

    Parameters
    ----------
    z : array_like, any shape
    alpha : float, default 1.0
        Minus the floor that is never reached.

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    D.-A. Clevert, T. Unterthiner and S. Hochreiter, "Fast and accurate deep network learning by exponential
    linear units (ELUs)", ICLR 2016, arXiv:1511.07289.

    Examples
    --------
    >>> elu([-10000.0, 0.0, 3.0])
    array([-1.,  0.,  3.])
    """
    z, alpha = as_float(z, "elu: z"), as_number(alpha, "elu: alpha")
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))  # no overflow in the branch not taken


def elu_derivative(z: ArrayLike, alpha: float = 1.0) -> np.ndarray:
    """Slope of elu.

        f′(z) = 1 for z > 0, otherwise alpha · eᶻ

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.
    alpha : float, default 1.0
        Minus the floor.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> elu_derivative([-10000.0, 0.0, 3.0], alpha=0.5)
    array([0. , 0.5, 1. ])
    """
    z, alpha = as_float(z, "elu_derivative: z"), as_number(alpha, "elu_derivative: alpha")
    return np.where(z > 0, 1, alpha * np.exp(np.minimum(z, 0)))


def selu(z: ArrayLike) -> np.ndarray:
    """An elu of such a size that layers keep mean 0 and variance 1.

        f(z) = λ z for z > 0, otherwise λ α (eᶻ − 1),    α ≈ 1.6733, λ ≈ 1.0507

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    G. Klambauer, T. Unterthiner, A. Mayr and S. Hochreiter, "Self-normalizing neural networks", NIPS 2017,
    arXiv:1706.02515.

    Examples
    --------
    >>> selu([-10000.0, 0.0, 1.0]).round(4)
    array([-1.7581,  0.    ,  1.0507])
    """
    return SELU_SCALE * elu(as_float(z, "selu: z"), SELU_ALPHA)


def selu_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of selu.

        f′(z) = λ for z > 0, otherwise λ α eᶻ

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> selu_derivative([-10000.0, 1.0]).round(4)
    array([0.    , 1.0507])
    """
    return SELU_SCALE * elu_derivative(as_float(z, "selu_derivative: z"), SELU_ALPHA)


def celu(z: ArrayLike, alpha: float = 1.0) -> np.ndarray:
    """An elu whose slope has no step at 0, whatever alpha is.

        f(z) = max(z, 0) + alpha · (e^(min(z, 0) / alpha) − 1)

    Parameters
    ----------
    z : array_like, any shape
    alpha : float, default 1.0
        Minus the floor; positive.

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    J. T. Barron, "Continuously differentiable exponential linear units", 2017, arXiv:1704.07483.

    Examples
    --------
    >>> celu([-10000.0, 0.0, 3.0], alpha=2.0)
    array([-2.,  0.,  3.])
    """
    z, alpha = as_float(z, "celu: z"), as_number(alpha, "celu: alpha", positive=True)
    return np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0) / alpha)


def celu_derivative(z: ArrayLike, alpha: float = 1.0) -> np.ndarray:
    """Slope of celu.

        f′(z) = e^(min(z, 0) / alpha)

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.
    alpha : float, default 1.0
        Minus the floor; positive.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> celu_derivative([-10000.0, 0.0, 3.0])
    array([0., 1., 1.])
    """
    z, alpha = as_float(z, "celu_derivative: z"), as_number(alpha, "celu_derivative: alpha", positive=True)
    return np.exp(np.minimum(z, 0) / alpha)
