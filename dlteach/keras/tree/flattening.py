"""From a structure to the list of its leaves, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dlteach.keras.tree.containers import open_node


def flatten(structure: Any) -> list[Any]:
    """The leaves of a structure in a list, depth first; dicts in the order of their sorted keys.

    Examples
    --------
    >>> flatten([1, (2, 3), {"b": 5, "a": 4}])
    [1, 2, 3, 4, 5]
    >>> flatten(None)
    [None]
    """
    node = open_node(structure)
    if node is None:
        return [structure]
    leaves: list[Any] = []
    for value in node.values:
        leaves += flatten(value)
    return leaves


def flatten_with_path(structure: Any) -> list[tuple[tuple[Any, ...], Any]]:
    """The leaves with their paths: a path is the tuple of the keys and indices that lead to the leaf.

    Examples
    --------
    >>> flatten_with_path([{"foo": 42}, 7])
    [((0, 'foo'), 42), ((1,), 7)]
    """
    return list(_walk((), structure))


def _walk(path: tuple[Any, ...], structure: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    node = open_node(structure)
    if node is None:
        yield path, structure
        return
    for key, value in zip(node.keys, node.values):
        yield from _walk((*path, key), value)


def pack_sequence_as(structure: Any, flat_sequence: Iterable[Any]) -> Any:
    """A flat sequence packed into the form of a structure: the way back from `flatten`.

    Raises
    ------
    TypeError
        If `flat_sequence` cannot be iterated over.
    ValueError
        If it has too few or too many elements.

    Examples
    --------
    >>> pack_sequence_as({"b": (0, 0), "a": 0}, [1, 2, 3])
    {'b': (2, 3), 'a': 1}
    """
    leaves = list(flat_sequence)
    rest = iter(leaves)
    try:
        packed = _pack(structure, rest)
    except _OutOfLeaves:
        raise ValueError(
            f"pack_sequence_as: too few leaves in `flat_sequence`: expected {len(flatten(structure))}, "
            f"got {len(leaves)}"
        ) from None
    if any(True for _ in rest):
        raise ValueError(
            f"pack_sequence_as: too many leaves in `flat_sequence`: expected {len(flatten(structure))}, "
            f"got {len(leaves)}"
        )
    return packed


class _OutOfLeaves(Exception):
    pass


_END = object()


def _pack(structure: Any, leaves: Iterator[Any]) -> Any:
    node = open_node(structure)
    if node is not None:
        return node.rebuild([_pack(value, leaves) for value in node.values])
    leaf = next(leaves, _END)
    if leaf is _END:
        raise _OutOfLeaves
    return leaf
