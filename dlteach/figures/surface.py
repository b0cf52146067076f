"""The cost as a landscape, and the ways down: a curve for one weight, contours or a surface for two."""

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from numpy.typing import ArrayLike

from dlteach.figures.describe import describe_curve, describe_number
from dlteach.figures.paths import (
    Floats,
    Interval,
    check_paths,
    clip_path,
    draw_ends,
    draw_path,
    evaluate,
    tell_path,
    tell_point,
)
from dlteach.figures.picture import Picture
from dlteach.figures.style import INK, NEUTRAL, house_style, new_figure

_WATER = LinearSegmentedColormap.from_list(
    "water", ["#c4dcf2", "#eef4fa", "#ffffff"]
)  # low ground lies under water


@house_style()
def plot_cost_path(
    cost: Callable[[float], float],
    paths: Mapping[str, ArrayLike],
    bounds: Interval,
    title: str,
    xlabel: str,
    ylabel: str,
    *,
    alt: str | None = None,
) -> Picture:
    """Draw the cost of one weight, and the steps of gradient descent on it, joined by arrows.

    Parameters
    ----------
    cost : callable
        Takes one weight, returns its cost.
    paths : mapping of str to array_like of shape (steps + 1,)
        The weight before each step and after the last; at most five paths, cut off at the picture's edge.
    bounds : (float, float)
        Smallest and largest weight in the picture.
    title, xlabel, ylabel : str
    alt : str, optional
        Alt text; told from the data when left out.

    Examples
    --------
    >>> path = [-2.0, 1.0, -0.5, 0.25]
    >>> picture = plot_cost_path(lambda w: w**2, {"rate 0.75": path}, (-3, 3), "Steps", "weight w", "cost J")
    >>> picture.alt.split("; ")[1]
    'rate 0.75: 3 steps from -2, cost 4, to 0.25, cost 0.0625, changing direction 2 times.'
    """
    steps = check_paths("plot_cost_path", paths, width=1)
    w = np.linspace(*bounds, 241)
    heights = _finite(evaluate(cost, w))
    low, high = np.nanmin(heights), np.nanmax(heights)
    margin = 0.07 * (high - low) or 1.0
    figure = new_figure()
    axes = figure.subplots()
    axes.plot(w, heights, color=NEUTRAL, linestyle="-", label=ylabel)
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel, xlim=bounds, ylim=(low - margin, high + margin))
    for i, (label, path) in enumerate(steps.items()):
        drawn = clip_path(path, [bounds])[:, 0]
        draw_path(axes, np.column_stack([drawn, evaluate(cost, drawn)]), label, i)
    draw_ends(axes)
    figure.legend(loc="outside right upper")
    clauses = [describe_curve(w, heights, ylabel)]
    clauses += [tell_path(cost, label, path, [bounds]) for label, path in steps.items()]
    return Picture(figure, alt or f"{title.rstrip('.?!')}. Against {xlabel}: {'; '.join(clauses)}.")


@house_style()
def plot_surface_path(
    cost: Callable[[float, float], float],
    paths: Mapping[str, ArrayLike],
    bounds: tuple[Interval, Interval],
    title: str,
    xlabel: str,
    ylabel: str,
    *,
    alt: str | None = None,
) -> Picture:
    """Draw the cost of two weights as contour lines, and the ways that optimizers take down it.

    Parameters
    ----------
    cost : callable
        Takes two weights, returns their cost.
    paths : mapping of str to array_like of shape (steps + 1, 2)
        The weights before each step and after the last; at most five paths, or none.
    bounds : ((float, float), (float, float))
        Smallest and largest of the first weight, and of the second.
    title, xlabel, ylabel : str
    alt : str, optional
        Alt text; told from the data when left out.

    Examples
    --------
    >>> path = [[2.0, 1.0], [1.0, 0.5], [0.5, 0.25]]
    >>> bounds = ((-3, 3), (-3, 3))
    >>> picture = plot_surface_path(lambda v, w: v**2 + w**2, {"descent": path}, bounds, "A bowl", "v", "w")
    >>> picture.alt.split("; ")[1]
    'descent: 2 steps from (2, 1), cost 5, to (0.5, 0.25), cost 0.312.'
    """
    steps = check_paths("plot_surface_path", paths, width=2)
    figure = new_figure()
    axes = figure.subplots()
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel)
    clauses = [_draw_contours(axes, cost, bounds)]
    for i, (label, path) in enumerate(steps.items()):
        draw_path(axes, clip_path(path, bounds), label, i)
        clauses.append(tell_path(cost, label, path, bounds))
    if steps:
        draw_ends(axes)
        figure.legend(loc="outside right upper")
    return Picture(figure, alt or f"{title.rstrip('.?!')}. Over {xlabel} and {ylabel}: {'; '.join(clauses)}.")


@house_style()
def plot_surface(
    cost: Callable[[float, float], float],
    bounds: tuple[Interval, Interval],
    title: str,
    xlabel: str,
    ylabel: str,
    zlabel: str,
    *,
    alt: str | None = None,
) -> Picture:
    """Draw the cost of two weights twice, as a surface in space and, beside it, as contour lines.

    Parameters
    ----------
    cost : callable
        Takes two weights, returns their cost.
    bounds : ((float, float), (float, float))
        Smallest and largest of the first weight, and of the second.
    title, xlabel, ylabel, zlabel : str
    alt : str, optional
        Alt text; told from the data when left out.

    Examples
    --------
    >>> picture = plot_surface(lambda v, w: v**2 - w**2, ((-1, 1), (-1, 1)), "A saddle", "v", "w", "cost")
    >>> print(picture.alt.replace(". ", ".\\n"))
    A saddle, as a surface and as contours of cost.
    Over v and w: lowest -1 at (0, -1), highest 1 at (-1, 0).
    """
    figure = new_figure()
    figure.suptitle(title)
    figure.set_layout_engine("constrained", wspace=0.15)  # the surface's z label reaches beyond its axes
    solid = figure.add_subplot(1, 2, 1, projection="3d")
    flat = figure.add_subplot(1, 2, 2)
    x, y, heights = _grid(cost, bounds)
    solid.plot_surface(x, y, heights, cmap="cividis", rcount=40, ccount=40, linewidth=0)
    solid.set(xlabel=xlabel, ylabel=ylabel, zlabel=zlabel)
    flat.set(xlabel=xlabel, ylabel=ylabel)
    words = _draw_contours(flat, cost, bounds)
    kind = f"{title.rstrip('.?!')}, as a surface and as contours of {zlabel}"
    return Picture(figure, alt or f"{kind}. Over {xlabel} and {ylabel}: {words}.")


def _grid(
    cost: Callable[[float, float], float], bounds: tuple[Interval, Interval]
) -> tuple[Floats, Floats, Floats]:
    x, y = np.meshgrid(np.linspace(*bounds[0], 81), np.linspace(*bounds[1], 81))
    return x, y, _finite(evaluate(cost, x, y))


def _finite(heights: Floats) -> Floats:
    """Leave a hole where the cost cannot be drawn."""
    return np.where(np.isfinite(heights), heights, np.nan)


def _draw_contours(
    axes: Axes, cost: Callable[[float, float], float], bounds: tuple[Interval, Interval]
) -> str:
    """Draw the landscape and return it in words."""
    x, y, heights = _grid(cost, bounds)
    # Squared shares put more lines on low ground, where the paths end.
    levels = np.unique(np.nanquantile(heights, np.linspace(0, 1, 14) ** 2))
    if len(levels) < 4:
        raise ValueError(
            f"cost: expected one that varies within {bounds}, got the same value nearly everywhere; "
            "choose other bounds"
        )
    axes.contourf(x, y, heights, levels, cmap=_WATER)
    lines = axes.contour(x, y, heights, levels[1:-1], colors=NEUTRAL, linewidths=0.8, linestyles="-")
    axes.clabel(lines, levels[2:-1:3], fmt=describe_number, fontsize=8, colors=INK)
    axes.set(xlim=bounds[0], ylim=bounds[1])
    axes.grid(visible=False)
    places = [np.unravel_index(i, heights.shape) for i in (np.nanargmin(heights), np.nanargmax(heights))]
    low, high = (f"{describe_number(heights[p])} at {tell_point([x[p], y[p]])}" for p in places)
    return f"lowest {low}, highest {high}"
