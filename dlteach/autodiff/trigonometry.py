"""Sine, cosine and their relatives, entry by entry."""

import numpy as np

from dlteach.autodiff.recording import Operand, as_tensor, as_tensors, record
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def sin(x: Operand) -> Tensor:
    """`f(x) = sin x`, so `df/dx = cos x`."""
    x = as_tensor(x)
    values = x.data
    out = np.sin(values)

    def backward(grad: Array) -> Array:
        return grad * np.cos(values)

    return record("sin", out, (x,), (backward,))


def cos(x: Operand) -> Tensor:
    """`f(x) = cos x`, so `df/dx = −sin x`."""
    x = as_tensor(x)
    values = x.data
    out = np.cos(values)

    def backward(grad: Array) -> Array:
        return -grad * np.sin(values)

    return record("cos", out, (x,), (backward,))


def tan(x: Operand) -> Tensor:
    """`f(x) = tan x`, so `df/dx = 1 + tan² x`."""
    x = as_tensor(x)
    out = np.tan(x.data)

    def backward(grad: Array) -> Array:
        return grad * (1 + out * out)

    return record("tan", out, (x,), (backward,))


def arcsin(x: Operand) -> Tensor:
    """`f(x) = arcsin x`, so `df/dx = 1 / √(1 − x²)`."""
    x = as_tensor(x)
    values = x.data
    out = np.arcsin(values)

    def backward(grad: Array) -> Array:
        return grad / np.sqrt((1 - values) * (1 + values))

    return record("arcsin", out, (x,), (backward,))


def arccos(x: Operand) -> Tensor:
    """`f(x) = arccos x`, so `df/dx = −1 / √(1 − x²)`."""
    x = as_tensor(x)
    values = x.data
    out = np.arccos(values)

    def backward(grad: Array) -> Array:
        return -grad / np.sqrt((1 - values) * (1 + values))

    return record("arccos", out, (x,), (backward,))


def arctan(x: Operand) -> Tensor:
    """`f(x) = arctan x`, so `df/dx = 1 / (1 + x²)`."""
    x = as_tensor(x)
    values = x.data
    out = np.arctan(values)

    def backward(grad: Array) -> Array:
        return grad / (1 + values * values)

    return record("arctan", out, (x,), (backward,))


def arctan2(y: Operand, x: Operand) -> Tensor:
    """`f(y, x) =` the angle of the point (x, y), so `∂f/∂y = x / (x² + y²)` and `∂f/∂x = −y / (x² + y²)`."""
    y, x = as_tensors(y, x)
    height, width = y.data, x.data
    out = np.arctan2(height, width)

    def backward_y(grad: Array) -> Array:
        return grad * width / (width * width + height * height)

    def backward_x(grad: Array) -> Array:
        return -grad * height / (width * width + height * height)

    return record("arctan2", out, (y, x), (backward_y, backward_x))


def sinh(x: Operand) -> Tensor:
    """`f(x) = sinh x = (eˣ − e⁻ˣ) / 2`, so `df/dx = cosh x`."""
    x = as_tensor(x)
    values = x.data
    out = np.sinh(values)

    def backward(grad: Array) -> Array:
        return grad * np.cosh(values)

    return record("sinh", out, (x,), (backward,))


def cosh(x: Operand) -> Tensor:
    """`f(x) = cosh x = (eˣ + e⁻ˣ) / 2`, so `df/dx = sinh x`."""
    x = as_tensor(x)
    values = x.data
    out = np.cosh(values)

    def backward(grad: Array) -> Array:
        return grad * np.sinh(values)

    return record("cosh", out, (x,), (backward,))


def arcsinh(x: Operand) -> Tensor:
    """`f(x) = arcsinh x`, so `df/dx = 1 / √(x² + 1)`."""
    x = as_tensor(x)
    values = x.data
    out = np.arcsinh(values)

    def backward(grad: Array) -> Array:
        return grad / np.hypot(values, 1)

    return record("arcsinh", out, (x,), (backward,))


def arccosh(x: Operand) -> Tensor:
    """`f(x) = arccosh x`, so `df/dx = 1 / √(x² − 1)`."""
    x = as_tensor(x)
    values = x.data
    out = np.arccosh(values)

    def backward(grad: Array) -> Array:
        return grad / (np.sqrt(values - 1) * np.sqrt(values + 1))

    return record("arccosh", out, (x,), (backward,))


def arctanh(x: Operand) -> Tensor:
    """`f(x) = arctanh x`, so `df/dx = 1 / (1 − x²)`."""
    x = as_tensor(x)
    values = x.data
    out = np.arctanh(values)

    def backward(grad: Array) -> Array:
        return grad / ((1 - values) * (1 + values))

    return record("arctanh", out, (x,), (backward,))
