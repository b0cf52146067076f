"""Losses of one-of-k questions whose answers are integers."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.losses.loss_function_wrapper import NamedLoss


def sparse_categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, ignore_class: int | None = None, axis: int = -1
) -> Any:
    """Log loss of predicted distributions: minus the logarithm of the right class's probability.

        loss = −ln p[y]

    Parameters
    ----------
    y_true : array_like or Tensor, shape (n, ...) or (n, ..., 1)
        Labels from 0 to k − 1.
    y_pred : array_like or Tensor, shape (n, ..., k)
        Probabilities, divided by their sum and clipped to [1e-7, 1 − 1e-7]; or logits.
    from_logits : bool, default False
        Whether y_pred are logits.
    ignore_class : int, optional
        A label whose places cost nothing and do not count in the mean, for example −1 for "unlabelled".
    axis : int, default -1
        The axis of the classes.

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> sparse_categorical_crossentropy([1], [[0.3, 0.6, 0.1]]).round(3)
    array([0.511], dtype=float32)
    """
    y_true, y_pred = ops.convert_to_tensor(y_true), ops.convert_to_tensor(y_pred)
    if len(y_true.shape) == len(y_pred.shape) and y_true.shape[axis] == 1:
        y_true = ops.squeeze(y_true, axis=axis)
    if ignore_class is None:
        return ops.sparse_categorical_crossentropy(y_true, y_pred, from_logits=from_logits, axis=axis)
    counts = ops.not_equal(y_true, ignore_class)
    y_true = ops.where(counts, y_true, 0)
    y_pred = ops.where(ops.expand_dims(counts, axis), y_pred, 1.0)  # anything that has a logarithm
    losses = ops.sparse_categorical_crossentropy(y_true, y_pred, from_logits=from_logits, axis=axis)
    losses = ops.where(counts, losses, 0.0)
    backend.set_keras_mask(losses, mask=counts)
    return losses


def categorical_generalized_cross_entropy(y_true: Any, y_pred: Any, q: float) -> Any:
    """Between the log loss (q → 0) and the mean absolute error (q → 1): wrong labels weigh less.

        loss = (1 − p[y]^q) / q

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Labels from 0 to k − 1.
    y_pred : array_like or Tensor, shape (n, k)
        Probabilities.
    q : float from 0 to 1

    Returns
    -------
    array or Tensor, shape (n,)

    References
    ----------
    Z. Zhang and M. R. Sabuncu, "Generalized cross entropy loss for training deep neural networks with noisy
    labels", NeurIPS 2018.

    Examples
    --------
    >>> categorical_generalized_cross_entropy([1], [[0.75, 0.25]], q=0.5)
    array([1.], dtype=float32)
    """
    y_pred = ops.convert_to_tensor(y_pred)
    rows = ops.one_hot(ops.cast(y_true, "int32"), y_pred.shape[-1], dtype=y_pred.dtype)
    return (1.0 - ops.power(ops.sum(y_pred * rows, axis=-1), q)) / q


class SparseCategoricalCrossentropy(NamedLoss):
    """Log loss of predicted distributions, against integer labels.

    Parameters
    ----------
    from_logits : bool, default False
        Whether predictions are logits: for a last layer without softmax.
    ignore_class : int, optional
        A label whose places do not count.
    reduction : str or None, default "sum_over_batch_size"
    axis : int, default -1
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(SparseCategoricalCrossentropy()([1], [[0.3, 0.6, 0.1]]).round(3))
    0.511
    """

    not_in_config = {"axis": -1}  # noqa: RUF012

    def __init__(
        self,
        from_logits: bool = False,
        ignore_class: int | None = None,
        reduction: str | None = "sum_over_batch_size",
        axis: int = -1,
        name: str | None = "sparse_categorical_crossentropy",
        dtype: Any = None,
    ) -> None:
        super().__init__(
            sparse_categorical_crossentropy,
            name=name,
            reduction=reduction,
            dtype=dtype,
            from_logits=from_logits,
            ignore_class=ignore_class,
            axis=axis,
        )


class CategoricalGeneralizedCrossEntropy(NamedLoss):
    """Between the log loss and the mean absolute error, for labels of which some are wrong.

    Parameters
    ----------
    q : float, default 0.5
        From 0, the log loss, to 1, the mean absolute error; both excluded.
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Raises
    ------
    ValueError
        If q is not between 0 and 1.

    Examples
    --------
    >>> print(CategoricalGeneralizedCrossEntropy(q=0.5)([1], [[0.75, 0.25]]))
    1.0
    """

    def __init__(
        self,
        q: float = 0.5,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "categorical_generalized_cross_entropy",
        dtype: Any = None,
    ) -> None:
        if not 0 < q < 1:
            raise ValueError(f"q must be in the interval (0, 1). Received: q={q}")
        super().__init__(
            categorical_generalized_cross_entropy, name=name, reduction=reduction, dtype=dtype, q=q
        )
