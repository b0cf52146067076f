"""Cross-entropy of each example alone, from probabilities that are kept away from 0 and 1 by an epsilon.

`cross_entropy.py` averages over the examples and lets a certain and wrong prediction cost inf. Libraries for
training do neither: they clip, because one inf would end the training, and leave the average to the caller.

The last axis holds the classes. Shapes and ranges are not checked: these run in every step of a training.
"""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_labelled


def clipped_binary_cross_entropy(y: ArrayLike, p: ArrayLike, epsilon: float = 1e-7) -> np.ndarray:
    """Log loss of every entry.

        J = −[ y ln q + (1 − y) ln(1 − q) ],    q = p cut off at epsilon and 1 − epsilon

    Parameters
    ----------
    y : array_like, any shape
        Labels 0 or 1, or probabilities.
    p : array_like, shape of y
        Predicted probabilities of 1.
    epsilon : float, default 1e-7

    Returns
    -------
    ndarray, shape of y

    Examples
    --------
    >>> clipped_binary_cross_entropy(np.array([1.0, 0.0]), np.array([0.5, 1.0])).round(3)
    array([ 0.693, 16.118])
    """
    y, p = as_labelled("clipped_binary_cross_entropy", y, p=p)
    q = _clipped(p, epsilon)
    # For labels that are exactly 0 or 1 one of the two logarithms would do, but not for smoothed ones.
    return -(y * np.log(q) + (1 - y) * np.log(1 - q))


def clipped_binary_cross_entropy_derivative(y: ArrayLike, p: ArrayLike, epsilon: float = 1e-7) -> np.ndarray:
    """Slope of `clipped_binary_cross_entropy` in p.

        ∂J/∂p = (p − y) / (p (1 − p)),    0 where p was cut off

    Parameters
    ----------
    y : array_like, any shape
    p : array_like, shape of y
    epsilon : float, default 1e-7

    Returns
    -------
    ndarray, shape of y

    Examples
    --------
    >>> clipped_binary_cross_entropy_derivative(np.array([1.0, 0.0]), np.array([0.5, 1.0]))
    array([-2.,  0.])
    """
    y, p = as_labelled("clipped_binary_cross_entropy_derivative", y, p=p)
    q = _clipped(p, epsilon)
    return (q == p) * (q - y) / (q * (1 - q))


def clipped_sigmoid_cross_entropy_derivative(y: ArrayLike, p: ArrayLike, epsilon: float = 1e-7) -> np.ndarray:
    """Slope of `clipped_binary_cross_entropy` in the logit z, where p = σ(z): the two slopes in one.

        ∂J/∂z = ∂J/∂p · p (1 − p) = p − y,    0 where p was cut off

    Parameters
    ----------
    y : array_like, any shape
    p : array_like, shape of y
    epsilon : float, default 1e-7

    Returns
    -------
    ndarray, shape of y

    Examples
    --------
    >>> clipped_sigmoid_cross_entropy_derivative(np.array([1.0, 0.0]), np.array([0.5, 1.0]))
    array([-0.5,  0. ])
    """
    y, p = as_labelled("clipped_sigmoid_cross_entropy_derivative", y, p=p)
    return (_clipped(p, epsilon) == p) * (p - y)


def clipped_categorical_cross_entropy(y: ArrayLike, p: ArrayLike, epsilon: float = 1e-7) -> np.ndarray:
    """Log loss of every row.

        J = −Σⱼ yⱼ ln qⱼ,    q = p / Σₗ pₗ cut off at epsilon and 1 − epsilon

    Parameters
    ----------
    y : array_like, shape (..., k)
        One-hot rows, or rows of probabilities.
    p : array_like, shape (..., k)
        Predicted probabilities; they need not sum to 1.
    epsilon : float, default 1e-7

    Returns
    -------
    ndarray, shape (...)

    Examples
    --------
    >>> y, p = np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([[0.5, 0.5], [1.0, 0.0]])
    >>> clipped_categorical_cross_entropy(y, p).round(3)
    array([ 0.693, 16.118])
    """
    y, p = as_labelled("clipped_categorical_cross_entropy", y, p=p)
    q = _clipped(p / np.add.reduce(p, axis=-1, keepdims=True), epsilon)
    return -np.add.reduce(y * np.log(q), axis=-1)


def clipped_categorical_cross_entropy_gradient(
    y: ArrayLike, p: ArrayLike, epsilon: float = 1e-7
) -> np.ndarray:
    """Gradient of every row of `clipped_categorical_cross_entropy` with respect to p.

        ∂J/∂pⱼ = (Σₗ wₗ) / (Σₗ pₗ) − wⱼ / pⱼ,    wⱼ = yⱼ, but 0 where qⱼ was cut off

    Parameters
    ----------
    y : array_like, shape (..., k)
    p : array_like, shape (..., k)
    epsilon : float, default 1e-7

    Returns
    -------
    ndarray, shape (..., k)

    Examples
    --------
    >>> clipped_categorical_cross_entropy_gradient(np.array([[0.0, 1.0]]), np.array([[0.5, 0.5]]))
    array([[ 1., -1.]])
    """
    y, p = as_labelled("clipped_categorical_cross_entropy_gradient", y, p=p)
    total = p.sum(axis=-1, keepdims=True)
    w = y * _inside(p / total, epsilon)
    return w.sum(axis=-1, keepdims=True) / total - w / np.where(w == 0, 1, p)


def clipped_softmax_cross_entropy_gradient(y: ArrayLike, p: ArrayLike, epsilon: float = 1e-7) -> np.ndarray:
    """Gradient of every row of `clipped_categorical_cross_entropy` in the logits z, where p = softmax(z).

        ∂J/∂zⱼ = pⱼ Σₗ wₗ − wⱼ,    wⱼ = yⱼ, but 0 where pⱼ was cut off

    This is p − y where nothing was cut off and the labels of a row sum to 1.

    Parameters
    ----------
    y : array_like, shape (..., k)
    p : array_like, shape (..., k)
    epsilon : float, default 1e-7

    Returns
    -------
    ndarray, shape (..., k)

    Examples
    --------
    >>> clipped_softmax_cross_entropy_gradient(np.array([[0.0, 1.0]]), np.array([[0.5, 0.5]]))
    array([[ 0.5, -0.5]])
    """
    y, p = as_labelled("clipped_softmax_cross_entropy_gradient", y, p=p)
    w = y * _inside(p, epsilon)
    return p * np.add.reduce(w, axis=-1, keepdims=True) - w


def _clipped(p: np.ndarray, epsilon: float) -> np.ndarray:
    # 1 − epsilon as a float32 is 1 − 1.19e-7 for 1e-7: NumPy rounds it to the type of p.
    return np.minimum(np.maximum(p, epsilon), 1 - epsilon)


def _inside(p: np.ndarray, epsilon: float) -> np.ndarray:
    return _clipped(p, epsilon) == p
