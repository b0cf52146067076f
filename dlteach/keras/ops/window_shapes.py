"""Shapes that convolution and pooling give, where None stands for any size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Shape = tuple[int | None, ...]


def compute_conv_output_shape(
    input_shape: Sequence[int | None],
    filters: int,
    kernel_size: Sequence[int],
    strides: Any = 1,
    padding: str = "valid",
    data_format: str = "channels_last",
    dilation_rate: Any = 1,
) -> Shape:
    """The shape of a convolution.

    Raises
    ------
    ValueError
        If the kernel has not as many axes as the images, or is larger than they are.

    Examples
    --------
    >>> compute_conv_output_shape((None, 28, 28, 1), 8, (3, 3))
    (None, 26, 26, 8)
    """
    axes = len(input_shape) - 2
    if len(kernel_size) != axes:
        raise ValueError(
            "Kernel shape must have the same length as input, but received kernel of shape "
            f"{tuple(kernel_size)} and input of shape {tuple(input_shape)}."
        )
    dilation = _for_each(dilation_rate, axes, "Dilation")
    reach = [d * (k - 1) + 1 for k, d in zip(kernel_size, dilation)]
    given = (
        f"`inputs shape={tuple(input_shape)}`, `kernel size={tuple(kernel_size)}`, "
        f"`dilation_rate={dilation_rate}`, `strides={strides}`, `padding={padding}`"
    )
    padding = "same" if padding == "causal" else padding
    sizes = _window_counts(
        _spatial(input_shape, data_format), reach, _for_each(strides, axes, "strides"), padding, given
    )
    return _assemble(input_shape[0], sizes, filters, data_format)


def compute_pooling_output_shape(
    input_shape: Sequence[int | None],
    pool_size: Sequence[int],
    strides: Any = None,
    padding: str = "valid",
    data_format: str = "channels_last",
) -> Shape:
    """The shape of pooled images.

    Raises
    ------
    ValueError
        If the window is larger than the images.

    Examples
    --------
    >>> compute_pooling_output_shape((None, 5, 5, 3), (2, 2))
    (None, 2, 2, 3)
    """
    axes = len(input_shape) - 2
    sizes = _for_each(pool_size, axes, "pool_size")
    steps = sizes if strides is None else _for_each(strides, axes, "strides")
    given = (
        f"`inputs.shape={tuple(input_shape)}`, `pool_size={pool_size}`, `strides={strides}`, "
        f"`padding={padding}`"
    )
    channels = input_shape[-1] if data_format == "channels_last" else input_shape[1]
    counts = _window_counts(_spatial(input_shape, data_format), sizes, steps, padding, given)
    return _assemble(input_shape[0], counts, channels, data_format)


def _window_counts(
    sizes: Sequence[int | None], reach: Sequence[int], strides: Sequence[int], padding: str, given: str
) -> Shape:
    if padding not in ("valid", "same"):
        raise ValueError(f"Argument `padding` must be either 'valid' or 'same'. Received: padding={padding}")
    count: Callable[[int, int, int], int] = (
        (lambda size, r, s: -(-size // s)) if padding == "same" else (lambda size, r, s: (size - r) // s + 1)
    )
    counts = tuple(None if size is None else count(size, r, s) for size, r, s in zip(sizes, reach, strides))
    if any(n is not None and n <= 0 for n in counts):
        raise ValueError(f"Computed output size would be zero or negative. Received: {given}.")
    return counts


def _for_each(value: Any, axes: int, name: str) -> tuple[int, ...]:
    values = (value,) * axes if isinstance(value, int) else tuple(value)
    if len(values) != axes:
        raise ValueError(
            f"{name} must be a number or one for each of {axes} axes of the inputs, but received {value}."
        )
    return values


def _spatial(shape: Sequence[int | None], data_format: str) -> Sequence[int | None]:
    return shape[1:-1] if data_format == "channels_last" else shape[2:]


def _assemble(examples: int | None, sizes: Shape, channels: int | None, data_format: str) -> Shape:
    return (examples, *sizes, channels) if data_format == "channels_last" else (examples, channels, *sizes)
