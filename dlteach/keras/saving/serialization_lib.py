"""Configs of objects, both ways, and what holds meanwhile; under the name that Keras's module has."""

from dlteach.keras.saving.deserialize import deserialize_keras_object
from dlteach.keras.saving.scopes import (
    ObjectSharingScope,
    SafeModeScope,
    enable_unsafe_deserialization,
    get_shared_object,
    in_safe_mode,
    record_object_after_deserialization,
    record_object_after_serialization,
)
from dlteach.keras.saving.serialize import (
    get_build_and_compile_config,
    serialize_dict,
    serialize_keras_object,
    serialize_with_public_class,
    serialize_with_public_fn,
)

__all__ = [
    "ObjectSharingScope",
    "SafeModeScope",
    "deserialize_keras_object",
    "enable_unsafe_deserialization",
    "get_build_and_compile_config",
    "get_shared_object",
    "in_safe_mode",
    "record_object_after_deserialization",
    "record_object_after_serialization",
    "serialize_dict",
    "serialize_keras_object",
    "serialize_with_public_class",
    "serialize_with_public_fn",
]
