"""How often predictions are right, over all examples of an epoch."""

from __future__ import annotations

from typing import Any

from dlteach.keras.metrics.accuracies import (
    accuracy,
    binary_accuracy,
    categorical_accuracy,
    sparse_categorical_accuracy,
    sparse_top_k_categorical_accuracy,
    top_k_categorical_accuracy,
)
from dlteach.keras.metrics.reduction_metrics import NamedMean

__all__ = [
    "Accuracy",
    "BinaryAccuracy",
    "CategoricalAccuracy",
    "SparseCategoricalAccuracy",
    "SparseTopKCategoricalAccuracy",
    "TopKCategoricalAccuracy",
    "accuracy",
    "binary_accuracy",
    "categorical_accuracy",
    "sparse_categorical_accuracy",
    "sparse_top_k_categorical_accuracy",
    "top_k_categorical_accuracy",
]


class Accuracy(NamedMean):
    """How often predictions equal the targets.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(Accuracy()([1, 2, 3, 4], [0, 2, 3, 4]))
    0.75
    """

    def __init__(self, name: str | None = "accuracy", dtype: Any = None) -> None:
        super().__init__(accuracy, name, dtype, "up")


class BinaryAccuracy(NamedMean):
    """How often predictions are on the right side of a threshold.

    Parameters
    ----------
    name : str
    dtype : str, optional
    threshold : float, default 0.5
        Larger predictions are "yes"; the threshold itself is "no".

    Examples
    --------
    >>> print(BinaryAccuracy()([1, 1, 0, 0], [0.98, 1, 0, 0.6]))
    0.75
    """

    def __init__(
        self, name: str | None = "binary_accuracy", dtype: Any = None, threshold: float = 0.5
    ) -> None:
        super().__init__(binary_accuracy, name, dtype, "up", threshold=threshold)


class CategoricalAccuracy(NamedMean):
    """How often the largest prediction is that of the right class, for one-hot targets.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(CategoricalAccuracy()([[0, 1], [1, 0]], [[0.2, 0.8], [0.4, 0.6]]))
    0.5
    """

    def __init__(self, name: str | None = "categorical_accuracy", dtype: Any = None) -> None:
        super().__init__(categorical_accuracy, name, dtype, "up")


class SparseCategoricalAccuracy(NamedMean):
    """How often the largest prediction is that of the right class, for integer targets.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(SparseCategoricalAccuracy()([1, 0], [[0.2, 0.8], [0.4, 0.6]]))
    0.5
    """

    def __init__(self, name: str | None = "sparse_categorical_accuracy", dtype: Any = None) -> None:
        super().__init__(sparse_categorical_accuracy, name, dtype, "up")


class TopKCategoricalAccuracy(NamedMean):
    """How often the right class is among the k largest predictions, for one-hot targets.

    Parameters
    ----------
    k : int, default 5
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(TopKCategoricalAccuracy(k=2)([[0, 0, 1]], [[0.5, 0.1, 0.4]]))
    1.0
    """

    def __init__(
        self, k: int = 5, name: str | None = "top_k_categorical_accuracy", dtype: Any = None
    ) -> None:
        super().__init__(top_k_categorical_accuracy, name, dtype, "up", k=k)


class SparseTopKCategoricalAccuracy(NamedMean):
    """How often the right class is among the k largest predictions, for integer targets.

    Parameters
    ----------
    k : int, default 5
    name : str
    dtype : str, optional
    from_sorted_ids : bool, default False
        Whether predictions are classes in the order of their scores, the best first.

    Examples
    --------
    >>> print(SparseTopKCategoricalAccuracy(k=2)([2], [[0.5, 0.1, 0.4]]))
    1.0
    """

    def __init__(
        self,
        k: int = 5,
        name: str | None = "sparse_top_k_categorical_accuracy",
        dtype: Any = None,
        from_sorted_ids: bool = False,
    ) -> None:
        super().__init__(
            sparse_top_k_categorical_accuracy, name, dtype, "up", k=k, from_sorted_ids=from_sorted_ids
        )

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        if not config["from_sorted_ids"]:
            del config["from_sorted_ids"]  # as in Keras, where files of older versions do not have it
        return config
