"""Names of classes as integers."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlteach.data._arguments import as_rows


def label_encode(labels: ArrayLike, classes: ArrayLike | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Number the classes from 0, in sorted order.

        codes[i] = place of labels[i] in classes

    Parameters
    ----------
    labels : array_like, shape (n,)
        Words, integers or truth values.
    classes : array_like, shape (k,), optional
        The classes that training data gave, so that test data is numbered alike. By default those that occur.

    Returns
    -------
    codes : ndarray of int, shape (n,)
    classes : ndarray, shape (k,)
        classes[codes] is labels again.

    Raises
    ------
    ValueError
        If labels is not (n,), a label is not among the classes, or a class is given twice.
    TypeError
        If the labels mix words and numbers, or are fractions or objects.

    Examples
    --------
    >>> codes, classes = label_encode(["sunny", "rainy", "sunny"])
    >>> print(codes, classes)
    [1 0 1] ['rainy' 'sunny']
    >>> label_encode(["rainy", "rainy"], classes)[0]
    array([0, 0])
    """
    labels = _as_names("labels", labels)
    if classes is None:
        classes, codes = np.unique(labels, return_inverse=True)
        return codes, classes
    classes = _as_names("classes", classes)
    if (labels.dtype.kind == "U") != (classes.dtype.kind == "U"):
        raise TypeError(f"label_encode: expected labels of one kind, got {labels.dtype} and {classes.dtype}")
    order = np.argsort(classes)
    if len(np.unique(classes)) < len(classes):
        raise ValueError(f"label_encode: expected each class once, got {classes.tolist()}")
    codes = order[np.searchsorted(classes, labels, sorter=order).clip(max=len(classes) - 1)]
    unknown = np.unique(labels[classes[codes] != labels])
    if len(unknown):
        raise ValueError(
            f"label_encode: expected labels among {classes.tolist()}, got {unknown.tolist()}; "
            "take the classes from all data that may come"
        )
    return codes, classes


def _as_names(name: str, values: Any) -> np.ndarray:
    array = as_rows(values, f"label_encode: {name}")
    if array.ndim != 1:
        raise ValueError(f"label_encode: expected {name} of shape (n,), got {array.shape}")
    if array.dtype.kind not in "Uiub":
        raise TypeError(f"label_encode: expected {name} that are words or integers, got {array.dtype}")
    # NumPy has already turned [1, "a"] into ["1", "a"]; only the values as they came show the mixture.
    if array.dtype.kind == "U" and not all(isinstance(value, str) for value in values):
        raise TypeError(f"label_encode: expected {name} of one kind, got words and numbers; use str(...)")
    return array
