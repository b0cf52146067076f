"""More activations, each with value and derivative from `dlteach.functions`."""

from collections.abc import Callable
from typing import Any

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.replay import repeatable
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def entry_by_entry(
    op: str,
    function: Callable[..., Array],
    derivative: Callable[..., Array],
    x: Operand,
    *parameters: Any,
) -> Tensor:
    """A function of `dlteach.functions` that works entry by entry, with the derivative beside it."""
    x = as_tensor(x)
    values = x.data
    out = function(values, *parameters)

    def backward(grad: Array) -> Array:
        return grad * derivative(values, *parameters)

    return repeatable(record(op, out, (x,), (backward,)), lambda: function(values, *parameters))


def elu(z: Operand, alpha: float = 1.0) -> Tensor:
    """`functions.elu`, with `functions.elu_derivative`."""
    return entry_by_entry("elu", functions.elu, functions.elu_derivative, z, alpha)


def celu(z: Operand, alpha: float = 1.0) -> Tensor:
    """`functions.celu`, with `functions.celu_derivative`."""
    return entry_by_entry("celu", functions.celu, functions.celu_derivative, z, alpha)


def selu(z: Operand) -> Tensor:
    """`functions.selu`, with `functions.selu_derivative`."""
    return entry_by_entry("selu", functions.selu, functions.selu_derivative, z)


def softplus(z: Operand) -> Tensor:
    """`functions.softplus`, with `functions.softplus_derivative`."""
    return entry_by_entry("softplus", functions.softplus, functions.softplus_derivative, z)


def log_sigmoid(z: Operand) -> Tensor:
    """`functions.log_sigmoid`, with `functions.log_sigmoid_derivative`."""
    return entry_by_entry("log_sigmoid", functions.log_sigmoid, functions.log_sigmoid_derivative, z)


def softsign(z: Operand) -> Tensor:
    """`functions.softsign`, with `functions.softsign_derivative`."""
    return entry_by_entry("softsign", functions.softsign, functions.softsign_derivative, z)


def squareplus(z: Operand, b: float = 4) -> Tensor:
    """`functions.squareplus`, with `functions.squareplus_derivative`."""
    return entry_by_entry("squareplus", functions.squareplus, functions.squareplus_derivative, z, b)


def silu(z: Operand) -> Tensor:
    """`functions.silu`, with `functions.silu_derivative`."""
    return entry_by_entry("silu", functions.silu, functions.silu_derivative, z)


def mish(z: Operand) -> Tensor:
    """`functions.mish`, with `functions.mish_derivative`."""
    return entry_by_entry("mish", functions.mish, functions.mish_derivative, z)


def gelu(z: Operand, approximate: bool = False) -> Tensor:
    """`functions.gelu`, with `functions.gelu_derivative`."""
    return entry_by_entry("gelu", functions.gelu, functions.gelu_derivative, z, approximate)


def hard_sigmoid(z: Operand) -> Tensor:
    """`functions.hard_sigmoid`, with `functions.hard_sigmoid_derivative`."""
    return entry_by_entry("hard_sigmoid", functions.hard_sigmoid, functions.hard_sigmoid_derivative, z)


def hard_silu(z: Operand) -> Tensor:
    """`functions.hard_silu`, with `functions.hard_silu_derivative`."""
    return entry_by_entry("hard_silu", functions.hard_silu, functions.hard_silu_derivative, z)


def hard_tanh(z: Operand) -> Tensor:
    """`functions.hard_tanh`, with `functions.hard_tanh_derivative`."""
    return entry_by_entry("hard_tanh", functions.hard_tanh, functions.hard_tanh_derivative, z)


def sparse_sigmoid(z: Operand) -> Tensor:
    """`functions.sparse_sigmoid`, with `functions.sparse_sigmoid_derivative`."""
    return entry_by_entry("sparse_sigmoid", functions.sparse_sigmoid, functions.sparse_sigmoid_derivative, z)


def sparse_plus(z: Operand) -> Tensor:
    """`functions.sparse_plus`, with `functions.sparse_plus_derivative`."""
    return entry_by_entry("sparse_plus", functions.sparse_plus, functions.sparse_plus_derivative, z)


def relu6(z: Operand) -> Tensor:
    """`functions.relu6`, with `functions.relu6_derivative`."""
    return entry_by_entry("relu6", functions.relu6, functions.relu6_derivative, z)


def rectifier(
    z: Operand, negative_slope: float = 0.0, max_value: float | None = None, threshold: float = 0.0
) -> Tensor:
    """`functions.rectifier`, with `functions.rectifier_derivative`."""
    return entry_by_entry(
        "rectifier",
        functions.rectifier,
        functions.rectifier_derivative,
        z,
        negative_slope,
        max_value,
        threshold,
    )


def threshold(z: Operand, threshold: float, default_value: float) -> Tensor:
    """`functions.threshold`, with `functions.threshold_derivative`."""
    return entry_by_entry(
        "threshold", functions.threshold, functions.threshold_derivative, z, threshold, default_value
    )


def hard_shrink(z: Operand, threshold: float = 0.5) -> Tensor:
    """`functions.hard_shrink`, with `functions.hard_shrink_derivative`."""
    return entry_by_entry(
        "hard_shrink", functions.hard_shrink, functions.hard_shrink_derivative, z, threshold
    )


def soft_shrink(z: Operand, threshold: float = 0.5) -> Tensor:
    """`functions.soft_shrink`, with `functions.soft_shrink_derivative`."""
    return entry_by_entry(
        "soft_shrink", functions.soft_shrink, functions.soft_shrink_derivative, z, threshold
    )


def tanh_shrink(z: Operand) -> Tensor:
    """`functions.tanh_shrink`, with `functions.tanh_shrink_derivative`."""
    return entry_by_entry("tanh_shrink", functions.tanh_shrink, functions.tanh_shrink_derivative, z)


def glu(z: Operand, axis: int = -1) -> Tensor:
    """`functions.glu`, with `functions.glu_gradient`."""
    z = as_tensor(z)
    values = z.data
    out = functions.glu(values, axis)

    def backward(grad: Array) -> Array:
        return functions.glu_gradient(grad, values, axis)

    return record("glu", out, (z,), (backward,))


def sparsemax(z: Operand, axis: int = -1) -> Tensor:
    """`functions.sparsemax`, with `functions.sparsemax_gradient`."""
    z = as_tensor(z)
    values = z.data
    out = functions.sparsemax(values, axis)

    def backward(grad: Array) -> Array:
        return functions.sparsemax_gradient(grad, values, axis)

    return record("sparsemax", out, (z,), (backward,))
