"""Whether predictions are right: equal, on the right side of a threshold, largest, among the k largest."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras import backend
from dlteach.keras.metrics.metrics_utils import aligned, as_array


def accuracy(y_true: Any, y_pred: Any) -> np.ndarray:
    """1 where prediction and target are equal, else 0.

    Parameters
    ----------
    y_true, y_pred : array_like, one shape

    Returns
    -------
    ndarray of float, shape of y_pred

    Examples
    --------
    >>> accuracy([1, 2], [1, 3])
    array([1., 0.], dtype=float32)
    """
    return np.equal(*aligned(y_true, y_pred)).astype(backend.floatx())


def binary_accuracy(y_true: Any, y_pred: Any, threshold: float = 0.5) -> np.ndarray:
    """1 where the prediction is on the right side of a threshold, else 0.

    Parameters
    ----------
    y_true : array_like
        Labels 0 or 1.
    y_pred : array_like, shape of y_true
    threshold : float, default 0.5
        Larger predictions are "yes"; the threshold itself is "no".

    Returns
    -------
    ndarray of float, shape of y_pred

    Examples
    --------
    >>> binary_accuracy([1, 1, 0], [0.9, 0.5, 0.2])
    array([1., 0., 1.], dtype=float32)
    """
    y_true, y_pred = aligned(y_true, y_pred)
    return np.equal(y_true, y_pred > threshold).astype(backend.floatx())


def categorical_accuracy(y_true: Any, y_pred: Any) -> np.ndarray:
    """1 where the largest prediction is that of the right class, else 0.

    Parameters
    ----------
    y_true : array_like, shape (n, ..., k)
        One-hot rows.
    y_pred : array_like, shape (n, ..., k)

    Returns
    -------
    ndarray of float, shape (n, ...)

    Examples
    --------
    >>> categorical_accuracy([[0, 1], [1, 0]], [[0.2, 0.8], [0.4, 0.6]])
    array([1., 0.], dtype=float32)
    """
    right, best = aligned(as_array(y_true).argmax(axis=-1), as_array(y_pred).argmax(axis=-1))
    return np.equal(right, best).astype(backend.floatx())


def sparse_categorical_accuracy(y_true: Any, y_pred: Any) -> np.ndarray:
    """1 where the largest prediction is that of the right class, else 0.

    Parameters
    ----------
    y_true : array_like of int, shape (n, ...) or (n, ..., 1)
        Labels from 0 to k − 1.
    y_pred : array_like, shape (n, ..., k)

    Returns
    -------
    ndarray of float, shape (n, ...)

    Examples
    --------
    >>> sparse_categorical_accuracy([1, 0], [[0.2, 0.8], [0.4, 0.6]])
    array([1., 0.], dtype=float32)
    """
    y_true, y_pred = as_array(y_true), as_array(y_pred)
    if y_true.ndim == y_pred.ndim and y_true.shape[-1] == 1:
        y_true = y_true[..., 0]
    matches = np.equal(*aligned(y_true, y_pred.argmax(axis=-1))).astype(backend.floatx())
    return matches[..., 0] if matches.ndim > 1 and matches.shape[-1] == 1 else matches


def top_k_categorical_accuracy(y_true: Any, y_pred: Any, k: int = 5) -> np.ndarray:
    """1 where the right class is among the k largest predictions, else 0.

    Parameters
    ----------
    y_true : array_like, shape (n, ..., classes)
        One-hot rows.
    y_pred : array_like, shape (n, ..., classes)
    k : int, default 5

    Returns
    -------
    ndarray of float, shape (n, ...)

    Examples
    --------
    >>> top_k_categorical_accuracy([[0, 0, 1]], [[0.5, 0.1, 0.4]], k=2)
    array([1.], dtype=float32)
    """
    return sparse_top_k_categorical_accuracy(as_array(y_true).argmax(axis=-1), y_pred, k)


def sparse_top_k_categorical_accuracy(
    y_true: Any, y_pred: Any, k: int = 5, from_sorted_ids: bool = False
) -> np.ndarray:
    """1 where the right class is among the k largest predictions, else 0.

    Parameters
    ----------
    y_true : array_like of int, shape (n, ...)
        Labels from 0 to classes − 1.
    y_pred : array_like, shape (n, ..., classes)
    k : int, default 5
    from_sorted_ids : bool, default False
        Whether y_pred are classes in the order of their scores, the best first, instead of scores.

    Returns
    -------
    ndarray of float, shape (n, ...)

    Examples
    --------
    >>> sparse_top_k_categorical_accuracy([2], [[0.5, 0.1, 0.4]], k=2)
    array([1.], dtype=float32)
    """
    y_pred = as_array(y_pred)
    labels = as_array(y_true, y_pred.dtype if from_sorted_ids else "int64")
    shape = labels.shape
    labels, rows = labels.reshape(-1, 1), y_pred.reshape(-1, y_pred.shape[-1])
    if from_sorted_ids:
        matches = (labels == rows[:, :k]).any(axis=1)
    else:
        inside = (labels >= 0) & (labels < rows.shape[1])
        score = np.take_along_axis(rows, np.where(inside, labels, 0), axis=1)
        better = np.count_nonzero(rows > score, axis=1)
        matches = (better < k) & inside[:, 0] & np.isfinite(score[:, 0])
    return matches.astype(backend.floatx()).reshape(shape)
