"""Curves, points and bars: the pictures that nearly every lesson needs."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from dlteach.figures.describe import describe_curve, describe_number
from dlteach.figures.picture import Picture
from dlteach.figures.style import COLOURS, HATCHES, INK, LINES, MARKERS, house_style, new_figure

_MANY_POINTS = 100  # from here on points are small and see-through
_MOST_BARS_WITH_NUMBERS = 14


@house_style()
def plot_curves(
    x: ArrayLike,
    curves: Mapping[str, ArrayLike],
    title: str,
    xlabel: str,
    ylabel: str,
    *,
    log: bool = False,
    mark: Mapping[str, tuple[float, float]] | None = None,
    alt: str | None = None,
) -> Picture:
    """Draw one or more curves over the same x.

    Parameters
    ----------
    x : array_like of shape (n,)
    curves : mapping of str to array_like of shape (n,)
        At most six, drawn in order. Values that are not finite leave a gap.
    title, xlabel, ylabel : str
        Labels carry their units.
    log : bool, default False
        Give the y axis a logarithmic scale.
    mark : mapping of str to (x, y), optional
        Points worth a word, such as `{"lowest": (2.0, 0.0)}`.
    alt : str, optional
        Alt text; told from the data when left out.

    Examples
    --------
    >>> w = np.linspace(-2, 2, 41)
    >>> plot_curves(w, {"J": w**2}, "A valley", "weight w", "cost J")
    Picture: A valley. Curve of cost J against weight w: J falls from 4 at -2 to 0 at 0, then rises to 4 at 2.
    """
    _at_most_six("plot_curves", "curves", curves)
    x = np.asarray(x, dtype=float)
    lines = {label: (x, _same_length(label, x, y)) for label, y in curves.items()}
    marks = mark or {}
    figure, axes = _axes(title, xlabel, ylabel)
    _draw_lines(axes, lines)
    if log:
        axes.set_yscale("log")
    if np.array_equal(x, np.round(x)):  # epochs are counted: there is no epoch 2.5
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    for words, point in marks.items():
        _mark(axes, words, point)
    if len(curves) > 1:
        _legend(figure)
    clauses = [describe_curve(x, y, label, log=log) for label, (x, y) in lines.items()]
    clauses += [
        f"marked {words} at {describe_number(px)}, {describe_number(py)}" for words, (px, py) in marks.items()
    ]
    kind = ("Curve" if len(curves) == 1 else f"{len(curves)} curves") + f" of {ylabel} against {xlabel}"
    kind += ", logarithmic scale" if log else ""
    return Picture(figure, alt or _tell(title, kind, clauses))


@house_style()
def plot_points(
    points: Mapping[str, tuple[ArrayLike, ArrayLike]],
    title: str,
    xlabel: str,
    ylabel: str,
    *,
    lines: Mapping[str, tuple[ArrayLike, ArrayLike]] | None = None,
    alt: str | None = None,
) -> Picture:
    """Draw groups of points, each with its own colour and marker, and lines through them.

    Parameters
    ----------
    points : mapping of str to (x, y)
        At most six groups; `x` and `y` of a group have shape (n,).
    title, xlabel, ylabel : str
    lines : mapping of str to (x, y), optional
        Fitted lines or boundaries, drawn over the points.
    alt : str, optional
        Alt text; told from the data when left out.

    Examples
    --------
    >>> x = np.array([0.0, 1.0, 2.0])
    >>> fit = {"fit": (x, 2 * x + 1)}
    >>> picture = plot_points({"houses": (x, 2 * x)}, "Prices", "area (m²)", "price (euros)", lines=fit)
    >>> picture.alt.split(": ")[1]
    'houses, 3 points from 0 to 2 across and from 0 to 4 up; fit rises from 1 at 0 to 5 at 2.'
    """
    _at_most_six("plot_points", "groups of points", points)
    groups = {label: _pair(label, x, y) for label, (x, y) in points.items()}
    drawn_lines = {label: _pair(label, x, y) for label, (x, y) in (lines or {}).items()}
    figure, axes = _axes(title, xlabel, ylabel)
    for (label, (x, y)), colour, marker in zip(groups.items(), COLOURS, MARKERS):
        size, opacity = (36, 0.9) if len(x) < _MANY_POINTS else (14, 0.6)
        axes.scatter(x, y, s=size, color=colour, marker=marker, alpha=opacity, linewidths=0, label=label)
    _draw_lines(axes, drawn_lines, first=len(groups))
    if len(groups) + len(drawn_lines) > 1:
        _legend(figure)
    clauses = [
        f"{label}, {len(x)} point{'s' * (len(x) != 1)} from {_range(x)} across and from {_range(y)} up"
        for label, (x, y) in groups.items()
    ]
    clauses += [describe_curve(x, y, label) for label, (x, y) in drawn_lines.items()]
    return Picture(figure, alt or _tell(title, f"Points of {ylabel} against {xlabel}", clauses))


@house_style()
def plot_bars(
    labels: Sequence[str],
    values: ArrayLike | Mapping[str, ArrayLike],
    title: str,
    xlabel: str,
    ylabel: str,
    *,
    alt: str | None = None,
) -> Picture:
    """Draw a bar for each label, or a group of bars when `values` holds several series.

    Parameters
    ----------
    labels : sequence of str
    values : array_like of shape (k,), or a mapping of str to such arrays
        One value a label; a mapping draws its series side by side.
    title, xlabel, ylabel : str
    alt : str, optional
        Alt text; lists the values when left out.

    Examples
    --------
    >>> plot_bars(["sunny", "rainy"], [0.6, 0.4], "The week's weather", "weather", "probability")
    Picture: The week's weather. Bars of probability by weather: sunny 0.6, rainy 0.4.
    """
    series = values if isinstance(values, Mapping) else {"": values}
    _at_most_six("plot_bars", "series", series)
    places = np.arange(len(labels), dtype=float)
    heights = {name: _same_length(name or "values", places, column) for name, column in series.items()}
    figure, axes = _axes(title, xlabel, ylabel)
    width = 0.8 / len(heights)
    with_numbers = len(labels) * len(heights) <= _MOST_BARS_WITH_NUMBERS
    for i, (name, column) in enumerate(heights.items()):
        shift = (i - (len(heights) - 1) / 2) * width
        bars = axes.bar(
            places + shift,
            column,
            width * 0.94,
            color=COLOURS[i],
            hatch=HATCHES[i],
            edgecolor="white",
            label=name,
        )
        if with_numbers:
            axes.bar_label(bars, [describe_number(v) for v in column], padding=2)
    axes.margins(y=0.1)
    axes.axhline(0, color=INK, linewidth=0.8, linestyle="-")
    axes.grid(visible=False, axis="x")
    axes.set_xticks(places, labels, rotation=30 if sum(map(len, labels)) > 70 else 0)
    if len(heights) > 1:
        _legend(figure)
    clauses = [_tell_bars(name, labels, column) for name, column in heights.items()]
    return Picture(figure, alt or _tell(title, f"Bars of {ylabel} by {xlabel}", clauses))


def _axes(title: str, xlabel: str, ylabel: str) -> tuple[Figure, Axes]:
    figure = new_figure()
    axes = figure.subplots()
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel)
    return figure, axes


def _draw_lines(axes: Axes, lines: Mapping[str, tuple[NDArray, NDArray]], first: int = 0) -> None:
    for i, (label, (x, y)) in enumerate(lines.items(), start=first):
        drawn = np.where(np.isfinite(y), y, np.nan)
        colour, line = COLOURS[i % len(COLOURS)], LINES[(i - first) % len(LINES)]
        axes.plot(x, drawn, color=colour, linestyle=line, label=label)


def _mark(axes: Axes, words: str, point: tuple[float, float]) -> None:
    axes.plot(*point, "o", color=INK, markerfacecolor="white", markeredgewidth=1.8, zorder=4)
    axes.annotate(
        words,
        point,
        xytext=(0, 10),
        textcoords="offset points",
        ha="center",
        bbox={"boxstyle": "round", "facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.15},
    )


def _legend(figure: Figure) -> None:
    figure.legend(loc="outside right upper")


def _tell(title: str, kind: str, clauses: list[str]) -> str:
    return f"{title.rstrip('.?!')}. {kind}: {'; '.join(clauses)}."


def _tell_bars(name: str, labels: Sequence[str], column: NDArray) -> str:
    listed = ", ".join(f"{label} {describe_number(value)}" for label, value in zip(labels, column))
    return f"{name}: {listed}" if name else listed


def _range(values: NDArray) -> str:
    return f"{describe_number(np.nanmin(values))} to {describe_number(np.nanmax(values))}"


def _at_most_six(function: str, what: str, items: Mapping[str, object]) -> None:
    if not 1 <= len(items) <= len(COLOURS):
        raise ValueError(
            f"{function}: expected 1 to {len(COLOURS)} {what}, got {len(items)}; "
            "more cannot be told apart in one picture"
        )


def _same_length(label: str, x: NDArray, y: ArrayLike) -> NDArray:
    y = np.asarray(y, dtype=float)
    if y.shape != x.shape or x.ndim != 1 or len(x) == 0:
        raise ValueError(
            f"{label!r}: expected one y for each x, got x of shape {x.shape} and y of shape {y.shape}; "
            "use y.ravel() if y is a column"
        )
    return y


def _pair(label: str, x: ArrayLike, y: ArrayLike) -> tuple[NDArray, NDArray]:
    x = np.asarray(x, dtype=float)
    return x, _same_length(label, x, y)
