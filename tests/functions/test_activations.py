import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dlteach import functions
from dlteach.functions import (
    ACTIVATIONS,
    dead_fraction,
    leaky_relu,
    leaky_relu_derivative,
    relu,
    relu_derivative,
    sigmoid,
    sigmoid_derivative,
    tanh,
    tanh_derivative,
)

POINTS = [-1e4, -745.0, -700.0, -37.5, -20.0, -1.0, -1e-8, 0.0, 1e-8, 0.3, 2.0, 19.5, 37.5, 700.0, 1e4]
finite = st.floats(-1e4, 1e4)

EXACT = {
    sigmoid: lambda z: 1 / (1 + mpmath.exp(-z)),
    sigmoid_derivative: lambda z: mpmath.exp(-z) / (1 + mpmath.exp(-z)) ** 2,
    tanh: mpmath.tanh,
    tanh_derivative: lambda z: mpmath.sech(z) ** 2,
}


@pytest.mark.parametrize("function", EXACT, ids=lambda function: function.__name__)
def test_smooth_activations_have_15_right_digits_everywhere(function):
    with mpmath.workdps(50):
        expected = [float(EXACT[function](mpmath.mpf(z))) for z in POINTS]
    np.testing.assert_allclose(function(POINTS), expected, rtol=2e-15, atol=1e-323)


def test_a_tiny_sigmoid_is_not_lost():
    np.testing.assert_allclose(sigmoid(-700.0), np.exp(-700.0), rtol=1e-15)


@given(finite)
def test_sigmoid_and_its_mirror_add_up_to_1(z):
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1, abs=1e-15)


@given(finite)
def test_tanh_is_a_stretched_sigmoid(z):
    assert tanh(z) == pytest.approx(2 * sigmoid(2 * z) - 1, abs=1e-15)


@given(finite, finite)
def test_activations_never_fall(one, other):
    low, high = sorted([one, other])
    for name, (f, _) in ACTIVATIONS.items():
        assert f(low) <= f(high), name


def test_slopes_peak_where_the_lesson_says():
    z = np.linspace(-5, 5, 1001)
    assert sigmoid_derivative(z).max() == sigmoid_derivative(0.0) == 0.25
    assert tanh_derivative(z).max() == tanh_derivative(0.0) == 1.0


@given(finite.filter(lambda z: abs(z) > 0.01), st.sampled_from(sorted(ACTIVATIONS)))
def test_each_derivative_is_the_slope_of_its_activation(difference_quotients, z, name):
    f, derivative = ACTIVATIONS[name]
    np.testing.assert_allclose(derivative(z), difference_quotients(f, z), rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("slope", [0.4, 0.0, -1.0, 2.0])
def test_leaky_relu_takes_any_slope(slope):
    np.testing.assert_array_equal(leaky_relu([-2.0, 0.0, 3.0], slope), [-2 * slope, 0, 3])
    np.testing.assert_array_equal(leaky_relu_derivative([-2.0, 0.0, 3.0], slope), [slope, slope, 1])


def test_a_numpy_slope_leaves_float32_alone():
    z = np.ones(2, np.float32)
    assert (
        leaky_relu(z, np.float64(0.1)).dtype == leaky_relu_derivative(z, np.float64(0.1)).dtype == np.float32
    )


def test_relu_has_slope_0_at_0():
    assert relu_derivative(0.0) == 0
    np.testing.assert_array_equal(relu([-1.0, 0.0, 2.0]), [0, 0, 2])


@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
@given(z=hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, min_side=0), elements=finite))
def test_every_shape_is_kept(name, z):
    for f in ACTIVATIONS[name]:
        assert np.shape(f(z)) == z.shape


@pytest.mark.parametrize("name", ["linear", "sigmoid", "tanh", "relu", "leaky_relu"])
def test_nan_stays_visible(name):
    assert np.isnan(ACTIVATIONS[name][0](np.nan))


@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
def test_the_result_is_a_new_array(name):
    z = np.ones(3)
    assert not np.shares_memory(ACTIVATIONS[name][0](z), z)


@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
def test_the_table_holds_the_functions_of_that_name(name):
    assert ACTIVATIONS[name] == (getattr(functions, name), getattr(functions, f"{name}_derivative"))


@given(hnp.arrays(np.float64, hnp.array_shapes(min_dims=2, max_dims=2), elements=st.sampled_from([0.0, 1.0])))
def test_a_unit_is_dead_when_no_example_wakes_it(activations):
    silent = [all(value <= 0 for value in column) for column in activations.T]
    assert dead_fraction(activations) == sum(silent) / len(silent)


@pytest.mark.parametrize("shape", [(0, 3), (3, 0)])
def test_dead_fraction_of_nothing_is_refused(shape):
    with pytest.raises(ValueError, match="dead_fraction: expected at least one entry in activations"):
        dead_fraction(np.zeros(shape))


def test_one_row_of_activations_is_no_layer():
    with pytest.raises(ValueError, match=r"use activations\[None, :\] for one example"):
        dead_fraction([0.0, 1.0])


@pytest.mark.parametrize(
    ("function", "derivative", "slope"),
    [
        (functions.sigmoid, functions.sigmoid_derivative, functions.sigmoid_slope),
        (functions.tanh, functions.tanh_derivative, functions.tanh_slope),
    ],
)
def test_a_slope_from_the_output_is_the_derivative(function, derivative, slope):
    z = np.linspace(-15, 15, 301)
    np.testing.assert_allclose(slope(function(z)), derivative(z), rtol=1e-6, atol=1e-12)
