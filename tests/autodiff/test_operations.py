"""Every operation: its value against NumPy, its gradient against moved inputs, in two independent ways."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays, mutually_broadcastable_shapes

import dlteach.autodiff as ad
from dlteach import functions
from dlteach.autodiff import Tensor, gradient_check

RNG = np.random.default_rng(4)
X = RNG.normal(size=(3, 4))
Y = RNG.normal(size=(3, 4))
P = RNG.uniform(0.1, 2.0, size=(3, 4))
STACK = RNG.normal(size=(2, 3, 4))
MASK = np.array([True, False, True, True])
LABELS = np.array([1, 0, 3])
ONE_HOT = np.eye(4)[LABELS]
PROBABILITIES = functions.softmax(X)
ROWS = np.array([2, 0, 2])

# name: (operation on tensors, the same in NumPy, inputs)
OPERATIONS = {
    "add": (ad.add, np.add, [X, Y]),
    "add, broadcast": (ad.add, np.add, [X, Y[:, :1]]),
    "subtract": (ad.subtract, np.subtract, [X, Y[0]]),
    "multiply": (ad.multiply, np.multiply, [X[:, :1], Y[:1]]),
    "divide": (ad.divide, np.divide, [X, P[0]]),
    "divide a number": (lambda x: 2 / x, lambda x: 2 / x, [P]),
    "power": (ad.power, np.power, [P, Y[:, :1]]),
    "power of an integer": (lambda x: x**3, lambda x: x**3, [X]),
    "power 0": (lambda x: x**0 + x, lambda x: x**0 + x, [np.array([0.0, 2.0])]),
    "power of a number": (lambda x: 2**x, lambda x: 2**x, [X]),
    "negative": (ad.negative, np.negative, [X]),
    "exp": (ad.exp, np.exp, [X]),
    "log": (ad.log, np.log, [P]),
    "sqrt": (ad.sqrt, np.sqrt, [P]),
    "abs": (ad.abs, np.abs, [X]),
    "sigmoid": (ad.sigmoid, functions.sigmoid, [X]),
    "tanh": (ad.tanh, np.tanh, [X]),
    "relu": (ad.relu, functions.relu, [X]),
    "leaky_relu": (ad.leaky_relu, functions.leaky_relu, [X]),
    "leaky_relu, steep": (lambda x: ad.leaky_relu(x, 0.4), lambda x: functions.leaky_relu(x, 0.4), [X]),
    "softmax": (ad.softmax, functions.softmax, [X]),
    "softmax, cold": (lambda x: ad.softmax(x, 0.5), lambda x: functions.softmax(x, 0.5), [X]),
    "log_softmax": (ad.log_softmax, functions.log_softmax, [X]),
    "maximum": (ad.maximum, np.maximum, [X, Y]),
    "minimum": (ad.minimum, np.minimum, [X, Y[0]]),
    "where": (lambda x, y: ad.where(MASK, x, y), lambda x, y: np.where(MASK, x, y), [X, Y[:, :1]]),
    "matmul": (ad.matmul, np.matmul, [X, Y.T]),
    "matmul, vector on the right": (ad.matmul, np.matmul, [X, Y[0]]),
    "matmul, vector on the left": (ad.matmul, np.matmul, [X[0], Y.T]),
    "matmul, two vectors": (ad.matmul, np.matmul, [X[0], Y[0]]),
    "matmul, two stacks": (ad.matmul, np.matmul, [STACK, STACK.swapaxes(1, 2)]),
    "matmul, stack and matrix": (ad.matmul, np.matmul, [STACK, Y.T]),
    "matmul, matrix and stack": (ad.matmul, np.matmul, [X.T, STACK]),
    "matmul, stack and vector": (ad.matmul, np.matmul, [STACK, Y[0]]),
    "matmul, vector and stack": (ad.matmul, np.matmul, [X[:, 0], STACK]),
    "affine": (ad.affine, functions.affine, [X, Y.T, Y[0, :3]]),
    "squared errors": (ad.squared_errors_of_rows, functions.squared_errors_of_rows, [STACK, STACK[::-1]]),
    "absolute errors": (ad.absolute_errors_of_rows, functions.absolute_errors_of_rows, [X, Y]),
    "sum": (ad.sum, np.sum, [STACK]),
    "sum, axis": (lambda x: x.sum(axis=-1), lambda x: x.sum(axis=-1), [STACK]),
    "sum, axes, keepdims": (lambda x: x.sum((0, 2), True), lambda x: x.sum((0, 2), keepdims=True), [STACK]),
    "mean": (ad.mean, np.mean, [STACK]),
    "mean, axes": (lambda x: x.mean((0, 1)), lambda x: x.mean((0, 1)), [STACK]),
    "mean, axis, keepdims": (lambda x: x.mean(1, True), lambda x: x.mean(1, keepdims=True), [STACK]),
    "max": (ad.max, np.max, [STACK]),
    "max, axis": (lambda x: x.max(axis=1), lambda x: x.max(axis=1), [STACK]),
    "min, axes, keepdims": (lambda x: x.min((0, 1), True), lambda x: x.min((0, 1), keepdims=True), [STACK]),
    "var": (ad.var, np.var, [STACK]),
    "var, axis": (lambda x: x.var(axis=0), lambda x: x.var(axis=0), [STACK]),
    "reshape": (lambda x: x.reshape(4, -1), lambda x: x.reshape(4, -1), [X]),
    "reshape to a tuple": (lambda x: x.reshape((2, 6)), lambda x: x.reshape((2, 6)), [X]),
    "flatten": (ad.flatten, np.ravel, [X]),
    "transpose": (lambda x: x.T, lambda x: x.T, [STACK]),
    "transpose, axes": (lambda x: x.transpose(1, -1, 0), lambda x: x.transpose(1, -1, 0), [STACK]),
    "item": (lambda x: x[1, 2], lambda x: x[1, 2], [X]),
    "row": (lambda x: x[-1], lambda x: x[-1], [X]),
    "slice": (lambda x: x[::2, None, 1:3], lambda x: x[::2, None, 1:3], [X]),
    "ellipsis": (lambda x: x[..., 0], lambda x: x[..., 0], [STACK]),
    "repeated rows": (lambda x: x[ROWS], lambda x: x[ROWS], [X]),
    "rows by tensor": (lambda x: x[Tensor(ROWS)], lambda x: x[ROWS], [X]),
    "one of each row": (lambda x: x[np.arange(3), LABELS], lambda x: x[np.arange(3), LABELS], [X]),
    "mask": (lambda x: x[:, MASK], lambda x: x[:, MASK], [X]),
    "rows by iteration": (lambda x: ad.stack(list(x)[::-1]), lambda x: x[::-1], [X]),
    "concatenate": (lambda *x: ad.concatenate(x), lambda *x: np.concatenate(x), [X, Y[:1]]),
    "concatenate, axis": (lambda *x: ad.concatenate(x, -1), lambda *x: np.concatenate(x, -1), [X, Y[:, :2]]),
    "stack": (lambda *x: ad.stack(x), lambda *x: np.stack(x), [X, Y, P]),
    "stack, axis": (lambda *x: ad.stack(x, axis=-1), lambda *x: np.stack(x, axis=-1), [X, Y]),
}
COSTS = {
    "l1_norm_loss": (X, Y),
    "l2_norm_loss": (X, Y),
    "mean_absolute_error": (X, Y),
    "mean_squared_error": (X, Y),
    "quadratic_cost": (X, Y),
    "binary_cross_entropy": (ONE_HOT, PROBABILITIES),
    "binary_cross_entropy_from_logits": (ONE_HOT, X),
    "categorical_cross_entropy": (ONE_HOT, PROBABILITIES),
    "sparse_categorical_cross_entropy": (LABELS, PROBABILITIES),
    "softmax_cross_entropy": (LABELS, X),
}
for cost, (y_true, y_pred) in COSTS.items():
    if "categorical" in cost:
        # Moving one entry of a probability leaves the simplex, so the probabilities are computed from logits.
        OPERATIONS[cost] = (
            lambda z, c=cost, y=y_true: getattr(ad, c)(y, ad.softmax(z)),
            lambda z, c=cost, y=y_true: getattr(functions, c)(y, functions.softmax(z)),
            [X],
        )
    else:
        OPERATIONS[cost] = (
            lambda p, c=cost, y=y_true: getattr(ad, c)(y, p),
            lambda p, c=cost, y=y_true: getattr(functions, c)(y, p),
            [y_pred],
        )

every_operation = pytest.mark.parametrize(
    ("operation", "reference", "inputs"), OPERATIONS.values(), ids=OPERATIONS.keys()
)


@every_operation
def test_value_is_that_of_numpy(operation, reference, inputs):
    out = operation(*map(Tensor, inputs))
    expected = reference(*inputs)
    np.testing.assert_allclose(out.data, expected, rtol=1e-14)
    assert out.shape == np.shape(expected)


@every_operation
def test_gradient_passes_the_check(operation, reference, inputs):
    assert gradient_check(operation, *inputs)


@every_operation
def test_gradient_is_the_slope_of_the_numpy_function(operation, reference, inputs):
    """Plain central differences of the NumPy function, without the library's gradient check."""
    tensors = [Tensor(x, requires_grad=True) for x in inputs]
    out = operation(*tensors)
    weights = np.random.default_rng(0).normal(size=out.shape)
    out.backward(weights)
    for k, (tensor, x) in enumerate(zip(tensors, inputs)):
        expected = np.empty_like(x)
        for index in np.ndindex(x.shape):
            sides = []
            for h in (1e-5, -1e-5):
                moved = [array.copy() for array in inputs]
                moved[k][index] += h
                sides.append((weights * reference(*moved)).sum())
            expected[index] = (sides[0] - sides[1]) / 2e-5
        np.testing.assert_allclose(tensor.grad, expected, rtol=1e-6, atol=1e-8)


@every_operation
def test_float32_goes_in_and_comes_out(operation, reference, inputs):
    tensors = [Tensor(x.astype(np.float32), requires_grad=True) for x in inputs]
    out = operation(*tensors)
    assert out.dtype == np.float32
    trace = out.trace(np.ones(out.shape))
    for step in trace.steps:
        op = trace.nodes[step.node].op
        assert step.contribution.dtype == np.float32, f"{op} turns gradients into {step.contribution.dtype}"


@every_operation
def test_inputs_are_left_as_they_are(operation, reference, inputs):
    tensors = [ad.as_tensor(x) for x in inputs]
    for tensor in tensors:
        tensor.requires_grad = True
    before, incoming = [x.copy() for x in inputs], np.ones(np.shape(reference(*inputs)))
    operation(*tensors).backward(incoming)
    for x, old in zip(inputs, before):
        np.testing.assert_array_equal(x, old)
    assert (incoming == 1).all()


@every_operation
def test_the_backward_pass_uses_the_numbers_of_the_forward_pass(operation, reference, inputs):
    before, after = ([Tensor(x, requires_grad=True) for x in inputs] for _ in range(2))
    weights = np.random.default_rng(0).normal(size=np.shape(reference(*inputs)))
    operation(*before).backward(weights)
    out = operation(*after)
    for tensor in after:
        tensor.data = np.full(tensor.shape, np.nan)
    out.backward(weights)
    for expected, tensor in zip(before, after):
        np.testing.assert_array_equal(tensor.grad, expected.grad)


shapes = mutually_broadcastable_shapes(num_shapes=2, max_dims=3, max_side=3)


@given(shapes, st.sampled_from([ad.add, ad.subtract, ad.multiply, ad.divide, ad.maximum]), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_broadcast_gradients_are_those_of_the_spelled_out_arrays(shapes, operation, seed):
    """Gradients of broadcast inputs equal those of copies in full size, summed copy by copy."""
    rng = np.random.default_rng(seed)
    inputs = [rng.uniform(0.5, 2, shape) for shape in shapes.input_shapes]
    tensors = [Tensor(x, requires_grad=True) for x in inputs]
    weights = rng.normal(size=shapes.result_shape)
    operation(*tensors).backward(weights)

    owner = [np.broadcast_to(np.arange(x.size).reshape(x.shape), shapes.result_shape) for x in inputs]
    full = [Tensor(np.broadcast_to(x, shapes.result_shape), requires_grad=True) for x in inputs]
    operation(*full).backward(weights)
    for tensor, copy, owned in zip(tensors, full, owner):
        expected = np.bincount(owned.ravel(), copy.grad.ravel(), minlength=tensor.size).reshape(tensor.shape)
        np.testing.assert_allclose(tensor.grad, expected, rtol=1e-12, atol=1e-12)
        assert tensor.grad.shape == tensor.shape


@given(arrays(np.float64, (4, 3), elements=st.floats(-3, 3)), st.lists(st.integers(-4, 3), max_size=8))
def test_rows_taken_several_times_add_up(x, rows):
    x = Tensor(x, requires_grad=True)
    x[np.array(rows, dtype=int)].sum().backward()
    counts = np.bincount(np.array(rows, dtype=int) % 4, minlength=4)
    np.testing.assert_array_equal(x.grad, np.repeat(counts[:, None], 3, axis=1))


@given(arrays(np.float64, st.integers(1, 6), elements=st.integers(-2, 2).map(float)))
def test_equal_extremes_share_the_gradient(x):
    for reduce in (ad.max, ad.min):
        tensor = Tensor(x, requires_grad=True)
        reduce(tensor).backward()
        winners = x == reduce(tensor).data
        np.testing.assert_allclose(tensor.grad, winners / winners.sum())


@pytest.mark.parametrize("operation", [ad.maximum, ad.minimum])
def test_equal_operands_share_the_gradient(operation):
    a, b = Tensor(2.0, requires_grad=True), Tensor(2.0, requires_grad=True)
    operation(a, b).backward()
    assert (a.grad, b.grad) == (0.5, 0.5)


def test_a_variance_of_equal_numbers_has_gradient_zero():
    x = Tensor(np.full(5, 3.0), requires_grad=True)
    x.var().backward()
    assert x.grad.tolist() == [0] * 5


def test_powers_at_zero_have_finite_gradients():
    x, n = Tensor([0.0, 0.0, 0.0], requires_grad=True), Tensor([0.0, 1.0, 2.0], requires_grad=True)
    (x**n).sum().backward()
    assert x.grad.tolist() == [0, 1, 0]
    assert n.grad.tolist() == [0, 0, 0]


def test_affine_agrees_with_the_gradient_of_functions():
    x, w, b = (Tensor(v, requires_grad=True) for v in (X, Y.T, Y[0, :3]))
    grad = RNG.normal(size=(3, 3))
    ad.affine(x, w, b).backward(grad)
    for tensor, expected in zip((x, w, b), functions.affine_gradient(grad, X, Y.T)):
        np.testing.assert_allclose(tensor.grad, expected, rtol=1e-14)


@pytest.mark.parametrize(("cost", "arguments"), COSTS.items(), ids=COSTS.keys())
def test_costs_have_the_gradient_of_functions(cost, arguments):
    y_true, y_pred = arguments
    prediction = Tensor(y_pred, requires_grad=True)
    getattr(ad, cost)(Tensor(y_true), prediction).backward()
    np.testing.assert_array_equal(prediction.grad, getattr(functions, f"{cost}_gradient")(y_true, y_pred))


@pytest.mark.parametrize(("cost", "arguments"), COSTS.items(), ids=COSTS.keys())
def test_costs_refuse_a_y_true_that_wants_a_gradient(cost, arguments):
    y_true = Tensor(np.asarray(arguments[0], float), requires_grad=True)
    with pytest.raises(ValueError, match=f"{cost}: y_true requires a gradient"):
        getattr(ad, cost)(y_true, arguments[1])


def test_a_cost_from_logits_is_finite_where_probabilities_are_not():
    z = Tensor([[1e4, -1e4], [-1e4, 1e4]], requires_grad=True)
    J = ad.softmax_cross_entropy([1, 1], z)
    J.backward()
    assert J.item() == 1e4
    assert z.grad.tolist() == [[0.5, -0.5], [0, 0]]


def test_a_star_import_leaves_the_builtins_alone():
    namespace = {}
    exec("from dlteach.autodiff import *", namespace)
    assert not {"abs", "max", "min", "sum"} & namespace.keys()
    assert {"Tensor", "exp", "mean", "no_grad"} <= namespace.keys()
