"""Activations made of straight lines: cheap stand-ins for the sigmoid, tanh and silu."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float


def hard_sigmoid(z: ArrayLike) -> np.ndarray:
    """A straight line from 0 to 1 in place of the sigmoid's curve.

        f(z) = z / 6 + 1/2, cut off at 0 and 1

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> hard_sigmoid([-3.0, 0.0, 1.5, 10.0])
    array([0.  , 0.5 , 0.75, 1.  ])
    """
    return np.clip(as_float(z, "hard_sigmoid: z") / 6 + 0.5, 0, 1)


def hard_sigmoid_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of the hard sigmoid.

        f′(z) = 1/6 for −3 < z < 3, otherwise 0

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> hard_sigmoid_derivative([-4.0, 0.0, 4.0]).round(4)
    array([0.    , 0.1667, 0.    ])
    """
    z = as_float(z, "hard_sigmoid_derivative: z")
    return (np.abs(z) < 3).astype(z.dtype) / 6


def hard_silu(z: ArrayLike) -> np.ndarray:
    """A number times its own hard sigmoid; also called hard swish.

        f(z) = 0 for z ≤ −3, z for z ≥ 3, otherwise z (z + 3) / 6

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    A. Howard et al., "Searching for MobileNetV3", ICCV 2019, arXiv:1905.02244.

    Examples
    --------
    >>> hard_silu([-1.5, 0.0, 3.0, 10.0])
    array([-0.375,  0.   ,  3.   , 10.   ])
    """
    z = as_float(z, "hard_silu: z")
    return z * hard_sigmoid(z)


def hard_silu_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of the hard silu.

        f′(z) = 0 for z ≤ −3, 1 for z ≥ 3, otherwise (2 z + 3) / 6

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> hard_silu_derivative([-4.0, 0.0, 1.5, 4.0])
    array([0. , 0.5, 1. , 1. ])
    """
    z = as_float(z, "hard_silu_derivative: z")
    return np.where(np.abs(z) < 3, z / 3 + 0.5, z > 0).astype(z.dtype)


def hard_tanh(z: ArrayLike) -> np.ndarray:
    """A straight line from −1 to 1 in place of the curve of tanh.

        f(z) = z, cut off at −1 and 1

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> hard_tanh([-3.0, 0.5, 3.0])
    array([-1. ,  0.5,  1. ])
    """
    return np.clip(as_float(z, "hard_tanh: z"), -1, 1)


def hard_tanh_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of the hard tanh.

        f′(z) = 1 for −1 < z < 1, otherwise 0

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> hard_tanh_derivative([-3.0, 0.5, 3.0])
    array([0., 1., 0.])
    """
    z = as_float(z, "hard_tanh_derivative: z")
    return (np.abs(z) < 1).astype(z.dtype)


def sparse_sigmoid(z: ArrayLike) -> np.ndarray:
    """A straight line from 0 to 1 that is exactly 0 or 1 outside of −1 to 1.

        f(z) = (z + 1) / 2, cut off at 0 and 1

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    M. Blondel, A. F. T. Martins and V. Niculae, "Learning classifiers with Fenchel-Young losses", AISTATS
    2019, arXiv:1805.09717.

    Examples
    --------
    >>> sparse_sigmoid([-2.0, 0.0, 0.5, 2.0])
    array([0.  , 0.5 , 0.75, 1.  ])
    """
    return np.clip((as_float(z, "sparse_sigmoid: z") + 1) / 2, 0, 1)


def sparse_sigmoid_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of the sparse sigmoid.

        f′(z) = 1/2 for −1 < z < 1, otherwise 0

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> sparse_sigmoid_derivative([-2.0, 0.0, 2.0])
    array([0. , 0.5, 0. ])
    """
    z = as_float(z, "sparse_sigmoid_derivative: z")
    return (np.abs(z) < 1).astype(z.dtype) / 2


def sparse_plus(z: ArrayLike) -> np.ndarray:
    """A relu with a parabola in place of the kink; its slope is the sparse sigmoid.

        f(z) = 0 for z ≤ −1, z for z ≥ 1, otherwise (z + 1)² / 4

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> sparse_plus([-2.0, 0.0, 3.0])
    array([0.  , 0.25, 3.  ])
    """
    z = as_float(z, "sparse_plus: z")
    return np.where(z < 1, np.square(np.clip(z + 1, 0, 2)) / 4, z)


def sparse_plus_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of sparse plus: the sparse sigmoid.

        f′(z) = (z + 1) / 2, cut off at 0 and 1

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> sparse_plus_derivative([-2.0, 0.0, 3.0])
    array([0. , 0.5, 1. ])
    """
    return sparse_sigmoid(as_float(z, "sparse_plus_derivative: z"))
