"""The logarithm of a sum of exponentials, the smooth maximum behind softmax."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_floats

Axis = int | tuple[int, ...] | None


def logsumexp(z: ArrayLike, axis: Axis = None, keepdims: bool = False) -> np.ndarray:
    """Logarithm of the sum of exponentials: a little above the largest number.

        f(z) = ln Σᵢ exp(zᵢ) = m + ln Σᵢ exp(zᵢ − m),    m the largest of z

    Parameters
    ----------
    z : array_like, any shape
    axis : int or tuple of int, optional
        What is summed over; all axes by default.
    keepdims : bool, default False
        Whether those axes stay, with length 1.

    Returns
    -------
    ndarray, shape of z without the axes

    Examples
    --------
    >>> print(logsumexp([10000.0, 10000.0]).round(3))
    10000.693
    """
    z = as_float(z, "logsumexp: z")
    top = _finite_top(z, axis)
    out = np.log(np.exp(z - top).sum(axis=axis, keepdims=True)) + top
    return out if keepdims else out.squeeze(tuple(range(z.ndim)) if axis is None else axis)


def logsumexp_gradient(grad_output: ArrayLike, z: ArrayLike, axis: Axis = None) -> np.ndarray:
    """Gradient of a cost J with respect to z, the input of `logsumexp`: the softmax.

        ∂J/∂zᵢ = g · exp(zᵢ) / Σₗ exp(zₗ),    g = ∂J/∂f

    Parameters
    ----------
    grad_output : array_like
        g, the gradient that arrives on the way back; the axes that were summed over have length 1.
    z : array_like, any shape
    axis : int or tuple of int, optional

    Returns
    -------
    ndarray, shape of z

    Examples
    --------
    >>> logsumexp_gradient(1.0, [10000.0, 10000.0])
    array([0.5, 0.5])
    """
    (z,) = as_floats("logsumexp_gradient", z=z)
    e = np.exp(z - _finite_top(z, axis))
    grad = as_float(grad_output, "logsumexp_gradient: grad_output").astype(z.dtype, copy=False)
    return grad * (e / e.sum(axis=axis, keepdims=True))


def _finite_top(z: np.ndarray, axis: Axis) -> np.ndarray:
    top = z.max(axis=axis, keepdims=True)
    return np.where(np.isfinite(top), top, 0)  # inf − inf would be no number
