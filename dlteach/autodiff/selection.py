"""Operations that pass each entry of one of two tensors on: the gradient goes where the entry came from."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlteach.autodiff.recording import Operand, as_tensor, as_tensors, record
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def where(condition: ArrayLike | Tensor, a: Operand, b: Operand) -> Tensor:
    """`f(a, b) = a where the condition holds, otherwise b`, so `∂f/∂a` is 1 there, `∂f/∂b` elsewhere."""
    chosen = as_tensor(condition).data.astype(bool)
    a, b = as_tensors(a, b)
    out = np.where(chosen, a.data, b.data)
    return record("where", out, (a, b), (chosen, ~chosen))


def maximum(a: Operand, b: Operand) -> Tensor:
    """`f(a, b) = max(a, b)`, so `∂f/∂a` is 1 where a is larger, 0 where it is smaller, ½ where equal."""
    a, b = as_tensors(a, b)
    x, y = a.data, b.data
    out = np.maximum(x, y)

    def backward_a(grad: Array) -> Array:
        return grad * _larger(x, y)

    def backward_b(grad: Array) -> Array:
        return grad * _larger(y, x)

    return record("maximum", out, (a, b), (backward_a, backward_b))


def minimum(a: Operand, b: Operand) -> Tensor:
    """`f(a, b) = min(a, b)`, so `∂f/∂a` is 1 where a is smaller, 0 where it is larger, ½ where equal."""
    a, b = as_tensors(a, b)
    x, y = a.data, b.data
    out = np.minimum(x, y)

    def backward_a(grad: Array) -> Array:
        return grad * _larger(y, x)

    def backward_b(grad: Array) -> Array:
        return grad * _larger(x, y)

    return record("minimum", out, (a, b), (backward_a, backward_b))


def clip(x: Operand, low: Any, high: Any) -> Tensor:
    """`f(x) = x cut off at low and high`, so `df/dx` is 1 from low to high and 0 outside."""
    x = as_tensor(x)
    values = x.data
    out = np.clip(values, low, high)

    def backward(grad: Array) -> Array:
        return grad * (out == values)

    return record("clip", out, (x,), (backward,))


def _larger(x: Array, y: Array) -> Array:
    """1 where x > y, 0 where x < y, ½ where both are equal."""
    return np.heaviside(x - y, 0.5)
