"""A function applied to every leaf of a structure, or of several that are alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dlteach.keras.tree.comparing import find_difference_here
from dlteach.keras.tree.containers import is_nested, open_node


def map_structure(func: Callable[..., Any], *structures: Any, none_is_leaf: bool = True) -> Any:
    """Apply `func` to the leaves of a structure, and return the results in the same form.

    Parameters
    ----------
    func : callable
        Takes one leaf of each structure.
    *structures
        One or more structures of the same form.
    none_is_leaf : bool, default True
        Whether `func` sees the leaves that are None; otherwise they stay None.

    Raises
    ------
    TypeError
        If `func` cannot be called.
    ValueError
        If there is no structure, or two of them differ in form.

    Examples
    --------
    >>> map_structure(lambda x: x**2, [1, (2, 3)])
    [1, (4, 9)]
    >>> map_structure(lambda x, y: x + y, {"a": 1}, {"a": 10})
    {'a': 11}
    """
    check_callable(func)
    if not structures:
        raise ValueError("map_structure: expected at least one structure to map over, got none")
    if len(structures) == 1:
        return _map_one(func, structures[0], none_is_leaf)
    return _map_several(func, structures, none_is_leaf)


def _map_one(func: Callable[..., Any], structure: Any, none_is_leaf: bool) -> Any:
    node = open_node(structure)
    if node is None:
        return None if structure is None and not none_is_leaf else func(structure)
    return node.rebuild([_map_one(func, value, none_is_leaf) for value in node.values])


def _map_several(func: Callable[..., Any], structures: tuple[Any, ...], none_is_leaf: bool) -> Any:
    first = structures[0]
    if not is_nested(first):
        if any(is_nested(structure) for structure in structures):
            raise ValueError(f"map_structure: structures don't have the same nested structure: {structures}")
        if first is None and not none_is_leaf:
            if any(structure is not None for structure in structures):
                raise ValueError(f"map_structure: some leaves are None and others are not: {structures}")
            return None
        return func(*structures)
    rebuild, rows = _aligned(structures)
    return rebuild([_map_several(func, row, none_is_leaf) for row in rows])


def map_structure_up_to(shallow_structure: Any, func: Callable[..., Any], *structures: Any) -> Any:
    """As `map_structure`, but only as deep as `shallow_structure` goes; `func` may get whole sub-structures.

    Examples
    --------
    >>> map_structure_up_to([None, None], len, [[1, 2], [3, 4, 5]])
    [2, 3]
    """
    check_callable(func)
    if not structures:
        raise ValueError("map_structure_up_to: expected at least one structure to map over, got none")
    if not is_nested(shallow_structure):
        return func(*structures)
    rebuild, rows = _aligned((shallow_structure, *structures))
    return rebuild([map_structure_up_to(shallow, func, *rest) for shallow, *rest in rows])


def map_shape_structure(func: Callable[[Any], Any], structure: Any) -> Any:
    """As `map_structure`, but a tuple or list of ints and Nones counts as one leaf: a shape.

    Examples
    --------
    >>> map_shape_structure(len, {"image": (None, 8, 8, 3), "label": (None,)})
    {'image': 4, 'label': 1}
    """
    check_callable(func)
    node = None if _is_shape(structure) else open_node(structure)
    if node is None:
        return func(structure)
    return node.rebuild([map_shape_structure(func, value) for value in node.values])


def _is_shape(structure: Any) -> bool:
    return isinstance(structure, (list, tuple)) and all(
        size is None or isinstance(size, int) for size in structure
    )


def _aligned(structures: tuple[Any, ...]) -> tuple[Callable[[Any], Any], list[tuple[Any, ...]]]:
    """How to rebuild the first container, and the values of all of them, those of one key side by side."""
    first, *others = structures
    node = open_node(first)
    assert node is not None
    columns = [node.values]
    for other in others:
        opened = open_node(other)
        if opened is None:
            raise ValueError(
                f"The structures differ: expected a container like {first}, got the leaf {other}; "
                "they don't have the same nested structure"
            )
        difference = find_difference_here(first, other, node.keys, opened.keys)
        if difference:
            raise ValueError(f"The structures differ: {difference}: {first} and {other}")
        if isinstance(other, dict):
            by_key = dict(zip(opened.keys, opened.values))
            columns.append([by_key[key] for key in node.keys])
        else:
            columns.append(opened.values)
    return node.rebuild, list(zip(*columns))


def check_callable(func: Any) -> None:
    if not callable(func):
        raise TypeError(f"`func` must be callable, got {func!r} of type {type(func).__name__}")
