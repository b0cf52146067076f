"""A fully connected network: a column of circles for each layer, a line for each weight."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Circle
from numpy.typing import ArrayLike, NDArray

from dlteach.figures.describe import describe_number
from dlteach.figures.picture import Picture
from dlteach.figures.style import FIRST, INK, NEUTRAL, SECOND, SIZE, house_style, new_figure

Floats = NDArray[np.float64]

_TALLEST = 7  # places in a column; a larger layer shows its first and last three units and dots between
_RADIUS = 0.3  # two units of a column are 1 apart
_ROW, _TEXT, _SIDE = 0.7, 0.6, 0.7  # inches: a row at most, the words under the columns, the sides
_TITLE, _LEGEND = 0.4, 0.3
_MOST_NUMBERS = 12
_WIDEST_LINE = 4.0  # points
_SIGN_NAMES = {1: "positive", 0: "zero", -1: "negative"}
_SIGNS: Any = {
    1: {"color": FIRST, "linestyle": "-"},
    0: {"color": NEUTRAL, "linestyle": ":"},
    -1: {"color": SECOND, "linestyle": (0, (3, 1))},
}


class _Layer(NamedTuple):
    label: str
    x: float
    heights: dict[int, float]  # of the units that are drawn
    size: int


@house_style()
def plot_network(
    sizes: Sequence[int],
    weights: Sequence[ArrayLike] | None = None,
    labels: Sequence[str] | None = None,
    title: str | None = None,
    alt: str | None = None,
) -> Picture:
    """Draw a fully connected network of two to seven layers.

    Parameters
    ----------
    sizes : sequence of int
        Units in each layer, the inputs first: `[3, 4, 4, 1]`.
    weights : sequence of array_like, optional
        For each pair of neighbouring layers an array of shape (units before, units after). A larger weight
        has a wider line; positive is blue and solid, negative orange and dashed, zero grey and dotted. Up to
        12 weights are written out.
    labels : sequence of str, optional
        What stands under each layer, above its size; "input layer", "hidden layer 1" and so on when left out.
    title, alt : str, optional
        Told from the sizes and weights when left out.

    Examples
    --------
    >>> plot_network([25, 1], labels=["pixels", "neuron"])
    Picture: A 25-1 network. Fully connected: pixels of 25 units, neuron of 1 unit.
    """
    _check_sizes(sizes)
    matrices = _check_weights(sizes, weights)
    title = title or f"A {'-'.join(map(str, sizes))} network"
    names = _check_labels(sizes, labels)
    rows = max(min(size, _TALLEST) for size in sizes)
    frame = _TITLE + (_LEGEND if matrices else 0.0)
    row = min(_ROW, (SIZE[1] - frame - _TEXT) / rows)
    height = row * rows + _TEXT + frame
    half_width = SIZE[0] / row / 2
    layers = _place(sizes, names, half_width, _SIDE / row)

    figure = new_figure(SIZE[0], height)
    figure.set_layout_engine("none")
    axes = figure.add_axes((0, (frame - _TITLE) / height, 1, (height - frame) / height))
    axes.set(title=title, xlim=(-half_width, half_width), ylim=(-rows / 2 - _TEXT / row, rows / 2))
    axes.set_axis_off()
    for k, (before, after) in enumerate(pairwise(layers)):
        _draw_weights(axes, before, after, matrices, k)
    for layer in layers:
        _draw_layer(axes, layer, -rows / 2)
    if matrices:
        entries = _sign_legend(matrices)
        closer = {"columnspacing": 0.8, "handlelength": 1.8} if len(entries) == 4 else {}
        figure.legend(handles=entries, loc="lower center", ncols=4, **closer)
    return Picture(figure, alt or _tell(title, layers, matrices))


def _check_sizes(sizes: Sequence[int]) -> None:
    if not 2 <= len(sizes) <= _TALLEST or min(sizes) < 1:
        raise ValueError(f"plot_network: expected 2 to {_TALLEST} sizes of at least 1, got {list(sizes)}")


def _check_weights(sizes: Sequence[int], weights: Sequence[ArrayLike] | None) -> list[Floats]:
    matrices = [np.asarray(matrix, dtype=float) for matrix in weights or []]
    expected = list(pairwise(sizes))
    got = [matrix.shape for matrix in matrices]
    if matrices and got != expected:
        raise ValueError(
            f"plot_network: expected weights of shapes {expected}, (units before, units after), got {got}; "
            "leave out the biases, and transpose if rows are the units after"
        )
    return matrices


def _check_labels(sizes: Sequence[int], labels: Sequence[str] | None) -> list[str]:
    hidden = len(sizes) - 2
    numbers = [""] if hidden == 1 else [f" {i + 1}" for i in range(hidden)]
    names = list(labels or ["input layer", *(f"hidden layer{number}" for number in numbers), "output layer"])
    if len(names) != len(sizes):
        raise ValueError(f"plot_network: expected a label for each of {len(sizes)} layers, got {len(names)}")
    return names


def _place(sizes: Sequence[int], names: Sequence[str], half_width: float, margin: float) -> list[_Layer]:
    step = min(2 * (half_width - margin) / (len(sizes) - 1), 5.0)
    return [
        _Layer(name, (k - (len(sizes) - 1) / 2) * step, _heights(size), size)
        for k, (size, name) in enumerate(zip(sizes, names))
    ]


def _heights(size: int) -> dict[int, float]:
    """Return how high each drawn unit stands, the first on top."""
    places = min(size, _TALLEST)
    half = places // 2
    units = range(size) if size <= _TALLEST else [*range(half), None, *range(size - half, size)]
    return {unit: (places - 1) / 2 - place for place, unit in enumerate(units) if unit is not None}


def _draw_weights(axes: Axes, before: _Layer, after: _Layer, matrices: list[Floats], k: int) -> None:
    largest = max((np.abs(matrix).max() for matrix in matrices), default=0.0) or 1.0
    written_out = sum(matrix.size for matrix in matrices) <= _MOST_NUMBERS
    for i, y0 in before.heights.items():
        for j, y1 in after.heights.items():
            ends = [before.x + _RADIUS, after.x - _RADIUS], [y0, y1]
            if not matrices:
                axes.plot(*ends, color=NEUTRAL, linestyle="-", linewidth=0.8, alpha=0.7, zorder=1)
                continue
            weight = matrices[k][i, j]
            width = 0.6 + _WIDEST_LINE * abs(weight) / largest
            axes.plot(*ends, **_SIGNS[np.sign(weight)], linewidth=width, zorder=1)
            if written_out:
                x, y = 0.76 * before.x + 0.24 * after.x, 0.76 * y0 + 0.24 * y1
                paper = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
                axes.text(x, y, describe_number(weight), size=8.5, ha="center", va="center", bbox=paper)


def _sign_legend(matrices: list[Floats]) -> list[Line2D]:
    signs = np.unique(np.sign(np.concatenate([matrix.ravel() for matrix in matrices])))[::-1]
    lines = [
        Line2D([], [], **_SIGNS[sign], linewidth=2.5, label=f"{_SIGN_NAMES[sign]} weight") for sign in signs
    ]
    return [*lines, Line2D([], [], linestyle="none", label="wider line: larger weight")]


def _draw_layer(axes: Axes, layer: _Layer, bottom: float) -> None:
    for y in layer.heights.values():
        axes.add_patch(
            Circle((layer.x, y), _RADIUS, facecolor="white", edgecolor=INK, linewidth=1.4, zorder=3)
        )
    if layer.size > len(layer.heights):
        axes.plot([layer.x] * 3, [-0.22, 0, 0.22], "o", color=INK, markersize=2.5, zorder=3)
    words = f"{layer.label}\n{_units(layer.size)}"
    axes.text(layer.x, bottom - 0.05, words, size=9, ha="center", va="top", linespacing=1.4)


def _units(size: int) -> str:
    return "1 unit" if size == 1 else f"{size} units"


def _tell(title: str, layers: list[_Layer], matrices: list[Floats]) -> str:
    sentences = [title.rstrip(".?!")]
    sentences.append(
        f"Fully connected: {', '.join(f'{layer.label} of {_units(layer.size)}' for layer in layers)}"
    )
    for before, after, matrix in zip(layers, layers[1:], matrices):
        if matrix.size <= _MOST_NUMBERS:
            numbers = ", ".join(map(describe_number, matrix.ravel()))
        else:
            low, high = describe_number(matrix.min()), describe_number(matrix.max())
            numbers = f"from {low} to {high}, {np.sum(matrix > 0)} positive, {np.sum(matrix < 0)} negative"
        sentences.append(f"Weights from {before.label} to {after.label}: {numbers}")
    return ". ".join(sentences) + "."
