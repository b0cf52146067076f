"""Softmax over the rows of (n, k) logits, its cross-entropy, and what to predict from them."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_classified, as_number, as_shaped
from dlteach.functions.activations import sigmoid


def softmax(z: ArrayLike, temperature: float = 1.0) -> np.ndarray:
    """Turn each row of logits into probabilities.

        pᵢⱼ = exp(zᵢⱼ / T) / Σₗ exp(zᵢₗ / T)

    Each row's largest logit is subtracted first. That changes no probability, because
    softmax(z + c) = softmax(z), and keeps every exponential at most 1.

    Parameters
    ----------
    z : array_like, shape (n, k)
        Logits, a row for each example.
    temperature : float, default 1.0
        T > 0: near 0 the largest logit takes all, a large T makes all classes alike.

    Returns
    -------
    ndarray, shape (n, k)
        Rows sum to 1.

    Raises
    ------
    ValueError
        If z is not (n, k) with k ≥ 1, or the temperature is not positive.

    References
    ----------
    P. Blanchard, D. J. Higham and N. J. Higham, "Accurately computing the log-sum-exp and softmax functions",
    IMA Journal of Numerical Analysis 41 (2021), 2311-2330.
    G. Hinton, O. Vinyals and J. Dean, "Distilling the knowledge in a neural network", 2015,
    arXiv:1503.02531.

    Examples
    --------
    >>> softmax([[0, 0], [10000, -10000]])
    array([[0.5, 0.5],
           [1. , 0. ]])
    """
    p = _shifted("softmax", z)
    if temperature != 1.0:
        p /= as_number(temperature, "softmax: temperature", positive=True)
    np.exp(p, out=p)
    p /= p.sum(axis=1, keepdims=True)
    return p


def softmax_gradient(grad_output: ArrayLike, z: ArrayLike, temperature: float = 1.0) -> np.ndarray:
    """Gradient of a cost J with respect to the logits of `softmax`, each row times its Jacobian.

        ∂J/∂zᵢⱼ = pᵢⱼ (gᵢⱼ − Σₗ gᵢₗ pᵢₗ) / T,    g = ∂J/∂p

    Parameters
    ----------
    grad_output : array_like, shape (n, k)
        ∂J/∂p, the gradient that arrives on the way back.
    z : array_like, shape (n, k)
        The logits that `softmax` was given.
    temperature : float, default 1.0

    Returns
    -------
    ndarray, shape (n, k)

    Raises
    ------
    ValueError
        If the shapes differ, or the temperature is not positive.

    Examples
    --------
    >>> softmax_gradient([[1.0, 0.0]], [[0.0, 0.0]])
    array([[ 0.25, -0.25]])
    """
    grad_output, z = as_shaped("softmax_gradient", grad_output=(grad_output, "nk"), z=(z, "nk"))
    p = softmax(z, temperature)
    return p * (grad_output - (grad_output * p).sum(axis=1, keepdims=True)) / float(temperature)


def log_softmax(z: ArrayLike) -> np.ndarray:
    """Logarithms of the softmax probabilities, finite even where a probability rounds to 0.

        ln pᵢⱼ = zᵢⱼ − ln Σₗ exp(zᵢₗ)

    Parameters
    ----------
    z : array_like, shape (n, k)
        Logits, a row for each example.

    Returns
    -------
    ndarray, shape (n, k)

    Raises
    ------
    ValueError
        If z is not (n, k) with k ≥ 1.

    Examples
    --------
    >>> log_softmax([[10000, -10000]])
    array([[     0., -20000.]])
    """
    shifted = _shifted("log_softmax", z)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def log_softmax_gradient(grad_output: ArrayLike, z: ArrayLike) -> np.ndarray:
    """Gradient of a cost J with respect to the logits of `log_softmax`.

        ∂J/∂zᵢⱼ = gᵢⱼ − pᵢⱼ Σₗ gᵢₗ,    g = ∂J/∂(ln p)

    Parameters
    ----------
    grad_output : array_like, shape (n, k)
        ∂J/∂(ln p), the gradient that arrives on the way back.
    z : array_like, shape (n, k)
        The logits that `log_softmax` was given.

    Returns
    -------
    ndarray, shape (n, k)

    Raises
    ------
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> log_softmax_gradient([[1.0, 0.0]], [[0.0, 0.0]])
    array([[ 0.5, -0.5]])
    """
    grad_output, z = as_shaped("log_softmax_gradient", grad_output=(grad_output, "nk"), z=(z, "nk"))
    return grad_output - softmax(z) * grad_output.sum(axis=1, keepdims=True)


def softmax_jacobian(z: ArrayLike) -> np.ndarray:
    """All derivatives of one example's probabilities with respect to its logits.

        ∂pᵢ/∂zⱼ = pᵢ (δᵢⱼ − pⱼ),    δᵢⱼ = 1 for i = j, otherwise 0; as a matrix diag(p) − p pᵀ

    Parameters
    ----------
    z : array_like, shape (k,)
        Logits of one example.

    Returns
    -------
    ndarray, shape (k, k)
        Symmetric; every row sums to 0.

    Raises
    ------
    ValueError
        If z is not (k,) with k ≥ 1.

    Examples
    --------
    >>> softmax_jacobian([0.0, 0.0])
    array([[ 0.25, -0.25],
           [-0.25,  0.25]])
    """
    (z,) = as_shaped("softmax_jacobian", z=(z, "k"))
    p = softmax(z[None, :])[0]
    return np.diag(p) - np.outer(p, p)


def softmax_cross_entropy(y_true: ArrayLike, z: ArrayLike) -> np.floating:
    """Log loss of logits z for integer labels, averaged over the n examples.

        J = −(1/n) Σᵢ ln pᵢ[yᵢ],    p = softmax(z)

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Labels from 0 to k − 1.
    z : array_like, shape (n, k)
        Logits, a row for each example.

    Returns
    -------
    float scalar

    Raises
    ------
    ValueError
        If a label is none of the classes, the shapes do not fit, or there is no example.
    TypeError
        If the labels are no integers.

    Examples
    --------
    >>> print(softmax_cross_entropy([0, 1], [[10000, 0], [10000, 0]]))
    5000.0
    """
    rows, y, z = as_classified("softmax_cross_entropy", y_true, z=z)
    return np.mean(0 - log_softmax(z)[rows, y])  # 0 − x, because −x turns 0 into −0


def softmax_cross_entropy_gradient(y_true: ArrayLike, z: ArrayLike) -> np.ndarray:
    """Gradient of `softmax_cross_entropy` with respect to the logits.

        ∂J/∂z = (p − y) / n,    p = softmax(z), y one-hot

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Labels from 0 to k − 1.
    z : array_like, shape (n, k)
        Logits, a row for each example.

    Returns
    -------
    ndarray, shape (n, k)

    Raises
    ------
    ValueError
        If a label is none of the classes, the shapes do not fit, or there is no example.
    TypeError
        If the labels are no integers.

    Examples
    --------
    >>> softmax_cross_entropy_gradient([0], [[0.0, 0.0]])
    array([[-0.5,  0.5]])
    """
    rows, y, z = as_classified("softmax_cross_entropy_gradient", y_true, z=z)
    gradient = softmax(z)
    gradient[rows, y] -= 1
    return gradient / len(z)


def predict_classes(z: ArrayLike) -> np.ndarray:
    """One class for each example: the one with the largest logit or probability.

        class of row i = argmaxⱼ zᵢⱼ,    the first one if several are largest

    Parameters
    ----------
    z : array_like, shape (n, k)
        Logits or probabilities; softmax keeps their order.

    Returns
    -------
    ndarray of int, shape (n,)

    Raises
    ------
    ValueError
        If z is not (n, k) with k ≥ 1.

    Examples
    --------
    >>> predict_classes([[0.1, 2.0, -1.0], [5.0, 2.0, 0.0]])
    array([1, 0])
    """
    return _logits("predict_classes", z).argmax(axis=1)


def predict_labels(z: ArrayLike, threshold: float = 0.5) -> np.ndarray:
    """Any number of labels for each example: those whose probability reaches the threshold.

        label j of row i = 1 if σ(zᵢⱼ) ≥ threshold, otherwise 0

    Parameters
    ----------
    z : array_like, shape (n, k)
        Logits: one yes-or-no question for each column.
    threshold : float, default 0.5
        Probability from which on the answer is yes.

    Returns
    -------
    ndarray of int, shape (n, k)

    Raises
    ------
    ValueError
        If z is not (n, k).

    Examples
    --------
    >>> predict_labels([[0.1, 2.0, -1.0]])
    array([[1, 1, 0]])
    """
    (z,) = as_shaped("predict_labels", z=(z, "nk"))
    return (sigmoid(z) >= as_number(threshold, "predict_labels: threshold")).astype(int)


def _logits(function: str, z: ArrayLike) -> np.ndarray:
    """Rows of at least one logit."""
    (z,) = as_shaped(function, z=(z, "nk"))
    if z.shape[1] == 0:
        raise ValueError(f"{function}: expected z of shape (n, k) with at least one class, got {z.shape}")
    return z


def _shifted(function: str, z: ArrayLike) -> np.ndarray:
    """Logits with each row's largest moved to 0."""
    z = _logits(function, z)
    return z - np.maximum.reduce(z, axis=1, keepdims=True)
