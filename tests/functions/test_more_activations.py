"""The activations beyond the course's five: against mpmath, difference quotients and their definitions."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from dlteach import functions as f
from dlteach.functions import exponential_units

POINTS = [-1e4, -745.0, -37.5, -20.0, -5.0, -1.0, -1e-3, 0.3, 2.0, 19.5, 37.5, 700.0, 1e4]


def softplus(z):
    return mpmath.log1p(mpmath.exp(z))


def normal_cdf(z):
    return mpmath.erfc(-z / mpmath.sqrt(2)) / 2


EXACT = {
    "elu": lambda z: z if z > 0 else mpmath.expm1(z),
    "selu": lambda z: (
        exponential_units.SELU_SCALE * (z if z > 0 else exponential_units.SELU_ALPHA * mpmath.expm1(z))
    ),
    "celu": lambda z: z if z > 0 else mpmath.expm1(z),
    "softplus": softplus,
    "log_sigmoid": lambda z: -softplus(-z),
    "softsign": lambda z: z / (1 + abs(z)),
    "squareplus": lambda z: (z + mpmath.sqrt(z * z + 4)) / 2,
    "silu": lambda z: z / (1 + mpmath.exp(-z)),
    "mish": lambda z: z * mpmath.tanh(softplus(z)),
    "gelu": lambda z: z * normal_cdf(z),
}
KINKS = [-6.0, -3.0, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0, 6.0]
WITH_SLOPE = [
    *EXACT,
    *["hard_sigmoid", "hard_silu", "hard_tanh", "sparse_sigmoid", "sparse_plus", "relu6", "rectifier"],
    *["hard_shrink", "soft_shrink", "tanh_shrink", "erf"],
]


@pytest.mark.parametrize("name", EXACT)
def test_smooth_activations_have_14_right_digits_everywhere(name):
    with mpmath.workdps(60):
        expected = [float(EXACT[name](mpmath.mpf(z))) for z in POINTS]
    # Far out the normal distribution falls so fast that the last digit of z / √2 changes its last three.
    rtol = 2e-12 if name == "gelu" else 2e-14
    np.testing.assert_allclose(getattr(f, name)(POINTS), expected, rtol=rtol, atol=1e-300)


@given(
    st.floats(-8, 8).filter(lambda z: min(abs(z - kink) for kink in KINKS) > 0.01),
    st.sampled_from(WITH_SLOPE),
)
def test_each_derivative_is_the_slope_of_its_activation(difference_quotients, z, name):
    slope = difference_quotients(getattr(f, name), z)
    np.testing.assert_allclose(getattr(f, f"{name}_derivative")(z), slope, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("elu", (0.5,)),
        ("celu", (2.0,)),
        ("squareplus", (0.1,)),
        ("gelu", (True,)),
        ("threshold", (1.25, -3.0)),
        ("hard_shrink", (1.3,)),
        ("soft_shrink", (1.3,)),
        ("rectifier", (0.3, 2.0, 0.7)),
    ],
)
def test_parameters_change_the_value_and_the_slope_alike(difference_quotients, name, parameters):
    z = np.array([-4.1, -1.4, -0.2, 0.4, 0.9, 1.6, 4.1])
    slope = difference_quotients(lambda x: getattr(f, name)(x, *parameters).sum(), z)
    np.testing.assert_allclose(getattr(f, f"{name}_derivative")(z, *parameters), slope, rtol=1e-7, atol=1e-9)


def test_the_tanh_form_of_gelu_is_near_the_exact_one():
    z = np.linspace(-5, 5, 1001)
    assert np.abs(f.gelu(z, approximate=True) - f.gelu(z)).max() < 1e-3


def test_squareplus_without_a_bend_is_relu():
    np.testing.assert_array_equal(f.squareplus([-2.0, 0.0, 3.0], 0), [0, 0, 3])


def test_squareplus_refuses_a_negative_b():
    with pytest.raises(ValueError, match="squareplus: expected b of at least 0, got -1"):
        f.squareplus(1.0, -1)


def test_the_rectifier_is_relu_leaky_relu_and_relu6():
    z = np.array([-3.0, 0.0, 2.0, 8.0])
    np.testing.assert_array_equal(f.rectifier(z), f.relu(z))
    np.testing.assert_array_equal(f.rectifier(z, 0.2), f.leaky_relu(z, 0.2))
    np.testing.assert_array_equal(f.rectifier(z, max_value=6), f.relu6(z))


def test_a_gate_that_is_open_lets_all_through_and_one_that_is_shut_nothing():
    np.testing.assert_array_equal(f.glu([[3.0, 5.0, 1e4, -1e4]]), [[3, 0]])


def test_glu_refuses_an_odd_axis():
    with pytest.raises(ValueError, match="divisible by 2"):
        f.glu([[1.0, 2.0, 3.0]])


def test_the_gradients_of_glu_and_sparsemax_are_their_slopes(difference_quotients):
    z, g = np.array([[0.3, -1.0, 2.0, 0.7]]), np.array([[1.0, -2.0, 0.5, 3.0]])
    slope = difference_quotients(lambda x: (g[:, :2] * f.glu(x)).sum(), z)
    np.testing.assert_allclose(f.glu_gradient(g[:, :2], z), slope, rtol=1e-8)
    slope = difference_quotients(lambda x: (g * f.sparsemax(x)).sum(), z)
    np.testing.assert_allclose(f.sparsemax_gradient(g, z), slope, atol=1e-9)


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=8))
def test_sparsemax_is_the_nearest_distribution(z):
    p = f.sparsemax(z)
    assert p.sum() == pytest.approx(1)
    assert (p >= 0).all()
    # Karush, Kuhn and Tucker: where p is above 0 the distance to z is the same, elsewhere z is further below.
    distance = np.asarray(z) - p
    tau = distance[p > 0].max()
    np.testing.assert_allclose(distance[p > 0], tau, atol=1e-9)
    assert (distance[p == 0] <= tau + 1e-9).all()


def test_sparsemax_works_along_any_axis():
    z = np.arange(24.0).reshape(2, 3, 4) % 5
    moved = np.moveaxis(f.sparsemax(np.moveaxis(z, 1, -1)), -1, 1)
    np.testing.assert_allclose(f.sparsemax(z, axis=1), moved)


def test_erf_and_its_relatives_agree_with_scipy():
    x = np.concatenate([np.linspace(-6, 6, 241), [-1e4, 1e4]])
    np.testing.assert_allclose(f.erf(x), special.erf(x), rtol=1e-14)
    np.testing.assert_allclose(f.erfc(x), special.erfc(x), rtol=1e-13)
    y = np.concatenate([np.linspace(-0.999, 0.999, 201), [1e-300, 1 - 1e-15, -1 + 1e-12, 1, -1, 2]])
    np.testing.assert_allclose(f.erfinv(y), special.erfinv(y), rtol=1e-13, atol=1e-300)


@given(st.floats(-0.99, 0.99))
def test_erfinv_undoes_erf(y):
    assert f.erf(f.erfinv(y)) == pytest.approx(y, abs=1e-14)


def test_the_slope_of_erfinv(difference_quotients):
    y = np.array([-0.9, 0.1, 0.6])
    slope = difference_quotients(lambda x: f.erfinv(x).sum(), y)
    np.testing.assert_allclose(f.erfinv_derivative(y), slope, rtol=1e-6)


def test_logsumexp_is_scipys_also_without_a_finite_entry():
    z = np.array([[1e4, 1e4], [-np.inf, -np.inf], [0.0, np.inf]])
    with np.errstate(divide="ignore"):
        np.testing.assert_allclose(f.logsumexp(z, axis=1), special.logsumexp(z, axis=1))


def test_the_gradient_of_logsumexp_is_the_softmax():
    z = np.array([[0.3, -1.0], [2.0, 0.7]])
    np.testing.assert_allclose(f.logsumexp_gradient(1.0, z), special.softmax(z))
    np.testing.assert_allclose(f.logsumexp_gradient(np.ones((2, 1)), z, axis=1), special.softmax(z, axis=1))
