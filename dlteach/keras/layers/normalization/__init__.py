"""Layers that give numbers a mean of 0 and a variance of 1, or a length of 1."""

from dlteach.keras.layers.normalization.batch_normalization import BatchNormalization
from dlteach.keras.layers.normalization.layer_normalization import LayerNormalization
from dlteach.keras.layers.normalization.unit_normalization import UnitNormalization

__all__ = ["BatchNormalization", "LayerNormalization", "UnitNormalization"]
