"""Constraints on variables, as objects or by name ("max_norm"), for example `Dense(kernel_constraint=…)`."""

from __future__ import annotations

from typing import Any

from dlteach.keras import absent
from dlteach.keras.constraints.constraints import Constraint, MaxNorm, MinMaxNorm, NonNeg, UnitNorm
from dlteach.keras.saving import serialization_lib
from dlteach.keras.utils.identifiers import names_of, resolve

__getattr__ = absent.names(__name__)

ALL_OBJECTS = {Constraint, MaxNorm, MinMaxNorm, NonNeg, UnitNorm}

ALL_OBJECTS_DICT = names_of(ALL_OBJECTS)

# Keras offers every class in lower case too.
max_norm, min_max_norm, non_neg, unit_norm = MaxNorm, MinMaxNorm, NonNeg, UnitNorm


def serialize(constraint: Constraint) -> dict[str, Any]:
    """The configuration of a constraint: what `deserialize` takes."""
    return serialization_lib.serialize_keras_object(constraint)


def deserialize(config: dict[str, Any], custom_objects: dict[str, Any] | None = None) -> Any:
    """The constraint that a configuration describes."""
    return serialization_lib.deserialize_keras_object(
        config, module_objects=ALL_OBJECTS_DICT, custom_objects=custom_objects
    )


def get(identifier: Any) -> Any:
    """The constraint that is meant: by a name, a configuration, or by itself.

    Parameters
    ----------
    identifier : str, dict, class, callable or None

    Returns
    -------
    callable from values to values; None for None

    Raises
    ------
    ValueError
        If it is none of these.

    Examples
    --------
    >>> get("max_norm").get_config()
    {'max_value': 2, 'axis': 0}
    """
    return resolve(identifier, "constraint", ALL_OBJECTS_DICT, deserialize)


__all__ = [
    "ALL_OBJECTS",
    "ALL_OBJECTS_DICT",
    "Constraint",
    "MaxNorm",
    "MinMaxNorm",
    "NonNeg",
    "UnitNorm",
    "deserialize",
    "get",
    "max_norm",
    "min_max_norm",
    "non_neg",
    "serialize",
    "unit_norm",
]
