"""Shrinkage: activations that make small numbers 0 or smaller."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_number


def hard_shrink(z: ArrayLike, threshold: float = 0.5) -> np.ndarray:
    """Replace numbers near 0 by 0.

        f(z) = z for |z| > threshold, otherwise 0

    Parameters
    ----------
    z : array_like, any shape
    threshold : float, default 0.5
        Half the width of the gap.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> hard_shrink([-2.0, 0.3, 0.5, 1.0])
    array([-2.,  0.,  0.,  1.])
    """
    z, far = _far("hard_shrink", z, threshold)
    return np.where(far, z, 0)


def hard_shrink_derivative(z: ArrayLike, threshold: float = 0.5) -> np.ndarray:
    """Slope of the hard shrinkage, and of the soft one.

        f′(z) = 1 for |z| > threshold, otherwise 0

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.
    threshold : float, default 0.5
        Half the width of the gap.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> hard_shrink_derivative([-2.0, 0.3, 0.5, 1.0])
    array([1., 0., 0., 1.])
    """
    z, far = _far("hard_shrink_derivative", z, threshold)
    return far.astype(z.dtype)


def soft_shrink(z: ArrayLike, threshold: float = 0.5) -> np.ndarray:
    """Pull every number towards 0, at most to 0.

        f(z) = z − threshold for z > threshold, z + threshold for z < −threshold, otherwise 0

    Parameters
    ----------
    z : array_like, any shape
    threshold : float, default 0.5
        Half the width of the gap.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> soft_shrink([-2.0, 0.3, 0.5, 1.0])
    array([-1.5,  0. ,  0. ,  0.5])
    """
    z, far = _far("soft_shrink", z, threshold)
    return np.where(far, z - np.copysign(as_number(threshold, "soft_shrink: threshold"), z), 0)


def soft_shrink_derivative(z: ArrayLike, threshold: float = 0.5) -> np.ndarray:
    """Slope of the soft shrinkage, the same as that of the hard one.

        f′(z) = 1 for |z| > threshold, otherwise 0

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.
    threshold : float, default 0.5
        Half the width of the gap.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> soft_shrink_derivative([-2.0, 0.3, 0.5, 1.0])
    array([1., 0., 0., 1.])
    """
    z, far = _far("soft_shrink_derivative", z, threshold)
    return far.astype(z.dtype)


def tanh_shrink(z: ArrayLike) -> np.ndarray:
    """What tanh leaves over.

        f(z) = z − tanh(z)

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> tanh_shrink([-1.0, 0.0, 10000.0]).round(4)
    array([-2.384e-01,  0.000e+00,  9.999e+03])
    """
    z = as_float(z, "tanh_shrink: z")
    return z - np.tanh(z)


def tanh_shrink_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of the tanh shrinkage.

        f′(z) = tanh²(z)

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> tanh_shrink_derivative([-10000.0, 0.0])
    array([1., 0.])
    """
    return np.square(np.tanh(as_float(z, "tanh_shrink_derivative: z")))


def _far(function: str, z: ArrayLike, threshold: float) -> tuple[np.ndarray, np.ndarray]:
    z = as_float(z, f"{function}: z")
    return z, np.asarray(np.abs(z) > as_number(threshold, f"{function}: threshold"))
