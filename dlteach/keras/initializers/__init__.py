"""Initializers: the first values of a layer's variables, as objects or by name ("glorot_uniform")."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from dlteach.keras import absent, backend
from dlteach.keras.initializers.constant_initializers import Constant, Identity, Ones, Zeros
from dlteach.keras.initializers.initializer import Initializer, Shape
from dlteach.keras.initializers.random_initializers import (
    Orthogonal,
    RandomNormal,
    RandomUniform,
    TruncatedNormal,
)
from dlteach.keras.initializers.variance_scaling import (
    GlorotNormal,
    GlorotUniform,
    HeNormal,
    HeUniform,
    LecunNormal,
    LecunUniform,
    VarianceScaling,
)
from dlteach.keras.saving import object_registration, serialization_lib
from dlteach.keras.utils.identifiers import names_of, resolve

__getattr__ = absent.names(__name__)

ALL_OBJECTS = {
    Constant,
    GlorotNormal,
    GlorotUniform,
    HeNormal,
    HeUniform,
    Identity,
    Initializer,
    LecunNormal,
    LecunUniform,
    Ones,
    Orthogonal,
    RandomNormal,
    RandomUniform,
    TruncatedNormal,
    VarianceScaling,
    Zeros,
}

ALL_OBJECTS_DICT = names_of(
    ALL_OBJECTS,
    IdentityInitializer=Identity,
    OrthogonalInitializer=Orthogonal,
    normal=RandomNormal,
    one=Ones,
    uniform=RandomUniform,
    zero=Zeros,
)

# Keras offers every class in lower case too.
constant, identity, ones, zeros = Constant, Identity, Ones, Zeros
glorot_normal, glorot_uniform = GlorotNormal, GlorotUniform
he_normal, he_uniform = HeNormal, HeUniform
lecun_normal, lecun_uniform = LecunNormal, LecunUniform
orthogonal, variance_scaling = Orthogonal, VarianceScaling
random_normal, random_uniform, truncated_normal = RandomNormal, RandomUniform, TruncatedNormal
IdentityInitializer, OrthogonalInitializer = Identity, Orthogonal


def serialize(initializer: Initializer) -> dict[str, Any]:
    """The configuration of an initializer: what `deserialize` takes."""
    return serialization_lib.serialize_keras_object(initializer)


def deserialize(config: dict[str, Any], custom_objects: dict[str, Any] | None = None) -> Any:
    """The initializer that a configuration describes."""
    return serialization_lib.deserialize_keras_object(
        config, module_objects=ALL_OBJECTS_DICT, custom_objects=custom_objects
    )


def get(identifier: Any) -> Any:
    """The initializer that is meant: by a name, a configuration, an array of values, or by itself.

    Parameters
    ----------
    identifier : str, dict, array, class, callable or None

    Returns
    -------
    callable from (shape, dtype) to an array; None for None

    Raises
    ------
    ValueError
        If it is none of these.

    Examples
    --------
    >>> type(get("he_normal")).__name__
    'HeNormal'
    """
    if isinstance(identifier, str):
        identifier = object_registration.get_registered_object(identifier) or identifier
    elif backend.is_tensor(identifier):
        return _values(backend.convert_to_numpy(identifier))
    return resolve(identifier, "initializer", ALL_OBJECTS_DICT, deserialize)


def _values(values: np.ndarray) -> Callable[..., np.ndarray]:
    """An initializer that gives these values."""

    def initialize(shape: Shape, dtype: Any = None) -> np.ndarray:
        if tuple(shape) != values.shape:
            raise ValueError(
                f"Expected `shape` to be {values.shape} for direct tensor as initializer. "
                f"Received shape={tuple(shape)}"
            )
        return values.astype(backend.standardize_dtype(dtype))

    return initialize


__all__ = [
    "ALL_OBJECTS",
    "ALL_OBJECTS_DICT",
    "Constant",
    "GlorotNormal",
    "GlorotUniform",
    "HeNormal",
    "HeUniform",
    "Identity",
    "IdentityInitializer",
    "Initializer",
    "LecunNormal",
    "LecunUniform",
    "Ones",
    "Orthogonal",
    "OrthogonalInitializer",
    "RandomNormal",
    "RandomUniform",
    "TruncatedNormal",
    "VarianceScaling",
    "Zeros",
    "constant",
    "deserialize",
    "get",
    "glorot_normal",
    "glorot_uniform",
    "he_normal",
    "he_uniform",
    "identity",
    "lecun_normal",
    "lecun_uniform",
    "ones",
    "orthogonal",
    "random_normal",
    "random_uniform",
    "serialize",
    "truncated_normal",
    "variance_scaling",
    "zeros",
]
