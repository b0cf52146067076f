"""The classes and functions of dlteach that a config may name, under the names that Keras gives them.

A name in a file never leads to an import: what is not in these tables does not exist.
"""

from __future__ import annotations

import functools
import importlib
import inspect
from collections.abc import Iterator
from typing import Any

from dlteach.keras import absent
from dlteach.keras.saving.keras_saveable import KerasSaveable

_OURS = "dlteach.keras"
_ROOMS = (
    "activations",
    "constraints",
    "dtype_policies",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "models",
    "optimizers",
    "optimizers.schedules",
    "random",
    "regularizers",
)
_ROOMS_OF_FUNCTIONS = (
    "activations",
    "constraints",
    "initializers",
    "losses",
    "metrics",
    "optimizers",
    "regularizers",
)
# Keras writes these with the module "keras", whichever room they are in.
_AT_THE_TOP = {
    "DTypePolicy",
    "FloatDTypePolicy",
    "Initializer",
    "InputSpec",
    "Layer",
    "Loss",
    "Metric",
    "Model",
    "Optimizer",
    "Regularizer",
    "Sequential",
}
# Where Keras keeps the classes of operations, the steps in a graph that are no layers.
_ROOMS_OF_OPERATIONS = ("numpy", "nn", "math", "core", "linalg")
_NOT_PARTS_OF_MODELS = {"get", "serialize", "deserialize", "load_model", "save_model", "model_from_json"}


def public_name(cls: type) -> tuple[str, str] | None:
    """Module and name of one of our classes, as Keras's files write them; None for a class of someone else's.

    Examples
    --------
    >>> from dlteach import keras
    >>> public_name(keras.layers.Dense), public_name(keras.Sequential), public_name(dict)
    (('keras.layers', 'Dense'), ('keras', 'Sequential'), None)
    """
    if not cls.__module__.startswith(_OURS):
        return None
    return _names().get(cls)


def internal_module(module: str) -> str:
    """What a file says for a module of ours which is behind a door: Keras's own inner module.

    Examples
    --------
    >>> internal_module("dlteach.keras.models.functional"), internal_module("numpy")
    ('keras.src.models.functional', 'numpy')
    """
    return module.replace(_OURS, "keras.src", 1) if module.startswith(_OURS + ".") else module


def operation_module(name: str) -> str | None:
    """The module in which Keras's files look for the class of an operation.

    Examples
    --------
    >>> operation_module("Mean"), operation_module("Relu"), operation_module("Dense")
    ('keras.src.ops.numpy', 'keras.src.ops.nn', None)
    """
    rooms = (f"ops.{room}" for room in _ROOMS_OF_OPERATIONS)
    return next((f"keras.src.{room}" for room in rooms if _operation(room, name)), None)


def find(module: str, name: str) -> Any:
    """The class or function that `module` and `name` stand for in a file of Keras's or of ours, or None.

    Examples
    --------
    >>> find("keras.layers", "Dense").__name__, find("os", "system"), find("keras.layers", "os")
    ('Dense', None, None)
    """
    if module == "builtins":
        return next((item for room in _ROOMS_OF_FUNCTIONS if (item := _tables()[room].get(name))), None)
    tail = _tail(module)
    if tail is None:
        return None
    return _tables().get(tail, {}).get(name) or _operation(tail, name) or _behind_the_doors(tail, name)


def is_ours(module: str) -> bool:
    """Whether a module name in a file speaks of Keras or of dlteach.keras."""
    return _tail(module) is not None


def _tail(module: str) -> str | None:
    """The path below `keras`, `keras.src` or `dlteach.keras`; None for the modules of others."""
    for top in ("keras.src", "keras", _OURS):
        if module == top:
            return ""
        if module.startswith(top + "."):
            return module[len(top) + 1 :]
    return None


@functools.cache
def _tables() -> dict[str, dict[str, Any]]:
    tables = {room: dict(_parts_of(room)) for room in _ROOMS}
    tables[""] = {
        name: item for table in tables.values() for name, item in table.items() if name in _AT_THE_TOP
    }
    return tables


def _parts_of(room: str) -> Iterator[tuple[str, Any]]:
    for name, item in vars(importlib.import_module(f"{_OURS}.{room}")).items():
        made_here = getattr(item, "__module__", "").startswith("dlteach.")
        public = absent.keras_has(f"keras.{room}", name) and name not in _NOT_PARTS_OF_MODELS
        if made_here and public and (inspect.isclass(item) or inspect.isroutine(item)):
            yield name, item


@functools.cache
def _names() -> dict[type, tuple[str, str]]:
    names: dict[type, tuple[str, str]] = {}
    for room, table in {"": _tables()[""], **_tables()}.items():
        for name, item in table.items():
            if inspect.isclass(item) and name == item.__name__:
                names.setdefault(item, (f"keras.{room}".rstrip("."), name))
    return names


def _operation(room: str, name: str) -> type | None:
    if room not in [f"ops.{known}" for known in _ROOMS_OF_OPERATIONS] or not name[:1].isupper():
        return None
    found = getattr(importlib.import_module(f"{_OURS}.{room}"), name, None)
    return found if inspect.isclass(found) and issubclass(found, KerasSaveable) else None


def _behind_the_doors(tail: str, name: str) -> type | None:
    return next(
        (cls for cls in _below(KerasSaveable) if (_tail(cls.__module__), cls.__name__) == (tail, name)), None
    )


def _below(cls: type) -> Iterator[type]:
    subclasses: list[type] = cls.__subclasses__()
    for subclass in subclasses:
        yield subclass
        yield from _below(subclass)
