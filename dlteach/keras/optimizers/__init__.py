"""Optimizers: how weights follow their gradients."""

from __future__ import annotations

from typing import Any

from dlteach.keras import absent
from dlteach.keras.optimizers import schedules
from dlteach.keras.optimizers.adadelta import Adadelta
from dlteach.keras.optimizers.adagrad import Adagrad
from dlteach.keras.optimizers.adam import Adam
from dlteach.keras.optimizers.adamax import Adamax
from dlteach.keras.optimizers.adamw import AdamW
from dlteach.keras.optimizers.lion import Lion
from dlteach.keras.optimizers.nadam import Nadam
from dlteach.keras.optimizers.optimizer import Optimizer
from dlteach.keras.optimizers.rmsprop import RMSprop
from dlteach.keras.optimizers.sgd import SGD
from dlteach.keras.saving import serialization_lib

__all__ = [
    "SGD",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "Lion",
    "Nadam",
    "Optimizer",
    "RMSprop",
    "deserialize",
    "get",
    "schedules",
    "serialize",
]

__getattr__ = absent.names(__name__)

_BY_NAME = {
    cls.__name__.lower(): cls
    for cls in (SGD, Adadelta, Adagrad, Adam, AdamW, Adamax, Lion, Nadam, Optimizer, RMSprop)
}


def serialize(optimizer: Optimizer) -> dict[str, Any]:
    """The config of an optimizer, from which `deserialize` makes it again."""
    return serialization_lib.serialize_keras_object(optimizer)


def deserialize(config: dict[str, Any], custom_objects: dict[str, Any] | None = None) -> Any:
    """An optimizer from its config; the case of a class name of Keras does not matter."""
    if config["class_name"].lower() in _BY_NAME:
        config = {**config, "class_name": config["class_name"].lower()}
    return serialization_lib.deserialize_keras_object(
        config, module_objects=_BY_NAME, custom_objects=custom_objects
    )


def get(identifier: Any) -> Any:
    """An optimizer from its name, its config, or itself.

    Parameters
    ----------
    identifier : str, dict, Optimizer or None

    Returns
    -------
    Optimizer or None

    Raises
    ------
    ValueError
        If there is no such optimizer.

    Examples
    --------
    >>> get("adam").beta_1, get({"class_name": "SGD", "config": {"momentum": 0.5}}).momentum
    (0.9, 0.5)
    """
    found = identifier
    if isinstance(identifier, dict):
        found = deserialize(identifier)
    elif isinstance(identifier, str):
        found = deserialize({"class_name": identifier, "config": {}})
    if found is None or isinstance(found, Optimizer):
        return found
    raise ValueError(f"Could not interpret optimizer identifier: {identifier}")
