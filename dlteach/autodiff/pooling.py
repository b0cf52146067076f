"""Pooling: the largest or the mean entry of every window."""

from __future__ import annotations

from collections.abc import Sequence

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array

IntOrInts = int | Sequence[int]


def max_pool(
    x: Operand, pool_size: IntOrInts = 2, strides: IntOrInts | None = None, padding: str = "valid"
) -> Tensor:
    """`functions.max_pool`, with its gradient."""
    x = as_tensor(x)
    stages = functions.max_pool_stages(x.data, pool_size, strides, padding)

    def backward(grad: Array) -> Array:
        return functions.max_pool_stages_gradient(grad, stages, pool_size, strides, padding)

    return record("max_pool", stages[-1], (x,), (backward,))


def average_pool(
    x: Operand, pool_size: IntOrInts = 2, strides: IntOrInts | None = None, padding: str = "valid"
) -> Tensor:
    """`functions.average_pool`, with its gradient."""
    x = as_tensor(x)
    shape = x.shape
    out = functions.average_pool(x.data, pool_size, strides, padding)

    def backward(grad: Array) -> Array:
        return functions.average_pool_gradient(grad, shape, pool_size, strides, padding)

    return record("average_pool", out, (x,), (backward,))
