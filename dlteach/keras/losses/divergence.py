"""Losses that compare two distributions: the Kullback-Leibler divergence, and counts with Poisson."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.losses.loss_function_wrapper import NamedLoss


def kl_divergence(y_true: Any, y_pred: Any) -> Any:
    """What it costs to take y_pred for the distribution y_true, in nats.

        loss = Σⱼ yⱼ ln(yⱼ / pⱼ),    both clipped to [ε, 1]

    Parameters
    ----------
    y_true, y_pred : array_like or Tensor, shape (n, ..., k)
        Probabilities over the last axis.

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> kl_divergence([[0.5, 0.5]], [[0.5, 0.5]])
    array([0.], dtype=float32)
    """
    y_pred = ops.convert_to_tensor(y_pred)
    y_true = ops.convert_to_tensor(y_true, y_pred.dtype)
    y_true = ops.clip(y_true, backend.epsilon(), 1)
    y_pred = ops.clip(y_pred, backend.epsilon(), 1)
    return ops.sum(y_true * ops.log(y_true / y_pred), axis=-1)


def poisson(y_true: Any, y_pred: Any) -> Any:
    """Surprise at counts y_true where y_pred are expected, without the terms of y_true alone.

        loss = (1/k) Σⱼ (pⱼ − yⱼ ln(pⱼ + ε))

    Parameters
    ----------
    y_true, y_pred : array_like or Tensor, shape (n, ..., k)
        Counts, and expected counts.

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> poisson([[3.0, 0.0]], [[1.0, 2.0]]).round(3)
    array([1.5], dtype=float32)
    """
    y_pred = ops.convert_to_tensor(y_pred)
    y_true = ops.convert_to_tensor(y_true, y_pred.dtype)
    return ops.mean(y_pred - y_true * ops.log(y_pred + backend.epsilon()), axis=-1)


class KLDivergence(NamedLoss):
    """Kullback-Leibler divergence of two distributions: `Σ y ln(y / p)`.

    Parameters
    ----------
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(KLDivergence()([[0.5, 0.5]], [[0.5, 0.5]]))
    0.0
    """

    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "kl_divergence",
        dtype: Any = None,
    ) -> None:
        super().__init__(kl_divergence, name=name, reduction=reduction, dtype=dtype)


class Poisson(NamedLoss):
    """Poisson loss of expected counts: `p − y ln p`.

    Parameters
    ----------
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(Poisson()([[3.0, 0.0]], [[1.0, 2.0]]).round(3))
    1.5
    """

    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "poisson",
        dtype: Any = None,
    ) -> None:
        super().__init__(poisson, name=name, reduction=reduction, dtype=dtype)
