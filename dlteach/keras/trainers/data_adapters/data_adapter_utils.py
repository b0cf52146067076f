"""Data tuples, their sizes, and weights of classes as weights of examples."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras import backend, tree


def unpack_x_y_sample_weight(data: Any) -> tuple[Any, Any, Any]:
    """`(x, y, sample_weight)` from `x`, `(x,)`, `(x, y)` or all three; what is missing is None.

    Examples
    --------
    >>> unpack_x_y_sample_weight((1, 2))
    (1, 2, None)
    """
    if data.__class__ is tuple and len(data) == 2:  # nearly always
        return data[0], data[1], None
    if isinstance(data, list):
        data = tuple(data)
    if not isinstance(data, tuple):
        return data, None, None
    if 1 <= len(data) <= 3:
        x, y, sample_weight = (*data, None, None)[:3]
        return x, y, sample_weight
    raise ValueError(
        f"Data is expected to be in format `x`, `(x,)`, `(x, y)`, or `(x, y, sample_weight)`, found: {data}"
    )


def pack_x_y_sample_weight(x: Any, y: Any = None, sample_weight: Any = None) -> Any:
    """The reverse: a tuple without what is missing; `x` alone stays `x`."""
    if y is None:
        return (x,) if isinstance(x, tuple | list) else x
    return (x, y) if sample_weight is None else (x, y, sample_weight)


def check_data_cardinality(data: tuple[Any, ...]) -> None:
    """Refuse arrays of different numbers of examples.

    Raises
    ------
    ValueError
    """
    if len({int(a.shape[0]) for a in tree.flatten(data) if a is not None}) > 1:
        sizes = [
            f"'{label}' sizes: {', '.join(str(a.shape[0]) for a in tree.flatten(arrays))}\n"
            for label, arrays in zip(["x", "y", "sample_weight"], data)
            if arrays is not None
        ]
        raise ValueError(
            "Data cardinality is ambiguous. Make sure all arrays contain the same number of samples."
            + "".join(sizes)
        )


def class_weight_to_sample_weights(y: Any, class_weight: dict[int, float]) -> np.ndarray:
    """The weight of each example's class; 1 for a class that is not named.

    Parameters
    ----------
    y : array_like of shape (n,), (n, 1) or one-hot (n, k)
    class_weight : dict from class to weight

    Examples
    --------
    >>> class_weight_to_sample_weights(np.array([0, 1, 2]), {1: 5.0})
    array([1., 5., 1.], dtype=float32)
    """
    if not isinstance(class_weight, dict):
        raise ValueError(
            "`class_weight`: expected a dict from class numbers to weights, such as {0: 1.0, 1: 5.0}, got "
            f"{class_weight!r}"
        )
    unusable = [key for key in class_weight if not isinstance(key, int | float | np.integer | np.floating)]
    if unusable:
        raise ValueError(f"`class_weight`: expected class numbers as keys, such as 0, got {unusable[0]!r}")
    labels = backend.convert_to_numpy(y)
    if labels.ndim > 1:
        labels = labels.argmax(axis=-1) if labels.shape[-1] != 1 else labels.squeeze(axis=-1)
    classes, position = np.unique(np.round(labels).astype("int32"), return_inverse=True)
    weights = np.array([class_weight.get(int(c), 1.0) for c in classes], dtype=backend.floatx())
    return weights[position.reshape(labels.shape)]
