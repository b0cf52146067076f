"""Whether two structures have the same form."""

from __future__ import annotations

import warnings
from typing import Any

from dlteach.keras.tree.containers import is_named_tuple, is_registered, open_node
from dlteach.keras.tree.flattening import flatten_with_path


def assert_same_structure(a: Any, b: Any, check_types: bool | None = None) -> None:
    """Raise a ValueError unless two structures are nested in the same way; the leaves may differ.

    At each level the containers must be of the same type and length. A dict, an OrderedDict and a defaultdict
    with the same keys count as the same; a list and a tuple do not.

    Parameters
    ----------
    a, b : structures
    check_types : bool, optional
        Has no effect; a warning says so.

    Examples
    --------
    >>> assert_same_structure([1, (2, 3)], ["x", ("y", None)])
    >>> assert_same_structure([1, 2], (1, 2))
    Traceback (most recent call last):
    ValueError: The structures differ: expected an instance of list, got tuple: [1, 2] and (1, 2)
    """
    if check_types is not None:
        warnings.warn(
            "The `check_types` argument is deprecated and has no effect: leave it out. For a check that "
            "takes list, tuple, namedtuple and deque as the same, use `keras.tree.assert_same_paths()`.",
            DeprecationWarning,
            stacklevel=2,
        )
    difference = find_difference(a, b)
    if difference:
        raise ValueError(f"The structures differ: {difference}")


def find_difference(a: Any, b: Any) -> str | None:
    """What makes two structures different, in words; None if nothing does."""
    node_a, node_b = open_node(a), open_node(b)
    if node_a is None or node_b is None:
        if node_a is node_b:
            return None
        return (
            f"they don't have the same nested structure, expected an instance of {_describe(a)}, "
            f"got {_describe(b)}: {a} and {b}"
        )
    found = find_difference_here(a, b, node_a.keys, node_b.keys)
    if found:
        return f"{found}: {a} and {b}"
    values_b = node_b.values
    if isinstance(a, dict):  # an OrderedDict may have the same keys in another order
        by_key = dict(zip(node_b.keys, node_b.values))
        values_b = [by_key[key] for key in node_a.keys]
    differences = map(find_difference, node_a.values, values_b)
    return next((found for found in differences if found), None)


def find_difference_here(a: Any, b: Any, keys_a: Any, keys_b: Any) -> str | None:
    """What makes the containers themselves different, whatever their values."""
    if _kind(a) is not _kind(b):
        kind = "custom node type mismatch, " if is_registered(type(a)) or is_registered(type(b)) else ""
        return f"{kind}expected an instance of {_describe(a)}, got {_describe(b)}"
    if isinstance(a, dict) and is_registered(type(a)):
        if list(keys_a) != list(keys_b):
            return f"Mismatch custom node data, expected the key(s) {list(keys_a)}, got {list(keys_b)}"
    elif isinstance(a, dict):
        if set(keys_a) != set(keys_b):
            return f"dictionary key mismatch, expected the key(s) {list(keys_a)}, got {list(keys_b)}"
    elif len(keys_a) != len(keys_b):
        return f"arity mismatch, expected {len(keys_a)} elements, got {len(keys_b)}"
    return None


def _describe(structure: Any) -> str:
    return f"{'the namedtuple ' * is_named_tuple(structure)}{type(structure).__name__}"


def _kind(structure: Any) -> type:
    """The type, one for all of Python's dicts."""
    cls = type(structure)
    return dict if isinstance(structure, dict) and not is_registered(cls) else cls


def assert_same_paths(a: Any, b: Any) -> None:
    """Raise a ValueError unless two structures have the same paths to their leaves, whatever the containers.

    Examples
    --------
    >>> assert_same_paths([1, (2, 3)], (1, [2, 3]))
    >>> assert_same_paths({"a": 1}, {"b": 1})
    Traceback (most recent call last):
    ValueError: `a` and `b` don't have the same paths: only in `a`: [('a',)]; only in `b`: [('b',)]
    """
    paths_a = [path for path, _ in flatten_with_path(a)]
    paths_b = [path for path, _ in flatten_with_path(b)]
    only_a = [path for path in paths_a if path not in set(paths_b)]
    only_b = [path for path in paths_b if path not in set(paths_a)]
    if only_a or only_b:
        raise ValueError(
            f"`a` and `b` don't have the same paths: only in `a`: {only_a}; only in `b`: {only_b}"
        )
