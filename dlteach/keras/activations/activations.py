"""The activations by their Keras names: values and slopes are those of `dlteach.functions`."""

from __future__ import annotations

from typing import Any

from dlteach import autodiff, functions
from dlteach.keras import ops
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.values import array_of, evaluate, integers_as_float


@operation
def relu(x: Any, negative_slope: float = 0.0, max_value: float | None = None, threshold: float = 0.0) -> Any:
    """`max(x, 0)`, or with a slope on the left, a limit, and a threshold in place of 0.

    Parameters
    ----------
    x : array_like
    negative_slope : float, default 0.0
        Slope below the threshold.
    max_value : float, optional
        The largest value.
    threshold : float, default 0.0
        Up to it a number counts as small.

    Examples
    --------
    >>> relu([-2.0, 0.5, 8.0], negative_slope=0.5, max_value=6.0)
    array([-1. ,  0.5,  6. ], dtype=float32)
    """
    if max_value is None and negative_slope == 0.0 and threshold == 0.0:
        return ops.relu(x)
    limit = None if max_value is None else float(array_of(max_value))
    slope, start = float(array_of(negative_slope)), float(array_of(threshold))
    return evaluate(functions.rectifier, autodiff.rectifier, integers_as_float(x), slope, limit, start)


def leaky_relu(x: Any, negative_slope: float = 0.2) -> Any:
    """`x` where it is positive, otherwise `negative_slope · x`."""
    return ops.leaky_relu(x, negative_slope)


def relu6(x: Any) -> Any:
    """`min(max(x, 0), 6)`."""
    return ops.relu6(x)


def softmax(x: Any, axis: Any = -1) -> Any:
    """Probabilities along an axis: `eˣ / Σ eˣ`.

    Examples
    --------
    >>> softmax([0.0, 0.0])
    array([0.5, 0.5], dtype=float32)
    """
    return ops.softmax(x, axis)


def log_softmax(x: Any, axis: Any = -1) -> Any:
    """The logarithm of `softmax`, finite also where a probability rounds to 0."""
    return ops.log_softmax(x, axis)


def sparsemax(x: Any, axis: int = -1) -> Any:
    """Probabilities along an axis like those of softmax, but many of them exactly 0."""
    return ops.sparsemax(x, axis)


def elu(x: Any, alpha: float = 1.0) -> Any:
    """`x` where it is positive, otherwise `alpha · (eˣ − 1)`."""
    return ops.elu(x, alpha)


def selu(x: Any) -> Any:
    """An elu of such a size that layers keep mean 0 and variance 1."""
    return ops.selu(x)


def celu(x: Any, alpha: float = 1.0) -> Any:
    """`max(x, 0) + alpha · (e^(min(x, 0) / alpha) − 1)`."""
    return ops.celu(x, alpha)


def softplus(x: Any) -> Any:
    """`ln(1 + eˣ)`."""
    return ops.softplus(x)


def softsign(x: Any) -> Any:
    """`x / (1 + |x|)`, from −1 to 1."""
    return ops.softsign(x)


def soft_shrink(x: Any, threshold: float = 0.5) -> Any:
    """`x` pulled towards 0 by `threshold`, at most to 0."""
    return ops.soft_shrink(x, threshold)


def hard_shrink(x: Any, threshold: float = 0.5) -> Any:
    """`x` where `|x|` is above `threshold`, otherwise 0."""
    return ops.hard_shrink(x, threshold)


def tanh_shrink(x: Any) -> Any:
    """`x − tanh x`."""
    return ops.tanh_shrink(x)


def sparse_plus(x: Any) -> Any:
    """0 up to −1, `x` from 1 on, `(x + 1)² / 4` between."""
    return ops.sparse_plus(x)


def silu(x: Any) -> Any:
    """`x · σ(x)`, also called swish."""
    return ops.silu(x)


def squareplus(x: Any, b: float = 4) -> Any:
    """`(x + √(x² + b)) / 2`."""
    return ops.squareplus(x, b)


def gelu(x: Any, approximate: bool = False) -> Any:
    """`x` times the probability that a standard normal draw is below it; with tanh if approximate."""
    return ops.gelu(x, approximate)


def glu(x: Any, axis: int = -1) -> Any:
    """One half of the entries along an axis times the sigmoid of the other half."""
    return ops.glu(x, axis)


def tanh(x: Any) -> Any:
    """The hyperbolic tangent, from −1 to 1."""
    return ops.tanh(x)


def hard_tanh(x: Any) -> Any:
    """`x`, cut off at −1 and 1."""
    return ops.hard_tanh(x)


def threshold(x: Any, threshold: float, default_value: float) -> Any:
    """`x` where it is above `threshold`, otherwise `default_value`."""
    return ops.threshold(x, threshold, default_value)


def sigmoid(x: Any) -> Any:
    """`1 / (1 + e⁻ˣ)`, from 0 to 1."""
    return ops.sigmoid(x)


def exponential(x: Any) -> Any:
    """`eˣ`."""
    return ops.exp(x)


def hard_sigmoid(x: Any) -> Any:
    """`x / 6 + 1/2`, cut off at 0 and 1."""
    return ops.hard_sigmoid(x)


def log_sigmoid(x: Any) -> Any:
    """`ln σ(x)`, finite also for very negative `x`."""
    return ops.log_sigmoid(x)


def sparse_sigmoid(x: Any) -> Any:
    """`(x + 1) / 2`, cut off at 0 and 1."""
    return ops.sparse_sigmoid(x)


def hard_silu(x: Any) -> Any:
    """`x` times its hard sigmoid, also called hard swish."""
    return ops.hard_silu(x)


def linear(x: Any) -> Any:
    """`x` as it is."""
    return x


@operation
def mish(x: Any) -> Any:
    """`x · tanh(ln(1 + eˣ))`."""
    return evaluate(functions.mish, autodiff.mish, integers_as_float(x))
