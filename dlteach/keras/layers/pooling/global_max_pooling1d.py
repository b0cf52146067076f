"""GlobalMaxPooling1D: the largest entry of a sequence as a whole."""

from __future__ import annotations

from dlteach.keras.layers.pooling.base_global_pooling import BaseGlobalMaxPooling


class GlobalMaxPooling1D(BaseGlobalMaxPooling):
    """The largest entry of each channel over all of a sequence.

    Parameters
    ----------
    data_format : {"channels_last", "channels_first"}, optional
    keepdims : bool, default False
        Whether the axes of time stay, with size 1.

    Examples
    --------
    >>> import numpy as np
    >>> GlobalMaxPooling1D()(np.reshape([1.0, 3.0, 3.0, 7.0], (1, 4, 1)))
    array([[7.]], dtype=float32)
    """

    pool_dimensions = 1
