import numpy as np
import pytest

from dlteach.figures import plot_cost_path, plot_surface, plot_surface_path

BOUNDS = ((-3, 3), (-2, 2))


def bowl(v, w):
    return v**2 + 4 * w**2


def parabola(w):
    return w**2


def descend(rate, steps, start=1.0):
    return start * (1 - 2 * rate) ** np.arange(steps + 1)


def cost_path(path):
    return plot_cost_path(parabola, {"descent": path}, (-3, 3), "Descent", "weight w", "cost J")


@pytest.mark.parametrize(
    "draw",
    [
        lambda: cost_path(descend(0.9, 5)),
        lambda: plot_surface_path(bowl, {"descent": [[2, 1], [1, 0.5], [0, 0]]}, BOUNDS, "A bowl", "v", "w"),
        lambda: plot_surface(bowl, BOUNDS, "A bowl", "v", "w", "cost"),
    ],
    ids=["cost path", "surface path", "surface"],
)
def test_the_same_data_give_the_same_bytes(draw):
    assert draw().png == draw().png


def test_the_path_on_a_cost_curve_is_told():
    assert cost_path([-2, -1, -0.5]).alt == (
        "Descent. Against weight w: cost J falls from 9 at -3 to 0 at 0, then rises to 9 at 3; "
        "descent: 2 steps from -2, cost 4, to -0.5, cost 0.25."
    )


def test_overshooting_is_told_as_changes_of_direction():
    assert cost_path(descend(0.9, 4)).alt.endswith("changing direction 3 times.")


def test_divergence_is_told_as_the_step_that_leaves_the_picture():
    assert "leaving the picture at step 7" in cost_path(descend(1.1, 20)).alt  # 1.2 ** 7 > 3


def test_a_path_that_overflows_can_still_be_drawn():
    picture = cost_path(descend(1e30, 8))
    assert "leaving the picture at step 1" in picture.alt
    assert "cost inf" in picture.alt
    assert picture.png


def test_a_path_that_is_not_finite_can_still_be_drawn():
    picture = cost_path([1, 2, np.inf, np.nan])
    assert "leaving the picture at step 2" in picture.alt
    assert picture.png


def test_the_picture_shows_the_chosen_weights_whatever_the_path_does():
    axes = cost_path(descend(1.1, 30)).figure.axes[0]
    assert axes.get_xlim() == (-3, 3)
    assert 9 < axes.get_ylim()[1] < 10


def test_the_path_on_a_surface_is_told():
    picture = plot_surface_path(bowl, {"descent": [[2, 1], [1, 0.5]]}, BOUNDS, "A bowl", "v", "w")
    assert picture.alt == (
        "A bowl. Over v and w: lowest 0 at (0, 0), highest 25 at (-3, -2); "
        "descent: 1 step from (2, 1), cost 8, to (1, 0.5), cost 2."
    )


def test_start_and_end_are_explained_once_however_many_paths_there_are():
    paths = {"one": [[2, 1], [1, 0]], "two": [[-2, 1], [-1, 0]]}
    picture = plot_surface_path(bowl, paths, BOUNDS, "A bowl", "v", "w")
    words = [text.get_text() for text in picture.figure.legends[0].get_texts()]
    assert words == ["one", "two", "start", "end"]


def test_a_surface_needs_no_path():
    assert plot_surface_path(bowl, {}, BOUNDS, "A bowl", "v", "w").figure.legends == []


def test_a_cost_of_scalars_is_enough():
    def fit(w, b):
        return float(np.mean((w * np.array([1.0, 2.0]) + b - np.array([3.0, 5.0])) ** 2))

    words = plot_surface(fit, ((0, 4), (-1, 3)), "A line's cost", "w", "b", "cost").alt
    assert "lowest 0 at (2, 1)" in words


def test_a_cost_with_infinite_places_leaves_holes():
    def barrier(v, w):
        return v**2 + w**2 if v < 2 else float("inf")

    picture = plot_surface_path(barrier, {}, BOUNDS, "A barrier", "v", "w")
    assert "lowest 0 at (0, 0), highest 13 at (-3, -2)" in picture.alt
    assert picture.png


def test_a_flat_cost_is_a_level_line_and_no_landscape():
    picture = plot_cost_path(lambda w: 5.0, {"descent": [1, 1]}, (-3, 3), "Flat", "w", "cost")
    assert "cost stays at 5 from -3 to 3" in picture.alt
    with pytest.raises(ValueError, match="same value nearly everywhere"):
        plot_surface(lambda v, w: 5.0, BOUNDS, "Flat", "v", "w", "cost")


def test_a_surface_is_drawn_in_space_and_as_contours():
    solid, flat = plot_surface(bowl, BOUNDS, "A bowl", "v", "w", "cost").figure.axes
    assert (solid.name, flat.name) == ("3d", "rectilinear")


def test_paths_of_the_wrong_shape_are_refused_by_name():
    with pytest.raises(ValueError, match=r"path 'descent' of shape \(steps \+ 1,\), got \(3, 2\)"):
        cost_path(np.ones((3, 2)))
    with pytest.raises(ValueError, match=r"path 'descent' of shape \(steps \+ 1, 2\), got \(3,\)"):
        plot_surface_path(bowl, {"descent": [1, 2, 3]}, BOUNDS, "A bowl", "v", "w")


def test_too_many_paths_are_refused():
    with pytest.raises(ValueError, match="at most 5 paths, got 6"):
        plot_surface_path(bowl, {str(i): [[0, 0]] for i in range(6)}, BOUNDS, "A bowl", "v", "w")
