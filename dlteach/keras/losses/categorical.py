"""Losses of one-of-k questions whose answers are one-hot rows."""

from __future__ import annotations

import warnings
from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.losses.loss_function_wrapper import NamedLoss


def categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1
) -> Any:
    """Log loss of predicted distributions over k classes.

        loss = −Σⱼ yⱼ ln pⱼ

    Parameters
    ----------
    y_true : array_like or Tensor, shape (n, ..., k)
        One-hot rows.
    y_pred : array_like or Tensor, shape (n, ..., k)
        Probabilities, divided by their sum and clipped to [1e-7, 1 − 1e-7]; or logits.
    from_logits : bool, default False
        Whether y_pred are logits.
    label_smoothing : float, default 0
        The part of every row that is spread over all classes.
    axis : int, default -1
        The axis of the classes.

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> categorical_crossentropy([[0, 1, 0]], [[0.3, 0.6, 0.1]]).round(3)
    array([0.511], dtype=float32)
    """
    y_true, y_pred = _smoothed("categorical_crossentropy", y_true, y_pred, label_smoothing, axis)
    return ops.categorical_crossentropy(y_true, y_pred, from_logits=from_logits, axis=axis)


def categorical_focal_crossentropy(
    y_true: Any,
    y_pred: Any,
    alpha: Any = 0.25,
    gamma: float = 2.0,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> Any:
    """Log loss in which answers that are right already count little.

        loss = −Σⱼ α (1 − pⱼ)^γ yⱼ ln pⱼ

    Parameters
    ----------
    y_true, y_pred
        As for `categorical_crossentropy`.
    alpha : float or k of them, default 0.25
        Weight of the classes.
    gamma : float, default 2
    from_logits, label_smoothing, axis
        As for `categorical_crossentropy`.

    Returns
    -------
    array or Tensor, shape (n, ...)

    References
    ----------
    T.-Y. Lin, P. Goyal, R. Girshick, K. He and P. Dollár, "Focal loss for dense object detection", ICCV 2017.

    Examples
    --------
    >>> categorical_focal_crossentropy([[0, 1]], [[0.5, 0.5]]).round(4)
    array([0.0433], dtype=float32)
    """
    y_true, y_pred = _smoothed("categorical_focal_crossentropy", y_true, y_pred, label_smoothing, axis)
    if from_logits:
        y_pred = ops.softmax(y_pred, axis=axis)
    p = y_pred / ops.sum(y_pred, axis=axis, keepdims=True)
    p = ops.clip(p, backend.epsilon(), 1.0 - backend.epsilon())
    weights = ops.power(1.0 - p, gamma) * ops.convert_to_tensor(alpha, dtype=y_pred.dtype)
    return ops.sum(weights * -y_true * ops.log(p), axis=axis)


def _smoothed(name: str, y_true: Any, y_pred: Any, label_smoothing: float, axis: int) -> tuple[Any, Any]:
    if isinstance(axis, bool):
        raise ValueError(f"`axis` must be of type `int`. Received: axis={axis} of type {type(axis)}")
    y_pred = ops.convert_to_tensor(y_pred)
    y_true = ops.cast(y_true, y_pred.dtype)
    if y_pred.shape[-1] == 1:
        warnings.warn(
            f"In loss {name}, expected y_pred.shape to be (batch_size, num_classes) with num_classes > 1. "
            f"Received: y_pred.shape={y_pred.shape}. "
            "Consider using 'binary_crossentropy' if you only have 2 classes.",
            SyntaxWarning,
            stacklevel=3,
        )
    if label_smoothing:
        y_true = y_true * (1.0 - label_smoothing) + label_smoothing / y_true.shape[-1]
    return y_true, y_pred


class CategoricalCrossentropy(NamedLoss):
    """Log loss of predicted distributions, against one-hot rows.

    Parameters
    ----------
    from_logits : bool, default False
        Whether predictions are logits: for a last layer without softmax.
    label_smoothing : float, default 0
    axis : int, default -1
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(CategoricalCrossentropy()([[0, 1, 0]], [[0.3, 0.6, 0.1]]).round(3))
    0.511
    """

    def __init__(
        self,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
        axis: int = -1,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "categorical_crossentropy",
        dtype: Any = None,
    ) -> None:
        super().__init__(
            categorical_crossentropy,
            name=name,
            reduction=reduction,
            dtype=dtype,
            from_logits=from_logits,
            label_smoothing=label_smoothing,
            axis=axis,
        )


class CategoricalFocalCrossentropy(NamedLoss):
    """Log loss of predicted distributions in which answers that are right already count little.

    Parameters
    ----------
    alpha : float or k of them, default 0.25
    gamma : float, default 2
    from_logits : bool, default False
    label_smoothing : float, default 0
    axis : int, default -1
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(CategoricalFocalCrossentropy()([[0, 1]], [[0.5, 0.5]]).round(4))
    0.0433
    """

    def __init__(
        self,
        alpha: Any = 0.25,
        gamma: float = 2.0,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
        axis: int = -1,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "categorical_focal_crossentropy",
        dtype: Any = None,
    ) -> None:
        super().__init__(
            categorical_focal_crossentropy,
            name=name,
            reduction=reduction,
            dtype=dtype,
            alpha=alpha,
            gamma=gamma,
            from_logits=from_logits,
            label_smoothing=label_smoothing,
            axis=axis,
        )
