import numpy as np
import pytest

from dlteach.figures import plot_bars, plot_curves, plot_points

X = np.linspace(0, 4, 5)
CURVES = {"training": [5, 3, 2, 1, 0.5], "validation": [5, 4, 2, 3, 4]}


def two_curves(**options):
    return plot_curves(X, CURVES, "Cost while training", "epoch", "cost (nats)", **options)


def legend_words(picture):
    return [text.get_text() for legend in picture.figure.legends for text in legend.get_texts()]


@pytest.mark.parametrize(
    "draw",
    [
        two_curves,
        lambda: plot_points({"cats": (X, X)}, "Animals", "weight (kg)", "height (m)", lines={"fit": (X, X)}),
        lambda: plot_bars(["a", "b"], {"before": [1, 2], "after": [2, 1]}, "Two", "letter", "count"),
    ],
    ids=["curves", "points", "bars"],
)
def test_the_same_data_give_the_same_bytes_and_the_same_words(draw):
    assert draw().png == draw().png
    assert draw().alt == draw().alt


def test_the_alt_text_tells_every_curve():
    assert two_curves().alt == (
        "Cost while training. 2 curves of cost (nats) against epoch: training falls from 5 at 0 to 0.5 at 4; "
        "validation falls from 5 at 0 to 2 at 2, then rises to 4 at 4."
    )


def test_the_authors_own_alt_text_goes_first():
    assert (
        two_curves(alt="The validation cost turns at epoch 2.").alt == "The validation cost turns at epoch 2."
    )


def test_marks_and_the_logarithmic_scale_are_told_and_drawn():
    picture = two_curves(log=True, mark={"stop here": (2, 2)})
    assert "logarithmic scale" in picture.alt
    assert picture.alt.endswith("marked stop here at 2, 2.")
    assert picture.figure.axes[0].get_yscale() == "log"
    assert [text.get_text() for text in picture.figure.axes[0].texts] == ["stop here"]


def test_curves_differ_in_line_style_as_well_as_in_colour():
    lines = two_curves().figure.axes[0].get_lines()
    assert len({line.get_color() for line in lines}) == len({line.get_linestyle() for line in lines}) == 2


def test_the_legend_stands_outside_the_data_and_only_where_there_is_a_choice():
    assert legend_words(two_curves()) == ["training", "validation"]
    assert two_curves().figure.axes[0].get_legend() is None
    assert legend_words(plot_curves(X, {"J": X}, "A line", "w", "J")) == []


def test_a_curve_that_diverges_leaves_a_gap_and_is_told():
    picture = plot_curves(X, {"w": [1, 2, np.inf, np.nan, np.nan]}, "Divergence", "step", "weight")
    assert picture.alt.endswith("w rises from 1 at 0 to 2 at 1, is not finite from 2 on.")
    assert np.isnan(picture.figure.axes[0].get_lines()[0].get_ydata()[2:]).all()
    assert picture.png


def test_inputs_stay_as_they_are():
    y = np.array([1.0, np.inf, 3.0, 4.0, 5.0])
    before = y.copy()
    _ = plot_curves(X, {"y": y}, "A curve", "x", "y").png
    np.testing.assert_array_equal(y, before)


@pytest.mark.parametrize("missing", ["title", "xlabel", "ylabel"])
def test_missing_words_are_refused(missing):
    words = {"title": "A line", "xlabel": "x", "ylabel": "y"} | {missing: ""}
    with pytest.raises(ValueError, match="axes 0 has no"):
        plot_curves(X, {"a": X}, **words)


def test_a_curve_of_another_length_is_refused_by_name():
    with pytest.raises(
        ValueError, match=r"'cost': expected one y for each x, got x of shape \(5,\) and y of shape \(3,\)"
    ):
        plot_curves(X, {"cost": [1, 2, 3]}, "Cost", "step", "cost")


def test_a_column_is_refused_with_the_likely_fix():
    with pytest.raises(ValueError, match=r"use y\.ravel\(\)"):
        plot_curves(X, {"cost": X[:, None]}, "Cost", "step", "cost")


@pytest.mark.parametrize("count", [0, 7])
def test_more_curves_than_can_be_told_apart_are_refused(count):
    with pytest.raises(ValueError, match=f"expected 1 to 6 curves, got {count}"):
        plot_curves(X, {str(i): X for i in range(count)}, "Many", "x", "y")


def test_points_are_counted_and_their_lines_described():
    picture = plot_points(
        {"cats": (X, X + 1), "a dog": ([2], [-1])},
        "Animals",
        "weight (kg)",
        "height (m)",
        lines={"fit": (X, 2 * X)},
    )
    assert picture.alt == (
        "Animals. Points of height (m) against weight (kg): "
        "cats, 5 points from 0 to 4 across and from 1 to 5 up; "
        "a dog, 1 point from 2 to 2 across and from -1 to -1 up; fit rises from 0 at 0 to 8 at 4."
    )
    assert legend_words(picture) == ["cats", "a dog", "fit"]


def test_groups_of_points_differ_in_marker_as_well_as_in_colour():
    groups = plot_points({"cats": (X, X), "dogs": (X, -X)}, "Animals", "kg", "m").figure.axes[0].collections
    assert len({tuple(map(tuple, group.get_paths()[0].vertices)) for group in groups}) == 2


def test_bars_are_listed_by_name():
    picture = plot_bars(
        ["sunny", "rainy"], {"seen": [0.6, 0.4], "said": [0.5, -0.5]}, "Weather", "sky", "share"
    )
    assert picture.alt == (
        "Weather. Bars of share by sky: seen: sunny 0.6, rainy 0.4; said: sunny 0.5, rainy -0.5."
    )
    assert [text.get_text() for text in picture.figure.axes[0].texts] == ["0.6", "0.4", "0.5", "-0.5"]


def test_series_of_bars_differ_in_hatch_as_well_as_in_colour():
    picture = plot_bars(["a"], {"before": [1], "after": [2]}, "Two bars", "letter", "count")
    assert len({bar.get_hatch() for bar in picture.figure.axes[0].patches}) == 2


def test_bars_need_a_value_for_each_label():
    with pytest.raises(ValueError, match="'values': expected one y for each x"):
        plot_bars(["a", "b"], [1, 2, 3], "Bars", "letter", "count")
