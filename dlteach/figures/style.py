"""How every picture of the course looks: colours, line styles, sizes.

The colours are those of petroff10 that stand out from white paper at 3:1 or better (WCAG 2.2, 1.4.11).
They stay apart for readers with deuteranopia, protanopia and tritanopia; line styles and markers tell curves
apart once more.

References
----------
M. A. Petroff, "Accessible Color Sequences for Data Visualization", arXiv:2107.02270.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib
from cycler import cycler
from matplotlib.figure import Figure

FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH = "#3f90da", "#e76300", "#832db6", "#717581", "#bd1f01", "#a96b59"
COLOURS = (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH)
LINES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 3)))
MARKERS = ("o", "s", "^", "D", "v", "P")
HATCHES = ("", "///", "...", "xxx", "\\\\\\", "++")

GOOD, BAD, NEUTRAL = FIRST, FIFTH, FOURTH
HIGHLIGHT = "#ffe0a8"  # a fill: pale enough that every colour above can be read on it
INK = "#1a1a1a"

SIZE = (7.2, 4.2)  # inches: the width of a notebook's column, and a height that leaves room for the text
DPI = 144  # one and a half pixels to a CSS pixel: crisp on dense screens, small in the repository

_RC: Any = {
    "axes.axisbelow": True,
    "axes.edgecolor": NEUTRAL,
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.prop_cycle": cycler(color=COLOURS) + cycler(linestyle=LINES),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 12,
    "axes.titlecolor": INK,
    "figure.constrained_layout.h_pad": 0.08,
    "figure.constrained_layout.w_pad": 0.08,
    "figure.titlesize": 12,
    "font.size": 10,
    "grid.color": "#e3e5e8",
    "grid.linewidth": 0.8,
    "hatch.linewidth": 0.7,
    "image.cmap": "cividis",
    "legend.frameon": False,
    "legend.handlelength": 3.0,  # long enough to show a whole dash-dot pattern
    "lines.linewidth": 2.0,
    "lines.markersize": 6.0,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


@contextmanager
def house_style() -> Iterator[None]:
    """Draw in the course's style, whatever settings the reader's own notebook has made.

    Works as `with house_style():` and as a decorator, `@house_style()`.

    Examples
    --------
    >>> with house_style():
    ...     figure = new_figure()
    ...     line, = figure.subplots().plot([0, 1])
    >>> line.get_color() == FIRST
    True
    """
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_RC)
        yield


def new_figure(width: float = SIZE[0], height: float = SIZE[1]) -> Figure:
    """Return an empty figure that pyplot does not know, so a notebook does not show it a second time.

    Parameters
    ----------
    width, height : float
        In inches; at most 7.2 by 4.2.
    """
    return Figure(figsize=(width, height), dpi=DPI, layout="constrained", facecolor="white")
