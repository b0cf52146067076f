"""Operations that move a window over images: convolution and pooling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dlteach import autodiff
from dlteach.keras.backend import config
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import cast, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.shaping import moveaxis
from dlteach.keras.ops.values import integers_as_float, together
from dlteach.keras.ops.window_shapes import compute_conv_output_shape, compute_pooling_output_shape


def _conv_spec(
    inputs: Any,
    kernel: Any,
    strides: Any = 1,
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = 1,
) -> KerasTensor:
    data_format = config.standardize_data_format(data_format)
    channels = inputs.shape[-1] if data_format == "channels_last" else inputs.shape[1]
    if channels is not None and channels % kernel.shape[-2]:
        raise ValueError(
            f"The number of input channels must be evenly divisible by kernel.shape[-2]. Received "
            f"inputs.shape={inputs.shape} and kernel.shape={kernel.shape}"
        )
    shape = compute_conv_output_shape(
        inputs.shape,
        kernel.shape[-1],
        kernel.shape[:-2],
        strides,
        padding.lower(),
        data_format,
        dilation_rate,
    )
    return KerasTensor(shape, inputs.dtype)


@operation(output_spec=_conv_spec)
def conv(
    inputs: Any,
    kernel: Any,
    strides: Any = 1,
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = 1,
) -> Any:
    """Lay a kernel on every place of every image, multiply, and add up: `functions.conv2d`, along 1 to 3 axes.

    Parameters
    ----------
    inputs : array_like, shape (n, …, c), or (n, c, …) with channels first
    kernel : array_like, shape (…, c, f)
        With a g-th of the channels, channels and filters fall into g groups.
    strides : int or one for each axis, default 1
    padding : {"valid", "same"}, default "valid"
    data_format : {"channels_last", "channels_first"}, optional
    dilation_rate : int or one for each axis, default 1

    Examples
    --------
    >>> conv([[[1.0], [2.0], [4.0]]], [[[-1.0]], [[1.0]]])[0, :, 0]
    array([1., 2.], dtype=float32)
    """
    inputs, kernel = together(integers_as_float(inputs), integers_as_float(kernel))
    how = {"strides": _plain(strides), "padding": padding.lower(), "dilation": _plain(dilation_rate)}
    return channels_last(lambda x: plain(autodiff.convolution(x, kernel, **how)), inputs, data_format)


def _pool_spec(
    inputs: Any, pool_size: Any, strides: Any = None, padding: str = "valid", data_format: str | None = None
) -> KerasTensor:
    data_format = config.standardize_data_format(data_format)
    shape = compute_pooling_output_shape(inputs.shape, pool_size, strides, padding.lower(), data_format)
    return KerasTensor(shape, inputs.dtype)


@operation(output_spec=_pool_spec)
def max_pool(
    inputs: Any, pool_size: Any, strides: Any = None, padding: str = "valid", data_format: str | None = None
) -> Any:
    """The largest entry of every window, channel by channel.

    Parameters
    ----------
    inputs : array_like, shape (n, …, c), or (n, c, …) with channels first
    pool_size : int or one for each axis
    strides : int or one for each axis, optional
        By default `pool_size`.
    padding : {"valid", "same"}, default "valid"
    data_format : {"channels_last", "channels_first"}, optional

    Examples
    --------
    >>> max_pool([[[1.0], [3.0], [2.0], [0.0]]], 2)[0, :, 0]
    array([3., 2.], dtype=float32)
    """
    return _pooled(autodiff.max_pool, inputs, pool_size, strides, padding, data_format)


@operation(output_spec=_pool_spec)
def average_pool(
    inputs: Any, pool_size: Any, strides: Any = None, padding: str = "valid", data_format: str | None = None
) -> Any:
    """The mean of every window, channel by channel; what lies outside the image does not count.

    Parameters
    ----------
    inputs, pool_size, strides, padding, data_format
        As for `max_pool`.

    Examples
    --------
    >>> average_pool([[[1.0], [3.0], [2.0]]], 2, padding="same")[0, :, 0]
    array([2., 2.], dtype=float32)
    """
    return _pooled(autodiff.average_pool, inputs, pool_size, strides, padding, data_format)


def _pooled(
    pool: Callable[..., Any], inputs: Any, pool_size: Any, strides: Any, padding: str, data_format: str | None
) -> Any:
    x = integers_as_float(inputs)
    sizes, steps = _plain(pool_size), _plain(strides)
    out = channels_last(lambda x: plain(pool(x, sizes, steps, padding.lower())), x, data_format)
    dtype = getattr(inputs, "dtype", x.dtype)
    return out if dtype == x.dtype else cast(out, dtype)


def channels_last(compute: Callable[[Any], Any], x: Any, data_format: str | None) -> Any:
    """Compute with the channels behind the axes of space, wherever they stand in x."""
    if config.standardize_data_format(data_format) == "channels_last":
        return compute(x)
    return moveaxis(compute(moveaxis(x, 1, -1)), -1, 1)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else tuple(value)
