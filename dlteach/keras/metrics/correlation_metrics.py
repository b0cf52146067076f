"""How much predictions rise and fall with the targets."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras import backend
from dlteach.keras.losses.loss import squeeze_or_expand_to_same_rank
from dlteach.keras.metrics.metrics_utils import as_array
from dlteach.keras.metrics.reduction_metrics import NamedMean


def pearson_correlation(y_true: Any, y_pred: Any, axis: int = -1) -> np.ndarray:
    """Pearson's correlation: 1 where one is a rising straight line of the other, −1 where a falling one.

        r = mean of (y − ȳ)(p − p̄) / (σ_y σ_p)

    Parameters
    ----------
    y_true, y_pred : array_like, one shape
    axis : int, default -1
        The axis to correlate along: 0 for the examples of a batch.

    Returns
    -------
    ndarray, the shape without the axis; nan where a vector is constant

    Examples
    --------
    >>> pearson_correlation([[0.0, 1.0, 2.0]], [[1.0, 3.0, 5.0]]).round(3)
    array([1.], dtype=float32)
    """
    y, p = _deviations(y_true, y_pred, axis)
    with np.errstate(invalid="ignore", divide="ignore"):
        y = y / y.std(axis=axis, keepdims=True)
        p = p / p.std(axis=axis, keepdims=True)
        return np.mean(y * p, axis=axis)


def concordance_correlation(y_true: Any, y_pred: Any, axis: int = -1) -> np.ndarray:
    """Lin's concordance correlation: 1 only where the predictions equal the targets.

        c = 2 cov(y, p) / (σ_y² + σ_p² + (ȳ − p̄)²)

    Parameters
    ----------
    y_true, y_pred : array_like, one shape
    axis : int, default -1
        The axis to correlate along: 0 for the examples of a batch.

    Returns
    -------
    ndarray, the shape without the axis

    References
    ----------
    L. I. Lin, "A concordance correlation coefficient to evaluate reproducibility", Biometrics 45, 1989.

    Examples
    --------
    >>> concordance_correlation([[0.0, 1.0, 2.0]], [[1.0, 2.0, 3.0]]).round(3)
    array([0.571], dtype=float32)
    """
    y, p = _deviations(y_true, y_pred, axis)
    apart = np.mean(as_array(y_true, p.dtype), axis=axis) - np.mean(as_array(y_pred), axis=axis)
    spread = y.var(axis=axis) + p.var(axis=axis) + apart**2
    return 2 * np.mean(y * p, axis=axis) / (spread + backend.epsilon())


def _deviations(y_true: Any, y_pred: Any, axis: int) -> list[np.ndarray]:
    """Both without their mean."""
    y_pred = as_array(y_pred)
    pair = squeeze_or_expand_to_same_rank(as_array(y_true, y_pred.dtype), y_pred)
    return [values - values.mean(axis=axis, keepdims=True) for values in pair]


class PearsonCorrelation(NamedMean):
    """Mean of `pearson_correlation`.

    Parameters
    ----------
    name : str
    dtype : str, optional
    axis : int, default -1

    Examples
    --------
    >>> print(PearsonCorrelation()([[0.0, 1.0, 2.0]], [[1.0, 3.0, 5.0]]).round(3))
    1.0
    """

    def __init__(self, name: str | None = "pearson_correlation", dtype: Any = None, axis: int = -1) -> None:
        super().__init__(pearson_correlation, name, dtype, "up", axis=axis)


class ConcordanceCorrelation(NamedMean):
    """Mean of `concordance_correlation`.

    Parameters
    ----------
    name : str
    dtype : str, optional
    axis : int, default -1

    Examples
    --------
    >>> print(ConcordanceCorrelation()([[0.0, 1.0, 2.0]], [[1.0, 2.0, 3.0]]).round(3))
    0.571
    """

    def __init__(
        self, name: str | None = "concordance_correlation", dtype: Any = None, axis: int = -1
    ) -> None:
        super().__init__(concordance_correlation, name, dtype, "up", axis=axis)
