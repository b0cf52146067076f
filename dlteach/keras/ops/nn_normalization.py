"""Operations that give numbers a mean of 0 and a variance of 1."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.keras.backend import config
from dlteach.keras.backend.common.dtypes import result_type
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import cast, plain
from dlteach.keras.ops.arithmetic import add, clip, multiply, subtract
from dlteach.keras.ops.exponents import rsqrt, square
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.operation_classes import class_named
from dlteach.keras.ops.reductions import mean as _mean
from dlteach.keras.ops.shaping import reshape, squeeze
from dlteach.keras.ops.statistics import var
from dlteach.keras.ops.values import integers_as_float


@operation
def moments(x: Any, axes: Any, keepdims: bool = False, synchronized: bool = False) -> Any:
    """Mean and variance along axes: `m = mean x`, `v = mean (x − m)²`.

    Parameters
    ----------
    x : array_like
    axes : int or sequence of int
    keepdims : bool, default False
    synchronized : bool
        Not True: dlteach computes on one device.

    Examples
    --------
    >>> mean, variance = moments([[1.0, 2.0], [3.0, 6.0]], axes=[0])
    >>> mean, variance
    (array([2., 4.], dtype=float32), array([1., 4.], dtype=float32))
    """
    if synchronized:
        raise NotImplementedError(
            "moments: synchronized=True is not part of dlteach; Keras has it: import keras"
        )
    x = integers_as_float(x)
    axes = tuple(axes) if isinstance(axes, (list, tuple)) else (axes,)
    wide = cast(x, result_type(x.dtype, "float32"))
    mean = _mean(wide, axes, keepdims=True)
    variance = _mean(square(subtract(wide, mean)), axes, keepdims=keepdims)
    mean = mean if keepdims else squeeze(mean, axes)
    return _within(mean, x.dtype), _within(variance, x.dtype)


def _within(value: Any, dtype: Any) -> Any:
    """Cast, with the largest number of the type in place of infinity."""
    if value.dtype == dtype:
        return value
    return cast(clip(value, np.finfo(dtype).min, np.finfo(dtype).max), dtype)


def _batch_spec(
    x: Any,
    mean: Any,
    variance: Any,
    axis: int,
    offset: Any = None,
    scale: Any = None,
    epsilon: float = 1e-3,
) -> KerasTensor:
    named = {"mean": mean, "variance": variance, "offset": offset, "scale": scale}
    expected = (x.shape[axis],)
    for name, vector in named.items():
        if vector is not None and tuple(vector.shape) != expected:
            raise ValueError(
                f"Arguments `{name}` must be a vector of length `x.shape[axis]`. Expected: `{expected}`. "
                f"Received: `{tuple(vector.shape)}`."
            )
    return KerasTensor(x.shape, x.dtype)


@operation(output_spec=_batch_spec)
def batch_normalization(
    x: Any,
    mean: Any,
    variance: Any,
    axis: int,
    offset: Any = None,
    scale: Any = None,
    epsilon: float = 1e-3,
) -> Any:
    """Normalize the features along an axis with given statistics.

        y = scale · (x − mean) / √(variance + epsilon) + offset

    Parameters
    ----------
    x : array_like
    mean, variance : array_like, one number for each feature
    axis : int
        The axis of the features.
    offset, scale : array_like, optional
    epsilon : float, default 1e-3

    Examples
    --------
    >>> batch_normalization([[5.0]], [3.0], [4.0], axis=-1, offset=[1.0], scale=[2.0], epsilon=0.0)
    array([[3.]], dtype=float32)
    """
    x = integers_as_float(x)
    shape = [1] * len(x.shape)
    shape[axis] = -1
    factor = rsqrt(add(reshape(variance, shape), epsilon))
    if scale is not None:
        factor = multiply(factor, reshape(scale, shape))
    out = multiply(subtract(x, reshape(mean, shape)), factor)
    return out if offset is None else add(out, reshape(offset, shape))


def _same_spec(x: Any, *args: Any, **kwargs: Any) -> KerasTensor:
    return KerasTensor(x.shape, x.dtype)


@operation(output_spec=_same_spec)
def layer_normalization(
    x: Any, gamma: Any = None, beta: Any = None, axis: Any = -1, epsilon: float | None = None, **kwargs: Any
) -> Any:
    """Normalize each example along its own features: `functions.layer_norm_forward`.

    Parameters
    ----------
    x : array_like
    gamma, beta : array_like, optional
        Scale and offset, of the shape that x has along `axis`.
    axis : int or sequence of int, default -1
    epsilon : float, optional
        By default `backend.epsilon()`.

    Examples
    --------
    >>> layer_normalization([[1.0, 3.0]])
    array([[-1.,  1.]], dtype=float32)
    """
    x = integers_as_float(x)
    epsilon = config.epsilon() if epsilon is None else epsilon
    axes = sorted(place % x.ndim for place in ([axis] if isinstance(axis, int) else axis))
    dtype = result_type(x.dtype, "float32")
    shape = [x.shape[place] for place in axes]
    wide = cast(x, dtype)
    scale = np.ones(shape, wide.dtype) if gamma is None else reshape(cast(gamma, dtype), shape)
    if kwargs.pop("rms_scaling", False):
        return cast(_scaled_by_deviation(wide, scale, axes, epsilon), x.dtype)
    if kwargs:
        raise TypeError(f"layer_normalization: unexpected arguments {sorted(kwargs)}")
    offset = np.zeros(shape, wide.dtype) if beta is None else reshape(cast(beta, dtype), shape)
    return cast(plain(autodiff.layer_norm(wide, scale, offset, epsilon, axes)), x.dtype)


@operation(output_spec=_same_spec)
def rms_normalization(x: Any, scale: Any = None, axis: Any = -1, epsilon: float | None = None) -> Any:
    """Divide each example by the root of the mean of its squares: `scale · x / √(mean x² + epsilon)`.

    Parameters
    ----------
    x : array_like
    scale : array_like, optional
    axis : int or sequence of int, default -1
    epsilon : float, optional
        By default `backend.epsilon()`.

    Examples
    --------
    >>> rms_normalization([[3.0, 3.0]], epsilon=0.0)
    array([[1., 1.]], dtype=float32)
    """
    x = integers_as_float(x)
    epsilon = config.epsilon() if epsilon is None else epsilon
    wide = cast(x, result_type(x.dtype, "float32"))
    axes = axis if isinstance(axis, int) else tuple(sorted(axis))
    out = multiply(wide, rsqrt(add(_mean(square(wide), axes, keepdims=True), epsilon)))
    return cast(out if scale is None else multiply(out, cast(scale, wide.dtype)), x.dtype)


def _scaled_by_deviation(x: Any, scale: Any, axes: list[int], epsilon: float) -> Any:
    warnings.warn(
        "You passed `rms_scaling=True`, which is deprecated: it divides by the standard deviation, not by "
        "the root mean square.",
        stacklevel=4,
    )
    beside = [size if place in axes else 1 for place, size in enumerate(x.shape)]
    return multiply(multiply(x, rsqrt(add(var(x, tuple(axes), True), epsilon))), reshape(scale, beside))


# Keras's names for the classes of these operations are shorter than theirs.
BatchNorm = class_named("BatchNormalization", globals())
LayerNorm = class_named("LayerNormalization", globals())
RMSNorm = class_named("RmsNormalization", globals())
