"""Gradients through `keras.ops`: operations with a slope send one back, the others say that they do not."""

import numpy as np
import pytest

from dlteach.autodiff import Tensor
from dlteach.keras import ops

RNG = np.random.default_rng(2)
X = RNG.normal(size=(3, 4)).astype(np.float32)
STACK = RNG.normal(size=(2, 3, 4)).astype(np.float32)
POSITIVE = RNG.uniform(0.2, 0.9, size=(3, 4)).astype(np.float32)

ONE_INPUT = [
    "negative",
    "absolute",
    "square",
    "exp",
    "expm1",
    "sin",
    "cos",
    "tan",
    "tanh",
    "sinh",
    "cosh",
    "arctan",
    "sigmoid",
    "softplus",
    "silu",
    "gelu",
    "elu",
    "selu",
    "leaky_relu",
    "softmax",
    "log_softmax",
    "softsign",
    "sum",
    "mean",
    "var",
    "std",
    "prod",
    "max",
    "min",
    "cumsum",
    "cumprod",
    "logsumexp",
    "norm",
    "normalize",
    "ravel",
    "transpose",
    "flip",
    "sort",
    "tril",
    "triu",
    "diag",
    "copy",
    "nan_to_num",
    "diff",
    "trace",
]
OF_POSITIVE = [
    "log",
    "log1p",
    "log2",
    "log10",
    "sqrt",
    "rsqrt",
    "arcsin",
    "arccos",
    "arctanh",
    "erfinv",
    "reciprocal",
]
TWO_INPUTS = [
    "add",
    "subtract",
    "multiply",
    "divide",
    "maximum",
    "minimum",
    "arctan2",
    "logaddexp",
    "outer",
    "vdot",
]
OTHERS = {
    "power": lambda x: ops.power(ops.exp(x), 1.7),
    "clip": lambda x: ops.clip(x, -0.5, 0.5),
    "where": lambda x: ops.where(X > 0, x, 2 * x),
    "matmul": lambda x: ops.matmul(x, X.T.astype("float64")),
    "einsum": lambda x: ops.einsum("ij,kj->ik", x, X),
    "tensordot": lambda x: ops.tensordot(x, X, [[1], [1]]),
    "reshape": lambda x: ops.reshape(x, (2, -1)),
    "expand_dims": lambda x: ops.expand_dims(x, (0, 3)),
    "squeeze": lambda x: ops.squeeze(ops.expand_dims(x, 1), 1),
    "moveaxis": lambda x: ops.moveaxis(ops.reshape(x, (2, 3, 2)), 0, -1),
    "concatenate": lambda x: ops.concatenate([x, X, x], axis=1),
    "stack": lambda x: ops.stack([x, 2 * x], axis=1),
    "split": lambda x: ops.split(x, [1, 3], axis=1)[1],
    "unstack": lambda x: ops.unstack(x, axis=1)[2],
    "take": lambda x: ops.take(x, [[0, 2], [2, 2]], axis=0),
    "take_along_axis": lambda x: ops.take_along_axis(x, [[0], [3], [3]], axis=1),
    "repeat": lambda x: ops.repeat(x, 2, axis=1),
    "tile": lambda x: ops.tile(x, (2, 1)),
    "pad": lambda x: ops.pad(x, ((1, 0), (2, 1)), mode="reflect"),
    "roll": lambda x: ops.roll(x, 1, axis=1),
    "broadcast_to": lambda x: ops.broadcast_to(x, (2, 3, 4)),
    "get_item": lambda x: ops.get_item(x, (slice(None), 1)),
    "slice": lambda x: ops.slice(x, (1, 0), (2, 3)),
    "slice_update": lambda x: ops.slice_update(X, (1, 0), ops.slice(x, (0, 0), (2, 2))),
    "scatter": lambda x: ops.scatter([[0], [2], [2]], x, (4, 4)),
    "scatter_update": lambda x: ops.scatter_update(x, [[0, 1], [2, 3]], [5.0, 6.0]),
    "segment_sum": lambda x: ops.segment_sum(x, [1, 0, 1]),
    "average": lambda x: ops.average(x, axis=1, weights=[1.0, 2.0, 3.0, 4.0]),
    "top_k": lambda x: ops.top_k(x, 2)[0],
    "softmax of a stack": lambda x: ops.softmax(ops.reshape(x, (2, 3, 2)), axis=(0, 2)),
    "scan": lambda x: ops.scan(lambda s, row: (s + row, s * row), ops.zeros(4), x)[1],
    "map": lambda x: ops.map(lambda row: ops.sum(row * row), x),
    "while_loop": lambda x: ops.while_loop(lambda i, v: i < 3, lambda i, v: (i + 1, v * v), (0, x))[1],
    "cond": lambda x: ops.cond(True, lambda: ops.exp(x), lambda: x),
    "ord 3 norm": lambda x: ops.norm(x, ord=3, axis=1),
    "divide_no_nan": lambda x: ops.divide_no_nan(X, x),
    "binary_crossentropy": lambda x: ops.binary_crossentropy(POSITIVE, ops.sigmoid(x)),
    "logit binary_crossentropy": lambda x: ops.binary_crossentropy(POSITIVE, x, from_logits=True),
    "categorical_crossentropy": lambda x: ops.categorical_crossentropy(POSITIVE, ops.softmax(x)),
    "axis 0 categorical_crossentropy": lambda x: ops.categorical_crossentropy(POSITIVE, x, True, axis=0),
    "sparse_categorical_crossentropy": lambda x: ops.sparse_categorical_crossentropy([1, 0, 3], x, True),
}


def check(operation, *inputs):
    """The gradients against difference quotients; `keras.ops` computes in float32, so the steps are wide."""
    tensors = [Tensor(x, requires_grad=True) for x in inputs]
    out = operation(*tensors)
    weights = RNG.normal(size=out.shape).astype(np.float32)
    out.backward(weights)

    def cost(*values):
        return np.sum(np.asarray(operation(*values), np.float64) * weights)

    for place, (x, tensor) in enumerate(zip(inputs, tensors)):
        for index in np.ndindex(x.shape):
            step = np.zeros_like(x)
            step[index] = 1e-2
            at = [cost(*inputs[:place], x + k * step, *inputs[place + 1 :]) for k in (-2, -1, 1, 2)]
            slope = (8 * (at[2] - at[1]) - (at[3] - at[0])) / 0.12
            assert tensor.grad[index] == pytest.approx(slope, rel=1e-2, abs=3e-3), (place, index)


@pytest.mark.parametrize("name", ONE_INPUT)
def test_the_gradient_is_the_slope(name):
    check(getattr(ops, name), X)


@pytest.mark.parametrize("name", OF_POSITIVE)
def test_the_gradient_is_the_slope_where_the_operation_is_defined(name):
    check(getattr(ops, name), POSITIVE)


@pytest.mark.parametrize("name", TWO_INPUTS)
def test_both_gradients_are_slopes(name):
    check(getattr(ops, name), X, POSITIVE[::-1])


@pytest.mark.parametrize("name", OTHERS)
def test_the_gradient_of_a_call_with_settings_is_the_slope(name):
    check(OTHERS[name], X)


@pytest.mark.parametrize("name", ["floor", "sign", "round", "argmax", "argsort", "isnan", "logical_not"])
def test_a_staircase_gives_an_array_without_gradient(name):
    x = Tensor(X, requires_grad=True)
    out = getattr(ops, name)(x)
    assert isinstance(out, (np.ndarray, np.generic))
    np.testing.assert_array_equal(out, getattr(ops, name)(X))


@pytest.mark.parametrize("name", ["median", "nansum", "sinc", "cross", "inv", "segment_max"])
def test_an_operation_without_a_gradient_here_says_so(name):
    arguments = {"cross": (X[:, :3], X[:, :3]), "inv": (X[:, :3],), "segment_max": (X, [0, 1, 1])}.get(
        name, (X,)
    )
    with pytest.raises(NotImplementedError, match=rf"ops.{name}: has no gradient in dlteach.*stop_gradient"):
        getattr(ops, name)(Tensor(arguments[0], requires_grad=True), *arguments[1:])
    getattr(ops, name)(ops.stop_gradient(Tensor(arguments[0], requires_grad=True)), *arguments[1:])


def test_arrays_give_arrays_and_tensors_give_tensors():
    assert isinstance(ops.exp(X), np.ndarray)
    assert isinstance(ops.exp(Tensor(X)), np.ndarray)  # nothing asks for a gradient
    assert isinstance(ops.exp(Tensor(X, requires_grad=True)), Tensor)


def test_custom_gradient_takes_the_place_of_the_slope():
    @ops.custom_gradient
    def reversed_gradient(x, y):
        return x * y, lambda upstream: (-upstream * y, np.zeros_like(upstream))

    x, y = Tensor(X, requires_grad=True), Tensor(POSITIVE, requires_grad=True)
    ops.sum(reversed_gradient(x, y)).backward()
    np.testing.assert_array_equal(x.grad, -POSITIVE)
    np.testing.assert_array_equal(y.grad, 0)


def test_scatter_and_slice_update_leave_their_input_alone():
    x = np.zeros((3, 2), np.float32)
    ops.scatter_update(x, [[0, 0]], [1.0])
    ops.slice_update(x, (0, 0), np.ones((1, 1), np.float32))
    np.testing.assert_array_equal(x, 0)
