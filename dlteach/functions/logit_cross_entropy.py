"""Cross-entropy of each example alone, from logits: stable, without an epsilon, not averaged.

As in `clipped_cross_entropy.py` the last axis holds the classes, labels and logits have one float type, and
nothing is checked: these run in every step of a training.
"""

import numpy as np

from dlteach.functions.activations import sigmoid


def sigmoid_cross_entropy(y: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Log loss of every entry, where p = σ(z).

        J = −y ln σ(z) − (1 − y) ln σ(−z) = y ln(1 + e⁻ᶻ) + (1 − y) ln(1 + eᶻ)

    Parameters
    ----------
    y : ndarray of float, any shape
        Labels 0 or 1, or probabilities.
    z : ndarray of float, shape of y
        Logits: the numbers before the sigmoid.

    Returns
    -------
    ndarray, shape of y

    Examples
    --------
    >>> sigmoid_cross_entropy(np.array([1.0, 0.0]), np.array([0.0, 10000.0])).round(3)
    array([6.931e-01, 1.000e+04])
    """
    tail = np.log1p(np.exp(-np.abs(z)))  # ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|)
    return y * (np.maximum(-z, 0) + tail) + (1 - y) * (np.maximum(z, 0) + tail)


def sigmoid_cross_entropy_derivative(y: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Slope of `sigmoid_cross_entropy` in z.

        ∂J/∂z = σ(z) − y

    Parameters
    ----------
    y : ndarray of float, any shape
    z : ndarray of float, shape of y

    Returns
    -------
    ndarray, shape of y

    Examples
    --------
    >>> sigmoid_cross_entropy_derivative(np.array([1.0, 0.0]), np.array([0.0, 10000.0]))
    array([-0.5,  1. ])
    """
    return sigmoid(z) - y


def softmax_cross_entropy_of_rows(y: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Log loss of every row, where p = softmax(z).

        J = −Σⱼ yⱼ ln pⱼ = Σⱼ yⱼ (ln Σₗ exp(zₗ) − zⱼ)

    Parameters
    ----------
    y : ndarray of float, shape (..., k)
        One-hot rows, or rows of probabilities.
    z : ndarray of float, shape (..., k)
        Logits.

    Returns
    -------
    ndarray, shape (...)

    Examples
    --------
    >>> y, z = np.array([[0.0, 1.0], [0.0, 1.0]]), np.array([[0.0, 0.0], [10000.0, 0.0]])
    >>> softmax_cross_entropy_of_rows(y, z).round(3)
    array([6.931e-01, 1.000e+04])
    """
    shifted = z - z.max(axis=-1, keepdims=True)
    return (y * (np.log(np.exp(shifted).sum(axis=-1, keepdims=True)) - shifted)).sum(axis=-1)


def softmax_cross_entropy_of_rows_gradient(y: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Gradient of every row of `softmax_cross_entropy_of_rows` with respect to z.

        ∂J/∂zⱼ = pⱼ Σₗ yₗ − yⱼ,    which is p − y for labels that sum to 1

    Parameters
    ----------
    y : ndarray of float, shape (..., k)
    z : ndarray of float, shape (..., k)

    Returns
    -------
    ndarray, shape (..., k)

    Examples
    --------
    >>> softmax_cross_entropy_of_rows_gradient(np.array([[0.0, 1.0]]), np.array([[0.0, 0.0]]))
    array([[ 0.5, -0.5]])
    """
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e * (y.sum(axis=-1, keepdims=True) / e.sum(axis=-1, keepdims=True)) - y
