"""Pictures of gradient descent: slopes on a curve, learning rates side by side, epochs and their steps."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike

from dlteach.figures.describe import describe_number
from dlteach.figures.paths import check_paths, clip_path, draw_path, evaluate, tell_path
from dlteach.figures.picture import Picture
from dlteach.figures.style import COLOURS, HATCHES, INK, LINES, NEUTRAL, SECOND, house_style, new_figure

_TANGENT = 0.07  # half the width of a tangent, as a share of the picture


@house_style()
def plot_slopes(
    cost: Callable[[float], float],
    slope: Callable[[float], float],
    points: Sequence[float],
    bounds: tuple[float, float],
    title: str,
    xlabel: str,
    ylabel: str,
) -> Picture:
    """Draw the cost of one weight with its tangents, and below it which way each slope sends us.

    Parameters
    ----------
    cost, slope : callable
        Take one weight, return its cost and the derivative of that.
    points : sequence of float
        The weights at which to draw a tangent.
    bounds : (float, float)
        Smallest and largest weight in the picture.
    title, xlabel, ylabel : str

    Examples
    --------
    >>> words = "Slopes", "weight w", "cost J"
    >>> plot_slopes(lambda w: w**2, lambda w: 2 * w, [-1, 0], (-2, 2), *words)  # doctest: +ELLIPSIS
    Picture: Slopes. Curve of cost J against weight w with tangents: at -1 slope -2, a step to the right; ...
    """
    figure = new_figure()
    axes = figure.subplots()
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel, xlim=bounds)
    w = np.linspace(*bounds, 241)
    heights = evaluate(cost, w)
    axes.plot(w, heights, color=NEUTRAL, linestyle="-")
    floor = heights.min() - 0.15 * np.ptp(heights)
    reach = _TANGENT * (bounds[1] - bounds[0])
    for point in points:
        ends = np.array([-reach, reach])
        axes.plot(point + ends, cost(point) + slope(point) * ends, color=SECOND, linestyle="-", linewidth=3)
        axes.plot(point, cost(point), "o", color=INK)
        axes.annotate(
            f"slope {describe_number(slope(point))}",
            (point, cost(point)),
            xytext=(-10 * np.sign(slope(point)), 8),  # towards the inside of the valley
            textcoords="offset points",
            ha=("left", "center", "right")[int(np.sign(slope(point))) + 1],
        )
        _draw_way(axes, point, floor, -np.sign(slope(point)) * reach)
    axes.set_ylim(floor - 0.06 * np.ptp(heights), heights.max() + 0.05 * np.ptp(heights))
    tangents = "; ".join(
        f"at {describe_number(p)} slope {describe_number(slope(p))}, {_way(slope(p))}" for p in points
    )
    return Picture(figure, f"{title}. Curve of {ylabel} against {xlabel} with tangents: {tangents}.")


def _draw_way(axes: Axes, point: float, height: float, reach: float) -> None:
    """Draw an arrow downhill, or a dot where there is no downhill."""
    if reach == 0:
        axes.plot(point, height, "o", color=INK, markersize=5)
    else:
        arrow = {"arrowstyle": "-|>", "color": INK, "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (point + reach, height), (point, height), arrowprops=arrow)


def _way(slope: float) -> str:
    if slope == 0:
        return "no step"
    return "a step to the right" if slope < 0 else "a step to the left"


@house_style()
def plot_rates(
    cost: Callable[[float], float],
    paths: Mapping[str, ArrayLike],
    bounds: tuple[float, float],
    title: str,
    xlabel: str,
    ylabel: str,
) -> Picture:
    """Draw paths of gradient descent from one start, each on a curve of its own, side by side.

    Parameters
    ----------
    cost : callable
        Takes one weight, returns its cost.
    paths : mapping of str to array_like of shape (steps + 1,)
        The weight before each step and after the last, for each of two to four learning rates.
    bounds : (float, float)
        Smallest and largest weight in the picture; what lies outside is cut off.
    title, xlabel, ylabel : str

    Examples
    --------
    >>> paths = {"rate 0.25": [2, 1, 0.5], "rate 1.5": [2, -4, 8]}
    >>> picture = plot_rates(lambda w: w**2, paths, (-4, 4), "Two rates", "w", "J")
    >>> picture.alt.split("; ")[0]
    'Two rates. J against w: rate 0.25: 2 steps from 2, cost 4, to 0.5, cost 0.25'
    """
    if not 2 <= len(paths) <= 4:
        raise ValueError(f"plot_rates: expected 2 to 4 paths, got {len(paths)}; more do not fit side by side")
    columns = check_paths("plot_rates", paths, 1)
    figure = new_figure(7.2, 3.2)
    figure.suptitle(title)
    figure.supxlabel(xlabel, fontsize=10)
    figure.supylabel(ylabel, fontsize=10)
    w = np.linspace(*bounds, 241)
    heights = evaluate(cost, w)
    for axes, (label, path) in zip(figure.subplots(1, len(paths), sharey=True), columns.items()):
        axes.set(title=label, xlim=bounds)
        axes.set_ylim(heights.min() - 0.07 * np.ptp(heights), heights.max() + 0.03 * np.ptp(heights))
        axes.plot(w, heights, color=NEUTRAL, linestyle="-")
        points = clip_path(path, [bounds])
        draw_path(axes, np.column_stack([points, evaluate(cost, points)]), label, number=0)
    clauses = [tell_path(cost, label, path, [bounds]) for label, path in columns.items()]
    return Picture(figure, f"{title}. {ylabel} against {xlabel}: {'; '.join(clauses)}.")


@house_style()
def plot_epochs(epochs: Sequence[Sequence[ArrayLike]], title: str) -> Picture:
    """Draw which rows of the data each step reads, epoch after epoch.

    Parameters
    ----------
    epochs : sequence of epochs, each a sequence of batches, each array_like of int
        The numbers of the rows in each batch; at most six epochs.
    title : str

    Examples
    --------
    >>> plot_epochs([[[2, 0], [1]], [[1, 2], [0]]], "Two epochs")  # doctest: +NORMALIZE_WHITESPACE
    Picture: Two epochs. Rows against steps:
    epoch 1 is 2 steps with 2, 1 rows; epoch 2 is 2 steps with 2, 1 rows.
    """
    figure = new_figure(7.2, 3.4)
    axes = figure.subplots()
    axes.set(title=title, xlabel="step", ylabel="row of the data")
    clauses, step = [], 0
    for number, (batches, colour, hatch) in enumerate(zip(epochs, COLOURS, HATCHES), start=1):
        for rows in batches:
            step += 1
            axes.bar(
                np.full(np.size(rows), step),
                0.9,
                0.9,
                np.asarray(rows) - 0.45,
                color=colour,
                hatch=hatch,
                edgecolor="white",
                label=f"epoch {number}" if rows is batches[0] else "",
            )
        axes.axvline(step + 0.5, color=INK, linewidth=1.0, linestyle=LINES[1])
        sizes = ", ".join(str(np.size(rows)) for rows in batches)
        clauses.append(f"epoch {number} is {len(batches)} steps with {sizes} rows")
    last = max(np.max(rows) for batches in epochs for rows in batches)
    axes.set(xlim=(0.4, step + 0.6), ylim=(-0.6, last + 0.6))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(visible=False)
    figure.legend(loc="outside right upper")
    return Picture(figure, f"{title}. Rows against steps: {'; '.join(clauses)}.")
