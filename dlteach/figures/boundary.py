"""Where a model says which class: regions of two features, the border between them, the points."""

from collections.abc import Callable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap, to_rgb
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import ArrayLike, NDArray

from dlteach.figures.describe import describe_number
from dlteach.figures.picture import Picture
from dlteach.figures.style import COLOURS, INK, MARKERS, house_style, new_figure

Floats = NDArray[np.float64]

_FINE = 121  # places of the grid in each direction
_MARGIN = 0.1  # of the width of the data
_PAPER = 0.78  # share of white in the colour of a region
_REGIONS = ("", "//", "..", "xx", "\\\\", "++")


@house_style()
def plot_decision_boundary(
    model: Callable[[Floats], ArrayLike] | Any,
    x: ArrayLike,
    y: ArrayLike,
    title: str = "Decision boundary",
    *,
    xlabel: str = "feature 0",
    ylabel: str = "feature 1",
    alt: str | None = None,
) -> Picture:
    """Draw which class a model says at each place of the plane, and the points it has to tell apart.

    Each class has a colour, a hatch for its region and a marker for its points; points on the wrong side are
    ringed. The line is where p = 0.5, with several classes where two of them are level.

    Parameters
    ----------
    model : callable, or an object with `predict`
        Takes points, (n, 2), and returns a probability of class 1 for each, (n,) or (n, 1); or a column for
        each class, (n, k); or class numbers, as integers.
    x : array_like, shape (n, 2)
    y : array_like of int, shape (n,) or (n, 1)
        Classes from 0, at most six.
    title, xlabel, ylabel : str
    alt : str, optional
        Alt text; told from the data when left out.

    Examples
    --------
    >>> x = [[-1.0, 0.0], [-2.0, 1.0], [1.0, 0.0], [2.0, 1.0]]
    >>> picture = plot_decision_boundary(lambda x: 1 / (1 + np.exp(-x[:, 0])), x, [0, 0, 1, 0], "A line")
    >>> print(picture.alt.replace(". ", ".\\n"))
    A line.
    4 points in 2 classes, 3 on the right side.
    Of the picture class 0 has 50 %, class 1 50 %.
    The line p = 0.5 runs from 0 to 0 across and from -0.1 to 1.1 up.
    """
    points, labels = _checked(x, y)
    low, high = points.min(axis=0), points.max(axis=0)
    margin = _MARGIN * np.where(high > low, high - low, 1.0)
    across, up = (np.linspace(a, b, _FINE) for a, b in zip(low - margin, high + margin))
    grid = np.stack(np.meshgrid(across, up), axis=-1)
    heights = _heights(model, grid.reshape(-1, 2))
    classes = max(heights.shape[1], labels.max() + 1)
    if classes > len(COLOURS):
        raise ValueError(f"plot_decision_boundary: expected at most {len(COLOURS)} classes, got {classes}")
    lands = heights.reshape(_FINE, _FINE, -1)
    said = lands.argmax(axis=-1)
    wrong = _heights(model, points).argmax(axis=1) != labels

    figure = new_figure()
    axes = figure.subplots()
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel)
    axes.grid(visible=False)
    _draw_regions(axes, across, up, said, classes)
    border = _draw_border(axes, across, up, lands)
    _draw_points(axes, points, labels, wrong)
    line = "p = 0.5" if heights.shape[1] == 2 else "two classes level"
    figure.legend(handles=_legend(classes, line, wrong.any()), loc="outside right upper")
    shares = ", ".join(f"class {k} {'has ' * (k == 0)}{np.mean(said == k):.0%}" for k in range(classes))
    words = [
        title.rstrip(".?!"),
        f"{len(points)} points in {classes} classes, {np.sum(~wrong)} on the right side",
        f"Of the picture {shares.replace('%', ' %')}",
        f"The line {line} {border}",
    ]
    return Picture(figure, alt or ". ".join(words) + ".")


def _checked(x: ArrayLike, y: ArrayLike) -> tuple[Floats, NDArray[np.int64]]:
    points, labels = np.asarray(x, dtype=float), np.asarray(y)
    if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
        raise ValueError(
            f"plot_decision_boundary: expected x of shape (n, 2), got {points.shape}; choose two features"
        )
    if labels.size != len(points):
        raise ValueError(
            f"plot_decision_boundary: expected one class for each of {len(points)} points, "
            f"got y of shape {labels.shape}; use y.argmax(axis=1) if rows are one-hot"
        )
    classes = labels.ravel()
    if np.any(classes < 0) or np.any(classes != np.round(classes.astype(float))):
        raise ValueError("plot_decision_boundary: expected y to hold class numbers from 0")
    return points, classes.astype(np.int64)


def _heights(model: Any, points: Floats) -> Floats:
    """Return a column for each class; the largest is what the model says."""
    out = np.asarray(model(points) if callable(model) else model.predict(points))
    if len(out) != len(points) or out.ndim > 2:
        raise ValueError(
            f"plot_decision_boundary: expected the model to return one row for each of {len(points)} points, "
            f"got shape {out.shape}"
        )
    if out.ndim == 2 and out.shape[1] > 1:
        return out.astype(float)
    column = out.reshape(-1)
    if column.dtype.kind in "iub":
        return np.eye(max(2, int(column.max()) + 1))[column.astype(int)]
    return np.column_stack([1 - column, column]).astype(float)


def _draw_regions(axes: Axes, across: Floats, up: Floats, said: NDArray[np.int64], classes: int) -> None:
    extent = (across[0], across[-1], up[0], up[-1])
    tints = ListedColormap([_tint(colour) for colour in COLOURS[:classes]])
    axes.imshow(said, cmap=tints, vmin=-0.5, vmax=classes - 0.5, extent=extent, origin="lower", aspect="auto")
    for k in range(classes):
        if _REGIONS[k] and np.any(said == k):
            hatched = axes.contourf(across, up, said == k, [0.5, 1.5], colors="none", hatches=[_REGIONS[k]])
            hatched.set_edgecolor(COLOURS[k])
            hatched.set_linewidth(0)


def _draw_points(axes: Axes, points: Floats, labels: NDArray[np.int64], wrong: NDArray[np.bool_]) -> None:
    x, y = points.T
    for k in np.unique(labels):
        look: Any = {"color": COLOURS[k], "marker": MARKERS[k], "edgecolors": "white", "linewidths": 0.5}
        axes.scatter(x[labels == k], y[labels == k], s=26, **look)
    axes.scatter(x[wrong], y[wrong], s=75, facecolors="none", edgecolors=INK, marker="o", linewidths=1.2)


def _tint(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_PAPER + (1 - _PAPER) * channel for channel in to_rgb(colour))
    return red, green, blue


def _draw_border(axes: Axes, across: Floats, up: Floats, lands: Floats) -> str:
    """Draw where a class is level with the best of the others, and tell where that is."""
    stops = []
    for k in range(lands.shape[2] - (lands.shape[2] == 2)):
        others = np.delete(lands, k, axis=2).max(axis=2)
        lead = lands[..., k] - others
        if lead.min() < 0 < lead.max():
            drawn = axes.contour(across, up, lead, [0.0], colors=INK, linestyles="-", linewidths=1.8)
            stops += [piece for piece in drawn.allsegs[0] if len(piece)]
    if not stops:
        return "is outside the picture"
    places = np.concatenate(stops)
    (left, bottom), (right, top) = places.min(axis=0), places.max(axis=0)
    closed = all(np.allclose(piece[0], piece[-1]) for piece in stops)
    numbers = [describe_number(0.0 if abs(v) < 1e-9 else v) for v in (left, right, bottom, top)]
    kind = "is closed, from {} to {} across" if closed else "runs from {} to {} across"
    return f"{kind} and from {{}} to {{}} up".format(*numbers)


def _legend(classes: int, line: str, wrong: bool) -> list[Any]:
    entries: list[Any] = [
        Line2D([], [], color=COLOURS[k], marker=MARKERS[k], linestyle="none", label=f"class {k}")
        for k in range(classes)
    ]
    entries += [
        Patch(facecolor=_tint(COLOURS[k]), hatch=_REGIONS[k], edgecolor=COLOURS[k], label=f"says class {k}")
        for k in range(classes)
    ]
    entries.append(Line2D([], [], color=INK, linewidth=1.8, linestyle="-", label=line))
    if wrong:
        entries.append(
            Line2D(
                [], [], color=INK, marker="o", markerfacecolor="none", linestyle="none", label="wrong side"
            )
        )
    return entries
