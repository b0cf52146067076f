"""From a name or a config to a policy."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend
from dlteach.keras.dtype_policies.dtype_policy import DTypePolicy, FloatDTypePolicy, dtype_policy


def serialize(dtype_policy: DTypePolicy) -> dict[str, Any]:
    """The config of a policy, for a file.

    Examples
    --------
    >>> serialize(DTypePolicy("float32"))["config"]
    {'name': 'float32'}
    """
    from dlteach.keras.saving import serialization_lib

    return serialization_lib.serialize_keras_object(dtype_policy)


def deserialize(config: dict[str, Any], custom_objects: dict[str, Any] | None = None) -> Any:
    """The policy that `serialize` gave the config of."""
    from dlteach.keras.dtype_policies.dtype_policy_map import DTypePolicyMap
    from dlteach.keras.saving import serialization_lib

    policies = (DTypePolicy, FloatDTypePolicy, DTypePolicyMap)
    return serialization_lib.deserialize_keras_object(
        config,
        module_objects={cls.__name__: cls for cls in policies},
        custom_objects=custom_objects,
    )


def get(identifier: Any) -> DTypePolicy:
    """The policy that an argument `dtype` means.

    Parameters
    ----------
    identifier : None, str, DTypePolicy, dict or type
        None means the global policy.

    Raises
    ------
    ValueError
        If it is none of these.

    Examples
    --------
    >>> get("mixed_float16"), get(float), get(None)
    (<DTypePolicy "mixed_float16">, <DTypePolicy "float32">, <DTypePolicy "float32">)
    """
    if identifier is None:
        return dtype_policy()
    if isinstance(identifier, DTypePolicy):
        return identifier
    if isinstance(identifier, dict):
        return deserialize(identifier)
    if isinstance(identifier, str):
        return DTypePolicy(identifier)
    try:
        return DTypePolicy(backend.standardize_dtype(identifier))
    except (TypeError, ValueError):
        raise ValueError(
            "Cannot interpret `dtype` argument. Expected a string or an instance of DTypePolicy. "
            f"Received: dtype={identifier}"
        ) from None
