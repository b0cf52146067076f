"""Losses of vectors: the same direction is good, whatever the length."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.losses.errors import as_pair
from dlteach.keras.losses.loss import Loss
from dlteach.keras.losses.loss_function_wrapper import NamedLoss
from dlteach.keras.utils.numerical_utils import build_pos_neg_masks, normalize


def cosine_similarity(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    """Minus the cosine of the angle between two vectors: −1 for one direction, 1 for opposite ones.

        loss = −Σⱼ yⱼ pⱼ / (‖y‖ ‖p‖)

    Parameters
    ----------
    y_true, y_pred : array_like or Tensor, shape (n, ..., k)
    axis : int, default -1
        The axis of the vectors.

    Returns
    -------
    array or Tensor, shape (n, ...)

    Examples
    --------
    >>> cosine_similarity([[0.0, 1.0]], [[0.0, 7.0]])
    array([-1.], dtype=float32)
    """
    y_true, y_pred = as_pair(y_true, y_pred)
    return -ops.sum(normalize(y_true, axis=axis) * normalize(y_pred, axis=axis), axis=axis)


def circle(
    y_true: Any,
    y_pred: Any,
    ref_labels: Any = None,
    ref_embeddings: Any = None,
    remove_diagonal: bool = True,
    gamma: float = 80,
    margin: float = 0.4,
) -> Any:
    """Vectors of one class are drawn together and those of different classes apart.

    With the cosine distances d of an example to all others, positives p of its own class and negatives n:

        loss = softplus( ln Σₚ exp(−γ αₚ (m − dₚ)) + ln Σₙ exp(γ αₙ (1 − m − dₙ)) )
        αₚ = max(m + dₚ, 0),    αₙ = max(1 + m − dₙ, 0)

    Parameters
    ----------
    y_true : array_like of int, shape (n,)
        Labels.
    y_pred : array_like or Tensor, shape (n, k)
        Vectors of length 1.
    ref_labels, ref_embeddings : optional
        Labels (m,) and vectors (m, k) to compare with; by default the batch itself.
    remove_diagonal : bool, default True
        Leaves out the pairs (i, i).
    gamma : float, default 80
        How sharply the hardest pairs dominate.
    margin : float, default 0.4

    Returns
    -------
    array or Tensor, shape (n,)

    References
    ----------
    Y. Sun and others, "Circle loss: A unified perspective of pair similarity optimization", CVPR 2020.

    Examples
    --------
    >>> same, other = [1.0, 0.0], [0.0, 1.0]
    >>> circle([0, 0, 1, 1], [same, same, other, other]).round(3)
    array([0., 0., 0., 0.], dtype=float32)
    """
    y_pred = ops.convert_to_tensor(y_pred)
    y_true = ops.cast(y_true, "int32")
    ref_embeddings = y_pred if ref_embeddings is None else ops.convert_to_tensor(ref_embeddings)
    ref_labels = y_true if ref_labels is None else ops.cast(ref_labels, "int32")

    distances = ops.maximum(1.0 - ops.matmul(y_pred, ops.transpose(ref_embeddings)), 0.0)
    positive, negative = build_pos_neg_masks(y_true, ref_labels, remove_diagonal=remove_diagonal)
    pull = gamma * (margin + distances) * (distances - margin)
    push = gamma * ops.maximum(1.0 + margin - distances, 0.0) * (1.0 - margin - distances)
    losses = ops.softplus(_log_sum_exp(pull, positive) + _log_sum_exp(push, negative))
    backend.set_keras_mask(losses, losses > 0)
    return losses


def _log_sum_exp(values: Any, where: Any) -> Any:
    return ops.logsumexp(ops.where(where, values, float("-inf")), axis=1)


class CosineSimilarity(NamedLoss):
    """Minus the cosine of the angle between two vectors.

    Parameters
    ----------
    axis : int, default -1
        The axis of the vectors.
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> print(CosineSimilarity()([[0.0, 1.0]], [[0.0, 7.0]]))
    -1.0
    """

    def __init__(
        self,
        axis: int = -1,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "cosine_similarity",
        dtype: Any = None,
    ) -> None:
        super().__init__(cosine_similarity, name=name, reduction=reduction, dtype=dtype, axis=axis)

    def get_config(self) -> dict[str, Any]:
        return Loss.get_config(self)  # as in Keras, without the axis


class Circle(NamedLoss):
    """Vectors of one class are drawn together and those of different classes apart.

    Parameters
    ----------
    gamma : float, default 80
    margin : float, default 0.4
    remove_diagonal : bool, default True
    reduction : str or None, default "sum_over_batch_size"
    name : str
    dtype : str, optional

    Examples
    --------
    >>> same, other = [1.0, 0.0], [0.0, 1.0]
    >>> print(Circle()([0, 0, 1, 1], [same, same, other, other]).round(3))
    0.0
    """

    def __init__(
        self,
        gamma: float = 80.0,
        margin: float = 0.4,
        remove_diagonal: bool = True,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = "circle",
        dtype: Any = None,
    ) -> None:
        super().__init__(
            circle,
            name=name,
            reduction=reduction,
            dtype=dtype,
            gamma=gamma,
            margin=margin,
            remove_diagonal=remove_diagonal,
        )
