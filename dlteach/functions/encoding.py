"""Classes as rows of numbers."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.functions._arguments import as_count, as_labels


def one_hot(labels: ArrayLike, num_classes: int) -> np.ndarray:
    """A row for each label: 1 at the label's place, 0 elsewhere.

        row i, column j = 1 if labels[i] = j, otherwise 0

    Parameters
    ----------
    labels : array_like of int, shape (n,)
        Labels from 0 to num_classes − 1. Not every class has to occur.
    num_classes : int
        Number of columns.

    Returns
    -------
    ndarray of float64, shape (n, num_classes)

    Raises
    ------
    ValueError
        If a label is negative or too large, or labels is not (n,).
    TypeError
        If the labels are no integers.

    Examples
    --------
    >>> one_hot([2, 0], 3)
    array([[0., 0., 1.],
           [1., 0., 0.]])
    """
    num_classes = as_count(num_classes, "one_hot: num_classes", at_least=1)
    labels = as_labels("one_hot", "labels", labels, num_classes)
    return (labels[:, None] == np.arange(num_classes)).astype(np.float64)
