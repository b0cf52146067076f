"""Squares, roots, exponentials and logarithms, entry by entry, and the rest of a division."""

import math

import numpy as np

from dlteach import functions
from dlteach.autodiff.activations import entry_by_entry
from dlteach.autodiff.recording import Operand, as_tensor, as_tensors, record
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def square(x: Operand) -> Tensor:
    """`f(x) = x²`, so `df/dx = 2 x`."""
    x = as_tensor(x)
    values = x.data
    out = values * values

    def backward(grad: Array) -> Array:
        return grad * (2 * values)

    return record("square", out, (x,), (backward,))


def rsqrt(x: Operand) -> Tensor:
    """`f(x) = 1 / √x`, so `df/dx = −1 / (2 x √x)`."""
    x = as_tensor(x)
    values = x.data
    out = 1 / np.sqrt(values)

    def backward(grad: Array) -> Array:
        return grad * (-0.5) * out / values

    return record("rsqrt", out, (x,), (backward,))


def cbrt(x: Operand) -> Tensor:
    """`f(x) = ∛x`, so `df/dx = 1 / (3 ∛x²)`."""
    x = as_tensor(x)
    out = np.cbrt(x.data)

    def backward(grad: Array) -> Array:
        return grad / (3 * out * out)

    return record("cbrt", out, (x,), (backward,))


def exp2(x: Operand) -> Tensor:
    """`f(x) = 2ˣ`, so `df/dx = 2ˣ · ln 2`."""
    x = as_tensor(x)
    out = np.exp2(x.data)

    def backward(grad: Array) -> Array:
        return grad * out * math.log(2)

    return record("exp2", out, (x,), (backward,))


def expm1(x: Operand) -> Tensor:
    """`f(x) = eˣ − 1`, exact also for tiny x, so `df/dx = eˣ`."""
    x = as_tensor(x)
    out = np.expm1(x.data)

    def backward(grad: Array) -> Array:
        return grad * (out + 1)

    return record("expm1", out, (x,), (backward,))


def log1p(x: Operand) -> Tensor:
    """`f(x) = ln(1 + x)`, exact also for tiny x, so `df/dx = 1 / (1 + x)`."""
    x = as_tensor(x)
    values = x.data
    out = np.log1p(values)

    def backward(grad: Array) -> Array:
        return grad / (1 + values)

    return record("log1p", out, (x,), (backward,))


def log2(x: Operand) -> Tensor:
    """`f(x) = log₂ x`, so `df/dx = 1 / (x · ln 2)`."""
    x = as_tensor(x)
    values = x.data
    out = np.log2(values)

    def backward(grad: Array) -> Array:
        return grad / (values * math.log(2))

    return record("log2", out, (x,), (backward,))


def log10(x: Operand) -> Tensor:
    """`f(x) = log₁₀ x`, so `df/dx = 1 / (x · ln 10)`."""
    x = as_tensor(x)
    values = x.data
    out = np.log10(values)

    def backward(grad: Array) -> Array:
        return grad / (values * math.log(10))

    return record("log10", out, (x,), (backward,))


def logaddexp(a: Operand, b: Operand) -> Tensor:
    """`f(a, b) = ln(eᵃ + eᵇ)`, so `∂f/∂a = σ(a − b)` and `∂f/∂b = σ(b − a)`."""
    a, b = as_tensors(a, b)
    x, y = a.data, b.data
    out = np.logaddexp(x, y)

    def backward_a(grad: Array) -> Array:
        return grad * functions.sigmoid(x - y)

    def backward_b(grad: Array) -> Array:
        return grad * functions.sigmoid(y - x)

    return record("logaddexp", out, (a, b), (backward_a, backward_b))


def mod(a: Operand, b: Operand) -> Tensor:
    """`f(a, b) = a − b · ⌊a / b⌋`, so `∂f/∂a = 1` and `∂f/∂b = −⌊a / b⌋`."""
    a, b = as_tensors(a, b)
    x, y = a.data, b.data
    out = np.mod(x, y)

    def backward_b(grad: Array) -> Array:
        return -grad * np.floor_divide(x, y)

    return record("mod", out, (a, b), (1.0, backward_b))


def erf(x: Operand) -> Tensor:
    """`functions.erf`, with `functions.erf_derivative`."""
    return entry_by_entry("erf", functions.erf, functions.erf_derivative, x)


def erfc(x: Operand) -> Tensor:
    """`functions.erfc`, with minus `functions.erf_derivative`."""
    x = as_tensor(x)
    values = x.data
    out = functions.erfc(values)

    def backward(grad: Array) -> Array:
        return -grad * functions.erf_derivative(values)

    return record("erfc", out, (x,), (backward,))


def erfinv(x: Operand) -> Tensor:
    """`functions.erfinv`, with `functions.erfinv_derivative`."""
    return entry_by_entry("erfinv", functions.erfinv, functions.erfinv_derivative, x)
