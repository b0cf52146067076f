"""Operations that move a window over images: convolution and pooling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dlteach import autodiff
from dlteach.keras.backend import config
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import cast, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.shaping import moveaxis, reshape
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
        raise _other_channels(channels, kernel)
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
    """Lay a kernel on every place of every image, multiply, and add up: `functions.conv2d`, for 1 to 3 axes.

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


def _depthwise_spec(
    inputs: Any,
    kernel: Any,
    strides: Any = 1,
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = 1,
) -> KerasTensor:
    data_format = config.standardize_data_format(data_format)
    _check_depthwise(inputs, kernel, data_format)
    filters, window = kernel.shape[-2] * kernel.shape[-1], kernel.shape[:-2]
    shape = compute_conv_output_shape(
        inputs.shape, filters, window, strides, padding.lower(), data_format, dilation_rate
    )
    return KerasTensor(shape, inputs.dtype)


@operation(output_spec=_depthwise_spec)
def depthwise_conv(
    inputs: Any,
    kernel: Any,
    strides: Any = 1,
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = 1,
) -> Any:
    """A convolution of every channel by itself: `conv` with as many groups as channels.

    Parameters
    ----------
    inputs : array_like, shape (n, …, c), or (n, c, …) with channels first
    kernel : array_like, shape (…, c, m)
        m filters for each channel.
    strides, padding, data_format, dilation_rate
        As for `conv`.

    Examples
    --------
    >>> depthwise_conv([[[1.0, 10.0], [2.0, 20.0]]], [[[1.0], [1.0]], [[1.0], [2.0]]])
    array([[[ 3., 50.]]], dtype=float32)
    """
    inputs, kernel = integers_as_float(inputs), integers_as_float(kernel)
    *window, channels, filters = kernel.shape
    _check_depthwise(inputs, kernel, config.standardize_data_format(data_format))
    grouped = reshape(kernel, (*window, 1, channels * filters))
    return conv(inputs, grouped, strides, padding, data_format, dilation_rate)


def _separable_spec(
    inputs: Any, depthwise_kernel: Any, pointwise_kernel: Any, *how: Any, **named: Any
) -> KerasTensor:
    each = _depthwise_spec(inputs, depthwise_kernel, *how, **named)
    data_format = how[2] if len(how) > 2 else named.get("data_format")
    return _conv_spec(each, pointwise_kernel, data_format=data_format)


@operation(output_spec=_separable_spec)
def separable_conv(
    inputs: Any,
    depthwise_kernel: Any,
    pointwise_kernel: Any,
    strides: Any = 1,
    padding: str = "valid",
    data_format: str | None = None,
    dilation_rate: Any = 1,
) -> Any:
    """A convolution in two cheaper ones: every channel by itself, then all channels of one place.

    Parameters
    ----------
    inputs : array_like, shape (n, …, c), or (n, c, …) with channels first
    depthwise_kernel : array_like, shape (…, c, m)
    pointwise_kernel : array_like, shape (1, …, c · m, f)
    strides, padding, data_format, dilation_rate
        As for `conv`; they hold for the first of the two.

    Examples
    --------
    >>> separable_conv([[[1.0, 10.0], [2.0, 20.0]]], [[[1.0], [1.0]], [[1.0], [2.0]]], [[[1.0], [1.0]]])
    array([[[53.]]], dtype=float32)
    """
    each = depthwise_conv(inputs, depthwise_kernel, strides, padding, data_format, dilation_rate)
    return conv(each, pointwise_kernel, data_format=data_format)


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


def _check_depthwise(inputs: Any, kernel: Any, data_format: str) -> None:
    channels = inputs.shape[-1 if data_format == "channels_last" else 1]
    if channels not in (None, kernel.shape[-2]):
        raise _other_channels(channels, kernel)


def _other_channels(channels: int, kernel: Any) -> ValueError:
    return ValueError(
        "The number of input channels must match the kernel's input channels, or be a multiple of them for a "
        f"kernel in groups. Received: input channels={channels}, kernel.shape={tuple(kernel.shape)}"
    )


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else tuple(value)
