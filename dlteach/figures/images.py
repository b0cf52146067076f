"""Images side by side, as an eye sees them and as a screen reader can tell them."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from dlteach.figures.describe import describe_number
from dlteach.figures.picture import Picture
from dlteach.figures.style import INK, NEUTRAL, house_style, new_figure

_MOST_NUMBERS = 36  # an image of up to this many pixels shows its numbers
_MOST_IN_A_ROW = 6
_CENTRED = 0.04  # of the width: nearer to the middle is no side


@house_style()
def plot_images(
    images: Mapping[str, ArrayLike],
    title: str,
    *,
    numbers: bool = False,
    same_scale: bool = False,
    alt: str | None = None,
) -> Picture:
    """Show images side by side: gray ones from black to white, those with three channels in colour.

    Parameters
    ----------
    images : mapping of str to array_like of shape (h, w), (h, w, 1) or (h, w, 3)
        At most twelve, in rows of up to six. Gray images go from black, their smallest number, to white,
        their largest; images from 0 to 1 keep their brightness. Colours are numbers from 0 to 1, or bytes.
    title : str
    numbers : bool, default False
        Write the number of each pixel into it, for gray images of at most 36 pixels.
    same_scale : bool, default False
        Give all gray images one scale, from the smallest of all numbers to the largest.
    alt : str, optional
        Alt text; told from the data when left out.

    Examples
    --------
    >>> plot_images({"a slope": [[0, 1, 2], [0, 1, 2]]}, "Light from the right")
    Picture: Light from the right. Image of 2 by 3 pixels: a slope, from 0 to 2, brighter on the right.
    """
    if not 1 <= len(images) <= 2 * _MOST_IN_A_ROW:
        raise ValueError(f"plot_images: expected 1 to {2 * _MOST_IN_A_ROW} images, got {len(images)}")
    drawn = {label: _as_image(label, image) for label, image in images.items()}
    grays = [image for image in drawn.values() if image.ndim == 2]
    shared = (min(map(np.min, grays)), max(map(np.max, grays))) if same_scale and grays else None
    rows = -(-len(drawn) // _MOST_IN_A_ROW)
    columns = -(-len(drawn) // rows)
    figure = new_figure(7.2, 3.4 if rows > 1 or columns < 4 else 2.6 if columns == 4 else 2.1)
    figure.suptitle(title)
    places = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in places:
        axes.set_axis_off()
    for axes, (label, image) in zip(places, drawn.items()):
        _draw(axes, image, shared or _range_of(image))
        axes.set_title(label, fontsize=10)
        if numbers and image.ndim == 2 and image.size <= _MOST_NUMBERS:
            _write_numbers(axes, image, shared or _range_of(image))
    return Picture(figure, alt or _tell(title, drawn))


def _as_image(label: str, image: ArrayLike) -> NDArray:
    array = np.asarray(image)
    if array.ndim == 3 and array.shape[2] == 1:
        array = array[..., 0]
    if array.ndim not in (2, 3) or array.size == 0 or (array.ndim == 3 and array.shape[2] != 3):
        raise ValueError(
            f"plot_images: expected {label!r} of shape (h, w), (h, w, 1) or (h, w, 3), got {array.shape}; "
            "use x[0] for the first image of a batch"
        )
    return array / 255 if array.ndim == 3 and array.dtype == np.uint8 else array.astype(float)


def _range_of(image: NDArray) -> tuple[float, float]:
    low, high = float(image.min()), float(image.max())
    return (0.0, 1.0) if low >= 0 and high <= 1 else (low, high)


def _draw(axes: Axes, image: NDArray, limits: tuple[float, float]) -> None:
    if image.ndim == 3:
        axes.imshow(np.clip(image, 0, 1), interpolation="nearest")
    else:
        axes.imshow(image, cmap="gray", vmin=limits[0], vmax=limits[1], interpolation="nearest")
    height, width = image.shape[:2]
    frame = np.array([[-0.5, -0.5], [width - 0.5, -0.5], [width - 0.5, height - 0.5], [-0.5, height - 0.5]])
    axes.plot(*np.vstack([frame, frame[:1]]).T, color=NEUTRAL, linestyle="-", linewidth=1, clip_on=False)


def _write_numbers(axes: Axes, image: NDArray, limits: tuple[float, float]) -> None:
    middle = sum(limits) / 2
    for (row, column), value in np.ndenumerate(image):
        colour = INK if value > middle else "white"
        axes.text(column, row, describe_number(value), color=colour, ha="center", va="center")


def _tell(title: str, drawn: Mapping[str, NDArray]) -> str:
    sizes = {image.shape[:2] for image in drawn.values()}
    kind = "Image" if len(drawn) == 1 else f"{len(drawn)} images side by side"
    if len(sizes) == 1:
        kind += " of {} by {} pixels".format(*sizes.pop())
        return f"{title.rstrip('.?!')}. {kind}: {'; '.join(_describe(n, i) for n, i in drawn.items())}."
    clauses = [
        "{} ({} by {} pixels)".format(name, *image.shape[:2]) + _describe("", image)
        for name, image in drawn.items()
    ]
    return f"{title.rstrip('.?!')}. {kind}: {'; '.join(clauses)}."


def _describe(name: str, image: NDArray) -> str:
    """Its numbers, and on which side of it the bright pixels lie."""
    if image.ndim == 3:
        red, green, blue = (describe_number(v) for v in image.mean(axis=(0, 1)))
        numbers = f"in colour, on average red {red}, green {green}, blue {blue}"
    elif image.min() == image.max():
        return f"{name}, {describe_number(image.min())} everywhere"
    else:
        numbers = f"from {describe_number(image.min())} to {describe_number(image.max())}"
    return f"{name}, {numbers}, {_brighter_side(image)}"


def _brighter_side(image: NDArray) -> str:
    light = image.mean(axis=2) if image.ndim == 3 else image
    weights = light - light.min()
    total = weights.sum()
    if total == 0:
        return "equally bright all over"
    sides = []
    for axis, (before, after) in enumerate(
        (("at the top", "at the bottom"), ("on the left", "on the right"))
    ):
        size = light.shape[axis]
        centre = weights.sum(axis=1 - axis) @ np.arange(size) / total
        away = (centre - (size - 1) / 2) / size
        if abs(away) > _CENTRED:
            sides.append(before if away < 0 else after)
    return f"brighter {' and '.join(sides)}" if sides else "as bright on one side as on the other"
