import numpy as np
import pytest

import dlteach.tf1 as tf

START = np.array([1.0, -2.0])


def bowl(w):
    """Its gradient is (w₀, 4 w₁)."""
    return tf.reduce_sum(w * w * np.array([0.5, 2.0]))


def trained(sess, optimizer, steps):
    w = tf.Variable(START)
    step = optimizer.minimize(bowl(w))
    sess.run(tf.global_variables_initializer())
    path = []
    for _ in range(steps):
        assert sess.run(step) is None
        path.append(sess.run(w))
    return np.array(path)


def test_gradient_descent_is_the_loop_written_by_hand(sess):
    w, path = START.copy(), []
    for _ in range(5):
        w = w - 0.1 * w * [1, 4]
        path.append(w)
    got = trained(sess, tf.train.GradientDescentOptimizer(0.1), 5)
    np.testing.assert_allclose(got, path, rtol=1e-14)


def test_momentum_is_the_loop_written_by_hand(sess):
    w, accumulated, path = START.copy(), 0.0, []
    for _ in range(20):
        accumulated = 0.9 * accumulated + w * [1, 4]
        w = w - 0.05 * accumulated
        path.append(w)
    got = trained(sess, tf.train.MomentumOptimizer(0.05, 0.9), 20)
    np.testing.assert_allclose(got, path, rtol=1e-12)


@pytest.mark.parametrize("epsilon", [1e-8, 0.5])
def test_adam_is_tensorflows_loop_written_by_hand(sess, epsilon):
    w, m, v, path = START.copy(), 0.0, 0.0, []
    for t in range(1, 21):
        g = w * [1, 4]
        rate = 0.1 * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        w = w - rate * m / (np.sqrt(v) + epsilon)
        path.append(w)
    got = trained(sess, tf.train.AdamOptimizer(0.1, epsilon=epsilon), 20)
    np.testing.assert_allclose(got, path, rtol=1e-12)


def test_adams_default_rate_is_a_thousandth(sess):
    moved = trained(sess, tf.train.AdamOptimizer(), 1)[0] - START
    np.testing.assert_allclose(moved, [-0.001, 0.001], rtol=1e-6)


def test_the_memory_of_an_optimizer_is_in_variables_that_are_not_trained():
    w = tf.Variable([1.0], name="w")
    tf.train.AdamOptimizer().minimize(tf.reduce_sum(w))
    names = [variable.name for variable in tf.global_variables()]
    assert names == ["w:0", "Adam/step:0", "w/Adam:0", "w/Adam_1:0"]
    assert tf.trainable_variables() == [w]


def test_an_optimizer_after_the_initializer_is_not_initialised(sess):
    w = tf.Variable([1.0])
    init = tf.global_variables_initializer()
    step = tf.train.AdamOptimizer().minimize(tf.reduce_sum(w))
    sess.run(init)
    with pytest.raises(tf.errors.FailedPreconditionError, match=r"optimizer's minimize, then sess.run"):
        sess.run(step)


def test_a_loss_fetched_beside_the_step_is_the_one_before_it(sess):
    w = tf.Variable(2.0)
    loss = w**2
    step = tf.train.GradientDescentOptimizer(0.25).minimize(loss)
    sess.run(tf.global_variables_initializer())
    assert sess.run([step, loss]) == [None, 4]
    assert sess.run(loss) == 1


def test_only_the_variables_in_the_list_change_and_steps_are_counted(sess):
    a, b = tf.Variable(1.0), tf.Variable(1.0)
    count = tf.Variable(0, trainable=False)
    optimizer = tf.train.GradientDescentOptimizer(0.5)
    step = optimizer.minimize(a + b, global_step=count, var_list=[b])
    sess.run(tf.global_variables_initializer())
    sess.run(step)
    assert sess.run([a, b, count]) == [1, 0.5, 1]


def test_a_learning_rate_can_be_fed(sess):
    w, rate = tf.Variable(1.0), tf.placeholder(tf.float32, ())
    step = tf.train.GradientDescentOptimizer(rate).minimize(1.0 * w)
    sess.run(tf.global_variables_initializer())
    sess.run(step, {rate: 0.25})
    assert sess.run(w) == 0.75


def test_gradients_can_be_changed_on_their_way(sess):
    w = tf.Variable(1.0)
    optimizer = tf.train.GradientDescentOptimizer(1.0)
    pairs = [(tf.minimum(g, 0.5), v) for g, v in optimizer.compute_gradients(100.0 * w)]
    step = optimizer.apply_gradients(pairs)
    sess.run(tf.global_variables_initializer())
    sess.run(step)
    assert sess.run(w) == 0.5


def test_a_loss_that_depends_on_no_variable_is_refused():
    tf.Variable(1.0, name="w")
    with pytest.raises(ValueError, match=r"Adam: the loss depends on no trainable variable \(w:0\)"):
        tf.train.AdamOptimizer().minimize(tf.constant(1.0))
