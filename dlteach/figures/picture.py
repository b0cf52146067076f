"""A finished figure together with its alt text."""

import os
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from PIL import Image

from dlteach.figures.style import DPI, SIZE, house_style

_SHORTEST_ALT = 20
_CSS_PIXELS_PER_INCH = 96


class Picture:
    """A figure that a notebook shows as a PNG image and a screen reader reads as its alt text.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Every axes needs a title (or the figure one title for all) and labels on its axes. Axes that are
        switched off need no labels: `axes.set_axis_off()`, for diagrams and photographs. At most 7.2 by 4.2
        inches.
    alt : str
        What the picture shows, in words that can stand for it: at least 20 characters.

    Raises
    ------
    ValueError
        If the title, a label or the alt text is missing, or the figure is too large for a notebook.

    Examples
    --------
    >>> from dlteach.figures.style import new_figure
    >>> figure = new_figure()
    >>> axes = figure.subplots()
    >>> line = axes.plot([0, 1, 2], [0, 1, 4])
    >>> labels = axes.set(title="Squares", xlabel="w", ylabel="w squared")
    >>> Picture(figure, "Squares: rises from 0 at 0 to 4 at 2.")
    Picture: Squares: rises from 0 at 0 to 4 at 2.
    """

    def __init__(self, figure: Figure, alt: str) -> None:
        self.alt = " ".join(alt.split())
        if len(self.alt) < _SHORTEST_ALT:
            raise ValueError(
                f"Picture: alt {self.alt!r} has {len(self.alt)} characters, "
                f"expected at least {_SHORTEST_ALT}; say what a reader sees who cannot see the picture"
            )
        _check_size(figure)
        _check_words(figure)
        self.figure = figure

    @cached_property
    def png(self) -> bytes:
        """The image: no date or version inside, so the same figure gives the same bytes."""
        full, small = BytesIO(), BytesIO()
        with house_style():
            self.figure.savefig(full, format="png", dpi=DPI, facecolor="white")
        # 256 colours look the same and take a third of the room in the repository.
        Image.open(full).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(small, format="png")
        return small.getvalue()

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the image to a PNG file."""
        Path(path).write_bytes(self.png)

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        width, height = (round(inches * _CSS_PIXELS_PER_INCH) for inches in self.figure.get_size_inches())
        data = {"image/png": self.png, "text/plain": repr(self)}
        return data, {"image/png": {"alt": self.alt, "width": width, "height": height}}


def _check_size(figure: Figure) -> None:
    width, height = figure.get_size_inches()
    if width > SIZE[0] or height > SIZE[1]:
        raise ValueError(
            f"Picture: expected a figure of at most {SIZE[0]} by {SIZE[1]} inches, "
            f"got {width:g} by {height:g}; use new_figure(), or make two pictures"
        )


def _check_words(figure: Figure) -> None:
    for number, axes in enumerate(figure.axes):
        if axes.get_label() == "<colorbar>":
            continue
        if not (axes.get_title() or figure.get_suptitle()):
            raise ValueError(f"Picture: axes {number} has no title; use axes.set_title(...)")
        if axes.axison or axes.name == "3d":  # axes in space always count as switched off
            _check_labels(figure, axes, number)


def _check_labels(figure: Figure, axes: Axes, number: int) -> None:
    labels = {
        "x": axes.get_xlabel() or figure.get_supxlabel(),
        "y": axes.get_ylabel() or figure.get_supylabel(),
        "z": getattr(axes, "get_zlabel", lambda: "flat axes have no z")(),
    }
    for name, label in labels.items():
        if not label:
            raise ValueError(
                f"Picture: axes {number} has no {name} label; use axes.set_{name}label(...), "
                "or axes.set_axis_off() for a diagram"
            )
