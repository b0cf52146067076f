import numpy as np
import pytest

import dlteach.tf1 as tf


@pytest.fixture
def x():
    return tf.placeholder(tf.float32, (None, 2), name="x")


def test_fetches_come_back_in_the_form_in_which_they_were_asked(sess):
    a, b = tf.constant(1.0), tf.constant([2, 3])
    assert sess.run(a) == 1.0
    assert isinstance(sess.run(a), np.float32)
    got = sess.run({"pair": (a, a), "list": [b], "name": "Const:0"})
    assert got["pair"] == (1.0, 1.0)
    assert isinstance(got["list"], list)
    np.testing.assert_array_equal(got["list"][0], [2, 3])
    assert got["name"] == 1.0


def test_only_what_a_fetch_needs_is_computed(sess, x):
    needed = tf.constant(1.0) + 1
    tf.reduce_sum(x)
    assert sess.run(needed) == 2.0, "the placeholder is not on the way"


def test_a_feed_takes_the_place_of_any_tensor(sess, x):
    middle = tf.reduce_sum(x, name="middle")
    assert sess.run(2 * middle, {middle: 5.0}) == 10.0, "x itself is not needed then"
    assert sess.run(middle, {"middle:0": 3}) == 3.0


def test_each_operation_is_computed_once(sess):
    noise = tf.random_normal((1000,))
    assert sess.run(tf.reduce_max(tf.abs(noise - noise))) == 0, "two draws would differ"


def test_a_long_chain_is_no_problem(sess):
    y = one = tf.constant(1.0)
    for _ in range(2000):
        y = tf.add(y, one)
    assert sess.run(y) == 2001


def test_a_forgotten_feed_is_named_with_the_way_to_it(sess, x):
    loss = tf.reduce_sum(tf.square(x, name="squares"), name="loss")
    way = r"'x:0' \(float32, shape \(\?, 2\)\), needed on the way loss ← squares ← x\nPass feed_dict={x: ...}"
    with pytest.raises(tf.errors.InvalidArgumentError, match=way):
        sess.run(loss)


def test_all_forgotten_feeds_are_named_at_once(sess, x):
    y = tf.placeholder(tf.float32, (2,), name="y")
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"Pass feed_dict={x: ..., y: ...}"):
        sess.run(x + y)


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (np.ones(2), ValueError, r"'x:0' has shape \(\?, 2\), got .* \(2,\); use value\[None, :\]"),
        (np.ones((2, 3)), ValueError, r"got a value of shape \(2, 3\); use value.T"),
        (np.ones((4, 3)), ValueError, r"got a value of shape \(4, 3\)$"),
        ([["a", "b"]], TypeError, "expected numbers"),
        ([[1, 2], [3]], ValueError, "rows of equal length"),
    ],
)
def test_a_feed_that_does_not_fit_says_what_would(sess, x, value, error, message):
    with pytest.raises(error, match=message):
        sess.run(x, {x: value})


def test_a_feed_is_a_number_for_a_tensor_of_this_graph(sess, x):
    with pytest.raises(TypeError, match=r"is a tensor of the graph; feed the result of sess.run"):
        sess.run(x, {x: tf.zeros((1, 2))})
    with pytest.raises(TypeError, match="expected tensors as keys, got 3"):
        sess.run(x, {3: 1.0})
    with tf.Graph().as_default():
        other = tf.placeholder(tf.float32)
    with pytest.raises(ValueError, match="not in the graph of this session"):
        sess.run(x, {other: 1.0})


def test_a_fraction_is_no_feed_for_integers(sess):
    labels = tf.placeholder(tf.int64, (None,), name="labels")
    np.testing.assert_array_equal(sess.run(labels, {labels: np.array([1], np.uint8)}), [1])
    with pytest.raises(TypeError, match=r"labels:0: expected int64 values, got float64; .*astype\(np.int"):
        sess.run(labels, {labels: [1.5]})


def test_what_cannot_be_fetched_is_refused(sess):
    with pytest.raises(TypeError, match="did a name that held a tensor take the result of an earlier run"):
        sess.run(None)
    with tf.Graph().as_default():
        other = tf.constant(1.0)
    with pytest.raises(ValueError, match="make the session after the graph"):
        sess.run(other)


def test_shapes_that_meet_only_in_a_run_are_reported_with_the_operation(sess, x):
    y = tf.placeholder(tf.float32, (None, 2), name="y")
    message = r"both \(Add\), from 'x:0' \(2, 2\), 'y:0' \(3, 2\)"
    with pytest.raises(tf.errors.InvalidArgumentError, match=message):
        sess.run(tf.add(x, y, "both"), {x: np.ones((2, 2)), y: np.ones((3, 2))})


def test_a_closed_session_runs_no_more():
    one = tf.constant(1.0)
    with tf.Session() as sess:
        pass
    with pytest.raises(RuntimeError, match="closed"):
        sess.run(one)
    assert tf.get_default_session() is None


def test_eval_uses_the_default_session_or_the_one_that_is_given(x):
    total = tf.reduce_sum(x)
    with pytest.raises(ValueError, match="no default session"):
        total.eval({x: [[1, 2]]})
    assert total.eval({x: [[1, 2]]}, session=tf.Session()) == 3
    with tf.Session():
        assert total.eval({x: [[1, 2]]}) == 3


def test_an_interactive_session_is_the_default_until_it_is_closed():
    sess = tf.InteractiveSession()
    assert tf.get_default_session() is sess
    assert tf.constant(1.0).eval() == 1
    sess.close()
    assert tf.get_default_session() is None


def test_a_session_takes_the_graph_it_is_given():
    graph = tf.Graph()
    with graph.as_default():
        two = tf.constant(2.0)
    with tf.Session(graph=graph) as sess:
        assert sess.run(two) == 2
        assert tf.get_default_graph() is graph
