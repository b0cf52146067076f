"""RandomRotation: images turned by random angles."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from dlteach.autodiff import Tensor
from dlteach.keras import backend, ops, random
from dlteach.keras.layers.preprocessing.image_preprocessing.base_image_preprocessing_layer import (
    BaseImagePreprocessingLayer,
)
from dlteach.keras.layers.preprocessing.image_preprocessing.resampling import (
    FILL_MODES,
    INTERPOLATIONS,
    sample,
)


class RandomRotation(BaseImagePreprocessingLayer):
    """Turn every image around its middle by a random angle, while training.

    Parameters
    ----------
    factor : float or (float, float)
        The largest angle as a part of a full turn, 0.1 for 36°; or the smallest and the largest. A positive
        angle turns counter-clockwise.
    fill_mode : {"reflect", "wrap", "constant", "nearest"}, default "reflect"
        What stands outside of the image: (d c b a | a b c d | d c b a), (a b c d | a b c d | a b c d),
        `fill_value`, or (a a a a | a b c d | d d d d).
    interpolation : {"bilinear", "nearest"}, default "bilinear"
    seed : int, optional
    fill_value : float, default 0.0
    data_format : {"channels_last", "channels_first"}, optional

    Raises
    ------
    NotImplementedError
        If there is no such fill mode or interpolation.

    Examples
    --------
    >>> import numpy as np
    >>> RandomRotation((0.5, 0.5))(np.arange(4.0).reshape(1, 2, 2, 1))[0, :, :, 0].round(3)
    array([[3., 2.],
           [1., 0.]], dtype=float32)
    """

    _SUPPORTED_FILL_MODE = FILL_MODES
    _SUPPORTED_INTERPOLATION = INTERPOLATIONS

    def __init__(
        self,
        factor: Any,
        fill_mode: str = "reflect",
        interpolation: str = "bilinear",
        seed: int | None = None,
        fill_value: float = 0.0,
        data_format: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(factor=factor, data_format=data_format, **kwargs)
        if fill_mode not in FILL_MODES:
            raise NotImplementedError(f"Unknown `fill_mode` {fill_mode}. Expected of one {FILL_MODES}.")
        if interpolation not in INTERPOLATIONS:
            raise NotImplementedError(
                f"Unknown `interpolation` {interpolation}. Expected of one {INTERPOLATIONS}."
            )
        self.seed = seed
        self.generator = random.SeedGenerator(seed)
        self.fill_mode = fill_mode
        self.interpolation = interpolation
        self.fill_value = fill_value

    def get_random_transformation(self, data: Any, training: bool = True, seed: Any = None) -> Any:
        if not training:
            return None
        examples, _, _ = self._sizes(data)
        lower, upper = self.factor
        seed = self.generator if seed is None else seed
        return {"angle": random.uniform((examples,), lower * 360, upper * 360, seed=seed)}

    def transform_images(self, images: Any, transformation: Any, training: bool = True) -> Any:
        images = ops.cast(images, self.compute_dtype)
        return self._turned(images, transformation, self.interpolation) if training else images

    def transform_segmentation_masks(self, masks: Any, transformation: Any, training: bool = True) -> Any:
        return self._turned(masks, transformation, "nearest") if training else masks

    def _turned(self, images: Any, transformation: Any, interpolation: str) -> Any:
        if isinstance(images, Tensor):
            raise ValueError(
                "RandomRotation: no gradient flows back through it; put it in front of the layers with "
                "weights"
            )
        images = backend.convert_to_numpy(images)
        last = self.data_format == "channels_last"
        channels_last = images if last else np.moveaxis(images, 1, -1)
        angles = transformation["angle"] * (math.pi / 180)
        turned = np.stack(
            [
                sample(
                    image, *_sources(angle, *image.shape[:2]), interpolation, self.fill_mode, self.fill_value
                )
                for image, angle in zip(channels_last, angles)
            ]
        ).astype(images.dtype, copy=False)
        return turned if last else np.moveaxis(turned, -1, 1)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "factor": self.factor,
            "fill_mode": self.fill_mode,
            "fill_value": self.fill_value,
            "interpolation": self.interpolation,
            "seed": self.seed,
        }


def _sources(angle: float, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """For each pixel of the turned image the place, row and column, that it comes from."""
    y, x = np.indices((height, width)) - np.array([(height - 1) / 2, (width - 1) / 2])[:, None, None]
    cos, sin = math.cos(angle), math.sin(angle)
    return sin * x + cos * y + (height - 1) / 2, cos * x - sin * y + (width - 1) / 2
