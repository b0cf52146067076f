import numpy as np
import pytest
from matplotlib.patches import Circle

from dlteach.figures import plot_network
from dlteach.figures.style import FIRST, NEUTRAL, SECOND

ONE_NEURON = [[[1.0], [-0.5], [0.0]]]


def circles(picture):
    return [patch for patch in picture.figure.axes[0].patches if isinstance(patch, Circle)]


def words(picture):
    return [text.get_text() for text in picture.figure.axes[0].texts]


def test_the_same_network_gives_the_same_bytes():
    assert plot_network([3, 1], ONE_NEURON).png == plot_network([3, 1], ONE_NEURON).png


def test_every_unit_is_a_circle_and_every_weight_a_line():
    picture = plot_network([3, 4, 4, 1])
    assert len(circles(picture)) == 3 + 4 + 4 + 1
    assert len(picture.figure.axes[0].get_lines()) == 3 * 4 + 4 * 4 + 4 * 1


def test_layers_are_named_and_counted():
    assert words(plot_network([2, 3, 1])) == [
        "input layer\n2 units",
        "hidden layer\n3 units",
        "output layer\n1 unit",
    ]
    assert words(plot_network([1, 2, 2, 1]))[1:3] == ["hidden layer 1\n2 units", "hidden layer 2\n2 units"]
    assert words(plot_network([2, 1], labels=["pixels", "neuron"])) == ["pixels\n2 units", "neuron\n1 unit"]


def test_a_long_layer_is_shortened_but_its_size_is_told():
    picture = plot_network([25, 1])
    assert len(circles(picture)) == 6 + 1
    assert "25 units" in words(picture)[0]
    assert "25 units" in picture.alt


def test_only_the_weights_of_drawn_units_are_drawn():
    weights = np.arange(25.0)[:, None] - 12
    lines = plot_network([25, 1], [weights]).figure.axes[0].get_lines()
    assert len(lines) == 6 + 1, "six weights, and the dots for the units left out"


def test_the_sign_of_a_weight_is_seen_in_colour_and_in_line_style():
    lines = plot_network([3, 1], ONE_NEURON).figure.axes[0].get_lines()
    assert [line.get_color() for line in lines] == [FIRST, SECOND, NEUTRAL]
    assert len({str(line.get_linestyle()) for line in lines}) >= 2
    assert lines[0].get_linewidth() > lines[1].get_linewidth() > lines[2].get_linewidth()


def test_few_weights_are_written_out_and_many_are_summed_up():
    few = plot_network([3, 1], ONE_NEURON)
    assert words(few)[:3] == ["1", "-0.5", "0"]
    assert few.alt.endswith("Weights from input layer to output layer: 1, -0.5, 0.")
    many = plot_network([5, 3], [np.arange(15.0).reshape(5, 3) - 4])
    assert many.alt.endswith("from -4 to 10, 10 positive, 4 negative.")


def test_the_legend_of_all_three_signs_fits_into_the_picture():
    figure = plot_network([3, 1], [[[1.0], [0.0], [-2.0]]]).figure
    figure.canvas.draw()
    box = figure.legends[0].get_window_extent()
    assert box.x0 >= 0
    assert box.x1 <= figure.bbox.x1


def test_the_legend_explains_the_signs_that_occur():
    legend = plot_network([2, 1], [[[1.0], [2.0]]]).figure.legends[0]
    assert [text.get_text() for text in legend.get_texts()] == [
        "positive weight",
        "wider line: larger weight",
    ]


def test_weights_that_are_all_zero_can_be_drawn():
    assert plot_network([2, 2], [np.zeros((2, 2))]).png


def test_weights_of_the_wrong_shape_are_refused_with_the_likely_fix():
    with pytest.raises(
        ValueError, match=r"expected weights of shapes \[\(3, 1\)\].*got \[\(1, 3\)\].*transpose"
    ):
        plot_network([3, 1], [np.ones((1, 3))])


def test_a_label_for_each_layer_is_asked_for():
    with pytest.raises(ValueError, match="each of 2 layers, got 1"):
        plot_network([3, 1], labels=["inputs"])


@pytest.mark.parametrize("sizes", [[], [3], [3, 0], [1] * 8])
def test_sizes_that_are_no_network_are_refused(sizes):
    with pytest.raises(ValueError, match="expected 2 to 7 sizes of at least 1"):
        plot_network(sizes)
