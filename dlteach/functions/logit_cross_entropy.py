"""Cross-entropy of each example alone, from logits: stable, without an epsilon, not averaged.

As in `clipped_cross_entropy.py` the last axis holds the classes, and shapes and ranges are not checked.
"""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_labelled
from dlteach.functions.activations import sigmoid


def sigmoid_cross_entropy(y: ArrayLike, z: ArrayLike) -> np.ndarray:
    """Log loss of every entry, where p = σ(z).

        J = −y ln σ(z) − (1 − y) ln σ(−z) = y ln(1 + e⁻ᶻ) + (1 − y) ln(1 + eᶻ)

    Parameters
    ----------
    y : array_like, any shape
        Labels 0 or 1, or probabilities.
    z : array_like, shape of y
        Logits: the numbers before the sigmoid.

    Returns
    -------
    ndarray, shape of y

    Examples
    --------
    >>> sigmoid_cross_entropy(np.array([1.0, 0.0]), np.array([0.0, 100.0])).round(3)
    array([  0.693, 100.   ])
    """
    y, z = as_labelled("sigmoid_cross_entropy", y, z=z)
    tail = np.log1p(np.exp(-np.abs(z)))  # ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|)
    return y * (np.maximum(-z, 0) + tail) + (1 - y) * (np.maximum(z, 0) + tail)


def sigmoid_cross_entropy_derivative(y: ArrayLike, z: ArrayLike) -> np.ndarray:
    """Slope of `sigmoid_cross_entropy` in z.

        ∂J/∂z = σ(z) − y

    Parameters
    ----------
    y : array_like, any shape
    z : array_like, shape of y

    Returns
    -------
    ndarray, shape of y

    Examples
    --------
    >>> sigmoid_cross_entropy_derivative(np.array([1.0, 0.0]), np.array([0.0, 10000.0]))
    array([-0.5,  1. ])
    """
    y, z = as_labelled("sigmoid_cross_entropy_derivative", y, z=z)
    return sigmoid(z) - y


def softmax_cross_entropy_of_rows(y: ArrayLike, z: ArrayLike) -> np.ndarray:
    """Log loss of every row, where p = softmax(z).

        J = −Σⱼ yⱼ ln pⱼ = Σⱼ yⱼ (ln Σₗ exp(zₗ) − zⱼ)

    Parameters
    ----------
    y : array_like, shape (..., k)
        One-hot rows, or rows of probabilities.
    z : array_like, shape (..., k)
        Logits.

    Returns
    -------
    ndarray, shape (...)

    Examples
    --------
    >>> y, z = np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([[0.0, 0.0], [100.0, 0.0]])
    >>> softmax_cross_entropy_of_rows(y, z).round(3)
    array([  0.693, 100.   ])
    """
    y, z = as_labelled("softmax_cross_entropy_of_rows", y, z=z)
    shifted = z - z.max(axis=-1, keepdims=True)
    return (y * (np.log(np.exp(shifted).sum(axis=-1, keepdims=True)) - shifted)).sum(axis=-1)


def softmax_cross_entropy_of_rows_gradient(y: ArrayLike, z: ArrayLike) -> np.ndarray:
    """Gradient of every row of `softmax_cross_entropy_of_rows` with respect to z.

        ∂J/∂zⱼ = pⱼ Σₗ yₗ − yⱼ,    which is p − y for labels that sum to 1

    Parameters
    ----------
    y : array_like, shape (..., k)
    z : array_like, shape (..., k)

    Returns
    -------
    ndarray, shape (..., k)

    Examples
    --------
    >>> softmax_cross_entropy_of_rows_gradient(np.array([[0.0, 1.0]]), np.array([[0.0, 0.0]]))
    array([[ 0.5, -0.5]])
    """
    y, z = as_labelled("softmax_cross_entropy_of_rows_gradient", y, z=z)
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e * (y.sum(axis=-1, keepdims=True) / e.sum(axis=-1, keepdims=True)) - y
