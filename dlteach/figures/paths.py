"""The way of an optimizer down a cost: drawn as dots joined in order, and told in words."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from numpy.typing import ArrayLike, NDArray

from dlteach.figures.describe import describe_number
from dlteach.figures.style import COLOURS, INK, LINES, MARKERS

Floats = NDArray[np.float64]
Interval = tuple[float, float]

_SHORTEST_ARROW = 0.03  # of the picture's width: a shorter step is a line, its head would hide it
_FAR = 3.0  # widths of the picture: as far out as a step beyond the edge is drawn
_MOST_DOTS = 60
_START: Any = {"marker": "o", "markerfacecolor": "white", "markersize": 9, "markeredgewidth": 1.8}
_END: Any = {"marker": "X", "markeredgecolor": "white", "markersize": 9}


def check_paths(function: str, paths: Mapping[str, ArrayLike], width: int) -> dict[str, Floats]:
    """Return the paths as arrays of shape (steps + 1, width), or say which has another shape."""
    if len(paths) >= len(COLOURS):
        raise ValueError(
            f"{function}: expected at most {len(COLOURS) - 1} paths, got {len(paths)}; draw two pictures"
        )
    arrays = {label: np.asarray(path, dtype=float) for label, path in paths.items()}
    for label, array in arrays.items():
        expected = (len(array),) if width == 1 else (len(array), width)
        if array.shape != expected or len(array) == 0:
            form = "(steps + 1,)" if width == 1 else f"(steps + 1, {width})"
            raise ValueError(f"{function}: expected path {label!r} of shape {form}, got {array.shape}")
    return {label: array.reshape(-1, width) for label, array in arrays.items()}


def evaluate(cost: Callable[..., float], *weights: Floats) -> Floats:
    """Return the cost at each weight; one too large for a float is infinite, not an error."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.vectorize(cost, otypes=[float])(*weights)


def clip_path(path: Floats, bounds: Sequence[Interval]) -> Floats:
    """Bring points that are far outside the picture nearer, so that they can be drawn towards."""
    low, high = np.array(bounds).T
    reach = _FAR * (high - low)
    return np.clip(path, low - reach, high + reach)


def draw_path(axes: Axes, points: Floats, label: str, number: int) -> None:
    """Draw dots joined in order; steps that are long enough get an arrowhead on the way."""
    colour = COLOURS[number]
    dot = MARKERS[number] if len(points) <= _MOST_DOTS else "none"
    axes.plot(
        *points.T,
        color=colour,
        linestyle=LINES[number],
        linewidth=1.6,
        marker=dot,
        markersize=4.5,
        label=label,
        zorder=3,
    )
    window = np.array([np.ptp(axes.get_xlim()), np.ptp(axes.get_ylim())])
    head: Any = {"arrowstyle": "-|>", "mutation_scale": 16, "linewidth": 0, "color": colour, "zorder": 3}
    for start, end in pairwise(points):
        if np.linalg.norm((end - start) / window) > _SHORTEST_ARROW:
            axes.add_patch(FancyArrowPatch(start, 0.4 * start + 0.6 * end, **head))
    axes.plot(*points[0], color=INK, linestyle="none", zorder=4, **_START)
    axes.plot(*points[-1], color=INK, linestyle="none", zorder=4, **_END)


def draw_ends(axes: Axes) -> None:
    """Put the signs for start and end in the legend, once for all paths."""
    axes.plot([], [], color=INK, linestyle="none", label="start", **_START)
    axes.plot([], [], color=INK, linestyle="none", label="end", **_END)


def tell_path(cost: Callable[..., float], label: str, path: Floats, bounds: Sequence[Interval]) -> str:
    """Say where a path starts and ends, when it leaves the picture and how often it turns back."""
    start, end = (
        f"{tell_point(p)}, cost {describe_number(evaluate(cost, *p).item())}" for p in path[[0, -1]]
    )
    steps = len(path) - 1
    words = f"{label}: {steps} step{'s' * (steps != 1)} from {start}, to {end}"
    low, high = np.array(bounds).T
    outside = np.flatnonzero(~((path >= low) & (path <= high)).all(axis=1))
    if len(outside):
        words += f", leaving the picture at step {outside[0]}"
    if path.shape[1] == 1:
        turns = int(np.count_nonzero(np.diff(np.sign(np.diff(path[np.isfinite(path)])))))
        words += f", changing direction {turns} time{'s' * (turns != 1)}" if turns else ""
    return words


def tell_point(weights: ArrayLike) -> str:
    """Return "2" for one weight and "(2, 1)" for two."""
    numbers = [describe_number(w) for w in np.ravel(weights)]
    return numbers[0] if len(numbers) == 1 else f"({', '.join(numbers)})"
