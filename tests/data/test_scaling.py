"""Scaling: training statistics, the laws of mean and range, and what is refused."""

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from dlteach.data import MinMaxScaler, Standardizer, minmax_scale, standardize

# Six decimals: a spread below what float64 can tell from rounding has no scale worth testing.
tables = arrays(
    np.float64,
    array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=6),
    elements=st.integers(-(10**10), 10**10).map(lambda i: i / 1e6),
)
SCALERS = [Standardizer, MinMaxScaler]


@given(x=tables)
def test_standardized_columns_have_mean_0_and_deviation_1_or_are_constant(x):
    out = standardize(x)
    constant = (x == x[0]).all(axis=0)
    np.testing.assert_allclose(out.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(out.std(axis=0)[~constant], 1, rtol=1e-6)
    np.testing.assert_allclose(out[:, constant], 0, atol=1e-9)


@given(x=tables)
def test_minmax_columns_run_from_0_to_1_or_are_constant(x):
    out = minmax_scale(x)
    constant = (x == x[0]).all(axis=0)
    assert (out.min(axis=0) == 0).all()
    np.testing.assert_array_equal(out.max(axis=0), np.where(constant, 0, 1))


@given(x=tables, shift=st.floats(-100, 100), factor=st.floats(0.1, 10))
def test_units_do_not_matter(x, shift, factor):
    moved = factor * x + shift
    varied = (np.ptp(x, axis=0) > 1e-3) & (np.ptp(moved, axis=0) > 0)
    for scaled in (standardize, minmax_scale):
        np.testing.assert_allclose(scaled(moved)[:, varied], scaled(x)[:, varied], atol=1e-6)


def test_the_deviation_is_that_of_the_population():
    column = [1.0, 2.0, 4.0, 8.0]
    scaler = Standardizer().fit(np.array(column)[:, None])
    assert scaler.scale[0] == pytest.approx(statistics.pstdev(column))
    assert scaler.offset[0] == statistics.fmean(column)


@pytest.mark.parametrize("scaler", SCALERS)
def test_new_data_is_scaled_by_the_training_numbers(scaler):
    train, test = np.array([[0.0], [4.0]]), np.array([[8.0]])
    fitted = scaler().fit(train)
    expected = (8 - fitted.offset) / fitted.scale
    np.testing.assert_array_equal(fitted.transform(test)[0], expected)
    assert expected[0] != 0, "test data scaled by its own statistics would be 0"


@pytest.mark.parametrize("scaler", SCALERS)
@given(x=tables)
def test_the_inverse_gives_the_data_back(scaler, x):
    fitted = scaler().fit(x)
    np.testing.assert_allclose(
        fitted.inverse_transform(fitted.transform(x)), x, atol=1e-9 * (1 + abs(x).max())
    )


def test_a_constant_column_is_0_where_rounding_gives_it_a_spread():
    x = np.full((7, 1), 0.1)
    assert x.std() > 0, "the rounding that this test is about"
    np.testing.assert_allclose(standardize(x), 0, atol=1e-12)


def test_a_long_float32_column_keeps_its_type_and_its_mean():
    x = np.full((200_000, 2), 1000, np.float32) + np.random.default_rng(0).random((200_000, 2), np.float32)
    out = standardize(x)
    assert out.dtype == np.float32
    np.testing.assert_allclose(out.mean(axis=0, dtype=np.float64), 0, atol=1e-4)


@pytest.mark.parametrize("scale", [standardize, minmax_scale])
@pytest.mark.parametrize("dtype", [np.uint8, np.int64, bool])
def test_integers_become_float64_and_stay_as_they_were(scale, dtype):
    x = np.array([[0, 1], [1, 0]], dtype)
    before = x.copy()
    assert scale(x).dtype == np.float64
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("scaler", SCALERS)
@pytest.mark.parametrize(
    ("x", "error", "message"),
    [
        ([1.0, 2.0], ValueError, r"fit: expected x of shape \(n, d\), got \(2,\); use x\[None, :\]"),
        (np.ones((2, 2, 2)), ValueError, r"got \(2, 2, 2\)"),
        (np.ones((0, 2)), ValueError, r"at least one entry in x, got shape \(0, 2\)"),
        ([[1.0, 2.0], [np.nan, np.inf]], ValueError, r"x\[1, 0\] = nan and 1 more; drop or fill"),
        ([[1.0, "a"]], TypeError, "real numbers"),
        (np.array([[1, None]]), TypeError, "object"),
        ([[1], [2, 3]], ValueError, "rows of equal length"),
    ],
)
def test_bad_data_is_refused(scaler, x, error, message):
    with pytest.raises(error, match=message) as caught:
        scaler().fit(x)
    assert scaler.__name__ in str(caught.value)


@pytest.mark.parametrize("scaler", SCALERS)
def test_a_transform_needs_a_fit_on_as_many_columns(scaler):
    with pytest.raises(ValueError, match=r"call fit\(x_train\) first"):
        scaler().transform([[1.0]])
    with pytest.raises(ValueError, match=r"expected 2 columns as in fit, got shape \(1, 3\)"):
        scaler().fit([[1.0, 2.0]]).transform([[1.0, 2.0, 3.0]])


def test_new_data_is_scaled_by_the_training_data():
    rng = np.random.default_rng(0)
    x_train, x = rng.normal(3, 2, size=(9, 4)), rng.normal(size=(5, 4))
    np.testing.assert_allclose(standardize(x, x_train), Standardizer().fit(x_train).transform(x))
    np.testing.assert_allclose(standardize(x_train, x_train), standardize(x_train))
