"""Every node after the nodes it needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.autodiff import topological_order


@st.composite
def graphs(draw):
    """Node i may depend, several times, on nodes below i."""
    size = draw(st.integers(1, 12))
    return {i: draw(st.lists(st.integers(0, i - 1), max_size=4)) if i else [] for i in range(size)}


@given(graphs())
def test_parents_come_first_and_every_needed_node_once(graph):
    last = len(graph) - 1
    order = topological_order(last, graph.__getitem__)
    needed, frontier = {last}, [last]
    while frontier:
        new = set(graph[frontier.pop()]) - needed
        needed |= new
        frontier.extend(new)
    assert sorted(order) == sorted(needed)
    position = {node: place for place, node in enumerate(order)}
    assert all(position[parent] < position[node] for node in order for parent in graph[node])


@given(graphs())
def test_the_same_graph_gives_the_same_list(graph):
    last = len(graph) - 1
    assert topological_order(last, graph.__getitem__) == topological_order(last, lambda n: iter(graph[n]))


def test_a_node_used_before_and_after_its_child_is_listed_before_both():
    graph = {"d": ["b", "c"], "c": ["b", "b"], "b": ["a", "a"]}
    assert topological_order("d", lambda n: graph.get(n, [])) == ["a", "b", "c", "d"]


def test_a_long_chain_needs_no_recursion():
    assert topological_order(200_000, lambda n: [n - 1] if n else []) == list(range(200_001))


def test_a_node_with_many_parents_takes_linear_work():
    calls = []
    topological_order(-1, lambda n: range(5_000) if n == -1 else calls.append(n) or [])
    assert len(calls) == 5_000


def test_a_cycle_is_refused_and_named():
    graph = {"J": ["a"], "a": ["b"], "b": ["a"]}
    with pytest.raises(ValueError, match="'a' depends on itself"):
        topological_order("J", graph.__getitem__)
