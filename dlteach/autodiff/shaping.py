"""Operations that move entries and change none: each gradient goes back to where its entry came from."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.replay import repeatable
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def reshape(x: Operand, *shape: Any) -> Tensor:
    """The same entries, in the same order, in another shape; `-1` stands for the size that fits."""
    x = as_tensor(x)
    before = x.shape
    out = x.data.reshape(*shape)

    def backward(grad: Array) -> Array:
        return grad.reshape(before)

    output = record("reshape", out, (x,), (backward,))
    # Usually the entries lie in the same place, and nothing is left to do.
    same_place = np.may_share_memory(out, x.data)
    return repeatable(output, lambda: None if same_place else x.data.reshape(*shape))


def flatten(x: Operand) -> Tensor:
    """All entries in one row."""
    return reshape(x, -1)


def transpose(x: Operand, *axes: int) -> Tensor:
    """The axes in another order; in reversed order when none is given."""
    x = as_tensor(x)
    order = [axis % x.ndim for axis in axes] or range(x.ndim)[::-1]
    out = x.data.transpose(order)

    def backward(grad: Array) -> Array:
        return grad.transpose(np.argsort(order))

    return record("transpose", out, (x,), (backward,))


def getitem(x: Operand, index: Any) -> Tensor:
    """`f(x) = x[index]`: an entry that is taken several times adds up the gradients of all its copies."""
    x = as_tensor(x)
    values = x.data
    index = _plain(index)
    out = values[index]

    def backward(grad: Array) -> Array:
        share = np.zeros(values.shape, grad.dtype)
        if _is_basic(index):
            share[index] = grad
        else:
            np.add.at(share, index, grad)
        return share

    return record("getitem", out, (x,), (backward,))


def _plain(index: Any) -> Any:
    """An index with arrays in place of tensors."""
    if isinstance(index, tuple):
        return tuple(_plain(part) for part in index)
    return index.data if isinstance(index, Tensor) else index


def _is_basic(index: Any) -> bool:
    """Whether the index takes no entry twice: numbers, slices, None and the ellipsis."""
    parts = index if isinstance(index, tuple) else (index,)
    return all(part is None or part is Ellipsis or isinstance(part, (int, slice)) for part in parts)


def concatenate(tensors: Sequence[Operand], axis: int = 0) -> Tensor:
    """Tensors behind one another along an axis that they have."""
    parts = tuple(as_tensor(tensor) for tensor in tensors)
    out = np.concatenate([part.data for part in parts], axis=axis)
    ends = np.cumsum([part.shape[axis] for part in parts])

    def from_to(start: int, end: int) -> Any:
        def backward(grad: Array) -> Array:
            return grad.swapaxes(0, axis)[start:end].swapaxes(0, axis)

        return backward

    return record(
        "concatenate",
        out,
        parts,
        tuple(from_to(end - part.shape[axis], end) for part, end in zip(parts, ends)),
    )


def stack(tensors: Sequence[Operand], axis: int = 0) -> Tensor:
    """Tensors of one shape side by side along a new axis."""
    parts = tuple(as_tensor(tensor) for tensor in tensors)
    out = np.stack([part.data for part in parts], axis=axis)

    def at(position: int) -> Any:
        def backward(grad: Array) -> Array:
            return np.take(grad, position, axis=axis)

        return backward

    return record("stack", out, parts, tuple(at(position) for position in range(len(parts))))


Tensor.reshape, Tensor.flatten, Tensor.transpose, Tensor.__getitem__ = reshape, flatten, transpose, getitem
