"""Dropout by its law: how much is dropped, how independently, and what becomes of the mean."""

import numpy as np
import pytest

from dlteach.functions import dropout_backward, dropout_forward, numerical_gradient

ONES = np.ones((300, 200))


@pytest.mark.parametrize("rate", [0.0, 0.1, 0.3, 0.5, 0.9])
def test_as_much_is_dropped_as_the_rate_says_and_the_mean_stays(rate):
    y, mask = dropout_forward(ONES, rate, np.random.default_rng(1))
    error = np.sqrt(rate * (1 - rate) / ONES.size)
    assert abs((mask == 0).mean() - rate) <= 5 * error
    assert abs(y.mean() - 1) <= 5 * error / (1 - rate)
    np.testing.assert_allclose(y[mask == 1], 1 / (1 - rate))
    np.testing.assert_array_equal(y[mask == 0], 0)


@pytest.mark.parametrize("axis", [0, 1])
def test_each_number_has_its_own_coin(axis):
    _, mask = dropout_forward(ONES, 0.3, np.random.default_rng(2))
    spread = mask.mean(axis=axis).var() / (0.3 * 0.7 / mask.shape[axis])
    assert 0.5 < spread < 1.6, "rows or columns share a mask"


def test_nothing_is_dropped_or_drawn_when_the_model_is_used():
    rng = np.random.default_rng(3)
    before = rng.bit_generator.state
    y, mask = dropout_forward([[1, -2]], 0.5, rng, training=False)
    np.testing.assert_array_equal(y, [[1.0, -2.0]])
    np.testing.assert_array_equal(mask, 1)
    assert rng.bit_generator.state == before


def test_the_gradient_goes_where_the_signal_went():
    x, g = np.random.default_rng(4).normal(size=(2, 3, 4))
    _, mask = dropout_forward(x, 0.3, np.random.default_rng(5))

    def cost(x):
        return np.sum(g * dropout_forward(x, 0.3, np.random.default_rng(5))[0])

    np.testing.assert_allclose(dropout_backward(g, mask, 0.3), numerical_gradient(cost, x), atol=1e-8)


@pytest.mark.parametrize("rate", [-0.1, 1, 1.5, np.nan])
def test_a_rate_that_leaves_nothing_is_refused(rate):
    with pytest.raises(ValueError, match="rate"):
        dropout_forward(ONES, rate, np.random.default_rng(0))
    with pytest.raises(ValueError, match="rate"):
        dropout_backward(ONES, ONES, rate)


def test_a_mask_of_another_shape_is_refused():
    with pytest.raises(ValueError, match=r"mask of the shape of grad_output, \(300, 200\), got \(200,\)"):
        dropout_backward(ONES, ONES[0], 0.5)
