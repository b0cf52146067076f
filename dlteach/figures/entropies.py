"""Pictures of cross-entropy: what a wrong belief costs, and where the quadratic cost has no slope."""

import numpy as np

from dlteach.figures.describe import describe_curve, describe_number
from dlteach.figures.picture import Picture
from dlteach.figures.style import COLOURS, INK, LINES, house_style, new_figure
from dlteach.functions import cross_entropy, entropy, sigmoid


@house_style()
def plot_belief_cost(outcome: str, p: float, belief: float) -> Picture:
    """Draw the cross-entropy of yes and no against what we believe, above the entropy that no belief beats.

    Parameters
    ----------
    outcome : str
        What the probabilities are probabilities of.
    p : float
        The true one, strictly between 0 and 1.
    belief : float
        What somebody believes, strictly between 0 and 1; the gap there is the Kullback-Leibler divergence.

    Examples
    --------
    >>> print(plot_belief_cost("heads", 0.5, 0.9).alt.split(". ")[-1])
    The gap between them is 0.511 nats at a belief of 0.9.
    """
    q = np.linspace(0.01, 0.99, 99)
    cost = cross_entropy(_outcomes(np.full_like(q, p)), _outcomes(q))
    floor = float(entropy(_outcomes(p)))
    top = float(cross_entropy(_outcomes(p), _outcomes(belief)))
    figure = new_figure()
    axes = figure.subplots()
    title = "What a belief costs on average"
    axes.set(title=title, xlabel=f"believed probability q of {outcome}", ylabel="nats")
    axes.plot(q, cost, label="cross-entropy H(p, q)")
    axes.plot(q, np.full_like(q, floor), label="entropy H(p)")
    axes.annotate("", (belief, floor), (belief, top), arrowprops={"arrowstyle": "<->", "color": INK})
    axes.annotate("gap D(p ‖ q)", (belief, floor), (0, -18), textcoords="offset points", ha="center")
    axes.set_ylim(bottom=0)
    figure.legend(loc="outside upper center", ncols=2)
    gap = f"{describe_number(top - floor)} nats at a belief of {describe_number(belief)}"
    alt = (
        f"{title}: {describe_curve(q, cost, 'cross-entropy')}; "
        f"entropy stays at {describe_number(floor)}. The gap between them is {gap}."
    )
    return Picture(figure, alt)


def _outcomes(first):
    """Return yes and no in the last axis, as distributions, for the given probabilities of yes."""
    return np.stack([first, 1 - np.asarray(first)], axis=-1)


@house_style()
def plot_saturation() -> Picture:
    """Draw the quadratic cost and the log loss of one example with label 1, and their slopes.

    Examples
    --------
    >>> "log loss rises from -1 at -8" in plot_saturation().alt
    True
    """
    z = np.linspace(-8, 8, 161)
    p = sigmoid(z)
    panels = {
        "J": {"quadratic": (p - 1) ** 2 / 2, "log loss": np.logaddexp(0, -z)},
        "∂J/∂z": {"quadratic": (p - 1) * p * (1 - p), "log loss": p - 1},
    }
    figure = new_figure()
    for axes, kind, (symbol, curves) in zip(figure.subplots(1, 2), ("cost", "slope"), panels.items()):
        axes.set(title=f"The {kind} for label 1", xlabel="logit z", ylabel=f"{kind} {symbol}")
        for (name, y), colour, line in zip(curves.items(), COLOURS, LINES):
            axes.plot(z, y, color=colour, linestyle=line, label=name)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside upper center", ncols=2)
    clauses = [
        f"{symbol}: " + "; ".join(describe_curve(z, y, name) for name, y in curves.items())
        for symbol, curves in panels.items()
    ]
    return Picture(
        figure, "Two costs of an example with label 1 against its logit z. " + ". ".join(clauses) + "."
    )
