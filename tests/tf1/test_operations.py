"""Static shapes, types and values of operations, each against NumPy, and gradients against quotients."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import mutually_broadcastable_shapes

import dlteach.tf1 as tf
from dlteach import autodiff
from dlteach.tf1 import shapes

A = np.array([[1.5, -2.0, 0.5], [3.0, 0.25, -1.0]])
P = np.abs(A) + 0.5
PAIRS = {
    "add": (tf.add, np.add),
    "subtract": (tf.subtract, np.subtract),
    "multiply": (tf.multiply, np.multiply),
    "divide": (tf.divide, np.divide),
    "pow": (tf.pow, np.power),
    "maximum": (tf.maximum, np.maximum),
    "minimum": (tf.minimum, np.minimum),
    "equal": (tf.equal, np.equal),
    "not_equal": (tf.not_equal, np.not_equal),
    "less": (tf.less, np.less),
    "less_equal": (tf.less_equal, np.less_equal),
    "greater": (tf.greater, np.greater),
    "greater_equal": (tf.greater_equal, np.greater_equal),
}
SINGLE = {
    "negative": (tf.negative, np.negative),
    "abs": (tf.abs, np.abs),
    "square": (tf.square, np.square),
    "round": (tf.round, np.round),
    "exp": (tf.exp, np.exp),
    "log": (tf.log, np.log),
    "sqrt": (tf.sqrt, np.sqrt),
    "tanh": (tf.tanh, np.tanh),
    "sigmoid": (tf.sigmoid, lambda x: 1 / (1 + np.exp(-x))),
    "relu": (tf.nn.relu, lambda x: np.maximum(x, 0)),
    "leaky_relu": (tf.nn.leaky_relu, lambda x: np.where(x > 0, x, 0.2 * x)),
    "identity": (tf.identity, lambda x: x),
    "stop_gradient": (tf.stop_gradient, lambda x: x),
    "reduce_sum": (lambda x: tf.reduce_sum(x, 0), lambda x: x.sum(0)),
    "reduce_mean": (lambda x: tf.reduce_mean(x, [0, 1]), lambda x: x.mean()),
    "reduce_max": (lambda x: tf.reduce_max(x, -1, keepdims=True), lambda x: x.max(-1, keepdims=True)),
    "reduce_min": (tf.reduce_min, np.min),
    "argmax": (lambda x: tf.argmax(x, 1), lambda x: x.argmax(1)),
    "cast": (lambda x: tf.cast(x, tf.int32), lambda x: x.astype(np.int32)),
    "reshape": (lambda x: tf.reshape(x, (3, -1)), lambda x: x.reshape(3, 2)),
    "flatten": (lambda x: tf.layers.flatten(tf.expand_dims(x, -1)), lambda x: x),
    "transpose": (tf.transpose, np.transpose),
    "transpose perm": (lambda x: tf.transpose(x, (1, 0)), np.transpose),
    "expand_dims": (lambda x: tf.expand_dims(x, 1), lambda x: x[:, None]),
    "squeeze": (lambda x: tf.squeeze(x[:, 0:1]), lambda x: x[:, 0]),
    "concat": (lambda x: tf.concat([x, x], 1), lambda x: np.concatenate([x, x], 1)),
    "stack": (lambda x: tf.stack([x, x], -1), lambda x: np.stack([x, x], -1)),
    "matmul": (lambda x: tf.matmul(x, tf.transpose(x)), lambda x: x @ x.T),
    "slice": (lambda x: x[..., 1:], lambda x: x[:, 1:]),
    "entry": (lambda x: x[-1, 0], lambda x: x[-1, 0]),
    "where": (lambda x: tf.where(x > 1.1, x, 0 * x), lambda x: np.where(x > 1.1, x, 0)),
    "reflected": (lambda x: 1 - 2 / (x**2.0) + 2.0**x, lambda x: 1 - 2 / x**2 + 2**x),
}


@pytest.mark.parametrize("dtype", [tf.float32, tf.float64])
@pytest.mark.parametrize("name", PAIRS)
def test_operations_on_two_tensors_agree_with_numpy_in_value_shape_and_type(sess, name, dtype):
    graphed, numpys = PAIRS[name]
    x, y = P.astype(dtype), P[1].astype(dtype)
    _compare(sess, graphed(tf.constant(x), y), numpys(x, y))


@pytest.mark.parametrize("dtype", [tf.float32, tf.float64])
@pytest.mark.parametrize("name", SINGLE)
def test_operations_on_one_tensor_agree_with_numpy_in_value_shape_and_type(sess, name, dtype):
    graphed, numpys = SINGLE[name]
    x = P.astype(dtype)
    _compare(sess, graphed(tf.constant(x)), numpys(x))


def _compare(sess, tensor, expected):
    got = sess.run(tensor)
    np.testing.assert_allclose(got, expected, rtol=1e-6)
    assert got.dtype == tensor.dtype == np.asarray(expected).dtype
    assert tensor.shape == got.shape, "the static shape is wrong"


DIFFERENTIABLE = [n for n in SINGLE if n not in {"round", "stop_gradient", "argmax", "cast"}]


@pytest.mark.parametrize("name", DIFFERENTIABLE)
def test_gradients_are_difference_quotients(sess, name):
    x = tf.placeholder(tf.float64, A.shape)
    y = tf.reduce_sum(SINGLE[name][0](x) ** 2.0)
    (gradient,) = sess.run(tf.gradients(y, x), {x: P})
    quotients = np.empty_like(P)
    for place in np.ndindex(P.shape):
        step = np.zeros_like(P)
        step[place] = 1e-6
        quotients[place] = (sess.run(y, {x: P + step}) - sess.run(y, {x: P - step})) / 2e-6
    np.testing.assert_allclose(gradient, quotients, rtol=1e-6, atol=1e-7)


def test_the_same_line_eager_and_later_gives_the_same_numbers_and_gradients(sess):
    w = tf.placeholder(tf.float64, ())
    later = (2 + 3 * w) ** 2
    eager_w = autodiff.Tensor(3.0, requires_grad=True)
    eager = (2 + 3 * eager_w) ** 2
    eager.backward()
    assert sess.run([later, *tf.gradients(later, w)], {w: 3.0}) == [eager.item(), eager_w.grad.item()]
    assert eager.item() == 121


def test_gradients_reach_intermediate_tensors_and_add_up(sess):
    x = tf.placeholder(tf.float32, ())
    middle = 3 * x
    y = middle * middle + x
    assert sess.run(tf.gradients([y, x], [x, middle]), {x: 2.0}) == [38, 12]


def test_a_tensor_on_no_way_has_no_gradient(sess):
    x, other = tf.constant(2.0), tf.constant(3.0)
    stopped = tf.stop_gradient(x) * other
    assert tf.gradients(stopped, x) == [None]
    first, second = tf.gradients(stopped, [x, other])
    assert first is None
    assert sess.run(second) == 2


def test_several_gradients_in_one_run_do_not_mix(sess):
    x = tf.placeholder(tf.float32, ())
    (a,), (b,) = tf.gradients(x**2.0, x), tf.gradients(x**3.0, x)
    assert sess.run([a, b], {x: 2.0}) == [4, 12]


def test_second_derivatives_are_refused():
    x = tf.constant(2.0)
    (first,) = tf.gradients(x**3.0, x)
    with pytest.raises(NotImplementedError, match="no second derivatives"):
        tf.gradients(first, x)


@given(mutually_broadcastable_shapes(num_shapes=2, max_dims=4), st.data())
def test_broadcasting_with_unknown_sizes_never_contradicts_numpy(drawn, data):
    partly = [
        tuple(None if data.draw(st.booleans()) else size for size in shape) for shape in drawn.input_shapes
    ]
    static = shapes.broadcast(*partly)
    assert shapes.compatible(static, drawn.result_shape), (partly, static)
    assert shapes.broadcast(*drawn.input_shapes) == drawn.result_shape


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (
            lambda x: x + tf.zeros((4, 3)),
            ValueError,
            r"add: 'x:0' .*\(\?, 2\).* and 'zeros:0' .*differ",
        ),
        (
            lambda x: tf.matmul(x, tf.zeros((3, 1))),
            ValueError,
            "2 columns and the second 3 rows",
        ),
        (lambda x: tf.matmul(x, tf.zeros((2,))), ValueError, "expected at least two axes"),
        (lambda x: tf.reduce_sum(x, 2), ValueError, "there is no axis 2"),
        (lambda x: tf.reshape(tf.zeros((2, 3)), (4, -1)), ValueError, "6 entries do not fill"),
        (lambda x: tf.concat([x, tf.zeros((2, 3))], 0), ValueError, "apart from axis 0"),
        (lambda x: tf.stack([x, tf.zeros((2, 3))]), ValueError, "tensors of one shape"),
        (lambda x: x[:, 2], ValueError, "no entry 2 among 2"),
        (lambda x: x[0, 0, 0], ValueError, "3 indices for 2 axes"),
        (lambda x: x[[0, 1]], TypeError, "expected numbers, slices"),
        (lambda x: tf.transpose(x, (0, 0)), ValueError, "name each axis once"),
        (lambda x: tf.squeeze(x, 1), ValueError, "does not have size 1"),
        (
            lambda x: tf.reduce_mean(tf.constant([1, 2])),
            TypeError,
            r"expected floats.*tf.cast\(x, ",
        ),
        (lambda x: tf.log(tf.constant(1)), TypeError, "Log: expected floats"),
        (lambda x: tf.one_hot(x, 3), TypeError, "expected integers"),
        (lambda x: tf.layers.flatten(tf.placeholder(tf.float32)), ValueError, "examples of known size"),
    ],
)
def test_what_can_never_fit_is_refused_when_the_graph_is_built(build, error, message):
    x = tf.placeholder(tf.float32, (None, 2), name="x")
    with pytest.raises(error, match=message):
        build(x)


def test_unknown_sizes_go_through_the_graph():
    x = tf.placeholder(tf.float32, (None, 2))
    unknown = tf.placeholder(tf.float32)
    assert tf.matmul(x, tf.zeros((2, 5))).shape == (None, 5)
    assert tf.reduce_mean(x, 1).shape == (None,)
    assert tf.transpose(x).get_shape().as_list() == [2, None]
    assert (x + unknown).shape.ndims is None
    assert tf.reduce_sum(unknown).shape == ()
    assert x[1:, None].shape == (None, 1, 2)
    with pytest.raises(ValueError, match="number of axes is not known"):
        unknown.shape.as_list()


def test_integers_divide_to_float64(sess):
    assert sess.run(tf.constant(3) / 2) == 1.5
    assert (tf.constant(3) / 2).dtype == tf.float64


def test_logical_operations_and_one_hot(sess):
    a, b = tf.constant([True, True, False]), tf.constant([True, False, False])
    got = sess.run([tf.logical_and(a, b), tf.logical_or(a, b), tf.logical_not(a)])
    np.testing.assert_array_equal(got, [[1, 0, 0], [1, 1, 0], [0, 0, 1]])
    np.testing.assert_array_equal(sess.run(tf.one_hot([2, 0], 3)), [[0, 0, 1], [1, 0, 0]])
