"""Max pooling: one number, the largest, in place of every window of an image, channel by channel."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_floats
from dlteach.functions._memory_order import in_order_of
from dlteach.functions._pooling import MaxAlong, check_arrived, pooling_steps
from dlteach.functions._windows import IntOrInts


def max_pool2d(
    x: ArrayLike, pool_size: IntOrInts = 2, strides: IntOrInts | None = None, padding: str = "valid"
) -> np.ndarray:
    """The largest entry of every window of every image, channel by channel.

        p[n, i, j, c] = max over k, l of x[n, s·i + k, s·j + l, c]

    What is in the image counts, where exactly counts less: an image that moves by one entry changes little.

    Parameters
    ----------
    x : array_like, shape (n, h, w, c)
    pool_size : int or two ints, default 2
        Height and width of the window.
    strides : int or two ints, optional
        Steps between neighbouring windows; `pool_size` by default, so that no two overlap.
    padding : {"valid", "same"}, default "valid"
        "valid": windows stay inside the image, and rows and columns that are left over are dropped. "same":
        they reach over the edge, so that there are ⌈h/s⌉ × ⌈w/s⌉; what is outside is never the largest.

    Returns
    -------
    ndarray, shape (n, i, j, c)

    Raises
    ------
    ValueError
        If x is not (n, h, w, c), or the window is larger than the image.

    Examples
    --------
    >>> image = np.array([[1, 2, 0, 0], [3, 4, 0, 9]])
    >>> max_pool2d(image[None, :, :, None])[0, :, :, 0]
    array([[4., 9.]])
    """
    return max_pool(_images("max_pool2d", x), pool_size, strides, padding)


def max_pool2d_gradient(
    grad_output: ArrayLike,
    x: ArrayLike,
    pool_size: IntOrInts = 2,
    strides: IntOrInts | None = None,
    padding: str = "valid",
) -> np.ndarray:
    """Gradient of a cost J with respect to the images that entered `max_pool2d`.

        ∂J/∂x[n, y, x, c] = Σ ∂J/∂p[n, i, j, c] over the windows (i, j) that had their largest entry there

    Of several largest entries in a window the first gets the gradient, row by row from the left.

    Parameters
    ----------
    grad_output : array_like, shape (n, i, j, c)
        ∂J/∂p, the gradient that arrives on the way back.
    x : array_like, shape (n, h, w, c)
    pool_size, strides, padding
        Those of `max_pool2d`.

    Returns
    -------
    ndarray, shape (n, h, w, c)

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    >>> image = np.array([[1, 2, 0, 0], [4, 4, 0, 9]])
    >>> max_pool2d_gradient([[[[5.0], [7.0]]]], image[None, :, :, None])[0, :, :, 0]
    array([[0., 0., 0., 0.],
           [5., 0., 0., 7.]])
    """
    return max_pool_gradient(grad_output, _images("max_pool2d_gradient", x), pool_size, strides, padding)


def max_pool(
    x: ArrayLike, pool_size: IntOrInts = 2, strides: IntOrInts | None = None, padding: str = "valid"
) -> np.ndarray:
    """`max_pool2d` along any number of axes, between the first (examples) and the last (channels).

    Parameters
    ----------
    x : array_like, shape (n, s₀, …, c)
    pool_size, strides, padding
        As for `max_pool2d`.

    Returns
    -------
    ndarray, shape (n, o₀, …, c)

    Examples
    --------
    >>> max_pool([[[1], [3], [2], [0]]])[0, :, 0]
    array([3., 2.])
    """
    return MaxPooling(x, pool_size, strides, padding).forward()


def max_pool_gradient(
    grad_output: ArrayLike,
    x: ArrayLike,
    pool_size: IntOrInts = 2,
    strides: IntOrInts | None = None,
    padding: str = "valid",
) -> np.ndarray:
    """Gradient of a cost J with respect to what entered `max_pool`; see `max_pool2d_gradient`.

    Parameters
    ----------
    grad_output : array_like, shape (n, o₀, …, c)
    x : array_like, shape (n, s₀, …, c)
    pool_size, strides, padding
        Those of `max_pool`.

    Returns
    -------
    ndarray, shape (n, s₀, …, c)

    Examples
    --------
    >>> max_pool_gradient([[[5.0], [7.0]]], [[[1], [3], [2], [0]]])[0, :, 0]
    array([0., 5., 7., 0.])
    """
    grad, x = as_floats("max_pool_gradient", grad_output=grad_output, x=x)
    pooling = MaxPooling(x, pool_size, strides, padding)
    pooling.forward()
    return pooling.backward(grad)


class MaxPooling:
    """`max_pool` and `max_pool_gradient` in two parts, which share the arrays on the way.

    `forward` once more computes with the numbers that x holds then.

    Parameters
    ----------
    x : array_like, shape (n, s₀, …, c)
    pool_size, strides, padding
        As for `max_pool2d`.

    Raises
    ------
    ValueError
        If the window is larger than the image.

    Examples
    --------
    >>> pooling = MaxPooling([[[1], [3], [2], [0]]])
    >>> pooling.forward()[0, :, 0]
    array([3., 2.])
    >>> pooling.backward(np.array([[[5.0], [7.0]]]))[0, :, 0]
    array([0., 5., 7., 0.])
    """

    def __init__(
        self,
        x: ArrayLike,
        pool_size: IntOrInts = 2,
        strides: IntOrInts | None = None,
        padding: str = "valid",
    ) -> None:
        x = as_float(x, "max_pool: x")
        self._x_shape = x.shape
        self._steps = pooling_steps("max_pool", x.shape, pool_size, strides, padding)
        self._stages: list[MaxAlong] = []
        for step in self._steps:
            self._stages.append(MaxAlong(x, step))
            x = self._stages[-1].out

    def forward(self) -> np.ndarray:
        """The output, (n, o₀, …, c): always the same array."""
        for stage in self._stages:
            stage.forward()
        return self._stages[-1].out

    def backward(self, grad_output: np.ndarray) -> np.ndarray:
        """∂J/∂x from ∂J/∂output."""
        check_arrived("max_pool_gradient", grad_output, self._x_shape, self._steps)
        grad_output = in_order_of(self._stages[-1].out, grad_output)
        for stage in reversed(self._stages):
            grad_output = stage.backward(grad_output)
        return grad_output


def _images(function: str, x: ArrayLike) -> np.ndarray:
    array = as_float(x, f"{function}: x")
    if array.ndim != 4:
        raise ValueError(
            f"{function}: expected x of shape (n, h, w, c), got {array.shape}; "
            "use x[..., None] for images without channels, x[None] for one image"
        )
    return array
