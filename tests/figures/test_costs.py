"""What the pictures of lesson 01 show and say."""

import numpy as np
import pytest

from dlteach.figures.costs import plot_all_pairs, plot_error_squares, plot_valleys


def bowl(v, w):
    return (v - 1) ** 2 + (w - 2) ** 2


def gutter(v, w):
    return (v + w - 3) ** 2


def test_the_squares_have_the_sides_that_the_alt_text_says():
    picture = plot_error_squares({"A": [1, -2, 0], "B": [3]}, "Squares", "m")
    widths = [[patch.get_width() for patch in axes.patches] for axes in picture.figure.axes]
    assert widths == [[1, 2, 0], [3]]
    assert "A: sides 1, 2, 0, length 3, area 5; B: sides 3, length 3, area 9" in picture.alt


def test_squares_lie_side_by_side_and_are_square():
    axes = plot_error_squares({"A": [1, -2, 4]}, "Squares", "m").figure.axes[0]
    assert [patch.get_x() for patch in axes.patches] == [0, 1, 3]
    assert all(patch.get_width() == patch.get_height() for patch in axes.patches)
    assert axes.get_aspect() == 1


def test_a_perfect_prediction_still_makes_a_picture():
    assert "length 0, area 0" in plot_error_squares({"A": [1, 2], "perfect": [0, 0]}, "Squares", "m").alt


def test_the_table_holds_every_pair():
    picture = plot_all_pairs([1, 2, 5], [1, 4, 0], "All pairs")
    shown = [float(text.get_text()) for text in picture.figure.axes[0].texts]
    assert shown == np.subtract.outer([1, 2, 5], [1, 4, 0]).ravel().tolist()
    assert "on the diagonal: 0, -2, 5" in picture.alt


def test_a_gutter_and_a_bowl_are_told_apart():
    alt = plot_valleys({"one": gutter, "many": bowl}, (0, 3), "Valleys", "v", "w").alt
    assert "one: a gutter, its floor runs from (0, 3) to (3, 0)" in alt
    assert "many: a bowl, lowest 0 at (1, 2)" in alt


def test_a_bowl_whose_lowest_point_is_on_the_edge_is_no_gutter():
    alt = plot_valleys({"inside": bowl, "edge": lambda v, w: bowl(v + 1, w)}, (0, 3), "Valleys", "v", "w").alt
    assert "edge: a bowl, lowest 0 at (0, 2)" in alt


@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda: plot_error_squares({}, "Squares", "m"), "expected 1 to 3 predictions, got 0"),
        (lambda: plot_all_pairs([1, 2], [1], "Pairs"), "as many predictions, got 2 and 1"),
        (lambda: plot_all_pairs(range(9), range(9), "Pairs"), "expected 1 to 6 targets"),
        (lambda: plot_valleys({"one": bowl}, (0, 3), "Valleys", "v", "w"), "for one use plot_surface"),
    ],
)
def test_what_cannot_be_drawn_is_refused(draw, message):
    with pytest.raises(ValueError, match=message):
        draw()


def test_the_same_data_give_the_same_image():
    first, second = (plot_valleys({"one": gutter, "many": bowl}, (0, 3), "V", "v", "w").png for _ in range(2))
    assert first == second
