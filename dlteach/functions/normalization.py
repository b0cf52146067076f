"""Batch and layer normalization: mean 0 and variance 1, then a scale and an offset that are learned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_float, as_floats, as_number, check_not_empty

Axes = int | Sequence[int]


def moments(x: ArrayLike, axes: Axes, keepdims: bool = False) -> tuple[np.ndarray, np.ndarray]:
    """Mean and variance along some axes.

        m = mean x,    v = mean (x − m)²

    Parameters
    ----------
    x : array_like
    axes : int or sequence of int
    keepdims : bool, default False
        Whether the axes stay, with size 1.

    Returns
    -------
    mean, variance : ndarray

    Raises
    ------
    ValueError
        If there is nothing to take the mean of.

    Examples
    --------
    >>> moments([[1.0, 2.0], [3.0, 6.0]], axes=0)
    (array([2., 4.]), array([1., 4.]))
    """
    x, axes = as_float(x, "moments: x"), _tuple(axes)
    check_not_empty("moments", "x", x)
    mean = x.mean(axis=axes, keepdims=True)
    variance = np.square(x - mean).mean(axis=axes, keepdims=keepdims)
    return (mean if keepdims else mean.squeeze(axis=axes)), variance


def batch_norm_forward(
    x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, epsilon: float = 1e-3, axis: int = -1
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Normalize each feature over the examples of the batch, then scale and shift it.

        x̂ = (x − m) / √(v + ε),    y = γ x̂ + β

    with mean m and variance v of the feature over the batch, and over all places of an image.

    Parameters
    ----------
    x : array_like, shape (n, c) or (n, …, c)
        What a layer computes, before the activation.
    gamma, beta : array_like, shape (c,)
        The learned scale and offset.
    epsilon : float, default 1e-3
    axis : int, default -1
        The axis of the features.

    Returns
    -------
    y : ndarray, shape of x
    mean, variance : ndarray, shape (c,)
        For `batch_norm_backward`, and for moving averages, which take their place in `batch_norm_inference`.

    Raises
    ------
    ValueError
        If the shapes do not fit together, or the batch is empty.

    References
    ----------
    S. Ioffe and C. Szegedy, "Batch normalization: accelerating deep network training by reducing internal
    covariate shift", ICML 2015, arXiv:1502.03167.

    Examples
    --------
    >>> y, mean, variance = batch_norm_forward([[1.0], [3.0]], [1.0], [0.0], epsilon=0)
    >>> y.ravel(), mean, variance
    (array([-1.,  1.]), array([2.]), array([1.]))
    """
    x, gamma, beta = as_floats("batch_norm_forward", x=x, gamma=gamma, beta=beta)
    axis = _feature_axis("batch_norm_forward", x, axis, gamma=gamma, beta=beta)
    mean, variance = moments(x, _others(x, axis))
    return batch_norm_inference(x, gamma, beta, mean, variance, epsilon, axis), mean, variance


def batch_norm_inference(
    x: ArrayLike,
    gamma: ArrayLike,
    beta: ArrayLike,
    mean: ArrayLike,
    variance: ArrayLike,
    epsilon: float = 1e-3,
    axis: int = -1,
) -> np.ndarray:
    """Normalize with given statistics: after training, one example must not depend on those beside it.

        y = γ (x − m) / √(v + ε) + β

    Parameters
    ----------
    x : array_like, shape (n, c) or (n, …, c)
    gamma, beta, mean, variance : array_like, shape (c,)
    epsilon : float, default 1e-3
    axis : int, default -1
        The axis of the features.

    Returns
    -------
    ndarray, shape of x

    Examples
    --------
    >>> batch_norm_inference([[5.0]], [2.0], [1.0], [3.0], [4.0], epsilon=0)
    array([[3.]])
    """
    x, gamma, beta, mean, variance = as_floats(
        "batch_norm_inference", x=x, gamma=gamma, beta=beta, mean=mean, variance=variance
    )
    axis = _feature_axis(
        "batch_norm_inference", x, axis, gamma=gamma, beta=beta, mean=mean, variance=variance
    )
    scale = gamma / np.sqrt(variance + _small(epsilon, "batch_norm_inference"))
    y = (x - _beside(mean, x, axis)) * _beside(scale, x, axis)
    y += _beside(beta, x, axis)
    return y


def batch_norm_backward(
    grad_output: ArrayLike,
    x: ArrayLike,
    gamma: ArrayLike,
    mean: ArrayLike,
    variance: ArrayLike,
    epsilon: float = 1e-3,
    axis: int = -1,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a cost J with respect to everything that enters `batch_norm_forward`.

        ∂J/∂β = Σ g,    ∂J/∂γ = Σ g x̂,    ∂J/∂x = γ / √(v + ε) · (g − (∂J/∂β + x̂ ∂J/∂γ) / m)

    with sums over the m numbers that share a mean. The last two terms are there because m and v, too, move
    with x.

    Parameters
    ----------
    grad_output : array_like, shape of x
        g = ∂J/∂y, the gradient that arrives on the way back.
    x : array_like, shape (n, c) or (n, …, c)
    gamma : array_like, shape (c,)
    mean, variance : array_like, shape (c,)
        What `batch_norm_forward` returned.
    epsilon : float, default 1e-3
    axis : int, default -1
        The axis of the features.

    Returns
    -------
    grad_x : ndarray, shape of x
    grad_gamma, grad_beta : ndarray, shape (c,)

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    A constant that arrives everywhere would only shift x, and the mean takes that away again:

    >>> x, mean, variance = [[1.0], [3.0]], [2.0], [1.0]
    >>> grad_x, grad_gamma, grad_beta = batch_norm_backward([[1.0], [1.0]], x, [1.0], mean, variance)
    >>> grad_x.ravel(), grad_beta
    (array([0., 0.]), array([2.]))
    """
    grad, x, gamma, mean, variance = as_floats(
        "batch_norm_backward", grad_output=grad_output, x=x, gamma=gamma, mean=mean, variance=variance
    )
    _check_arrived("batch_norm_backward", grad, x)
    axis = _feature_axis("batch_norm_backward", x, axis, gamma=gamma, mean=mean, variance=variance)
    others = _others(x, axis)
    inverse = 1 / np.sqrt(variance + _small(epsilon, "batch_norm_backward"))
    normalized = (x - _beside(mean, x, axis)) * _beside(inverse, x, axis)
    grad_beta, grad_gamma = grad.sum(axis=others), (grad * normalized).sum(axis=others)
    count = x.size // x.shape[axis]
    normalized *= _beside(grad_gamma / count, x, axis)
    normalized += _beside(grad_beta / count, x, axis)
    grad_x = np.subtract(grad, normalized, out=normalized)
    grad_x *= _beside(gamma * inverse, x, axis)
    return grad_x, grad_gamma, grad_beta


def layer_norm_forward(
    x: ArrayLike, gamma: ArrayLike, beta: ArrayLike, epsilon: float = 1e-3, axes: Axes = -1
) -> np.ndarray:
    """Normalize each example over its own features, then scale and shift every feature.

        x̂ = (x − m) / √(v + ε),    y = γ x̂ + β

    with mean m and variance v over the features of one example: training and use are the same.

    Parameters
    ----------
    x : array_like, shape (n, d) or (n, …, d)
    gamma, beta : array_like
        The learned scale and offset, of the shape that x has along `axes`.
    epsilon : float, default 1e-3
    axes : int or sequence of int, default -1
        The axes to normalize along.

    Returns
    -------
    ndarray, shape of x

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    References
    ----------
    J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer normalization", 2016, arXiv:1607.06450.

    Examples
    --------
    >>> layer_norm_forward([[1.0, 3.0], [10.0, 30.0]], [1.0, 1.0], [0.0, 0.0], epsilon=0)
    array([[-1.,  1.],
           [-1.,  1.]])
    """
    x, gamma, beta = as_floats("layer_norm_forward", x=x, gamma=gamma, beta=beta)
    axes = _example_axes("layer_norm_forward", x, axes, gamma=gamma, beta=beta)
    normalized, _ = _normalized(x, axes, _small(epsilon, "layer_norm_forward"))
    normalized *= _along(gamma, x, axes)
    normalized += _along(beta, x, axes)
    return normalized


def layer_norm_backward(
    grad_output: ArrayLike, x: ArrayLike, gamma: ArrayLike, epsilon: float = 1e-3, axes: Axes = -1
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of a cost J with respect to everything that enters `layer_norm_forward`.

        ∂J/∂β = Σ g,    ∂J/∂γ = Σ g x̂    over the examples
        ∂J/∂x = (h − mean h − x̂ · mean(h x̂)) / √(v + ε),    h = γ g    over the features

    Parameters
    ----------
    grad_output : array_like, shape of x
        g = ∂J/∂y, the gradient that arrives on the way back.
    x : array_like, shape (n, d) or (n, …, d)
    gamma : array_like
        Of the shape that x has along `axes`.
    epsilon : float, default 1e-3
    axes : int or sequence of int, default -1

    Returns
    -------
    grad_x : ndarray, shape of x
    grad_gamma, grad_beta : ndarray, shape of gamma

    Raises
    ------
    ValueError
        If the shapes do not fit together.

    Examples
    --------
    >>> grad_x, grad_gamma, grad_beta = layer_norm_backward([[1.0, 1.0]], [[1.0, 3.0]], [1.0, 1.0], epsilon=0)
    >>> grad_x, grad_gamma, grad_beta
    (array([[0., 0.]]), array([-1.,  1.]), array([1., 1.]))
    """
    grad, x, gamma = as_floats("layer_norm_backward", grad_output=grad_output, x=x, gamma=gamma)
    _check_arrived("layer_norm_backward", grad, x)
    axes = _example_axes("layer_norm_backward", x, axes, gamma=gamma)
    examples = tuple(axis for axis in range(x.ndim) if axis not in axes)
    normalized, inverse = _normalized(x, axes, _small(epsilon, "layer_norm_backward"))
    scaled = grad * _along(gamma, x, axes)
    grad_gamma, grad_beta = (grad * normalized).sum(axis=examples), grad.sum(axis=examples)
    normalized *= (scaled * normalized).mean(axis=axes, keepdims=True)
    grad_x = (scaled - scaled.mean(axis=axes, keepdims=True) - normalized) * inverse
    return grad_x, grad_gamma, grad_beta


def _normalized(x: np.ndarray, axes: tuple[int, ...], epsilon: float) -> tuple[np.ndarray, np.ndarray]:
    centred = x - x.mean(axis=axes, keepdims=True)
    inverse = 1 / np.sqrt(np.square(centred).mean(axis=axes, keepdims=True) + epsilon)
    centred *= inverse
    return centred, inverse


def _tuple(axes: Axes) -> tuple[int, ...]:
    return (axes,) if isinstance(axes, int) else tuple(axes)


def _others(x: np.ndarray, axis: int) -> tuple[int, ...]:
    return tuple(other for other in range(x.ndim) if other != axis)


def _beside(values: np.ndarray, x: np.ndarray, axis: int) -> np.ndarray:
    """A number for each feature, in a shape that broadcasts against x."""
    return values.reshape([-1 if other == axis else 1 for other in range(x.ndim)])


def _along(values: np.ndarray, x: np.ndarray, axes: tuple[int, ...]) -> np.ndarray:
    return values.reshape([x.shape[axis] if axis in axes else 1 for axis in range(x.ndim)])


def _small(epsilon: float, function: str) -> float:
    return as_number(epsilon, f"{function}: epsilon")


def _feature_axis(function: str, x: np.ndarray, axis: int, **parameters: np.ndarray) -> int:
    """The axis counted from 0, if every parameter has one number for each of its features."""
    if x.ndim < 2 or not -x.ndim <= axis < x.ndim:
        raise ValueError(
            f"{function}: expected x of shape (n, …, c) and one of its axes, got shape {x.shape} and axis "
            f"{axis}"
        )
    _check_parameters(function, x, (x.shape[axis],), parameters)
    return axis % x.ndim


def _example_axes(function: str, x: np.ndarray, axes: Axes, **parameters: np.ndarray) -> tuple[int, ...]:
    """The axes counted from 0 and in order, if every parameter has one number for each of their entries."""
    if not all(-x.ndim <= axis < x.ndim for axis in _tuple(axes)):
        raise ValueError(f"{function}: expected axes of x, which has shape {x.shape}, got {axes}")
    counted = tuple(sorted(axis % x.ndim for axis in _tuple(axes)))
    _check_parameters(function, x, tuple(x.shape[axis] for axis in counted), parameters)
    return counted


def _check_parameters(
    function: str, x: np.ndarray, expected: tuple[int, ...], parameters: dict[str, Any]
) -> None:
    for name, values in parameters.items():
        if values.shape != expected:
            raise ValueError(
                f"{function}: expected {name} of shape {expected} for x of shape {x.shape}, got "
                f"{values.shape}"
            )


def _check_arrived(function: str, grad: np.ndarray, x: np.ndarray) -> None:
    if grad.shape != x.shape:
        raise ValueError(f"{function}: expected grad_output of the shape of x, {x.shape}, got {grad.shape}")
