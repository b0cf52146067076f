import matplotlib.pyplot as plt
import numpy as np
import pytest

from dlteach.figures.descent import plot_epochs, plot_rates, plot_slopes
from dlteach.functions import gradient_descent


def bowl(w):
    return w**2


def bowl_slope(w):
    return 2 * w


def slopes(points=(-1.0, 0.0, 2.0)):
    return plot_slopes(bowl, bowl_slope, points, (-3, 3), "Slopes", "weight w", "cost J")


def rates(*values):
    paths = {f"rate {v}": gradient_descent(bowl_slope, 2.0, v, 3) for v in values}
    return plot_rates(bowl, paths, (-3, 3), "Rates", "weight w", "cost J")


def epochs():
    return plot_epochs([[[3, 0], [2, 1], [4]], [[1, 4], [0, 2], [3]]], "Two epochs")


@pytest.mark.parametrize("draw", [slopes, lambda: rates(0.1, 1.1), epochs], ids=["slopes", "rates", "epochs"])
def test_the_same_data_give_the_same_bytes_and_leave_pyplot_alone(draw):
    assert draw().png == draw().png
    assert plt.get_fignums() == []


def test_the_alt_text_sends_us_against_the_slope():
    assert slopes().alt.endswith(
        "at -1 slope -2, a step to the right; at 0 slope 0, no step; at 2 slope 4, a step to the left."
    )


def test_every_tangent_touches_its_point_with_its_slope():
    tangents = [line for line in slopes().figure.axes[0].lines if line.get_linewidth() == 3]
    for point, line in zip((-1.0, 0.0, 2.0), tangents):
        x, y = line.get_data()
        assert np.interp(point, x, y) == pytest.approx(bowl(point))
        assert (y[1] - y[0]) / (x[1] - x[0]) == pytest.approx(bowl_slope(point))


def test_the_alt_text_says_which_rate_overshoots_and_which_leaves():
    small, overshooting, diverging = rates(0.1, 0.9, 1.2).alt.split("; ")
    assert "changing direction" not in small and "leaving" not in small
    assert "changing direction 2 times" in overshooting and "leaving" not in overshooting
    assert "leaving the picture at step 2" in diverging


@pytest.mark.parametrize("count", [1, 5])
def test_rates_that_do_not_fit_side_by_side_are_refused(count):
    with pytest.raises(ValueError, match=f"expected 2 to 4 paths, got {count}"):
        rates(*np.linspace(0.1, 0.9, count))


def test_epochs_count_their_steps_and_rows():
    assert epochs().alt == (
        "Two epochs. Rows against steps: "
        "epoch 1 is 3 steps with 2, 2, 1 rows; epoch 2 is 3 steps with 2, 2, 1 rows."
    )
    assert len(epochs().figure.axes[0].patches) == 10, "one mark for each row of each epoch"
