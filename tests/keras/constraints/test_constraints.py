import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from dlteach.keras import Variable, constraints

WEIGHTS = arrays(np.float64, array_shapes(min_dims=2, max_dims=3, max_side=4), elements=st.floats(-10, 10))


def lengths(w, axis=0):
    return np.sqrt(np.sum(w**2, axis=axis))


@given(WEIGHTS)
def test_max_norm_shortens_what_is_too_long_and_leaves_the_rest(w):
    out = constraints.MaxNorm(2.0)(w)
    assert np.all(lengths(out) <= 2 + 1e-9)
    inside = lengths(w) <= 2
    np.testing.assert_allclose(out[:, inside], w[:, inside], atol=2e-7)


@given(WEIGHTS)
def test_unit_norm_makes_every_vector_one_long(w):
    out = constraints.UnitNorm()(w)
    real = lengths(w) > 1e-3
    np.testing.assert_allclose(lengths(out)[real], 1, rtol=2e-4)


@given(WEIGHTS)
def test_min_max_norm_brings_lengths_between_its_bounds(w):
    out = lengths(constraints.MinMaxNorm(0.5, 1.5)(w))[lengths(w) > 1e-3]
    assert np.all((out > 0.499) & (out < 1.501))


@given(WEIGHTS, st.floats(0, 1))
def test_the_rate_is_how_far_a_vector_is_brought(w, rate):
    part = constraints.MinMaxNorm(0.5, 1.5, rate=rate)(w)
    whole = constraints.MinMaxNorm(0.5, 1.5)(w)
    kept = w * (lengths(w) / (lengths(w) + 1e-7))
    np.testing.assert_allclose(part, rate * whole + (1 - rate) * kept, atol=1e-5)


@given(WEIGHTS)
def test_non_neg_raises_negative_numbers_to_zero(w):
    np.testing.assert_array_equal(constraints.NonNeg()(w), np.where(w < 0, 0, w))


def test_a_list_of_axes_counts_them_together():
    w = np.ones((2, 2, 3))
    np.testing.assert_allclose(lengths(constraints.UnitNorm(axis=[0, 1])(w), (0, 1)), 1, rtol=1e-6)


def test_a_variable_is_constrained_in_its_own_type():
    assert constraints.MaxNorm()(Variable([[3.0], [4.0]])).dtype == np.float32


@pytest.mark.parametrize("name", sorted(constraints.ALL_OBJECTS_DICT))
def test_a_constraint_comes_back_from_its_configuration(name):
    constraint = constraints.get(name)
    again = constraints.deserialize(constraints.serialize(constraint))
    assert type(again) is type(constraint)
    assert again.get_config() == constraint.get_config()
