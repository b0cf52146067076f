import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dlteach import functions

NAMES = ["l1_norm_loss", "l2_norm_loss", "mean_absolute_error", "mean_squared_error", "quadratic_cost"]
numbers = st.floats(-100, 100)


@st.composite
def pairs(draw):
    shape = draw(hnp.array_shapes(min_dims=1, max_dims=3, max_side=4))
    return [draw(hnp.arrays(np.float64, shape, elements=numbers)) for _ in range(2)]


def by_hand(name, y_true, y_pred):
    errors = (y_true - y_pred).ravel().tolist()
    absolute, squares = math.fsum(map(abs, errors)), math.fsum(e * e for e in errors)
    return {
        "l1_norm_loss": absolute,
        "l2_norm_loss": squares,
        "mean_absolute_error": absolute / len(errors),
        "mean_squared_error": squares / len(errors),
        "quadratic_cost": squares / 2 / len(y_true),
    }[name]


@pytest.mark.parametrize("name", NAMES)
@given(pair=pairs())
def test_losses_are_their_sums_written_out(name, pair):
    assert getattr(functions, name)(*pair) == pytest.approx(by_hand(name, *pair), rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("name", NAMES)
@given(pair=pairs())
def test_losses_do_not_care_which_is_which_and_gradients_change_sign(name, pair):
    loss, gradient = getattr(functions, name), getattr(functions, f"{name}_gradient")
    assert loss(*pair) == loss(*reversed(pair)) >= 0
    np.testing.assert_array_equal(gradient(*pair), -gradient(*reversed(pair)))


@pytest.mark.parametrize("name", NAMES)
@given(pair=pairs())
def test_a_perfect_prediction_costs_0_and_has_gradient_0(name, pair):
    y, _ = pair
    assert getattr(functions, name)(y, y) == 0
    assert not getattr(functions, f"{name}_gradient")(y, y).any()


@pytest.mark.parametrize("name", NAMES)
@given(pair=pairs())
def test_gradients_are_the_slopes_of_their_losses(difference_quotients, name, pair):
    y_true, y_pred = pair
    assume(np.abs(y_true - y_pred).min() > 0.01)  # |x| has no slope at 0
    slope = difference_quotients(lambda y_pred: getattr(functions, name)(y_true, y_pred), y_pred)
    gradient = getattr(functions, f"{name}_gradient")(y_true, y_pred)
    np.testing.assert_allclose(gradient, slope, rtol=1e-7, atol=1e-7)


@pytest.mark.parametrize("name", NAMES)
def test_a_loss_is_one_number(name):
    loss = getattr(functions, name)(np.ones((3, 2)), np.zeros((3, 2)))
    assert isinstance(loss, np.float64)


@pytest.mark.parametrize("name", [*NAMES, *(f"{name}_gradient" for name in NAMES)])
@pytest.mark.parametrize(
    ("true", "pred"), [((3, 1), (3,)), ((3,), (3, 1)), ((3,), (1,)), ((2, 3), (3,)), ((2,), (3,))]
)
def test_different_shapes_are_refused(name, true, pred):
    with pytest.raises(ValueError, match=f"{name}: expected y_true and y_pred of one shape"):
        getattr(functions, name)(np.ones(true), np.ones(pred))


@pytest.mark.parametrize("name", [*NAMES, *(f"{name}_gradient" for name in NAMES)])
def test_nothing_has_no_loss(name):
    with pytest.raises(ValueError, match="at least one entry in y_true and y_pred"):
        getattr(functions, name)(np.ones((0, 2)), np.ones((0, 2)))


@pytest.mark.parametrize("name", ["quadratic_cost", "quadratic_cost_gradient"])
def test_quadratic_cost_needs_an_axis_of_examples(name):
    with pytest.raises(ValueError, match=r"use \[y\] for one example"):
        getattr(functions, name)(1.0, 2.0)


@pytest.mark.parametrize("name", [*NAMES, *(f"{name}_gradient" for name in NAMES)])
def test_float64_targets_leave_float32_predictions_alone(name):
    result = getattr(functions, name)(np.ones(3), np.zeros(3, np.float32))
    assert result.dtype == np.float32


def test_pixel_differences_do_not_wrap():
    one, two = np.array([1], np.uint8), np.array([2], np.uint8)
    assert functions.mean_squared_error(one, two) == functions.l1_norm_loss(one, two) == 1
    assert functions.quadratic_cost_gradient(two, one) == -1


def test_an_outlier_counts_squared_in_l2_and_once_in_l1():
    targets, outlier = np.zeros(10), np.eye(10)[0] * 10
    assert functions.l1_norm_loss(targets, outlier) == 10
    assert functions.l2_norm_loss(targets, outlier) == 100
