"""What "accuracy" and "crossentropy" mean: the shapes of labels and predictions say."""

from __future__ import annotations

from typing import Any


def kind_of_classification(y_true: Any, y_pred: Any) -> str:
    """ "binary", "sparse_categorical" or "categorical".

    One output unit is a binary decision. Fewer axes in the labels, or a last axis of 1, are class numbers.
    """
    true_shape, pred_shape = tuple(y_true.shape), tuple(y_pred.shape)
    if pred_shape[-1] == 1:
        return "binary"
    if len(true_shape) < len(pred_shape) or (true_shape[-1] == 1 and pred_shape[-1] > 1):
        return "sparse_categorical"
    return "categorical"
