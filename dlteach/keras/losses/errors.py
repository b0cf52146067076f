"""Losses of predicted numbers: squared and absolute errors, in percent, and of logarithms."""

from __future__ import annotations

from typing import Any

from dlteach import autodiff, functions
from dlteach.keras import backend, ops
from dlteach.keras.losses.loss import squeeze_or_expand_to_same_rank
from dlteach.keras.losses.loss_function_wrapper import NamedLoss, are_rows
from dlteach.keras.losses.reducing import check_fit
from dlteach.keras.ops.values import evaluate


def mean_squared_error(y_true: Any, y_pred: Any) -> Any:
    """Mean of the squared errors over the last axis.

        loss = (1/k) Σⱼ (y_true − y_pred)²

    Parameters
    ----------
    y_true, y_pred : array_like or Tensor, shape (n, ..., k)

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> mean_squared_error([[1.0, 2.0]], [[1.0, 5.0]])
    array([4.5], dtype=float32)
    """
    if are_rows(y_true, y_pred):
        return _squared_errors(y_true, y_pred)
    y_true, y_pred = as_pair(y_true, y_pred)
    return ops.mean(ops.square(y_true - y_pred), axis=-1)


def mean_absolute_error(y_true: Any, y_pred: Any) -> Any:
    """Mean of the absolute errors over the last axis.

        loss = (1/k) Σⱼ |y_true − y_pred|

    Parameters
    ----------
    y_true, y_pred : array_like or Tensor, shape (n, ..., k)

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> mean_absolute_error([[1.0, 2.0]], [[1.0, 5.0]])
    array([1.5], dtype=float32)
    """
    if are_rows(y_true, y_pred):
        return _absolute_errors(y_true, y_pred)
    y_true, y_pred = as_pair(y_true, y_pred)
    return ops.mean(ops.abs(y_true - y_pred), axis=-1)


def mean_absolute_percentage_error(y_true: Any, y_pred: Any) -> Any:
    """Mean of the absolute errors in percent of the targets, over the last axis.

        loss = (100/k) Σⱼ |y_true − y_pred| / max(|y_true|, ε)

    Parameters
    ----------
    y_true, y_pred : array_like or Tensor, shape (n, ..., k)

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> mean_absolute_percentage_error([[10.0, 2.0]], [[9.0, 2.0]])
    array([5.], dtype=float32)
    """
    y_true, y_pred = as_pair(y_true, y_pred)
    relative = (y_true - y_pred) / ops.maximum(ops.abs(y_true), backend.epsilon())
    return 100.0 * ops.mean(ops.abs(relative), axis=-1)


def mean_squared_logarithmic_error(y_true: Any, y_pred: Any) -> Any:
    """Mean of the squared differences of logarithms over the last axis: ratios count, not differences.

        loss = (1/k) Σⱼ (ln(y_true + 1) − ln(y_pred + 1))²

    Parameters
    ----------
    y_true, y_pred : array_like or Tensor, shape (n, ..., k)
        Numbers below 0 count as 0.

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> mean_squared_logarithmic_error([[0.0]], [[1.718282]]).round(4)
    array([1.], dtype=float32)
    """
    y_true, y_pred = as_pair(y_true, y_pred)
    log_pred = ops.log(ops.maximum(y_pred, backend.epsilon()) + 1.0)
    log_true = ops.log(ops.maximum(y_true, backend.epsilon()) + 1.0)
    return ops.mean(ops.square(log_pred - log_true), axis=-1)


def as_pair(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    """Targets and predictions as values of the predictions' dtype and of one rank."""
    y_pred = ops.convert_to_tensor(y_pred)
    y_true = ops.convert_to_tensor(y_true, dtype=y_pred.dtype)
    y_true, y_pred = squeeze_or_expand_to_same_rank(y_true, y_pred)
    check_fit(y_true, y_pred)
    return y_true, y_pred


def _squared_errors(y_true: Any, y_pred: Any, axis: int | None = -1) -> Any:
    of_rows = functions.squared_errors_of_rows, autodiff.squared_errors_of_rows
    return evaluate(*of_rows, y_true, y_pred, axis)


def _absolute_errors(y_true: Any, y_pred: Any, axis: int | None = -1) -> Any:
    of_rows = functions.absolute_errors_of_rows, autodiff.absolute_errors_of_rows
    return evaluate(*of_rows, y_true, y_pred, axis)


class MeanSquaredError(NamedLoss):
    """Mean of the squared errors.

        loss = mean of (y_true − y_pred)²

    Parameters
    ----------
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(MeanSquaredError()([1.0, 2.0], [1.0, 5.0]))
    4.5
    """

    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "mean_squared_error",
        dtype: Any = None,
    ) -> None:
        super().__init__(mean_squared_error, name=name, reduction=reduction, dtype=dtype)

    def mean_at_once(self, y_true: Any, y_pred: Any) -> Any:
        return _squared_errors(y_true, y_pred, None) if are_rows(y_true, y_pred) else None


class MeanAbsoluteError(NamedLoss):
    """Mean of the absolute errors.

        loss = mean of |y_true − y_pred|

    Parameters
    ----------
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(MeanAbsoluteError()([1.0, 2.0], [1.0, 5.0]))
    1.5
    """

    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "mean_absolute_error",
        dtype: Any = None,
    ) -> None:
        super().__init__(mean_absolute_error, name=name, reduction=reduction, dtype=dtype)

    def mean_at_once(self, y_true: Any, y_pred: Any) -> Any:
        return _absolute_errors(y_true, y_pred, None) if are_rows(y_true, y_pred) else None


class MeanAbsolutePercentageError(NamedLoss):
    """Mean of the absolute errors in percent of the targets.

        loss = 100 · mean of |y_true − y_pred| / max(|y_true|, ε)

    Parameters
    ----------
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(MeanAbsolutePercentageError()([10.0, 2.0], [9.0, 2.0]))
    5.0
    """

    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "mean_absolute_percentage_error",
        dtype: Any = None,
    ) -> None:
        super().__init__(mean_absolute_percentage_error, name=name, reduction=reduction, dtype=dtype)


class MeanSquaredLogarithmicError(NamedLoss):
    """Mean of the squared differences of logarithms.

        loss = mean of (ln(y_true + 1) − ln(y_pred + 1))²

    Parameters
    ----------
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(MeanSquaredLogarithmicError()([0.0], [1.718282]).round(4))
    1.0
    """

    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "mean_squared_logarithmic_error",
        dtype: Any = None,
    ) -> None:
        super().__init__(mean_squared_logarithmic_error, name=name, reduction=reduction, dtype=dtype)
