from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlteach.functions import (
    ACTIVATIONS,
    count_parameters,
    dense_backward,
    dense_forward,
    gradient_norms,
    mlp_backward,
    mlp_forward,
    quadratic_cost,
    sigmoid,
    sigmoid_derivative,
)

seeds = st.integers(0, 2**32 - 1)
smooth = st.sampled_from(["linear", "sigmoid", "tanh"])


def network(seed, sizes, n):
    rng = np.random.default_rng(seed)
    weights = [rng.normal(size=shape) for shape in pairwise(sizes)]
    biases = [rng.normal(size=size) for size in sizes[1:]]
    return rng.normal(size=(n, sizes[-1])), rng.normal(size=(n, sizes[0])), weights, biases


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_a_layer_is_the_activation_of_its_weighted_sums(activation):
    _, x, (w,), (b,) = network(0, (3, 4), 5)
    np.testing.assert_array_equal(dense_forward(x, w, b, activation), ACTIVATIONS[activation][0](x @ w + b))


def test_a_layer_is_linear_unless_told_otherwise():
    _, x, (w,), (b,) = network(0, (3, 4), 5)
    np.testing.assert_array_equal(dense_forward(x, w, b), x @ w + b)


@given(seeds, smooth)
def test_layer_gradients_are_the_slopes(difference_quotients, seed, activation):
    grad, x, (w,), (b,) = network(seed, (3, 2), 4)
    slopes = (
        difference_quotients(lambda x: np.sum(grad * dense_forward(x, w, b, activation)), x),
        difference_quotients(lambda w: np.sum(grad * dense_forward(x, w, b, activation)), w),
        difference_quotients(lambda b: np.sum(grad * dense_forward(x, w, b, activation)), b),
    )
    for gradient, slope in zip(dense_backward(grad, x, w, b, activation), slopes, strict=True):
        np.testing.assert_allclose(gradient, slope, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("activation", ["relu", "leaky_relu"])
def test_layer_gradients_pass_the_slope_of_the_branch(activation):
    slopes = ACTIVATIONS[activation][1](np.array([[-2.0, 3.0]]))
    grad_x, grad_w, grad_b = dense_backward([[5.0, 7.0]], [[1.0]], [[-2.0, 3.0]], [0.0, 0.0], activation)
    np.testing.assert_allclose(grad_b, [5.0, 7.0] * slopes[0])
    np.testing.assert_allclose(grad_w, [grad_b])
    np.testing.assert_allclose(grad_x, [[grad_b @ [-2.0, 3.0]]])


def test_forward_gives_the_input_and_every_layers_output():
    _, x, weights, biases = network(1, (3, 5, 4, 2), 6)
    activations = mlp_forward(x, weights, biases)
    assert [a.shape for a in activations] == [(6, 3), (6, 5), (6, 4), (6, 2)]
    np.testing.assert_array_equal(activations[0], x)
    for before, w, b, after in zip(activations, weights, biases, activations[1:]):
        np.testing.assert_allclose(after, sigmoid(before @ w + b), rtol=1e-15)


@given(seeds, smooth, st.sampled_from([(3, 2), (2, 1, 3), (3, 4, 2, 2)]), st.integers(1, 4))
def test_network_gradients_are_the_slopes_of_the_quadratic_cost(
    difference_quotients, seed, activation, sizes, n
):
    y_true, x, weights, biases = network(seed, sizes, n)

    def cost(layer, parameters, value):
        changed = {"weights": list(weights), "biases": list(biases)}
        changed[parameters][layer] = value
        return quadratic_cost(y_true, mlp_forward(x, changed["weights"], changed["biases"], activation)[-1])

    gradients = dict(zip(["weights", "biases"], mlp_backward(y_true, x, weights, biases, activation)))
    for kind, values in [("weights", weights), ("biases", biases)]:
        assert len(gradients[kind]) == len(values)
        for layer, value in enumerate(values):
            slope = difference_quotients(lambda v, layer=layer, kind=kind: cost(layer, kind, v), value)
            np.testing.assert_allclose(gradients[kind][layer], slope, rtol=1e-6, atol=1e-6)


def test_the_chain_rule_of_three_sigmoid_neurons_written_out():
    x, y, w, b = 0.7, 0.2, [1.5, -2.0, 0.5], [0.1, 0.3, -0.4]
    z1 = w[0] * x + b[0]
    z2 = w[1] * sigmoid(z1) + b[1]
    z3 = w[2] * sigmoid(z2) + b[2]
    d3 = (sigmoid(z3) - y) * sigmoid_derivative(z3)
    d2 = d3 * w[2] * sigmoid_derivative(z2)
    d1 = d2 * w[1] * sigmoid_derivative(z1)
    grad_w, grad_b = mlp_backward([[y]], [[x]], [[[v]] for v in w], [[v] for v in b])
    np.testing.assert_allclose(np.ravel(grad_w), [d1 * x, d2 * sigmoid(z1), d3 * sigmoid(z2)], rtol=1e-12)
    np.testing.assert_allclose(np.ravel(grad_b), [d1, d2, d3], rtol=1e-12)


def test_sigmoid_gradients_vanish_layer_by_layer():
    _, grad_biases = mlp_backward(*network(2, (4,) * 9, 5))
    norms = gradient_norms(grad_biases)
    assert norms[0] < norms[-1] / 1000


def test_linear_gradients_explode_by_the_factor_of_the_weights():
    y_true, x, _, biases = network(2, (4,) * 6, 5)
    _, grad_biases = mlp_backward(y_true, x, [3 * np.eye(4)] * 5, biases, "linear")
    norms = gradient_norms(grad_biases)
    np.testing.assert_allclose(norms / norms[-1], [81, 27, 9, 3, 1], rtol=1e-12)


@given(seeds)
def test_a_norm_is_the_root_of_the_sum_of_squares(seed):
    rng = np.random.default_rng(seed)
    gradients = [rng.normal(size=shape) for shape in [(2, 3), (4,), (1, 2, 2), ()]]
    expected = [np.sqrt(sum(value**2 for value in g.ravel())) for g in gradients]
    np.testing.assert_allclose(gradient_norms(gradients), expected, rtol=1e-14)


def test_no_layers_have_no_norms():
    assert gradient_norms([]).shape == (0,)


def test_integer_pixels_leave_float32_weights_alone():
    x, w, b = np.ones((2, 3), np.uint8), np.ones((3, 2), np.float32), np.ones(2, np.float32)
    assert {a.dtype for a in mlp_forward(x, [w, w[:2]], [b, b])} == {np.dtype(np.float32)}
    grad_w, grad_b = mlp_backward(np.eye(2), x, [w, w[:2]], [b, b])
    assert {g.dtype for g in [*grad_w, *grad_b]} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    "call",
    [
        lambda name: dense_forward([[1.0]], [[1.0]], [1.0], name),
        lambda name: dense_backward([[1.0]], [[1.0]], [[1.0]], [1.0], name),
        lambda name: mlp_forward([[1.0]], [[[1.0]]], [[1.0]], name),
        lambda name: mlp_backward([[1.0]], [[1.0]], [[[1.0]]], [[1.0]], name),
    ],
)
def test_an_unknown_activation_is_refused_with_the_known_ones(call):
    with pytest.raises(
        ValueError, match="expected one of linear, sigmoid, tanh, relu, leaky_relu, got 'rectify'"
    ):
        call("rectify")


@pytest.mark.parametrize(
    ("weights", "biases"), [([], []), ([np.ones((1, 1))], []), ([np.ones((1, 1))], [1, 1])]
)
def test_every_layer_has_weights_and_a_bias(weights, biases):
    with pytest.raises(ValueError, match=f"got {len(weights)} weights and {len(biases)} biases"):
        mlp_forward([[1.0]], weights, biases)


def test_layers_that_do_not_meet_are_refused():
    with pytest.raises(ValueError, match="d is 4 in x but 3 in w"):
        mlp_forward(np.ones((2, 5)), [np.ones((5, 4)), np.ones((3, 2))], [np.ones(4), np.ones(2)])
    with pytest.raises(ValueError, match="k is 3 in grad_output but 2 in w"):
        dense_backward(np.ones((2, 3)), np.ones((2, 5)), np.ones((5, 2)), np.ones(2))


@given(seeds, st.lists(st.integers(1, 9), min_size=2, max_size=6))
def test_the_parameters_are_the_numbers_in_the_arrays(seed, sizes):
    _, _, weights, biases = network(seed, sizes, 1)
    assert count_parameters(sizes) == sum(array.size for array in [*weights, *biases])


@pytest.mark.parametrize("sizes", [[], [3]])
def test_a_network_without_a_layer_has_no_parameters_to_count(sizes):
    with pytest.raises(ValueError, match="at least one layer"):
        count_parameters(sizes)
