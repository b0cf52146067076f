"""Functions of one tensor, entry by entry: exp, log, roots and activations."""

import numpy as np

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.replay import repeatable
from dlteach.autodiff.scalar_operations import on_numbers
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


@on_numbers("exp(x)", "out")
def exp(x: Operand) -> Tensor:
    """`f(x) = eˣ`, so `df/dx = eˣ`."""
    x = as_tensor(x)
    out = np.exp(x.data)
    return record("exp", out, (x,), (out,))


@on_numbers("log(x)", "1.0 / x")
def log(x: Operand) -> Tensor:
    """`f(x) = ln x`, so `df/dx = 1 / x`."""
    x = as_tensor(x)
    values = x.data
    out = np.log(values)

    def backward(grad: Array) -> Array:
        return grad / values

    return record("log", out, (x,), (backward,))


@on_numbers("sqrt(x)", "0.5 / out")
def sqrt(x: Operand) -> Tensor:
    """`f(x) = √x`, so `df/dx = 1 / (2 √x)`."""
    x = as_tensor(x)
    out = np.sqrt(x.data)

    def backward(grad: Array) -> Array:
        return grad / (2 * out)

    return record("sqrt", out, (x,), (backward,))


@on_numbers("fabs(x)", "1.0 if x > 0.0 else -1.0 if x < 0.0 else x * 0.0")
def abs(x: Operand) -> Tensor:
    """`f(x) = |x|`, so `df/dx = sign x`, and 0 at the kink."""
    x = as_tensor(x)
    values = x.data
    out = np.abs(values)

    def backward(grad: Array) -> Array:
        return grad * np.sign(values)

    return record("abs", out, (x,), (backward,))


@on_numbers("1.0 / (1.0 + exp(-x))", "out / (1.0 + exp(x))")
def sigmoid(z: Operand) -> Tensor:
    """`functions.sigmoid`, with `functions.sigmoid_slope`."""
    z = as_tensor(z)
    values = z.data
    out = functions.sigmoid(values)

    def backward(grad: Array) -> Array:
        return grad * functions.sigmoid_slope(out)

    return repeatable(record("sigmoid", out, (z,), (backward,)), lambda: functions.sigmoid(values))


@on_numbers("tanh(x)", "cosh(x) ** -2.0")
def tanh(z: Operand) -> Tensor:
    """`functions.tanh`, with `functions.tanh_slope`."""
    z = as_tensor(z)
    values = z.data
    out = functions.tanh(values)

    def backward(grad: Array) -> Array:
        return grad * functions.tanh_slope(out)

    return repeatable(record("tanh", out, (z,), (backward,)), lambda: functions.tanh(values))


@on_numbers("0.0 if x <= 0.0 else x", "1.0 if x > 0.0 else 0.0")
def relu(z: Operand) -> Tensor:
    """`functions.relu`, with `functions.relu_derivative`: 0 at the kink."""
    z = as_tensor(z)
    values = z.data
    out = functions.relu(values)

    def backward(grad: Array) -> Array:
        return grad * (values > 0)

    return repeatable(record("relu", out, (z,), (backward,)), lambda: np.maximum(values, 0, out=out))


def leaky_relu(z: Operand, negative_slope: float = 0.01) -> Tensor:
    """`functions.leaky_relu`, with `functions.leaky_relu_derivative`: the left slope at the kink."""
    z = as_tensor(z)
    values = z.data
    out = functions.leaky_relu(values, negative_slope)

    def backward(grad: Array) -> Array:
        return grad * functions.leaky_relu_derivative(values, negative_slope)

    return repeatable(
        record("leaky_relu", out, (z,), (backward,)), lambda: functions.leaky_relu(values, negative_slope)
    )


Tensor.__abs__ = abs
