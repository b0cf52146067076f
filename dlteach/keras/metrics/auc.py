"""The area under a curve that all thresholds draw together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.keras import backend, ops
from dlteach.keras.metrics.auc_choices import AUCCurve, AUCSummationMethod
from dlteach.keras.metrics.constrained_metrics import evenly_spaced, outcomes_of
from dlteach.keras.metrics.metric import Metric
from dlteach.keras.metrics.metrics_utils import as_array, ratio, update_confusion_matrix_variables


class AUC(Metric):
    """Area under the ROC curve (false positive rate, recall), or under (recall, precision).

    Parameters
    ----------
    num_thresholds : int, default 200
        How many points of the curve are computed.
    curve : {"ROC", "PR", "PRGAIN"}, default "ROC"
    summation_method : {"interpolation", "majoring", "minoring"}, default "interpolation"
        How an area is made of the points: with straight lines, or from above or below.
    name : str, optional
    dtype : str, optional
    thresholds : sequence of float, optional
        Between 0 and 1, instead of num_thresholds.
    multi_label : bool, default False
        Whether the areas of the columns are averaged, instead of all entries taken together.
    num_labels : int, optional
        Number of columns, for multi_label; by default that of the first batch.
    label_weights : sequence of float, optional
        Weights of the columns.
    from_logits : bool, default False
        Whether predictions are logits.

    Raises
    ------
    ValueError
        If an argument is none of these.

    Examples
    --------
    >>> print(AUC()([0, 0, 1, 1], [0, 0.5, 0.3, 0.9]))
    0.75
    """

    def __init__(
        self,
        num_thresholds: int = 200,
        curve: Any = "ROC",
        summation_method: Any = "interpolation",
        name: str | None = None,
        dtype: Any = None,
        thresholds: Sequence[float] | None = None,
        multi_label: bool = False,
        num_labels: int | None = None,
        label_weights: Any = None,
        from_logits: bool = False,
    ) -> None:
        super().__init__(name=name, dtype=dtype)
        self._direction = "up"
        self._init_from_thresholds = thresholds is not None
        if thresholds is None:
            if num_thresholds <= 1:
                raise ValueError(
                    "Argument `num_thresholds` must be an integer > 1. "
                    f"Received: num_thresholds={num_thresholds}"
                )
            between = evenly_spaced(num_thresholds)[1:-1]
        else:
            between = sorted(thresholds)
        # The ends of the curve: a threshold that every prediction exceeds, and one that none does.
        self._thresholds = np.array([0.0 - backend.epsilon(), *between, 1.0 + backend.epsilon()])
        self.num_thresholds = len(self._thresholds)
        self.curve = AUCCurve.from_str(curve)
        self.summation_method = AUCSummationMethod.from_str(summation_method)
        self.multi_label = multi_label
        self.num_labels = num_labels
        self.label_weights = None if label_weights is None else as_array(label_weights, self.dtype)
        self._from_logits = from_logits
        self._built = False
        if not multi_label:
            if num_labels:
                raise ValueError("`num_labels` is needed only when `multi_label` is True.")
            self._build(None)
        elif num_labels:
            self._build((None, num_labels))

    @property
    def thresholds(self) -> list[float]:
        """The thresholds, the two ends included."""
        return list(self._thresholds)

    def _build(self, shape: Any) -> None:
        """Make the counts, for predictions of this shape."""
        counts: tuple[int, ...] = (self.num_thresholds,)
        if self.multi_label:
            if len(shape) != 2:
                raise ValueError(
                    f"`y_pred` must have rank 2 when `multi_label=True`. Found rank {len(shape)}. "
                    f"Full shape received for `y_pred`: {shape}"
                )
            self._num_labels = shape[1]
            counts = (self.num_thresholds, shape[1])
        self._build_input_shape = shape
        self.true_positives = self.add_variable(counts, initializer="zeros", name="true_positives")
        self.false_positives = self.add_variable(counts, initializer="zeros", name="false_positives")
        self.true_negatives = self.add_variable(counts, initializer="zeros", name="true_negatives")
        self.false_negatives = self.add_variable(counts, initializer="zeros", name="false_negatives")
        self._built = True

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Count a batch: labels and predictions of one shape, and weights of the examples."""
        y_pred = as_array(y_pred)
        if not self._built:
            self._build(y_pred.shape)
        if self._from_logits:
            y_pred = ops.sigmoid(y_pred)
        update_confusion_matrix_variables(
            outcomes_of(self),
            y_true,
            np.clip(y_pred, 0, 1),
            self._thresholds,
            sample_weight=sample_weight,
            multi_label=self.multi_label,
            label_weights=None if self.multi_label else self.label_weights,
        )

    def result(self) -> Any:
        """The area, a scalar."""
        counts = [as_array(variable) for variable in outcomes_of(self).values()]
        if self.curve is AUCCurve.PR and self.summation_method is AUCSummationMethod.INTERPOLATION:
            return self._mean_over_labels(_interpolated_pr_areas(*counts))
        x, y = _points(self.curve, *counts)
        if self.summation_method is AUCSummationMethod.INTERPOLATION:
            heights = (y[:-1] + y[1:]) / 2
        elif self.summation_method is AUCSummationMethod.MINORING:
            heights = np.minimum(y[:-1], y[1:])
        else:
            heights = np.maximum(y[:-1], y[1:])
        return self._mean_over_labels((x[:-1] - x[1:]) * heights)

    def _mean_over_labels(self, areas: np.ndarray) -> Any:
        area = np.sum(areas, axis=0)
        if not self.multi_label:
            return area
        if self.label_weights is None:
            return np.mean(area)
        return ratio(np.sum(area * self.label_weights), np.sum(self.label_weights))[()]

    def reset_state(self) -> None:
        if self._built:
            super().reset_state()

    def get_config(self) -> dict[str, Any]:
        config = {
            **super().get_config(),
            "num_thresholds": self.num_thresholds,
            "curve": self.curve.value,
            "summation_method": self.summation_method.value,
            "multi_label": self.multi_label,
            "num_labels": self.num_labels,
            "label_weights": None if self.label_weights is None else self.label_weights.tolist(),
            "from_logits": self._from_logits,
        }
        if self._init_from_thresholds:
            config["thresholds"] = self.thresholds[1:-1]
        return config


def _points(
    curve: AUCCurve, tp: np.ndarray, fp: np.ndarray, tn: np.ndarray, fn: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Where the curve passes at each threshold."""
    recall = ratio(tp, tp + fn)
    if curve is AUCCurve.ROC:
        return ratio(fp, fp + tn), recall
    if curve is AUCCurve.PR:
        return recall, ratio(tp, tp + fp)
    # Precision and recall on a scale where guessing "yes" always is 0 (P. Flach and M. Kull, NeurIPS 2015).
    odds = ratio(tp + fn, tn + fp)
    recall_gain = np.where(tp == 0, 0, 1 - odds * ratio(fn, tp))
    precision_gain = np.where(tp == 0, 1, 1 - odds * ratio(fp, tp))
    return np.maximum(recall_gain, 0), precision_gain


def _interpolated_pr_areas(tp: np.ndarray, fp: np.ndarray, tn: np.ndarray, fn: np.ndarray) -> np.ndarray:
    """Areas between neighbouring thresholds where the counts, not precision and recall, lie on a line.

    With the slope s of true positives over all positives p between two thresholds, precision is
    s + b / p, whose integral over the recall is s (Δtp + b ln(p₁ / p₂)) / (tp + fn).

    References
    ----------
    J. Davis and M. Goadrich, "The relationship between precision-recall and ROC curves", ICML 2006.
    """
    p = tp + fp
    step = tp[:-1] - tp[1:]
    slope = ratio(step, np.maximum(p[:-1] - p[1:], 0))
    intercept = tp[1:] - slope * p[1:]
    both = (p[:-1] > 0) & (p[1:] > 0)
    growth = np.where(both, ratio(p[:-1], p[1:]), 1)
    return ratio(slope * (step + intercept * np.log(growth)), (tp + fn)[1:])
