"""The losses of predicted numbers as metrics: their mean over all examples of an epoch."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.losses import losses
from dlteach.keras.losses.loss import squeeze_or_expand_to_same_rank
from dlteach.keras.losses.losses import (
    log_cosh,
    mean_absolute_error,
    mean_absolute_percentage_error,
    mean_squared_error,
    mean_squared_logarithmic_error,
)
from dlteach.keras.metrics.metrics_utils import as_array
from dlteach.keras.metrics.r2_score import R2Score
from dlteach.keras.metrics.reduction_metrics import Mean, NamedMean

__all__ = [
    "CosineSimilarity",
    "LogCoshError",
    "MeanAbsoluteError",
    "MeanAbsolutePercentageError",
    "MeanSquaredError",
    "MeanSquaredLogarithmicError",
    "R2Score",
    "RootMeanSquaredError",
    "cosine_similarity",
]


def cosine_similarity(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    """The cosine of the angle between two vectors: 1 for one direction; the loss is its negative.

    Parameters
    ----------
    y_true, y_pred : array_like, shape (n, ..., k)
    axis : int, default -1
        The axis of the vectors.

    Returns
    -------
    ndarray, shape (n, ...)

    Examples
    --------
    >>> cosine_similarity([[0.0, 1.0]], [[0.0, 7.0]])
    array([1.], dtype=float32)
    """
    return -losses.cosine_similarity(y_true, y_pred, axis=axis)


class MeanSquaredError(NamedMean):
    """Mean of `keras.losses.mean_squared_error`.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(MeanSquaredError()([[0.0], [0.0]], [[1.0], [3.0]]))
    5.0
    """

    def __init__(self, name: str | None = "mean_squared_error", dtype: Any = None) -> None:
        super().__init__(mean_squared_error, name, dtype, "down")


class MeanAbsoluteError(NamedMean):
    """Mean of `keras.losses.mean_absolute_error`.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(MeanAbsoluteError()([[0.0], [0.0]], [[1.0], [3.0]]))
    2.0
    """

    def __init__(self, name: str | None = "mean_absolute_error", dtype: Any = None) -> None:
        super().__init__(mean_absolute_error, name, dtype, "down")


class MeanAbsolutePercentageError(NamedMean):
    """Mean of `keras.losses.mean_absolute_percentage_error`.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(MeanAbsolutePercentageError()([[10.0], [2.0]], [[9.0], [2.0]]))
    5.0
    """

    def __init__(self, name: str | None = "mean_absolute_percentage_error", dtype: Any = None) -> None:
        super().__init__(mean_absolute_percentage_error, name, dtype, "down")


class MeanSquaredLogarithmicError(NamedMean):
    """Mean of `keras.losses.mean_squared_logarithmic_error`.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(MeanSquaredLogarithmicError()([[0.0]], [[1.718282]]).round(4))
    1.0
    """

    def __init__(self, name: str | None = "mean_squared_logarithmic_error", dtype: Any = None) -> None:
        super().__init__(mean_squared_logarithmic_error, name, dtype, "down")


class LogCoshError(NamedMean):
    """Mean of `keras.losses.log_cosh`.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(LogCoshError()([[0.0]], [[100.0]]).round(2))
    99.31
    """

    def __init__(self, name: str | None = "logcosh", dtype: Any = None) -> None:
        super().__init__(log_cosh, name, dtype, "down")


class CosineSimilarity(NamedMean):
    """Mean cosine of the angle between targets and predictions: 1 for one direction.

    Parameters
    ----------
    name : str
    dtype : str, optional
    axis : int, default -1
        The axis of the vectors.

    Examples
    --------
    >>> print(CosineSimilarity()([[0.0, 1.0]], [[0.0, 7.0]]))
    1.0
    """

    def __init__(self, name: str | None = "cosine_similarity", dtype: Any = None, axis: int = -1) -> None:
        super().__init__(cosine_similarity, name, dtype, "up", axis=axis)

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        if config["axis"] == -1:
            del config["axis"]  # Keras's configurations do not have it
        return config


class RootMeanSquaredError(Mean):
    """The root of the mean squared error over all examples: an error in the unit of the targets.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(RootMeanSquaredError()([[0.0], [0.0]], [[3.0], [4.0]]).round(3))
    3.536
    """

    def __init__(self, name: str | None = "root_mean_squared_error", dtype: Any = None) -> None:
        super().__init__(name, dtype=dtype)
        self._direction = "down"

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        """Add the squared errors of a batch."""
        y_true, y_pred = as_array(y_true, self._dtype), as_array(y_pred, self._dtype)
        y_true, y_pred = squeeze_or_expand_to_same_rank(y_true, y_pred)
        super().update_state(np.square(y_pred - y_true), sample_weight=sample_weight)

    def result(self) -> Any:
        """The root of the mean, a scalar."""
        return np.sqrt(super().result())
