"""Mean squared and mean absolute error of each row alone, or of all rows together.

As in `clipped_cross_entropy.py` targets and predictions have one shape and one float type, and nothing is
checked: these run in every step of a training.
"""

import numpy as np


def squared_errors_of_rows(y: np.ndarray, p: np.ndarray, axis: int | None = -1) -> np.ndarray:
    """Mean of the squared errors over the last axis.

        J = (1/k) Σⱼ (yⱼ − pⱼ)²

    Parameters
    ----------
    y, p : ndarray of float, shape (..., k)
        Targets and predictions.
    axis : {-1, None}, default -1
        None takes the mean over all entries.

    Returns
    -------
    ndarray, shape (...), or a scalar

    Examples
    --------
    >>> squared_errors_of_rows(np.array([[1.0, 2.0]]), np.array([[1.0, 5.0]]))
    array([4.5])
    """
    error = y - p
    return np.add.reduce(error * error, axis) / _count(y, axis)


def squared_errors_of_rows_gradient(y: np.ndarray, p: np.ndarray, axis: int | None = -1) -> np.ndarray:
    """Gradient of `squared_errors_of_rows` with respect to p.

        ∂J/∂pⱼ = 2 (pⱼ − yⱼ) / k

    Parameters
    ----------
    y, p : ndarray of float, shape (..., k)
        Targets and predictions.
    axis : {-1, None}, default -1

    Returns
    -------
    ndarray, shape (..., k)

    Examples
    --------
    >>> squared_errors_of_rows_gradient(np.array([[1.0, 2.0]]), np.array([[1.0, 5.0]]))
    array([[0., 3.]])
    """
    return (p - y) * (2 / _count(y, axis))


def absolute_errors_of_rows(y: np.ndarray, p: np.ndarray, axis: int | None = -1) -> np.ndarray:
    """Mean of the absolute errors over the last axis.

        J = (1/k) Σⱼ |yⱼ − pⱼ|

    Parameters
    ----------
    y, p : ndarray of float, shape (..., k)
        Targets and predictions.
    axis : {-1, None}, default -1
        None takes the mean over all entries.

    Returns
    -------
    ndarray, shape (...), or a scalar

    Examples
    --------
    >>> absolute_errors_of_rows(np.array([[1.0, 2.0]]), np.array([[1.0, 5.0]]))
    array([1.5])
    """
    return np.add.reduce(np.abs(y - p), axis) / _count(y, axis)


def absolute_errors_of_rows_gradient(y: np.ndarray, p: np.ndarray, axis: int | None = -1) -> np.ndarray:
    """Gradient of `absolute_errors_of_rows` with respect to p.

        ∂J/∂pⱼ = sign(pⱼ − yⱼ) / k,    0 where they are equal

    Parameters
    ----------
    y, p : ndarray of float, shape (..., k)
        Targets and predictions.
    axis : {-1, None}, default -1

    Returns
    -------
    ndarray, shape (..., k)

    Examples
    --------
    >>> absolute_errors_of_rows_gradient(np.array([[1.0, 2.0]]), np.array([[1.0, 5.0]]))
    array([[0. , 0.5]])
    """
    return np.sign(p - y) * (1 / _count(y, axis))


def _count(y: np.ndarray, axis: int | None) -> int:
    return y.size if axis is None else y.shape[-1]
