"""Dropout of whole channels: neighbours in time or space tell too much of each other to be dropped alone."""

from __future__ import annotations

from typing import Any, ClassVar

from dlteach.keras import backend
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.regularization.dropout import Dropout


class BaseSpatialDropout(Dropout):
    """Dropout whose mask is the same along the axes of time or space."""

    rank: ClassVar[int]

    def __init__(
        self,
        rate: float,
        data_format: str | None = None,
        seed: int | None = None,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(rate, seed=seed, name=name, dtype=dtype)
        self.data_format = backend.standardize_data_format(data_format)
        self.input_spec = InputSpec(ndim=self.rank + 2)

    def _mask_shape(self, inputs: Any) -> Any:
        shape, ones = inputs.shape, (1,) * self.rank
        if self.data_format == "channels_first":
            return (shape[0], shape[1], *ones)
        return (shape[0], *ones, shape[-1])

    def get_config(self) -> dict[str, Any]:
        config = {"rate": self.rate, "seed": self.seed, "name": self.name, "dtype": self.dtype}
        return {**config, "data_format": self.data_format}


class SpatialDropout1D(BaseSpatialDropout):
    """Drop whole features of sequences (n, steps, channels) while training; see `Dropout`.

    Parameters
    ----------
    rate : float
        The part that is dropped, from 0 to 1.
    seed : int, optional

    Examples
    --------
    >>> import numpy as np
    >>> y = SpatialDropout1D(0.5, seed=1)(np.ones((1, 3, 100)), training=True)
    >>> bool(np.all(y == y[:, :1]))
    True

    References
    ----------
    Tompson and others, "Efficient object localization using convolutional networks", CVPR 2015.
    """

    rank = 1

    def __init__(
        self, rate: float, seed: int | None = None, name: str | None = None, dtype: Any = None
    ) -> None:
        super().__init__(rate, "channels_last", seed=seed, name=name, dtype=dtype)

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        del config["data_format"]
        return config


class SpatialDropout2D(BaseSpatialDropout):
    """Drop whole channels of images (n, height, width, channels) while training; see `Dropout`.

    Parameters
    ----------
    rate : float
        The part that is dropped, from 0 to 1.
    data_format : {"channels_last", "channels_first"}, optional
    seed : int, optional

    Examples
    --------
    >>> import numpy as np
    >>> y = SpatialDropout2D(0.5, seed=1)(np.ones((1, 2, 2, 100)), training=True)
    >>> bool(np.all(y == y[:, :1, :1]))
    True

    References
    ----------
    Tompson and others, "Efficient object localization using convolutional networks", CVPR 2015.
    """

    rank = 2


class SpatialDropout3D(BaseSpatialDropout):
    """Drop whole channels of volumes (n, depth, height, width, channels) while training; see `Dropout`.

    Parameters
    ----------
    rate : float
        The part that is dropped, from 0 to 1.
    data_format : {"channels_last", "channels_first"}, optional
    seed : int, optional

    Examples
    --------
    >>> import numpy as np
    >>> y = SpatialDropout3D(0.5, seed=1)(np.ones((1, 2, 2, 2, 100)), training=True)
    >>> bool(np.all(y == y[:, :1, :1, :1]))
    True

    References
    ----------
    Tompson and others, "Efficient object localization using convolutional networks", CVPR 2015.
    """

    rank = 3
