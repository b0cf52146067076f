"""Losses and costs: one number from `(y_true, y_pred)`, with the gradient with respect to the prediction.

Value and gradient are those of `dlteach.functions`. A cost from logits is one operation, not a softmax and
then a logarithm: the gradient of the whole is short and stable, p − y over n.
"""

from typing import Any

from numpy.typing import ArrayLike

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def l1_norm_loss(y_true: ArrayLike | Tensor, y_pred: Operand) -> Tensor:
    """`functions.l1_norm_loss`, with its gradient."""
    y, y_pred = known("l1_norm_loss", y_true), as_tensor(y_pred)
    values = y_pred.data
    out = functions.l1_norm_loss(y, values)

    def backward(grad: Array) -> Array:
        return grad * functions.l1_norm_loss_gradient(y, values)

    return record("l1_norm_loss", out, (y_pred,), (backward,))


def l2_norm_loss(y_true: ArrayLike | Tensor, y_pred: Operand) -> Tensor:
    """`functions.l2_norm_loss`, with its gradient."""
    y, y_pred = known("l2_norm_loss", y_true), as_tensor(y_pred)
    values = y_pred.data
    out = functions.l2_norm_loss(y, values)

    def backward(grad: Array) -> Array:
        return grad * functions.l2_norm_loss_gradient(y, values)

    return record("l2_norm_loss", out, (y_pred,), (backward,))


def mean_absolute_error(y_true: ArrayLike | Tensor, y_pred: Operand) -> Tensor:
    """`functions.mean_absolute_error`, with its gradient."""
    y, y_pred = known("mean_absolute_error", y_true), as_tensor(y_pred)
    values = y_pred.data
    out = functions.mean_absolute_error(y, values)

    def backward(grad: Array) -> Array:
        return grad * functions.mean_absolute_error_gradient(y, values)

    return record("mean_absolute_error", out, (y_pred,), (backward,))


def mean_squared_error(y_true: ArrayLike | Tensor, y_pred: Operand) -> Tensor:
    """`functions.mean_squared_error`, with its gradient."""
    y, y_pred = known("mean_squared_error", y_true), as_tensor(y_pred)
    values = y_pred.data
    out = functions.mean_squared_error(y, values)

    def backward(grad: Array) -> Array:
        return grad * functions.mean_squared_error_gradient(y, values)

    return record("mean_squared_error", out, (y_pred,), (backward,))


def quadratic_cost(y_true: ArrayLike | Tensor, y_pred: Operand) -> Tensor:
    """`functions.quadratic_cost`, with its gradient."""
    y, y_pred = known("quadratic_cost", y_true), as_tensor(y_pred)
    values = y_pred.data
    out = functions.quadratic_cost(y, values)

    def backward(grad: Array) -> Array:
        return grad * functions.quadratic_cost_gradient(y, values)

    return record("quadratic_cost", out, (y_pred,), (backward,))


def binary_cross_entropy(y_true: ArrayLike | Tensor, y_pred: Operand) -> Tensor:
    """`functions.binary_cross_entropy`, with its gradient."""
    y, y_pred = known("binary_cross_entropy", y_true), as_tensor(y_pred)
    values = y_pred.data
    out = functions.binary_cross_entropy(y, values)

    def backward(grad: Array) -> Array:
        return grad * functions.binary_cross_entropy_gradient(y, values)

    return record("binary_cross_entropy", out, (y_pred,), (backward,))


def binary_cross_entropy_from_logits(y_true: ArrayLike | Tensor, z: Operand) -> Tensor:
    """`functions.binary_cross_entropy_from_logits`, with its gradient."""
    y, z = known("binary_cross_entropy_from_logits", y_true), as_tensor(z)
    logits = z.data
    out = functions.binary_cross_entropy_from_logits(y, logits)

    def backward(grad: Array) -> Array:
        return grad * functions.binary_cross_entropy_from_logits_gradient(y, logits)

    return record("binary_cross_entropy_from_logits", out, (z,), (backward,))


def categorical_cross_entropy(y_true: ArrayLike | Tensor, y_pred: Operand) -> Tensor:
    """`functions.categorical_cross_entropy`, with its gradient."""
    y, y_pred = known("categorical_cross_entropy", y_true), as_tensor(y_pred)
    values = y_pred.data
    out = functions.categorical_cross_entropy(y, values)

    def backward(grad: Array) -> Array:
        return grad * functions.categorical_cross_entropy_gradient(y, values)

    return record("categorical_cross_entropy", out, (y_pred,), (backward,))


def sparse_categorical_cross_entropy(y_true: ArrayLike | Tensor, y_pred: Operand) -> Tensor:
    """`functions.sparse_categorical_cross_entropy`, with its gradient."""
    y, y_pred = known("sparse_categorical_cross_entropy", y_true), as_tensor(y_pred)
    values = y_pred.data
    out = functions.sparse_categorical_cross_entropy(y, values)

    def backward(grad: Array) -> Array:
        return grad * functions.sparse_categorical_cross_entropy_gradient(y, values)

    return record("sparse_categorical_cross_entropy", out, (y_pred,), (backward,))


def softmax_cross_entropy(y_true: ArrayLike | Tensor, z: Operand) -> Tensor:
    """`functions.softmax_cross_entropy`, with its gradient."""
    y, z = known("softmax_cross_entropy", y_true), as_tensor(z)
    logits = z.data
    out = functions.softmax_cross_entropy(y, logits)

    def backward(grad: Array) -> Array:
        return grad * functions.softmax_cross_entropy_gradient(y, logits)

    return record("softmax_cross_entropy", out, (z,), (backward,))


def known(cost: str, y_true: ArrayLike | Tensor) -> Any:
    """The values of y_true; an error if it asks for a gradient, which no cost gives it."""
    if not isinstance(y_true, Tensor):
        return y_true
    if y_true.requires_grad:
        raise ValueError(
            f"{cost}: y_true requires a gradient, but only y_pred receives one; "
            "exchange the two, or use y_true.detach()"
        )
    return y_true.data
