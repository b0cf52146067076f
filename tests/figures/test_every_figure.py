"""Every picture of the house has a title, labels and an alt text told from its data, and needs no colour.

A new `plot_` function belongs into `PICTURES`, with two sets of data that it tells apart.
"""

from functools import cache
from itertools import combinations

import numpy as np
import pytest
from matplotlib import colormaps
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.patches import FancyArrowPatch

import dlteach.figures as figures
from dlteach.figures import new_figure
from dlteach.figures.style import COLOURS

W = np.linspace(-2, 2, 41)
WORDS = "A title", "weight w", "cost J"
PLANE = np.random.default_rng(0).normal(size=(30, 2))
SIDE = (PLANE[:, 0] > 0).astype(int)
BOX = ((-2, 2), (-2, 2))


def bowl(stretch):
    return lambda v, w: stretch * v**2 + w**2


def watched(loss):
    plot = figures.LivePlot("A title", live=False)
    for epoch, value in enumerate(loss):
        plot.on_epoch_end(epoch, {"loss": value, "val_loss": value + 0.1})
    return plot.picture


# The name, how it draws its data, and two sets of data.
PICTURES = {
    "LivePlot": (watched, [3, 2, 1], [3, 1, 2]),
    "plot_all_pairs": (lambda y: figures.plot_all_pairs(y, [1, 2], "A title"), [1, 2], [5, 2]),
    "plot_bars": (lambda y: figures.plot_bars("ab", {"p": y, "q": [1, 1]}, *WORDS), [1, 2], [2, 1]),
    "plot_belief_cost": (lambda p: figures.plot_belief_cost("heads", p, 0.9), 0.5, 0.6),
    "plot_confusion": (lambda c: figures.plot_confusion(c, "A title"), [[5, 1], [2, 3]], [[5, 2], [1, 3]]),
    "plot_cost_path": (
        lambda p: figures.plot_cost_path(lambda w: w**2, {"a": p, "b": [1, 0]}, (-3, 3), *WORDS),
        [2, 1],
        [2, 1.5],
    ),
    "plot_curves": (lambda k: figures.plot_curves(W, {"a": W**k, "b": W}, *WORDS), 2, 3),
    "plot_decision_boundary": (
        lambda at: figures.plot_decision_boundary(lambda x: x[:, 0] > at, PLANE, SIDE, "A title"),
        0.0,
        0.5,
    ),
    "plot_epochs": (lambda e: figures.plot_epochs([e, e], "A title"), [[2, 0], [1]], [[2], [1], [0]]),
    "plot_error_squares": (
        lambda e: figures.plot_error_squares({"A": e, "B": [3, 0]}, "A title", "°C"),
        [2, -2],
        [1, 4],
    ),
    "plot_graph": (
        lambda w: figures.plot_graph(
            {"w": "w", "J": "J = w²"}, [("w", "J")], {"w": w, "J": w**2}, {"J": 1, "w": 2 * w}, ["J"]
        ),
        2,
        3,
    ),
    "plot_history": (
        lambda val: figures.plot_history({"loss": [3, 2, 1], "val_loss": val, "accuracy": [0, 0.5, 1]}),
        [3, 2, 1],
        [3, 1, 2],
    ),
    "plot_images": (
        lambda image: figures.plot_images({"a": image}, "A title"),
        [[0, 1], [0, 1]],
        [[1, 0], [1, 0]],
    ),
    "plot_mistakes": (
        lambda y: figures.plot_mistakes(np.eye(3).repeat(3, axis=1), y, np.eye(3) + 0.1, "A title"),
        [0, 1, 1],
        [1, 1, 2],
    ),
    "plot_network": (lambda w: figures.plot_network([2, 1], [w]), [[1], [-2]], [[1], [0]]),
    "plot_points": (lambda y: figures.plot_points({"a": (W, W), "b": (W, y)}, *WORDS), W**2, W**3),
    "plot_rates": (
        lambda p: figures.plot_rates(lambda w: w**2, {"slow": p, "fast": [2, -4]}, (-4, 4), *WORDS),
        [2, 1],
        [2, 1.5],
    ),
    "plot_saturation": (lambda _: figures.plot_saturation(), None, None),
    "plot_slopes": (
        lambda at: figures.plot_slopes(lambda w: w**2, lambda w: 2 * w, at, (-2, 2), *WORDS),
        [-1, 0],
        [-1, 1],
    ),
    "plot_surface": (
        lambda k: figures.plot_surface(bowl(k), BOX, "A title", "v", "w", "cost"),
        2,
        -1,
    ),
    "plot_surface_path": (
        lambda p: figures.plot_surface_path(bowl(2), {"a": p, "b": [[1, 1], [0, 0]]}, BOX, *WORDS),
        [[2, 1], [1, 1]],
        [[2, 1], [0, 1]],
    ),
    "plot_valleys": (
        lambda k: figures.plot_valleys({"one": bowl(k), "two": bowl(1)}, (-2, 2), "A title", "v", "w"),
        2,
        -1,
    ),
    "plot_weights": (
        lambda w: figures.plot_weights(w, "A title"),
        [[1.0, -2.0], [0.5, 0.25]],
        [[1.0, 2.0], [0.5, -0.25]],
    ),
}
OF_NO_DATA = {"plot_saturation"}  # the same picture for all readers


def lightness(colours):
    return np.asarray(colours)[..., :3] @ [0.2126, 0.7152, 0.0722]


def is_a_ramp(cmap):
    """Whether each step of a colour map is darker, or each lighter, than the one before."""
    steps = np.diff(lightness(cmap(np.linspace(0, 1, 32))))
    return (steps >= 0).all() or (steps <= 0).all()


def signs(axes):
    """(colour, all that tells it apart besides) for each artist that has a colour of its own."""
    for line in axes.get_lines():
        yield (
            to_hex(line.get_color()),
            (
                "line",
                line.get_linestyle(),
                line.get_marker(),
                line._dash_pattern,
                round(line.get_linewidth()),
            ),
        )
    for patch in axes.patches:
        if not isinstance(patch, FancyArrowPatch):  # the tip of a line, which has its own style
            yield to_hex(patch.get_facecolor()), ("patch", patch.get_hatch(), type(patch))
    for group in axes.collections:
        if isinstance(group, PathCollection) and len(group.get_facecolor()):
            marker = group.get_paths()[0].vertices
            yield to_hex(group.get_facecolor()[0]), ("marker", len(marker), marker.round(6).tolist())


def by_colour_alone(figure):
    """What a reader without colour cannot tell apart in a figure."""
    found = []
    for axes in (a for a in figure.axes if a.get_label() != "<colorbar>"):
        for (one, sign), (other, same) in combinations(signs(axes), 2):
            if one != other and sign == same and {one, other} <= set(COLOURS):
                found.append(f"{one} and {other}, both {sign[:3]}")
        hatched = any(getattr(artist, "get_hatch", lambda: None)() for artist in axes.get_children())
        hatched = hatched or any(any(getattr(c, "hatches", [])) for c in axes.collections)
        for artist in [*axes.images, *axes.collections]:
            values = artist.get_array()
            shaded = values is not None and np.ndim(values) < 3 and np.size(values) > 1
            if shaded and not hatched and not is_a_ramp(artist.get_cmap()):
                found.append(f"the colours of {type(artist).__name__}")
    return found


@cache
def drawn(name):
    """The pictures of both sets of data."""
    assert name in PICTURES, f"{name} is public: give it two sets of data in PICTURES"
    draw, *data = PICTURES[name]
    return [draw(d) for d in data]


@pytest.mark.parametrize(
    "name", [n for n in figures.__all__ if n.startswith("plot_") or n == "LivePlot"], ids=str
)
class TestEveryFigure:
    def test_it_has_a_title_and_labels(self, name):
        figure = drawn(name)[0].figure
        for axes in (a for a in figure.axes if a.get_label() != "<colorbar>"):
            assert axes.get_title() or figure.get_suptitle()
            if axes.axison:
                assert axes.get_xlabel() or figure.get_supxlabel()
                assert axes.get_ylabel() or figure.get_supylabel()

    def test_its_alt_text_changes_with_its_data(self, name):
        one, other = drawn(name)
        assert len(one.alt) > 40
        if name not in OF_NO_DATA:
            assert one.alt != other.alt
            assert one.png != other.png

    def test_it_needs_no_colour(self, name):
        assert by_colour_alone(drawn(name)[0].figure) == []

    def test_the_same_data_give_the_same_bytes(self, name):
        draw, data, _ = PICTURES[name]
        assert draw(data).png == drawn(name)[0].png


def test_colour_alone_is_found_in_lines_bars_points_and_shades():
    figure = new_figure()
    lines, bars, points, shades = figure.subplots(2, 2).ravel()
    for colour in COLOURS[:2]:
        lines.plot([0, 1], color=colour, linestyle="-")
        bars.bar([0], [1], color=colour)
        points.scatter([0], [1], color=colour)
    shades.imshow([[0, 1], [2, 3]], cmap=colormaps["jet"])
    assert len(by_colour_alone(figure)) == 4


def test_no_colour_is_needed_where_styles_hatches_markers_or_a_ramp_tell():
    figure = new_figure()
    lines, bars, points, shades = figure.subplots(2, 2).ravel()
    for colour, style, hatch, marker in zip(COLOURS, ["-", "--"], ["", "//"], "os"):
        lines.plot([0, 1], color=colour, linestyle=style)
        bars.bar([0], [1], color=colour, hatch=hatch)
        points.scatter([0], [1], color=colour, marker=marker)
    shades.imshow([[0, 1], [2, 3]], cmap=colormaps["cividis"])
    assert by_colour_alone(figure) == []
