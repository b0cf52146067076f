"""Regularizers of weights, as objects or by name ("l2"), for example `Dense(kernel_regularizer=…)`."""

from __future__ import annotations

from typing import Any

from dlteach.keras import absent
from dlteach.keras.regularizers.regularizers import L1, L1L2, L2, OrthogonalRegularizer, Regularizer
from dlteach.keras.saving import serialization_lib
from dlteach.keras.utils.identifiers import names_of, resolve

__getattr__ = absent.names(__name__)

ALL_OBJECTS = {L1, L1L2, L2, OrthogonalRegularizer, Regularizer}

ALL_OBJECTS_DICT = names_of(ALL_OBJECTS)

# Keras offers every class in lower case too.
l1, l1_l2, l2, orthogonal_regularizer = L1, L1L2, L2, OrthogonalRegularizer


def serialize(regularizer: Regularizer) -> dict[str, Any]:
    """The configuration of a regularizer: what `deserialize` takes."""
    return serialization_lib.serialize_keras_object(regularizer)


def deserialize(config: dict[str, Any], custom_objects: dict[str, Any] | None = None) -> Any:
    """The regularizer that a configuration describes."""
    return serialization_lib.deserialize_keras_object(
        config, module_objects=ALL_OBJECTS_DICT, custom_objects=custom_objects
    )


def get(identifier: Any) -> Any:
    """The regularizer that is meant: by a name, a configuration, or by itself.

    Parameters
    ----------
    identifier : str, dict, class, callable or None

    Returns
    -------
    callable from a variable to a number; None for None

    Raises
    ------
    ValueError
        If it is none of these.

    Examples
    --------
    >>> get("l2").get_config()
    {'l2': 0.01}
    """
    return resolve(identifier, "regularizer", ALL_OBJECTS_DICT, deserialize)


__all__ = [
    "ALL_OBJECTS",
    "ALL_OBJECTS_DICT",
    "L1",
    "L1L2",
    "L2",
    "OrthogonalRegularizer",
    "Regularizer",
    "deserialize",
    "get",
    "l1",
    "l1_l2",
    "l2",
    "orthogonal_regularizer",
    "serialize",
]
