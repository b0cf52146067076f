"""Names for objects that were given none: snake case, numbered where a name was used before."""

from __future__ import annotations

import collections
import re
from typing import Any

from dlteach.keras.backend.common.global_state import get_global_attribute, set_global_attribute


def auto_name(prefix: str) -> str:
    """A fresh name made from that of a class.

    Examples
    --------
    >>> reset_uids()
    >>> auto_name("MaxPooling2D"), auto_name("MaxPooling2D")
    ('max_pooling2d', 'max_pooling2d_1')
    """
    return uniquify(to_snake_case(prefix))


def uniquify(name: str) -> str:
    """The name, with a number behind it from the second use on."""
    uses = _uses_of_names()
    unique_name = f"{name}_{uses[name]}" if name in uses else name
    uses[name] += 1
    return unique_name


def to_snake_case(name: str) -> str:
    """A name in camel case as one in snake case.

    Examples
    --------
    >>> to_snake_case("BatchNormalization"), to_snake_case("Conv2D")
    ('batch_normalization', 'conv2d')
    """
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def get_uid(prefix: str = "") -> int:
    """How many names with this prefix were given, this one included."""
    uses = _uses_of_names()
    uses[prefix] += 1
    return uses[prefix]


def reset_uids() -> None:
    """Count the names from the beginning again."""
    set_global_attribute("object_name_uids", collections.defaultdict(int))


def get_object_name(obj: Any) -> str:
    """The name of a Keras object, a function or an instance of any class."""
    if hasattr(obj, "name"):
        return obj.name
    return to_snake_case(obj.__name__ if hasattr(obj, "__name__") else type(obj).__name__)


def _uses_of_names() -> collections.defaultdict[str, int]:
    return get_global_attribute("object_name_uids", collections.defaultdict(int), set_to_default=True)
