"""Laws of the layout, on drawn graphs."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dlteach.figures.layout import arrange, columns, forward_order, routes


@st.composite
def graphs(draw):
    count = draw(st.integers(1, 12))
    names = [f"n{i}" for i in range(count)]
    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda p: p[0] < p[1])
    edges = draw(st.lists(pairs, max_size=20)) if count > 1 else []
    return draw(st.permutations(names)), [(names[a], names[b]) for a, b in edges]


@given(graphs())
def test_every_node_comes_once_and_after_all_that_it_depends_on(graph):
    nodes, edges = graph
    order = forward_order(nodes, edges)
    assert sorted(order) == sorted(nodes)
    assert all(order.index(a) < order.index(b) for a, b in edges)


@given(graphs())
def test_every_edge_goes_right(graph):
    nodes, edges = graph
    column = columns(forward_order(nodes, edges), edges)
    assert all(column[a] < column[b] for a, b in edges)
    assert min(column.values()) == 0


@given(graphs())
def test_every_route_stops_once_in_each_column(graph):
    nodes, edges = graph
    column = columns(forward_order(nodes, edges), edges)
    for (start, end), path in zip(edges, routes(column, edges)):
        stops = [column[s] if isinstance(s, str) else s[1] for s in path]
        assert stops == list(range(column[start], column[end] + 1))


@given(graphs(), st.floats(1, 20))
def test_neighbours_in_a_column_keep_their_distance(graph, gap):
    nodes, edges = graph
    column = columns(forward_order(nodes, edges), edges)
    heights = {name: 10.0 + 3 * i for i, name in enumerate(nodes)}
    place = arrange(column, routes(column, edges), heights, gap)
    for k in range(max(column.values()) + 1):
        layer = sorted(
            (s for s in place if (column[s] if isinstance(s, str) else s[1]) == k), key=place.__getitem__
        )
        for below, above in pairwise(layer):
            distance = place[above] - place[below] - (heights.get(above, 0) + heights.get(below, 0)) / 2
            assert distance >= gap - 1e-6


@given(graphs())
def test_the_same_graph_has_the_same_layout(graph):
    nodes, edges = graph
    column = columns(forward_order(nodes, edges), edges)
    heights = dict.fromkeys(nodes, 10.0)
    first, second = (arrange(column, routes(column, edges), heights, 5.0) for _ in range(2))
    assert first == second
