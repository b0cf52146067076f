"""Conv1D: convolution of sequences."""

from __future__ import annotations

from typing import Any

from dlteach.keras.layers.convolutional.base_conv import BaseConv


class Conv1D(BaseConv):
    """A convolution of sequences: one kernel for every step of time.

        y[n, t, f] = activation(b[f] + Σₖ Σ𝒸 x[n, s·t + d·k, c] · kernel[k, c, f])

    Parameters
    ----------
    filters : int
    kernel_size : int
    strides : int, default 1
    padding : {"valid", "same", "causal"}, default "valid"
        "causal": zeros before the first step, so that no output depends on later steps.
    **kwargs
        The other arguments of `Conv2D`.

    Examples
    --------
    >>> import numpy as np
    >>> layer = Conv1D(1, 2, padding="causal", kernel_initializer="ones")
    >>> layer(np.array([[[1.0], [2.0], [4.0]]])).ravel()
    array([1., 3., 6.], dtype=float32)
    """

    def __init__(
        self,
        filters: int,
        kernel_size: Any,
        strides: Any = 1,
        padding: str = "valid",
        data_format: str | None = None,
        dilation_rate: Any = 1,
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
            rank=1,
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
