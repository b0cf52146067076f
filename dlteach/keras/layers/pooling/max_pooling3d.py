"""MaxPooling3D: the largest entry of every window of volumes."""

from __future__ import annotations

from typing import Any

from dlteach.keras.layers.pooling.base_pooling import BasePooling


class MaxPooling3D(BasePooling):
    """Keep the largest entry of every window of volumes, channel by channel.

    Parameters
    ----------
    pool_size : int or three ints, default (2, 2, 2)
    strides : int or three ints, optional
        Steps between windows; by default `pool_size`, so that none overlap.
    padding : {"valid", "same"}, default "valid"
        "same": windows reach over the edge.
    data_format : {"channels_last", "channels_first"}, optional

    Examples
    --------
    >>> import numpy as np
    >>> MaxPooling3D((1, 1, 2))(np.reshape([1.0, 3.0, 3.0, 7.0], (1, 1, 1, 4, 1))).ravel()
    array([3., 7.], dtype=float32)
    """

    def __init__(
        self,
        pool_size: Any = (2, 2, 2),
        strides: Any = None,
        padding: str = "valid",
        data_format: str | None = None,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            pool_size,
            strides,
            pool_dimensions=3,
            pool_mode="max",
            padding=padding,
            data_format=data_format,
            name=name,
            **kwargs,
        )
