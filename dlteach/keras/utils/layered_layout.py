"""Where the boxes of a graph go: in layers, sources above, so that arrows point down and cross seldom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

Edge = tuple[int, int]


@dataclass
class Layout:
    """Places of boxes, y growing downwards.

    Attributes
    ----------
    width, height : float
    centers : list of (x, y), one for each box
    routes : list of lists of (x, y), one for each edge
        The points through which an edge goes, from the lower side of its source to the upper side of its
        target; between two points lies a gap, within which it may take any form.
    """

    width: float
    height: float
    centers: list[tuple[float, float]]
    routes: list[list[tuple[float, float]]]


@dataclass
class _Graph:
    """Boxes and, where an edge passes a layer, places kept free for it."""

    widths: list[float]
    heights: list[float]
    ranks: list[int]
    chains: list[list[int]] = field(default_factory=list)  # for each edge the places from source to target


def layered_layout(
    sizes: Sequence[tuple[float, float]], edges: Sequence[Edge], gap_x: float, gap_y: float
) -> Layout:
    """Place boxes in layers.

    The method of Sugiyama: layers by the longest path from a source, an order in each layer by the mean place
    of the neighbours, then places next to each other that are as close as possible to that mean.

    Parameters
    ----------
    sizes : list of (width, height)
    edges : list of (source, target)
        Numbers of boxes. A circle is cut open where it is found.
    gap_x, gap_y : float
        Free space between boxes next to each other, and between layers.

    Returns
    -------
    Layout

    Examples
    --------
    >>> layout = layered_layout([(10, 4), (10, 4), (10, 4)], [(0, 1), (0, 2)], gap_x=2, gap_y=6)
    >>> layout.centers
    [(11.0, 2.0), (5.0, 12.0), (17.0, 12.0)]
    >>> layout.routes[0]
    [(11.0, 4.0), (5.0, 10.0)]
    """
    graph = _with_passing_places(sizes, _ranks(len(sizes), edges), edges, gap_x)
    layers: list[list[int]] = [[] for _ in range(max(graph.ranks, default=-1) + 1)]
    for place, rank in enumerate(graph.ranks):
        layers[rank].append(place)
    links = [link for chain in graph.chains for link in zip(chain, chain[1:])]
    layers = _ordered(layers, links)
    x = _places_in_a_row(layers, links, graph.widths, gap_x, len(sizes))
    _straighten(graph.chains, layers, x, graph.widths, gap_x)
    tops, y = [], 0.0
    heights = [max(graph.heights[place] for place in layer) for layer in layers]
    for height in heights:
        tops.append(y)
        y += height + gap_y
    left = min((x[p] - graph.widths[p] / 2 for p in range(len(x))), default=0.0)
    right = max((x[p] + graph.widths[p] / 2 for p in range(len(x))), default=0.0)
    middle = [tops[rank] + heights[rank] / 2 for rank in graph.ranks]
    centers = [(float(x[p] - left), middle[p]) for p in range(len(sizes))]
    routes = [_route(chain, x - left, middle, graph, tops, heights) for chain in graph.chains]
    return Layout(float(right - left), max(y - gap_y, 0.0), centers, routes)


def _ranks(count: int, edges: Sequence[Edge]) -> list[int]:
    """The layer of each box: one below the lowest of its sources."""
    targets: list[list[int]] = [[] for _ in range(count)]
    for source, target in edges:
        targets[source].append(target)
    order: list[int] = []
    state = [0] * count  # 1 while a box is on the path from the start, 2 when all below it is in the order
    for start in range(count):
        path = [(start, iter(targets[start]))] if not state[start] else []
        state[start] = state[start] or 1
        while path:
            box, below = path[-1]
            following = next((b for b in below if not state[b]), None)
            if following is None:
                order.append(box)
                state[box] = 2
                path.pop()
            else:
                state[following] = 1
                path.append((following, iter(targets[following])))
    position = {box: i for i, box in enumerate(reversed(order))}
    ranks = [0] * count
    for box in reversed(order):
        for target in targets[box]:
            if position[target] > position[box]:
                ranks[target] = max(ranks[target], ranks[box] + 1)
    return ranks


def _with_passing_places(
    sizes: Sequence[tuple[float, float]], ranks: list[int], edges: Sequence[Edge], gap_x: float
) -> _Graph:
    graph = _Graph([w for w, _ in sizes], [h for _, h in sizes], list(ranks))
    for source, target in edges:
        step = 1 if ranks[target] > ranks[source] else -1
        chain = [source]
        for rank in range(ranks[source] + step, ranks[target], step):
            chain.append(len(graph.ranks))
            graph.ranks.append(rank)
            graph.widths.append(gap_x / 2)
            graph.heights.append(0.0)
        graph.chains.append([*chain, target])
    return graph


def _ordered(layers: list[list[int]], links: Sequence[Edge]) -> list[list[int]]:
    """The order in each layer that was seen with the fewest crossings."""
    neighbours: dict[int, list[int]] = {place: [] for layer in layers for place in layer}
    for a, b in links:
        neighbours[a].append(b)
        neighbours[b].append(a)
    best, fewest = [list(layer) for layer in layers], _crossings(layers, links)
    for sweep in range(8):
        down = sweep % 2 == 0
        for i in range(1, len(layers)) if down else range(len(layers) - 2, -1, -1):
            fixed = {place: n for n, place in enumerate(layers[i - 1 if down else i + 1])}
            mean = {}
            for n, place in enumerate(layers[i]):
                seen = [fixed[q] for q in neighbours[place] if q in fixed]
                mean[place] = sum(seen) / len(seen) if seen else float(n)
            layers[i] = sorted(layers[i], key=mean.__getitem__)
        crossings = _crossings(layers, links)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in layers], crossings
    return best


def _crossings(layers: list[list[int]], links: Sequence[Edge]) -> int:
    rank = {place: i for i, layer in enumerate(layers) for place in layer}
    position = {place: n for layer in layers for n, place in enumerate(layer)}
    total = 0
    for i, (a, b) in enumerate(links):
        for c, d in links[i + 1 :]:
            if {rank[a], rank[b]} == {rank[c], rank[d]} and rank[a] != rank[b]:
                if rank[a] != rank[c]:
                    c, d = d, c
                total += (position[a] - position[c]) * (position[b] - position[d]) < 0
    return total


def _places_in_a_row(
    layers: list[list[int]], links: Sequence[Edge], widths: Sequence[float], gap: float, boxes: int
) -> np.ndarray:
    """x of each place: near the mean of its neighbours, without touching those beside it."""
    x = np.zeros(len(widths))
    offsets = {}
    for i, layer in enumerate(layers):
        room = np.array([widths[place] for place in layer])
        # From one centre to the next: half of both and the gap.
        offsets[i] = np.concatenate([[0.0], np.cumsum((room[1:] + room[:-1]) / 2 + gap)])
        x[layer] = offsets[i] - offsets[i][-1] / 2
    # An edge that passes several layers is to be straight: its pieces pull harder than single arrows.
    pulls: dict[int, list[tuple[int, int]]] = {place: [] for layer in layers for place in layer}
    for a, b in links:
        pull = 1 + 3 * (a >= boxes) + 3 * (b >= boxes)
        pulls[a].append((b, pull))
        pulls[b].append((a, pull))
    for sweep in range(60):
        rows = range(len(layers)) if sweep % 2 == 0 else range(len(layers) - 1, -1, -1)
        for i in rows:
            wanted = np.array([_mean(x, pulls[place], x[place]) for place in layers[i]])
            weights = [1 + sum(pull for _, pull in pulls[place]) for place in layers[i]]
            x[layers[i]] = _growing(wanted - offsets[i], weights) + offsets[i]
    return x


def _straighten(
    chains: Sequence[list[int]], layers: list[list[int]], x: np.ndarray, widths: Sequence[float], gap: float
) -> None:
    """Let an edge that passes layers keep one x on its way, where there is room: its target's if possible."""
    beside: dict[int, tuple[int | None, int | None]] = {}
    for layer in layers:
        for left, place, right in zip([None, *layer], layer, [*layer[1:], None]):
            beside[place] = left, right
    for source, *passing, target in chains:
        low, high = -np.inf, np.inf
        for place in passing:
            left, right = beside[place]
            if left is not None:
                low = max(low, x[left] + (widths[left] + widths[place]) / 2 + gap)
            if right is not None:
                high = min(high, x[right] - (widths[right] + widths[place]) / 2 - gap)
        if passing and low <= high:
            wishes = [at for at in (x[target], x[source]) if low <= at <= high]
            x[passing] = wishes[0] if wishes else np.clip(np.mean(x[passing]), low, high)


def _mean(x: np.ndarray, pulls: Sequence[tuple[int, int]], default: float) -> float:
    total = sum(pull for _, pull in pulls)
    return sum(x[place] * pull for place, pull in pulls) / total if total else default


def _growing(values: np.ndarray, weights: Sequence[float]) -> np.ndarray:
    """The numbers closest to the given ones (least squares) of which none is smaller than the one before.

    Examples
    --------
    >>> _growing(np.array([1.0, 5.0, 3.0]), [1, 1, 3])
    array([1. , 3.5, 3.5])
    """
    blocks: list[tuple[float, float, int]] = []  # mean, weight, how many
    for value, weight in zip(values, weights):
        mean, count = float(value), 1
        while blocks and blocks[-1][0] > mean:
            other, size, more = blocks.pop()
            mean = (mean * weight + other * size) / (weight + size)
            weight, count = weight + size, count + more
        blocks.append((mean, weight, count))
    return np.repeat([mean for mean, _, _ in blocks], [count for _, _, count in blocks])


def _route(
    chain: list[int],
    x: np.ndarray,
    middle: Sequence[float],
    graph: _Graph,
    tops: Sequence[float],
    heights: Sequence[float],
) -> list[tuple[float, float]]:
    down = graph.ranks[chain[-1]] > graph.ranks[chain[0]]
    side = 1 if down else -1
    first, *passing, last = chain
    points = [(float(x[first]), middle[first] + side * graph.heights[first] / 2)]
    for place in passing:
        top = tops[graph.ranks[place]]
        ends = [top, top + heights[graph.ranks[place]]]
        points += [(float(x[place]), end) for end in (ends if down else reversed(ends))]
    return [*points, (float(x[last]), middle[last] - side * graph.heights[last] / 2)]
