import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from dlteach.figures import plot_graph
from dlteach.figures.style import THIRD

NODES = {
    "w": "w",
    "x": "x",
    "b": "b",
    "y": "y",
    "c": "c = w·x",
    "a": "a = c + b",
    "d": "d = a − y",
    "J": "J = ½ d²",
}
EDGES = [("w", "c"), ("x", "c"), ("c", "a"), ("b", "a"), ("a", "d"), ("y", "d"), ("d", "J")]
VALUES = {"w": 2, "x": -2, "b": 8, "y": 2, "c": -4, "a": 4, "d": 2, "J": 2}
GRADIENTS = {"J": 1, "d": 2, "a": 2, "c": 2, "b": 2, "w": -4}
TWICE = {"a": "a", "b": "b = a + a", "c": "c = b + b"}, [("a", "b"), ("a", "b"), ("b", "c"), ("b", "c")]


def texts(picture):
    return {text.get_text(): text for text in picture.figure.axes[0].texts}


def patches(picture, kind):
    return [patch for patch in picture.figure.axes[0].patches if isinstance(patch, kind)]


def test_the_same_graph_gives_the_same_bytes():
    assert plot_graph(NODES, EDGES, VALUES, GRADIENTS).png == plot_graph(NODES, EDGES, VALUES, GRADIENTS).png


def test_the_alt_text_tells_the_graph_forward_and_then_backward():
    assert plot_graph(NODES, EDGES, VALUES, GRADIENTS, title="A neuron's cost").alt == (
        "A neuron's cost. Forward: w = 2; x = -2; b = 8; y = 2; c = w·x = -4, from w and x; "
        "a = c + b = 4, from c and b; d = a − y = 2, from a and y; J = ½ d² = 2, from d. "
        "Backward: dJ/dJ = 1; dJ/dd = 2; dJ/da = 2; dJ/dc = 2; dJ/db = 2; dJ/dw = -4."
    )


def test_a_graph_without_numbers_tells_its_formulas_only():
    assert (
        plot_graph({"x": "x", "y": "y = x²"}, [("x", "y")]).alt
        == "Computation graph. Forward: x; y = x², from x."
    )


def test_values_and_gradients_stand_in_the_boxes_the_gradients_in_a_colour_of_their_own():
    written = texts(plot_graph(NODES, EDGES, VALUES, GRADIENTS))
    assert {"c = w·x", "c = -4", "dJ/dc = 2", "w = 2"} <= written.keys()
    assert "w" not in written, "an input's value says its name"
    assert written["dJ/dc = 2"].get_color() == THIRD != written["c = -4"].get_color()


def test_a_node_used_twice_has_two_arrows_that_do_not_cover_each_other():
    arrows = patches(plot_graph(*TWICE), FancyArrowPatch)
    starts = [tuple(arrow.get_path().vertices[0]) for arrow in arrows]
    assert len(starts) == len(set(starts)) == 4


def test_arrows_may_have_labels_which_the_alt_text_repeats():
    picture = plot_graph({"x": "x", "y": "y = x²"}, [("x", "y", "dy/dx = 6")])
    assert "dy/dx = 6" in texts(picture)
    assert picture.alt.endswith("Written on the arrows: from x to y: dy/dx = 6.")


def test_highlighted_nodes_and_arrows_are_seen_and_told():
    picture = plot_graph(NODES, EDGES, highlight=["c", ("c", "a")])
    filled = [box for box in patches(picture, FancyBboxPatch) if box.get_facecolor()[:3] != (1, 1, 1)]
    assert len(filled) == 1
    assert len({arrow.get_linewidth() for arrow in patches(picture, FancyArrowPatch)}) == 2
    assert picture.alt.endswith("Highlighted: c, the arrow from c to a.")


def test_words_may_stand_for_numbers():
    assert "z = shape (32, 10)" in texts(
        plot_graph({"x": "x", "z": "z = x·W"}, [("x", "z")], {"z": "shape (32, 10)"})
    )


def boxes_overlap(one, other):
    return not (one.x1 <= other.x0 or other.x1 <= one.x0 or one.y1 <= other.y0 or other.y1 <= one.y0)


FIFTEEN = (
    {name: name for name in ("x1", "x2", "w1", "w2", "w3", "b1", "b2", "y")}
    | {"z1": "z1 = w1·x1 + w2·x2 + b1", "h": "h = tanh(z1)", "z2": "z2 = w3·h + b2", "p": "p = σ(z2)"}
    | {"L": "L = −log p", "R": "R = w1² + w3²", "J": "J = L + R"},
    [(a, "z1") for a in ("x1", "w1", "x2", "w2", "b1")]
    + [("z1", "h"), ("h", "z2"), ("w3", "z2"), ("b2", "z2"), ("z2", "p"), ("p", "L"), ("y", "L")]
    + [("L", "J"), ("R", "J"), ("w1", "R"), ("w3", "R")],
)


@pytest.mark.parametrize(
    ("nodes", "edges"), [(NODES, EDGES), TWICE, FIFTEEN], ids=["neuron", "twice", "fifteen"]
)
def test_boxes_keep_apart_stay_inside_and_hold_their_text(nodes, edges):
    numbers = dict.fromkeys(nodes, -1.234)
    picture = plot_graph(nodes, edges, numbers, numbers)
    axes, renderer = picture.figure.axes[0], FigureCanvasAgg(picture.figure).get_renderer()
    frames = [box.get_window_extent() for box in patches(picture, FancyBboxPatch)]
    assert not any(boxes_overlap(a, b) for i, a in enumerate(frames) for b in frames[:i])
    assert all(axes.bbox.contains(f.x0, f.y0) and axes.bbox.contains(f.x1, f.y1) for f in frames)
    for text in axes.texts:
        extent = text.get_window_extent(renderer)
        assert any(f.x0 <= extent.x0 and extent.x1 <= f.x1 for f in frames), f"{text.get_text()} is cut off"
        assert text.get_fontsize() >= 7


def test_a_graph_too_large_for_a_picture_is_refused():
    chain = {f"n{i}": f"n{i} = n{i - 1} + 1" for i in range(25)}
    with pytest.raises(ValueError, match="25 nodes do not fit one picture"):
        plot_graph(chain, [(f"n{i}", f"n{i + 1}") for i in range(24)])


def test_an_edge_to_an_unknown_node_is_refused():
    with pytest.raises(ValueError, match="an edge names 'q', expected one of the nodes x, y"):
        plot_graph({"x": "x", "y": "y"}, [("x", "q")])


def test_a_circle_is_refused():
    with pytest.raises(ValueError, match="between x, y go round in a circle"):
        plot_graph({"x": "x", "y": "y"}, [("x", "y"), ("y", "x")])


@pytest.mark.parametrize("argument", ["values", "gradients", "highlight"])
def test_a_name_that_is_no_node_is_refused(argument):
    with pytest.raises(ValueError, match=f"{argument} names 'q', expected one of x, y"):
        plot_graph({"x": "x", "y": "y"}, [("x", "y")], **{argument: {"q": 1}})


def test_a_graph_without_nodes_is_refused():
    with pytest.raises(ValueError, match="at least one node"):
        plot_graph({}, [])
