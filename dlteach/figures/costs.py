"""Pictures of lesson 01: errors as squares, the table that broadcasting makes, a gutter beside a bowl."""

from collections.abc import Callable, Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from dlteach.figures.describe import describe_number
from dlteach.figures.picture import Picture
from dlteach.figures.style import COLOURS, HATCHES, HIGHLIGHT, INK, NEUTRAL, house_style, new_figure

_LARGEST_TABLE = 6
_FLOOR = 0.01  # of the cost's range: what lies lower is the floor of the valley


@house_style()
def plot_error_squares(errors: Mapping[str, ArrayLike], title: str, unit: str) -> Picture:
    """Draw each error as a square and set the squares of one prediction side by side.

    The row is as long as the sum of the absolute errors; the squares cover the sum of the squared errors.

    Parameters
    ----------
    errors : mapping of str to array_like of shape (n,)
        At most three predictions; the sign of an error does not show.
    title : str
    unit : str
        Unit of the errors.

    Examples
    --------
    >>> print(plot_error_squares({"A": [2, -2], "B": [3, 0]}, "Squares", "°C").alt)
    Squares. Errors as squares. A: sides 2, 2, length 4, area 8; B: sides 3, 0, length 3, area 9.
    """
    if not 1 <= len(errors) <= 3:
        raise ValueError(
            f"plot_error_squares: expected 1 to 3 predictions, got {len(errors)}; make another picture"
        )
    sides = {label: np.abs(np.asarray(values, dtype=float)) for label, values in errors.items()}
    lengths = [side.sum() or 1.0 for side in sides.values()]  # a perfect prediction gets an empty panel
    figure = new_figure()
    figure.suptitle(title)
    panels = figure.subplots(1, len(sides), squeeze=False, sharey=True, width_ratios=lengths)[0]
    clauses = []
    for i, (axes, (label, side)) in enumerate(zip(panels, sides.items())):
        _draw_squares(axes, side, COLOURS[i], HATCHES[i])
        axes.set_xlim(0, lengths[i])
        length, area = describe_number(side.sum()), describe_number(np.sum(side**2))
        axes.set_title(f"{label}\nlength {length}, area {area}")
        listed = ", ".join(map(describe_number, side))
        clauses.append(f"{label}: sides {listed}, length {length}, area {area}")
    panels[0].set_ylim(0, 1.05 * max(side.max() for side in sides.values()) or 1.0)
    figure.supylabel(f"size of the error ({unit})", fontsize="medium")
    figure.supxlabel(f"sizes of the errors, side by side ({unit})", fontsize="medium")
    return Picture(figure, f"{title.rstrip('.?!')}. Errors as squares. {'; '.join(clauses)}.")


def _draw_squares(axes: Axes, sides: NDArray, colour: str, hatch: str) -> None:
    for left, side in zip(np.cumsum(sides) - sides, sides):
        axes.add_patch(
            Rectangle((left, 0), side, side, facecolor=colour, edgecolor="white", hatch=hatch, linewidth=1.5)
        )
    axes.set_aspect("equal")
    axes.grid(visible=False)


@house_style()
def plot_all_pairs(y_true: ArrayLike, y_pred: ArrayLike, title: str) -> Picture:
    """Draw the table of differences that a column of targets minus a row of predictions becomes.

    Parameters
    ----------
    y_true, y_pred : array_like of shape (n,)
        At most six of each. The wanted differences, on the diagonal, are set off by colour and a frame.
    title : str

    Examples
    --------
    >>> print(plot_all_pairs([1, 2], [1, 5], "All pairs").alt.replace(". ", ".\\n"))
    All pairs.
    A table of 2 by 2 differences, target minus prediction.
    Wanted are the 2 on the diagonal: 0, -3.
    The other 2 compare a target with the prediction for another example.
    """
    y_true, y_pred = np.ravel(y_true), np.ravel(y_pred)
    n = len(y_true)
    if len(y_pred) != n or not 1 <= n <= _LARGEST_TABLE:
        raise ValueError(
            f"plot_all_pairs: expected 1 to {_LARGEST_TABLE} targets and as many predictions, "
            f"got {n} and {len(y_pred)}; take the first few"
        )
    table = y_true[:, None] - y_pred
    figure = new_figure(4.6, 4.2)
    axes = figure.subplots()
    for (row, column), difference in np.ndenumerate(table):
        wanted = row == column
        axes.add_patch(
            Rectangle(
                (column - 0.5, row - 0.5),
                1,
                1,
                facecolor=HIGHLIGHT if wanted else "white",
                edgecolor=INK if wanted else NEUTRAL,
                linewidth=2.5 if wanted else 0.8,
                zorder=2 if wanted else 1,
            )
        )
        axes.text(
            column, row, describe_number(difference), ha="center", va="center", fontsize="large", zorder=3
        )
    axes.set(
        title=title,
        xlabel="prediction",
        ylabel="target",
        xlim=(-0.53, n - 0.47),
        ylim=(n - 0.47, -0.53),
        xticks=range(n),
        yticks=range(n),
        xticklabels=map(describe_number, y_pred),
        yticklabels=map(describe_number, y_true),
        aspect="equal",
    )
    axes.grid(visible=False)
    diagonal = ", ".join(map(describe_number, np.diag(table)))
    return Picture(
        figure,
        f"{title.rstrip('.?!')}. A table of {n} by {n} differences, target minus prediction. "
        f"Wanted are the {n} on the diagonal: {diagonal}. "
        f"The other {n * n - n} compare a target with the prediction for another example.",
    )


@house_style()
def plot_valleys(
    costs: Mapping[str, Callable[[float, float], float]],
    bounds: tuple[float, float],
    title: str,
    xlabel: str,
    ylabel: str,
) -> Picture:
    """Draw costs of two weights side by side as contour lines, with the floor of each valley filled.

    Parameters
    ----------
    costs : mapping of str to callable
        Two or three; each takes two weights and returns their cost.
    bounds : (float, float)
        Smallest and largest weight in the picture, for both weights.
    title, xlabel, ylabel : str

    Examples
    --------
    >>> costs = {"one": lambda v, w: (v - w) ** 2, "two": lambda v, w: v**2 + w**2}
    >>> picture = plot_valleys(costs, (-2, 2), "Valleys", "v", "w")
    >>> picture.alt.split(". ")[-1]
    'one: a gutter, its floor runs from (-2, -2) to (2, 2); two: a bowl, lowest 0 at (0, 0).'
    """
    if not 2 <= len(costs) <= 3:
        raise ValueError(f"plot_valleys: expected 2 or 3 costs, got {len(costs)}; for one use plot_surface")
    grid = np.linspace(*bounds, 61)
    figure = new_figure(7.2, 3.9)
    figure.suptitle(title)
    panels = figure.subplots(1, len(costs), sharey=True)
    clauses = []
    for axes, (label, cost) in zip(panels, costs.items()):
        heights = np.array([[cost(v, w) for v in grid] for w in grid])
        floor = heights.min() + _FLOOR * np.ptp(heights)
        levels = np.linspace(0, 1, 9)[1:] ** 2 * np.ptp(heights) + heights.min()
        axes.contourf(grid, grid, heights, [heights.min(), floor], colors=HIGHLIGHT)
        lines = axes.contour(grid, grid, heights, levels, colors=NEUTRAL, linestyles="-", linewidths=0.9)
        axes.clabel(lines, fmt=describe_number, fontsize=8, colors=INK)
        axes.set(title=label, xlabel=xlabel, aspect="equal")
        clauses.append(f"{label}: {_tell_valley(grid, heights, floor)}")
    figure.supylabel(ylabel, fontsize="medium")
    alt = f"{title.rstrip('.?!')}. Contours of cost over {xlabel} and {ylabel}. {'; '.join(clauses)}."
    return Picture(figure, alt)


def _tell_valley(grid: NDArray, heights: NDArray, floor: float) -> str:
    """Say where the floor is: one that leaves the picture in two distant places is a gutter."""
    width = np.ptp(grid)
    w, v = (places.ravel() for places in np.meshgrid(grid, grid, indexing="ij"))
    edge = np.isclose(np.abs(np.stack([v, w]) - grid.mean()).max(axis=0), width / 2)
    v, w, border = v[edge], w[edge], heights.ravel()[edge]
    first = border.argmin()
    far = np.hypot(v - v[first], w - w[first]) > width / 2
    second = np.where(far, border, np.inf).argmin()
    if border[second] <= floor:
        ends = sorted([(v[first], w[first]), (v[second], w[second])])
        return f"a gutter, its floor runs from {_point(*ends[0])} to {_point(*ends[1])}"
    row, column = np.unravel_index(heights.argmin(), heights.shape)
    return f"a bowl, lowest {describe_number(heights.min())} at {_point(grid[column], grid[row])}"


def _point(v: float, w: float) -> str:
    return f"({describe_number(v)}, {describe_number(w)})"
