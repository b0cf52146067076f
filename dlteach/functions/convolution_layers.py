"""Convolution along one axis or two, and the shape of what comes out.

What deep learning calls convolution is cross-correlation: the kernel is laid on the image as it is, not
turned round. `convolution.py` computes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_floats
from dlteach.functions._placement import placement
from dlteach.functions._windows import IntOrInts
from dlteach.functions.convolution import Convolution


def conv2d(
    x: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    strides: IntOrInts = 1,
    padding: str = "valid",
    dilation: IntOrInts = 1,
) -> np.ndarray:
    """Lay a kernel on every place of every image, multiply entry by entry, and add up.

        z[n, i, j, f] = b[f] + Σₖ Σₗ Σ𝒸 x[n, s·i + d·k, s·j + d·l, c] · kernel[k, l, c, f]

    with strides s and dilation d. All places share one kernel: few weights, and a shifted image gives a
    shifted output. (This is cross-correlation; a convolution in mathematics turns the kernel round first.)

    Parameters
    ----------
    x : array_like, shape (n, h, w, c)
        Images with c channels.
    kernel : array_like, shape (kh, kw, c, f)
        The weights of f filters. With a g-th of the channels of x, (kh, kw, c/g, f), channels and filters
        fall into g groups, and each filter sees its own group alone.
    bias : array_like, shape (f,), optional
    strides : int or two ints, default 1
        Steps between neighbouring places.
    padding : {"valid", "same"}, default "valid"
        "valid": the kernel stays inside the image. "same": zeros around it, so that there are ⌈h/s⌉ × ⌈w/s⌉
        places; an odd zero comes after the image, as in TensorFlow.
    dilation : int or two ints, default 1
        Steps between neighbouring entries of the kernel on the image.

    Returns
    -------
    ndarray, shape (n, i, j, f)
        See `conv_output_shape`. Its axes do not lie in memory in this order, but so that the next convolution
        is quick.

    Raises
    ------
    ValueError
        If the shapes do not fit together, or the kernel is larger than the image.

    References
    ----------
    V. Dumoulin and F. Visin, "A guide to convolution arithmetic for deep learning", 2016, arXiv:1603.07285.

    Examples
    --------
    An edge between dark and light, found by the difference of neighbours:

    >>> image = np.array([[0, 0, 9, 9], [0, 0, 9, 9]])
    >>> kernel = np.array([[-1, 1]])
    >>> conv2d(image[None, :, :, None], kernel[:, :, None, None])[0, :, :, 0]
    array([[0., 9., 0.],
           [0., 9., 0.]])
    """
    _check_axes("conv2d", 2, x, kernel)
    how: Any = {"strides": strides, "padding": padding, "dilation": dilation}
    return Convolution(x, kernel, bias, **how).forward()


def conv2d_gradient(
    grad_output: ArrayLike,
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    strides: IntOrInts = 1,
    padding: str = "valid",
    dilation: IntOrInts = 1,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a cost J with respect to everything that enters `conv2d`.

    Each place was a layer `x @ w + b` of its own, with shared weights. So a weight adds up what all places
    say of it, and an entry of the image adds up what comes from every window that it was in:

        ∂J/∂kernel[k, l, c, f] = Σₙ Σᵢ Σⱼ g[n, i, j, f] · x[n, s·i + d·k, s·j + d·l, c]
        ∂J/∂x[n, s·i + d·k, s·j + d·l, c]  gets  Σ𝒻 g[n, i, j, f] · kernel[k, l, c, f]  for every i, j, k, l
        ∂J/∂b[f] = Σₙ Σᵢ Σⱼ g[n, i, j, f]

    Parameters
    ----------
    grad_output : array_like, shape (n, i, j, f)
        g = ∂J/∂z, the gradient that arrives on the way back.
    x : array_like, shape (n, h, w, c)
    kernel : array_like, shape (kh, kw, c, f)
    strides, padding, dilation
        Those of `conv2d`.

    Returns
    -------
    grad_x : ndarray, shape (n, h, w, c)
    grad_kernel : ndarray, shape (kh, kw, c, f)
    grad_bias : ndarray, shape (f,)

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    >>> x, kernel = np.arange(9).reshape(1, 3, 3, 1), np.ones((2, 2, 1, 1))
    >>> grad_x, grad_kernel, grad_bias = conv2d_gradient(np.ones((1, 2, 2, 1)), x, kernel)
    >>> grad_x[0, :, :, 0]
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    >>> grad_kernel[:, :, 0, 0]
    array([[ 8., 12.],
           [20., 24.]])
    >>> grad_bias
    array([4.])
    """
    _check_axes("conv2d_gradient", 2, x, kernel)
    grad_output, x, kernel = as_floats("conv2d_gradient", grad_output=grad_output, x=x, kernel=kernel)
    how: Any = {"strides": strides, "padding": padding, "dilation": dilation}
    layer = Convolution(x, kernel, **how)
    layer.forward()
    return layer.backward(grad_output)


def conv1d(
    x: ArrayLike,
    kernel: ArrayLike,
    bias: ArrayLike | None = None,
    *,
    strides: IntOrInts = 1,
    padding: str = "valid",
    dilation: IntOrInts = 1,
) -> np.ndarray:
    """Convolve sequences: `conv2d` with one axis of time in place of height and width.

        zₙₜ𝒻 = b𝒻 + Σₖ Σ𝒸 x[n, s·t + d·k, c] · kernel[k, c, f]

    Parameters
    ----------
    x : array_like, shape (n, length, c)
    kernel : array_like, shape (k, c, f)
    bias : array_like, shape (f,), optional
    strides, padding, dilation
        As for `conv2d`.

    Returns
    -------
    ndarray, shape (n, t, f)

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    >>> conv1d([[[1], [2], [4], [8]]], [[[-1]], [[1]]])[0, :, 0]
    array([1., 2., 4.])
    """
    _check_axes("conv1d", 1, x, kernel)
    how: Any = {"strides": strides, "padding": padding, "dilation": dilation}
    return Convolution(x, kernel, bias, **how).forward()


def conv1d_gradient(
    grad_output: ArrayLike,
    x: ArrayLike,
    kernel: ArrayLike,
    *,
    strides: IntOrInts = 1,
    padding: str = "valid",
    dilation: IntOrInts = 1,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a cost J with respect to everything that enters `conv1d`; see `conv2d_gradient`.

    Parameters
    ----------
    grad_output : array_like, shape (n, t, f)
    x : array_like, shape (n, length, c)
    kernel : array_like, shape (k, c, f)
    strides, padding, dilation
        Those of `conv1d`.

    Returns
    -------
    grad_x : ndarray, shape (n, length, c)
    grad_kernel : ndarray, shape (k, c, f)
    grad_bias : ndarray, shape (f,)

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    >>> grad_x, _, _ = conv1d_gradient([[[1], [1]]], [[[1], [2], [4]]], [[[-1]], [[1]]])
    >>> grad_x[0, :, 0]
    array([-1.,  0.,  1.])
    """
    _check_axes("conv1d_gradient", 1, x, kernel)
    grad_output, x, kernel = as_floats("conv1d_gradient", grad_output=grad_output, x=x, kernel=kernel)
    how: Any = {"strides": strides, "padding": padding, "dilation": dilation}
    layer = Convolution(x, kernel, **how)
    layer.forward()
    return layer.backward(grad_output)


def conv_output_shape(
    x_shape: Sequence[int | None],
    kernel_shape: Sequence[int],
    *,
    strides: IntOrInts = 1,
    padding: str = "valid",
    dilation: IntOrInts = 1,
) -> tuple[int | None, ...]:
    """Shape of a convolution, known before any number is.

        valid: ⌊(h − d·(k − 1) − 1) / s⌋ + 1        same: ⌈h / s⌉

    Parameters
    ----------
    x_shape : sequence of sizes, (n, h, w, c) or (n, length, c)
        None stands for any size.
    kernel_shape : sequence of sizes, (kh, kw, c, f) or (k, c, f)
    strides, padding, dilation
        As for `conv2d`.

    Returns
    -------
    tuple of sizes, (n, i, j, f) or (n, t, f)

    Raises
    ------
    ValueError
        If the shapes do not fit together, or the kernel is larger than the image.

    Examples
    --------
    >>> conv_output_shape((None, 28, 28, 1), (3, 3, 1, 8))
    (None, 26, 26, 8)
    >>> conv_output_shape((None, 28, 28, 1), (3, 3, 1, 8), strides=2, padding="same")
    (None, 14, 14, 8)
    """
    return placement("conv_output_shape", x_shape, kernel_shape, strides, padding, dilation).output_shape


def _check_axes(function: str, axes: int, x: ArrayLike, kernel: ArrayLike) -> None:
    if np.ndim(kernel) != axes + 2 or np.ndim(x) != axes + 2:
        x_shape, kernel_shape = (
            ("(n, length, c)", "(k, c, f)") if axes == 1 else ("(n, h, w, c)", "(kh, kw, c, f)")
        )
        raise ValueError(
            f"{function}: expected x of shape {x_shape} and kernel of shape {kernel_shape}, got "
            f"{np.shape(x)} and {np.shape(kernel)}; use x[..., None] for images without channels, x[None] "
            "for one image"
        )
