"""Sparsemax: probabilities like those of softmax, but many of them exactly 0."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_floats


def sparsemax(z: ArrayLike, axis: int = -1) -> np.ndarray:
    """The distribution that lies nearest to the logits.

        pⱼ = max(zⱼ − τ, 0),    τ such that Σⱼ pⱼ = 1

    Sorted from the largest on, the first k logits stay above τ = (z₁ + … + z_k − 1) / k, for the
    largest k for which z_k does.

    Parameters
    ----------
    z : array_like, any shape with at least one entry along the axis
        Logits.
    axis : int, default -1
        The axis that will sum to 1.

    Returns
    -------
    ndarray, shape of z

    Raises
    ------
    ValueError
        If there is no such axis, or it is empty.

    References
    ----------
    A. F. T. Martins and R. F. Astudillo, "From softmax to sparsemax", ICML 2016, arXiv:1602.02068.

    Examples
    --------
    >>> sparsemax([[0.1, 1.1, 0.7]])
    array([[0. , 0.7, 0.3]])
    """
    rows = np.moveaxis(_with_axis("sparsemax", axis, z=z)[0], axis, -1)
    rows = rows - rows.max(axis=-1, keepdims=True)  # changes no probability, and keeps the sums small
    falling = -np.sort(-rows, axis=-1)
    count = np.arange(1, rows.shape[-1] + 1, dtype=rows.dtype)
    tau = (np.cumsum(falling, axis=-1) - 1) / count
    last = np.count_nonzero(falling > tau, axis=-1, keepdims=True) - 1
    last = np.maximum(last, 0)  # a row of nan is above nothing
    return np.moveaxis(np.maximum(rows - np.take_along_axis(tau, last, axis=-1), 0), -1, axis)


def sparsemax_gradient(grad_output: ArrayLike, z: ArrayLike, axis: int = -1) -> np.ndarray:
    """Gradient of a cost J with respect to the logits of `sparsemax`.

        ∂J/∂zⱼ = gⱼ − (mean of g over all l with p_l > 0)    where pⱼ > 0, otherwise 0,    g = ∂J/∂p

    Parameters
    ----------
    grad_output : array_like, shape of z
        ∂J/∂p, the gradient that arrives on the way back.
    z : array_like
        The logits that `sparsemax` was given.
    axis : int, default -1

    Returns
    -------
    ndarray, shape of z

    Raises
    ------
    ValueError
        If there is no such axis, or it is empty.

    Examples
    --------
    >>> sparsemax_gradient([[1.0, 1.0, 0.0]], [[0.1, 1.1, 0.7]])
    array([[ 0. ,  0.5, -0.5]])
    """
    g, z = _with_axis("sparsemax_gradient", axis, grad_output=grad_output, z=z)
    above = sparsemax(z, axis) > 0
    mean = (g * above).sum(axis=axis, keepdims=True) / np.count_nonzero(above, axis=axis, keepdims=True)
    return np.where(above, g - mean.astype(g.dtype), 0)


def _with_axis(function: str, axis: int, **arguments: ArrayLike) -> list[np.ndarray]:
    arrays = as_floats(function, **arguments)
    z = arrays[-1]
    if not -z.ndim <= axis < z.ndim or z.shape[axis] == 0:
        raise ValueError(f"{function}: expected z with entries along axis {axis}, got shape {z.shape}")
    return arrays
