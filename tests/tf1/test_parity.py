"""The same program on TensorFlow itself, where it is installed, gives the same names, shapes and numbers."""

import numpy as np
import pytest

import dlteach.tf1 as ours

theirs = pytest.importorskip("tensorflow").compat.v1

X = np.random.default_rng(0).normal(size=(8, 3)).astype(np.float32)
LABELS = np.array([0, 2, 1, 0, 1, 2, 2, 0])
W = np.random.default_rng(1).normal(size=(3, 3)).astype(np.float32)


def program(tf, optimizer):
    """A softmax regression: what it is called, and 20 losses."""
    with tf.Graph().as_default():
        x = tf.placeholder(tf.float32, (None, 3), name="x")
        y = tf.placeholder(tf.int64, (None,), name="y")
        w = tf.get_variable("w", initializer=W)
        b = tf.Variable(tf.zeros((3,)), name="b")
        logits = tf.matmul(x, w) + b
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
        hit = tf.reduce_mean(tf.cast(tf.equal(tf.argmax(logits, 1), y), tf.float32))
        step = optimizer(tf).minimize(loss)
        names = [t.name for t in (x, y, logits, loss, hit, step, w, b)]
        shapes = [t.get_shape().as_list() for t in (x, logits, loss, w)]
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            feed = {x: X, y: LABELS}
            numbers = [sess.run([step, loss, hit], feed)[1:] for _ in range(20)]
            return names, shapes, numbers, sess.run([w, b])


@pytest.mark.parametrize(
    "optimizer",
    [
        lambda tf: tf.train.GradientDescentOptimizer(0.5),
        lambda tf: tf.train.MomentumOptimizer(0.1, 0.9),
        lambda tf: tf.train.AdamOptimizer(0.1),
        lambda tf: tf.train.AdamOptimizer(0.1, epsilon=0.1),
    ],
    ids=["sgd", "momentum", "adam", "adam, large epsilon"],
)
def test_a_training_is_the_same_step_by_step(optimizer):
    ours_names, ours_shapes, ours_numbers, ours_weights = program(ours, optimizer)
    names, shapes, numbers, weights = program(theirs, optimizer)
    assert ours_names == names
    assert ours_shapes == shapes
    np.testing.assert_allclose(ours_numbers, numbers, rtol=1e-4, atol=1e-6)
    for one, other in zip(ours_weights, weights):
        np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


Z = np.array([[2.0, -1.0, 0.0], [30.0, -30.0, 1e-3]], np.float32)
Y = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]], np.float32)
VALUES = {
    "sigmoid loss": lambda tf, z: tf.nn.sigmoid_cross_entropy_with_logits(labels=Y, logits=z),
    "softmax loss": lambda tf, z: tf.nn.softmax_cross_entropy_with_logits_v2(
        labels=Y[:, ::-1] / Y.sum(1, keepdims=True), logits=z
    ),
    "mean squared error": lambda tf, z: tf.losses.mean_squared_error(Y, z),
    "absolute difference": lambda tf, z: tf.losses.absolute_difference(Y, z),
    "sigmoid cost": lambda tf, z: tf.losses.sigmoid_cross_entropy(Y, z),
    "leaky relu": lambda tf, z: tf.nn.leaky_relu(z),
    "softmax": lambda tf, z: tf.nn.softmax(z),
    "arithmetic": lambda tf, z: 1 - 2 / (z**2 + 1) + tf.abs(z) * tf.sqrt(tf.square(z) + 1.0),
    "shaping": lambda tf, z: tf.concat([tf.transpose(z), tf.expand_dims(z[0], 1)], 1)[1:, ::2],
    "reductions": lambda tf, z: tf.reduce_max(z, 0) - tf.reduce_min(z, axis=[1], keepdims=True),
}


@pytest.mark.parametrize("name", VALUES)
def test_values_gradients_and_shapes_are_the_same(name):
    def results(tf):
        with tf.Graph().as_default(), tf.Session() as sess:
            z = tf.placeholder(tf.float32, (None, 3), name="z")
            out = VALUES[name](tf, z)
            value, (gradient,) = sess.run([out, tf.gradients(out, z)], {z: Z})
            return out.get_shape().as_list(), value, gradient

    shape, value, gradient = results(theirs)
    ours_shape, ours_value, ours_gradient = results(ours)
    assert ours_shape == shape
    np.testing.assert_allclose(ours_value, value, rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(ours_gradient, gradient, rtol=1e-5, atol=1e-6)
