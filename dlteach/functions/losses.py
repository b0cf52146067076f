"""Losses and costs of predicted numbers, each with its gradient with respect to y_pred.

Targets and predictions have one shape. NumPy would accept (n, 1) against (n,) and subtract every
prediction from every target; here that is refused.
"""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_targets


def l1_norm_loss(y_true: ArrayLike, y_pred: ArrayLike) -> np.floating:
    """Sum of the absolute errors.

        L = Σ |y_true − y_pred|

    Parameters
    ----------
    y_true, y_pred : array_like, same shape

    Returns
    -------
    float scalar

    Raises
    ------
    ValueError
        If the shapes differ or there is no entry.

    Examples
    --------
    >>> print(l1_norm_loss([1, 2, 3], [1, 4, 0]))
    5.0
    """
    y_true, y_pred = as_targets("l1_norm_loss", y_true, y_pred=y_pred)
    return np.sum(np.abs(y_true - y_pred))


def l1_norm_loss_gradient(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Gradient of `l1_norm_loss`: only the sign of an error counts, not its size.

        ∂L/∂y_pred = sign(y_pred − y_true),    0 where they are equal

    Parameters
    ----------
    y_true, y_pred : array_like, same shape

    Returns
    -------
    ndarray, shape of y_pred

    Raises
    ------
    ValueError
        If the shapes differ or there is no entry.

    Examples
    --------
    >>> l1_norm_loss_gradient([1, 2, 3], [1, 4, 0])
    array([ 0.,  1., -1.])
    """
    y_true, y_pred = as_targets("l1_norm_loss_gradient", y_true, y_pred=y_pred)
    return np.sign(y_pred - y_true)


def l2_norm_loss(y_true: ArrayLike, y_pred: ArrayLike) -> np.floating:
    """Sum of the squared errors.

        L = Σ (y_true − y_pred)²

    Parameters
    ----------
    y_true, y_pred : array_like, same shape

    Returns
    -------
    float scalar

    Raises
    ------
    ValueError
        If the shapes differ or there is no entry.

    Examples
    --------
    >>> print(l2_norm_loss([1, 2, 3], [1, 4, 0]))
    13.0
    """
    y_true, y_pred = as_targets("l2_norm_loss", y_true, y_pred=y_pred)
    return np.sum((y_true - y_pred) ** 2)


def l2_norm_loss_gradient(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Gradient of `l2_norm_loss`.

        ∂L/∂y_pred = 2 (y_pred − y_true)

    Parameters
    ----------
    y_true, y_pred : array_like, same shape

    Returns
    -------
    ndarray, shape of y_pred

    Raises
    ------
    ValueError
        If the shapes differ or there is no entry.

    Examples
    --------
    >>> l2_norm_loss_gradient([1, 2, 3], [1, 4, 0])
    array([ 0.,  4., -6.])
    """
    y_true, y_pred = as_targets("l2_norm_loss_gradient", y_true, y_pred=y_pred)
    return 2 * (y_pred - y_true)


def mean_absolute_error(y_true: ArrayLike, y_pred: ArrayLike) -> np.floating:
    """Mean of the absolute errors over all N entries.

        MAE = (1/N) Σ |y_true − y_pred|

    Parameters
    ----------
    y_true, y_pred : array_like, same shape

    Returns
    -------
    float scalar

    Raises
    ------
    ValueError
        If the shapes differ or there is no entry.

    Examples
    --------
    >>> print(mean_absolute_error([1, 2], [1, 5]))
    1.5
    """
    y_true, y_pred = as_targets("mean_absolute_error", y_true, y_pred=y_pred)
    return np.mean(np.abs(y_true - y_pred))


def mean_absolute_error_gradient(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Gradient of `mean_absolute_error`.

        ∂MAE/∂y_pred = sign(y_pred − y_true) / N,    0 where they are equal

    Parameters
    ----------
    y_true, y_pred : array_like, same shape

    Returns
    -------
    ndarray, shape of y_pred

    Raises
    ------
    ValueError
        If the shapes differ or there is no entry.

    Examples
    --------
    >>> mean_absolute_error_gradient([1, 2], [1, 5])
    array([0. , 0.5])
    """
    y_true, y_pred = as_targets("mean_absolute_error_gradient", y_true, y_pred=y_pred)
    return np.sign(y_pred - y_true) / y_pred.size


def mean_squared_error(y_true: ArrayLike, y_pred: ArrayLike) -> np.floating:
    """Mean of the squared errors over all N entries.

        MSE = (1/N) Σ (y_true − y_pred)²

    Parameters
    ----------
    y_true, y_pred : array_like, same shape

    Returns
    -------
    float scalar

    Raises
    ------
    ValueError
        If the shapes differ or there is no entry.

    Examples
    --------
    >>> print(mean_squared_error([1, 2], [1, 5]))
    4.5
    """
    y_true, y_pred = as_targets("mean_squared_error", y_true, y_pred=y_pred)
    return np.mean((y_true - y_pred) ** 2)


def mean_squared_error_gradient(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Gradient of `mean_squared_error`.

        ∂MSE/∂y_pred = 2 (y_pred − y_true) / N

    Parameters
    ----------
    y_true, y_pred : array_like, same shape

    Returns
    -------
    ndarray, shape of y_pred

    Raises
    ------
    ValueError
        If the shapes differ or there is no entry.

    Examples
    --------
    >>> mean_squared_error_gradient([1, 2], [1, 5])
    array([0., 3.])
    """
    y_true, y_pred = as_targets("mean_squared_error_gradient", y_true, y_pred=y_pred)
    return 2 * (y_pred - y_true) / y_pred.size


def quadratic_cost(y_true: ArrayLike, y_pred: ArrayLike) -> np.floating:
    """Half the squared length of the error, averaged over the n examples.

        C = 1/(2n) Σₓ ‖y(x) − a(x)‖²

    Parameters
    ----------
    y_true, y_pred : array_like, same shape, (n,) or (n, k)
        Each entry of the first axis is an example.

    Returns
    -------
    float scalar

    Raises
    ------
    ValueError
        If the shapes differ or there is no example.

    References
    ----------
    M. A. Nielsen, "Neural Networks and Deep Learning", Determination Press, 2015, chapter 1, equation 6.

    Examples
    --------
    >>> print(quadratic_cost([[0, 0], [1, 1]], [[0, 2], [1, 1]]))
    1.0
    """
    y_true, y_pred = _examples("quadratic_cost", y_true, y_pred)
    return np.sum((y_true - y_pred) ** 2) / (2 * len(y_pred))


def quadratic_cost_gradient(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Gradient of `quadratic_cost`; the 2 of the square cancels the ½.

        ∂C/∂y_pred = (y_pred − y_true) / n

    Parameters
    ----------
    y_true, y_pred : array_like, same shape, (n,) or (n, k)

    Returns
    -------
    ndarray, shape of y_pred

    Raises
    ------
    ValueError
        If the shapes differ or there is no example.

    Examples
    --------
    >>> quadratic_cost_gradient([[0, 0], [1, 1]], [[0, 2], [1, 1]])
    array([[0., 1.],
           [0., 0.]])
    """
    y_true, y_pred = _examples("quadratic_cost_gradient", y_true, y_pred)
    return (y_pred - y_true) / len(y_pred)


def _examples(function: str, y_true: ArrayLike, y_pred: ArrayLike) -> list[np.ndarray]:
    """A pair with a first axis to count examples along."""
    y_true, y_pred = as_targets(function, y_true, y_pred=y_pred)
    if y_pred.ndim == 0:
        raise ValueError(
            f"{function}: expected y_true and y_pred of shape (n,) or (n, k), got (); use [y] for one example"
        )
    return [y_true, y_pred]
