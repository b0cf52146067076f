"""GlobalAveragePooling1D: the mean of a sequence as a whole."""

from __future__ import annotations

from typing import Any

from dlteach.keras import ops
from dlteach.keras.layers.pooling.base_global_pooling import BaseGlobalAveragePooling


class GlobalAveragePooling1D(BaseGlobalAveragePooling):
    """The mean of each channel over all steps of a sequence; with a mask, over the steps that count.

    Parameters
    ----------
    data_format : {"channels_last", "channels_first"}, optional
    keepdims : bool, default False
        Whether the axis of time stays, with size 1.

    Examples
    --------
    >>> import numpy as np
    >>> steps = np.array([[[1.0], [3.0], [9.0]]])
    >>> GlobalAveragePooling1D()(steps, mask=np.array([[True, True, False]]))
    array([[2.]], dtype=float32)
    """

    pool_dimensions = 1

    def __init__(self, data_format: str | None = None, keepdims: bool = False, **kwargs: Any) -> None:
        super().__init__(data_format, keepdims, **kwargs)
        self.supports_masking = True

    def call(self, inputs: Any, mask: Any = None) -> Any:
        if mask is None:
            return super().call(inputs)
        (axis,) = self.axes
        counts = ops.expand_dims(ops.cast(mask, "bool"), 2 if axis == 1 else 1)
        total = ops.sum(ops.where(counts, inputs, 0.0), axis=axis, keepdims=self.keepdims)
        return total / ops.sum(ops.cast(counts, inputs.dtype), axis=axis, keepdims=self.keepdims)

    def compute_mask(self, inputs: Any, mask: Any = None) -> None:
        return None
