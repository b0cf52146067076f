"""Dropout: a random part of the units is off in each step of training, and none when the model is used."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_floats, as_number


def dropout_forward(
    x: ArrayLike, rate: float, rng: np.random.Generator, training: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Set each number to 0 with probability `rate`, and scale the others up so that the mean stays.

        y = x · m / (1 − rate),    m = 0 with probability rate, else 1

    Every number has its own m. The expected value of y is x, so nothing is left to do when the model is used:
    there y = x.

    Parameters
    ----------
    x : array_like
        Outputs of a layer, after the activation.
    rate : float
        The part that is dropped, from 0 to below 1.
    rng : numpy.random.Generator
    training : bool, default True
        False when the model is used: then nothing is dropped, and nothing drawn.

    Returns
    -------
    y, mask : ndarray, shape of x
        The mask, of zeros and ones, is what `dropout_backward` needs.

    Raises
    ------
    ValueError
        If rate is not from 0 to below 1.

    References
    ----------
    N. Srivastava and others, "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15
    (2014).

    Examples
    --------
    >>> y, mask = dropout_forward(np.ones((2, 4)), 0.5, np.random.default_rng(0))
    >>> y
    array([[0., 2., 2., 2.],
           [0., 0., 0., 0.]])
    >>> dropout_forward([[1.0, 2.0]], 0.5, np.random.default_rng(0), training=False)[0]
    array([[1., 2.]])
    """
    x = as_float(x, "dropout_forward: x")
    keep = 1 - _as_rate("dropout_forward", rate)
    if not training:
        return x.copy(), np.ones_like(x)
    mask = (rng.random(x.shape) < keep).astype(x.dtype)
    return x * mask / keep, mask


def dropout_backward(grad_output: ArrayLike, mask: ArrayLike, rate: float) -> np.ndarray:
    """Gradient of a cost J with respect to the input of `dropout_forward`.

        ∂J/∂x = g · m / (1 − rate)

    What was dropped had no influence, what was kept was multiplied by 1 / (1 − rate).

    Parameters
    ----------
    grad_output : array_like
        g = ∂J/∂y, the gradient that arrives on the way back.
    mask : array_like, shape of grad_output
        The zeros and ones of the way forward.
    rate : float
        The part that was dropped, from 0 to below 1.

    Returns
    -------
    ndarray, shape of grad_output

    Raises
    ------
    ValueError
        If rate is not from 0 to below 1, or the shapes differ.

    Examples
    --------
    >>> dropout_backward([[3.0, 3.0]], [[0, 1]], 0.25)
    array([[0., 4.]])
    """
    grad, mask = as_floats("dropout_backward", grad_output=grad_output, mask=mask)
    keep = 1 - _as_rate("dropout_backward", rate)
    if grad.shape != mask.shape:
        raise ValueError(
            f"dropout_backward: expected mask of the shape of grad_output, {grad.shape}, got {mask.shape}"
        )
    return grad * mask / keep


def _as_rate(function: str, rate: float) -> float:
    rate = as_number(rate, f"{function}: rate")
    if not 0 <= rate < 1:
        raise ValueError(f"{function}: expected a rate from 0 to below 1, got {rate}; it is the part dropped")
    return rate
