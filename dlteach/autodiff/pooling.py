"""Pooling: the largest or the mean entry of every window."""

from __future__ import annotations

from collections.abc import Sequence

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.replay import repeatable
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array

IntOrInts = int | Sequence[int]


def max_pool(
    x: Operand, pool_size: IntOrInts = 2, strides: IntOrInts | None = None, padding: str = "valid"
) -> Tensor:
    """`functions.MaxPooling`, forward and backward."""
    x = as_tensor(x)
    pooling = functions.MaxPooling(x.data, pool_size, strides, padding)
    output = record("max_pool", pooling.forward(), (x,), (pooling.backward,))

    def again() -> None:
        pooling.forward()

    return repeatable(output, again)


def average_pool(
    x: Operand, pool_size: IntOrInts = 2, strides: IntOrInts | None = None, padding: str = "valid"
) -> Tensor:
    """`functions.average_pool`, with its gradient."""
    x = as_tensor(x)
    values = x.data

    def forward() -> Array:
        return functions.average_pool(values, pool_size, strides, padding)

    def backward(grad: Array) -> Array:
        return functions.average_pool_gradient(grad, values.shape, pool_size, strides, padding)

    return repeatable(record("average_pool", forward(), (x,), (backward,)), forward)
