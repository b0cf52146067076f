"""Where the boxes of a computation graph go: columns from left to right, few crossings, short edges.

The method is Sugiyama's in its plainest form: give every node a column, let an edge that spans several
columns pass through an invisible stop in each, order every column by the average place of its neighbours,
then spread it out.

References
----------
K. Sugiyama, S. Tagawa, M. Toda, "Methods for Visual Understanding of Hierarchical System Structures", 1981.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

Stop = (
    str | tuple[int, int]
)  # a node's name, or (number of the edge, column) where a long edge passes through
_SWEEPS = 12


def forward_order(nodes: Collection[str], edges: Sequence[tuple[str, str]]) -> list[str]:
    """Return the nodes with every node after those that it depends on, otherwise in the order given.

    Raises
    ------
    ValueError
        If an edge names an unknown node, or the edges go round in a circle.

    Examples
    --------
    >>> forward_order(["J", "w", "x"], [("w", "J"), ("x", "J")])
    ['w', 'x', 'J']
    """
    for name in (name for edge in edges for name in edge):
        if name not in nodes:
            raise ValueError(
                f"plot_graph: an edge names {name!r}, expected one of the nodes {', '.join(nodes)}"
            )
    order: list[str] = []
    waiting = list(nodes)
    while waiting:
        ready = next((n for n in waiting if all(a in order for a, b in edges if b == n)), None)
        if ready is None:
            raise ValueError(
                f"plot_graph: the edges between {', '.join(waiting)} go round in a circle; "
                "a computation graph only goes forward"
            )
        waiting.remove(ready)
        order.append(ready)
    return order


def columns(order: Sequence[str], edges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Give every node its column: right of all that it depends on, an input right before its first use.

    Examples
    --------
    >>> columns(["w", "x", "b", "c", "a"], [("w", "c"), ("x", "c"), ("c", "a"), ("b", "a")])
    {'w': 0, 'x': 0, 'b': 1, 'c': 1, 'a': 2}
    """
    column: dict[str, int] = {}
    for node in order:
        column[node] = max((column[a] + 1 for a, b in edges if b == node), default=0)
    for node in order:
        uses = [column[b] for a, b in edges if a == node]
        if uses and all(b != node for _, b in edges):
            column[node] = min(uses) - 1
    return column


def routes(column: Mapping[str, int], edges: Sequence[tuple[str, str]]) -> list[list[Stop]]:
    """Return the stops of each edge, one in every column that it passes."""
    return [
        [start, *((number, between) for between in range(column[start] + 1, column[end])), end]
        for number, (start, end) in enumerate(edges)
    ]


def arrange(
    column: Mapping[str, int], paths: Sequence[Sequence[Stop]], heights: Mapping[str, float], gap: float
) -> dict[Stop, float]:
    """Return the height of the middle of every stop, such that no two in a column come closer than `gap`.

    Parameters
    ----------
    column, paths
        From `columns` and `routes`.
    heights : mapping of str to float
        How tall each node is; a stop of a passing edge has no height of its own.
    gap : float
    """
    neighbours: dict[Stop, list[Stop]] = {node: [] for node in column}
    for path in paths:
        for one, other in pairwise(path):
            neighbours.setdefault(one, []).append(other)
            neighbours.setdefault(other, []).append(one)
    layers: list[list[Stop]] = [[] for _ in range(max(column.values()) + 1)]
    for stop in neighbours:
        layers[column[stop] if isinstance(stop, str) else stop[1]].append(stop)
    place = dict.fromkeys(neighbours, 0.0)
    for sweep in range(_SWEEPS):
        for layer in layers if sweep % 2 else reversed(layers):
            wish = {stop: _mean([place[n] for n in neighbours[stop]]) for stop in layer}
            layer.sort(key=wish.__getitem__, reverse=True)
            sizes = [_height(stop, heights) for stop in layer]
            place.update(zip(layer, _spread([wish[stop] for stop in layer], sizes, gap)))
    return place


def _height(stop: Stop, heights: Mapping[str, float]) -> float:
    return heights[stop] if isinstance(stop, str) else 0.0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _spread(wishes: Sequence[float], sizes: Sequence[float], gap: float) -> list[float]:
    """Return places from top to bottom, near the wishes, that leave a gap between neighbours."""
    places: list[float] = []
    for i, wish in enumerate(wishes):
        if places:
            wish = min(wish, places[-1] - (sizes[i - 1] + sizes[i]) / 2 - gap)
        places.append(wish)
    shift = _mean([wish - place for wish, place in zip(wishes, places)])
    return [place + shift for place in places]
