"""Operations that put entries in other places, repeat some and leave some out.

One idea serves them all: the operation, applied to the numbers 1, 2, 3 … of the entries in place of the
entries, tells where each came from. Backward, the gradients of all copies of an entry are added up.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def rearrange(op: str, x: Operand, move: Callable[[Array], Array]) -> Tensor:
    """`f(x) = move(x)`, where `move` works on any array and may put zeros where no entry goes.

    Examples
    --------
    >>> x = Tensor([1.0, 2.0, 3.0], requires_grad=True)
    >>> rearrange("twice the first", x, lambda values: values[[0, 0, 2]]).sum().backward()
    >>> x.grad
    array([2., 0., 1.])
    """
    x = as_tensor(x)
    values = x.data
    out = move(values)

    def backward(grad: Array) -> Array:
        numbers = move(np.arange(1, values.size + 1).reshape(values.shape))  # 0 stands for no entry
        sums = np.bincount(np.ravel(numbers), np.ravel(grad), values.size + 1)[1:]
        return sums.reshape(values.shape).astype(grad.dtype, copy=False)

    return record(op, out, (x,), (backward,))


def flip(x: Operand, axis: int | tuple[int, ...] | None = None) -> Tensor:
    """The entries in reversed order along an axis, several, or all."""
    return rearrange("flip", x, lambda values: np.flip(values, axis))


def roll(x: Operand, shift: Any, axis: Any = None) -> Tensor:
    """The entries moved on along an axis; those pushed out at the end come in at the start."""
    return rearrange("roll", x, lambda values: np.roll(values, shift, axis))


def repeat(x: Operand, repeats: Any, axis: int | None = None) -> Tensor:
    """Every entry several times, one copy beside the other."""
    return rearrange("repeat", x, lambda values: np.repeat(values, repeats, axis))


def tile(x: Operand, repeats: Any) -> Tensor:
    """The whole several times, one copy beside the other."""
    return rearrange("tile", x, lambda values: np.tile(values, repeats))


def take(x: Operand, indices: ArrayLike, axis: int | None = None) -> Tensor:
    """The entries at the given places of an axis, or of all entries in one row."""
    places = as_tensor(indices).data
    return rearrange("take", x, lambda values: np.take(values, places, axis))


def take_along_axis(x: Operand, indices: ArrayLike, axis: int | None = None) -> Tensor:
    """For each row along an axis, the entries at that row's own places."""
    places = as_tensor(indices).data
    return rearrange("take_along_axis", x, lambda values: np.take_along_axis(values, places, axis))


def sort(x: Operand, axis: int = -1) -> Tensor:
    """The entries from the smallest to the largest along an axis."""
    x = as_tensor(x)
    places = np.argsort(x.data, axis=axis, kind="stable")
    return rearrange("sort", x, lambda values: np.take_along_axis(values, places, axis))


def diag(x: Operand, k: int = 0) -> Tensor:
    """The matrix with these entries on its k-th diagonal; of a matrix, the entries of that diagonal."""
    return rearrange("diag", x, lambda values: np.diag(values, k))


def diagonal(x: Operand, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Tensor:
    """The diagonals of the matrices that two axes make, along a new last axis."""
    return rearrange("diagonal", x, lambda values: np.diagonal(values, offset, axis1, axis2).copy())


def tril(x: Operand, k: int = 0) -> Tensor:
    """The entries on and below the k-th diagonal, zeros above."""
    return rearrange("tril", x, lambda values: np.tril(values, k))


def triu(x: Operand, k: int = 0) -> Tensor:
    """The entries on and above the k-th diagonal, zeros below."""
    return rearrange("triu", x, lambda values: np.triu(values, k))


def broadcast_to(x: Operand, shape: Sequence[int]) -> Tensor:
    """Copies along new axes and along axes of length 1; `backward` sums over them."""
    x = as_tensor(x)
    out = np.broadcast_to(x.data, tuple(shape)).copy()
    return record("broadcast_to", out, (x,), (1.0,))


def pad(x: Operand, pad_width: Any, mode: Any = "constant", constant_values: Any = 0) -> Tensor:
    """More entries before the first and after the last along each axis: a constant, or copies of others."""
    if mode != "constant":
        return rearrange("pad", x, lambda values: np.pad(values, pad_width, mode))
    x = as_tensor(x)
    values = x.data
    out = np.pad(values, pad_width, mode, constant_values=constant_values)
    widths = np.broadcast_to(np.asarray(pad_width), (values.ndim, 2))
    inside = tuple(slice(before, before + size) for (before, _), size in zip(widths, values.shape))

    def backward(grad: Array) -> Array:
        return grad[inside]

    return record("pad", out, (x,), (backward,))
