"""Layers that prepare data."""

from dlteach.keras.layers.preprocessing.image_preprocessing import RandomFlip, RandomRotation
from dlteach.keras.layers.preprocessing.normalization import Normalization
from dlteach.keras.layers.preprocessing.rescaling import Rescaling

__all__ = ["Normalization", "RandomFlip", "RandomRotation", "Rescaling"]
