"""Nested structures: lists, tuples and dicts of values, to any depth."""

from dlteach.keras.tree.comparing import assert_same_paths, assert_same_structure
from dlteach.keras.tree.containers import is_nested, register_tree_node_class
from dlteach.keras.tree.flattening import flatten, flatten_with_path, pack_sequence_as
from dlteach.keras.tree.mapping import map_shape_structure, map_structure, map_structure_up_to
from dlteach.keras.tree.traversing import MAP_TO_NONE, lists_to_tuples, traverse

__all__ = [
    "MAP_TO_NONE",
    "assert_same_paths",
    "assert_same_structure",
    "flatten",
    "flatten_with_path",
    "is_nested",
    "lists_to_tuples",
    "map_shape_structure",
    "map_structure",
    "map_structure_up_to",
    "pack_sequence_as",
    "register_tree_node_class",
    "traverse",
]
