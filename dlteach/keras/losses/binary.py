"""Losses of yes-or-no questions, any number of them an example."""

from __future__ import annotations

from typing import Any

from dlteach.keras import ops
from dlteach.keras.losses.loss_function_wrapper import NamedLoss, are_rows


def binary_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1
) -> Any:
    """Log loss of predicted probabilities, mean over the last axis.

        loss = −(1/k) Σⱼ [ yⱼ ln pⱼ + (1 − yⱼ) ln(1 − pⱼ) ]

    Parameters
    ----------
    y_true : array_like or Tensor, shape (n, ..., k)
        Labels 0 or 1.
    y_pred : array_like or Tensor, shape (n, ..., k)
        Probabilities, clipped to [1e-7, 1 − 1e-7]; or logits.
    from_logits : bool, default False
        Whether y_pred are logits.
    label_smoothing : float, default 0
        0.1 makes 0.05 and 0.95 of 0 and 1.
    axis : int, default -1

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> binary_crossentropy([[1.0, 0.0]], [[0.6, 0.4]]).round(3)
    array([0.511], dtype=float32)
    """
    y_true, y_pred = _smoothed(y_true, y_pred, label_smoothing)
    return ops.mean(ops.binary_crossentropy(y_true, y_pred, from_logits=from_logits), axis=axis)


def binary_focal_crossentropy(
    y_true: Any,
    y_pred: Any,
    apply_class_balancing: bool = False,
    alpha: float = 0.25,
    gamma: float = 2.0,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
    axis: int = -1,
) -> Any:
    """Log loss in which answers that are right already count little, mean over the last axis.

        loss = −(1 − p)^γ ln p,    p the probability of the right answer

    Parameters
    ----------
    y_true, y_pred
        As for `binary_crossentropy`.
    apply_class_balancing : bool, default False
        Whether the loss is weighted by alpha where y is 1, by 1 − alpha where it is 0.
    alpha : float, default 0.25
    gamma : float, default 2
        0 gives `binary_crossentropy`.
    from_logits, label_smoothing, axis
        As for `binary_crossentropy`.

    Returns
    -------
    array or Tensor, shape (n, ...)

    References
    ----------
    T.-Y. Lin, P. Goyal, R. Girshick, K. He and P. Dollár, "Focal loss for dense object detection", ICCV 2017.

    Examples
    --------
    >>> binary_focal_crossentropy([[1.0]], [[0.5]]).round(4)
    array([0.1733], dtype=float32)
    """
    y_true, y_pred = _smoothed(y_true, y_pred, label_smoothing)
    if from_logits:
        y_pred = ops.sigmoid(y_pred)
    cross_entropy = ops.binary_crossentropy(y_true, y_pred, from_logits=False)
    right = y_true * y_pred + (1 - y_true) * (1 - y_pred)
    focal = ops.power(1.0 - right, gamma) * cross_entropy
    if apply_class_balancing:
        focal = (y_true * alpha + (1 - y_true) * (1 - alpha)) * focal
    return ops.mean(focal, axis=axis)


def _smoothed(y_true: Any, y_pred: Any, label_smoothing: float) -> tuple[Any, Any]:
    y_pred = ops.convert_to_tensor(y_pred)
    y_true = ops.cast(y_true, y_pred.dtype)
    if label_smoothing:
        y_true = y_true * (1.0 - label_smoothing) + 0.5 * label_smoothing
    return y_true, y_pred


class BinaryCrossentropy(NamedLoss):
    """Log loss of predicted probabilities of 1.

    Parameters
    ----------
    from_logits : bool, default False
        Whether predictions are logits: for a last layer without sigmoid.
    label_smoothing : float, default 0
    axis : int, default -1
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(BinaryCrossentropy()([1.0, 0.0], [0.6, 0.4]).round(3))
    0.511
    """

    def __init__(
        self,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
        axis: int = -1,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "binary_crossentropy",
        dtype: Any = None,
    ) -> None:
        super().__init__(
            binary_crossentropy,
            name=name,
            reduction=reduction,
            dtype=dtype,
            from_logits=from_logits,
            label_smoothing=label_smoothing,
            axis=axis,
        )

    def mean_at_once(self, y_true: Any, y_pred: Any) -> Any:
        if self._fn_kwargs["label_smoothing"] or not are_rows(y_true, y_pred):
            return None
        return ops.binary_crossentropy(y_true, y_pred, self._fn_kwargs["from_logits"]).mean()


class BinaryFocalCrossentropy(NamedLoss):
    """Log loss in which answers that are right already count little.

    Parameters
    ----------
    apply_class_balancing : bool, default False
    alpha : float, default 0.25
    gamma : float, default 2
    from_logits : bool, default False
    label_smoothing : float, default 0
    axis : int, default -1
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(BinaryFocalCrossentropy()([1.0], [0.5]).round(4))
    0.1733
    """

    def __init__(
        self,
        apply_class_balancing: bool = False,
        alpha: float = 0.25,
        gamma: float = 2.0,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
        axis: int = -1,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "binary_focal_crossentropy",
        dtype: Any = None,
    ) -> None:
        super().__init__(
            binary_focal_crossentropy,
            name=name,
            reduction=reduction,
            dtype=dtype,
            apply_class_balancing=apply_class_balancing,
            alpha=alpha,
            gamma=gamma,
            from_logits=from_logits,
            label_smoothing=label_smoothing,
            axis=axis,
        )
