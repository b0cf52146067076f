"""Pictures of cross-entropy tell in words what they show."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from dlteach.figures.entropies import plot_belief_cost, plot_saturation
from dlteach.functions import numerical_gradient, sigmoid


@pytest.mark.parametrize("p", [0.3, 0.6])
def test_the_cheapest_belief_is_the_truth(p):
    cost, floor = plot_belief_cost("sunny", p, 0.9).figure.axes[0].lines
    assert cost.get_xdata()[np.argmin(cost.get_ydata())] == pytest.approx(p)
    assert cost.get_ydata().min() == pytest.approx(floor.get_ydata()[0]), (
        "the curve does not touch the entropy"
    )


def test_the_alt_text_tells_the_gap():
    gap = 0.6 * np.log(0.6 / 0.9) + 0.4 * np.log(0.4 / 0.1)
    assert f"{gap:.3f} nats at a belief of 0.9" in plot_belief_cost("sunny", 0.6, 0.9).alt


def test_each_slope_is_the_derivative_of_the_cost_beside_it():
    costs, slopes = plot_saturation().figure.axes
    z = costs.lines[0].get_xdata()
    curves = {
        "quadratic": lambda z: np.sum((sigmoid(z) - 1) ** 2 / 2),
        "log loss": lambda z: np.sum(-np.log(sigmoid(z))),
    }
    for cost, slope in zip(costs.lines, slopes.lines):
        f = curves[cost.get_label()]
        assert_allclose(cost.get_ydata(), [f(one) for one in z], atol=1e-9)
        assert_allclose(slope.get_ydata(), numerical_gradient(f, z), atol=1e-6, err_msg=cost.get_label())


def test_at_a_certain_wrong_answer_only_the_cross_entropy_has_a_slope():
    quadratic, cross_entropy = plot_saturation().figure.axes[1].lines
    assert abs(quadratic.get_ydata()[0]) < 1e-3
    assert cross_entropy.get_ydata()[0] < -0.99
