"""Cross-entropy of single examples: against the averaged forms, mpmath and difference quotients."""

import mpmath
import numpy as np
import pytest

from dlteach import functions as f

P = np.array([[0.7, 0.2, 0.1], [0.1, 0.85, 0.05]])
Z = np.array([[0.4, -1.0, 2.0], [0.1, 3.0, -0.5]])
Y = np.array([[0.0, 1.0, 0.0], [0.2, 0.5, 0.3]])
EPSILON = 1e-7


def test_between_the_borders_the_mean_is_the_cost_of_the_course():
    binary = f.clipped_binary_cross_entropy(Y, P).mean()
    assert binary == pytest.approx(f.binary_cross_entropy(Y, P), rel=1e-14)
    categorical = f.clipped_categorical_cross_entropy(Y, P).mean()
    assert categorical == pytest.approx(f.categorical_cross_entropy(Y, P), rel=1e-14)


def test_from_logits_the_mean_is_the_cost_of_the_course():
    binary = f.sigmoid_cross_entropy(Y, Z).mean()
    assert binary == pytest.approx(f.binary_cross_entropy_from_logits(Y, Z), rel=1e-14)
    labels = np.array([1, 0])
    rows = f.softmax_cross_entropy_of_rows(np.eye(3)[labels], Z)
    assert rows.mean() == pytest.approx(f.softmax_cross_entropy(labels, Z), rel=1e-14)


def test_certain_and_wrong_costs_the_logarithm_of_epsilon():
    wrong = f.clipped_binary_cross_entropy(np.array([1.0, 0.0]), np.array([0.0, 1.0]))
    np.testing.assert_allclose(wrong, -np.log(EPSILON), rtol=1e-8)
    # As in Keras: in float32 the number next to 1 − 1e-7 is 1 − 1.19e-7.
    wrong = f.clipped_binary_cross_entropy(np.zeros(1, np.float32), np.ones(1, np.float32))
    np.testing.assert_allclose(wrong, 15.942385, rtol=1e-6)


def test_probabilities_are_divided_by_their_sum():
    np.testing.assert_allclose(
        f.clipped_categorical_cross_entropy(Y, 5 * P), f.clipped_categorical_cross_entropy(Y, P), rtol=1e-14
    )


@pytest.mark.parametrize(
    ("cost", "gradient"),
    [
        ("clipped_binary_cross_entropy", "clipped_binary_cross_entropy_derivative"),
        ("clipped_categorical_cross_entropy", "clipped_categorical_cross_entropy_gradient"),
        ("sigmoid_cross_entropy", "sigmoid_cross_entropy_derivative"),
        ("softmax_cross_entropy_of_rows", "softmax_cross_entropy_of_rows_gradient"),
    ],
)
def test_gradients_are_slopes(difference_quotients, cost, gradient):
    slope = difference_quotients(lambda p: getattr(f, cost)(Y, p).sum(), P)
    np.testing.assert_allclose(getattr(f, gradient)(Y, P), slope, rtol=1e-6, atol=1e-9)


def test_past_sigmoid_and_softmax_the_gradients_are_slopes_in_the_logits(difference_quotients):
    slope = difference_quotients(lambda z: f.clipped_binary_cross_entropy(Y, f.sigmoid(z)).sum(), Z)
    np.testing.assert_allclose(f.clipped_sigmoid_cross_entropy_derivative(Y, f.sigmoid(Z)), slope, rtol=1e-7)
    slope = difference_quotients(lambda z: f.clipped_categorical_cross_entropy(Y, f.softmax(z)).sum(), Z)
    np.testing.assert_allclose(f.clipped_softmax_cross_entropy_gradient(Y, f.softmax(Z)), slope, rtol=1e-7)


def test_nothing_flows_where_a_probability_was_cut_off():
    y, p = np.array([[1.0, 0.0]]), np.array([[1e-9, 1 - 1e-9]])
    for function in (f.clipped_binary_cross_entropy_derivative, f.clipped_sigmoid_cross_entropy_derivative):
        np.testing.assert_array_equal(function(y, p), 0)
    for function in (f.clipped_categorical_cross_entropy_gradient, f.clipped_softmax_cross_entropy_gradient):
        np.testing.assert_array_equal(function(y, p), 0)


def test_the_cost_of_logits_has_15_right_digits_everywhere():
    logits = [-1e4, -40.0, -1.0, 1e-8, 3.0, 40.0, 1e4]
    with mpmath.workdps(50):
        expected = [float(mpmath.log1p(mpmath.exp(-mpmath.mpf(z)))) for z in logits]
    got = f.sigmoid_cross_entropy(np.ones(7), np.array(logits))
    np.testing.assert_allclose(got, expected, rtol=2e-15, atol=1e-320)


def test_the_cost_of_large_logits_is_finite():
    z = np.array([[1e4, -1e4, 0.0]])
    np.testing.assert_allclose(f.softmax_cross_entropy_of_rows(np.array([[0.0, 1.0, 0.0]]), z), [2e4])
