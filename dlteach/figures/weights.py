"""The first weights of a network, as images or as a table, with signs that need no colour."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.collections import PolyCollection
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from dlteach.figures.describe import describe_number
from dlteach.figures.picture import Picture
from dlteach.figures.style import FIRST, INK, NEUTRAL, SECOND, house_style, new_figure

Floats = NDArray[np.float64]

_SIGNED = LinearSegmentedColormap.from_list("signed", [SECOND, "white", FIRST])
_FAINT = 0.1  # of the largest weight: a smaller negative one is as good as white and has no hatch
_MOST = 12  # images
_SMALLEST_IMAGE = 9  # pixels: fewer inputs, or a number that is no square, are drawn as a table


@house_style()
def plot_weights(
    weights: ArrayLike | Any,
    title: str = "Weights of the first layer",
    *,
    shape: Sequence[int] | None = None,
    units: Sequence[int] | None = None,
    alt: str | None = None,
) -> Picture:
    """Draw the weights of each unit as an image of its inputs, or all of them as a table.

    White is 0, positive is blue, negative is orange and hatched; all images share one scale.

    Parameters
    ----------
    weights : array_like, shape (inputs, units) or (h, w, channels, units), or a model
        Of a model, the first weights that are no vector. Kernels of a convolution are images, added up over
        their channels.
    title : str
    shape : (int, int), optional
        Height and width of an image of the inputs. A square, when left out and there are 9, 16, 25, …
        inputs; otherwise a table of inputs and units is drawn.
    units : sequence of int, optional
        Which units to draw; the first twelve, or all in a table, when left out.
    alt : str, optional
        Alt text; told from the data when left out.

    Examples
    --------
    >>> w = np.array([[0.5, -1.0], [0.0, 2.0], [-0.5, 0.25]])
    >>> print(plot_weights(w, "Three inputs, two units").alt.replace(". ", ".\\n"))
    Three inputs, two units.
    Table of 3 inputs by 2 units, 3 positive and 2 negative weights.
    unit 0: from -0.5 at input 2 to 0.5 at input 0; unit 1: from -1 at input 0 to 2 at input 1.
    """
    matrix, image = _as_matrix(weights, shape)
    chosen = list(units) if units is not None else list(range(matrix.shape[1]))[: _MOST if image else None]
    if not chosen or (image and len(chosen) > _MOST) or not set(chosen) <= set(range(matrix.shape[1])):
        raise ValueError(
            f"plot_weights: expected up to {_MOST} of the units 0 to {matrix.shape[1] - 1}, got {chosen}"
        )
    drawn = matrix[:, chosen]
    limit = float(np.abs(drawn).max()) or 1.0
    figure = _draw_images(drawn, image, chosen, limit) if image else _draw_table(drawn, chosen, limit)
    figure.suptitle(title)
    bar = figure.colorbar(
        ScalarMappable(Normalize(-limit, limit), _SIGNED), ax=figure.axes, fraction=0.04, pad=0.02
    )
    bar.set_label("weight (hatched: negative)")
    _hatch(bar.ax, np.zeros(1), np.array([-limit]), (1, (1 - _FAINT) * limit))
    return Picture(figure, alt or _tell(title, drawn, image, chosen, matrix.shape[1]))


def _as_matrix(weights: ArrayLike | Any, shape: Sequence[int] | None) -> tuple[Floats, tuple[int, ...]]:
    """Return a column for each unit, and the shape of an image of the inputs; () for a table."""
    if hasattr(weights, "get_weights"):
        weights = next((w for w in weights.get_weights() if np.ndim(w) > 1), ())
    array = np.asarray(weights, dtype=float)
    if array.ndim == 4:
        return array.sum(axis=2).reshape(-1, array.shape[3]), array.shape[:2]
    if array.ndim != 2 or array.size == 0:
        raise ValueError(
            f"plot_weights: expected weights of shape (inputs, units), got {array.shape}; "
            "a model has weights after `build` or `fit`"
        )
    inputs, side = array.shape[0], math.isqrt(array.shape[0])
    image = tuple(shape) if shape else (side, side) if side**2 == inputs >= _SMALLEST_IMAGE else ()
    if image and math.prod(image) != inputs:
        raise ValueError(f"plot_weights: expected a shape of {inputs} pixels, got {image}")
    return array, image


def _draw_images(drawn: Floats, image: tuple[int, ...], chosen: list[int], limit: float) -> Figure:
    rows = 1 if len(chosen) <= 4 else 2
    columns = -(-len(chosen) // rows)
    figure = new_figure(7.2, 2.6 if rows == 1 else 3.4)
    for axes in (places := figure.subplots(rows, columns, squeeze=False).ravel()):
        axes.set_axis_off()
    for axes, unit, weights in zip(places, chosen, drawn.T):
        _draw(axes, weights.reshape(image), limit)
        axes.set_title(f"unit {unit}", fontsize=10)
    return figure


def _draw_table(drawn: Floats, chosen: list[int], limit: float) -> Figure:
    figure = new_figure()
    axes = figure.subplots()
    _draw(axes, drawn, limit)
    axes.set_aspect("auto")
    axes.set(xlabel="unit", ylabel="input")
    axes.grid(visible=False)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    step = max(1, len(chosen) // 16)
    axes.set_xticks(range(0, len(chosen), step), [str(unit) for unit in chosen[::step]])
    return figure


def _draw(axes: Axes, weights: Floats, limit: float) -> None:
    height, width = weights.shape
    axes.imshow(weights, cmap=_SIGNED, vmin=-limit, vmax=limit, interpolation="nearest")
    rows, columns = np.nonzero(weights < -_FAINT * limit)
    _hatch(axes, columns - 0.5, rows - 0.5, (1, 1))
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height], [0, 0]]) - 0.5
    axes.plot(*frame.T, color=NEUTRAL, linestyle="-", linewidth=1, clip_on=False)


def _hatch(axes: Axes, left: ArrayLike, top: ArrayLike, size: tuple[float, float]) -> None:
    """Hatch the fields of the given size that begin at these places."""
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * size
    fields: Any = np.stack([left, top], axis=-1)[:, None, :] + corners
    axes.add_collection(
        PolyCollection(fields, hatch="/////", facecolor="none", edgecolor=INK, linewidth=0),
        autolim=False,
    )


def _tell(title: str, drawn: Floats, image: tuple[int, ...], chosen: list[int], total: int) -> str:
    if image:
        kind = f"{len(chosen)} of {total} units as images of {image[0]} by {image[1]} inputs"
    else:
        kind = f"Table of {len(drawn)} inputs by {len(chosen)} units"
    signs = f"{np.sum(drawn > 0)} positive and {np.sum(drawn < 0)} negative weights"
    clauses = []
    for unit, weights in zip(chosen[:_MOST], drawn.T):
        low, high = (_place(weights, int(i), image) for i in (weights.argmin(), weights.argmax()))
        clauses.append(f"unit {unit}: from {low} to {high}")
    rest = f"; {len(chosen) - _MOST} more units" if len(chosen) > _MOST else ""
    return f"{title.rstrip('.?!')}. {kind}, {signs}. {'; '.join(clauses)}{rest}."


def _place(weights: Floats, i: int, image: tuple[int, ...]) -> str:
    place = f"row {i // image[1]}, column {i % image[1]}" if image else f"input {i}"
    return f"{describe_number(weights[i])} at {place}"
