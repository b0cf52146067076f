"""Losses of segmentation: how little the predicted region and the true one overlap."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.losses.loss_function_wrapper import NamedLoss


def dice(y_true: Any, y_pred: Any, axis: Any = None) -> Any:
    """One minus Dice's coefficient of two regions.

        loss = 1 − 2 Σ y p / (Σ y + Σ p + ε)

    Parameters
    ----------
    y_true, y_pred : array_like or Tensor, one shape
        1 inside the region and 0 outside, and its predicted probability.
    axis : int or tuple of int, optional
        The axes to sum over; by default all.

    Returns
    -------
    scalar, or the shape without these axes

    References
    ----------
    F. Milletari, N. Navab and S.-A. Ahmadi, "V-Net: Fully convolutional neural networks for volumetric
    medical image segmentation", 3DV 2016.

    Examples
    --------
    >>> print(dice([1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 1.0, 0.0]).round(3))
    0.5
    """
    y_pred = ops.convert_to_tensor(y_pred)
    y_true = ops.cast(y_true, y_pred.dtype)
    common = ops.sum(y_true * y_pred, axis=axis)
    sizes = ops.sum(y_true, axis=axis) + ops.sum(y_pred, axis=axis)
    return 1.0 - 2.0 * common / (sizes + backend.epsilon())


def tversky(y_true: Any, y_pred: Any, alpha: float = 0.5, beta: float = 0.5, axis: Any = None) -> Any:
    """One minus Tversky's index, which weighs the two kinds of error; with ½ and ½ it is `dice`.

        loss = 1 − Σ y p / (Σ y p + α Σ y (1 − p) + β Σ (1 − y) p + ε)

    Parameters
    ----------
    y_true, y_pred : array_like or Tensor, one shape
    alpha : float, default 0.5
        Weight of what is missing from the prediction.
    beta : float, default 0.5
        Weight of what is predicted too much.
    axis : int or tuple of int, optional
        The axes to sum over; by default all.

    Returns
    -------
    scalar, or the shape without these axes

    References
    ----------
    S. S. M. Salehi, D. Erdogmus and A. Gholipour, "Tversky loss function for image segmentation using 3D
    fully convolutional deep networks", MLMI 2017.

    Examples
    --------
    >>> print(tversky([1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 1.0, 0.0], alpha=1.0, beta=0.0).round(3))
    0.5
    """
    y_pred = ops.convert_to_tensor(y_pred)
    y_true = ops.cast(y_true, y_pred.dtype)
    common = ops.sum(y_true * y_pred, axis=axis)
    missing = ops.sum(y_true * (1.0 - y_pred), axis=axis)
    too_much = ops.sum((1.0 - y_true) * y_pred, axis=axis)
    return 1.0 - common / (common + missing * alpha + too_much * beta + backend.epsilon())


class Dice(NamedLoss):
    """One minus Dice's coefficient of two regions.

    Parameters
    ----------
    reduction : str or None, default "sum_over_batch_size"
    name : str
    axis : int or tuple of int, optional
    dtype : str, optional

    Examples
    --------
    >>> print(Dice()([1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 1.0, 0.0]).round(3))
    0.5
    """

    def __init__(
        self,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "dice",
        axis: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(dice, name=name, reduction=reduction, dtype=dtype, axis=axis)


class Tversky(NamedLoss):
    """One minus Tversky's index of two regions.

    Parameters
    ----------
    alpha, beta : float, default 0.5
        Weights of what is missing, and of what is predicted too much.
    reduction : str or None, default "sum_over_batch_size"
    name : str
    axis : int or tuple of int, optional
    dtype : str, optional

    Examples
    --------
    >>> print(Tversky(alpha=1.0, beta=0.0)([1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 1.0, 0.0]).round(3))
    0.5
    """

    def __init__(
        self,
        alpha: float = 0.5,
        beta: float = 0.5,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "tversky",
        axis: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(
            tversky, name=name, reduction=reduction, dtype=dtype, alpha=alpha, beta=beta, axis=axis
        )
