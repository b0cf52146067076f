"""R²: how much of the variance of the targets the predictions explain."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from dlteach.keras.losses.loss import squeeze_or_expand_to_same_rank
from dlteach.keras.metrics.metric import Metric
from dlteach.keras.metrics.metrics_utils import add_to, as_array

AGGREGATIONS = (None, "uniform_average", "variance_weighted_average")


class R2Score(Metric):
    """Coefficient of determination: 1 for perfect predictions, 0 for predicting the mean.

        R² = 1 − Σ (y − p)² / Σ (y − ȳ)²

    Parameters
    ----------
    class_aggregation : {"uniform_average", "variance_weighted_average", None}, default "uniform_average"
        How the scores of several outputs become one; None leaves them.
    num_regressors : int, default 0
        Number of features; 0 for the usual score, more for the adjusted one,
        `1 − (1 − R²) (n − 1) / (n − num_regressors − 1)`.
    name : str
    dtype : str, optional

    Raises
    ------
    ValueError
        If an argument is none of these, or the inputs do not have two axes.

    Examples
    --------
    >>> print(R2Score()([[1.0], [2.0], [3.0]], [[1.0], [2.0], [4.0]]))
    0.5
    """

    def __init__(
        self,
        class_aggregation: str | None = "uniform_average",
        num_regressors: int = 0,
        name: str | None = "r2_score",
        dtype: Any = None,
    ) -> None:
        super().__init__(name=name, dtype=dtype)
        self._direction = "up"
        if class_aggregation not in AGGREGATIONS:
            raise ValueError(
                f"Invalid value for argument `class_aggregation`. Expected one of {AGGREGATIONS}. "
                f"Received: class_aggregation={class_aggregation}"
            )
        if num_regressors < 0:
            raise ValueError(
                "Invalid value for argument `num_regressors`. Expected a value >= 0. "
                f"Received: num_regressors={num_regressors}"
            )
        self.class_aggregation = class_aggregation
        self.num_regressors = num_regressors
        self.num_samples = self.add_variable((), initializer="zeros", name="num_samples")
        self._built = False

    def _build(self, y_true_shape: tuple[int, ...], y_pred_shape: tuple[int, ...]) -> None:
        if len(y_pred_shape) != 2 or len(y_true_shape) != 2:
            raise ValueError(
                "R2Score expects 2D inputs with shape (batch_size, output_dim). Received input shapes: "
                f"y_pred.shape={y_pred_shape} and y_true.shape={y_true_shape}."
            )
        if y_pred_shape[-1] is None or y_true_shape[-1] is None:
            raise ValueError(
                "R2Score expects 2D inputs with shape (batch_size, output_dim), with output_dim fully "
                f"defined (not None). Received input shapes: y_pred.shape={y_pred_shape} and "
                f"y_true.shape={y_true_shape}."
            )
        outputs = (y_pred_shape[-1],)
        self.squared_sum = self.add_variable(outputs, initializer="zeros", name="squared_sum")
        self.sum = self.add_variable(outputs, initializer="zeros", name="sum")
        self.total_mse = self.add_variable(outputs, initializer="zeros", name="residual")
        self.count = self.add_variable(outputs, initializer="zeros", name="count")
        self._built = True

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Add a batch.

        Parameters
        ----------
        y_true, y_pred : array_like, shape (n, k)
        sample_weight : array_like, shape (n,) or (n, k), optional
        """
        y_true, y_pred = as_array(y_true, self._dtype), as_array(y_pred, self._dtype)
        y_true, y_pred = squeeze_or_expand_to_same_rank(y_true, y_pred)
        if not self._built:
            self._build(y_true.shape, y_pred.shape)
        weights = as_array(1 if sample_weight is None else sample_weight, y_true.dtype)
        weights = np.broadcast_to(weights[:, None] if weights.ndim == 1 else weights, y_true.shape)
        add_to(self.sum, np.sum(y_true * weights, axis=0))
        add_to(self.squared_sum, np.sum(y_true**2 * weights, axis=0))
        add_to(self.total_mse, np.sum((y_true - y_pred) ** 2 * weights, axis=0))
        add_to(self.count, np.sum(weights, axis=0))
        add_to(self.num_samples, y_true.size)

    def result(self) -> Any:
        """The score, a scalar; with class_aggregation None one for each output."""
        sums = as_array(self.sum)
        with np.errstate(divide="ignore", invalid="ignore"):  # constant targets, or none: ±inf, nan
            variation = as_array(self.squared_sum) - sums * sums / as_array(self.count)
            scores = 1 - as_array(self.total_mse) / variation
        scores = np.where(np.isinf(scores), 0, scores).astype(sums.dtype)
        if self.class_aggregation == "uniform_average":
            scores = np.mean(scores)
        elif self.class_aggregation == "variance_weighted_average":
            scores = np.sum(variation * scores) / np.sum(variation)
        return self._adjusted(scores) if self.num_regressors else scores

    def _adjusted(self, score: Any) -> Any:
        n, p = as_array(self.num_samples), self.num_regressors
        if p > n - 1:
            warnings.warn(
                "More independent predictors than datapoints in adjusted R2 score. "
                "Falling back to standard R2 score.",
                stacklevel=3,
            )
            return score
        if p == n - 1:
            warnings.warn(
                "Division by zero in Adjusted R2 score. Falling back to standard R2 score.", stacklevel=3
            )
            return score
        return 1 - (1 - score) * (n - 1) / (n - p - 1)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "class_aggregation": self.class_aggregation,
            "num_regressors": self.num_regressors,
        }
