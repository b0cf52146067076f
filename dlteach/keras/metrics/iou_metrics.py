"""Intersection over union: how well predicted regions cover the true ones."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.keras import backend
from dlteach.keras.metrics.metric import Metric
from dlteach.keras.metrics.metrics_utils import add_to, as_array, confusion_matrix


class IoU(Metric):
    """Intersection over union of predicted and true regions, the mean over some classes.

        IoU = true positives / (true positives + false positives + false negatives)

    Parameters
    ----------
    num_classes : int
    target_class_ids : sequence of int
        The classes to average over; those that do not occur are left out.
    name : str, optional
    dtype : str, optional
        Type of the counts, by default "int32".
    ignore_class : int, optional
        A label whose places do not count.
    sparse_y_true, sparse_y_pred : bool, default True
        Whether they are class numbers; False for one-hot rows and scores.
    axis : int, default -1
        The axis of the classes where they are not sparse.

    Raises
    ------
    ValueError
        If one of target_class_ids is not below num_classes.

    Examples
    --------
    >>> print(IoU(num_classes=2, target_class_ids=[0])([0, 0, 1, 1], [0, 1, 0, 1]).round(3))
    0.333
    """

    def __init__(
        self,
        num_classes: int,
        target_class_ids: Sequence[int],
        name: str | None = None,
        dtype: Any = None,
        ignore_class: int | None = None,
        sparse_y_true: bool = True,
        sparse_y_pred: bool = True,
        axis: int = -1,
    ) -> None:
        super().__init__(name=name, dtype=dtype or "int")
        if max(target_class_ids) >= num_classes:
            raise ValueError(
                f"Target class id {max(target_class_ids)} is out of range, which is [0, {num_classes})."
            )
        self._direction = "up"
        self.num_classes = num_classes
        self.target_class_ids = list(target_class_ids)
        self.ignore_class = ignore_class
        self.sparse_y_true = sparse_y_true
        self.sparse_y_pred = sparse_y_pred
        self.axis = axis
        self.total_cm = self.add_variable(
            (num_classes, num_classes), initializer="zeros", dtype=self.dtype, name="total_confusion_matrix"
        )

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Add a batch; places whose label or prediction is none of the classes do not count.

        Parameters
        ----------
        y_true, y_pred : array_like
            Class numbers, or one-hot rows and scores.
        sample_weight : array_like, optional
            Of one shape with the class numbers, or broadcastable to all of them in a row.
        """
        labels = self._classes(y_true, self.sparse_y_true)
        predictions = self._classes(y_pred, self.sparse_y_pred)
        counts = (labels >= 0) & (labels < self.num_classes) & (predictions >= 0)
        counts &= predictions < self.num_classes
        if self.ignore_class is not None:
            counts &= labels != self.ignore_class
        weights = np.broadcast_to(self._weights(sample_weight), labels.shape)[counts]
        add_to(
            self.total_cm,
            confusion_matrix(labels[counts], predictions[counts], self.num_classes, weights, self.dtype),
        )

    def _classes(self, values: Any, sparse: bool) -> np.ndarray:
        array = as_array(values)
        return (array if sparse else array.argmax(axis=self.axis)).astype(self.dtype).ravel()

    def _weights(self, sample_weight: Any) -> np.ndarray:
        if sample_weight is None:
            return as_array(1, self.dtype)
        given = getattr(sample_weight, "dtype", None)
        if given is not None and "float" in str(given) and "int" in self.dtype:
            warnings.warn(
                "You are passing weight as `float`, but dtype is `int`. "
                "This may result in an incorrect weight due to type casting. Consider using integer weights.",
                stacklevel=3,
            )
        weights = as_array(sample_weight, self.dtype)
        return weights.ravel() if weights.ndim > 1 else weights

    def result(self) -> Any:
        """The mean over the target classes that occur, a scalar."""
        matrix = as_array(self.total_cm).astype(np.float32)
        right = matrix.diagonal()
        union = (matrix.sum(axis=0) + matrix.sum(axis=1) - right)[self.target_class_ids]
        scores = right[self.target_class_ids] / (union + backend.epsilon())
        return np.sum(scores) / (int(np.count_nonzero(union > 1e-9)) + backend.epsilon())

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "num_classes": self.num_classes,
            "target_class_ids": self.target_class_ids,
            "ignore_class": self.ignore_class,
            "sparse_y_true": self.sparse_y_true,
            "sparse_y_pred": self.sparse_y_pred,
            "axis": self.axis,
        }


class BinaryIoU(IoU):
    """Intersection over union of two classes whose predictions are probabilities of 1.

    Parameters
    ----------
    target_class_ids : sequence of int, default (0, 1)
    threshold : float, default 0.5
        Predictions from here on are class 1.
    name : str, optional
    dtype : str, optional

    Examples
    --------
    >>> print(BinaryIoU()([0, 1, 0, 1], [0.1, 0.2, 0.4, 0.7]).round(3))
    0.583
    """

    def __init__(
        self,
        target_class_ids: Sequence[int] = (0, 1),
        threshold: float = 0.5,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(num_classes=2, target_class_ids=target_class_ids, name=name, dtype=dtype)
        self.threshold = threshold

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        super().update_state(y_true, as_array(y_pred, "float32") >= self.threshold, sample_weight)

    def get_config(self) -> dict[str, Any]:
        return _chosen(super().get_config(), "target_class_ids") | {"threshold": self.threshold}


class MeanIoU(IoU):
    """Intersection over union, the mean over all classes that occur.

    Parameters
    ----------
    num_classes : int
    name, dtype, ignore_class, sparse_y_true, sparse_y_pred, axis
        As for `IoU`.

    Examples
    --------
    >>> print(MeanIoU(num_classes=2)([0, 0, 1, 1], [0, 1, 0, 1]).round(3))
    0.333
    """

    def __init__(
        self,
        num_classes: int,
        name: str | None = None,
        dtype: Any = None,
        ignore_class: int | None = None,
        sparse_y_true: bool = True,
        sparse_y_pred: bool = True,
        axis: int = -1,
    ) -> None:
        super().__init__(
            num_classes, range(num_classes), name, dtype, ignore_class, sparse_y_true, sparse_y_pred, axis
        )

    def get_config(self) -> dict[str, Any]:
        return _chosen(
            super().get_config(), "num_classes", "ignore_class", "sparse_y_true", "sparse_y_pred", "axis"
        )


class OneHotIoU(IoU):
    """`IoU` for one-hot targets and scores of the classes.

    Parameters
    ----------
    num_classes : int
    target_class_ids : sequence of int
    name, dtype, ignore_class, axis
        As for `IoU`.
    sparse_y_pred : bool, default False

    Examples
    --------
    >>> y_true = [[0, 1], [1, 0]]
    >>> print(OneHotIoU(2, [0, 1])(y_true, [[0.2, 0.8], [0.9, 0.1]]).round(3))
    1.0
    """

    def __init__(
        self,
        num_classes: int,
        target_class_ids: Sequence[int],
        name: str | None = None,
        dtype: Any = None,
        ignore_class: int | None = None,
        sparse_y_pred: bool = False,
        axis: int = -1,
    ) -> None:
        super().__init__(num_classes, target_class_ids, name, dtype, ignore_class, False, sparse_y_pred, axis)

    def get_config(self) -> dict[str, Any]:
        return _chosen(
            super().get_config(), "num_classes", "target_class_ids", "ignore_class", "sparse_y_pred", "axis"
        )


class OneHotMeanIoU(MeanIoU):
    """`MeanIoU` for one-hot targets and scores of the classes.

    Parameters
    ----------
    num_classes : int
    name, dtype, ignore_class, axis
        As for `IoU`.
    sparse_y_pred : bool, default False

    Examples
    --------
    >>> print(OneHotMeanIoU(2)([[0, 1], [1, 0]], [[0.2, 0.8], [0.9, 0.1]]).round(3))
    1.0
    """

    def __init__(
        self,
        num_classes: int,
        name: str | None = None,
        dtype: Any = None,
        ignore_class: int | None = None,
        sparse_y_pred: bool = False,
        axis: int = -1,
    ) -> None:
        super().__init__(num_classes, name, dtype, ignore_class, False, sparse_y_pred, axis)

    def get_config(self) -> dict[str, Any]:
        return _chosen(super().get_config(), "num_classes", "ignore_class", "sparse_y_pred", "axis")


def _chosen(config: dict[str, Any], *arguments: str) -> dict[str, Any]:
    """The arguments that a subclass has, out of those of its base."""
    return {argument: config[argument] for argument in ("name", "dtype", *arguments)}
