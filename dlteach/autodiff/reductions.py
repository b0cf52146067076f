"""Sums, means, extremes and variances over all axes or some.

`axis` is None for all axes, a number or several; `keepdims` leaves a 1 where an axis was. Backward, the
gradient is spread over the entries that were reduced.
"""

import numpy as np

from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.replay import repeatable
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array

Axis = int | tuple[int, ...] | None


def sum(x: Operand, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """`f(x) = Σᵢ xᵢ`, so `∂f/∂xᵢ = 1`."""
    x = as_tensor(x)
    values = x.data
    out = values.sum(axis=axis, keepdims=keepdims)

    def backward(grad: Array) -> Array:
        return _spread(grad, values, axis, keepdims)

    return repeatable(record("sum", out, (x,), (backward,)), lambda: values.sum(axis=axis, keepdims=keepdims))


def mean(x: Operand, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """`f(x) = (1/n) Σᵢ xᵢ`, so `∂f/∂xᵢ = 1/n`."""
    x = as_tensor(x)
    values = x.data
    out = _mean(values, axis, keepdims)

    def backward(grad: Array) -> Array:
        return _spread(grad / (values.size // out.size), values, axis, keepdims)

    return repeatable(record("mean", out, (x,), (backward,)), lambda: _mean(values, axis, keepdims))


def _mean(values: Array, axis: Axis, keepdims: bool) -> Array:
    total: Array = np.add.reduce(values, axis=axis, keepdims=keepdims)  # type: ignore[call-overload]
    return total / (values.size // total.size if total.size else 1)


def max(x: Operand, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """`f(x) = maxᵢ xᵢ`, so `∂f/∂xᵢ` is 1 for the largest entry; k equal ones get 1/k each."""
    return _extreme("max", x, axis, keepdims)


def min(x: Operand, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """`f(x) = minᵢ xᵢ`, so `∂f/∂xᵢ` is 1 for the smallest entry; k equal ones get 1/k each."""
    return _extreme("min", x, axis, keepdims)


def _extreme(op: str, x: Operand, axis: Axis, keepdims: bool) -> Tensor:
    x = as_tensor(x)
    values = x.data
    out = getattr(values, op)(axis=axis, keepdims=keepdims)

    def backward(grad: Array) -> Array:
        winners = values == _spread(out, values, axis, keepdims)
        return _spread(grad, values, axis, keepdims) * winners / winners.sum(axis, grad.dtype, keepdims=True)

    return record(op, out, (x,), (backward,))


def var(x: Operand, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """`f(x) = (1/n) Σᵢ (xᵢ − m)²` with the mean m, so `∂f/∂xᵢ = (2/n) (xᵢ − m)`."""
    x = as_tensor(x)
    values = x.data
    out = values.var(axis=axis, keepdims=keepdims)

    def backward(grad: Array) -> Array:
        deviation = values - values.mean(axis=axis, keepdims=True)
        return _spread(grad, values, axis, keepdims) * deviation * (2 / (values.size // out.size))

    return record("var", out, (x,), (backward,))


def _spread(reduced: Array, values: Array, axis: Axis, keepdims: bool) -> Array:
    """Repeat what a reduction left, to the shape that it came from."""
    if axis is not None and not keepdims:
        reduced = np.expand_dims(reduced, axis)
    spread = np.empty(values.shape, reduced.dtype)
    spread[...] = reduced
    return spread


Tensor.sum, Tensor.mean, Tensor.max, Tensor.min, Tensor.var = sum, mean, max, min, var
