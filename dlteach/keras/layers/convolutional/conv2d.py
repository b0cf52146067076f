"""Conv2D: convolution of images."""

from __future__ import annotations

from typing import Any

from dlteach.keras.layers.convolutional.base_conv import BaseConv


class Conv2D(BaseConv):
    """A convolution of images: one kernel for every place.

        y[n, i, j, f] = activation(b[f] + Σₖ Σₗ Σ𝒸 x[n, s·i + d·k, s·j + d·l, c] · kernel[k, l, c, f])

    Parameters
    ----------
    filters : int
        The number of outputs at each place.
    kernel_size : int or (height, width)
    strides : int or two ints, default (1, 1)
        Steps s between places.
    padding : {"valid", "same"}, default "valid"
        "same": zeros around the image, so that with strides of 1 the output has its size.
    data_format : {"channels_last", "channels_first"}, optional
        Where the channels stand; by default as `image_data_format()` says.
    dilation_rate : int or two ints, default (1, 1)
        Steps d between entries of the kernel on the image; only with strides of 1.
    groups : int, default 1
        Channels and filters fall into so many groups, and a filter sees its own group alone.
    activation : str or callable, optional
        By default none.
    use_bias : bool, default True
    kernel_initializer : default "glorot_uniform"
    bias_initializer : default "zeros"
    kernel_regularizer, bias_regularizer, activity_regularizer : optional
        Penalties on the weights and on the output, added to the loss.
    kernel_constraint, bias_constraint : optional
        What is done to the weights after each step.

    Attributes
    ----------
    kernel : Variable, shape (height, width, channels / groups, filters)
    bias : Variable, shape (filters,), or None

    Raises
    ------
    ValueError
        If a number is not positive, or groups do not divide filters and channels.

    Examples
    --------
    >>> import numpy as np
    >>> layer = Conv2D(1, (1, 2), kernel_initializer="ones")
    >>> layer(np.array([[1.0, 2.0, 4.0]]).reshape(1, 1, 3, 1)).ravel()
    array([3., 6.], dtype=float32)
    """

    def __init__(
        self,
        filters: int,
        kernel_size: Any,
        strides: Any = (1, 1),
        padding: str = "valid",
        data_format: str | None = None,
        dilation_rate: Any = (1, 1),
        groups: int = 1,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            rank=2,
            filters=filters,
            kernel_size=kernel_size,
            strides=strides,
            padding=padding,
            data_format=data_format,
            dilation_rate=dilation_rate,
            groups=groups,
            activation=activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            bias_initializer=bias_initializer,
            kernel_regularizer=kernel_regularizer,
            bias_regularizer=bias_regularizer,
            activity_regularizer=activity_regularizer,
            kernel_constraint=kernel_constraint,
            bias_constraint=bias_constraint,
            **kwargs,
        )
