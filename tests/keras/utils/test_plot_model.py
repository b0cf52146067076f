import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dlteach import keras
from dlteach.keras.utils.layered_layout import layered_layout
from dlteach.keras.utils.model_visualization import describe

layers = keras.layers


def branches():
    x = keras.Input((8,), name="x")
    a = layers.Dense(4, name="a")(x)
    inner = keras.Sequential([keras.Input((8,)), layers.Dense(4, name="deep")], name="inner")
    return keras.Model(x, layers.Add(name="sum")([a, inner(x)]), name="branches")


@pytest.mark.parametrize("rankdir", ["TB", "BT", "LR", "RL"])
@pytest.mark.parametrize("expand_nested", [False, True])
def test_the_picture_is_written(tmp_path, rankdir, expand_nested):
    path = tmp_path / "model.png"
    options = {"show_shapes": True, "show_layer_names": True, "show_trainable": True, "show_dtype": True}
    keras.utils.plot_model(branches(), path, rankdir=rankdir, expand_nested=expand_nested, dpi=60, **options)
    with Image.open(path) as image:
        assert "Data flow from x to a and inner; a to sum; inner to sum." in image.text["Description"]
        ink = np.asarray(image.convert("L")) < 128
    assert 0.01 < ink.mean() < 0.6
    edge = np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]])
    assert not edge.any(), "something is cut off"


@pytest.mark.parametrize(("name", "start"), [("m.svg", b"<?xml"), ("m.pdf", b"%PDF"), ("m", b"\x89PNG")])
def test_the_end_of_the_name_chooses_the_format(tmp_path, name, start):
    keras.utils.plot_model(branches(), tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)


def test_the_picture_in_words():
    assert describe(branches()).startswith('The model "branches" with 4 layers: x (InputLayer), a (Dense)')


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rankdir": "up"}, "rankdir: expected one of TB, BT, LR, RL, got 'up'"),
        ({"splines": "wavy"}, "splines: expected"),
        ({"colour": "red"}, r"Unrecognized keyword arguments: \{'colour'"),
    ],
)
def test_an_unknown_wish_is_refused(tmp_path, options, message):
    with pytest.raises(ValueError, match=message):
        keras.utils.plot_model(branches(), tmp_path / "m.png", **options)


def test_a_model_that_is_not_built_is_refused():
    with pytest.raises(ValueError, match="not yet been built"):
        keras.utils.plot_model(keras.Sequential([layers.Dense(1)]))


@st.composite
def graphs(draw):
    count = draw(st.integers(1, 9))
    sizes = draw(st.lists(st.tuples(st.integers(1, 50), st.integers(1, 30)), min_size=count, max_size=count))
    pairs = [(a, b) for b in range(count) for a in range(b)]
    edges = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=15)) if pairs else []
    return sizes, edges


@given(graphs())
def test_boxes_do_not_touch_and_stay_on_the_page(graph):
    sizes, edges = graph
    layout = layered_layout(sizes, edges, gap_x=5, gap_y=7)
    boxes = [(x - w / 2, y - h / 2, x + w / 2, y + h / 2) for (x, y), (w, h) in zip(layout.centers, sizes)]
    for i, (left, top, right, bottom) in enumerate(boxes):
        assert left >= -1e-6
        assert top >= -1e-6
        assert right <= layout.width + 1e-6
        assert bottom <= layout.height + 1e-6
        for other in boxes[:i]:
            beside = right + 5 <= other[0] + 1e-6 or other[2] + 5 <= left + 1e-6
            above = bottom + 7 <= other[1] + 1e-6 or other[3] + 7 <= top + 1e-6
            assert beside or above


@given(graphs())
def test_arrows_point_down_from_box_to_box(graph):
    sizes, edges = graph
    layout = layered_layout(sizes, edges, gap_x=5, gap_y=7)
    for (source, target), route in zip(edges, layout.routes):
        assert route[0] == pytest.approx(np.add(layout.centers[source], (0, sizes[source][1] / 2)))
        assert route[-1] == pytest.approx(np.subtract(layout.centers[target], (0, sizes[target][1] / 2)))
        assert all(a[1] <= b[1] for a, b in zip(route, route[1:]))


def test_a_circle_does_not_hang():
    layout = layered_layout([(5, 5)] * 3, [(0, 1), (1, 2), (2, 0)], gap_x=5, gap_y=5)
    assert len(layout.routes) == 3
