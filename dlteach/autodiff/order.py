"""The order in which a graph is computed: every node after the nodes that it needs."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)


def topological_order(node: Node, parents: Callable[[Node], Iterable[Node]]) -> list[Node]:
    """List `node` and all that it depends on, parents before children.

    Reversed, it is the order of the backward pass: a node comes up only when every node that uses it
    has already sent its share of the gradient.

    The walk goes as deep as it can, then steps back, and lists a node when all its parents are listed.
    It keeps its own path instead of calling itself, so a chain of 100,000 nodes is no problem.

    Parameters
    ----------
    node : hashable
        The last node: the result.
    parents : callable
        `parents(n)` gives the nodes that `n` is computed from, in a fixed order.

    Returns
    -------
    list
        Each node once; the same graph gives the same list.

    Raises
    ------
    ValueError
        If a node depends on itself.

    Examples
    --------
    >>> graph = {"J": ["a", "y"], "a": ["c", "b"], "c": ["w", "x"]}
    >>> topological_order("J", lambda n: graph.get(n, []))
    ['w', 'x', 'c', 'b', 'a', 'y', 'J']

    References
    ----------
    Cormen, Leiserson, Rivest, Stein, *Introduction to Algorithms*, section "Topological sort".
    """
    order: list[Node] = []
    listed: dict[Node, bool] = {node: False}
    path: list[tuple[Node, Iterator[Node]]] = [(node, iter(parents(node)))]
    while path:
        current, remaining = path[-1]
        for parent in remaining:
            if parent not in listed:
                listed[parent] = False
                path.append((parent, iter(parents(parent))))
                break
            if not listed[parent]:
                raise ValueError(
                    f"topological_order: {parent!r} depends on itself; a graph must have no cycle"
                )
        else:
            path.pop()
            listed[current] = True
            order.append(current)
    return order
