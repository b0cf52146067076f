"""From an object to the dict of plain values that stands for it in a file."""

from __future__ import annotations

import types
import uuid
import warnings
import weakref
from collections.abc import Mapping
from typing import Any

import numpy as np

from dlteach.keras import backend
from dlteach.keras.saving import known_objects, object_registration
from dlteach.keras.saving.scopes import record_object_after_serialization

PLAIN_TYPES = (str, int, float, bool)

Config = dict[str, Any]

# The lambdas that this process wrote, so that they can be given back without code in the file.
lambdas: weakref.WeakValueDictionary[str, Any] = weakref.WeakValueDictionary()


def serialize_keras_object(obj: Any) -> Any:
    """The config of an object: a dict of JSON-able values from which `deserialize_keras_object` makes its
    equal.

    Parameters
    ----------
    obj : object
        Something with a `get_config` method (layer, loss, optimizer, …), a function, an array, a plain value,
        or a list, tuple or dict of such.

    Returns
    -------
    dict, list, tuple or plain value
        For an object: `module`, `class_name`, `config` and `registered_name`, and where there is something to
        say, `build_config` and `compile_config`. The form is Keras's: either library reads the other's.

    Raises
    ------
    TypeError
        If an object has no `get_config` method.

    Examples
    --------
    >>> from dlteach import keras
    >>> serialize_keras_object(keras.regularizers.L2(0.5))
    {'module': 'keras.regularizers', 'class_name': 'L2', 'config': {'l2': 0.5}, 'registered_name': None}
    """
    if obj is None or isinstance(obj, PLAIN_TYPES):
        return obj
    if isinstance(obj, np.generic):
        return obj.item()
    if isinstance(obj, tuple):
        return tuple(serialize_keras_object(item) for item in obj)
    if isinstance(obj, list):
        return [serialize_keras_object(item) for item in obj]
    if isinstance(obj, dict):
        return serialize_dict(obj)
    special = _serialize_special(obj)
    return _serialize_named(obj) if special is None else special


def serialize_dict(mapping: Mapping[str, Any]) -> Config:
    """A dict with every value serialized."""
    return {key: serialize_keras_object(value) for key, value in mapping.items()}


def _serialize_special(obj: Any) -> Config | None:
    """What Keras writes with a class name of its own making, such as `__numpy__`."""
    if isinstance(obj, bytes):
        return {"class_name": "__bytes__", "config": {"value": obj.decode("utf-8")}}
    if isinstance(obj, slice):
        parts = {"start": obj.start, "stop": obj.stop, "step": obj.step}
        return {"class_name": "__slice__", "config": serialize_dict(parts)}
    if obj is Ellipsis:
        return {"class_name": "__ellipsis__", "config": {}}
    if isinstance(obj, backend.KerasTensor):
        return {"class_name": "__keras_tensor__", "config": _describe_symbol(obj)}
    if isinstance(obj, np.ndarray):
        return {"class_name": "__numpy__", "config": _describe_array(obj)} if obj.ndim else obj.item()
    if backend.is_tensor(obj):
        return {"class_name": "__tensor__", "config": _describe_array(backend.convert_to_numpy(obj))}
    if isinstance(obj, types.FunctionType) and obj.__name__ == "<lambda>":
        return _serialize_lambda(obj)
    return None


def _describe_symbol(tensor: Any) -> Config:
    history = getattr(tensor, "_keras_history", None)
    if history:
        operation, *place = history
        history = [operation.name, *place]
    return {"shape": tensor.shape, "dtype": tensor.dtype, "keras_history": history}


def _describe_array(array: np.ndarray) -> Config:
    return {"value": array.tolist(), "dtype": backend.standardize_dtype(array.dtype)}


def _serialize_lambda(function: Any) -> Config:
    warnings.warn(
        "The object being serialized includes a `lambda`. A file keeps no code, so the lambda can be given "
        "back "
        "only in this process and with `safe_mode=False`. Use a named function and register it with "
        "`@keras.saving.register_keras_serializable()` instead.",
        stacklevel=5,
    )
    token = uuid.uuid4().hex
    lambdas[token] = function
    return {"class_name": "__lambda__", "config": {"value": token}}


def _serialize_named(obj: Any) -> Config:
    """An object of a class, or a function."""
    config = _inner_config(obj)
    if isinstance(obj, types.FunctionType):
        result = {
            "module": "builtins",
            "class_name": "function",
            "config": config,
            "registered_name": "function",
        }
    else:
        result = serialize_with_public_class(type(obj), config)
    get_build_and_compile_config(obj, result)
    record_object_after_serialization(obj, result)
    return result


def _inner_config(obj: Any) -> Any:
    if isinstance(obj, types.FunctionType):
        return object_registration.get_registered_name(obj)
    if hasattr(obj, "get_config"):
        config = obj.get_config()
        if not isinstance(config, dict):
            raise TypeError(f"The `get_config()` method of {obj} should return a dict. It returned: {config}")
        return serialize_dict(config)
    if hasattr(obj, "__name__"):
        return object_registration.get_registered_name(obj)
    raise TypeError(
        f"Cannot serialize object {obj} of type {type(obj)}. To be serializable, a class must implement the "
        "`get_config()` method, which returns the arguments of its constructor as a dict."
    )


def serialize_with_public_class(cls: type, inner_config: Any = None) -> Config:
    """The config of an object of a class, under the name that Keras has for the class or that it is
    registered with."""
    public = known_objects.public_name(cls)
    module, name = public or (known_objects.internal_module(cls.__module__), cls.__name__)
    if module.startswith("keras.src.ops."):
        module = known_objects.operation_module(name) or module
    return {
        "module": module,
        "class_name": name,
        "config": inner_config,
        "registered_name": None if public else object_registration.get_registered_name(cls),
    }


def serialize_with_public_fn(fn: Any, config: str, fn_module_name: str | None = None) -> Config:
    """The config of a function, which is found again by its name."""
    return {
        "module": fn_module_name or "builtins",
        "class_name": "function",
        "config": config,
        "registered_name": object_registration.get_registered_name(fn),
    }


def get_build_and_compile_config(obj: Any, config: Config) -> None:
    """Add what the object says of its shapes and of `compile`, if it says something."""
    for key in ("build_config", "compile_config"):
        method = getattr(obj, f"get_{key}", None)
        found = method() if method else None
        if found is not None:
            config[key] = serialize_dict(found)
