"""Squared and absolute error of each row alone, or of all rows together: one operation each."""

from collections.abc import Callable
from typing import Any

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def squared_errors_of_rows(y_true: Operand, y_pred: Operand, axis: int | None = -1) -> Tensor:
    """`functions.squared_errors_of_rows`, with its gradient."""
    y_true, y_pred = as_tensor(y_true), as_tensor(y_pred)
    out = functions.squared_errors_of_rows(y_true.data, y_pred.data, axis)
    gradient = functions.squared_errors_of_rows_gradient
    return record("squared_errors_of_rows", out, (y_pred, y_true), _pulls(gradient, y_true, y_pred, axis))


def absolute_errors_of_rows(y_true: Operand, y_pred: Operand, axis: int | None = -1) -> Tensor:
    """`functions.absolute_errors_of_rows`, with its gradient."""
    y_true, y_pred = as_tensor(y_true), as_tensor(y_pred)
    out = functions.absolute_errors_of_rows(y_true.data, y_pred.data, axis)
    gradient = functions.absolute_errors_of_rows_gradient
    return record("absolute_errors_of_rows", out, (y_pred, y_true), _pulls(gradient, y_true, y_pred, axis))


def _pulls(gradient: Callable[..., Array], y_true: Tensor, y_pred: Tensor, axis: int | None) -> Any:
    y, p = y_true.data, y_pred.data

    def backward(grad: Array) -> Array:
        return (grad if axis is None else grad[..., None]) * gradient(y, p, axis)

    def backward_to_targets(grad: Array) -> Array:  # y and p are exchangeable but for the sign
        return -backward(grad)

    return backward, backward_to_targets
