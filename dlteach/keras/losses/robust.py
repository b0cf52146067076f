"""Losses of predicted numbers that large errors do not dominate: quadratic near 0, then linear."""

from __future__ import annotations

from math import log
from typing import Any

from dlteach.keras import ops
from dlteach.keras.losses.errors import as_pair
from dlteach.keras.losses.loss_function_wrapper import NamedLoss

LN_2 = log(2)


def huber(y_true: Any, y_pred: Any, delta: float = 1.0) -> Any:
    """Half the squared error up to `delta`, from there on a straight line; mean over the last axis.

        loss(e) = e² / 2              where |e| ≤ δ
                  δ |e| − δ² / 2      elsewhere

    Parameters
    ----------
    y_true, y_pred : array_like or Tensor, shape (n, ..., k)
    delta : float, default 1
        The error from which on it is a line.

    Returns
    -------
    array or Tensor, shape (n, ...)

    References
    ----------
    P. J. Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35, 1964.

    Examples
    --------
    >>> huber([[0.0], [0.0]], [[1.0], [3.0]])
    array([0.5, 2.5], dtype=float32)
    """
    y_true, y_pred = as_pair(y_true, y_pred)
    error = y_pred - y_true
    size = ops.abs(error)
    parabola = 0.5 * ops.square(error)
    line = delta * size - 0.5 * delta**2
    return ops.mean(ops.where(size <= delta, parabola, line), axis=-1)


def log_cosh(y_true: Any, y_pred: Any) -> Any:
    """Logarithm of the hyperbolic cosine of the error; mean over the last axis.

        loss(e) = ln cosh e = e + ln(1 + e⁻²ᵉ) − ln 2

    It is about e² / 2 for small errors and |e| − ln 2 for large ones. The second form never overflows.

    Parameters
    ----------
    y_true, y_pred : array_like or Tensor, shape (n, ..., k)

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> log_cosh([[0.0]], [[100.0]]).round(2)
    array([99.31], dtype=float32)
    """
    y_true, y_pred = as_pair(y_true, y_pred)
    error = y_pred - y_true
    return ops.mean(error + ops.softplus(error * -2.0) - LN_2, axis=-1)


class Huber(NamedLoss):
    """Half the squared error up to `delta`, from there on a straight line.

    Parameters
    ----------
    delta : float, default 1
        The error from which on it is a line.
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(Huber()([0.0, 0.0], [1.0, 3.0]))
    1.5
    """

    not_in_config = {"delta": 1.0}  # noqa: RUF012

    def __init__(
        self,
        delta: float = 1.0,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "huber_loss",
        dtype: Any = None,
    ) -> None:
        super().__init__(huber, name=name, reduction=reduction, dtype=dtype, delta=delta)


class LogCosh(NamedLoss):
    """Logarithm of the hyperbolic cosine of the error.

    Parameters
    ----------
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(LogCosh()([0.0], [100.0]).round(2))
    99.31
    """

    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "log_cosh",
        dtype: Any = None,
    ) -> None:
        super().__init__(log_cosh, name=name, reduction=reduction, dtype=dtype)
