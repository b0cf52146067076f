"""The mistakes a classifier is surest of, as a gallery."""

import math
import textwrap
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dlteach.figures.images import plot_images
from dlteach.figures.picture import Picture
from dlteach.figures.style import INK, house_style, new_figure

_MOST = 12
_LINE = 17  # letters that fit over an image


def plot_mistakes(
    x: ArrayLike,
    y_true: ArrayLike,
    p: ArrayLike,
    title: str | None = None,
    *,
    count: int = 6,
    shape: Sequence[int] | None = None,
    classes: Sequence[str] | None = None,
    alt: str | None = None,
) -> Picture:
    """Show the images a classifier is wrong about, the surest mistake first: what it says, what is true.

    Parameters
    ----------
    x : array_like, shape (n, h, w), (n, h, w, 1), (n, h, w, 3) or (n, pixels)
    y_true : array_like of int, shape (n,) or (n, 1)
    p : array_like, shape (n, k), (n, 1) or (n,)
        Probabilities of the classes, or of class 1. Class numbers, as integers, have no sureness: their
        mistakes come in order.
    title : str, optional
        Told from the data when left out.
    count : int, default 6
        How many to show at most, up to twelve.
    shape : sequence of int, optional
        Of an image, when `x` holds rows of pixels; a square when left out.
    classes : sequence of str, optional
        Names of the classes; their numbers when left out.
    alt : str, optional
        Alt text; told from the data when left out.

    Examples
    --------
    >>> x = np.array([[[0.0, 1.0], [0.0, 1.0]], [[1.0, 0.0], [1.0, 0.0]]])
    >>> picture = plot_mistakes(x, [0, 1], [[0.2, 0.8], [0.1, 0.9]], classes=["left", "right"])
    >>> print(picture.alt.replace(": ", ":\\n"))
    1 of 2 is wrong. Image of 2 by 2 pixels:
    says right, 80 %, is left (row 0), from 0 to 1, brighter on the right.
    """
    labels = np.asarray(y_true).ravel()
    images, (said, sureness) = _as_images(np.asarray(x), shape), _answers(np.asarray(p))
    if not len(images) == len(labels) == len(said) or not 1 <= count <= _MOST:
        raise ValueError(
            f"plot_mistakes: expected x, y_true and p of one length and a count from 1 to {_MOST}, got "
            f"{len(images)}, {len(labels)} and {len(said)} rows and count {count}"
        )
    wrong = np.flatnonzero(said != labels)
    title = title or _title(len(wrong), len(labels), count)
    if not len(wrong):
        return _nothing_wrong(title, len(labels))
    shown = {}
    for i in wrong[np.argsort(-sureness[wrong], kind="stable")][:count]:
        answer, truth = (classes[k] if classes is not None else str(k) for k in (said[i], labels[i]))
        sure = f", {sureness[i]:.0%}".replace("%", " %") if sureness[i] >= 0 else ""
        lines = textwrap.wrap(f"says {answer}{sure},", _LINE) + textwrap.wrap(f"is {truth} (row {i})", _LINE)
        shown["\n".join(lines)] = images[i]
    return plot_images(shown, title, alt=alt)


def _as_images(x: NDArray, shape: Sequence[int] | None) -> NDArray:
    """Return one image for each row; a row of pixels becomes a square where no shape is given."""
    if x.ndim > 2 and shape is None:
        return x
    pixels = math.prod(x.shape[1:])
    side = math.isqrt(pixels)
    wanted = tuple(shape) if shape else (side, side)
    if x.ndim < 2 or math.prod(wanted) != pixels:
        raise ValueError(
            f"plot_mistakes: expected images, or rows of pixels and their shape, got x of shape {x.shape} "
            f"and shape {shape}; pass shape=(height, width)"
        )
    return x.reshape(-1, *wanted)


def _answers(p: NDArray) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return what is said, and how surely; -1 where nothing is known about that."""
    if p.ndim == 2 and p.shape[1] > 1:
        return p.argmax(axis=1), p.max(axis=1)
    column = p.ravel()
    if column.dtype.kind in "iub":
        return column.astype(np.int64), np.full(len(column), -1.0)
    said = (column > 0.5).astype(np.int64)
    return said, np.where(said == 1, column, 1 - column)


def _title(wrong: int, total: int, count: int) -> str:
    start = f"{wrong} of {total} {'is' if wrong == 1 else 'are'} wrong"
    return start if wrong <= count else f"{start}; the {count} surest"


@house_style()
def _nothing_wrong(title: str, total: int) -> Picture:
    figure = new_figure(7.2, 2.1)
    axes = figure.subplots()
    axes.set_title(title)
    axes.set_axis_off()
    axes.text(0.5, 0.5, f"No mistake among {total}", color=INK, ha="center", va="center", size=12)
    return Picture(figure, f"{title.rstrip('.?!')}. No mistake among {total} examples: no image to show.")
