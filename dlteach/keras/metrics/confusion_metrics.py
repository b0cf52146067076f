"""Counts of right and wrong answers to yes-or-no questions, and precision and recall from them."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.metrics.metric import Metric
from dlteach.keras.metrics.metrics_utils import (
    NEG_INF,
    ConfusionMatrix,
    as_array,
    parse_init_thresholds,
    ratio,
    update_confusion_matrix_variables,
)


class _ConfusionMatrixConditionCount(Metric):
    """How often one of the four outcomes occurred."""

    _outcome: ConfusionMatrix

    def __init__(self, thresholds: Any = None, name: str | None = None, dtype: Any = None) -> None:
        super().__init__(name=name, dtype=dtype)
        self.init_thresholds = thresholds
        self.thresholds = parse_init_thresholds(thresholds)
        self.accumulator = self.add_variable((len(self.thresholds),), initializer="zeros", name="accumulator")

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Count a batch: labels and predictions of one shape, and weights of the examples."""
        update_confusion_matrix_variables(
            {self._outcome: self.accumulator},
            y_true,
            y_pred,
            self.thresholds,
            sample_weight=sample_weight,
        )

    def result(self) -> Any:
        """The count: a scalar, or one for each threshold."""
        return _one_or_all(as_array(self.accumulator).copy())

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "thresholds": self.init_thresholds}


class TruePositives(_ConfusionMatrixConditionCount):
    """How often the answer was "yes", and right.

    Parameters
    ----------
    thresholds : float or sequence of float, default 0.5
        Larger predictions are "yes"; for several thresholds there are several counts.
    name : str, optional
    dtype : str, optional

    Examples
    --------
    >>> print(TruePositives()([0, 1, 1, 1], [1, 0, 1, 1]))
    2.0
    """

    _outcome = ConfusionMatrix.TRUE_POSITIVES


class TrueNegatives(_ConfusionMatrixConditionCount):
    """How often the answer was "no", and right.

    Parameters
    ----------
    thresholds : float or sequence of float, default 0.5
        Larger predictions are "yes"; for several thresholds there are several counts.
    name : str, optional
    dtype : str, optional

    Examples
    --------
    >>> print(TrueNegatives()([0, 1, 0, 0], [1, 1, 0, 0]))
    2.0
    """

    _outcome = ConfusionMatrix.TRUE_NEGATIVES


class FalsePositives(_ConfusionMatrixConditionCount):
    """How often the answer was "yes", and wrong.

    Parameters
    ----------
    thresholds : float or sequence of float, default 0.5
        Larger predictions are "yes"; for several thresholds there are several counts.
    name : str, optional
    dtype : str, optional

    Examples
    --------
    >>> print(FalsePositives()([0, 1, 0, 0], [0, 0, 1, 1]))
    2.0
    """

    _outcome = ConfusionMatrix.FALSE_POSITIVES


class FalseNegatives(_ConfusionMatrixConditionCount):
    """How often the answer was "no", and wrong.

    Parameters
    ----------
    thresholds : float or sequence of float, default 0.5
        Larger predictions are "yes"; for several thresholds there are several counts.
    name : str, optional
    dtype : str, optional

    Examples
    --------
    >>> print(FalseNegatives()([0, 1, 1, 1], [0, 1, 0, 0]))
    2.0
    """

    _outcome = ConfusionMatrix.FALSE_NEGATIVES


class _RightAmong(Metric):
    """True positives in proportion to something they are part of."""

    _others: ConfusionMatrix

    def __init__(
        self,
        thresholds: Any = None,
        top_k: int | None = None,
        class_id: int | None = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(name=name, dtype=dtype)
        self._direction = "up"
        self.init_thresholds = thresholds
        self.top_k = top_k
        self.class_id = class_id
        self.thresholds = parse_init_thresholds(thresholds, 0.5 if top_k is None else NEG_INF)
        shape = (len(self.thresholds),)
        self.true_positives = self.add_variable(shape, initializer="zeros", name="true_positives")
        others = self._others.name.lower()
        setattr(self, others, self.add_variable(shape, initializer="zeros", name=others))

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Count a batch: labels and predictions of one shape, and weights of the examples."""
        update_confusion_matrix_variables(
            {
                ConfusionMatrix.TRUE_POSITIVES: self.true_positives,
                self._others: getattr(self, self._others.name.lower()),
            },
            y_true,
            y_pred,
            self.thresholds,
            top_k=self.top_k,
            class_id=self.class_id,
            sample_weight=sample_weight,
        )

    def result(self) -> Any:
        """The proportion: a scalar, or one for each threshold; 0 where there was nothing to count."""
        right = as_array(self.true_positives)
        return _one_or_all(ratio(right, right + as_array(getattr(self, self._others.name.lower()))))

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "thresholds": self.init_thresholds,
            "top_k": self.top_k,
            "class_id": self.class_id,
        }


class Precision(_RightAmong):
    """How many of the "yes" answers were right.

        precision = true positives / (true positives + false positives)

    Parameters
    ----------
    thresholds : float or sequence of float, default 0.5
        Larger predictions are "yes"; for several thresholds there are several results.
    top_k : int, optional
        Only the k largest predictions of each row are "yes".
    class_id : int, optional
        The only column that counts.
    name : str, optional
    dtype : str, optional

    Examples
    --------
    >>> print(Precision()([0, 1, 1, 1], [1, 0, 1, 1]).round(3))
    0.667
    """

    _others = ConfusionMatrix.FALSE_POSITIVES


class Recall(_RightAmong):
    """How many of those that should be "yes" were found.

        recall = true positives / (true positives + false negatives)

    Parameters
    ----------
    thresholds : float or sequence of float, default 0.5
        Larger predictions are "yes"; for several thresholds there are several results.
    top_k : int, optional
        Only the k largest predictions of each row are "yes".
    class_id : int, optional
        The only column that counts.
    name : str, optional
    dtype : str, optional

    Examples
    --------
    >>> print(Recall()([0, 1, 1, 1], [1, 0, 1, 1]).round(3))
    0.667
    """

    _others = ConfusionMatrix.FALSE_NEGATIVES


def _one_or_all(values: np.ndarray) -> Any:
    return values[0] if len(values) == 1 else values
