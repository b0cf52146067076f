"""Pictures of a class, in the course's style, as SVG that follows the page's light and dark."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape
from io import StringIO
from typing import Any

import matplotlib
import numpy as np

from dlteach.figures import Picture, house_style, new_figure, plot_bars
from dlteach.figures.style import BAD, FIRST, FOURTH, INK, NEUTRAL, SECOND, THIRD
from dlteach.grading.classreport import VERDICTS, AssignmentCount, ExerciseCount

MOST_BARS = 8
_MOST_ROWS = 18
_LOOKS = {
    word: {"color": colour, "hatch": hatch, "edgecolor": "white", "label": word}
    for word, colour, hatch in zip(
        VERDICTS, (FIRST, SECOND, BAD, FOURTH, THIRD), ("", "///", "\\\\\\", "xxx", "--")
    )
}
_ROW, _FRAME = 0.34, 1.15  # inches: a bar with its room, and what title and labels take
_DARK = {  # what each colour becomes on dark paper
    INK: "#e6e8ea",
    NEUTRAL: "#9aa2ab",
    BAD: "#f0694f",
    THIRD: "#bb8be0",
    "#e3e5e8": "#343a41",
    "#ffffff": "#15181b",
}


def points_picture(count: AssignmentCount) -> Picture:
    """How many learners have how many points."""
    most = count.max_points
    edges = np.arange(most + 2) if most == int(most) and most <= 14 else np.linspace(0, most, 11)
    heights, _ = np.histogram(np.minimum(count.points, edges[-1]), edges)
    whole = np.array_equal(edges, edges.round())
    labels = [f"{low:g}" for low in edges[:-1]] if whole else [f"{low:.3g}–" for low in edges[:-1]]
    unit = f"{'whole ' * whole}points, of {most:g}"
    return plot_bars(labels, heights, "Points of the class", unit, "learners")


@house_style()
def verdicts_picture(count: AssignmentCount) -> Picture:
    """One bar for each exercise, divided by verdict; of many, the hardest."""
    rows = count.exercises if len(count.exercises) <= _MOST_ROWS else count.hardest()[:_MOST_ROWS]
    figure, axes = _rows([row.name for row in rows], "Verdicts by exercise", "learners", "exercise")
    left = np.zeros(len(rows))
    for word, look in _LOOKS.items():
        widths = np.array([row.verdicts[word] for row in rows], float)
        if not widths.any():
            continue
        axes.barh(range(len(rows)), widths, 0.74, left, **look)
        left += widths
    figure.legend(loc="outside lower center", ncols=3)
    clauses = [f"{row.name}: {_told(row)}" for row in rows]
    return Picture(figure, f"Verdicts by exercise. Bars of learners. {'; '.join(clauses)}.")


@house_style()
def mistakes_picture(exercise: ExerciseCount) -> Picture:
    """One bar for each mistake, the most frequent on top."""
    shown = exercise.mistakes[:MOST_BARS]
    names = [mistake.name for mistake in shown]
    numbers = [len(mistake.learners) for mistake in shown]
    figure, axes = _rows(names, f"Mistakes in {exercise.name}", "learners", "mistake")
    colours = [FIRST if mistake.recognised else NEUTRAL for mistake in shown]
    hatches = ["" if mistake.recognised else "///" for mistake in shown]
    bars = axes.barh(range(len(shown)), numbers, 0.7, color=colours, hatch=hatches, edgecolor="white")
    axes.bar_label(bars, [str(number) for number in numbers], padding=3)
    axes.margins(x=0.08)
    listed = ", ".join(f"{name} {number}" for name, number in zip(names, numbers))
    return Picture(figure, f"Mistakes in {exercise.name}. Bars of learners by mistake: {listed}.")


def _told(row: ExerciseCount) -> str:
    return ", ".join(f"{number} {word}" for word, number in row.verdicts.items() if number)


def _rows(labels: Sequence[str], title: str, xlabel: str, ylabel: str) -> tuple[Any, Any]:
    """Axes with a row for each label, the first on top."""
    figure = new_figure(height=min(4.2, _FRAME + _ROW * len(labels)))
    axes = figure.subplots()
    axes.set(title=_verbatim(title), xlabel=xlabel, ylabel=ylabel)
    axes.set_yticks(range(len(labels)), [_verbatim(_short(label)) for label in labels])
    axes.invert_yaxis()
    axes.grid(visible=False, axis="y")
    axes.tick_params(axis="y", length=0)
    axes.xaxis.get_major_locator().set_params(integer=True)
    return figure, axes


def _short(label: str) -> str:
    return label if len(label) <= 44 else label[:43] + "…"


def _verbatim(label: str) -> str:
    """Dollars would start a formula."""
    return label.replace("$", r"\$")


def as_img(picture: Picture) -> str:
    """The picture as an HTML image that needs no other file."""
    svg = base64.b64encode(_svg(picture).encode()).decode()
    width, height = (round(inches * 96) for inches in picture.figure.get_size_inches())
    alt = escape(picture.alt)
    return f"<img src='data:image/svg+xml;base64,{svg}' alt='{alt}' width='{width}' height='{height}'>"


def _svg(picture: Picture) -> str:
    """Text stays text; colours of ink and paper become variables that dark mode changes."""
    drawn = StringIO()
    with house_style(), matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "dlteach"}):
        picture.figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None})
    svg = drawn.getvalue()
    names = {colour: f"--c{colour[1:]}" for colour in _DARK}
    for colour, name in names.items():
        svg = svg.replace(colour, f"var({name})")
    light = "".join(f"{name}:{colour};" for colour, name in names.items())
    dark = "".join(f"{names[colour]}:{other};" for colour, other in _DARK.items())
    style = (
        f"<style>:root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        "text{font-family:system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif!important}</style>"
    )
    return svg.replace("<defs>", style + "<defs>", 1)
