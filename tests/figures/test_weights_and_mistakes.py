"""Weights as images whose signs need no colour, and the mistakes a classifier is surest of."""

import numpy as np
import pytest
from matplotlib.collections import PolyCollection

from dlteach import keras
from dlteach.figures import plot_mistakes, plot_weights
from dlteach.functions import worst_mistakes

DIGITS = np.random.default_rng(0).random((5, 8, 8))
P = np.array([[0.9, 0.1], [0.4, 0.6], [0.2, 0.8], [0.3, 0.7], [0.45, 0.55]])
TRUE = np.array([0, 0, 0, 1, 0])


def titles(picture):
    return [axes.get_title() for axes in picture.figure.axes if axes.get_title()]


def hatched(axes):
    """(row, column) of the fields that are hatched."""
    (fields,) = [c for c in axes.collections if isinstance(c, PolyCollection)]
    assert fields.get_hatch()
    corners = [path.vertices[0] + 0.5 for path in fields.get_paths()]
    return sorted((int(row), int(column)) for column, row in corners)


def test_square_inputs_become_images_and_others_a_table():
    assert titles(plot_weights(np.ones((64, 3)))) == ["unit 0", "unit 1", "unit 2"]
    table = plot_weights(np.ones((6, 3))).figure.axes[0]
    assert (table.get_xlabel(), table.get_ylabel()) == ("unit", "input")
    assert table.images[0].get_array().shape == (6, 3)
    assert plot_weights(np.ones((6, 1)), shape=(2, 3)).figure.axes[0].images[0].get_array().shape == (2, 3)


def test_negative_weights_are_hatched_and_nothing_else():
    axes = plot_weights([[1.0, -2.0], [-0.5, 0.0], [-0.01, 3.0]]).figure.axes[0]
    assert hatched(axes) == [(0, 1), (1, 0)], "-0.01 is as good as white"


def test_white_is_0_and_all_units_share_a_scale():
    images = [axes.images[0] for axes in plot_weights(np.eye(9)[:, :2] * [1, 5]).figure.axes[:2]]
    assert [image.get_clim() for image in images] == [(-5, 5)] * 2


def test_a_model_shows_its_first_matrix_and_kernels_are_added_over_their_channels():
    model = keras.Sequential([keras.Input((3,)), keras.layers.BatchNormalization(), keras.layers.Dense(2)])
    assert "Table of 3 inputs by 2 units" in plot_weights(model).alt
    kernels = np.ones((3, 3, 2, 4))
    assert plot_weights(kernels).figure.axes[0].images[0].get_array().tolist() == [[2] * 3] * 3


def test_chosen_units_are_shown_under_their_numbers():
    assert titles(plot_weights(np.ones((64, 32)), units=[30, 4])) == ["unit 30", "unit 4"]
    assert len(titles(plot_weights(np.ones((64, 32))))) == 12


def test_the_alt_text_of_images_has_the_extremes_and_their_places():
    weights = np.zeros((9, 1))
    weights[[2, 3]] = [[1.5], [-0.5]]
    assert plot_weights(weights, "One unit").alt == (
        "One unit. 1 of 1 units as images of 3 by 3 inputs, 1 positive and 1 negative weights. "
        "unit 0: from -0.5 at row 1, column 0 to 1.5 at row 0, column 2."
    )


@pytest.mark.parametrize(
    ("weights", "options", "says"),
    [
        (np.ones(4), {}, r"shape \(inputs, units\), got \(4,\)"),
        (np.ones((6, 2)), {"shape": (2, 2)}, "a shape of 6 pixels"),
        (np.ones((6, 2)), {"units": [2]}, r"units 0 to 1, got \[2\]"),
        (keras.Sequential([keras.layers.Dense(2)]), {}, "after `build` or `fit`"),
    ],
)
def test_what_is_no_matrix_of_weights_is_refused(weights, options, says):
    with pytest.raises(ValueError, match=says):
        plot_weights(weights, **options)


def test_the_surest_mistakes_come_first_as_the_exercise_has_it():
    picture = plot_mistakes(DIGITS, TRUE, P)
    assert [int(title.split("row ")[1][:-1]) for title in titles(picture)] == list(worst_mistakes(TRUE, P, 6))
    assert titles(picture)[0] == "says 1, 80 %,\nis 0 (row 2)"
    assert picture.alt.startswith("3 of 5 are wrong. 3 images side by side of 8 by 8 pixels: says 1, 80 %")


def test_each_mistake_shows_its_own_image():
    first = plot_mistakes(DIGITS, TRUE, P).figure.axes[0]
    np.testing.assert_array_equal(first.images[0].get_array(), DIGITS[2])


def test_rows_of_pixels_probabilities_of_class_1_and_columns_are_understood():
    expected = titles(plot_mistakes(DIGITS, TRUE, P))
    rows = DIGITS.reshape(5, 64)
    assert titles(plot_mistakes(rows, TRUE[:, None], P[:, 1:])) == expected
    assert titles(plot_mistakes(rows, TRUE, P[:, 1], shape=(8, 8))) == expected


def test_class_numbers_have_no_sureness_and_come_in_order():
    assert titles(plot_mistakes(DIGITS, TRUE, P.argmax(axis=1))) == [
        f"says 1,\nis 0 (row {i})" for i in (1, 2, 4)
    ]


def test_no_more_than_asked_for_are_shown_and_the_title_says_so():
    picture = plot_mistakes(DIGITS, TRUE, P, count=2)
    assert len(titles(picture)) == 2
    assert picture.alt.startswith("3 of 5 are wrong; the 2 surest.")


def test_classes_may_have_names():
    assert "says dog, 80 %, is cat (row 2)" in plot_mistakes(DIGITS, TRUE, P, classes=["cat", "dog"]).alt


def test_no_mistake_is_a_picture_as_well():
    assert "No mistake among 5 examples" in plot_mistakes(DIGITS, P.argmax(axis=1), P).alt


@pytest.mark.parametrize(
    ("x", "options", "says"),
    [
        (DIGITS[:3], {}, "of one length"),
        (DIGITS, {"count": 13}, "count from 1 to 12"),
        (np.ones((5, 6)), {}, r"pass shape=\(height, width\)"),
    ],
)
def test_what_does_not_belong_together_is_refused(x, options, says):
    with pytest.raises(ValueError, match=says):
        plot_mistakes(x, TRUE, P, **options)
