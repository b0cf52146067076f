"""A function applied to every node of a structure, containers included."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dlteach.keras.tree.containers import open_node
from dlteach.keras.tree.mapping import check_callable


class MAP_TO_NONE:  # noqa: N801
    """What a function returns to `traverse` to put None in the place of a sub-structure."""


def traverse(func: Callable[[Any], Any], structure: Any, top_down: bool = True) -> Any:
    """Walk through a structure, depth first, and replace each sub-structure by what `func` makes of it.

    Parameters
    ----------
    func : callable
        Takes a sub-structure. If it returns None, the sub-structure stays, and a walk from the top goes on
        into it. Otherwise the result stands in its place; `MAP_TO_NONE` stands for None.
    structure
        What to walk through.
    top_down : bool, default True
        Whether a container comes before its children, or after them.

    Examples
    --------
    >>> traverse(lambda s: tuple(s) if isinstance(s, list) else None, [1, [2, 3]], top_down=False)
    (1, (2, 3))
    """
    check_callable(func)
    if top_down:
        result = func(structure)
        if result is None:
            return _traverse_children(func, structure, top_down)
    else:
        structure = _traverse_children(func, structure, top_down)
        result = func(structure)
        if result is None:
            return structure
    return None if result is MAP_TO_NONE else result


def _traverse_children(func: Callable[[Any], Any], structure: Any, top_down: bool) -> Any:
    node = open_node(structure)
    if node is None:
        return structure
    return node.rebuild([traverse(func, value, top_down) for value in node.values])


def lists_to_tuples(structure: Any) -> Any:
    """The same structure with tuples instead of lists.

    Examples
    --------
    >>> lists_to_tuples([1, [2, {"a": [3]}]])
    (1, (2, {'a': (3,)}))
    """
    return traverse(lambda part: tuple(part) if isinstance(part, list) else None, structure, top_down=False)
