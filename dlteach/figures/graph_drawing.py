"""Boxes and arrows of a computation graph, sized in points so that every box fits its text."""

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from textwrap import wrap
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path
from matplotlib.textpath import TextPath

from dlteach.figures.layout import arrange, columns, forward_order, routes
from dlteach.figures.style import HIGHLIGHT, INK, NEUTRAL, SIZE, house_style, new_figure

_POINTS = 72  # to the inch
_WIDTH, _HEIGHT = SIZE[0] * _POINTS, SIZE[1] * _POINTS
_TITLE = 28
_MARGIN = 8
_LINE = 1.4  # height of a line of text, in letters
_PORT = 1.5  # distance between two arrows at the same box, in letters
_ATTEMPTS = ((11, 40), (10, 40), (9, 40), (9, 16), (8, 16), (8, 12), (7, 12))  # font size, longest line


class Line(NamedTuple):
    """A line of text in a box."""

    text: str
    colour: str


class _Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float
    lines: list[Line]


class _Plan(NamedTuple):
    font: float
    boxes: dict[str, _Box]
    arrows: list[list[tuple[float, float]]]
    width: float
    height: float


@house_style()
def draw_graph(
    title: str,
    lines: Mapping[str, Sequence[Line]],
    edges: Sequence[tuple[str, str]],
    labels: Sequence[str],
    highlight: Collection[str | tuple[str, str]],
) -> Figure:
    """Return a figure of the graph in the largest letters that fit a notebook.

    Parameters
    ----------
    title : str
    lines : mapping of str to sequence of Line
        What is written in each node's box.
    edges : sequence of (from, to)
    labels : sequence of str
        One for each edge; may be empty.
    highlight : collection of str or (from, to)
    """
    plans = (_plan(lines, edges, labels, font, longest) for font, longest in _ATTEMPTS)
    plan = next((p for p in plans if p.width <= _WIDTH and p.height + _TITLE <= _HEIGHT), None)
    if plan is None:
        raise ValueError(
            f"plot_graph: {len(lines)} nodes do not fit one picture in readable letters; "
            "draw a part of the graph, or shorten the formulas"
        )
    figure = new_figure(SIZE[0], (plan.height + _TITLE) / _POINTS)
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, 0, 1, plan.height / (plan.height + _TITLE)))
    axes.set(xlim=(0, _WIDTH), ylim=(0, plan.height), title=title)
    axes.set_axis_off()
    for edge, points, label in zip(edges, plan.arrows, labels):
        _draw_arrow(axes, points, label, plan.font, edge in highlight)
    for name, box in plan.boxes.items():
        _draw_box(axes, box, plan.font, name in highlight)
    return figure


def _plan(
    lines: Mapping[str, Sequence[Line]],
    edges: Sequence[tuple[str, str]],
    labels: Sequence[str],
    font: float,
    longest: int,
) -> _Plan:
    """Place everything at one font size, whether or not it fits."""
    order = forward_order(lines, edges)
    column = columns(order, edges)
    paths = routes(column, edges)
    wrapped = {
        name: [Line(t, line.colour) for line in lines[name] for t in wrap(line.text, longest)]
        for name in order
    }
    widths = {
        name: (max(_text_width(line.text, font) for line in wrapped[name]) + 1.4 * font) for name in order
    }
    ports = {name: max(sum(a == name for a, _ in edges), sum(b == name for _, b in edges)) for name in order}
    heights = {name: max(_LINE * len(wrapped[name]) + 0.6, _PORT * ports[name]) * font for name in order}

    y = arrange(column, paths, heights, gap=1.2 * font)
    bottom = min(*y.values(), *(y[name] - heights[name] / 2 for name in order)) - _MARGIN
    top = max(*y.values(), *(y[name] + heights[name] / 2 for name in order)) + _MARGIN
    column_widths = [max(widths[n] for n in order if column[n] == k) for k in range(max(column.values()) + 1)]
    gap = max([2.6 * font, *(_text_width(label, font) + 1.8 * font for label in labels)])
    needed = sum(column_widths) + gap * (len(column_widths) - 1) + 2 * _MARGIN
    gap += min(max(_WIDTH - needed, 0) / len(column_widths), 8 * font)
    x = _centres(column_widths, gap)

    boxes = {n: _Box(x[column[n]], y[n] - bottom, widths[n], heights[n], wrapped[n]) for n in order}
    stops = [[(x[s[1]], y[s] - bottom) for s in path if isinstance(s, tuple)] for path in paths]
    arrows = _arrows(boxes, edges, stops, _PORT * font)
    return _Plan(font, boxes, arrows, needed, top - bottom)


def _text_width(text: str, font: float) -> float:
    return TextPath((0, 0), text, size=font).get_extents().width if text else 0.0


def _centres(widths: Sequence[float], gap: float) -> list[float]:
    """Return the middles of columns that stand side by side in the middle of the picture."""
    left = (_WIDTH - sum(widths) - gap * (len(widths) - 1)) / 2
    return [left + sum(widths[:k]) + k * gap + width / 2 for k, width in enumerate(widths)]


def _arrows(
    boxes: Mapping[str, _Box],
    edges: Sequence[tuple[str, str]],
    stops: Sequence[list[tuple[float, float]]],
    distance: float,
) -> list[list[tuple[float, float]]]:
    """Return the points of each arrow; arrows at a box keep a distance, so that parallel ones both show."""
    after = [(stops[i] or [boxes[end][:2]])[0][1] for i, (_, end) in enumerate(edges)]
    before = [(stops[i] or [boxes[start][:2]])[-1][1] for i, (start, _) in enumerate(edges)]
    shifts_out = _ports([start for start, _ in edges], after, distance)
    shifts_in = _ports([end for _, end in edges], before, distance)
    return [
        [
            (boxes[start].x + boxes[start].width / 2, boxes[start].y + shifts_out[i]),
            *stops[i],
            (boxes[end].x - boxes[end].width / 2, boxes[end].y + shifts_in[i]),
        ]
        for i, (start, end) in enumerate(edges)
    ]


def _ports(homes: Sequence[str], leads_to: Sequence[float], distance: float) -> dict[int, float]:
    """Return how far above its box's middle each arrow touches it, highest first where it leads highest."""
    shifts: dict[int, float] = {}
    for name in set(homes):
        mine = sorted((i for i, home in enumerate(homes) if home == name), key=lambda i: (-leads_to[i], i))
        shifts |= {i: distance * ((len(mine) - 1) / 2 - rank) for rank, i in enumerate(mine)}
    return shifts


def _draw_box(axes: Axes, box: _Box, font: float, highlighted: bool) -> None:
    axes.add_patch(
        FancyBboxPatch(
            (box.x - box.width / 2, box.y - box.height / 2),
            box.width,
            box.height,
            boxstyle="round,pad=0,rounding_size=5",
            facecolor=HIGHLIGHT if highlighted else "white",
            edgecolor=INK if highlighted else NEUTRAL,
            linewidth=2.2 if highlighted else 1.2,
            zorder=3,
        )
    )
    for i, line in enumerate(box.lines):
        y = box.y + _LINE * font * ((len(box.lines) - 1) / 2 - i)
        axes.text(
            box.x, y, line.text, ha="center", va="center_baseline", size=font, color=line.colour, zorder=4
        )


def _draw_arrow(
    axes: Axes, points: list[tuple[float, float]], label: str, font: float, highlighted: bool
) -> None:
    axes.add_patch(
        FancyArrowPatch(
            path=_level_curve(points),
            arrowstyle="-|>",
            mutation_scale=1.1 * font,
            color=INK if highlighted else NEUTRAL,
            linewidth=2.4 if highlighted else 1.3,
            zorder=2,
        )
    )
    if label:
        (x0, y0), (x1, y1) = points[:2]
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        middle = ((x0 + x1) / 2, (y0 + y1) / 2)
        axes.text(*middle, label, ha="center", va="center", size=font, bbox=paper, zorder=2.5)


def _level_curve(points: list[tuple[float, float]]) -> Path:
    """Return a curve through the points that is level at each."""
    vertices, codes = [points[0]], [Path.MOVETO]
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) / 2
        vertices += [(middle, y0), (middle, y1), (x1, y1)]
        codes += [Path.CURVE4] * 3
    return Path(vertices, codes)
