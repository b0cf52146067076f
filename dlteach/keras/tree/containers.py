"""The containers of a structure, one level at a time: keys, values, and how to put them together again.

Lists, tuples, named tuples, dicts (also ordered and default ones), deques, and classes that were registered.
Everything else is a leaf: also None, an array, and a subclass of list or dict that nobody registered.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

_Class = TypeVar("_Class", bound=type)


class Node(NamedTuple):
    """One container, opened."""

    keys: Sequence[Any]
    values: Sequence[Any]
    rebuild: Callable[[Iterable[Any]], Any]


def open_node(structure: Any) -> Node | None:
    """The container opened, or None for a leaf."""
    cls = structure.__class__
    opener = _OPENERS.get(cls)
    if opener is not None:
        return opener(structure)
    if is_named_tuple(structure):
        return Node(range(len(structure)), structure, cls._make)
    return None


def is_nested(structure: Any) -> bool:
    """Whether this is a container.

    Examples
    --------
    >>> is_nested(42), is_nested([]), is_nested({"a": 1}), is_nested(None)
    (False, True, True, False)
    """
    return structure.__class__ in _OPENERS or is_named_tuple(structure)


def is_named_tuple(structure: Any) -> bool:
    return isinstance(structure, tuple) and hasattr(structure, "_fields")


def is_registered(cls: type) -> bool:
    """Whether the class was registered with `register_tree_node_class`."""
    return cls in _REGISTERED


def register_tree_node_class(cls: _Class) -> _Class:
    """Make a class of container known to the functions of `tree`; used as a decorator.

    The class needs two methods. `tree_flatten()` returns (values, metadata), or (values, metadata, keys).
    The class method `tree_unflatten(metadata, values)` puts the container together again.

    Examples
    --------
    >>> from dlteach.keras import tree
    >>> @register_tree_node_class
    ... class Pair:
    ...     def __init__(self, a, b):
    ...         self.a, self.b = a, b
    ...
    ...     def tree_flatten(self):
    ...         return (self.a, self.b), None
    ...
    ...     @classmethod
    ...     def tree_unflatten(cls, metadata, values):
    ...         return cls(*values)
    >>> tree.flatten([Pair(1, 2), 3])
    [1, 2, 3]
    """
    _REGISTERED.add(cls)
    _OPENERS[cls] = _open_registered
    return cls


def _open_registered(structure: Any) -> Node:
    values, metadata, *keys = structure.tree_flatten()
    values = list(values)
    unflatten = type(structure).tree_unflatten
    return Node(
        keys[0] if keys else range(len(values)), values, lambda values: unflatten(metadata, list(values))
    )


def _open_list(structure: list[Any]) -> Node:
    return Node(range(len(structure)), structure, list)


def _open_tuple(structure: tuple[Any, ...]) -> Node:
    return Node(range(len(structure)), structure, tuple)


def _open_deque(structure: deque[Any]) -> Node:
    return Node(range(len(structure)), list(structure), lambda values: deque(values, structure.maxlen))


def _open_ordered_dict(structure: OrderedDict[Any, Any]) -> Node:
    keys = list(structure)
    return Node(keys, list(structure.values()), lambda values: OrderedDict(zip(keys, values)))


def _open_dict(structure: dict[Any, Any]) -> Node:
    """The values come sorted by key; the rebuilt dict has the keys in their original order."""
    try:
        keys = sorted(structure)
    except TypeError:
        keys = list(structure)

    def rebuild(values: Iterable[Any]) -> dict[Any, Any]:
        new: dict[Any, Any] = dict.fromkeys(structure)
        new.update(zip(keys, values))
        return new

    return Node(keys, [structure[key] for key in keys], rebuild)


def _open_default_dict(structure: defaultdict[Any, Any]) -> Node:
    keys, values, rebuild = _open_dict(structure)
    return Node(keys, values, lambda values: defaultdict(structure.default_factory, rebuild(values)))


_REGISTERED: set[type] = set()
_OPENERS: dict[type, Callable[[Any], Node]] = {
    list: _open_list,
    tuple: _open_tuple,
    deque: _open_deque,
    dict: _open_dict,
    OrderedDict: _open_ordered_dict,
    defaultdict: _open_default_dict,
}
