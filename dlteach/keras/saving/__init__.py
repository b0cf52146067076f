"""Models and weights in files, and the configs that stand for objects."""

from dlteach.keras import absent
from dlteach.keras.saving.deserialize import deserialize_keras_object
from dlteach.keras.saving.object_registration import (
    CustomObjectScope,
    custom_object_scope,
    get_custom_objects,
    get_registered_name,
    get_registered_object,
    register_keras_serializable,
)
from dlteach.keras.saving.saving_api import load_model, load_weights, save_model, save_weights
from dlteach.keras.saving.serialize import serialize_keras_object

__all__ = [
    "CustomObjectScope",
    "custom_object_scope",
    "deserialize_keras_object",
    "get_custom_objects",
    "get_registered_name",
    "get_registered_object",
    "load_model",
    "load_weights",
    "register_keras_serializable",
    "save_model",
    "save_weights",
    "serialize_keras_object",
]

__getattr__ = absent.names(__name__)
