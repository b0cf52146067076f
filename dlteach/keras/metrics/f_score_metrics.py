"""F scores: precision and recall in one number."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras import backend
from dlteach.keras.metrics.metric import Metric
from dlteach.keras.metrics.metrics_utils import add_to, as_array

AVERAGES = (None, "micro", "macro", "weighted")


class FBetaScore(Metric):
    """Weighted harmonic mean of precision and recall.

        F = (1 + β²) · precision · recall / (β² · precision + recall)

    Parameters
    ----------
    average : {None, "micro", "macro", "weighted"}, default None
        None: a score for each class. "micro": all classes counted together. "macro": the mean of the
        classes' scores; "weighted": weighted by how often a class occurs.
    beta : float, default 1
        How many times as much recall counts as precision.
    threshold : float, optional
        Larger predictions are "yes"; by default the largest of each row.
    name : str
    dtype : str, optional

    Raises
    ------
    ValueError
        If an argument is none of these, or the inputs do not have two axes.

    Examples
    --------
    >>> score = FBetaScore(beta=2.0, threshold=0.5)
    >>> y_true = [[1, 1, 1], [1, 0, 0], [1, 1, 0]]
    >>> score(y_true, [[0.2, 0.6, 0.7], [0.2, 0.6, 0.6], [0.6, 0.8, 0.0]]).round(3)
    array([0.385, 0.909, 0.833], dtype=float32)
    """

    def __init__(
        self,
        average: str | None = None,
        beta: float = 1.0,
        threshold: float | None = None,
        name: str | None = "fbeta_score",
        dtype: Any = None,
    ) -> None:
        super().__init__(name=name, dtype=dtype)
        self._direction = "up"
        if average not in AVERAGES:
            raise ValueError(
                "Invalid `average` argument value. Expected one of: {None, 'micro', 'macro', 'weighted'}. "
                f"Received: average={average}"
            )
        _check_float("beta", beta)
        if beta <= 0.0:
            raise ValueError(f"Invalid `beta` argument value. It should be > 0. Received: beta={beta}")
        if threshold is not None:
            _check_float("threshold", threshold)
            if threshold > 1.0 or threshold <= 0.0:
                raise ValueError(
                    "Invalid `threshold` argument value. It should verify 0 < threshold <= 1. "
                    f"Received: threshold={threshold}"
                )
        self.average = average
        self.beta = beta
        self.threshold = threshold
        self.axis = None if average == "micro" else 0
        self._built = False

    def _build(self, y_true_shape: tuple[int, ...], y_pred_shape: tuple[int, ...]) -> None:
        if len(y_pred_shape) != 2 or len(y_true_shape) != 2:
            raise ValueError(
                "FBetaScore expects 2D inputs with shape (batch_size, output_dim). Received input shapes: "
                f"y_pred.shape={y_pred_shape} and y_true.shape={y_true_shape}."
            )
        if y_pred_shape[-1] is None or y_true_shape[-1] is None:
            raise ValueError(
                "FBetaScore expects 2D inputs with shape (batch_size, output_dim), with output_dim fully "
                f"defined (not None). Received input shapes: y_pred.shape={y_pred_shape} and "
                f"y_true.shape={y_true_shape}."
            )
        shape = () if self.average == "micro" else (y_pred_shape[-1],)
        self.true_positives = self._zeros(shape, "true_positives")
        self.false_positives = self._zeros(shape, "false_positives")
        self.false_negatives = self._zeros(shape, "false_negatives")
        self.intermediate_weights = self._zeros(shape, "intermediate_weights")
        self._built = True

    def _zeros(self, shape: tuple[int, ...], name: str) -> backend.Variable:
        return self.add_variable(shape, initializer="zeros", dtype=self.dtype, name=name)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Add a batch.

        Parameters
        ----------
        y_true, y_pred : array_like, shape (n, k)
        sample_weight : array_like, shape (n,), optional
        """
        y_true, y_pred = as_array(y_true, self.dtype), as_array(y_pred, self.dtype)
        if not self._built:
            self._build(y_true.shape, y_pred.shape)
        if self.threshold is None:
            largest = y_pred >= y_pred.max(axis=-1, keepdims=True)
            yes = largest & (np.abs(y_pred) > 1e-9)  # a row of zeros says nothing
        else:
            yes = y_pred > self.threshold
        yes = yes.astype(y_pred.dtype)
        weights = 1 if sample_weight is None else as_array(sample_weight, self.dtype)[:, None]
        add_to(self.true_positives, np.sum(yes * y_true * weights, axis=self.axis))
        add_to(self.false_positives, np.sum(yes * (1 - y_true) * weights, axis=self.axis))
        add_to(self.false_negatives, np.sum((1 - yes) * y_true * weights, axis=self.axis))
        add_to(self.intermediate_weights, np.sum(y_true * weights, axis=self.axis))

    def result(self) -> Any:
        """The score: shape (k,) with average None, else a scalar."""
        epsilon = backend.epsilon()
        right = as_array(self.true_positives)
        precision = right / (right + as_array(self.false_positives) + epsilon)
        recall = right / (right + as_array(self.false_negatives) + epsilon)
        scores = (1 + self.beta**2) * (precision * recall / (self.beta**2 * precision + recall + epsilon))
        if self.average == "weighted":
            weights = as_array(self.intermediate_weights)
            return np.sum(scores * weights / (np.sum(weights) + epsilon))
        return scores if self.average is None else np.mean(scores)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "average": self.average,
            "beta": self.beta,
            "threshold": self.threshold,
        }


def _check_float(argument: str, value: Any) -> None:
    if not isinstance(value, float):
        raise ValueError(
            f"Invalid `{argument}` argument value. It should be a Python float. "
            f"Received: {argument}={value} of type '{type(value)}'"
        )


class F1Score(FBetaScore):
    """Harmonic mean of precision and recall: `2 · precision · recall / (precision + recall)`.

    Parameters
    ----------
    average : {None, "micro", "macro", "weighted"}, default None
    threshold : float, optional
        Larger predictions are "yes"; by default the largest of each row.
    name : str
    dtype : str, optional

    Examples
    --------
    >>> score = F1Score(average="macro", threshold=0.5)
    >>> print(score([[1, 0], [1, 1]], [[0.9, 0.2], [0.2, 0.7]]).round(3))
    0.833
    """

    def __init__(
        self,
        average: str | None = None,
        threshold: float | None = None,
        name: str | None = "f1_score",
        dtype: Any = None,
    ) -> None:
        super().__init__(average=average, beta=1.0, threshold=threshold, name=name, dtype=dtype)

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        del config["beta"]
        return config
