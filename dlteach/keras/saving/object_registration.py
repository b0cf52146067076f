"""Which classes and functions of the reader's own a saved config may name."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from dlteach.keras.backend.common import global_state

GLOBAL_CUSTOM_OBJECTS: dict[str, Any] = {}
GLOBAL_CUSTOM_NAMES: dict[Any, str] = {}

_SCOPE = "custom_objects_scope_dict"


class CustomObjectScope:
    """Makes objects known by name while a `with` block runs.

    Parameters
    ----------
    custom_objects : dict
        From the names that a config uses to the classes or functions they stand for.

    Examples
    --------
    >>> def double(x):
    ...     return 2 * x
    >>> with CustomObjectScope({"double": double}):
    ...     get_registered_object("double") is double
    True
    >>> get_registered_object("double") is None
    True
    """

    def __init__(self, custom_objects: Mapping[str, Any] | None) -> None:
        self.custom_objects = dict(custom_objects or {})
        self.backup: dict[str, Any] = {}

    def __enter__(self) -> CustomObjectScope:
        self.backup = objects_in_scope()
        global_state.set_global_attribute(_SCOPE, self.custom_objects)
        return self

    def __exit__(self, *_: object) -> None:
        global_state.set_global_attribute(_SCOPE, self.backup)


custom_object_scope = CustomObjectScope


def objects_in_scope() -> dict[str, Any]:
    """The names which the innermost `CustomObjectScope` of this thread adds."""
    return dict(global_state.get_global_attribute(_SCOPE) or {})


def get_custom_objects() -> dict[str, Any]:
    """The table of registered objects itself: what is put in is known from then on.

    Returns
    -------
    dict
        From names (`package>Name` for those of `register_keras_serializable`) to classes and functions.

    Examples
    --------
    >>> get_custom_objects()["halve"] = lambda x: x / 2
    >>> get_registered_object("halve")(3)
    1.5
    >>> del get_custom_objects()["halve"]
    """
    return GLOBAL_CUSTOM_OBJECTS


def register_keras_serializable(package: str = "Custom", name: str | None = None) -> Callable[[Any], Any]:
    """Register a class or function, so that models which use it can be saved and loaded.

    Parameters
    ----------
    package : str, default "Custom"
        Whose object it is; keeps equal names of two packages apart.
    name : str, optional
        The name within the package; by default the object's own.

    Returns
    -------
    callable
        A decorator that records the object as `package>name` and returns it unchanged.

    Raises
    ------
    ValueError
        If a class has no `get_config` method.

    Examples
    --------
    >>> @register_keras_serializable("docs")
    ... def square(x):
    ...     return x * x
    >>> get_registered_name(square)
    'docs>square'
    """

    def register(item: Any) -> Any:
        if inspect.isclass(item) and not hasattr(item, "get_config"):
            raise ValueError(
                "Cannot register a class that does not have a get_config() method. "
                f"Give {item.__name__} one that returns the arguments of its constructor as a dict."
            )
        registered_name = f"{package}>{item.__name__ if name is None else name}"
        GLOBAL_CUSTOM_OBJECTS[registered_name] = item
        GLOBAL_CUSTOM_NAMES[item] = registered_name
        return item

    return register


def get_registered_name(obj: Any) -> str:
    """The name under which a class or function is registered, else its own `__name__`.

    Examples
    --------
    >>> get_registered_name(len)
    'len'
    """
    return GLOBAL_CUSTOM_NAMES.get(obj) or obj.__name__


def get_registered_object(
    name: str,
    custom_objects: Mapping[str, Any] | None = None,
    module_objects: Mapping[str, Any] | None = None,
) -> Any:
    """The class or function with a name, or None.

    Looked for in the `CustomObjectScope` around the call, among the registered objects, in `custom_objects`,
    then in `module_objects`.

    Examples
    --------
    >>> get_registered_object("identity", {"identity": abs})
    <built-in function abs>
    """
    for table in (objects_in_scope(), GLOBAL_CUSTOM_OBJECTS, custom_objects or {}, module_objects or {}):
        if name in table:
            return table[name]
    return None
