"""The programs of the study notes, as they stand."""

import numpy as np

import dlteach.tf1 as tf


def test_constants_and_a_tuple_of_fetches():
    a = tf.constant(2)
    b = tf.constant(3)
    with tf.Session() as sess:
        assert sess.run(a) == 2
        assert sess.run((a, b, a + b)) == (2, 3, 5)


def test_a_placeholder_is_echoed():
    inputs = tf.placeholder(tf.float32, (None, 2))
    with tf.Session() as sess:
        for rows in (1, 3):
            got = sess.run(inputs, feed_dict={inputs: np.ones((rows, 2))})
            np.testing.assert_array_equal(got, np.ones((rows, 2)))


def test_a_dense_layer_runs_after_the_initializer():
    inputs = tf.placeholder(tf.float32, (None, 2), name="inputs")
    logits = tf.layers.dense(inputs, 1, name="logits")
    init_op = tf.global_variables_initializer()
    with tf.Session() as sess:
        sess.run(init_op)
        assert sess.run(logits, feed_dict={inputs: np.zeros((4, 2))}).shape == (4, 1)


def test_a_logistic_regression_learns_with_adam():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(200, 2))
    y = (x @ [[2.0], [-1.0]] > 0.5).astype(int)
    tf.set_random_seed(1)
    inputs = tf.placeholder(tf.float32, (None, 2), name="inputs")
    labels = tf.placeholder(tf.float32, (None, 1), name="labels")
    logits = tf.layers.dense(inputs, 1, name="logits")
    cost = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=logits))
    train_op = tf.train.AdamOptimizer(learning_rate=0.1).minimize(cost)
    correct = tf.equal(tf.round(tf.sigmoid(logits)), labels)
    accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        feed = {inputs: x, labels: y}
        before = sess.run(cost, feed_dict=feed)
        for _ in range(150):
            sess.run(train_op, feed_dict=feed)
        after, share = sess.run([cost, accuracy], feed_dict=feed)
    assert after < before / 2
    assert share > 0.97
