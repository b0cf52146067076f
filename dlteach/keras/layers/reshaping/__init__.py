"""Layers that move numbers and change none."""

from dlteach.keras.layers.reshaping.cropping1d import Cropping1D
from dlteach.keras.layers.reshaping.cropping2d import Cropping2D
from dlteach.keras.layers.reshaping.flatten import Flatten
from dlteach.keras.layers.reshaping.permute import Permute
from dlteach.keras.layers.reshaping.repeat_vector import RepeatVector
from dlteach.keras.layers.reshaping.reshape import Reshape
from dlteach.keras.layers.reshaping.up_sampling1d import UpSampling1D
from dlteach.keras.layers.reshaping.up_sampling2d import UpSampling2D
from dlteach.keras.layers.reshaping.zero_padding1d import ZeroPadding1D
from dlteach.keras.layers.reshaping.zero_padding2d import ZeroPadding2D

__all__ = [
    "Cropping1D",
    "Cropping2D",
    "Flatten",
    "Permute",
    "RepeatVector",
    "Reshape",
    "UpSampling1D",
    "UpSampling2D",
    "ZeroPadding1D",
    "ZeroPadding2D",
]
