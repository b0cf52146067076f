"""Matrix products, and the layer `x @ w + b` as one operation."""

import math
from functools import lru_cache
from typing import Any

import numpy as np

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record, room_for
from dlteach.autodiff.replay import repeatable
from dlteach.autodiff.shaping import reshape
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def matmul(a: Operand, b: Operand) -> Tensor:
    """`f(a, b) = a @ b`, so `∂J/∂a = g @ bᵀ` and `∂J/∂b = aᵀ @ g` with `g = ∂J/∂f`.

    As in NumPy a vector on the left is a row and on the right a column; leading axes are a stack of matrices.
    """
    a, b = as_tensor(a), as_tensor(b)
    x, y = a.data, b.data
    if x.ndim > 2 and y.ndim == 2 and x.shape[-1] == len(y):  # all rows in one product
        return reshape(matmul(reshape(a, math.prod(x.shape[:-1]), len(y)), b), *x.shape[:-1], y.shape[1])
    try:
        out = x @ y
    except ValueError:
        raise ValueError(
            f"matmul: cannot multiply shapes {x.shape} and {y.shape}; "
            "the last size of the first must equal the last but one of the second"
        ) from None
    row = x[None, :] if x.ndim == 1 else x
    column = y[:, None] if y.ndim == 1 else y

    def as_matrix(grad: Array) -> Array:
        grad = np.expand_dims(grad, -1) if y.ndim == 1 else grad
        return np.expand_dims(grad, -2) if x.ndim == 1 else grad

    def backward_a(grad: Array) -> Array:
        return as_matrix(grad) @ column.swapaxes(-1, -2)

    def backward_b(grad: Array) -> Array:
        if x.ndim == y.ndim == 2:
            return np.matmul(x.T, grad, out=room_for(b))
        share = row.swapaxes(-1, -2) @ as_matrix(grad)
        return share[..., 0] if y.ndim == 1 else share

    return repeatable(record("matmul", out, (a, b), (backward_a, backward_b)), lambda: x @ y)


def affine(x: Operand, w: Operand, b: Operand) -> Tensor:
    """`f(x, w, b) = x @ w + b`, so `∂J/∂x = g @ wᵀ`, `∂J/∂w = xᵀ @ g` and `∂J/∂b = Σ over rows of g`.

    `functions.affine_gradient` computes the three together. Here each stands alone, so that a first layer
    does not pay for the gradient of its data.
    """
    x, w, b = as_tensor(x), as_tensor(w), as_tensor(b)
    rows, weights = x.data, w.data
    out = functions.affine(rows, weights, b.data)

    # For two matrices `dot` is `matmul`, with half of its overhead.
    def backward_x(grad: Array) -> Array:
        return np.dot(grad, weights.T)

    def backward_w(grad: Array) -> Array:
        return np.dot(rows.T, grad, out=room_for(w))

    def backward_b(grad: Array) -> Array:  # a sum over rows as a product with ones: a third of the time
        return np.dot(_ones(len(grad), grad.dtype), grad, out=room_for(b))

    def again() -> None:
        np.add(np.dot(rows, weights, out=out), b.data, out=out)

    return repeatable(record("affine", out, (x, w, b), (backward_x, backward_w, backward_b)), again)


@lru_cache(maxsize=16)
def _ones(count: int, dtype: np.dtype[Any]) -> Array:
    return np.ones(count, dtype)


def _reflected_matmul(b: Tensor, a: Any) -> Tensor:
    return matmul(a, b)


Tensor.__matmul__, Tensor.__rmatmul__ = matmul, _reflected_matmul
