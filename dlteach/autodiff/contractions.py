"""Sums of products over chosen axes: einsum, and what matrix products can say."""

import string
from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.autodiff.arithmetic import multiply
from dlteach.autodiff.linear import matmul
from dlteach.autodiff.recording import Operand, as_tensor, as_tensors, record
from dlteach.autodiff.shaping import reshape, transpose
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def outer(a: Operand, b: Operand) -> Tensor:
    """`f(a, b)ᵢⱼ = aᵢ · bⱼ`, the products of all entries with all entries."""
    return multiply(reshape(a, -1, 1), reshape(b, 1, -1))


def dot(a: Operand, b: Operand) -> Tensor:
    """Products summed over the last axis of a and the last but one of b, or its only one."""
    a, b = as_tensors(a, b)
    if np.ndim(a.data) == 0 or np.ndim(b.data) == 0:
        return multiply(a, b)
    if b.ndim <= 2:
        return matmul(a, b)
    return tensordot(a, b, (-1, -2))


def tensordot(a: Operand, b: Operand, axes: Any = 2) -> Tensor:
    """Products summed over some axes of a and as many of b: the last and the first ones, or those named.

    Put behind one another the axes that stay are the rows, those that are summed the columns of a matrix.
    """
    a, b = as_tensors(a, b)
    if isinstance(axes, int):
        of_a, of_b = list(range(a.ndim - axes, a.ndim)), list(range(axes))
    else:
        of_a, of_b = ([axis] if isinstance(axis, int) else list(axis) for axis in axes)
    of_a, of_b = [axis % a.ndim for axis in of_a], [axis % b.ndim for axis in of_b]
    if [a.shape[axis] for axis in of_a] != [b.shape[axis] for axis in of_b]:
        raise ValueError(
            f"tensordot: shape-mismatch for sum: cannot multiply shapes {a.shape} and {b.shape} over the "
            f"axes {of_a} and {of_b}; their sizes must be equal"
        )
    rows = [axis for axis in range(a.ndim) if axis not in of_a]
    columns = [axis for axis in range(b.ndim) if axis not in of_b]
    summed = int(np.prod([a.shape[axis] for axis in of_a]))
    left = reshape(transpose(a, *rows, *of_a), int(np.prod([a.shape[axis] for axis in rows])), summed)
    right = reshape(transpose(b, *of_b, *columns), summed, int(np.prod([b.shape[axis] for axis in columns])))
    shape = [a.shape[axis] for axis in rows] + [b.shape[axis] for axis in columns]
    return reshape(matmul(left, right), tuple(shape))


def einsum(subscripts: str, *operands: Operand) -> Tensor:
    """Einstein's sum: `einsum("ij,jk->ik", a, b)` is `Σⱼ aᵢⱼ bⱼₖ`.

    The gradient of one operand is a sum of the same kind: the gradient that arrives in its place, its own
    letters as the output.
    """
    tensors = tuple(as_tensor(operand) for operand in operands)
    arrays = [tensor.data for tensor in tensors]
    out = np.asarray(np.einsum(subscripts, *arrays, optimize=len(arrays) > 1))
    terms, result = _explicit(subscripts, [np.ndim(array) for array in arrays])

    def backward_of(position: int) -> Any:
        def backward(grad: Array) -> Array:
            others = [array for place, array in enumerate(arrays) if place != position]
            letters = [term for place, term in enumerate(terms) if place != position]
            return _share(terms[position], arrays[position].shape, result, grad, letters, others)

        return backward

    return record(
        "einsum", out[()], tensors, tuple(backward_of(position) for position in range(len(tensors)))
    )


def _explicit(subscripts: str, ranks: Sequence[int]) -> tuple[list[str], str]:
    """The letters of every operand and of the result; an ellipsis and a missing arrow are filled in."""
    left, arrow, result = subscripts.replace(" ", "").partition("->")
    terms = left.split(",")
    free = [letter for letter in string.ascii_letters if letter not in subscripts]
    hidden = [rank - len(term.replace("...", "")) if "..." in term else 0 for term, rank in zip(terms, ranks)]
    spread = "".join(free[: max(hidden, default=0)])
    terms = [term.replace("...", spread[len(spread) - count :]) for term, count in zip(terms, hidden)]
    if not arrow:
        once = sorted(letter for letter in set(left) - set(".,") if left.count(letter) == 1)
        return terms, spread + "".join(once)
    return terms, result.replace("...", spread)


def _share(
    term: str, shape: tuple[int, ...], result: str, grad: Array, letters: list[str], others: list[Array]
) -> Array:
    distinct = "".join(dict.fromkeys(term))
    known = "".join(letter for letter in distinct if letter in result or any(letter in x for x in letters))
    share = np.einsum(f"{','.join([result, *letters])}->{known}", grad, *others, optimize=bool(others))
    # A letter that stands nowhere else was summed over: its gradient is the same all along.
    missing = tuple(place for place, letter in enumerate(distinct) if letter not in known)
    share = np.expand_dims(share, missing)
    if distinct == term:
        full = tuple(max(size, have) for size, have in zip(shape, share.shape))
        return np.broadcast_to(share, full)
    placed = np.zeros(shape, share.dtype)
    np.einsum(f"{term}->{distinct}", placed)[...] = share  # a view of the diagonal
    return placed
