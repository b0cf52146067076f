"""Activations: value and slope are those of `dlteach.functions`."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff, functions
from dlteach.keras.backend.core import convert_to_tensor
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.specs import elementwise
from dlteach.keras.ops.values import array_of, evaluate, integers_as_float


@elementwise
def relu(x: Any) -> Any:
    """`max(x, 0)`.

    Examples
    --------
    >>> relu([-1.0, 0.0, 2.0])
    array([0., 0., 2.], dtype=float32)
    """
    x = convert_to_tensor(x)
    if x.dtype.kind in "iub":
        return np.maximum(x, np.zeros((), x.dtype))
    return evaluate(functions.relu, autodiff.relu, x)


@elementwise
def relu6(x: Any) -> Any:
    """A relu that stops at 6: `min(max(x, 0), 6)`."""
    return evaluate(functions.relu6, autodiff.relu6, integers_as_float(x))


@elementwise
def sigmoid(x: Any) -> Any:
    """`1 / (1 + e⁻ˣ)`, from 0 to 1."""
    return evaluate(functions.sigmoid, autodiff.sigmoid, integers_as_float(x))


@elementwise
def sparse_sigmoid(x: Any) -> Any:
    """`(x + 1) / 2`, cut off at 0 and 1."""
    return evaluate(functions.sparse_sigmoid, autodiff.sparse_sigmoid, integers_as_float(x))


@elementwise
def softplus(x: Any) -> Any:
    """`ln(1 + eˣ)`."""
    return evaluate(functions.softplus, autodiff.softplus, integers_as_float(x))


@elementwise
def softsign(x: Any) -> Any:
    """`x / (1 + |x|)`, from −1 to 1."""
    return evaluate(functions.softsign, autodiff.softsign, integers_as_float(x))


@elementwise
def sparse_plus(x: Any) -> Any:
    """0 up to −1, `x` from 1 on, `(x + 1)² / 4` between."""
    return evaluate(functions.sparse_plus, autodiff.sparse_plus, integers_as_float(x))


@elementwise
def silu(x: Any) -> Any:
    """`x · σ(x)`, also called swish."""
    return evaluate(functions.silu, autodiff.silu, integers_as_float(x))


@elementwise
def log_sigmoid(x: Any) -> Any:
    """`ln σ(x)`, finite also for very negative `x`."""
    return evaluate(functions.log_sigmoid, autodiff.log_sigmoid, integers_as_float(x))


@elementwise
def hard_sigmoid(x: Any) -> Any:
    """`x / 6 + 1/2`, cut off at 0 and 1."""
    return evaluate(functions.hard_sigmoid, autodiff.hard_sigmoid, integers_as_float(x))


@elementwise
def hard_silu(x: Any) -> Any:
    """`x` times its hard sigmoid."""
    return evaluate(functions.hard_silu, autodiff.hard_silu, integers_as_float(x))


@elementwise
def selu(x: Any) -> Any:
    """An elu of such a size that layers keep mean 0 and variance 1."""
    return evaluate(functions.selu, autodiff.selu, integers_as_float(x))


@elementwise
def tanh_shrink(x: Any) -> Any:
    """`x − tanh x`."""
    return evaluate(functions.tanh_shrink, autodiff.tanh_shrink, integers_as_float(x))


@elementwise
def hard_tanh(x: Any) -> Any:
    """`x`, cut off at −1 and 1."""
    return evaluate(functions.hard_tanh, autodiff.hard_tanh, integers_as_float(x))


@elementwise
def elu(x: Any, alpha: float = 1.0) -> Any:
    """`x` where it is positive, otherwise `alpha · (eˣ − 1)`."""
    return evaluate(functions.elu, autodiff.elu, integers_as_float(x), alpha)


@elementwise
def celu(x: Any, alpha: float = 1.0) -> Any:
    """`max(x, 0) + alpha · (e^(min(x, 0) / alpha) − 1)`."""
    return evaluate(functions.celu, autodiff.celu, integers_as_float(x), alpha)


@elementwise
def leaky_relu(x: Any, negative_slope: float = 0.2) -> Any:
    """`x` where it is positive, otherwise `negative_slope · x`."""
    return evaluate(functions.leaky_relu, autodiff.leaky_relu, integers_as_float(x), negative_slope)


@elementwise
def gelu(x: Any, approximate: bool = True) -> Any:
    """`x` times the probability that a standard normal draw is below it; with tanh if approximate."""
    return evaluate(functions.gelu, autodiff.gelu, integers_as_float(x), approximate)


@elementwise
def squareplus(x: Any, b: float = 4) -> Any:
    """`(x + √(x² + b)) / 2`."""
    return evaluate(functions.squareplus, autodiff.squareplus, integers_as_float(x), b)


@elementwise
def soft_shrink(x: Any, threshold: float = 0.5) -> Any:
    """`x` pulled towards 0 by `threshold`, at most to 0."""
    return evaluate(functions.soft_shrink, autodiff.soft_shrink, integers_as_float(x), threshold)


@elementwise
def hard_shrink(x: Any, threshold: float = 0.5) -> Any:
    """`x` where `|x|` is above `threshold`, otherwise 0."""
    return evaluate(functions.hard_shrink, autodiff.hard_shrink, integers_as_float(x), threshold)


@operation
def glu(x: Any, axis: int = -1) -> Any:
    """One half of the entries along an axis times the sigmoid of the other half."""
    return evaluate(functions.glu, autodiff.glu, integers_as_float(x), axis)


@operation
def sparsemax(x: Any, axis: int = -1) -> Any:
    """Probabilities along an axis like those of softmax, but many of them exactly 0."""
    return evaluate(functions.sparsemax, autodiff.sparsemax, integers_as_float(x), axis)


@elementwise
def threshold(x: Any, threshold: float, default_value: float) -> Any:
    """`x` where it is above `threshold`, otherwise `default_value`."""
    limit, default = float(array_of(threshold)), float(array_of(default_value))
    return evaluate(functions.threshold, autodiff.threshold, integers_as_float(x), limit, default)
