"""Layers that make it harder for a network to learn by heart."""

from dlteach.keras.layers.regularization.activity_regularization import ActivityRegularization
from dlteach.keras.layers.regularization.alpha_dropout import AlphaDropout
from dlteach.keras.layers.regularization.dropout import Dropout
from dlteach.keras.layers.regularization.gaussian_dropout import GaussianDropout
from dlteach.keras.layers.regularization.gaussian_noise import GaussianNoise
from dlteach.keras.layers.regularization.spatial_dropout import (
    SpatialDropout1D,
    SpatialDropout2D,
    SpatialDropout3D,
)

__all__ = [
    "ActivityRegularization",
    "AlphaDropout",
    "Dropout",
    "GaussianDropout",
    "GaussianNoise",
    "SpatialDropout1D",
    "SpatialDropout2D",
    "SpatialDropout3D",
]
