import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dlteach.functions import (
    fans,
    glorot_limit,
    he_stddev,
    lecun_stddev,
    scaled_variance,
    truncated_normal_stddev,
    uniform_limit,
)

SIZES = st.integers(1, 500)


@given(SIZES, SIZES)
def test_a_matrix_has_its_rows_coming_in_and_its_columns_going_out(d_in, d_out):
    assert fans((d_in, d_out)) == (d_in, d_out)


@given(st.integers(1, 7), st.integers(1, 7), SIZES, SIZES)
def test_a_convolution_counts_every_place_of_its_window(height, width, c_in, c_out):
    assert fans((height, width, c_in, c_out)) == (height * width * c_in, height * width * c_out)


@pytest.mark.parametrize(("shape", "size"), [((), 1), ((7,), 7)])
def test_what_has_no_two_axes_counts_all_entries_twice(shape, size):
    assert fans(shape) == (size, size)


def test_named_axes_count_instead_of_the_usual_ones():
    assert fans((32, 4, 16), input_axes=[0], output_axes=[1, 2]) == (32, 64)


@given(SIZES, SIZES)
def test_glorot_keeps_the_mean_of_both_variances(fan_in, fan_out):
    variance = stats.uniform(-glorot_limit(fan_in, fan_out), 2 * glorot_limit(fan_in, fan_out)).var()
    assert variance == pytest.approx(2 / (fan_in + fan_out))


@given(SIZES)
def test_he_has_twice_the_variance_of_lecun(fan_in):
    assert he_stddev(fan_in) ** 2 == pytest.approx(2 * lecun_stddev(fan_in) ** 2)
    assert lecun_stddev(fan_in) ** 2 * fan_in == pytest.approx(1)


@given(st.floats(1e-6, 1e6))
def test_the_spread_after_the_cut_is_the_one_asked_for(variance):
    stddev, limit = truncated_normal_stddev(variance), uniform_limit(variance)
    assert stats.truncnorm(-2, 2, scale=stddev).var() == pytest.approx(variance)
    assert stats.uniform(-limit, 2 * limit).var() == pytest.approx(variance)


def test_a_layer_without_inputs_counts_as_one_with_one():
    assert scaled_variance(0, 0) == 1


def test_an_unknown_mode_is_refused():
    with pytest.raises(ValueError, match="expected mode to be one of"):
        scaled_variance(1, 1, mode="fan")


@pytest.mark.parametrize("variance", [0, -1, np.inf, np.nan])
def test_a_variance_is_positive_and_finite(variance):
    with pytest.raises(ValueError, match="variance: expected one positive number"):
        uniform_limit(variance)
