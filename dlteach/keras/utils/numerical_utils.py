"""Numbers in the form that models take: one-hot rows, vectors of length 1."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.functions import one_hot
from dlteach.keras import backend


def to_categorical(x: Any, num_classes: int | None = None) -> np.ndarray:
    """One-hot rows from integer labels.

    Parameters
    ----------
    x : array_like of int
        Labels from 0 to num_classes − 1. A last axis of length 1 is dropped.
    num_classes : int, optional
        By default the largest label + 1.

    Returns
    -------
    ndarray of float64, shape (*shape of x, num_classes)

    Raises
    ------
    ValueError
        If a label is negative or too large.

    Examples
    --------
    >>> to_categorical([0, 2])
    array([[1., 0., 0.],
           [0., 0., 1.]])
    """
    labels = np.asarray(backend.convert_to_numpy(x)).astype(np.int64)
    if labels.ndim > 1 and labels.shape[-1] == 1:
        labels = labels[..., 0]
    flat = labels.ravel()
    if num_classes is None:
        if not flat.size:
            raise ValueError("to_categorical: expected at least one label, or num_classes; got neither")
        num_classes = int(flat.max()) + 1
    return one_hot(flat, num_classes).reshape(*labels.shape, num_classes)


def normalize(x: Any, axis: int = -1, order: float = 2) -> Any:
    """Vectors along an axis, scaled to the length 1.

        x / ‖x‖,    ‖x‖ = (Σ |xᵢ|^order)^(1/order); zeros stay zeros

    Parameters
    ----------
    x : array_like or Tensor
    axis : int, default -1
    order : float, default 2

    Returns
    -------
    ndarray or Tensor, shape of x

    Examples
    --------
    >>> normalize(np.array([[3.0, 4.0], [0.0, 0.0]]))
    array([[0.6, 0.8],
           [0. , 0. ]])
    """
    from dlteach.keras import ops  # which imports this file

    if isinstance(x, np.ndarray):
        norm = np.linalg.norm(x, order, axis, keepdims=True)
        return x / np.where(norm == 0, 1, norm)
    return ops.normalize(x, axis=axis, order=order)


def build_pos_neg_masks(
    query_labels: Any, key_labels: Any, remove_diagonal: bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Which pairs of examples have the same label, and which have different ones.

    Parameters
    ----------
    query_labels, key_labels : array_like of int, shape (n,) and (m,)
    remove_diagonal : bool, default True
        Leaves out the pairs (i, i): an example is no partner of itself.

    Returns
    -------
    positive, negative : ndarray of bool, shape (n, m)

    Examples
    --------
    >>> build_pos_neg_masks([0, 1, 1], [0, 1, 1])[0]
    array([[False, False, False],
           [False, False,  True],
           [False,  True, False]])
    """
    query = np.asarray(backend.convert_to_numpy(query_labels)).reshape(-1, 1)
    key = np.asarray(backend.convert_to_numpy(key_labels)).reshape(1, -1)
    positive = query == key
    negative = ~positive
    if remove_diagonal:
        np.fill_diagonal(positive, False)
    return positive, negative
