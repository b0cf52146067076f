"""Conv3D: convolution of volumes."""

from __future__ import annotations

from typing import Any

from dlteach.keras.layers.convolutional.base_conv import BaseConv


class Conv3D(BaseConv):
    """A convolution of volumes, or of films: one kernel for every place.

    Parameters
    ----------
    filters : int
    kernel_size : int or three ints
    strides : int or three ints, default (1, 1, 1)
    **kwargs
        The other arguments of `Conv2D`.

    Examples
    --------
    >>> import numpy as np
    >>> Conv3D(4, 2)(np.zeros((1, 3, 3, 3, 1))).shape
    (1, 2, 2, 2, 4)
    """

    def __init__(
        self,
        filters: int,
        kernel_size: Any,
        strides: Any = (1, 1, 1),
        padding: str = "valid",
        data_format: str | None = None,
        dilation_rate: Any = (1, 1, 1),
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
            rank=3,
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
