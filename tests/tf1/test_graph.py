import numpy as np
import pytest

import dlteach.tf1 as tf


def test_names_are_those_of_tensorflow():
    a, b = tf.constant(1.0), tf.constant(2.0)
    assert [a.name, b.name, (a + b).name, (a + b).op.name] == ["Const:0", "Const_1:0", "add:0", "add_1"]
    assert tf.placeholder(tf.float32).name == "Placeholder:0"
    assert tf.reduce_mean(a).name == "Mean:0"


def test_a_number_beside_a_tensor_becomes_a_constant_inside_the_operation(graph):
    x = tf.placeholder(tf.float32, (), "x")
    _ = 2 * x
    assert [one.name for one in graph.get_operations()] == ["x", "mul/x", "mul"]


def test_scopes_nest_and_are_unique():
    with tf.name_scope("a"), tf.name_scope("b"):
        first = tf.constant(1.0)
    with tf.name_scope("a"):
        second = tf.constant(1.0)
    assert (first.name, second.name) == ("a/b/Const:0", "a_1/Const:0")


def test_a_name_that_looks_like_a_suffix_is_never_given_twice(graph):
    names = [tf.constant(0, name=name).name for name in ("x", "x_1", "x", "x", "x_1")]
    assert len(set(names)) == 5, names


def test_a_name_with_a_space_is_refused_with_one_that_works():
    with pytest.raises(ValueError, match="got 'my loss'; write my_loss"):
        tf.constant(1.0, name="my loss")


def test_operations_and_tensors_are_found_by_name(graph):
    x = tf.constant(1.0, name="x")
    assert graph.get_tensor_by_name("x:0") is x
    assert graph.get_operation_by_name("x") is x.op
    with pytest.raises(KeyError, match="no operation 'y'; it has x"):
        graph.get_tensor_by_name("y:0")
    with pytest.raises(ValueError, match="such as 'x:0', got 'x'"):
        graph.get_tensor_by_name("x")
    with pytest.raises(KeyError, match="1 outputs"):
        graph.get_tensor_by_name("x:1")


def test_graphs_are_apart():
    outside = tf.constant(1.0)
    with tf.Graph().as_default() as graph:
        inside = tf.constant(2.0)
        assert inside.graph is graph is tf.get_default_graph()
        with pytest.raises(ValueError, match="are of different graphs"):
            _ = inside + outside
        with pytest.raises(AssertionError, match="not inside"):
            tf.reset_default_graph()
    assert outside.graph is tf.get_default_graph()


def test_a_tensor_shows_its_name_shape_and_type():
    x = tf.placeholder(tf.float32, (None, 2))
    assert repr(x) == "<tf.Tensor 'Placeholder:0' shape=(?, 2) dtype=float32>"
    assert str(x) == 'Tensor("Placeholder:0", shape=(?, 2), dtype=float32)'
    assert str(tf.placeholder(tf.int32)) == 'Tensor("Placeholder_1:0", shape=<unknown>, dtype=int32)'


@pytest.mark.parametrize("use", [bool, float, list, len, np.asarray, lambda x: np.exp(x)])
def test_a_tensor_has_no_value_before_a_session_runs(use):
    with pytest.raises(TypeError, match=r"has no value while the graph is being defined|__array_ufunc__"):
        use(tf.constant(1.0))


@pytest.mark.parametrize(
    ("value", "dtype"),
    [
        (1.5, tf.float32),
        ([1, 2], tf.int32),
        (True, tf.bool),
        (np.ones(2), tf.float64),
        (np.arange(2), tf.int64),
    ],
)
def test_constants_take_tensorflows_types(value, dtype):
    assert tf.constant(value).dtype == dtype


def test_what_is_no_number_of_the_type_is_refused():
    with pytest.raises(TypeError, match="expected numbers, got str"):
        tf.constant("text")
    with pytest.raises(TypeError, match="expected int32 values, got float64"):
        tf.constant(1.5, tf.int32)
    with pytest.raises(TypeError, match=r"add beside 'Const:0' \(int32, shape \(\)\): y: expected int32"):
        _ = tf.constant(1) + 1.5
    with pytest.raises(TypeError, match=r"use tf.cast\(x, tf.float32\)"):
        _ = tf.constant(1.0) + tf.constant(1)
    with pytest.raises(TypeError, match=r"expected one of tf.float32"):
        tf.placeholder(np.complex128)


@pytest.mark.parametrize("room", [tf, tf.nn, tf.losses, tf.layers, tf.train])
def test_a_name_that_is_not_here_is_explained(room):
    assert set(room.__all__) <= set(dir(room))
    with pytest.raises(AttributeError, match=r"has no attribute 'conv2d'.*TensorFlow 1"):
        _ = room.conv2d
    with pytest.raises(AttributeError, match="Did you mean 'placeholder'"):
        _ = tf.placeholders
