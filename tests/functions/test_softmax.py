import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special

from dlteach.functions import (
    log_softmax,
    log_softmax_gradient,
    one_hot,
    predict_classes,
    predict_labels,
    sigmoid,
    softmax,
    softmax_cross_entropy,
    softmax_cross_entropy_gradient,
    softmax_gradient,
    softmax_jacobian,
    sparse_categorical_cross_entropy,
)

temperatures = st.floats(0.1, 10)


def logits(size=20.0):
    shapes = hnp.array_shapes(min_dims=2, max_dims=2, max_side=5)
    return hnp.arrays(np.float64, shapes, elements=st.floats(-size, size))


@st.composite
def labelled(draw):
    z = draw(logits())
    return draw(hnp.arrays(np.int64, len(z), elements=st.integers(0, z.shape[1] - 1))), z


@given(logits(1e4))
def test_softmax_is_that_of_scipy(z):
    np.testing.assert_allclose(softmax(z), special.softmax(z, axis=1), rtol=1e-12, atol=1e-300)
    np.testing.assert_allclose(log_softmax(z), special.log_softmax(z, axis=1), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    "row", [[1e4, -1e4, 0.0], [-1e4, -1e4 + 1, -1e4 - 3], [1e-9, 0.0, -1e-9], [700, 3, -700]]
)
def test_probabilities_agree_with_50_digits(row):
    with mpmath.workdps(50):
        exact = [mpmath.exp(mpmath.mpf(z) - max(row)) for z in row]
        logs = [float(mpmath.mpf(z) - max(row) - mpmath.log(mpmath.fsum(exact))) for z in row]
        exact = [float(e / mpmath.fsum(exact)) for e in exact]
    np.testing.assert_allclose(softmax([row])[0], exact, rtol=1e-14, atol=1e-323)
    np.testing.assert_allclose(log_softmax([row])[0], logs, rtol=1e-14, atol=1e-15)


@given(logits(1e4), temperatures)
def test_rows_are_distributions(z, temperature):
    p = softmax(z, temperature)
    assert p.min() >= 0
    np.testing.assert_allclose(p.sum(axis=1), 1, rtol=1e-14)


@given(logits(), st.floats(-1e4, 1e4))
def test_adding_a_number_to_all_logits_changes_nothing(z, c):
    np.testing.assert_allclose(softmax(z + c), softmax(z), rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(log_softmax(z + c), log_softmax(z), rtol=1e-10, atol=1e-10)


@given(logits(1e4))
def test_rows_do_not_see_each_other(z):
    np.testing.assert_array_equal(softmax(z), np.concatenate([softmax(row[None, :]) for row in z]))


def test_rows_far_apart_are_both_right():
    np.testing.assert_allclose(softmax([[1e4, 1e4], [-1e4, -1e4]]), 0.5)


@given(logits(), temperatures)
def test_temperature_divides_the_logits(z, temperature):
    np.testing.assert_allclose(softmax(z, temperature), softmax(z / temperature), rtol=1e-12)


def test_cold_is_certain_and_hot_is_uniform():
    z = np.array([[1.0, 3.0, 2.0]])
    np.testing.assert_allclose(softmax(z, 1e-3), [[0, 1, 0]], atol=1e-12)
    np.testing.assert_allclose(softmax(z, 1e6), 1 / 3, rtol=1e-5)


@given(st.floats(-700, 700))
def test_two_classes_are_a_sigmoid(z):
    assert softmax([[z, 0.0]])[0, 0] == pytest.approx(sigmoid(z), rel=1e-12)


@given(hnp.arrays(np.float64, st.integers(1, 5), elements=st.floats(-10, 10)))
def test_jacobian_holds_all_slopes(difference_quotients, z):
    jacobian = softmax_jacobian(z)
    for i, row in enumerate(jacobian):
        slope = difference_quotients(lambda z, i=i: softmax(z[None, :])[0, i], z)
        np.testing.assert_allclose(row, slope, rtol=1e-8, atol=1e-10)
    np.testing.assert_allclose(jacobian.sum(axis=1), 0, atol=1e-15)
    np.testing.assert_array_equal(jacobian, jacobian.T)


@given(logits(10), temperatures, st.integers(0, 2**32 - 1))
def test_softmax_gradients_are_the_slopes(difference_quotients, z, temperature, seed):
    weights = np.random.default_rng(seed).normal(size=z.shape)
    slope = difference_quotients(lambda z: np.sum(weights * softmax(z, temperature)), z)
    np.testing.assert_allclose(softmax_gradient(weights, z, temperature), slope, rtol=1e-4, atol=1e-5)
    slope = difference_quotients(lambda z: np.sum(weights * log_softmax(z)), z)
    np.testing.assert_allclose(log_softmax_gradient(weights, z), slope, rtol=1e-7, atol=1e-8)


@given(logits(10), st.integers(0, 2**32 - 1))
def test_softmax_gradient_is_the_jacobian_row_by_row(z, seed):
    weights = np.random.default_rng(seed).normal(size=z.shape)
    expected = [softmax_jacobian(row) @ weight for row, weight in zip(z, weights)]
    np.testing.assert_allclose(softmax_gradient(weights, z), expected, atol=1e-14)


@given(labelled())
def test_cost_is_the_sparse_cross_entropy_of_the_softmax(pair):
    labels, z = pair
    expected = sparse_categorical_cross_entropy(labels, softmax(z))
    assert softmax_cross_entropy(labels, z) == pytest.approx(expected, rel=1e-9, abs=1e-14)


@given(labelled())
def test_gradient_is_the_slope_of_the_cost(difference_quotients, pair):
    labels, z = pair
    slope = difference_quotients(lambda z: softmax_cross_entropy(labels, z), z)
    np.testing.assert_allclose(softmax_cross_entropy_gradient(labels, z), slope, rtol=1e-7, atol=1e-9)


@given(labelled())
def test_gradient_is_p_minus_y(pair):
    labels, z = pair
    expected = (softmax(z) - one_hot(labels, z.shape[1])) / len(z)
    np.testing.assert_allclose(softmax_cross_entropy_gradient(labels, z), expected, rtol=1e-14)


def test_extreme_logits_cost_what_they_should():
    assert softmax_cross_entropy([0], [[-1e4, 1e4]]) == 2e4
    np.testing.assert_array_equal(softmax_cross_entropy_gradient([0], [[-1e4, 1e4]]), [[-1, 1]])
    perfect = softmax_cross_entropy([1], [[-1e4, 1e4]])
    assert perfect == 0
    assert not np.signbit(perfect)


@given(logits(1e4), temperatures)
def test_the_predicted_class_is_the_most_probable(z, temperature):
    classes = predict_classes(z)
    assert classes.dtype.kind == "i"
    np.testing.assert_array_equal(z[np.arange(len(z)), classes], z.max(axis=1))
    p = softmax(z, temperature)
    np.testing.assert_array_equal(p[np.arange(len(p)), classes], p.max(axis=1))


@given(logits(), st.floats(0.01, 0.99))
def test_each_label_is_a_question_of_its_own(z, threshold):
    labels = predict_labels(z, threshold)
    assert labels.dtype.kind == "i"
    np.testing.assert_array_equal(labels, [[int(sigmoid(entry) >= threshold) for entry in row] for row in z])


def test_a_probability_at_the_threshold_counts_as_yes():
    np.testing.assert_array_equal(predict_labels([[0.0, -1e-9, 1e-9]]), [[1, 0, 1]])


def test_no_examples_give_no_rows():
    for function, shape in [
        (softmax, (0, 3)),
        (log_softmax, (0, 3)),
        (predict_classes, (0,)),
        (predict_labels, (0, 3)),
    ]:
        assert function(np.zeros((0, 3))).shape == shape


@pytest.mark.parametrize("function", [softmax, log_softmax, predict_classes, predict_labels])
def test_one_example_is_a_row(function):
    with pytest.raises(
        ValueError, match=r"expected z of shape \(n, k\), got \(3,\); use z\[None, :\] for one example"
    ):
        function([1.0, 2.0, 3.0])


@pytest.mark.parametrize("function", [softmax, log_softmax, predict_classes])
def test_no_classes_are_refused(function):
    with pytest.raises(ValueError, match="at least one class"):
        function(np.zeros((2, 0)))


@pytest.mark.parametrize("temperature", [0, -1.0, np.nan, np.inf])
def test_temperature_is_positive(temperature):
    with pytest.raises(ValueError, match="softmax: temperature: expected one positive number"):
        softmax([[1.0]], temperature)


def test_jacobian_takes_one_example():
    with pytest.raises(ValueError, match=r"expected z of shape \(k,\), got \(1, 3\); use z.ravel\(\)"):
        softmax_jacobian([[1.0, 2.0, 3.0]])


@pytest.mark.parametrize("function", [softmax_gradient, log_softmax_gradient])
def test_a_gradient_of_another_shape_is_refused(function):
    with pytest.raises(ValueError, match="n is 2 in grad_output but 1 in z"):
        function(np.ones((2, 3)), np.ones((1, 3)))


@pytest.mark.parametrize("function", [softmax_cross_entropy, softmax_cross_entropy_gradient])
@pytest.mark.parametrize("labels", [[0, 3], [-1, 0]])
def test_labels_that_name_no_class_are_refused(function, labels):
    with pytest.raises(ValueError, match="expected y_true from 0 to 2, got"):
        function(labels, np.zeros((2, 3)))


@pytest.mark.parametrize("function", [softmax_cross_entropy, softmax_cross_entropy_gradient])
def test_an_empty_batch_has_no_average(function):
    with pytest.raises(ValueError, match="at least one entry in z"):
        function(np.zeros(0, int), np.zeros((0, 3)))
