import numpy as np
import pytest
from scipy.special import expit, log_softmax

import dlteach.tf1 as tf

Z = np.array([[2.0, -1.0, 0.0], [0.5, 0.5, 3.0], [-1e4, 1e4, 0.0], [1.0, 2.0, 0.0]])
LABELS = np.array([0, 2, 1, 0])
ONE_HOT = np.eye(3)[LABELS]
YES = np.array([[1.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.5], [0.0, 0.0, 0.0]])


@pytest.fixture
def logits():
    return tf.placeholder(tf.float64, (None, 3), name="logits")


def test_softmax_losses_have_one_number_a_row_dense_and_sparse(sess, logits):
    expected = -log_softmax(Z, axis=1)[np.arange(4), LABELS]
    dense = tf.nn.softmax_cross_entropy_with_logits(labels=ONE_HOT, logits=logits)
    second = tf.nn.softmax_cross_entropy_with_logits_v2(labels=ONE_HOT, logits=logits)
    sparse = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=LABELS, logits=logits)
    for loss in (dense, second, sparse):
        np.testing.assert_allclose(sess.run(loss, {logits: Z}), expected, rtol=1e-12)
        assert loss.shape.ndims == 1


def test_sigmoid_loss_is_stable_and_its_gradient_is_p_minus_y_even_at_0(sess, logits):
    loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=YES, logits=logits)
    got, (gradient,) = sess.run([loss, tf.gradients(loss, logits)], {logits: Z})
    expected = YES * np.logaddexp(0, -Z) + (1 - YES) * np.logaddexp(0, Z)
    np.testing.assert_allclose(got, expected, rtol=1e-12)
    np.testing.assert_allclose(gradient, expit(Z) - YES, atol=1e-15)


@pytest.mark.parametrize(
    ("cost", "labels", "predictions", "expected"),
    [
        (tf.losses.mean_squared_error, YES, Z, np.mean((YES - Z) ** 2)),
        (tf.losses.absolute_difference, YES, Z, np.mean(np.abs(YES - Z))),
        (tf.losses.log_loss, YES[:2], expit(Z[:2]), np.mean(np.logaddexp(0, np.where(YES, -Z, Z)[:2]))),
        (tf.losses.sigmoid_cross_entropy, ONE_HOT, Z, np.mean(np.logaddexp(0, np.where(ONE_HOT, -Z, Z)))),
        (tf.losses.softmax_cross_entropy, ONE_HOT, Z, -np.mean(np.sum(ONE_HOT * log_softmax(Z, 1), 1))),
        (tf.losses.sparse_softmax_cross_entropy, LABELS, Z, -np.mean(log_softmax(Z, 1)[range(4), LABELS])),
    ],
)
def test_costs_are_means(sess, cost, labels, predictions, expected):
    tensor = cost(labels, tf.constant(predictions))
    assert tensor.shape == ()
    assert tensor.name.endswith("/value:0")
    assert sess.run(tensor) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda z: tf.nn.softmax(z[0]), r"expected logits of shape \(n, k\), got \(3,\)"),
        (
            lambda z: tf.nn.sparse_softmax_cross_entropy_with_logits(labels=ONE_HOT.astype(int), logits=z),
            "one-hot labels belong to softmax_cross_entropy_with_logits",
        ),
        (
            lambda z: tf.nn.sigmoid_cross_entropy_with_logits(labels=YES[:, 0], logits=z),
            r"tf.reshape\(labels, \(-1, 1\)\)",
        ),
        (lambda z: tf.losses.mean_squared_error(YES[:, 0], z), "expected one shape"),
        (lambda z: tf.nn.dropout(z, 0.0), "expected keep_prob above 0"),
        (lambda z: tf.layers.dropout(z, 1.0), "expected a rate from 0 to below 1"),
        (lambda z: tf.layers.dense(tf.placeholder(tf.float32, (2, None)), 1), "whose last size is known"),
    ],
)
def test_what_cannot_fit_is_refused_when_it_is_built(logits, build, message):
    with pytest.raises(ValueError, match=message):
        build(logits)


def test_labels_that_would_broadcast_in_a_run_are_refused(sess, logits):
    labels = tf.placeholder(tf.float64, (None, 3))
    loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits)
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"one label for each logit, got \(1, 3\)"):
        sess.run(loss, {labels: YES[:1], logits: Z})


def test_dense_is_activation_of_a_matrix_product_and_an_offset(sess):
    x = tf.placeholder(tf.float32, (None, 2))
    out = tf.layers.dense(x, 3, activation=tf.nn.relu, name="hidden")
    kernel, bias = tf.trainable_variables()
    assert [kernel.name, bias.name, out.name] == ["hidden/kernel:0", "hidden/bias:0", "hidden/Relu:0"]
    assert out.shape == (None, 3)
    sess.run(tf.global_variables_initializer())
    bias.load([1, -1, 0], sess)
    got, w = sess.run([out, kernel], {x: [[1, 2], [-3, 0.5]]})
    expected = np.maximum(np.array([[1, 2], [-3, 0.5]]) @ w + [1, -1, 0], 0)
    np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-6)


def test_layers_without_a_name_are_counted():
    x = tf.placeholder(tf.float32, (None, 2))
    tf.layers.dense(tf.layers.dense(x, 3), 1, use_bias=False)
    names = [variable.name for variable in tf.trainable_variables()]
    assert names == ["dense/kernel:0", "dense/bias:0", "dense_1/kernel:0"]


def test_dropout_keeps_the_mean_and_follows_its_placeholders(sess):
    ones, training = tf.ones((20000,)), tf.placeholder(tf.bool, ())
    keep = tf.placeholder(tf.float32, ())
    old, new = tf.nn.dropout(ones, keep), tf.layers.dropout(ones, 0.75, training=training)
    got = sess.run(old, {keep: 0.5})
    assert set(np.unique(got)) == {0, 2}
    assert got.mean() == pytest.approx(1, abs=0.06), "six standard deviations"
    assert set(np.unique(sess.run(new, {training: True}))) == {0, 4}
    assert set(np.unique(sess.run(new, {training: False}))) == {1}
    assert set(np.unique(sess.run(old, {keep: 1.0}))) == {1}
    assert set(np.unique(sess.run(tf.layers.dropout(ones)))) == {1}


def test_the_gradient_goes_through_the_mask_of_the_same_run(sess):
    x = tf.ones((1000,))
    dropped = tf.nn.dropout(x, 0.5)
    (gradient,) = tf.gradients(dropped, x)
    np.testing.assert_array_equal(*sess.run((dropped, gradient)))
