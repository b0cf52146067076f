"""AveragePooling1D: the mean of every window of sequences."""

from __future__ import annotations

from typing import Any

from dlteach.keras.layers.pooling.base_pooling import BasePooling


class AveragePooling1D(BasePooling):
    """Keep the mean of every window of sequences, channel by channel.

    Parameters
    ----------
    pool_size : int
    strides : int, optional
        Steps between windows; by default `pool_size`, so that none overlap.
    padding : {"valid", "same"}, default "valid"
        "same": windows reach over the edge; what is outside does not count.
    data_format : {"channels_last", "channels_first"}, optional

    Examples
    --------
    >>> import numpy as np
    >>> AveragePooling1D(2)(np.reshape([1.0, 3.0, 3.0, 7.0], (1, 4, 1))).ravel()
    array([2., 5.], dtype=float32)
    """

    def __init__(
        self,
        pool_size: Any,
        strides: Any = None,
        padding: str = "valid",
        data_format: str | None = None,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            pool_size,
            strides,
            pool_dimensions=1,
            pool_mode="average",
            padding=padding,
            data_format=data_format,
            name=name,
            **kwargs,
        )
