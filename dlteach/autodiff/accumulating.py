"""Running sums and products, the product of all, and the logarithm of a sum of exponentials."""

import numpy as np

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.reductions import Axis
from dlteach.autodiff.shaping import reshape
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def cumsum(x: Operand, axis: int | None = None) -> Tensor:
    """`f(x)ⱼ = x₁ + … + xⱼ`, so `∂J/∂xᵢ = gᵢ + gᵢ₊₁ + …` with `g = ∂J/∂f`.

    Without an axis the entries are taken in one row.
    """
    if axis is None:
        x, axis = reshape(x, -1), 0
    x = as_tensor(x)
    out = np.cumsum(x.data, axis)

    def backward(grad: Array) -> Array:
        return np.flip(np.cumsum(np.flip(grad, axis), axis), axis)

    return record("cumsum", out, (x,), (backward,))


def cumprod(x: Operand, axis: int | None = None) -> Tensor:
    """`f(x)ⱼ = x₁ · … · xⱼ`, so `∂J/∂xᵢ = x₁ ⋯ xᵢ₋₁ · sᵢ` with `sᵢ = gᵢ + xᵢ₊₁ sᵢ₊₁` and `g = ∂J/∂f`.

    Nothing is divided by an x, which may be 0. Without an axis the entries are taken in one row.
    """
    if axis is None:
        x, axis = reshape(x, -1), 0
    x = as_tensor(x)
    out = np.cumprod(x.data, axis)
    rows, products = np.moveaxis(x.data, axis, 0), np.moveaxis(out, axis, 0)

    def backward(grad: Array) -> Array:
        share = np.array(np.moveaxis(grad, axis, 0))
        for i in range(len(share) - 2, -1, -1):
            share[i] += rows[i + 1] * share[i + 1]
        share[1:] *= products[:-1]
        return np.moveaxis(share, 0, axis)

    return record("cumprod", out, (x,), (backward,))


def prod(x: Operand, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """`f(x) = Πᵢ xᵢ`, so `∂f/∂xᵢ` is the product of the others, those before times those after."""
    x = as_tensor(x)
    values = x.data
    out = np.prod(values, axis=axis, keepdims=keepdims)
    all_axes = tuple(range(np.ndim(values)))
    axes = all_axes if axis is None else tuple(np.atleast_1d(axis) % len(all_axes))

    def backward(grad: Array) -> Array:
        stay = tuple(place for place in all_axes if place not in axes)
        rows = values.transpose(*stay, *axes)
        flat = rows.reshape(*rows.shape[: len(stay)], -1)
        ones = np.ones_like(flat[..., :1])
        before = np.cumprod(np.concatenate([ones, flat[..., :-1]], -1), -1)
        after = np.flip(np.cumprod(np.concatenate([ones, np.flip(flat[..., 1:], -1)], -1), -1), -1)
        others = (before * after).reshape(rows.shape).transpose(np.argsort((*stay, *axes)))
        return others * (grad if keepdims else np.expand_dims(grad, axes))

    return record("prod", out, (x,), (backward,))


def logsumexp(x: Operand, axis: Axis = None, keepdims: bool = False) -> Tensor:
    """`functions.logsumexp`, with `functions.logsumexp_gradient`."""
    x = as_tensor(x)
    values = x.data
    out = functions.logsumexp(values, axis, keepdims)

    def backward(grad: Array) -> Array:
        if axis is not None and not keepdims:
            grad = np.expand_dims(grad, axis)
        return functions.logsumexp_gradient(grad, values, axis)

    return record("logsumexp", out, (x,), (backward,))
