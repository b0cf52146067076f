"""GlobalAveragePooling2D: the mean of an image as a whole."""

from __future__ import annotations

from dlteach.keras.layers.pooling.base_global_pooling import BaseGlobalAveragePooling


class GlobalAveragePooling2D(BaseGlobalAveragePooling):
    """The mean of each channel over all of an image.

    Parameters
    ----------
    data_format : {"channels_last", "channels_first"}, optional
    keepdims : bool, default False
        Whether the axes of space stay, with size 1.

    Examples
    --------
    >>> import numpy as np
    >>> GlobalAveragePooling2D()(np.reshape([1.0, 3.0, 3.0, 7.0], (1, 1, 4, 1)))
    array([[3.5]], dtype=float32)
    """

    pool_dimensions = 2
