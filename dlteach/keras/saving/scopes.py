"""What holds while a config is written or read: is the file trusted, which objects were seen already."""

from __future__ import annotations

from typing import Any

from dlteach.keras.backend.common import global_state

_SAFE = "safe_mode_saving"
_OBJECTS = "shared_objects/id_to_obj_map"
_CONFIGS = "shared_objects/id_to_config_map"


class SafeModeScope:
    """Sets `safe_mode` for everything that is deserialized in a `with` block.

    Parameters
    ----------
    safe_mode : bool, default True
        Whether lambdas are refused. Even without safe mode no code is ever read from a file: only a lambda
        that is still alive in this process can be given back.

    Examples
    --------
    >>> with SafeModeScope(False):
    ...     in_safe_mode()
    False
    """

    def __init__(self, safe_mode: bool | None = True) -> None:
        self.safe_mode = safe_mode
        self.original_value: bool | None = None

    def __enter__(self) -> SafeModeScope:
        self.original_value = in_safe_mode()
        global_state.set_global_attribute(_SAFE, self.safe_mode)
        return self

    def __exit__(self, *_: object) -> None:
        global_state.set_global_attribute(_SAFE, self.original_value)


def enable_unsafe_deserialization() -> None:
    """Leave safe mode in this thread, so that lambdas of this process may be deserialized.

    Code that a file brings along stays refused; see `SafeModeScope`.
    """
    global_state.set_global_attribute(_SAFE, False)


def in_safe_mode() -> bool | None:
    """The safe mode that a scope or `enable_unsafe_deserialization` set; None if nobody did."""
    return global_state.get_global_attribute(_SAFE)


class ObjectSharingScope:
    """Within it, an object which several others hold is written once as itself and stays one object."""

    def __enter__(self) -> None:
        global_state.set_global_attribute(_OBJECTS, {})
        global_state.set_global_attribute(_CONFIGS, {})

    def __exit__(self, *_: object) -> None:
        global_state.set_global_attribute(_OBJECTS, None)
        global_state.set_global_attribute(_CONFIGS, None)


def get_shared_object(obj_id: Any) -> Any:
    """The object that was deserialized under this id in the sharing scope, or None."""
    objects = global_state.get_global_attribute(_OBJECTS) or {}
    return objects.get(obj_id) if isinstance(obj_id, int) else None


def record_object_after_serialization(obj: Any, config: dict[str, Any]) -> None:
    """Give the configs of one object, if it comes a second time, the same `shared_object_id`."""
    if config["module"] == "__main__":
        config["module"] = None
    configs = global_state.get_global_attribute(_CONFIGS)
    if configs is None:
        return
    _, first = configs.setdefault(id(obj), (obj, config))  # with the object: its id stays its own
    if first is not config:
        config["shared_object_id"] = first["shared_object_id"] = id(obj)


def record_object_after_deserialization(obj: Any, obj_id: Any) -> None:
    """Keep an object for the next config with the same `shared_object_id`."""
    objects = global_state.get_global_attribute(_OBJECTS)
    if objects is not None and isinstance(obj_id, int):
        objects[obj_id] = obj
