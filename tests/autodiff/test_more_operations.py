"""The operations behind `keras.ops`: values against NumPy, gradients against moved inputs."""

import numpy as np
import pytest

import dlteach.autodiff as ad
from dlteach import functions
from dlteach.autodiff import Tensor, gradient_check

RNG = np.random.default_rng(11)
X, Y = RNG.normal(size=(3, 4)), RNG.normal(size=(3, 4))
P = RNG.uniform(0.1, 0.9, size=(3, 4))
STACK = RNG.normal(size=(2, 3, 4))
SQUARE = X[:, :3]
WITH_ZEROS = STACK * (np.abs(STACK) > 0.5)
PLACES = np.array([[0, 1], [2, 2], [3, 1]])

# name: (operation on tensors, the same in NumPy, inputs)
OPERATIONS = {
    "arctan2": (ad.arctan2, np.arctan2, [X, Y[0]]),
    "logaddexp": (ad.logaddexp, np.logaddexp, [X, Y]),
    "mod": (ad.mod, np.mod, [X, P[:1]]),
    "rsqrt": (ad.rsqrt, lambda x: 1 / np.sqrt(x), [P]),
    "arccosh": (lambda x: ad.arccosh(x + 1), lambda x: np.arccosh(x + 1), [P]),
    "clip": (lambda x: ad.clip(x, -0.5, 0.5), lambda x: np.clip(x, -0.5, 0.5), [X]),
    "cumsum of all": (ad.cumsum, np.cumsum, [X]),
    "cumsum": (lambda x: ad.cumsum(x, 1), lambda x: np.cumsum(x, 1), [STACK]),
    "cumprod with zeros": (lambda x: ad.cumprod(x, -1), lambda x: np.cumprod(x, -1), [WITH_ZEROS]),
    "prod": (ad.prod, np.prod, [X]),
    "prod with zeros": (lambda x: ad.prod(x, (0, 2)), lambda x: np.prod(x, (0, 2)), [WITH_ZEROS]),
    "prod, keepdims": (lambda x: ad.prod(x, 1, True), lambda x: np.prod(x, 1, keepdims=True), [STACK]),
    "logsumexp": (lambda x: ad.logsumexp(x, (0, 2)), lambda x: functions.logsumexp(x, (0, 2)), [STACK]),
    "sort": (lambda x: ad.sort(x, 0), lambda x: np.sort(x, 0), [X]),
    "flip": (lambda x: ad.flip(x, (0, 2)), lambda x: np.flip(x, (0, 2)), [STACK]),
    "roll": (lambda x: ad.roll(x, 2, 1), lambda x: np.roll(x, 2, 1), [X]),
    "repeat": (lambda x: ad.repeat(x, [1, 2, 0], 0), lambda x: np.repeat(x, [1, 2, 0], 0), [X]),
    "tile": (lambda x: ad.tile(x, (2, 1, 3)), lambda x: np.tile(x, (2, 1, 3)), [X]),
    "take": (lambda x: ad.take(x, PLACES, 1), lambda x: np.take(x, PLACES, 1), [X]),
    "take of all": (lambda x: ad.take(x, PLACES), lambda x: np.take(x, PLACES), [X]),
    "take_along_axis": (
        lambda x: ad.take_along_axis(x, PLACES, 1),
        lambda x: np.take_along_axis(x, PLACES, 1),
        [X],
    ),
    "diag of a vector": (lambda x: ad.diag(x, 1), lambda x: np.diag(x, 1), [X[0]]),
    "diag of a matrix": (lambda x: ad.diag(x, 1), lambda x: np.diag(x, 1), [X]),
    "diagonal": (lambda x: ad.diagonal(x, 1, 1, 2), lambda x: np.diagonal(x, 1, 1, 2), [STACK]),
    "tril": (ad.tril, np.tril, [STACK]),
    "triu": (lambda x: ad.triu(x, 1), lambda x: np.triu(x, 1), [STACK]),
    "broadcast_to": (
        lambda x: ad.broadcast_to(x, (2, 3, 4)),
        lambda x: np.broadcast_to(x, (2, 3, 4)),
        [X[:, :1]],
    ),
    "outer": (ad.outer, np.outer, [X, Y[0]]),
    "dot, stacks": (ad.dot, np.dot, [STACK, STACK.swapaxes(1, 2)]),
    "dot, a number": (ad.dot, np.dot, [np.array(2.0), X]),
    "tensordot": (ad.tensordot, np.tensordot, [STACK, RNG.normal(size=(3, 4, 2))]),
    "tensordot, axes": (
        lambda a, b: ad.tensordot(a, b, ([0, 2], [1, 0])),
        lambda a, b: np.tensordot(a, b, ([0, 2], [1, 0])),
        [STACK, RNG.normal(size=(4, 2, 5))],
    ),
    "tensordot, no axis": (
        lambda a, b: ad.tensordot(a, b, 0),
        lambda a, b: np.tensordot(a, b, 0),
        [X[0], Y],
    ),
    "segment_sum": (
        lambda x: ad.segment_sum(x, [1, -1, 1], 3),
        lambda x: np.stack([np.zeros(4), x[0] + x[2], np.zeros(4)]),
        [X],
    ),
}
for name in ["sin", "cos", "tan", "arctan", "sinh", "cosh", "arcsinh", "square", "cbrt", "expm1", "exp2"]:
    OPERATIONS[name] = (getattr(ad, name), getattr(np, name), [X])
for name in ["arcsin", "arccos", "arctanh", "log1p", "log2", "log10"]:
    OPERATIONS[name] = (getattr(ad, name), getattr(np, name), [P])
for name in [
    "erf",
    "erfc",
    "elu",
    "selu",
    "celu",
    "softplus",
    "log_sigmoid",
    "softsign",
    "squareplus",
    "silu",
]:
    OPERATIONS[name] = (getattr(ad, name), getattr(functions, name), [X])
for name in [
    "gelu",
    "mish",
    "hard_sigmoid",
    "hard_silu",
    "hard_tanh",
    "sparse_sigmoid",
    "sparse_plus",
    "relu6",
]:
    OPERATIONS[name] = (getattr(ad, name), getattr(functions, name), [X])
for name in ["rectifier", "hard_shrink", "soft_shrink", "tanh_shrink", "glu", "sparsemax"]:
    OPERATIONS[name] = (getattr(ad, name), getattr(functions, name), [X])
OPERATIONS["erfinv"] = (ad.erfinv, functions.erfinv, [P])
for mode in ["constant", "edge", "reflect", "wrap", "symmetric"]:
    OPERATIONS[f"pad, {mode}"] = (
        lambda x, mode=mode: ad.pad(x, ((1, 2), (0, 1)), mode),
        lambda x, mode=mode: np.pad(x, ((1, 2), (0, 1)), mode),
        [X],
    )
EINSUMS = {
    "ij,jk->ik": [X, X.T],
    "ij,jk": [X, X.T],
    "ii": [SQUARE],
    "ii->i": [SQUARE],
    "ij->": [X],
    "...ij,...jk->...ik": [STACK, X.T],
    "ij,ij->i": [X, Y],
    "i,j,k->kij": list(X),
    "ijj->i": [STACK.transpose(0, 2, 1)[:, :3]],
    "ij,k->k": [X, Y[0]],
}
for subscripts, operands in EINSUMS.items():
    OPERATIONS[f"einsum {subscripts}"] = (
        lambda *x, s=subscripts: ad.einsum(s, *x),
        lambda *x, s=subscripts: np.einsum(s, *x),
        operands,
    )
for cost in ["clipped_binary_cross_entropy", "clipped_categorical_cross_entropy"]:
    OPERATIONS[cost] = (
        lambda p, c=cost: getattr(ad, c)(P, p),
        lambda p, c=cost: getattr(functions, c)(P, p),
        [P[::-1]],
    )
for cost in ["sigmoid_cross_entropy", "softmax_cross_entropy_of_rows"]:
    OPERATIONS[cost] = (
        lambda z, c=cost: getattr(ad, c)(P, z),
        lambda z, c=cost: getattr(functions, c)(P, z),
        [X],
    )


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_value_is_that_of_numpy(name):
    operation, numpy, inputs = OPERATIONS[name]
    np.testing.assert_allclose(operation(*map(Tensor, inputs)).data, numpy(*inputs), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_gradient_is_the_slope(name):
    operation, _, inputs = OPERATIONS[name]
    check = gradient_check(operation, *inputs)
    assert check, check


@pytest.mark.parametrize("name", OPERATIONS)
def test_float32_stays_float32_both_ways(name):
    operation, _, inputs = OPERATIONS[name]
    tensors = [Tensor(x.astype(np.float32), requires_grad=True) for x in inputs]
    out = operation(*tensors)
    assert out.dtype == np.float32
    out.sum().backward()
    assert {tensor.grad.dtype for tensor in tensors} == {np.dtype(np.float32)}


@pytest.mark.parametrize(
    ("cost", "activation"),
    [(ad.clipped_binary_cross_entropy, ad.sigmoid), (ad.clipped_categorical_cross_entropy, ad.softmax)],
)
def test_a_cost_of_probabilities_goes_straight_to_the_logits(cost, activation):
    z = Tensor(X, requires_grad=True)
    direct = cost(P, activation(z))
    assert direct._inputs == (z,)
    direct.sum().backward()
    other = Tensor(X, requires_grad=True)
    through = cost(P, activation(other) * 1)
    through.sum().backward()
    np.testing.assert_array_equal(direct.data, through.data)
    np.testing.assert_allclose(z.grad, other.grad, rtol=1e-12)


def test_probabilities_that_keep_their_own_gradient_still_receive_it():
    z = Tensor(X, requires_grad=True)
    p = ad.sigmoid(z)
    p.retain_grad()
    ad.clipped_binary_cross_entropy(P, p).sum().backward()
    np.testing.assert_allclose(z.grad, p.grad * p.data * (1 - p.data))


def test_a_softmax_with_a_temperature_is_not_passed_by():
    z = Tensor(X, requires_grad=True)
    ad.clipped_categorical_cross_entropy(P, ad.softmax(z, 2.0)).sum().backward()
    assert gradient_check(lambda z: ad.clipped_categorical_cross_entropy(P, ad.softmax(z, 2.0)), X)


def test_add_at_adds_and_replace_at_replaces():
    x = Tensor([1.0, 2.0, 4.0], requires_grad=True)
    out = ad.add_at((4,), (np.array([0, 3, 3]),), x)
    np.testing.assert_array_equal(out.data, [1, 0, 0, 6])
    update = Tensor([5.0], requires_grad=True)
    out = ad.replace_at(x, (np.array([1]),), update)
    np.testing.assert_array_equal(out.data, [1, 5, 4])
    (out * np.array([1.0, 10.0, 100.0])).sum().backward()
    np.testing.assert_array_equal(x.grad, [1, 0, 100])
    np.testing.assert_array_equal(update.grad, [10])
    np.testing.assert_array_equal(x.data, [1, 2, 4])


def test_tensordot_names_the_sizes_that_differ():
    with pytest.raises(ValueError, match=r"tensordot: shape-mismatch for sum: .*\(3, 4\) and \(3, 4\)"):
        ad.tensordot(X, Y, 1)
