"""The gradient check, checked: right gradients pass, each of many wrong ones is caught, kinks are skipped."""

import re

import numpy as np
import pytest

import dlteach.autodiff as ad
from dlteach import functions
from dlteach.autodiff import Tensor, as_tensor, gradient_check, record

RNG = np.random.default_rng(7)
X = RNG.normal(size=(3, 4))
W = RNG.normal(size=(4, 2))
SQUARE = RNG.normal(size=(3, 3))
B = RNG.normal(size=2)
Z = RNG.normal(size=5)
LABELS = np.array([0, 3, 1])


def operation(forward, *gradients):
    """An operation from a function of arrays and, for each input, a gradient `g, *arrays -> share`."""

    def apply(*inputs):
        inputs = tuple(map(as_tensor, inputs))
        values = [x.data for x in inputs]
        pulls = tuple(lambda grad, gradient=gradient: gradient(grad, *values) for gradient in gradients)
        return record("own", forward(*values), inputs, pulls)

    return apply


def nothing(grad, *values):
    return np.zeros(values[-1].shape)


def except_first(share, factor):
    share = np.array(share)
    share.flat[0] *= factor
    return share


def softmax_costs(z):
    return functions.softmax_cross_entropy(LABELS, z)


def residuals(z):
    """Probabilities minus one-hot labels: n times the gradient of the softmax cross-entropy."""
    return functions.softmax(z) - np.eye(4)[LABELS]


def sigmoid_slope(z):
    return functions.sigmoid_derivative(z)


# Right operations and, below, what goes wrong with them. Each wrong entry is (operation, inputs).
RIGHT = {
    "square": (operation(lambda x: x**2, lambda g, x: g * 2 * x), [Z]),
    "sigmoid": (operation(functions.sigmoid, lambda g, z: g * sigmoid_slope(z)), [Z]),
    "product": (operation(np.matmul, lambda g, x, w: g @ w.T, lambda g, x, w: x.T @ g), [X, W]),
    "bias": (operation(np.add, lambda g, x, b: g, lambda g, x, b: g.sum(axis=0)), [X @ W, B]),
    "cost": (operation(softmax_costs, lambda g, z: g * residuals(z) / 3), [X]),
    "mean": (operation(np.mean, lambda g, x: np.full(x.shape, g / x.size)), [X]),
    "take": (operation(lambda x: x[1:], lambda g, x: np.r_[0, g]), [Z]),
}
WRONG = {
    "factor 2": (operation(lambda x: x**2, lambda g, x: g * 4 * x), [Z]),
    "factor 2 missing": (operation(lambda x: x**2, lambda g, x: g * x), [Z]),
    "sign": (operation(lambda x: x**2, lambda g, x: -g * 2 * x), [Z]),
    "relative error of 1e-3": (operation(lambda x: x**2, lambda g, x: g * 2.002 * x), [Z]),
    "relative error of 1e-7": (operation(lambda x: x**2, lambda g, x: g * (2 + 2e-7) * x), [Z]),
    "rounded to float32": (
        operation(lambda x: x**2, lambda g, x: (g * 2 * x).astype(np.float32).astype(np.float64)),
        [Z],
    ),
    "wrong at one entry only": (operation(lambda x: x**2, lambda g, x: except_first(g * 2 * x, 1.1)), [Z]),
    "wrong for negative inputs only": (
        operation(lambda x: x**2, lambda g, x: g * 2 * np.where(x < 0, -x, x)),
        [Z],
    ),
    "upstream gradient forgotten": (operation(lambda x: x**2, lambda g, x: 2 * x), [Z]),
    "sigmoid for its derivative": (operation(functions.sigmoid, lambda g, z: g * functions.sigmoid(z)), [Z]),
    "a (1 - a) of the input": (operation(functions.sigmoid, lambda g, z: g * z * (1 - z)), [Z]),
    "derivative of the derivative's argument": (
        operation(functions.sigmoid, lambda g, z: g * sigmoid_slope(functions.sigmoid(z))),
        [Z],
    ),
    "transpose missing": (
        operation(np.matmul, lambda g, x, w: g @ w, lambda g, x, w: x.T @ g),
        [SQUARE, SQUARE[::-1]],
    ),
    "factors exchanged": (
        operation(np.matmul, lambda g, x, w: g @ w.T, lambda g, x, w: g @ x.T),
        [SQUARE, SQUARE[::-1]],
    ),
    "second input ignored": (operation(np.matmul, lambda g, x, w: g @ w.T, nothing), [X, W]),
    "broadcast sum missing": (
        operation(np.add, lambda g, x, b: g, lambda g, x, b: g[0]),
        [X @ W, B],
    ),
    "broadcast sum over the wrong axis": (
        operation(np.add, lambda g, x, b: g, lambda g, x, b: g.sum(axis=1)),
        [SQUARE, SQUARE[0]],
    ),
    "broadcast mean for sum": (
        operation(np.add, lambda g, x, b: g, lambda g, x, b: g.mean(axis=0)),
        [X @ W, B],
    ),
    "1/n missing": (operation(softmax_costs, lambda g, z: g * residuals(z)), [X]),
    "1/(nk) for 1/n": (operation(softmax_costs, lambda g, z: g * residuals(z) / 12), [X]),
    "diagonal of the Jacobian only": (
        operation(functions.softmax, lambda g, z: g * functions.softmax(z) * (1 - functions.softmax(z))),
        [X],
    ),
    "1/n of a mean missing": (operation(np.mean, lambda g, x: np.full(x.shape, g)), [X]),
    "off by one": (operation(lambda x: x[1:], lambda g, x: np.r_[g, 0]), [Z]),
    "repeated index assigned, not added": (
        operation(lambda x: x[[0, 0, 2]], lambda g, x: np.array([g[1], 0, g[2], 0, 0])),
        [Z],
    ),
    "the whole spread over the largest": (
        operation(lambda x: x.max(), lambda g, x: np.full(x.shape, g / x.size)),
        [Z],
    ),
    "a path detached": (lambda x: x * x.detach(), [Z]),
    "all detached": (lambda x: Tensor(x.data**2), [Z]),
    "relu that lets everything pass": (operation(functions.relu, lambda g, z: g), [Z]),
    "relu that keeps the value": (operation(functions.relu, lambda g, z: g * functions.relu(z)), [Z]),
    "constant added to the gradient": (operation(lambda x: x**2, lambda g, x: g * 2 * x + 1e-4), [Z]),
}


@pytest.mark.parametrize(("f", "inputs"), RIGHT.values(), ids=RIGHT.keys())
def test_a_right_gradient_passes(f, inputs):
    result = gradient_check(f, *inputs)
    assert result, "a check that fails right gradients proves nothing about the wrong ones below"
    assert result.checked == sum(x.size for x in inputs)


@pytest.mark.parametrize(("f", "inputs"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_gradient_is_caught(f, inputs):
    assert not gradient_check(f, *inputs)


def test_a_second_use_that_replaces_the_first_is_caught():
    """= for +=: the function sees its input twice, the gradient only once."""
    twice = operation(lambda x: x + x, lambda g, x: g)
    assert not gradient_check(twice, Z)


@pytest.mark.parametrize("seed", range(20))
def test_no_seed_lets_a_small_error_through_or_fails_a_right_gradient(seed):
    x = np.random.default_rng(seed).normal(size=(4, 3))
    assert gradient_check(lambda x: ad.softmax(ad.tanh(x) @ x.T), x, seed=seed)
    wrong = operation(np.tanh, lambda g, x: g * functions.tanh_derivative(x) * 1.001)
    assert not gradient_check(lambda x: ad.softmax(wrong(x) @ x.T), x, seed=seed)


def test_the_message_holds_both_numbers_the_input_and_the_index():
    f = operation(np.multiply, lambda g, x, y: g * y, lambda g, x, y: except_first(g * x, 3))
    result = gradient_check(lambda x, y: f(x, y).sum(), [[1.0, 2.0]], [[0.5, 4.0]])
    (mismatch,) = result.mismatches
    assert (mismatch.tensor, mismatch.index, mismatch.backward) == ("input 1", (0, 0), 3)
    np.testing.assert_allclose(mismatch.numerical, 1)
    assert "3 of 4 slopes agree" in repr(result)
    assert "input 1 at [0, 0]: backward gives 3, moving it gives 1" in repr(result)


def test_parameters_are_checked_too_and_put_back():
    w = Tensor(W.astype(np.float32), requires_grad=True, name="w")
    w.grad = before = np.ones_like(w.data)
    data = w.data
    assert gradient_check(lambda x: ad.tanh(x @ w), X, parameters=[w])
    wrong = operation(np.matmul, lambda g, x, w: g @ w.T, lambda g, x, w: 2 * x.T @ g)
    result = gradient_check(lambda x: wrong(x, w), X, parameters=[w])
    assert {mismatch.tensor for mismatch in result.mismatches} == {"w"}
    assert w.grad is before
    assert w.data is data


def test_parameters_are_put_back_after_an_error():
    w = Tensor(np.ones(2, np.float32), requires_grad=True)
    with pytest.raises(ZeroDivisionError):
        gradient_check(lambda: w * (1 / 0), parameters=[w])
    assert w.dtype == np.float32


@pytest.mark.parametrize(
    ("f", "x"),
    [
        (ad.relu, [0.0, 1.0]),
        (ad.abs, [0.0, 1.0]),
        (lambda x: ad.leaky_relu(x, 0.5), [0.0, 1.0]),
        (lambda x: ad.maximum(x, [1.0, 0.0]), [1.0, 1.0]),
        (lambda x: ad.relu(x) * 1e6, [0.0, 1.0]),
        (lambda x: ad.relu(x - 3e-5), [0.0, 1.0]),
    ],
    ids=["relu", "abs", "leaky relu", "maximum", "steep relu", "kink close by"],
)
def test_a_kink_is_skipped_and_the_rest_is_checked(f, x):
    result = gradient_check(f, x)
    assert result
    assert [slope.index for slope in result.skipped] == [(0,)]
    assert result.checked == 1


def test_a_kink_hides_no_wrong_gradient_beside_it():
    wrong = operation(functions.relu, lambda g, z: g * (z > 0) * 1.001)
    assert not gradient_check(wrong, [0.0, 1.0])


def test_where_all_is_skipped_nothing_is_proved():
    result = gradient_check(ad.relu, [0.0])
    assert not result
    assert "0 of 0 slopes agree, 1 skipped at a kink" in repr(result)


@pytest.mark.parametrize(
    "f",
    [
        lambda x: x**2,
        lambda x: x**4,
        lambda x: ad.exp(10 * x),
        lambda x: ad.tanh(50 * x),
        lambda x: 1 / (x + 0.1),
        lambda x: x * 0.0,
    ],
    ids=["flat point", "very flat point", "steep", "sharp bend", "near a pole", "constant"],
)
def test_smooth_functions_are_no_kinks(f):
    result = gradient_check(f, [0.0])
    assert result
    assert not result.skipped


def test_a_large_input_is_checked_along_directions_and_the_wrong_entry_is_found():
    x = RNG.normal(size=(40, 50))
    assert gradient_check(lambda x: ad.tanh(x).mean(), x).checked == 20

    def wrong_at_17_23(grad, x):
        share = grad * functions.tanh_derivative(x)
        share[17, 23] *= 1.01
        return share

    result = gradient_check(operation(np.tanh, wrong_at_17_23), x)
    assert not result
    assert (17, 23) in {mismatch.index for mismatch in result.mismatches}
    assert "at [17, 23]" in repr(result)


def test_a_single_number_is_an_input_too():
    assert gradient_check(lambda x, y: x * y, 2.0, 3.0)
    assert not gradient_check(lambda x, y: x * y.detach(), 2.0, 3.0)


def test_inputs_are_not_changed():
    x = X.copy()
    gradient_check(ad.exp, x)
    np.testing.assert_array_equal(x, X)


@pytest.mark.parametrize(
    ("error", "message", "f", "inputs"),
    [
        (ValueError, "nothing to check", lambda: Tensor(1.0), []),
        (TypeError, "expected floats in input 1, got int64; write 2.0 for 2", ad.multiply, [1.0, 2]),
        (TypeError, "expected f to return a tensor of float64, got ndarray", lambda x: x.data, [[1.0]]),
        (
            TypeError,
            "got one of float32",
            operation(np.float32, lambda g, x: g),
            [1.0],
        ),
        (ValueError, "not finite here", lambda x: x * np.inf, [1.0]),
        (ValueError, "another output each time", lambda x: x * RNG.normal(), [1.0]),
    ],
)
def test_what_cannot_be_checked_is_refused(error, message, f, inputs):
    with pytest.raises(error, match=re.escape(message)):
        gradient_check(f, *inputs)


@pytest.mark.parametrize("parameter", [W, Tensor(W), Tensor(W, requires_grad=True) * 2])
def test_a_parameter_must_be_a_leaf_that_learns(parameter):
    with pytest.raises(TypeError, match="expected parameter 0 to be made with requires_grad=True"):
        gradient_check(lambda x: x, X, parameters=[parameter])
