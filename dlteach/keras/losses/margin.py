"""Hinge losses: no cost once the right answer leads by a margin of 1."""

from __future__ import annotations

from typing import Any

from dlteach.keras import ops
from dlteach.keras.losses.loss_function_wrapper import NamedLoss


def hinge(y_true: Any, y_pred: Any) -> Any:
    """Mean over the last axis of what is missing to a margin of 1.

        loss = max(1 − y_true · y_pred, 0)

    Parameters
    ----------
    y_true : array_like or Tensor, shape (n, ..., k)
        −1 or 1; if all are 0 or 1, they are turned into −1 and 1.
    y_pred : array_like or Tensor, shape (n, ..., k)

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> hinge([[1.0], [-1.0]], [[0.5], [-3.0]])
    array([0.5, 0. ], dtype=float32)
    """
    return ops.mean(_shortfall(y_true, y_pred), axis=-1)


def squared_hinge(y_true: Any, y_pred: Any) -> Any:
    """Mean over the last axis of the square of what is missing to a margin of 1.

        loss = max(1 − y_true · y_pred, 0)²

    Parameters
    ----------
    y_true : array_like or Tensor, shape (n, ..., k)
        −1 or 1; if all are 0 or 1, they are turned into −1 and 1.
    y_pred : array_like or Tensor, shape (n, ..., k)

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> squared_hinge([[1.0], [-1.0]], [[0.5], [-3.0]])
    array([0.25, 0.  ], dtype=float32)
    """
    return ops.mean(ops.square(_shortfall(y_true, y_pred)), axis=-1)


def categorical_hinge(y_true: Any, y_pred: Any) -> Any:
    """What the score of the right class misses to a lead of 1 before the best other one.

        loss = max(neg − pos + 1, 0),    pos = Σⱼ yⱼ zⱼ,    neg = maxⱼ (1 − yⱼ) zⱼ

    Parameters
    ----------
    y_true : array_like or Tensor, shape (n, ..., k)
        One-hot rows.
    y_pred : array_like or Tensor, shape (n, ..., k)

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> categorical_hinge([[0.0, 1.0]], [[0.5, 1.0]])
    array([0.5], dtype=float32)
    """
    y_pred = ops.convert_to_tensor(y_pred)
    y_true = ops.cast(y_true, y_pred.dtype)
    pos = ops.sum(y_true * y_pred, axis=-1)
    neg = ops.max((1.0 - y_true) * y_pred, axis=-1)
    return ops.maximum(neg - pos + 1.0, 0.0)


def _shortfall(y_true: Any, y_pred: Any) -> Any:
    y_pred = ops.convert_to_tensor(y_pred)
    y_true = _as_signs(ops.cast(y_true, y_pred.dtype))
    return ops.maximum(1.0 - y_true * y_pred, 0.0)


def _as_signs(y_true: Any) -> Any:
    """Labels 0 and 1 as −1 and 1; others as they are."""
    is_binary = ops.all(ops.logical_or(ops.equal(y_true, 0), ops.equal(y_true, 1)))
    return ops.where(is_binary, 2.0 * y_true - 1.0, y_true)


class Hinge(NamedLoss):
    """What is missing to a margin of 1: `max(1 − y_true · y_pred, 0)`.

    Parameters
    ----------
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(Hinge()([1.0, -1.0], [0.5, -3.0]))
    0.25
    """

    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "hinge",
        dtype: Any = None,
    ) -> None:
        super().__init__(hinge, name=name, reduction=reduction, dtype=dtype)


class SquaredHinge(NamedLoss):
    """The square of what is missing to a margin of 1: `max(1 − y_true · y_pred, 0)²`.

    Parameters
    ----------
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(SquaredHinge()([1.0, -1.0], [0.5, -3.0]))
    0.125
    """

    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "squared_hinge",
        dtype: Any = None,
    ) -> None:
        super().__init__(squared_hinge, name=name, reduction=reduction, dtype=dtype)


class CategoricalHinge(NamedLoss):
    """What the right class's score misses to a lead of 1: `max(neg − pos + 1, 0)`.

    Parameters
    ----------
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(CategoricalHinge()([[0.0, 1.0]], [[0.5, 1.0]]))
    0.5
    """

    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "categorical_hinge",
        dtype: Any = None,
    ) -> None:
        super().__init__(categorical_hinge, name=name, reduction=reduction, dtype=dtype)
