from collections import OrderedDict, deque, namedtuple

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from dlteach.keras import tree

Point = namedtuple("Point", "x y")

leaves = st.one_of(st.none(), st.integers(), st.text(max_size=2))
structures = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text(max_size=2), inner, max_size=3),
        st.builds(Point, inner, inner),
        st.lists(inner, max_size=2).map(deque),
    ),
    max_leaves=12,
)


@given(structures)
def test_packing_what_was_flattened_gives_the_structure_back(structure):
    packed = tree.pack_sequence_as(structure, tree.flatten(structure))
    assert packed == structure
    tree.assert_same_structure(packed, structure)


@given(structures)
def test_the_paths_lead_to_the_leaves(structure):
    for path, leaf in tree.flatten_with_path(structure):
        found = structure
        for key in path:
            found = found[key]
        assert found is leaf


@given(structures)
def test_mapping_the_identity_gives_the_structure_back(structure):
    assert tree.map_structure(lambda leaf: leaf, structure) == structure
    assert tree.map_structure(lambda a, b: a, structure, structure) == structure


def test_dicts_are_flattened_by_their_sorted_keys_and_ordered_dicts_in_their_order():
    assert tree.flatten({"b": 1, "a": 2}) == [2, 1]
    assert tree.flatten(OrderedDict(b=1, a=2)) == [1, 2]


def test_arrays_are_leaves():
    x = np.ones(3)
    assert tree.flatten([x, {"a": x}])[1] is x


@pytest.mark.parametrize(
    ("a", "b", "problem"),
    [
        ([1, 2], (1, 2), "expected an instance of list, got tuple"),
        ([1, 2], [1], "arity mismatch, expected 2 elements, got 1"),
        ({"a": 1}, {"b": 1}, "dictionary key mismatch"),
        ([1, [2]], [1, 2], "same nested structure"),
    ],
)
def test_a_difference_is_named(a, b, problem):
    with pytest.raises(ValueError, match=problem):
        tree.assert_same_structure(a, b)
    with pytest.raises(ValueError, match=problem):
        tree.map_structure(lambda x, y: None, a, b)


@pytest.mark.parametrize(
    ("flat", "problem"), [([1, 2], "too few .* expected 3, got 2"), ([1, 2, 3, 4], "too many")]
)
def test_packing_the_wrong_number_of_leaves_is_an_error(flat, problem):
    with pytest.raises(ValueError, match=problem):
        tree.pack_sequence_as([0, (0, 0)], flat)


def test_a_walk_from_the_top_does_not_enter_what_was_replaced():
    visited = []

    def visit(part):
        visited.append(part)
        return tree.MAP_TO_NONE if isinstance(part, tuple) else None

    assert tree.traverse(visit, [1, (2, 3)]) == [1, None]
    assert visited == [[1, (2, 3)], 1, (2, 3)]
