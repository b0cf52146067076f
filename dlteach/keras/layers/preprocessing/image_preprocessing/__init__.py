"""Layers that change images at random, so that a network sees more of them than there are."""

from dlteach.keras.layers.preprocessing.image_preprocessing.random_flip import RandomFlip
from dlteach.keras.layers.preprocessing.image_preprocessing.random_rotation import RandomRotation

__all__ = ["RandomFlip", "RandomRotation"]
