"""Batch and layer normalization, each as one operation."""

from __future__ import annotations

from collections.abc import Sequence

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def batch_norm(
    x: Operand, gamma: Operand, beta: Operand, epsilon: float = 1e-3, axis: int = -1
) -> tuple[Tensor, Array, Array]:
    """`functions.batch_norm_forward`, with `functions.batch_norm_backward`.

    The mean and the variance of the batch come back beside the output as plain arrays: no gradient flows
    through the moving averages that are made of them.
    """
    x, gamma, beta = as_tensor(x), as_tensor(gamma), as_tensor(beta)
    values, scale = x.data, gamma.data
    out, mean, variance = functions.batch_norm_forward(values, scale, beta.data, epsilon, axis)

    def backward(grad: Array) -> tuple[Array, ...]:
        return functions.batch_norm_backward(grad, values, scale, mean, variance, epsilon, axis)

    return record("batch_norm", out, (x, gamma, beta), backward), mean, variance


def layer_norm(
    x: Operand, gamma: Operand, beta: Operand, epsilon: float = 1e-3, axes: int | Sequence[int] = -1
) -> Tensor:
    """`functions.layer_norm_forward`, with `functions.layer_norm_backward`."""
    x, gamma, beta = as_tensor(x), as_tensor(gamma), as_tensor(beta)
    values, scale = x.data, gamma.data
    out = functions.layer_norm_forward(values, scale, beta.data, epsilon, axes)

    def backward(grad: Array) -> tuple[Array, ...]:
        return functions.layer_norm_backward(grad, values, scale, epsilon, axes)

    return record("layer_norm", out, (x, gamma, beta), backward)
