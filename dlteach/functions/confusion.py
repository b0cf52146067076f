"""Which classes are taken for which, and where a classifier is most wrong."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_classified, as_count, as_labels


def confusion_matrix(y_true: ArrayLike, y_pred: ArrayLike, k: int) -> np.ndarray:
    """Count how often each class is taken for each other.

        c[i, j] = number of examples of class i that are called j

    The right answers stand on the diagonal, so accuracy = trace(c) / n. Row i sums to the number of examples
    of class i, column j to the number of times that j is said.

    Parameters
    ----------
    y_true, y_pred : array_like of int, shape (n,)
        Class numbers from 0 to k − 1.
    k : int
        Number of classes. Not every class has to occur.

    Returns
    -------
    ndarray of int64, shape (k, k)

    Raises
    ------
    ValueError
        If a class number is negative or too large, or y_true and y_pred are not both (n,).
    TypeError
        If the class numbers are no integers.

    Examples
    --------
    >>> confusion_matrix([0, 1, 1, 1], [0, 1, 0, 1], 2)
    array([[1, 0],
           [1, 2]])
    """
    k = as_count(k, "confusion_matrix: k", at_least=1)
    rows = as_labels("confusion_matrix", "y_true", y_true, k)
    columns = as_labels("confusion_matrix", "y_pred", y_pred, k)
    if len(rows) != len(columns):
        raise ValueError(
            f"confusion_matrix: expected one y_pred for each y_true, got {len(rows)} and {len(columns)}"
        )
    counts = np.bincount(rows * k + columns, minlength=k * k)
    return counts.reshape(k, k)


def worst_mistakes(y_true: ArrayLike, p: ArrayLike, count: int) -> np.ndarray:
    """Find the examples that are classified wrongly, the surest first.

        wrong:    argmaxⱼ pᵢⱼ ≠ yᵢ
        sureness: maxⱼ pᵢⱼ

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        The true classes, from 0 to k − 1.
    p : array_like, shape (n, k)
        Predicted probabilities.
    count : int
        How many to give at most.

    Returns
    -------
    ndarray of int64, shape (m,), m ≤ count
        Row numbers.

    Raises
    ------
    ValueError
        If p is not (n, k) with n ≥ 1, or y_true does not hold one class number for each row.

    Examples
    --------
    >>> worst_mistakes([0, 1, 1], [[0.9, 0.1], [0.6, 0.4], [0.8, 0.2]], 5)
    array([2, 1])
    """
    _, labels, p = as_classified("worst_mistakes", y_true, p=p)
    count = as_count(count, "worst_mistakes: count", at_least=0)
    wrong = np.flatnonzero(p.argmax(axis=1) != labels)
    sureness = p[wrong].max(axis=1)
    return wrong[np.argsort(-sureness, kind="stable")][:count]
