"""From a config to the object it describes. Nothing that a config says is imported or run as code."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any

from dlteach.keras.saving import known_objects, object_registration, special_values
from dlteach.keras.saving.object_registration import CustomObjectScope
from dlteach.keras.saving.scopes import (
    SafeModeScope,
    get_shared_object,
    in_safe_mode,
    record_object_after_deserialization,
)
from dlteach.keras.saving.serialize import PLAIN_TYPES, Config

Objects = Mapping[str, Any]

_REGISTER = (
    "Make sure custom classes and functions are decorated with "
    "`@keras.saving.register_keras_serializable()` and "
    "that the module which defines them is imported before loading, or pass `custom_objects={name: object}`."
)


def deserialize_keras_object(
    config: Any,
    custom_objects: Objects | None = None,
    safe_mode: bool = True,
    *,
    module_objects: Objects | None = None,
) -> Any:
    """The object that a config describes; the reverse of `serialize_keras_object`.

    Parameters
    ----------
    config : dict, list or plain value
        From `serialize_keras_object` of dlteach or of Keras.
    custom_objects : dict, optional
        Classes and functions of the reader's own, by the names that the config uses.
    safe_mode : bool, default True
        Whether lambdas are refused; an outer `SafeModeScope` counts more.
    module_objects : dict, optional
        The classes and functions of one package by all their names, for `get` and `deserialize` of that
        package.

    Returns
    -------
    object
        A new object, or the same one where the config points to a shared object.

    Raises
    ------
    TypeError
        If the config does not have the form, or names something that is neither ours nor registered.
    ValueError
        If the config asks for code (a lambda), or what a constructor refuses.

    Examples
    --------
    >>> config = {"module": "keras.regularizers", "class_name": "L2", "config": {"l2": 0.5}}
    >>> deserialize_keras_object(config).l2
    0.5
    """
    scope = in_safe_mode()
    safe_mode = safe_mode if scope is None else scope
    known = {
        **(custom_objects or {}),
        **object_registration.objects_in_scope(),
        **object_registration.GLOBAL_CUSTOM_OBJECTS,
    }
    if config is None:
        return None
    if isinstance(config, str) and known.get(config) is not None:
        return known[config]
    if isinstance(config, (list, tuple)):
        return [deserialize_keras_object(item, known, safe_mode) for item in config]
    if module_objects is not None:
        return _from_package(config, known, safe_mode, module_objects)
    if isinstance(config, PLAIN_TYPES):
        return config
    if not isinstance(config, dict):
        raise TypeError(f"Could not parse config: {config}. A config is a dict, a list or a plain value.")
    if "class_name" not in config or "config" not in config:
        return {key: deserialize_keras_object(value, known, safe_mode) for key, value in config.items()}
    class_name = config["class_name"]
    if not isinstance(class_name, str):
        raise TypeError(f"Expected 'class_name' to be a str, got {class_name!r}. {_short(config)}")
    if class_name == "__lambda__":
        return special_values.find_lambda(config["config"], safe_mode)
    if class_name == "__slice__":
        config = {**config, "config": deserialize_keras_object(config["config"], known, safe_mode)}
    if class_name in special_values.MAKERS:
        return special_values.make(class_name, config["config"])
    if class_name == "function":
        return _deserialize_function(config, known)
    return _deserialize_instance(config, known, safe_mode)


class NotRebuilt(TypeError):
    """An object could not be made from its config."""


def _short(config: Any) -> str:
    """A config for a message."""
    text = repr(config)
    return f"Object config: {text if len(text) <= 500 else text[:500] + '…'}"


def _from_package(config: Any, known: Objects, safe_mode: bool, module_objects: Objects) -> Any:
    """What `losses.get` and its like mean by a name or config: something of their own package, unless
    registered."""
    inner: Any = None
    if isinstance(config, dict):
        if "class_name" not in config:
            raise ValueError(f"Unknown `config` as a `dict`, config={config}")
        inner = config.get("config")
        names = (config["class_name"], config.get("registered_name"), inner)
        if any(isinstance(name, str) and name in known for name in names):
            return deserialize_keras_object(config, known, safe_mode)
        if config["class_name"] == "function":
            config = inner if config.get("module") == "builtins" else config.get("registered_name")
        elif config.get("module", "_") is None:
            raise TypeError(f"Cannot deserialize object of type `{config['class_name']}`. {_REGISTER}")
        else:
            config = config["class_name"]
    if not isinstance(config, str) or config not in module_objects:
        return config
    found = module_objects[config]
    if not isinstance(found, type):
        return found
    return _instance_of(found, inner or {}, {"class_name": config, "config": inner}, known, safe_mode)


def _deserialize_function(config: Config, known: Objects) -> Any:
    name = config["config"]
    if not isinstance(name, str):
        raise TypeError(
            f"Expected 'config' to be a non-null str for a function class_name, got {type(name)}. "
            f"{_short(config)}"
        )
    return _retrieve(name, name, "function", config, known)


def _deserialize_instance(config: Config, known: Objects, safe_mode: bool) -> Any:
    inner = config["config"] if config["config"] is not None else {}
    if not isinstance(inner, dict):
        raise TypeError(
            f"Expected 'config' to be a dict for {config['class_name']}, got {type(inner)}. Full object "
            f"config: {config}"
        )
    if "shared_object_id" in config:
        shared = get_shared_object(config["shared_object_id"])
        if shared is not None:
            return shared
    name = config["class_name"]
    cls = _retrieve(name, config.get("registered_name", name), "class", config, known)
    instance = (
        cls if isinstance(cls, types.FunctionType) else _instance_of(cls, inner, config, known, safe_mode)
    )
    if "shared_object_id" in config:
        record_object_after_deserialization(instance, config["shared_object_id"])
    return instance


def _instance_of(cls: Any, inner: Config, config: Config, known: Objects, safe_mode: bool) -> Any:
    if not hasattr(cls, "from_config"):
        raise NotRebuilt(
            f"Unable to reconstruct an instance of '{config['class_name']}' because the class is missing a "
            f"`from_config()` method. {_short(config)}"
        )
    with CustomObjectScope(known), SafeModeScope(safe_mode):
        try:
            instance = cls.from_config(dict(inner))
        except NotRebuilt:
            raise  # it speaks of the object inside that is to blame
        except TypeError as error:
            raise NotRebuilt(
                f"{cls} could not be deserialized properly. Please ensure that Python objects in the result "
                "of `get_config()` (layers, models, …) are explicitly deserialized in `from_config()`, and "
                f"that the other entries are arguments of the constructor. {_short(config)}\n\n"
                f"Exception encountered: {error}"
            ) from error
        build_config = _dict_or_nothing(config, "build_config", instance)
        if build_config and not instance.built:
            instance.build_from_config(build_config)
            instance.built = True
        compile_config = _dict_or_nothing(config, "compile_config", instance)
        if compile_config:
            instance.compile_from_config(compile_config)
            instance.compiled = True
    return instance


def _dict_or_nothing(config: Config, key: str, instance: Any) -> Config | None:
    """What the config says of building or compiling, if the object can do that."""
    found = config.get(key)
    if not found or not hasattr(instance, f"{key.removesuffix('_config')}_from_config"):
        return None
    if not isinstance(found, dict):
        raise TypeError(f"Expected '{key}' to be a dict, got {type(found)}. {_short(config)}")
    return found


def _retrieve(name: str, registered_name: Any, kind: str, config: Config, known: Objects) -> Any:
    """The class or function that a config names: a registered one, else one of ours."""
    custom = object_registration.get_registered_object(registered_name, known) if registered_name else None
    if custom is not None:
        return custom
    module = config.get("module", "keras.layers")  # which old files leave out
    found = known_objects.find(module, name) if isinstance(module, str) else None
    if found is not None:
        if config.get("registered_name") not in (None, "", name, config["class_name"]):
            raise ValueError(
                f"`registered_name={config['registered_name']!r}` was provided in the config, but "
                f"'{module}.{name}' "
                "resolved to a Keras built-in and does not use registered names. Remove the "
                "`registered_name` field "
                f"from the config. {_short(config)}"
            )
        return found
    if kind == "function" and module == "builtins" and ">" not in name:
        for custom_name, custom in known.items():  # Keras up to 3.6 wrote "name" for "package>name"
            if custom_name.endswith(f">{name}"):
                return custom
    raise NotRebuilt(f"Could not locate {kind} '{name}'. {_why(module, name)} {_short(config)}")


def _why(module: Any, name: str) -> str:
    if isinstance(module, str) and known_objects.is_ours(module):
        return f"{module}.{name} is not part of dlteach. If Keras has it, load the file there: import keras."
    return _REGISTER
