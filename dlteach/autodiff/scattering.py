"""Entries that are put into, or added to, chosen places of another array."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlteach.autodiff.recording import Operand, as_tensor, as_tensors, record
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def add_at(shape: tuple[int, ...], index: Any, x: Operand) -> Tensor:
    """Zeros of a shape, plus each entry of x at its place: `∂J/∂x` is what arrives at those places."""
    x = as_tensor(x)
    out = np.zeros(shape, x.dtype)
    np.add.at(out, index, x.data)

    def backward(grad: Array) -> Array:
        return grad[index]

    return record("add_at", out, (x,), (backward,))


def replace_at(x: Operand, index: Any, update: Operand) -> Tensor:
    """x with an update in some places: the gradient there goes to the update, the rest to x."""
    x, update = as_tensors(x, update)
    out = np.array(x.data)
    out[index] = update.data

    def backward_x(grad: Array) -> Array:
        share = np.array(grad)
        share[index] = 0
        return share

    def backward_update(grad: Array) -> Array:
        return grad[index]

    return record("replace_at", out, (x, update), (backward_x, backward_update))


def segment_sum(x: Operand, segments: ArrayLike, num_segments: int) -> Tensor:
    """Sums of the rows of x that bear the same number; rows whose number is out of range are left out."""
    x = as_tensor(x)
    numbers = np.asarray(segments)
    kept = np.flatnonzero((numbers >= 0) & (numbers < num_segments))
    out = np.zeros((num_segments, *x.shape[1:]), x.dtype)
    np.add.at(out, numbers[kept], x.data[kept])

    def backward(grad: Array) -> Array:
        share = np.zeros(x.shape, grad.dtype)
        share[kept] = grad[numbers[kept]]
        return share

    return record("segment_sum", out, (x,), (backward,))
