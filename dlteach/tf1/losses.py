"""`tf.losses`: costs, one number for a batch, the mean over its examples."""

from typing import Any

from dlteach.tf1.building import as_tensor, check_floats, define
from dlteach.tf1.graph import name_scope
from dlteach.tf1.missing import explain_missing
from dlteach.tf1.nn import (
    of_one_shape,
    sigmoid_cross_entropy_with_logits,
    softmax_cross_entropy_with_logits,
    sparse_softmax_cross_entropy_with_logits,
)
from dlteach.tf1.node import Tensor
from dlteach.tf1.reductions import reduce_mean
from dlteach.tf1.shapes import Sizes

__all__ = [
    "absolute_difference",
    "log_loss",
    "mean_squared_error",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
]

__getattr__ = explain_missing("dlteach.tf1.losses", __all__)


def mean_squared_error(labels: Any, predictions: Any) -> Tensor:
    """The mean of `(y − p)²`."""
    return _mean_cost("MeanSquaredError", labels, predictions, "mean_squared_error")


def absolute_difference(labels: Any, predictions: Any) -> Tensor:
    """The mean of `|y − p|`."""
    return _mean_cost("AbsoluteDifference", labels, predictions, "absolute_difference")


def log_loss(labels: Any, predictions: Any) -> Tensor:
    """The mean of `−y ln p − (1 − y) ln(1 − p)`.

    TensorFlow 1 adds 1e-7 to both p and 1 − p. Here a certain and wrong prediction costs infinity; with
    `sigmoid_cross_entropy`, from logits, it costs what it should.
    """
    return _mean_cost("LogLoss", labels, predictions, "log_loss")


def sigmoid_cross_entropy(multi_class_labels: Any, logits: Any) -> Tensor:
    """The mean of `sigmoid_cross_entropy_with_logits` over all entries."""
    with name_scope("sigmoid_cross_entropy_loss"):
        loss = sigmoid_cross_entropy_with_logits(labels=multi_class_labels, logits=logits)
        return reduce_mean(loss, name="value")


def softmax_cross_entropy(onehot_labels: Any, logits: Any) -> Tensor:
    """The mean of `softmax_cross_entropy_with_logits` over the rows."""
    with name_scope("softmax_cross_entropy_loss"):
        loss = softmax_cross_entropy_with_logits(labels=onehot_labels, logits=logits)
        return reduce_mean(loss, name="value")


def sparse_softmax_cross_entropy(labels: Any, logits: Any) -> Tensor:
    """The mean of `sparse_softmax_cross_entropy_with_logits` over the rows."""
    with name_scope("sparse_softmax_cross_entropy_loss"):
        loss = sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
        return reduce_mean(loss, name="value")


def _mean_cost(type: str, labels: Any, predictions: Any, name: str) -> Tensor:
    with name_scope(name):
        known, predicted = as_tensor(labels, name="labels"), as_tensor(predictions, name="predictions")
        check_floats(name, predicted)
        return define(type, [known, predicted], _one_number, predicted.dtype, "value")


def _one_number(labels: Sizes, predictions: Sizes) -> Sizes:
    of_one_shape(labels, predictions)
    return ()
