"""Squared and absolute error of each row alone, or of all rows together: one operation each."""

from collections.abc import Callable

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.replay import repeatable
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def squared_errors_of_rows(y_true: Operand, y_pred: Operand, axis: int | None = -1) -> Tensor:
    """`functions.squared_errors_of_rows`, with its gradient."""
    return _errors_of_rows(
        "squared_errors_of_rows",
        functions.squared_errors_of_rows,
        functions.squared_errors_of_rows_gradient,
        as_tensor(y_true),
        as_tensor(y_pred),
        axis,
    )


def absolute_errors_of_rows(y_true: Operand, y_pred: Operand, axis: int | None = -1) -> Tensor:
    """`functions.absolute_errors_of_rows`, with its gradient."""
    return _errors_of_rows(
        "absolute_errors_of_rows",
        functions.absolute_errors_of_rows,
        functions.absolute_errors_of_rows_gradient,
        as_tensor(y_true),
        as_tensor(y_pred),
        axis,
    )


def _errors_of_rows(
    op: str,
    function: Callable[..., Array],
    gradient: Callable[..., Array],
    y_true: Tensor,
    y_pred: Tensor,
    axis: int | None,
) -> Tensor:
    y, p = y_true.data, y_pred.data
    out = function(y, p, axis)

    def backward(grad: Array) -> Array:
        return (grad if axis is None else grad[..., None]) * gradient(y, p, axis)

    def backward_to_targets(grad: Array) -> Array:  # y and p are exchangeable but for the sign
        return -backward(grad)

    output = record(op, out, (y_pred, y_true), (backward, backward_to_targets))
    return repeatable(output, lambda: function(y, p, axis))
