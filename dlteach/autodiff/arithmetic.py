"""Addition, subtraction, multiplication, division and powers, entry by entry.

Shapes broadcast as in NumPy. The last beat of each operation lists the inputs and, in the same order, the
local derivatives. Where a derivative takes work, a function computes it, and only when it is asked for.
"""

import numpy as np

from dlteach.autodiff.recording import Operand, as_tensor, as_tensors, record
from dlteach.autodiff.replay import repeatable
from dlteach.autodiff.scalar_operations import on_numbers, reflected
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


@on_numbers("x + y", "1.0", "1.0")
def add(a: Operand, b: Operand) -> Tensor:
    """`f(a, b) = a + b`, so `∂f/∂a = 1` and `∂f/∂b = 1`."""
    a, b = as_tensors(a, b)
    out = a.data + b.data
    return repeatable(record("add", out, (a, b), (1.0, 1.0)), lambda: a.data + b.data)


@on_numbers("x - y", "1.0", "-1.0")
def subtract(a: Operand, b: Operand) -> Tensor:
    """`f(a, b) = a − b`, so `∂f/∂a = 1` and `∂f/∂b = −1`."""
    a, b = as_tensors(a, b)
    out = a.data - b.data
    return repeatable(record("subtract", out, (a, b), (1.0, -1.0)), lambda: a.data - b.data)


@on_numbers("x * y", "y", "x")
def multiply(a: Operand, b: Operand) -> Tensor:
    """`f(a, b) = a · b`, so `∂f/∂a = b` and `∂f/∂b = a`."""
    a, b = as_tensors(a, b)
    out = a.data * b.data
    return repeatable(record("multiply", out, (a, b), (b.data, a.data)), lambda: a.data * b.data)


@on_numbers("x / y", "1.0 / y", "-out / y")
def divide(a: Operand, b: Operand) -> Tensor:
    """`f(a, b) = a / b`, so `∂f/∂a = 1 / b` and `∂f/∂b = −a / b²`."""
    a, b = as_tensors(a, b)
    y = b.data
    out = a.data / y

    def backward_a(grad: Array) -> Array:
        return grad / y

    def backward_b(grad: Array) -> Array:
        return -grad * out / y

    return record("divide", out, (a, b), (backward_a, backward_b))


@on_numbers("pow(x, y)", "y and y * x ** (y - 1)", "out * log(x)")
def power(a: Operand, b: Operand) -> Tensor:
    """`f(a, b) = aᵇ`, so `∂f/∂a = b · aᵇ⁻¹` and `∂f/∂b = aᵇ · ln a`."""
    a, b = as_tensors(a, b)
    x, y = a.data, b.data
    out = x**y

    def backward_a(grad: Array) -> Array:
        return grad * y * x ** (y - (y != 0))  # b − 1, but 0 for b = 0: 0 · 0⁻¹ would be no number

    def backward_b(grad: Array) -> Array:
        return grad * out * np.log(x + (x == 0), dtype=out.dtype)  # ln 1 for a = 0, where 0ᵇ is constant

    return record("power", out, (a, b), (backward_a, backward_b))


@on_numbers("-x", "-1.0")
def negative(a: Operand) -> Tensor:
    """`f(a) = −a`, so `df/da = −1`."""
    a = as_tensor(a)
    out = -a.data
    return record("negative", out, (a,), (-1.0,))


Tensor.__add__, Tensor.__radd__ = add, reflected(add)
Tensor.__sub__, Tensor.__rsub__ = subtract, reflected(subtract)
Tensor.__mul__, Tensor.__rmul__ = multiply, reflected(multiply)
Tensor.__truediv__, Tensor.__rtruediv__ = divide, reflected(divide)
Tensor.__pow__, Tensor.__rpow__ = power, reflected(power)
Tensor.__neg__ = negative
