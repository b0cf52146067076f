"""The base of layers that change images at random while training."""

from __future__ import annotations

from typing import Any, ClassVar

from dlteach.keras import backend, ops
from dlteach.keras.layers.preprocessing.data_layer import DataLayer


class BaseImagePreprocessingLayer(DataLayer):
    """Draws a transformation for every image of a batch, while training, and applies it.

    A subclass writes `get_random_transformation` and `transform_images`. The input is an image, a batch of
    them, or a dict with "images" and, if there are any, "labels" and "segmentation_masks": labels stay as
    they are, masks move with their images.

    Parameters
    ----------
    factor : float or (float, float), optional
        How strong the change is: drawn from −factor to factor, or from the first to the second number.
    data_format : {"channels_last", "channels_first"}, optional
    """

    _USE_BASE_FACTOR = True
    _FACTOR_BOUNDS: ClassVar[tuple[float, float]] = (-1, 1)

    def __init__(self, factor: Any = None, data_format: str | None = None, **kwargs: Any) -> None:
        if kwargs.pop("bounding_box_format", None) is not None:
            raise NotImplementedError(self._no_boxes())
        super().__init__(**kwargs)
        self.supports_masking = False
        self.data_format = backend.standardize_data_format(data_format)
        if self._USE_BASE_FACTOR:
            self.factor = self._as_range(factor or 0.0)
        elif factor is not None:
            raise ValueError(
                f"Layer {self.__class__.__name__} does not take a `factor` argument. "
                f"Received: factor={factor}"
            )

    def _as_range(self, factor: Any) -> tuple[float, float]:
        low, high = self._FACTOR_BOUNDS
        if isinstance(factor, (int, float)) and low <= factor <= high:
            return max(-abs(factor), low), abs(factor)
        if isinstance(factor, (tuple, list)) and len(factor) == 2 and factor[0] <= high and factor[1] >= low:
            lower, upper = sorted(factor)
            return lower, upper
        raise ValueError(
            "The `factor` argument should be a number (or a list of two numbers) in the range "
            f"[{low}, {high}]. Received: factor={factor}"
        )

    def get_random_transformation(self, data: Any, training: bool = True, seed: Any = None) -> Any:
        raise NotImplementedError

    def transform_images(self, images: Any, transformation: Any, training: bool = True) -> Any:
        raise NotImplementedError

    def transform_labels(self, labels: Any, transformation: Any, training: bool = True) -> Any:
        return labels

    def transform_segmentation_masks(self, masks: Any, transformation: Any, training: bool = True) -> Any:
        return self.transform_images(masks, transformation, training=training)

    def call(self, data: Any, training: bool = True) -> Any:
        transformation = self.get_random_transformation(data, training=training)
        if not isinstance(data, dict):
            return self._transform_all(self.transform_images, data, transformation, training)
        if "bounding_boxes" in data:
            raise NotImplementedError(self._no_boxes())
        transforms = {
            "images": self.transform_images,
            "segmentation_masks": self.transform_segmentation_masks,
            "labels": lambda labels, *_, **__: labels,
        }
        return {
            key: self._transform_all(transforms[key], value, transformation, training)
            if key in transforms
            else value
            for key, value in data.items()
        }

    def _transform_all(self, transform: Any, images: Any, transformation: Any, training: bool) -> Any:
        """The transform of a batch, also for one image."""
        images = backend.convert_to_tensor(images)
        if len(images.shape) != 3:
            return transform(images, transformation, training=training)
        return ops.squeeze(transform(ops.expand_dims(images, 0), transformation, training=training), 0)

    def _sizes(self, data: Any) -> tuple[int, int, int]:
        """How many images, their height and their width."""
        shape = tuple(backend.shape(data["images"] if isinstance(data, dict) else data))
        if len(shape) not in (3, 4):
            raise ValueError(
                f"{self.__class__.__name__}: expected an image of rank 3 or a batch of images of rank 4, "
                f"got shape {shape}"
            )
        examples = 1 if len(shape) == 3 else shape[0]
        height, width = shape[-3:-1] if self.data_format == "channels_last" else shape[-2:]
        return examples, height, width

    def _no_boxes(self) -> str:
        return f"{type(self).__name__}: bounding boxes are not part of dlteach; Keras has them: import keras"

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "data_format": self.data_format}
