"""Activations: functions from a layer's sums to its outputs."""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any

from dlteach.keras import absent
from dlteach.keras.activations.activations import (
    celu,
    elu,
    exponential,
    gelu,
    glu,
    hard_shrink,
    hard_sigmoid,
    hard_silu,
    hard_tanh,
    leaky_relu,
    linear,
    log_sigmoid,
    log_softmax,
    mish,
    relu,
    relu6,
    selu,
    sigmoid,
    silu,
    soft_shrink,
    softmax,
    softplus,
    softsign,
    sparse_plus,
    sparse_sigmoid,
    sparsemax,
    squareplus,
    tanh,
    tanh_shrink,
    threshold,
)
from dlteach.keras.saving import object_registration, serialization_lib

swish = silu
hard_swish = hard_silu

_ALL = (
    celu,
    elu,
    exponential,
    gelu,
    glu,
    hard_shrink,
    hard_sigmoid,
    hard_silu,
    hard_tanh,
    leaky_relu,
    linear,
    log_sigmoid,
    log_softmax,
    mish,
    relu,
    relu6,
    selu,
    sigmoid,
    silu,
    soft_shrink,
    softmax,
    softplus,
    softsign,
    sparse_plus,
    sparse_sigmoid,
    sparsemax,
    squareplus,
    tanh,
    tanh_shrink,
    threshold,
)
_BY_NAME: dict[str, Callable[..., Any]] = {
    **{function.__name__: function for function in _ALL},
    "swish": silu,
    "hard_swish": hard_silu,
}


def serialize(activation: Callable[..., Any]) -> Any:
    """The name of an activation, or the config of one that is an object or registered.

    Raises
    ------
    ValueError
        If it has no name by which `deserialize` could find it.

    Examples
    --------
    >>> serialize(relu)
    'relu'
    """
    config = serialization_lib.serialize_keras_object(activation)
    if "config" not in config:
        raise ValueError(
            f"Unknown activation function '{activation}' cannot be serialized due to invalid function name. "
            "Use a name of `keras.activations`, or register the function with "
            "`@keras.saving.register_keras_serializable()`. "
            f"config={config}"
        )
    if not isinstance(activation, types.FunctionType):
        return config
    name = config["config"]
    if isinstance(name, str) and name not in _BY_NAME:
        config["config"] = object_registration.get_registered_name(activation)
        return config
    return name


def deserialize(config: Any, custom_objects: dict[str, Any] | None = None) -> Any:
    """The activation that `serialize` turned into a name or a config.

    Examples
    --------
    >>> deserialize("relu") is relu
    True
    """
    return serialization_lib.deserialize_keras_object(
        config, module_objects=_BY_NAME, custom_objects=custom_objects
    )


def get(identifier: Any) -> Callable[..., Any]:
    """The activation that a name, a config or a function means; None means `linear`.

    Raises
    ------
    ValueError
        If it means none.

    Examples
    --------
    >>> get("swish") is silu, get(None) is linear
    (True, True)
    """
    if identifier is None:
        return linear
    found = identifier
    if isinstance(identifier, dict):
        found = serialization_lib.deserialize_keras_object(identifier)
    elif isinstance(identifier, str):
        found = _BY_NAME.get(identifier)
    if callable(found):
        return found
    raise ValueError(
        f"Could not interpret activation function identifier: {identifier}. Expected a function, or one of "
        f"{', '.join(sorted(_BY_NAME))}"
    )


__getattr__ = absent.names(__name__)
