"""Average pooling: one number, the mean, in place of every window of an image, channel by channel."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float
from dlteach.functions._pooling import check_arrived, mean_along, mean_along_gradient, pooling_steps
from dlteach.functions._windows import IntOrInts


def average_pool(
    x: ArrayLike, pool_size: IntOrInts = 2, strides: IntOrInts | None = None, padding: str = "valid"
) -> np.ndarray:
    """The mean of every window, channel by channel.

        p[n, i, j, c] = mean over k, l of x[n, s·i + k, s·j + l, c]

    Parameters
    ----------
    x : array_like, shape (n, h, w, c) or (n, s₀, …, c)
    pool_size, strides, padding
        As for `max_pool2d`; with padding "same" the mean is taken over the entries inside the image.

    Returns
    -------
    ndarray, shape (n, i, j, c) or (n, o₀, …, c)

    Raises
    ------
    ValueError
        If the window is larger than the image.

    Examples
    --------
    >>> image = np.array([[1, 2, 0], [3, 4, 8]])
    >>> average_pool(image[None, :, :, None], padding="same")[0, :, :, 0]
    array([[2.5, 4. ]])
    """
    x = as_float(x, "average_pool: x")
    for step in pooling_steps("average_pool", x.shape, pool_size, strides, padding):
        x = mean_along(x, step)
    return x


def average_pool_gradient(
    grad_output: ArrayLike,
    x_shape: Sequence[int],
    pool_size: IntOrInts = 2,
    strides: IntOrInts | None = None,
    padding: str = "valid",
) -> np.ndarray:
    """Gradient of a cost J with respect to the images that entered `average_pool`.

        ∂J/∂x[n, y, x, c] = Σ ∂J/∂p[n, i, j, c] / (entries of the window), over the windows that it was in

    Parameters
    ----------
    grad_output : array_like, shape (n, i, j, c)
        ∂J/∂p, the gradient that arrives on the way back.
    x_shape : sequence of int, (n, h, w, c)
    pool_size, strides, padding
        Those of `average_pool`.

    Returns
    -------
    ndarray, shape (n, h, w, c)

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    >>> average_pool_gradient([[[[8.0]]]], (1, 2, 2, 1))[0, :, :, 0]
    array([[2., 2.],
           [2., 2.]])
    """
    grad = as_float(grad_output, "average_pool_gradient: grad_output")
    steps = pooling_steps("average_pool_gradient", x_shape, pool_size, strides, padding)
    check_arrived("average_pool_gradient", grad, x_shape, steps)
    for step in reversed(steps):
        grad = mean_along_gradient(grad, step)
    return grad
