"""Activations that cut numbers off: at a limit, or below a threshold."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_number


def relu6(z: ArrayLike) -> np.ndarray:
    """A relu that stops at 6.

        f(z) = min(max(z, 0), 6)

    Parameters
    ----------
    z : array_like, any shape

    Returns
    -------
    ndarray, shape of z

    References
    ----------
    A. Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010.

    Examples
    --------
    >>> relu6([-2.0, 3.0, 10.0])
    array([0., 3., 6.])
    """
    return np.clip(as_float(z, "relu6: z"), 0, 6)


def relu6_derivative(z: ArrayLike) -> np.ndarray:
    """Slope of relu6.

        f′(z) = 1 for 0 < z < 6, otherwise 0

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> relu6_derivative([-2.0, 3.0, 10.0])
    array([0., 1., 0.])
    """
    z = as_float(z, "relu6_derivative: z")
    return ((z > 0) & (z < 6)).astype(z.dtype)


def rectifier(
    z: ArrayLike,
    negative_slope: float = 0.0,
    max_value: float | None = None,
    threshold: float = 0.0,
) -> np.ndarray:
    """A relu with a slope on the left, a limit, and a threshold in place of 0.

        f(z) = z for z > threshold, cut off at 0 and max_value if there is one
        f(z) = negative_slope · (z − threshold) otherwise

    Parameters
    ----------
    z : array_like, any shape
    negative_slope : float, default 0.0
        Slope below the threshold.
    max_value : float, optional
        The largest value; None for no limit.
    threshold : float, default 0.0
        Up to it a number counts as small.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> rectifier([-2.0, 0.5, 3.0, 10.0], negative_slope=0.5, max_value=6.0, threshold=1.0)
    array([-1.5 , -0.25,  3.  ,  6.  ])
    """
    z, slope, limit, threshold = _rectified("rectifier", z, negative_slope, max_value, threshold)
    kept = z if limit is None else np.clip(z, 0, limit)
    return np.where(z > threshold, kept, slope * (z - threshold)) + 0  # −0.0 + 0 is 0.0


def rectifier_derivative(
    z: ArrayLike,
    negative_slope: float = 0.0,
    max_value: float | None = None,
    threshold: float = 0.0,
) -> np.ndarray:
    """Slope of the rectifier.

        f′(z) = 1 for z > threshold, 0 where it is cut off
        f′(z) = negative_slope otherwise

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.
    negative_slope : float, default 0.0
        Slope below the threshold.
    max_value : float, optional
        The largest value; None for no limit.
    threshold : float, default 0.0
        Up to it a number counts as small.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> rectifier_derivative([-2.0, 3.0, 10.0], negative_slope=0.5, max_value=6.0)
    array([0.5, 1. , 0. ])
    """
    z, slope, limit, threshold = _rectified("rectifier_derivative", z, negative_slope, max_value, threshold)
    kept = True if limit is None else (z > 0) & (z < limit)
    return np.where(z > threshold, kept, slope).astype(z.dtype)


def _rectified(
    function: str, z: ArrayLike, negative_slope: float, max_value: float | None, threshold: float
) -> tuple[np.ndarray, float, float | None, float]:
    limit = None if max_value is None else as_number(max_value, f"{function}: max_value")
    return (
        as_float(z, f"{function}: z"),
        as_number(negative_slope, f"{function}: negative_slope"),
        limit,
        as_number(threshold, f"{function}: threshold"),
    )


def threshold(z: ArrayLike, threshold: float, default_value: float) -> np.ndarray:
    """Keep what is above a threshold, replace the rest.

        f(z) = z for z > threshold, otherwise default_value

    Parameters
    ----------
    z : array_like, any shape
    threshold : float
        Up to it a number is replaced.
    default_value : float
        What it is replaced by.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> threshold([0.0, 1.0, 2.0], 1.0, -5.0)
    array([-5., -5.,  2.])
    """
    z, above = _above("threshold", z, threshold)
    return np.where(above, z, as_number(default_value, "threshold: default_value")).astype(z.dtype)


def threshold_derivative(z: ArrayLike, threshold: float, default_value: float = 0.0) -> np.ndarray:
    """Slope of the threshold.

        f′(z) = 1 for z > threshold, otherwise 0

    Parameters
    ----------
    z : array_like, any shape
        The number before the activation.
    threshold : float
        Up to it a number is replaced.
    default_value : float, default 0.0
        What it is replaced by.

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> threshold_derivative([0.0, 1.0, 2.0], 1.0)
    array([0., 0., 1.])
    """
    z, above = _above("threshold_derivative", z, threshold)
    return above.astype(z.dtype)


def _above(function: str, z: ArrayLike, threshold: float) -> tuple[np.ndarray, np.ndarray]:
    z = as_float(z, f"{function}: z")
    return z, np.asarray(z > as_number(threshold, f"{function}: threshold"))
