"""The graph under a functional model: nodes, histories, and functions between tensors."""

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import layers, ops
from dlteach.keras.ops.function import Function

X = np.array([[1.0, -2.0, 3.0]], "float32")


def test_a_symbolic_value_knows_where_it_comes_from():
    x = keras.Input((3,))
    layer = layers.Dense(2)
    first, second = layer(x), layer(x)
    assert first._keras_history.operation is second._keras_history.operation is layer
    assert (first._keras_history.node_index, second._keras_history.node_index) == (0, 1)
    assert layer._inbound_nodes[1].input_tensors == [x]
    assert layer._inbound_nodes[1].output_tensors[0] is second


def test_a_function_runs_the_operations_between_two_tensors():
    x = keras.Input((3,))
    y = ops.maximum(x * 2.0, 0.0)
    z = ops.sum(y, axis=-1)
    np.testing.assert_array_equal(Function(x, z)(X), [8.0])
    np.testing.assert_array_equal(Function(y, z)(X), [2.0])


def test_a_function_gives_the_structure_it_was_made_with():
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    function = Function({"a": a, "b": b}, {"sum": a + b, "difference": a - b})
    found = function({"a": X, "b": 2 * X})
    np.testing.assert_array_equal(found["sum"], 3 * X)
    np.testing.assert_array_equal(found["difference"], -X)


def test_a_function_works_on_symbols_too():
    x = keras.Input((3,))
    function = Function(x, ops.concatenate([x, x * 2.0], axis=-1))
    assert function(keras.Input((3,))).shape == (None, 6)
    assert function.compute_output_shape((7, 3)) == (7, 6)


def test_the_batch_axis_stays_open():
    x = keras.Input((4, 6))
    assert ops.reshape(x, (-1, 24)).shape == (None, 24)
    assert ops.mean(x, axis=(1, 2)).shape == (None,)
    assert ops.matmul(x, ops.transpose(x, (0, 2, 1))).shape == (None, 4, 4)


def test_a_symbolic_value_has_no_numbers():
    x = keras.Input((3,))
    with pytest.raises((TypeError, ValueError)):
        np.asarray(x)
    with pytest.raises(TypeError):
        bool(x)


def test_operations_take_arrays_and_give_arrays():
    assert isinstance(ops.add(X, 1.0), np.ndarray)
    np.testing.assert_array_equal(ops.relu(X), [[1, 0, 3]])
