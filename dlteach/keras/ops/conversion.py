"""Types, shapes, and values with and without a gradient."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from dlteach.autodiff import Tensor, as_tensor, record
from dlteach.keras.backend import core
from dlteach.keras.backend.common.dtypes import standardize_dtype
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.ops.arithmetic import clip
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.values import array_of

is_tensor = core.is_tensor


def _convert_spec(x: Any, dtype: Any = None, sparse: Any = None, ragged: Any = None) -> KerasTensor:
    return KerasTensor(x.shape, x.dtype if dtype is None else standardize_dtype(dtype))


@operation(output_spec=_convert_spec)
def convert_to_tensor(x: Any, dtype: Any = None, sparse: Any = None, ragged: Any = None) -> Any:
    """A value as an array: arrays and Tensors stay what they are, a variable gives its value.

    Parameters
    ----------
    x : array_like, Tensor or Variable
    dtype : str, optional
        Default: that of an array; for Python numbers `floatx()`, int32 or bool.
    sparse, ragged : bool, optional
        Not True: dlteach has neither.

    Examples
    --------
    >>> convert_to_tensor([1, 2.5])
    array([1. , 2.5], dtype=float32)
    """
    return core.convert_to_tensor(x, dtype, sparse, ragged)


def convert_to_numpy(x: Any) -> Any:
    """A value of any kind as an array of NumPy, without its gradient."""
    return core.convert_to_numpy(x)


def _cast_spec(x: Any, dtype: Any) -> KerasTensor:
    return KerasTensor(x.shape, standardize_dtype(dtype))


@operation(output_spec=_cast_spec)
def cast(x: Any, dtype: Any) -> Any:
    """The same numbers in another type.

    Examples
    --------
    >>> cast([1.7, -1.7], "int32")
    array([ 1, -1], dtype=int32)
    """
    return core.cast(x, dtype)


@operation(output_spec=_cast_spec)
def saturate_cast(x: Any, dtype: Any) -> Any:
    """The same numbers in another type, cut off at the smallest and the largest that it has.

    Examples
    --------
    >>> saturate_cast([-5, 300], "uint8")
    array([  0, 255], dtype=uint8)
    """
    x = core.convert_to_tensor(x)
    low, high = _limits(x.dtype)
    target_low, target_high = _limits(core.numpy_dtype(dtype))
    # The border itself may not be a number of the type of x: then the next one inside.
    bottom, top = x.dtype.type(max(low, target_low)), x.dtype.type(min(high, target_high))
    if float(bottom) < target_low:
        bottom = np.nextafter(bottom, x.dtype.type(0))
    if float(top) > target_high:
        top = np.nextafter(top, x.dtype.type(0))
    return core.cast(clip(x, bottom, top), dtype)


def _limits(dtype: np.dtype[Any]) -> tuple[Any, Any]:
    if dtype.kind == "b":
        return 0, 1
    if dtype.kind in "iu":
        return np.iinfo(dtype).min, np.iinfo(dtype).max
    largest = (2 - 2**-7) * 2.0**127 if dtype.name == "bfloat16" else float(np.finfo(dtype).max)
    return -largest, largest


def shape(x: Any) -> Any:
    """The shape as a tuple; None for a size that is not known.

    Examples
    --------
    >>> shape([[1, 2, 3]])
    (1, 3)
    """
    return core.shape(x)


def dtype(x: Any) -> str:
    """The name of the type.

    Examples
    --------
    >>> dtype(convert_to_tensor([1.0]))
    'float32'
    """
    return standardize_dtype(x.dtype)


def _same_spec(variable: Any) -> KerasTensor:
    return KerasTensor(variable.shape, variable.dtype)


@operation(output_spec=_same_spec)
def stop_gradient(variable: Any) -> Any:
    """The same numbers, through which no gradient flows."""
    return array_of(variable)


def custom_gradient(f: Callable[..., Any]) -> Callable[..., Any]:
    """A function that says itself how the gradient goes back.

    Parameters
    ----------
    f : callable
        Returns its value and a function: from the gradient that arrives there to that of each argument.

    Returns
    -------
    callable
        Returns the value.

    Examples
    --------
    >>> from dlteach.autodiff import Tensor
    >>> @custom_gradient
    ... def clipped(x):
    ...     return x, lambda upstream: np.clip(upstream, -1, 1)
    >>> x = Tensor(2.0, requires_grad=True)
    >>> (clipped(x) * 5).backward()
    >>> x.grad.item()
    1.0
    """

    @functools.wraps(f)
    def with_gradient(*args: Any, **kwargs: Any) -> Any:
        tensors = tuple(as_tensor(core.convert_to_tensor(arg)) for arg in args)
        value, gradient = f(*(tensor.data for tensor in tensors), **kwargs)
        if not core.is_tensor(value):
            raise TypeError(
                f"custom_gradient: expected one array as the value, got {type(value).__name__}; "
                "write a function for each output"
            )

        def backward(grad: Any) -> tuple[Any, ...]:
            shares = gradient(grad)
            shares = shares if isinstance(shares, (tuple, list)) else (shares,)
            return tuple(share.data if isinstance(share, Tensor) else share for share in shares)

        return core.plain(record("custom_gradient", array_of(value), tensors, backward))

    return with_gradient
