"""A computation graph from left to right: formulas, values on the way forward, gradients on the way back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dlteach.figures.describe import describe_number
from dlteach.figures.graph_drawing import Line, draw_graph
from dlteach.figures.layout import forward_order
from dlteach.figures.picture import Picture
from dlteach.figures.style import INK, THIRD, house_style

Edge = tuple[str, str] | tuple[str, str, str]
Number = float | str


@house_style()
def plot_graph(
    nodes: Mapping[str, str],
    edges: Sequence[Edge],
    values: Mapping[str, Number] | None = None,
    gradients: Mapping[str, Number] | None = None,
    highlight: Collection[str | tuple[str, str]] = (),
    title: str = "Computation graph",
    alt: str | None = None,
) -> Picture:
    """Draw a computation graph of up to about 15 nodes.

    Parameters
    ----------
    nodes : mapping of str to str
        Formula of each node by its name: `{"w": "w", "x": "x", "c": "c = w·x"}`.
    edges : sequence of (from, to) or (from, to, label)
        The label is the local derivative, for example. A node used twice has two edges.
    values : mapping of str to float or str, optional
        What the forward pass has computed so far.
    gradients : mapping of str to float or str, optional
        What the backward pass has computed so far: the derivative of the last node by each.
    highlight : collection of str or (from, to), optional
        Nodes and edges to look at.
    title : str
    alt : str, optional
        Alt text; tells the graph forward, then backward, when left out.

    Raises
    ------
    ValueError
        If a name is not a node's, the edges go round in a circle, or the graph is too large for one picture.

    Examples
    --------
    >>> nodes = {"w": "w", "a": "a = 2 + 3w", "J": "J = a²"}
    >>> edges = [("w", "a"), ("a", "J")]
    >>> picture = plot_graph(nodes, edges, {"w": 3, "a": 11, "J": 121}, {"J": 1, "a": 22, "w": 66})
    >>> print(picture.alt.replace(". ", ".\\n"))
    Computation graph.
    Forward: w = 3; a = 2 + 3w = 11, from w; J = a² = 121, from a.
    Backward: dJ/dJ = 1; dJ/da = 22; dJ/dw = 66.
    """
    graph = _Graph(nodes, edges, values or {}, gradients or {}, highlight)
    order = graph.order()
    lines = {name: graph.lines(name, result=order[-1]) for name in order}
    ends = [(edge[0], edge[1]) for edge in edges]
    labels = [edge[2] if len(edge) == 3 else "" for edge in edges]
    figure = draw_graph(title, lines, ends, labels, highlight)
    return Picture(figure, alt or f"{title.rstrip('.?!')}. {graph.tell(order)}")


@dataclass(frozen=True)
class _Graph:
    nodes: Mapping[str, str]
    edges: Sequence[Edge]
    values: Mapping[str, Number]
    gradients: Mapping[str, Number]
    highlight: Collection[str | tuple[str, str]]

    def order(self) -> list[str]:
        if not self.nodes:
            raise ValueError("plot_graph: expected at least one node, got none")
        ends = [(edge[0], edge[1]) for edge in self.edges]
        for argument in ("values", "gradients", "highlight"):
            unknown = [n for n in getattr(self, argument) if n not in self.nodes and n not in ends]
            if unknown:
                raise ValueError(
                    f"plot_graph: {argument} names {unknown[0]!r}, expected one of {', '.join(self.nodes)}"
                )
        return forward_order(self.nodes, ends)

    def lines(self, name: str, result: str) -> list[Line]:
        """Return what is written in a node's box: the formula, then the value, then the gradient."""
        lines = [] if name in self.values and self.nodes[name] == name else [Line(self.nodes[name], INK)]
        if name in self.values:
            lines.append(Line(f"{name} = {_say(self.values[name])}", INK))
        if name in self.gradients:
            lines.append(Line(self._derivative(name, result), THIRD))
        return lines

    def tell(self, order: list[str]) -> str:
        """Say all that the picture shows: forward, backward, along the arrows."""
        sentences = [f"Forward: {'; '.join(map(self._tell_node, order))}"]
        backward = [self._derivative(name, order[-1]) for name in reversed(order) if name in self.gradients]
        if backward:
            sentences.append(f"Backward: {'; '.join(backward)}")
        labels = [f"from {edge[0]} to {edge[1]}: {edge[2]}" for edge in self.edges if len(edge) == 3]
        if labels:
            sentences.append(f"Written on the arrows: {'; '.join(labels)}")
        marked = [n if isinstance(n, str) else f"the arrow from {n[0]} to {n[1]}" for n in self.highlight]
        if marked:
            sentences.append(f"Highlighted: {', '.join(marked)}")
        return ". ".join(sentences) + "."

    def _tell_node(self, name: str) -> str:
        value = f" = {_say(self.values[name])}" if name in self.values else ""
        sources = [edge[0] for edge in self.edges if edge[1] == name]
        return f"{self.nodes[name]}{value}" + (f", from {' and '.join(sources)}" if sources else "")

    def _derivative(self, name: str, result: str) -> str:
        return f"d{result}/d{name} = {_say(self.gradients[name])}"


def _say(number: Number) -> str:
    return number if isinstance(number, str) else describe_number(number)
