"""Cross-entropy of each example alone: one operation each, the average is left to the caller.

A cost that is computed from the probabilities of `softmax` or `sigmoid` sends its gradient past that
operation, to the logits: of the whole only p − y is left. The two separate ways back give the same numbers,
with more work and a division by probabilities that may be tiny.
"""

from typing import Any

from numpy.typing import ArrayLike

from dlteach import functions
from dlteach.autodiff.losses import known
from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.replay import repeatable
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def clipped_binary_cross_entropy(
    y_true: ArrayLike | Tensor, y_pred: Operand, epsilon: float = 1e-7
) -> Tensor:
    """`functions.clipped_binary_cross_entropy`, with its derivative, in the logits after a sigmoid."""
    y, y_pred = known("clipped_binary_cross_entropy", y_true), as_tensor(y_pred)
    p = y_pred.data
    out = functions.clipped_binary_cross_entropy(y, p, epsilon)
    logits = _logits_behind("sigmoid", y_pred)

    def backward(grad: Array) -> Array:
        return grad * functions.clipped_binary_cross_entropy_derivative(y, p, epsilon)

    def backward_to_logits(grad: Array) -> Array:
        return grad * functions.clipped_sigmoid_cross_entropy_derivative(y, p, epsilon)

    direct = logits is None
    inputs, pulls = ((y_pred,), (backward,)) if direct else ((logits,), (backward_to_logits,))
    return repeatable(
        record("clipped_binary_cross_entropy", out, inputs, pulls),
        lambda: functions.clipped_binary_cross_entropy(y, p, epsilon),
    )


def clipped_categorical_cross_entropy(
    y_true: ArrayLike | Tensor, y_pred: Operand, epsilon: float = 1e-7
) -> Tensor:
    """`functions.clipped_categorical_cross_entropy`, with its gradient, in the logits after a softmax."""
    y, y_pred = known("clipped_categorical_cross_entropy", y_true), as_tensor(y_pred)
    p = y_pred.data
    out = functions.clipped_categorical_cross_entropy(y, p, epsilon)
    logits = _logits_behind("softmax", y_pred)

    def backward(grad: Array) -> Array:
        return grad[..., None] * functions.clipped_categorical_cross_entropy_gradient(y, p, epsilon)

    def backward_to_logits(grad: Array) -> Array:
        return grad[..., None] * functions.clipped_softmax_cross_entropy_gradient(y, p, epsilon)

    direct = logits is None
    inputs, pulls = ((y_pred,), (backward,)) if direct else ((logits,), (backward_to_logits,))
    return repeatable(
        record("clipped_categorical_cross_entropy", out, inputs, pulls),
        lambda: functions.clipped_categorical_cross_entropy(y, p, epsilon),
    )


def sigmoid_cross_entropy(y_true: ArrayLike | Tensor, z: Operand) -> Tensor:
    """`functions.sigmoid_cross_entropy`, with its derivative."""
    y, z = known("sigmoid_cross_entropy", y_true), as_tensor(z)
    logits = z.data
    out = functions.sigmoid_cross_entropy(y, logits)

    def backward(grad: Array) -> Array:
        return grad * functions.sigmoid_cross_entropy_derivative(y, logits)

    return repeatable(
        record("sigmoid_cross_entropy", out, (z,), (backward,)),
        lambda: functions.sigmoid_cross_entropy(y, logits),
    )


def softmax_cross_entropy_of_rows(y_true: ArrayLike | Tensor, z: Operand) -> Tensor:
    """`functions.softmax_cross_entropy_of_rows`, with its gradient."""
    y, z = known("softmax_cross_entropy_of_rows", y_true), as_tensor(z)
    logits = z.data
    out = functions.softmax_cross_entropy_of_rows(y, logits)

    def backward(grad: Array) -> Array:
        return grad[..., None] * functions.softmax_cross_entropy_of_rows_gradient(y, logits)

    return repeatable(
        record("softmax_cross_entropy_of_rows", out, (z,), (backward,)),
        lambda: functions.softmax_cross_entropy_of_rows(y, logits),
    )


def _logits_behind(activation: str, y_pred: Tensor) -> Any:
    """What the activation was given, if y_pred came from it and keeps no gradient of its own."""
    if y_pred.op == activation and y_pred._inputs and not y_pred._keeps_grad:
        return y_pred._inputs[0]
    return None
