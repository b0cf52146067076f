"""Layers: what models are made of."""

from __future__ import annotations

from typing import Any

from dlteach.keras.absent import names as _names
from dlteach.keras.layers.activations import ELU, Activation, LeakyReLU, PReLU, ReLU, Softmax
from dlteach.keras.layers.convolutional import (
    Conv1D,
    Conv2D,
    Conv3D,
    Convolution1D,
    Convolution2D,
    Convolution3D,
)
from dlteach.keras.layers.core import (
    Dense,
    Embedding,
    Identity,
    Input,
    InputLayer,
    Lambda,
    Masking,
    Wrapper,
)
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer
from dlteach.keras.layers.merging import (
    Add,
    Average,
    Concatenate,
    Dot,
    Maximum,
    Minimum,
    Multiply,
    Subtract,
)
from dlteach.keras.layers.merging.add import add
from dlteach.keras.layers.merging.average import average
from dlteach.keras.layers.merging.concatenate import concatenate
from dlteach.keras.layers.merging.dot import dot
from dlteach.keras.layers.merging.maximum import maximum
from dlteach.keras.layers.merging.minimum import minimum
from dlteach.keras.layers.merging.multiply import multiply
from dlteach.keras.layers.merging.subtract import subtract
from dlteach.keras.layers.normalization import (
    BatchNormalization,
    LayerNormalization,
    UnitNormalization,
)
from dlteach.keras.layers.pooling import (
    AveragePooling1D,
    AveragePooling2D,
    AveragePooling3D,
    AvgPool1D,
    AvgPool2D,
    AvgPool3D,
    GlobalAveragePooling1D,
    GlobalAveragePooling2D,
    GlobalAveragePooling3D,
    GlobalAvgPool1D,
    GlobalAvgPool2D,
    GlobalAvgPool3D,
    GlobalMaxPool1D,
    GlobalMaxPool2D,
    GlobalMaxPool3D,
    GlobalMaxPooling1D,
    GlobalMaxPooling2D,
    GlobalMaxPooling3D,
    MaxPool1D,
    MaxPool2D,
    MaxPool3D,
    MaxPooling1D,
    MaxPooling2D,
    MaxPooling3D,
)
from dlteach.keras.layers.preprocessing import Normalization, RandomFlip, RandomRotation, Rescaling
from dlteach.keras.layers.regularization import (
    ActivityRegularization,
    AlphaDropout,
    Dropout,
    GaussianDropout,
    GaussianNoise,
    SpatialDropout1D,
    SpatialDropout2D,
    SpatialDropout3D,
)
from dlteach.keras.layers.reshaping import (
    Cropping1D,
    Cropping2D,
    Flatten,
    Permute,
    RepeatVector,
    Reshape,
    UpSampling1D,
    UpSampling2D,
    ZeroPadding1D,
    ZeroPadding2D,
)
from dlteach.keras.layers.rnn import LSTM, RNN, LSTMCell, SimpleRNN, SimpleRNNCell, StackedRNNCells
from dlteach.keras.saving import serialization_lib

__all__ = [
    "ELU",
    "LSTM",
    "RNN",
    "Activation",
    "ActivityRegularization",
    "Add",
    "AlphaDropout",
    "Average",
    "AveragePooling1D",
    "AveragePooling2D",
    "AveragePooling3D",
    "AvgPool1D",
    "AvgPool2D",
    "AvgPool3D",
    "BatchNormalization",
    "Concatenate",
    "Conv1D",
    "Conv2D",
    "Conv3D",
    "Convolution1D",
    "Convolution2D",
    "Convolution3D",
    "Cropping1D",
    "Cropping2D",
    "Dense",
    "Dot",
    "Dropout",
    "Embedding",
    "Flatten",
    "GaussianDropout",
    "GaussianNoise",
    "GlobalAveragePooling1D",
    "GlobalAveragePooling2D",
    "GlobalAveragePooling3D",
    "GlobalAvgPool1D",
    "GlobalAvgPool2D",
    "GlobalAvgPool3D",
    "GlobalMaxPool1D",
    "GlobalMaxPool2D",
    "GlobalMaxPool3D",
    "GlobalMaxPooling1D",
    "GlobalMaxPooling2D",
    "GlobalMaxPooling3D",
    "Identity",
    "Input",
    "InputLayer",
    "InputSpec",
    "LSTMCell",
    "Lambda",
    "Layer",
    "LayerNormalization",
    "LeakyReLU",
    "Masking",
    "MaxPool1D",
    "MaxPool2D",
    "MaxPool3D",
    "MaxPooling1D",
    "MaxPooling2D",
    "MaxPooling3D",
    "Maximum",
    "Minimum",
    "Multiply",
    "Normalization",
    "PReLU",
    "Permute",
    "RandomFlip",
    "RandomRotation",
    "ReLU",
    "RepeatVector",
    "Rescaling",
    "Reshape",
    "SimpleRNN",
    "SimpleRNNCell",
    "Softmax",
    "SpatialDropout1D",
    "SpatialDropout2D",
    "SpatialDropout3D",
    "StackedRNNCells",
    "Subtract",
    "UnitNormalization",
    "UpSampling1D",
    "UpSampling2D",
    "Wrapper",
    "ZeroPadding1D",
    "ZeroPadding2D",
    "add",
    "average",
    "concatenate",
    "deserialize",
    "dot",
    "maximum",
    "minimum",
    "multiply",
    "serialize",
    "subtract",
]

__getattr__ = _names(__name__)


def serialize(layer: Layer) -> dict[str, Any]:
    """The class, the arguments and the shapes of a layer, without its weights, as plain data.

    Examples
    --------
    >>> serialize(Dense(3))["config"]["units"]
    3
    """
    return serialization_lib.serialize_keras_object(layer)


def deserialize(config: dict[str, Any], custom_objects: dict[str, Any] | None = None) -> Layer:
    """A new layer as `serialize` described it.

    Parameters
    ----------
    config : dict
    custom_objects : dict, optional
        Your own classes and functions, by the names that the config has for them.

    Raises
    ------
    ValueError
        If it describes something else.

    Examples
    --------
    >>> deserialize(serialize(Dense(3))).units
    3
    """
    layer = serialization_lib.deserialize_keras_object(config, custom_objects=custom_objects)
    if not isinstance(layer, Layer):
        raise ValueError(
            "`keras.layers.deserialize` was passed a `config` object that is not a `keras.layers.Layer`. "
            f"Received: {config}"
        )
    return layer
