"""The best of one rate that can be had while another keeps a minimum, over all thresholds."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.backend.common.allocation import check_size
from dlteach.keras.metrics.metric import Metric
from dlteach.keras.metrics.metrics_utils import (
    ConfusionMatrix,
    as_array,
    ratio,
    update_confusion_matrix_variables,
)


class SensitivitySpecificityBase(Metric):
    """Counts the four outcomes at evenly spaced thresholds.

    Parameters
    ----------
    value : float
        The minimum of the rate that is kept.
    num_thresholds : int, default 200
    class_id : int, optional
        The only column that counts.
    name : str, optional
    dtype : str, optional

    Raises
    ------
    ValueError
        If num_thresholds is not positive.
    """

    def __init__(
        self,
        value: float,
        num_thresholds: int = 200,
        class_id: int | None = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(name=name, dtype=dtype)
        self._direction = "up"
        if num_thresholds <= 0:
            raise ValueError(
                f"Argument `num_thresholds` must be an integer > 0. Received: num_thresholds={num_thresholds}"
            )
        self.value = value
        self.class_id = class_id
        self.num_thresholds = num_thresholds
        self.thresholds = [0.5] if num_thresholds == 1 else evenly_spaced(num_thresholds)
        shape = (len(self.thresholds),)
        self.true_positives = self.add_variable(shape, initializer="zeros", name="true_positives")
        self.false_positives = self.add_variable(shape, initializer="zeros", name="false_positives")
        self.true_negatives = self.add_variable(shape, initializer="zeros", name="true_negatives")
        self.false_negatives = self.add_variable(shape, initializer="zeros", name="false_negatives")

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Count a batch: labels and predictions of one shape, and weights of the examples."""
        update_confusion_matrix_variables(
            outcomes_of(self),
            y_true,
            np.clip(as_array(y_pred), 0, 1),
            self.thresholds,
            class_id=self.class_id,
            sample_weight=sample_weight,
        )

    def _recalls(self) -> np.ndarray:
        right = as_array(self.true_positives)
        return ratio(right, right + as_array(self.false_negatives))

    def _specificities(self) -> np.ndarray:
        right = as_array(self.true_negatives)
        return ratio(right, right + as_array(self.false_positives))

    def _precisions(self) -> np.ndarray:
        right = as_array(self.true_positives)
        return ratio(right, right + as_array(self.false_positives))

    def _best(self, wanted: np.ndarray, kept: np.ndarray) -> Any:
        """The largest of one rate where the other keeps its minimum; 0 if it does so nowhere."""
        return np.max(np.where(kept >= self.value, wanted, 0))

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "class_id": self.class_id,
            "num_thresholds": self.num_thresholds,
        }


def evenly_spaced(num_thresholds: int) -> list[float]:
    """Thresholds from 0 to 1, both included.

    Examples
    --------
    >>> evenly_spaced(3)
    [0.0, 0.5, 1.0]
    """
    check_size((8 * num_thresholds,))  # as much as a number in a list takes
    return [i / (num_thresholds - 1) for i in range(num_thresholds)]


def outcomes_of(metric: Any) -> dict[ConfusionMatrix, Any]:
    """The four counts of a metric by their outcome."""
    return {outcome: getattr(metric, outcome.name.lower()) for outcome in ConfusionMatrix}


def _checked(argument: str, value: float) -> float:
    if value < 0 or value > 1:
        raise ValueError(f"Argument `{argument}` must be in the range [0, 1]. Received: {argument}={value}")
    return value


class SensitivityAtSpecificity(SensitivitySpecificityBase):
    """The best recall at a threshold where at least this part of the negatives is recognised.

    Parameters
    ----------
    specificity : float from 0 to 1
        True negatives over all negatives.
    num_thresholds : int, default 200
    class_id : int, optional
    name : str, optional
    dtype : str, optional

    Examples
    --------
    >>> print(SensitivityAtSpecificity(0.5)([0, 0, 0, 1, 1], [0, 0.3, 0.8, 0.3, 0.8]))
    0.5
    """

    def __init__(
        self,
        specificity: float,
        num_thresholds: int = 200,
        class_id: int | None = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        self.specificity = _checked("specificity", specificity)
        super().__init__(specificity, num_thresholds, class_id, name, dtype)

    def result(self) -> Any:
        """The recall, a scalar."""
        return self._best(self._recalls(), self._specificities())

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "specificity": self.specificity}


class SpecificityAtSensitivity(SensitivitySpecificityBase):
    """The largest part of negatives recognised at a threshold where the recall is at least this.

    Parameters
    ----------
    sensitivity : float from 0 to 1
        The recall.
    num_thresholds : int, default 200
    class_id : int, optional
    name : str, optional
    dtype : str, optional

    Examples
    --------
    >>> print(SpecificityAtSensitivity(0.5)([0, 0, 0, 1, 1], [0, 0.3, 0.8, 0.3, 0.8]).round(3))
    0.667
    """

    def __init__(
        self,
        sensitivity: float,
        num_thresholds: int = 200,
        class_id: int | None = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        self.sensitivity = _checked("sensitivity", sensitivity)
        super().__init__(sensitivity, num_thresholds, class_id, name, dtype)

    def result(self) -> Any:
        """The specificity, a scalar."""
        return self._best(self._specificities(), self._recalls())

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "sensitivity": self.sensitivity}


class PrecisionAtRecall(SensitivitySpecificityBase):
    """The best precision at a threshold where the recall is at least this.

    Parameters
    ----------
    recall : float from 0 to 1
    num_thresholds : int, default 200
    class_id : int, optional
    name : str, optional
    dtype : str, optional

    Examples
    --------
    >>> print(PrecisionAtRecall(0.5)([0, 0, 0, 1, 1], [0, 0.3, 0.8, 0.3, 0.8]))
    0.5
    """

    def __init__(
        self,
        recall: float,
        num_thresholds: int = 200,
        class_id: int | None = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        self.recall = _checked("recall", recall)
        super().__init__(recall, num_thresholds, class_id, name, dtype)

    def result(self) -> Any:
        """The precision, a scalar."""
        return self._best(self._precisions(), self._recalls())

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "recall": self.recall}


class RecallAtPrecision(SensitivitySpecificityBase):
    """The best recall at a threshold where the precision is at least this.

    Parameters
    ----------
    precision : float from 0 to 1
    num_thresholds : int, default 200
    class_id : int, optional
    name : str, optional
    dtype : str, optional

    Examples
    --------
    >>> print(RecallAtPrecision(0.8)([0, 0, 1, 1], [0, 0.5, 0.3, 0.9]))
    0.5
    """

    def __init__(
        self,
        precision: float,
        num_thresholds: int = 200,
        class_id: int | None = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        self.precision = _checked("precision", precision)
        super().__init__(precision, num_thresholds, class_id, name, dtype)

    def result(self) -> Any:
        """The recall, a scalar."""
        return self._best(self._recalls(), self._precisions())

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "precision": self.precision}
