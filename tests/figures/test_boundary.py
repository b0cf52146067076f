"""The decision boundary: each class's land is where the model says it, and the words have its numbers."""

import numpy as np
import pytest

from dlteach import keras
from dlteach.figures import plot_decision_boundary

X = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])


def sigmoid_of_first(x):
    return 1 / (1 + np.exp(-3 * x[:, 0]))


def regions(picture):
    return picture.figure.axes[0].images[0].get_array()


def legend(picture):
    return [text.get_text() for text in picture.figure.legends[0].get_texts()]


def test_the_land_of_a_class_is_where_the_model_says_it():
    land = regions(plot_decision_boundary(sigmoid_of_first, X, [0, 0, 1, 1]))
    assert (land[:, :60] == 0).all()
    assert (land[:, 61:] == 1).all()


def test_points_on_the_wrong_side_are_ringed_and_counted():
    right = plot_decision_boundary(sigmoid_of_first, X, [0, 0, 1, 1])
    wrong = plot_decision_boundary(sigmoid_of_first, X, [0, 1, 1, 1])
    assert "wrong side" in legend(wrong) and "wrong side" not in legend(right)
    assert "4 points in 2 classes, 3 on the right side" in wrong.alt


def test_the_alt_text_tells_shares_and_the_line():
    assert plot_decision_boundary(sigmoid_of_first, X, [0, 0, 1, 1]).alt.endswith(
        "Of the picture class 0 has 50 %, class 1 50 %. "
        "The line p = 0.5 runs from 0 to 0 across and from -1.2 to 1.2 up."
    )


def test_a_circle_is_told_as_closed():
    alt = plot_decision_boundary(lambda x: 1 - np.hypot(*x.T), 1.5 * X, [0, 0, 0, 0]).alt
    assert "The line p = 0.5 is closed, from -0.5 to 0.5 across and from -0.5 to 0.5 up." in alt


def test_a_model_that_says_one_class_everywhere_has_no_line():
    alt = plot_decision_boundary(lambda x: np.full(len(x), 0.9), X, [0, 0, 1, 1]).alt
    assert alt.endswith("class 0 has 0 %, class 1 100 %. The line p = 0.5 is outside the picture.")


def test_models_of_every_kind_say_the_same():
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, "sigmoid")])
    kernel, bias = model.get_weights()
    by_hand = lambda x: 1 / (1 + np.exp(-(x @ kernel + bias)))  # noqa: E731

    class WithPredict:
        def predict(self, x):
            return by_hand(x)

    y = [0, 0, 1, 1]
    columns = lambda x: np.hstack([1 - by_hand(x), by_hand(x)])  # noqa: E731
    labels = lambda x: (by_hand(x) > 0.5).ravel().astype(int)  # noqa: E731
    expected = regions(plot_decision_boundary(by_hand, X, y))
    for other in (model, WithPredict(), columns, labels):
        np.testing.assert_array_equal(regions(plot_decision_boundary(other, X, y)), expected)


def test_several_classes_have_a_hatch_a_marker_and_borders():
    scores = np.array([[0.0, 2.0], [-2.0, -1.0], [2.0, -1.0]])
    picture = plot_decision_boundary(lambda x: x @ scores.T, scores, [0, 1, 2])
    assert legend(picture)[:6] == [*(f"class {k}" for k in range(3)), *(f"says class {k}" for k in range(3))]
    assert "3 on the right side" in picture.alt
    assert "The line two classes level runs" in picture.alt


@pytest.mark.parametrize(
    ("model", "x", "y", "says"),
    [
        (sigmoid_of_first, np.ones((4, 3)), [0] * 4, r"x of shape \(n, 2\), got \(4, 3\)"),
        (sigmoid_of_first, X, np.eye(4), "use y.argmax"),
        (sigmoid_of_first, X, [0, -1, 0, 1], "class numbers from 0"),
        (sigmoid_of_first, X, [0, 0.5, 0, 1], "class numbers from 0"),
        (lambda x: 0.5 * np.ones(3), X, [0, 0, 1, 1], "one row for each"),
        (lambda x: np.ones((len(x), 7)), X, [0, 0, 1, 1], "at most 6 classes, got 7"),
    ],
)
def test_what_cannot_be_drawn_is_refused(model, x, y, says):
    with pytest.raises(ValueError, match=says):
        plot_decision_boundary(model, x, y)
