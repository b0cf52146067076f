"""Lengths of vectors, norms of matrices, and vectors brought to length 1."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.backend import config
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.ops.arithmetic import absolute, maximum, minimum, multiply
from dlteach.keras.ops.arithmetic import divide as _divide
from dlteach.keras.ops.arithmetic import power as _power
from dlteach.keras.ops.exponents import log10, rsqrt, sqrt, square
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.reductions import max as _max
from dlteach.keras.ops.reductions import mean
from dlteach.keras.ops.reductions import min as _min
from dlteach.keras.ops.reductions import sum as _sum
from dlteach.keras.ops.shaping import expand_dims, squeeze
from dlteach.keras.ops.specs import same_size
from dlteach.keras.ops.values import integers_as_float, together, without_gradient


@operation
def norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """The length of vectors, or a norm of matrices.

        (Σ |x|^ord)^(1/ord),    √Σ x² by default

    Parameters
    ----------
    x : array_like
    ord : float, inf, -inf, "fro" or "nuc", optional
        For vectors any number; inf takes the largest `|x|`, 0 counts what is not 0. For matrices 1 and inf
        are the largest sum of a column or a row, 2 and "nuc" the largest singular value or their sum.
    axis : int or pair of int, optional
        One axis for vectors, two for matrices; everything by default.
    keepdims : bool, default False

    Examples
    --------
    >>> print(norm([3.0, 4.0]))
    5.0
    """
    x = integers_as_float(x)
    axes = tuple(range(x.ndim)) if axis is None else tuple(np.atleast_1d(axis).tolist())
    if ord is None or (ord == 2 and len(axes) == 1) or (ord == "fro" and len(axes) == 2):
        return sqrt(_sum(square(x), axes, keepdims))
    if len(axes) == 1:
        return _vector_norm(x, ord, axes[0], keepdims)
    if len(axes) == 2:
        return _matrix_norm(x, ord, axes, keepdims)
    raise ValueError(f"Invalid `ord` argument for {len(axes)} axes. Received: ord={ord}; give axis")


def _vector_norm(x: Any, ord: Any, axis: int, keepdims: bool) -> Any:
    if isinstance(ord, str):
        raise ValueError(f"Invalid `ord` argument for vector norm. Received: ord={ord}")
    if ord == np.inf:
        return _max(absolute(x), axis, keepdims)
    if ord == -np.inf:
        return _min(absolute(x), axis, keepdims)
    if ord == 0:
        return _sum((without_gradient("norm", x) != 0).astype(x.dtype), axis, keepdims)
    if ord == 1:
        return _sum(absolute(x), axis, keepdims)
    return _power(_sum(_power(absolute(x), ord), axis, keepdims), 1.0 / ord)


def _matrix_norm(x: Any, ord: Any, axes: tuple[int, ...], keepdims: bool) -> Any:
    rows, columns = (axis % x.ndim for axis in axes)
    if ord in (1, -1, np.inf, -np.inf):
        summed, extreme = (rows, columns) if abs(ord) == 1 else (columns, rows)
        out = (_max if ord > 0 else _min)(_sum(absolute(x), summed, True), extreme, True)
        return out if keepdims else squeeze(out, axes)
    if ord in (2, -2, "nuc"):
        return np.linalg.norm(without_gradient("norm", x), ord, axes, keepdims)
    raise ValueError(f"Invalid `ord` argument for matrix norm. Received: ord={ord}")


@operation
def normalize(x: Any, axis: Any = -1, order: int = 2, epsilon: float | None = None) -> Any:
    """Vectors divided by their length, so that it becomes 1.

        x / max(‖x‖, epsilon)

    Parameters
    ----------
    x : array_like
    axis : int or tuple of int, default -1
    order : int, default 2
        Which length: see `norm`.
    epsilon : float, default `keras.config.epsilon()`
        The shortest length that is divided by.

    Examples
    --------
    >>> normalize([3.0, 4.0])
    array([0.6, 0.8], dtype=float32)
    """
    if not isinstance(order, int) or order < 1:
        raise ValueError(f"Argument `order` must be an int >= 1. Received: order={order}")
    x = integers_as_float(x)
    x = x.reshape(1) if x.ndim == 0 else x
    epsilon = config.epsilon() if epsilon is None else epsilon
    if order == 2:
        with np.errstate(divide="ignore"):
            scale = rsqrt(_sum(square(x), axis, True))
        return multiply(x, minimum(scale, 1.0 / epsilon))
    return _divide(x, maximum(norm(x, order, axis, True), epsilon))


def _psnr_spec(x1: Any, x2: Any, max_val: float) -> KerasTensor:
    if len(x1.shape) != len(x2.shape):
        raise ValueError("Inputs must have the same rank")
    for one, other in zip(x1.shape, x2.shape):
        same_size(one, other, f"Input shapes {x1.shape} and {x2.shape} must match for PSNR calculation")
    return KerasTensor((), x1.dtype)


@operation(output_spec=_psnr_spec)
def psnr(x1: Any, x2: Any, max_val: float) -> Any:
    """The peak signal-to-noise ratio of two pictures, in decibel.

        20 log₁₀(max_val) − 10 log₁₀(mean (x1 − x2)²)

    Parameters
    ----------
    x1, x2 : array_like of one shape
    max_val : float
        The largest value that a pixel may have.
    """
    x1, x2 = together(integers_as_float(x1), integers_as_float(x2))
    if x1.shape != x2.shape:
        raise ValueError(f"Input shapes {x1.shape} and {x2.shape} must match for PSNR calculation. ")
    noise = mean(square(x1 - x2))
    return 20 * np.log10(np.asarray(max_val, x1.dtype)) - 10 * log10(noise)


@operation
def cdist(x: Any, y: Any) -> Any:
    """The distances of every vector in `x` from every vector in `y`.

    Parameters
    ----------
    x : array_like, shape (..., m, d)
    y : array_like, shape (..., n, d)

    Returns
    -------
    ndarray or Tensor, shape (..., m, n)

    Examples
    --------
    >>> cdist([[0.0, 0.0], [3.0, 4.0]], [[0.0, 0.0]])
    array([[0.],
           [5.]], dtype=float32)
    """
    x, y = together(integers_as_float(x), integers_as_float(y))
    if x.ndim < 2 or y.ndim < 2 or x.shape[-1] != y.shape[-1]:
        raise ValueError(
            "cdist: expected inputs of rank >= 2 with the same last dimension. "
            f"Received shapes: x.shape={x.shape}, y.shape={y.shape}"
        )
    return sqrt(_sum(square(expand_dims(x, -2) - expand_dims(y, -3)), axis=-1))
