"""Losses: objects that give one number, functions that give one for each example; by name too ("mse")."""

from __future__ import annotations

from typing import Any

from dlteach.keras import absent
from dlteach.keras.losses import losses
from dlteach.keras.losses.loss import Loss
from dlteach.keras.losses.losses import (
    BinaryCrossentropy,
    BinaryFocalCrossentropy,
    CategoricalCrossentropy,
    CategoricalFocalCrossentropy,
    CategoricalGeneralizedCrossEntropy,
    CategoricalHinge,
    Circle,
    CosineSimilarity,
    Dice,
    Hinge,
    Huber,
    KLDivergence,
    LogCosh,
    LossFunctionWrapper,
    MeanAbsoluteError,
    MeanAbsolutePercentageError,
    MeanSquaredError,
    MeanSquaredLogarithmicError,
    Poisson,
    SparseCategoricalCrossentropy,
    SquaredHinge,
    Tversky,
    binary_crossentropy,
    binary_focal_crossentropy,
    categorical_crossentropy,
    categorical_focal_crossentropy,
    categorical_generalized_cross_entropy,
    categorical_hinge,
    circle,
    cosine_similarity,
    dice,
    hinge,
    huber,
    kl_divergence,
    log_cosh,
    mean_absolute_error,
    mean_absolute_percentage_error,
    mean_squared_error,
    mean_squared_logarithmic_error,
    poisson,
    sparse_categorical_crossentropy,
    squared_hinge,
    tversky,
)
from dlteach.keras.saving import serialization_lib
from dlteach.keras.utils.identifiers import resolve

__getattr__ = absent.names(__name__)

__all__ = [
    "ALL_OBJECTS",
    "ALL_OBJECTS_DICT",
    "BinaryCrossentropy",
    "BinaryFocalCrossentropy",
    "CategoricalCrossentropy",
    "CategoricalFocalCrossentropy",
    "CategoricalGeneralizedCrossEntropy",
    "CategoricalHinge",
    "Circle",
    "CosineSimilarity",
    "Dice",
    "Hinge",
    "Huber",
    "KLDivergence",
    "LogCosh",
    "Loss",
    "LossFunctionWrapper",
    "MeanAbsoluteError",
    "MeanAbsolutePercentageError",
    "MeanSquaredError",
    "MeanSquaredLogarithmicError",
    "Poisson",
    "SparseCategoricalCrossentropy",
    "SquaredHinge",
    "Tversky",
    "binary_crossentropy",
    "binary_focal_crossentropy",
    "categorical_crossentropy",
    "categorical_focal_crossentropy",
    "categorical_generalized_cross_entropy",
    "categorical_hinge",
    "circle",
    "cosine_similarity",
    "deserialize",
    "dice",
    "get",
    "hinge",
    "huber",
    "kl_divergence",
    "log_cosh",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_error",
    "mean_squared_logarithmic_error",
    "poisson",
    "serialize",
    "sparse_categorical_crossentropy",
    "squared_hinge",
    "tversky",
]

ALL_OBJECTS = {Loss, *(getattr(losses, name) for name in losses.__all__)}

ALL_OBJECTS_DICT: dict[str, Any] = {
    **{one.__name__: one for one in ALL_OBJECTS},
    **dict.fromkeys(("bce", "BCE"), binary_crossentropy),
    **dict.fromkeys(("kld", "KLD"), kl_divergence),
    **dict.fromkeys(("mae", "MAE"), mean_absolute_error),
    **dict.fromkeys(("mse", "MSE"), mean_squared_error),
    **dict.fromkeys(("mape", "MAPE"), mean_absolute_percentage_error),
    **dict.fromkeys(("msle", "MSLE"), mean_squared_logarithmic_error),
}


def serialize(loss: Any) -> Any:
    """The configuration of a loss object or function: what `deserialize` takes."""
    return serialization_lib.serialize_keras_object(loss)


def deserialize(name: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """The loss object or function that a configuration, or a name, describes."""
    return serialization_lib.deserialize_keras_object(
        name, module_objects=ALL_OBJECTS_DICT, custom_objects=custom_objects
    )


def get(identifier: Any) -> Any:
    """The loss that is meant: by a name, a configuration, or by itself.

    Parameters
    ----------
    identifier : str, dict, class, callable or None
        "mse" and "mean_squared_error" name the function, "MeanSquaredError" the class.

    Returns
    -------
    Loss or function; None for None

    Raises
    ------
    ValueError
        If it is none of these.

    Examples
    --------
    >>> get("mse") is mean_squared_error
    True
    >>> get("Huber").get_config()
    {'name': 'huber_loss', 'reduction': 'sum_over_batch_size'}
    """
    return resolve(identifier, "loss", ALL_OBJECTS_DICT, deserialize)
