"""`tf.nn`: activations, dropout, and losses from logits, one number for each example."""

from typing import Any

from dlteach.tf1.building import as_tensor, check_floats, check_integers, define, of_one_type
from dlteach.tf1.dtypes import float32
from dlteach.tf1.elementwise import add, cast, divide, less, multiply, sigmoid, stop_gradient, tanh
from dlteach.tf1.graph import name_scope
from dlteach.tf1.missing import explain_missing
from dlteach.tf1.node import Tensor
from dlteach.tf1.random import uniform_like
from dlteach.tf1.shapes import Sizes, compatible, describe

__all__ = [
    "bias_add",
    "dropout",
    "leaky_relu",
    "log_softmax",
    "relu",
    "sigmoid",
    "sigmoid_cross_entropy_with_logits",
    "softmax",
    "softmax_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits_v2",
    "sparse_softmax_cross_entropy_with_logits",
    "tanh",
]

__getattr__ = explain_missing("dlteach.tf1.nn", __all__)


def relu(features: Any, name: str = "Relu") -> Tensor:
    """`max(0, x)`."""
    return define("Relu", [_floats(features, name)], lambda sizes: sizes, name=name)


def leaky_relu(features: Any, alpha: float = 0.2, name: str = "LeakyRelu") -> Tensor:
    """`x` for x ≥ 0, otherwise `alpha · x`."""
    x = _floats(features, name)
    return define("LeakyRelu", [x], lambda sizes: sizes, name=name, negative_slope=alpha)


def softmax(logits: Any, name: str = "Softmax") -> Tensor:
    """Probabilities from (n, k) logits; each row sums to 1."""
    return define("Softmax", [_floats(logits, name)], _rows, name=name)


def log_softmax(logits: Any, name: str = "LogSoftmax") -> Tensor:
    """Logarithms of the softmax probabilities of (n, k) logits."""
    return define("LogSoftmax", [_floats(logits, name)], _rows, name=name)


def bias_add(value: Any, bias: Any, name: str = "BiasAdd") -> Tensor:
    """`value + bias`, the same bias for every row."""
    return add(value, bias, name)


def dropout(x: Any, keep_prob: Any, seed: int | None = None, name: str = "dropout") -> Tensor:
    """Each entry is set to 0 with probability `1 − keep_prob`; the others are divided by `keep_prob`.

    `keep_prob` may be a placeholder: 0.5 for training, 1.0 for prediction.
    """
    x = _floats(x, name)
    if not isinstance(keep_prob, Tensor) and not 0 < keep_prob <= 1:
        raise ValueError(f"{name}: expected keep_prob above 0 and at most 1, got {keep_prob!r}")
    with name_scope(name):
        kept = cast(less(uniform_like(x, seed, "random_uniform"), keep_prob), x.dtype)
        return multiply(divide(x, keep_prob), kept, "mul")


def softmax_cross_entropy_with_logits_v2(
    *, labels: Any, logits: Any, name: str = "softmax_cross_entropy_with_logits"
) -> Tensor:
    """`−Σⱼ yⱼ ln pⱼ` for each row, with p = softmax(logits) and one-hot rows y, both (n, k)."""
    labels, logits = of_one_type(name, labels=labels, logits=logits)
    check_floats(name, logits)
    return define("SoftmaxCrossEntropyWithLogits", [labels, logits], _one_loss_a_row, name=name)


def softmax_cross_entropy_with_logits(
    *, labels: Any, logits: Any, name: str = "softmax_cross_entropy_with_logits"
) -> Tensor:
    """`softmax_cross_entropy_with_logits_v2`, but no gradient flows to the labels."""
    return softmax_cross_entropy_with_logits_v2(labels=stop_gradient(labels), logits=logits, name=name)


def sparse_softmax_cross_entropy_with_logits(
    *, labels: Any, logits: Any, name: str = "sparse_softmax_cross_entropy_with_logits"
) -> Tensor:
    """`−ln p[y]` for each row, with p = softmax(logits), (n, k), and integer labels y, (n,)."""
    labels, logits = as_tensor(labels), _floats(logits, name)
    check_integers(name, labels)
    return define(
        "SparseSoftmaxCrossEntropyWithLogits", [labels, logits], _one_label_a_row, logits.dtype, name
    )


def sigmoid_cross_entropy_with_logits(*, labels: Any, logits: Any, name: str = "logistic_loss") -> Tensor:
    """`−y ln p − (1 − y) ln(1 − p)` for each entry, with p = sigmoid(logits) and y of one shape."""
    labels, logits = of_one_type(name, labels=labels, logits=logits)
    check_floats(name, logits)
    return define("SigmoidCrossEntropyWithLogits", [labels, logits], of_one_shape, name=name)


def of_one_shape(labels: Sizes, predictions: Sizes) -> Sizes:
    """Rule: two tensors of one shape give a third."""
    if not compatible(labels, predictions):
        raise ValueError("expected one shape; tf.reshape(labels, (-1, 1)) makes a column of labels")
    return predictions if labels is None else labels


def _one_label_a_row(labels: Sizes, logits: Sizes) -> Sizes:
    """Rule: labels (n,) and logits (n, k) give a loss (n,)."""
    rows = _rows(logits)
    if not compatible(labels, None if rows is None else rows[:1]):
        raise ValueError(
            f"expected one integer label for each row, shape (n,), got {describe(labels)}; "
            "one-hot labels belong to softmax_cross_entropy_with_logits"
        )
    return labels or (None if rows is None else rows[:1])


def _one_loss_a_row(labels: Sizes, logits: Sizes) -> Sizes:
    both = _rows(of_one_shape(labels, logits))
    return None if both is None else both[:1]


def _rows(logits: Sizes) -> Sizes:
    if not compatible(logits, (None, None)):
        raise ValueError(f"expected logits of shape (n, k), got {describe(logits)}")
    return logits


def _floats(x: Any, name: str) -> Tensor:
    tensor = x if isinstance(x, Tensor) else as_tensor(x, float32)
    check_floats(name, tensor)
    return tensor
