import numpy as np
import pytest

import dlteach.tf1 as tf


def test_a_variable_without_a_value_says_what_to_run(sess):
    w = tf.Variable(1.0, name="w")
    with pytest.raises(tf.errors.FailedPreconditionError, match=r"'w:0' has no value.*global_variables_init"):
        sess.run(w)


def test_an_initializer_knows_the_variables_that_were_there_before_it(sess):
    early = tf.Variable(1.0)
    init = tf.global_variables_initializer()
    late = tf.Variable(2.0, name="late")
    assert sess.run(init) is None
    assert sess.run(early) == 1
    with pytest.raises(tf.errors.FailedPreconditionError, match="late:0"):
        sess.run(late)


def test_each_session_has_its_own_values():
    w = tf.Variable(1.0)
    double = tf.assign(w, 2 * w)
    with tf.Session() as one, tf.Session() as two:
        for sess in (one, two):
            sess.run(tf.global_variables_initializer())
        one.run(double)
        assert (one.run(w), two.run(w)) == (2, 1)


def test_within_a_run_a_variable_has_the_value_of_the_beginning(sess):
    w = tf.Variable(1.0)
    add, sub = tf.assign_add(w, 5.0), tf.assign_sub(w, 2.0)
    sess.run(tf.global_variables_initializer())
    assert sess.run([add, w]) == [6, 1]
    assert sess.run([w, add]) == [6, 11]
    sess.run(tf.group(add, sub))
    assert sess.run(w) == 14, "both updates count"


def test_a_run_that_fails_changes_nothing(sess):
    w, x = tf.Variable([1.0, 1.0]), tf.placeholder(tf.float32, (None,))
    grow, wrong = tf.assign(w, w + 1), tf.constant([1.0, 2.0, 3.0]) + x
    sess.run(tf.global_variables_initializer())
    with pytest.raises(tf.errors.InvalidArgumentError):
        sess.run([grow, wrong], {x: [1.0, 2.0]})
    np.testing.assert_array_equal(sess.run(w), [1, 1])


def test_results_and_feeds_share_no_memory_with_variables(sess):
    x = tf.placeholder(tf.float32, (2,))
    w = tf.Variable([1.0, 2.0])
    value = np.array([3.0, 4.0], np.float32)
    sess.run(tf.assign(w, x), {x: value})
    value[:] = 0
    sess.run(w)[:] = 0
    np.testing.assert_array_equal(sess.run(w), [3, 4])


def test_assignments_keep_shape_and_type(sess):
    w = tf.Variable([1.0, 2.0], name="w")
    with pytest.raises(ValueError, match=r"expected shape \(2,\) for variable 'w:0', got"):
        tf.assign(w, [1.0, 2.0, 3.0])
    with pytest.raises(TypeError, match="expected float32"):
        tf.assign(w, tf.constant([1, 2]))
    x = tf.placeholder(tf.float32, (None,))
    sess.run(tf.global_variables_initializer())
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"expected shape \(2,\), got \(3,\)"):
        sess.run(tf.assign(w, x), {x: [1, 2, 3]})
    with pytest.raises(ValueError, match=r"w:0: expected a value of shape \(2,\), got \(1,\)"):
        w.load([1.0])
    w.load([5, 6])
    np.testing.assert_array_equal(sess.run(w), [5, 6])


def test_get_variable_gives_the_exact_name_and_refuses_a_second(sess):
    with tf.name_scope("scope"):
        w = tf.get_variable("w", (2, 3), initializer=tf.ones_initializer())
    assert w.name == "w:0"
    assert w.shape == (2, 3)
    with pytest.raises(ValueError, match=r"has a variable 'w' already.*reset_default_graph"):
        tf.get_variable("w", (2, 3))
    with pytest.raises(ValueError, match="expected a shape for 'v'"):
        tf.get_variable("v")
    assert tf.get_variable("u", initializer=[1.0, 2.0]).shape == (2,)


def test_the_lists_of_variables():
    w = tf.Variable(1.0)
    count = tf.Variable(0, trainable=False)
    assert tf.global_variables() == [w, count]
    assert tf.trainable_variables() == [w]


def test_a_variable_needs_a_known_shape():
    with pytest.raises(ValueError, match=r"without unknown sizes, got \(\?,\)"):
        tf.Variable(tf.placeholder(tf.float32, (None,)))


def test_a_seed_repeats_the_draws_of_a_session():
    tf.set_random_seed(3)
    a, b = tf.random_normal((4,)), tf.random_normal((4,))

    def draws():
        with tf.Session() as sess:
            return sess.run([a, b]) + sess.run([a, b])

    first, again = draws(), draws()
    np.testing.assert_array_equal(first, again)
    assert len({tuple(draw) for draw in first}) == 4, "operations and runs differ from each other"


@pytest.mark.parametrize(
    ("tensor", "low", "high"),
    [
        (lambda: tf.random_uniform((5000,), -2, 3), -2, 3),
        (lambda: tf.truncated_normal((5000,), 1.0, 0.5), 0, 2),
        (lambda: tf.glorot_uniform_initializer()((50, 100), tf.float32), -0.2, 0.2),
    ],
)
def test_draws_fill_their_range_and_stay_in_it(sess, tensor, low, high):
    values = sess.run(tensor())
    assert values.dtype == np.float32
    assert low <= values.min() < values.max() <= high
    assert values.max() - values.min() > 0.9 * (high - low)
