"""The picture that `plot_model` makes: boxes with rows of cells, frames around boxes, and arrows."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from dlteach.keras.utils.layered_layout import Layout, layered_layout

BLACK, WHITE, GREEN, RED, GREY = "#000000", "#ffffff", "#1f7a1f", "#a31d1d", "#f3f3f3"
_PAD, _GAP_X, _GAP_Y, _LINE, _FRAME = 10.0, 28.0, 34.0, 30.0, 18.0  # points
_HEAD_SIZE, _TEXT_SIZE = 12.0, 10.5
_FONT = "DejaVu Sans"  # comes with matplotlib


class Cell(NamedTuple):
    """A text and its colours."""

    text: str
    ink: str = BLACK
    paper: str = WHITE
    bold: bool = False


@dataclass
class Drawing:
    """Boxes and arrows. A box is rows of cells, or a title and a drawing in a frame.

    Parameters
    ----------
    sideways : bool
        Whether the arrows point to the side.
    """

    sideways: bool
    boxes: list[Box] = field(default_factory=list)
    edges: list[tuple[int, int]] = field(default_factory=list)

    def add_box(self, rows: list[list[Cell]]) -> None:
        width = max(sum(_cell_width(cell, i == 0) for cell in row) for i, row in enumerate(rows))
        self.boxes.append(Box(width, _LINE * len(rows), rows))

    def add_frame(self, title: str, inside: Drawing) -> None:
        width, height = inside.size()
        width = max(width, _text_width(title, _TEXT_SIZE, False) + 2 * _PAD)
        self.boxes.append(Box(width + 2 * _FRAME, height + 2 * _FRAME + _LINE / 2, [[Cell(title)]], inside))

    def layout(self) -> Layout:
        sizes = [self._turned(box.width, box.height) for box in self.boxes]
        return layered_layout(sizes, self.edges, _GAP_X, _GAP_Y)

    def size(self) -> tuple[float, float]:
        layout = self.layout()
        return self._turned(layout.width, layout.height)

    def _turned(self, width: float, height: float) -> tuple[float, float]:
        return (height, width) if self.sideways else (width, height)


@dataclass
class Box:
    width: float
    height: float
    rows: list[list[Cell]]
    inside: Drawing | None = None


@lru_cache(1000)
def _text_width(text: str, size: float, bold: bool) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    font = FontProperties(family=_FONT, weight="bold" if bold else "normal", size=size)
    # On the screen letters are rounded to whole dots: some room for that.
    return 1.04 * float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0])


def _cell_width(cell: Cell, head: bool) -> float:
    return _text_width(cell.text, _HEAD_SIZE if head else _TEXT_SIZE, cell.bold) + 2 * _PAD


def draw(drawing: Drawing, rankdir: str, splines: str) -> Any:
    """A matplotlib figure as large as the drawing.

    Parameters
    ----------
    drawing : Drawing
    rankdir : "TB", "BT", "LR" or "RL"
    splines : "ortho", "curved", "spline", "line" or "polyline"
    """
    from matplotlib.figure import Figure

    width, height = (size + 2 * _FRAME for size in drawing.size())
    figure = Figure(figsize=(width / 72, height / 72), facecolor=WHITE)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    axes.axis("off")
    _draw_into(axes, drawing, (_FRAME, _FRAME), rankdir, splines)
    return figure


def _draw_into(axes: Any, drawing: Drawing, corner: tuple[float, float], rankdir: str, splines: str) -> None:
    layout = drawing.layout()

    def on_page(point: tuple[float, float]) -> tuple[float, float]:
        x, y = point
        if rankdir in ("BT", "RL"):
            y = layout.height - y
        if drawing.sideways:
            x, y = y, x
        return corner[0] + x, corner[1] + y

    for route in layout.routes:
        _draw_arrow(axes, [on_page(point) for point in _bent(route, splines)], splines)
    for box, center in zip(drawing.boxes, layout.centers):
        x, y = on_page(center)
        left, top = x - box.width / 2, y - box.height / 2
        if box.inside is None:
            _draw_box(axes, box, left, top)
        else:
            _draw_frame(axes, box, left, top)
            width, _ = box.inside.size()
            inside = x - width / 2, top + _FRAME + _LINE / 2
            _draw_into(axes, box.inside, inside, rankdir, splines)


def _bent(route: list[tuple[float, float]], splines: str) -> list[tuple[float, float]]:
    """The points of an arrow: more of them for right angles, and for the handles of curves."""
    if splines in ("line", "polyline"):
        return route
    points = [route[0]]
    for (x1, y1), (x2, y2) in zip(route, route[1:]):
        middle = (y1 + y2) / 2
        points += [(x1, middle), (x2, middle), (x2, y2)]
    return points


def _draw_arrow(axes: Any, points: list[tuple[float, float]], splines: str) -> None:
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    code = Path.CURVE4 if splines in ("curved", "spline") else Path.LINETO
    path = Path(points, [Path.MOVETO] + [code] * (len(points) - 1))
    style: dict[str, Any] = {
        "arrowstyle": "-|>",
        "mutation_scale": 11,
        "linewidth": 1.3,
        "color": BLACK,
        "joinstyle": "miter",
    }
    axes.add_patch(FancyArrowPatch(path=path, shrinkA=0, shrinkB=0, **style))


def _draw_box(axes: Any, box: Box, left: float, top: float) -> None:
    for i, row in enumerate(box.rows):
        widths = [_cell_width(cell, i == 0) for cell in row]
        spare = (box.width - sum(widths)) / len(row)
        x, y = left, top + i * _LINE
        for cell, width in zip(row, widths):
            _draw_rectangle(axes, x, y, width + spare, _LINE, cell.paper, "solid")
            _draw_text(axes, x + (width + spare) / 2, y + _LINE / 2, cell, "center", _HEAD_SIZE * (i == 0))
            x += width + spare


def _draw_frame(axes: Any, box: Box, left: float, top: float) -> None:
    _draw_rectangle(axes, left, top, box.width, box.height, GREY, "dashed")
    _draw_text(axes, left + _PAD, top + _LINE / 2, box.rows[0][0], "left")


def _draw_rectangle(
    axes: Any, x: float, y: float, width: float, height: float, paper: str, line: str
) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(
        Rectangle((x, y), width, height, facecolor=paper, edgecolor=BLACK, linewidth=1, linestyle=line)
    )


def _draw_text(axes: Any, x: float, y: float, cell: Cell, side: str, size: float = 0) -> None:
    weight = "bold" if cell.bold else "normal"
    font = {"color": cell.ink, "fontsize": size or _TEXT_SIZE, "weight": weight, "family": _FONT}
    axes.text(x, y, cell.text, ha=side, va="center", parse_math=False, **font)
