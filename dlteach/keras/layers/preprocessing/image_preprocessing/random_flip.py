"""RandomFlip: some images mirrored."""

from __future__ import annotations

from typing import Any

from dlteach.keras import ops, random
from dlteach.keras.layers.preprocessing.image_preprocessing.base_image_preprocessing_layer import (
    BaseImagePreprocessingLayer,
)

_MODES = ("horizontal", "vertical", "horizontal_and_vertical")


class RandomFlip(BaseImagePreprocessingLayer):
    """Mirror every image with probability ½, while training.

    Parameters
    ----------
    mode : {"horizontal_and_vertical", "horizontal", "vertical"}
        "horizontal" changes left and right, which is safe for photographs and wrong for digits and letters.
    seed : int, optional
    data_format : {"channels_last", "channels_first"}, optional

    Raises
    ------
    ValueError
        If there is no such mode.

    Examples
    --------
    >>> import numpy as np
    >>> images = np.tile(np.array([[1.0, 2.0]]).reshape(1, 1, 2, 1), (100, 1, 1, 1))
    >>> flipped = RandomFlip("horizontal", seed=1)(images)
    >>> np.unique(flipped[:, 0, :, 0], axis=0)
    array([[1., 2.],
           [2., 1.]], dtype=float32)
    """

    _USE_BASE_FACTOR = False

    def __init__(
        self,
        mode: str = "horizontal_and_vertical",
        seed: int | None = None,
        data_format: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data_format=data_format, **kwargs)
        if mode not in _MODES:
            raise ValueError(f"RandomFlip: expected mode to be one of {_MODES}, got {mode!r}")
        self.seed = seed
        self.generator = random.SeedGenerator(seed)
        self.mode = mode

    def get_random_transformation(self, data: Any, training: bool = True, seed: Any = None) -> Any:
        if not training:
            return None
        examples, _, _ = self._sizes(data)
        draws = random.uniform(shape=(examples, 1, 1, 1), seed=self.generator if seed is None else seed)
        return {"flips": draws <= 0.5}

    def transform_images(self, images: Any, transformation: Any, training: bool = True) -> Any:
        images = ops.cast(images, self.compute_dtype)
        if not training or transformation is None:
            return images
        width_axis = -2 if self.data_format == "channels_last" else -1
        if "horizontal" in self.mode:
            images = ops.where(transformation["flips"], ops.flip(images, axis=width_axis), images)
        if "vertical" in self.mode:
            images = ops.where(transformation["flips"], ops.flip(images, axis=width_axis - 1), images)
        return images

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "seed": self.seed, "mode": self.mode}
