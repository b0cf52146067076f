"""The gated linear unit: one half of the entries decides how much of the other half goes through."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float
from dlteach.functions.activations import sigmoid, sigmoid_derivative


def glu(z: ArrayLike, axis: int = -1) -> np.ndarray:
    """Gated linear unit: one half of the entries, let through by the other half.

        f(a, b) = a · σ(b),    z = (a, b)

    Parameters
    ----------
    z : array_like, any shape with an even number of entries along the axis
    axis : int, default -1
        The axis that is cut in half.

    Returns
    -------
    ndarray, shape of z with half the entries along the axis

    Raises
    ------
    ValueError
        If the axis cannot be cut in half.

    References
    ----------
    Y. N. Dauphin, A. Fan, M. Auli and D. Grangier, "Language modeling with gated convolutional networks",
    ICML 2017, arXiv:1612.08083.

    Examples
    --------
    >>> glu([[2.0, 4.0, 0.0, 10000.0]])
    array([[1., 4.]])
    """
    a, b = _halves("glu", z, axis)
    return a * sigmoid(b)


def glu_gradient(grad_output: ArrayLike, z: ArrayLike, axis: int = -1) -> np.ndarray:
    """Gradient of a cost J with respect to z, the input of `glu`.

        ∂J/∂a = g · σ(b),    ∂J/∂b = g · a σ′(b),    g = ∂J/∂f

    Parameters
    ----------
    grad_output : array_like
        g, the gradient that arrives on the way back, with the shape of what `glu` returned.
    z : array_like
        What `glu` was given.
    axis : int, default -1

    Returns
    -------
    ndarray, shape of z

    Raises
    ------
    ValueError
        If the axis cannot be cut in half.

    Examples
    --------
    >>> glu_gradient([[1.0]], [[2.0, 0.0]])
    array([[0.5, 0.5]])
    """
    a, b = _halves("glu_gradient", z, axis)
    g = as_float(grad_output, "glu_gradient: grad_output")
    return np.concatenate([g * sigmoid(b), g * a * sigmoid_derivative(b)], axis=axis)


def _halves(function: str, z: ArrayLike, axis: int) -> list[np.ndarray]:
    z = as_float(z, f"{function}: z")
    if not -z.ndim <= axis < z.ndim or z.shape[axis] % 2:
        raise ValueError(
            f"{function}: expected z with an axis {axis} of even length, divisible by 2, got shape {z.shape}"
        )
    return np.split(z, 2, axis=axis)
