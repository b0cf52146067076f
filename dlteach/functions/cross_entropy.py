"""Cross-entropy of predicted probabilities or logits, averaged over the examples, each with its gradient.

There is no epsilon in any logarithm: a perfect prediction costs exactly 0, a certain and wrong one costs inf.
"""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import (
    as_classified,
    as_shaped,
    as_targets,
    check_distributions,
    check_probabilities,
)
from dlteach.functions.activations import sigmoid
from dlteach.functions.entropy import surprise

LOGITS = "; for logits, use binary_cross_entropy_from_logits"
SOFTMAX = "; for logits, use softmax_cross_entropy"
MULTI_LABEL = "; for several labels at once, use binary_cross_entropy"


def binary_cross_entropy(y_true: ArrayLike, y_pred: ArrayLike) -> np.floating:
    """Log loss of predicted probabilities of "yes", averaged over all N entries.

        J = −(1/N) Σ [ y ln p + (1 − y) ln(1 − p) ],    with 0 · ln 0 = 0

    Parameters
    ----------
    y_true : array_like, any shape
        Labels 0 or 1, or probabilities.
    y_pred : array_like, shape of y_true
        Predicted probabilities p of 1.

    Returns
    -------
    float scalar
        Infinite if a prediction is certain and wrong.

    Raises
    ------
    ValueError
        If the shapes differ, there is no entry, or one is outside 0 to 1.

    Examples
    --------
    >>> print(binary_cross_entropy([1, 0], [0.6, 0.4]).round(3))
    0.511
    >>> print(binary_cross_entropy([1, 0], [1.0, 0.0]))
    0.0
    """
    y, p = _binary("binary_cross_entropy", y_true, y_pred)
    with np.errstate(divide="ignore"):
        return np.mean(surprise(y, np.log(p)) + surprise(1 - y, np.log1p(-p)))


def binary_cross_entropy_gradient(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Gradient of `binary_cross_entropy` with respect to y_pred.

        ∂J/∂p = [ (1 − y) / (1 − p) − y / p ] / N = (p − y) / (p (1 − p)) / N

    Parameters
    ----------
    y_true : array_like, any shape
        Labels 0 or 1, or probabilities.
    y_pred : array_like, shape of y_true
        Predicted probabilities p of 1.

    Returns
    -------
    ndarray, shape of y_pred
        Infinite where the prediction is certain and wrong.

    Raises
    ------
    ValueError
        If the shapes differ, there is no entry, or one is outside 0 to 1.

    Examples
    --------
    >>> binary_cross_entropy_gradient([1, 0], [0.5, 0.5])
    array([-1.,  1.])
    """
    y, p = _binary("binary_cross_entropy_gradient", y_true, y_pred)
    return (_ratio(1 - y, 1 - p) - _ratio(y, p)) / p.size


def binary_cross_entropy_from_logits(y_true: ArrayLike, z: ArrayLike) -> np.floating:
    """Log loss of logits z, where p = σ(z), averaged over all N entries.

        J = (1/N) Σ [ y ln(1 + e⁻ᶻ) + (1 − y) ln(1 + eᶻ) ]

    This is `binary_cross_entropy` with −ln σ(z) = ln(1 + e⁻ᶻ) put in, so it never meets ln 0.

    Parameters
    ----------
    y_true : array_like, any shape
        Labels 0 or 1, or probabilities.
    z : array_like, shape of y_true
        Logits: the numbers before the sigmoid.

    Returns
    -------
    float scalar

    Raises
    ------
    ValueError
        If the shapes differ, there is no entry, or a label is outside 0 to 1.

    Examples
    --------
    >>> print(binary_cross_entropy_from_logits([1, 0], [10000.0, 10000.0]))
    5000.0
    """
    y, z = _logits("binary_cross_entropy_from_logits", y_true, z)
    return np.mean(y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z))  # ln(e⁰ + eᶻ), no overflow


def binary_cross_entropy_from_logits_gradient(y_true: ArrayLike, z: ArrayLike) -> np.ndarray:
    """Gradient of `binary_cross_entropy_from_logits` with respect to z.

        ∂J/∂z = (σ(z) − y) / N

    Parameters
    ----------
    y_true : array_like, any shape
        Labels 0 or 1, or probabilities.
    z : array_like, shape of y_true
        Logits: the numbers before the sigmoid.

    Returns
    -------
    ndarray, shape of z

    Raises
    ------
    ValueError
        If the shapes differ, there is no entry, or a label is outside 0 to 1.

    Examples
    --------
    >>> binary_cross_entropy_from_logits_gradient([1, 0], [0.0, 0.0])
    array([-0.25,  0.25])
    """
    y, z = _logits("binary_cross_entropy_from_logits_gradient", y_true, z)
    return (sigmoid(z) - y) / z.size


def categorical_cross_entropy(y_true: ArrayLike, y_pred: ArrayLike) -> np.floating:
    """Log loss of predicted distributions over k classes, averaged over the n examples.

        J = −(1/n) Σᵢ Σⱼ yᵢⱼ ln pᵢⱼ,    with 0 · ln 0 = 0

    Parameters
    ----------
    y_true : array_like, shape (n, k)
        One-hot rows, or rows of probabilities.
    y_pred : array_like, shape (n, k)
        Predicted probabilities, a row for each example.

    Returns
    -------
    float scalar
        Infinite if a class that occurs was given the probability 0.

    Raises
    ------
    ValueError
        If the shapes differ, there is no example, an entry is outside 0 to 1, or a row of y_true does not
        sum to 1.

    Examples
    --------
    >>> print(categorical_cross_entropy([[0, 1, 0]], [[0.3, 0.6, 0.1]]).round(3))
    0.511
    """
    y, p = _categorical("categorical_cross_entropy", y_true, y_pred)
    with np.errstate(divide="ignore"):
        return np.sum(surprise(y, np.log(p))) / len(p)


def categorical_cross_entropy_gradient(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Gradient of `categorical_cross_entropy` with respect to y_pred.

        ∂J/∂pᵢⱼ = −yᵢⱼ / (n pᵢⱼ),    0 where yᵢⱼ = 0

    Parameters
    ----------
    y_true : array_like, shape (n, k)
        One-hot rows, or rows of probabilities.
    y_pred : array_like, shape (n, k)
        Predicted probabilities, a row for each example.

    Returns
    -------
    ndarray, shape (n, k)

    Raises
    ------
    ValueError
        If the shapes differ, there is no example, an entry is outside 0 to 1, or a row of y_true does not
        sum to 1.

    Examples
    --------
    >>> categorical_cross_entropy_gradient([[0, 1, 0]], [[0.25, 0.5, 0.25]])
    array([[ 0., -2.,  0.]])
    """
    y, p = _categorical("categorical_cross_entropy_gradient", y_true, y_pred)
    return (0 - _ratio(y, p)) / len(p)  # 0 − x, because −x turns 0 into −0


def sparse_categorical_cross_entropy(y_true: ArrayLike, y_pred: ArrayLike) -> np.floating:
    """`categorical_cross_entropy` for integer labels: only the true class's probability counts.

        J = −(1/n) Σᵢ ln pᵢ[yᵢ]

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Labels from 0 to k − 1.
    y_pred : array_like, shape (n, k)
        Predicted probabilities, a row for each example.

    Returns
    -------
    float scalar
        Infinite if a true class was given the probability 0.

    Raises
    ------
    ValueError
        If a label is none of the classes, the shapes do not fit, there is no example, or an entry is outside
        0 to 1.
    TypeError
        If the labels are no integers.

    Examples
    --------
    >>> print(sparse_categorical_cross_entropy([1], [[0.3, 0.6, 0.1]]).round(3))
    0.511
    """
    rows, y, p = _sparse("sparse_categorical_cross_entropy", y_true, y_pred)
    with np.errstate(divide="ignore"):
        return np.mean(0 - np.log(p[rows, y]))  # 0 − x, because −x turns 0 into −0


def sparse_categorical_cross_entropy_gradient(y_true: ArrayLike, y_pred: ArrayLike) -> np.ndarray:
    """Gradient of `sparse_categorical_cross_entropy` with respect to y_pred.

        ∂J/∂pᵢⱼ = −1 / (n pᵢⱼ) for j = yᵢ, otherwise 0

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Labels from 0 to k − 1.
    y_pred : array_like, shape (n, k)
        Predicted probabilities, a row for each example.

    Returns
    -------
    ndarray, shape (n, k)

    Raises
    ------
    ValueError
        If a label is none of the classes, the shapes do not fit, there is no example, or an entry is outside
        0 to 1.
    TypeError
        If the labels are no integers.

    Examples
    --------
    >>> sparse_categorical_cross_entropy_gradient([1], [[0.25, 0.5, 0.25]])
    array([[ 0., -2.,  0.]])
    """
    rows, y, p = _sparse("sparse_categorical_cross_entropy_gradient", y_true, y_pred)
    gradient = np.zeros_like(p)
    with np.errstate(divide="ignore"):
        gradient[rows, y] = -1 / p[rows, y] / len(p)
    return gradient


def _ratio(weight: np.ndarray, p: np.ndarray) -> np.ndarray:
    """weight / p, and 0 where the weight is 0, even for p = 0."""
    with np.errstate(divide="ignore"):
        return np.divide(weight, p, out=np.zeros_like(p), where=weight != 0)


def _binary(function: str, y_true: ArrayLike, y_pred: ArrayLike) -> list[np.ndarray]:
    y_true, y_pred = as_targets(function, y_true, y_pred=y_pred)
    check_probabilities(function, "y_true", y_true)
    check_probabilities(function, "y_pred", y_pred, LOGITS)
    return [y_true, y_pred]


def _logits(function: str, y_true: ArrayLike, z: ArrayLike) -> list[np.ndarray]:
    y_true, z = as_targets(function, y_true, z=z)
    check_probabilities(function, "y_true", y_true)
    return [y_true, z]


def _categorical(function: str, y_true: ArrayLike, y_pred: ArrayLike) -> list[np.ndarray]:
    (y_pred,) = as_shaped(function, y_pred=(y_pred, "nk"))
    y_true, y_pred = as_targets(function, y_true, y_pred=y_pred)
    check_distributions(function, "y_true", y_true, MULTI_LABEL)
    check_probabilities(function, "y_pred", y_pred, SOFTMAX)
    return [y_true, y_pred]


def _sparse(function: str, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rows, labels, y_pred = as_classified(function, y_true, y_pred=y_pred)
    check_probabilities(function, "y_pred", y_pred, SOFTMAX)
    return rows, labels, y_pred
