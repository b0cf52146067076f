"""What `fit` returns, as curves: training and validation, the best epoch, the gap in words."""

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from dlteach.figures.picture import Picture
from dlteach.figures.style import FIRST, INK, SECOND, house_style, new_figure
from dlteach.functions.training_words import (
    Curves,
    best_epoch,
    describe_training,
    quantities,
    training_curves,
    verdict,
)

_MOST_PANELS = 3
_FEW = 30  # epochs: up to here each has a marker
_LINE = 100  # letters


@house_style()
def plot_history(
    history: Any,
    title: str = "Training",
    *,
    names: Sequence[str] | None = None,
    unit: str = "",
    alt: str | None = None,
) -> Picture:
    """Draw loss and metrics of a training by epoch, and write below what they say.

    Training is blue, solid, with circles; validation orange, dashed, with squares. The best epoch has a
    dotted line. The words below are those of `History.to_text()`.

    Parameters
    ----------
    history : History, or mapping of str to sequence of float
        What `fit` returns, or its dict.
    title : str, default "Training"
    names : sequence of str, optional
        Up to three quantities, a panel for each; the first one is judged. The loss, then the first two
        metrics, when left out.
    unit : str, optional
        Of the first quantity: "nats" for a cross-entropy.
    alt : str, optional
        Alt text; told from the data when left out.

    Examples
    --------
    >>> picture = plot_history({"loss": [0.9, 0.5, 0.1], "val_loss": [0.9, 0.6, 0.8]}, "Eight units")
    >>> print(picture.alt.replace(". ", ".\\n"))
    Eight units.
    3 epochs, counted from 0.
    Training loss falls from 0.9 at epoch 0 to 0.1 at epoch 2.
    Validation loss falls from 0.9 at epoch 0 to 0.6 at epoch 1, then rises to 0.8 at epoch 2.
    Best epoch: 1, with a validation loss of 0.6.
    At the end validation loss is 0.7 above training loss.
    Overfitting from epoch 2 on: training gets better, validation worse.
    """
    curves = training_curves(history)
    drawn = quantities(curves, names)[:_MOST_PANELS]
    if len(names or []) > _MOST_PANELS:
        raise ValueError(f"plot_history: expected at most {_MOST_PANELS} names, got {len(names or [])}")
    figure = new_figure()
    figure.suptitle(title)
    best = best_epoch(drawn[0], curves)
    for name, axes in zip(drawn, figure.subplots(1, len(drawn), squeeze=False)[0]):
        _draw(axes, name, curves, best)
    figure.axes[0].set_ylabel(f"{drawn[0].replace('_', ' ')}{f' ({unit})' if unit else ''}")
    figure.legend(
        *figure.axes[0].get_legend_handles_labels(), loc="outside lower left", ncols=3, borderaxespad=0.2
    )
    words = ". ".join(verdict(drawn[0], curves)) + "."
    lines = [*textwrap.wrap(words, _LINE), ""]  # the last line is for the legend
    figure.supxlabel("\n".join(lines), fontsize=10, x=0.01, ha="left")
    return Picture(figure, alt or f"{title.rstrip('.?!')}. {describe_training(history, drawn)}")


def _draw(axes: Axes, name: str, curves: Curves, best: int | None) -> None:
    for key, label, colour, line, marker in (
        (name, "training", FIRST, "-", "o"),
        (f"val_{name}", "validation", SECOND, "--", "s"),
    ):
        if key in curves:
            epochs, values = curves[key]
            drawn = np.where(np.isfinite(values), values, np.nan)
            every = max(1, len(epochs) // _FEW)
            axes.plot(
                epochs, drawn, color=colour, linestyle=line, marker=marker, markevery=every, label=label,
                markersize=4,
            )  # fmt: skip
    if best is not None:
        axes.axvline(best, color=INK, linestyle=":", linewidth=1.4, label=f"best epoch: {best}")
    axes.set(xlabel="epoch", ylabel=name.replace("_", " "))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
