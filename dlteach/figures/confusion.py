"""Which class is taken for which: a table of counts in which the mistakes stand out."""

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from numpy.typing import ArrayLike, NDArray

from dlteach.figures.picture import Picture
from dlteach.figures.style import HIGHLIGHT, INK, NEUTRAL, SECOND, house_style, new_figure

_MOST_CLASSES = 20
_MOST_TOLD = 5
_MISTAKES = LinearSegmentedColormap.from_list("mistakes", ["white", HIGHLIGHT, SECOND])


@house_style()
def plot_confusion(
    counts: ArrayLike, title: str, *, classes: Sequence[str] | None = None, alt: str | None = None
) -> Picture:
    """Draw a confusion matrix: a row for each true class, a column for each class that is said.

    Right answers stand on the diagonal, in frames. The more often a mistake is made, the darker its field.

    Parameters
    ----------
    counts : array_like of int, shape (k, k)
        From `dlteach.functions.confusion_matrix`; at most 20 classes.
    title : str
    classes : sequence of str, optional
        Names of the classes; their numbers when left out.
    alt : str, optional
        Alt text; told from the data when left out.

    Examples
    --------
    >>> plot_confusion([[5, 0], [2, 3]], "Cats and dogs", classes=["cat", "dog"])
    Picture: Cats and dogs. Confusion matrix of 10 examples in 2 classes, 8 right: dog is called cat 2 times.
    """
    table = _as_table(counts)
    names = [str(name) for name in (classes if classes is not None else range(len(table)))]
    if len(names) != len(table):
        raise ValueError(
            f"plot_confusion: expected a name for each of {len(table)} classes, got {len(names)}"
        )
    mistakes = table - np.diag(np.diag(table))
    figure = new_figure(5.2, 4.2)
    axes = figure.subplots()
    axes.set(title=title, xlabel="class that is said", ylabel="true class")
    axes.imshow(mistakes, cmap=_MISTAKES, vmin=0, vmax=max(1, mistakes.max()))
    axes.grid(visible=False)
    axes.set_xticks(range(len(table)), names)
    axes.set_yticks(range(len(table)), names)
    for (row, column), count in np.ndenumerate(table):
        if row == column:
            corners = np.array([[-0.44, -0.44], [0.44, -0.44], [0.44, 0.44], [-0.44, 0.44], [-0.44, -0.44]])
            axes.plot(*(corners + row).T, color=NEUTRAL, linestyle="-", linewidth=1)
        if count or row == column:
            axes.text(column, row, f"{count}", color=INK, ha="center", va="center", fontsize=9)
    return Picture(figure, alt or _tell(title, table, mistakes, names))


def _as_table(counts: ArrayLike) -> NDArray[np.int64]:
    table = np.asarray(counts)
    if table.ndim != 2 or table.shape[0] != table.shape[1] or not 1 <= len(table) <= _MOST_CLASSES:
        raise ValueError(
            f"plot_confusion: expected counts of shape (k, k), k at most {_MOST_CLASSES}, got {table.shape}"
        )
    if np.any(table < 0) or np.any(table != np.round(table)):
        raise ValueError("plot_confusion: expected counts, whole numbers from 0; did you divide by a sum?")
    return table.astype(np.int64)


def _tell(title: str, table: NDArray[np.int64], mistakes: NDArray[np.int64], names: list[str]) -> str:
    start = (
        f"{title.rstrip('.?!')}. Confusion matrix of {table.sum()} examples in {len(table)} classes, "
        f"{np.trace(table)} right: "
    )
    order = np.argsort(-mistakes, axis=None, kind="stable")[:_MOST_TOLD]
    pairs = [tuple(int(i) for i in np.unravel_index(place, table.shape)) for place in order]
    told = [
        f"{names[row]} is called {names[column]} {_times(mistakes[row, column])}"
        for row, column in pairs
        if mistakes[row, column]
    ]
    if not told:
        return f"{start}no mistake."
    rest = int(np.count_nonzero(mistakes)) - len(told)
    more = f"; {rest} other kind{'s' * (rest != 1)} of mistake" if rest else ""
    return f"{start}{'; '.join(told)}{more}."


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
