import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special

from dlteach.functions import (
    binary_cross_entropy,
    binary_cross_entropy_from_logits,
    binary_cross_entropy_from_logits_gradient,
    binary_cross_entropy_gradient,
    categorical_cross_entropy,
    categorical_cross_entropy_gradient,
    one_hot,
    sigmoid,
    sparse_categorical_cross_entropy,
    sparse_categorical_cross_entropy_gradient,
)

inner = st.floats(0.05, 0.95)
BINARY = [binary_cross_entropy, binary_cross_entropy_gradient]
FROM_LOGITS = [binary_cross_entropy_from_logits, binary_cross_entropy_from_logits_gradient]
CATEGORICAL = [categorical_cross_entropy, categorical_cross_entropy_gradient]
SPARSE = [sparse_categorical_cross_entropy, sparse_categorical_cross_entropy_gradient]
EVERY_COST = [BINARY[0], FROM_LOGITS[0], CATEGORICAL[0], SPARSE[0]]


@st.composite
def binary(draw, second=inner):
    shape = draw(hnp.array_shapes(min_dims=1, max_dims=2, max_side=5))
    y = draw(hnp.arrays(np.float64, shape, elements=st.sampled_from([0.0, 1.0, 0.3])))
    return y, draw(hnp.arrays(np.float64, shape, elements=second))


@st.composite
def labelled(draw):
    n, k = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    labels = draw(hnp.arrays(np.int64, n, elements=st.integers(0, k - 1)))
    p = draw(hnp.arrays(np.float64, (n, k), elements=inner))
    return labels, p / p.sum(axis=1, keepdims=True)


@given(binary())
def test_binary_cross_entropy_is_the_mean_of_the_log_losses(pair):
    y, p = pair
    expected = -np.mean(special.xlogy(y, p) + special.xlog1py(1 - y, -p))
    assert binary_cross_entropy(y, p) == pytest.approx(expected, rel=1e-12)


@given(labelled())
def test_categorical_cross_entropy_is_the_mean_of_the_log_losses(pair):
    labels, p = pair
    expected = np.mean([-np.log(row[label]) for row, label in zip(p, labels)])
    assert sparse_categorical_cross_entropy(labels, p) == pytest.approx(expected, rel=1e-12, abs=1e-15)


@given(labelled())
def test_sparse_labels_are_one_hot_rows(pair):
    labels, p = pair
    rows = one_hot(labels, p.shape[1])
    for sparse, dense in zip(SPARSE, CATEGORICAL):
        np.testing.assert_allclose(sparse(labels, p), dense(rows, p), rtol=1e-12, atol=1e-15)


@given(binary())
def test_two_classes_are_binary(pair):
    y, p = (array.ravel() for array in pair)
    two = categorical_cross_entropy(np.stack([1 - y, y], axis=1), np.stack([1 - p, p], axis=1))
    assert two == pytest.approx(binary_cross_entropy(y, p), rel=1e-12)


@given(binary(st.floats(-15, 15)))
def test_logits_are_probabilities_before_the_sigmoid(pair):
    y, z = pair
    assert binary_cross_entropy_from_logits(y, z) == pytest.approx(
        binary_cross_entropy(y, sigmoid(z)), rel=1e-8
    )


@pytest.mark.parametrize("z", [-1e4, -700.0, -40.0, -1.0, 0.0, 1e-9, 3.0, 40.0, 700.0, 1e4])
@pytest.mark.parametrize("y", [0.0, 1.0, 0.25])
def test_cost_from_logits_has_15_right_digits_everywhere(y, z):
    with mpmath.workdps(50):
        big = mpmath.mpf(z)
        exact = y * mpmath.log1p(mpmath.exp(-big)) + (1 - y) * mpmath.log1p(mpmath.exp(big))
        slope = 1 / (1 + mpmath.exp(-big)) - y
    np.testing.assert_allclose(
        binary_cross_entropy_from_logits([y], [z]), float(exact), rtol=2e-15, atol=1e-300
    )
    np.testing.assert_allclose(
        binary_cross_entropy_from_logits_gradient([y], [z]), [float(slope)], atol=2e-16
    )


@pytest.mark.parametrize("p", [1e-300, 1e-20, 1e-9, 0.3, 0.5, 1 - 1e-9])
def test_cost_of_a_probability_has_14_right_digits_on_both_sides(p):
    with mpmath.workdps(400):
        yes, no = -mpmath.log(mpmath.mpf(p)), -mpmath.log(1 - mpmath.mpf(p))
    np.testing.assert_allclose(binary_cross_entropy([1], [p]), float(yes), rtol=1e-14)
    np.testing.assert_allclose(binary_cross_entropy([0], [p]), float(no), rtol=1e-14)


@given(binary())
def test_binary_gradient_is_the_slope(difference_quotients, pair):
    y, p = pair
    slope = difference_quotients(lambda p: binary_cross_entropy(y, p), p)
    np.testing.assert_allclose(binary_cross_entropy_gradient(y, p), slope, rtol=1e-4, atol=1e-6)


@given(binary(st.floats(-20, 20)))
def test_gradient_from_logits_is_the_slope(difference_quotients, pair):
    y, z = pair
    slope = difference_quotients(lambda z: binary_cross_entropy_from_logits(y, z), z)
    np.testing.assert_allclose(binary_cross_entropy_from_logits_gradient(y, z), slope, rtol=1e-7, atol=1e-9)


@given(labelled(), st.floats(0, 0.3))
def test_categorical_gradient_is_the_slope(difference_quotients, pair, smoothing):
    labels, p = pair
    p = 0.02 + 0.96 * p  # away from 0 and 1; rows of y_pred need not sum to 1
    y = (1 - smoothing) * one_hot(labels, p.shape[1]) + smoothing / p.shape[1]
    slope = difference_quotients(lambda p: categorical_cross_entropy(y, p), p)
    np.testing.assert_allclose(categorical_cross_entropy_gradient(y, p), slope, rtol=1e-3, atol=1e-6)


def test_a_perfect_prediction_costs_exactly_0_without_a_minus_sign():
    y = np.array([[0.0, 1.0], [1.0, 0.0]])
    costs = [
        binary_cross_entropy(y, y),
        categorical_cross_entropy(y, y),
        sparse_categorical_cross_entropy([1, 0], y),
        binary_cross_entropy_from_logits(y, 2e4 * y - 1e4),
    ]
    assert costs == [0, 0, 0, 0]
    assert not np.signbit(costs).any()


def test_certain_and_wrong_costs_inf():
    right, wrong = np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])
    assert binary_cross_entropy(right, wrong) == np.inf
    assert categorical_cross_entropy(right, wrong) == np.inf
    assert sparse_categorical_cross_entropy([1], wrong) == np.inf


def test_gradients_at_certain_predictions():
    y, wrong = np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])
    np.testing.assert_array_equal(binary_cross_entropy_gradient(y, y), [[0.5, -0.5]])
    np.testing.assert_array_equal(binary_cross_entropy_gradient(y, wrong), [[np.inf, -np.inf]])
    np.testing.assert_array_equal(categorical_cross_entropy_gradient(y, y), [[0, -1]])
    np.testing.assert_array_equal(categorical_cross_entropy_gradient(y, wrong), [[0, -np.inf]])
    np.testing.assert_array_equal(sparse_categorical_cross_entropy_gradient([1], wrong), [[0, -np.inf]])


@pytest.mark.parametrize("cost", EVERY_COST)
def test_the_cost_is_an_average_so_a_batch_seen_twice_costs_the_same(cost):
    y, p = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]), np.array([[0.2, 0.5, 0.3], [0.1, 0.8, 0.1]])
    y = y.argmax(axis=1) if cost is sparse_categorical_cross_entropy else y
    twice = cost(np.concatenate([y, y]), np.concatenate([p, p]))
    assert twice == pytest.approx(cost(y, p), rel=1e-14)
    assert isinstance(twice, np.float64)


def test_nan_stays_visible():
    assert np.isnan(binary_cross_entropy([0, 1], [np.nan, 1]))
    assert np.isnan(sparse_categorical_cross_entropy([0], [[np.nan, np.nan]]))
    assert np.isnan(categorical_cross_entropy([[0, 1]], [[np.nan, np.nan]]))


@pytest.mark.parametrize("function", [*BINARY, *FROM_LOGITS])
def test_binary_shapes_must_be_equal(function):
    with pytest.raises(ValueError, match="NumPy would compare every entry with every other"):
        function([1, 0, 1], [[0.5], [0.5], [0.5]])


@pytest.mark.parametrize("function", [*BINARY, *FROM_LOGITS])
def test_labels_minus_1_and_1_are_refused(function):
    with pytest.raises(ValueError, match=r"expected y_true from 0 to 1, got -1.0"):
        function([-1, 1], [0.5, 0.5])


@pytest.mark.parametrize(
    ("function", "y"), [*((f, [[1, 0]]) for f in [*BINARY, *CATEGORICAL]), *((f, [0]) for f in SPARSE)]
)
def test_logits_in_place_of_probabilities_are_refused_with_the_right_name(function, y):
    name = "binary_cross_entropy_from_logits" if function in BINARY else "softmax_cross_entropy"
    with pytest.raises(ValueError, match=rf"expected y_pred from 0 to 1, got 2.5; for logits, use {name}"):
        function(y, [[2.5, 0.5]])


@pytest.mark.parametrize("function", CATEGORICAL)
def test_several_labels_in_a_row_are_refused_with_the_right_name(function):
    with pytest.raises(
        ValueError, match=r"sum to 1 .*got 2; for several labels at once, use binary_cross_entropy"
    ):
        function([[1, 1, 0]], [[0.5, 0.5, 0.0]])


@pytest.mark.parametrize("function", SPARSE)
@pytest.mark.parametrize(
    ("labels", "error", "message"),
    [
        ([0, 2, -1], ValueError, r"expected y_true from 0 to 1, got \[-1, 2\]; labels are counted from 0"),
        ([0.0, 1.0, 0.0], TypeError, r"expected integer y_true, got float64; use y_true.astype\(int\)"),
        ([[1, 0], [0, 1], [1, 0]], ValueError, r"use .*y_true.argmax\(axis=1\) for one-hot rows"),
        ([0, 1], ValueError, r"one label for each row, got 2 labels for y_pred \(3, 2\)"),
    ],
)
def test_labels_that_name_no_class_are_refused(function, labels, error, message):
    with pytest.raises(error, match=message):
        function(labels, np.full((3, 2), 0.5))


@pytest.mark.parametrize("function", [*BINARY, *FROM_LOGITS, *CATEGORICAL, *SPARSE])
def test_an_empty_batch_has_no_average(function):
    y = np.zeros(0, int) if function in SPARSE else np.zeros((0, 3))
    with pytest.raises(ValueError, match="at least one entry"):
        function(y, np.zeros((0, 3)))


@pytest.mark.parametrize("function", [*BINARY, *FROM_LOGITS, *CATEGORICAL])
def test_float64_one_hot_rows_leave_float32_alone(function):
    assert function(np.eye(2), np.full((2, 2), 0.5, np.float32)).dtype == np.float32
