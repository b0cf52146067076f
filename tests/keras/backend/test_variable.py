import threading

import numpy as np
import pytest

from dlteach import autodiff
from dlteach.autodiff import Tensor
from dlteach.keras import backend
from dlteach.keras.backend import Variable


def test_an_array_without_a_type_becomes_float32():
    assert Variable(np.ones(2)).dtype == "float32"
    assert Variable(np.ones(2), dtype="float64").dtype == "float64"
    assert Variable([1, 2]).dtype == "int32"


def test_a_variable_does_not_share_memory_with_what_it_was_made_of():
    start = np.ones(2, np.float32)
    v = Variable(start)
    v.assign([5.0, 6.0])
    np.testing.assert_array_equal(start, [1, 1])


def test_numpy_and_asarray_give_copies():
    v = Variable([1.0, 2.0])
    for copy in (v.numpy(), np.asarray(v)):
        copy[:] = 9
    np.testing.assert_array_equal(v.value, [1, 2])


def test_assign_writes_into_a_part_of_a_longer_array():
    vector = np.zeros(5, np.float32)
    v = Variable([1.0, 2.0])
    v._value = vector[1:3]
    v.assign([5.0, 6.0])
    v.assign_sub([1.0, 1.0])
    np.testing.assert_array_equal(vector, [0, 4, 5, 0, 0])


def test_who_holds_the_old_value_keeps_it():
    v = Variable([1.0, 2.0])
    old = v.value
    v.assign([5.0, 6.0])
    np.testing.assert_array_equal(old, [1, 2])


def test_another_shape_is_an_error_with_both_shapes():
    with pytest.raises(ValueError, match=r"must match. variable.shape=\(2,\), Received: value.shape=\(3,\)"):
        Variable([1.0, 2.0]).assign([1.0, 2.0, 3.0])


def test_gradients_flow_to_a_trainable_variable_only_while_they_are_recorded():
    w, b = Variable([2.0, 3.0]), Variable([1.0], trainable=False)
    assert isinstance(w.value, np.ndarray)
    with backend.recording():
        assert isinstance(w.value, Tensor)
        assert isinstance(b.value, np.ndarray)
        loss = autodiff.sum(autodiff.multiply(w, w) + b)
    loss.backward()
    np.testing.assert_array_equal(w._leaf.grad, [4, 6])
    assert isinstance(w.value, np.ndarray)


def test_the_leaf_sees_what_is_assigned():
    for start in ([1.0, 2.0], 1.0):
        w = Variable(start)
        with backend.recording():
            leaf = w.value
            w.assign(np.full(w.shape, 7.0))
            assert w.value is leaf
        np.testing.assert_array_equal(leaf.data, np.full(w.shape, 7.0))


def test_another_thread_does_not_record():
    w, seen = Variable([1.0]), []
    with backend.recording():
        thread = threading.Thread(target=lambda: seen.append(w.value))
        thread.start()
        thread.join()
    assert isinstance(seen[0], np.ndarray)


def test_a_stateless_scope_keeps_variables_as_they_are():
    v, w = Variable([1.0]), Variable([2.0])
    with backend.StatelessScope([(v, np.float32([10.0]))]) as scope:
        w.assign(v.value + w.value)
        assert w.value == [12.0]
    assert scope.get_current_value(w) == [12.0]
    assert v.numpy() == [1.0]
    assert w.numpy() == [2.0]


def test_a_variable_made_in_a_stateless_scope_gets_its_value_at_the_end():
    with backend.StatelessScope():
        v = Variable(lambda shape, dtype: np.ones(shape, dtype), shape=(2,))
        assert v._value is None
        np.testing.assert_array_equal(v.value, [1, 1])
    np.testing.assert_array_equal(v._value, [1, 1])


def test_an_autocast_scope_reads_floats_as_another_type_and_passes_gradients():
    w, n = Variable([1.0, 2.0]), Variable([1, 2], trainable=False)
    with backend.AutocastScope("float16"):
        assert w.value.dtype == np.float16
        assert w.dtype == "float16"
        assert n.value.dtype == np.int32
        with backend.recording():
            loss = autodiff.sum(w.value * np.float16(2))
    loss.backward()
    assert w._leaf.grad.dtype == np.float32
    np.testing.assert_array_equal(w._leaf.grad, [2, 2])
    assert w.value.dtype == np.float32


def test_the_path_has_the_names_of_the_scopes():
    with backend.name_scope("model"), backend.name_scope("dense"):
        assert Variable([1.0], name="kernel").path == "model/dense/kernel"


def test_operators_give_arrays():
    v = Variable([1.0, 2.0])
    np.testing.assert_array_equal(v + 1, [2, 3])
    np.testing.assert_array_equal(1 - v, [0, -1])
    np.testing.assert_array_equal(np.float32([2, 2]) * v, [2, 4])
    np.testing.assert_array_equal(v @ np.float32([1, 1]), 3)
    np.testing.assert_array_equal(v > 1, [False, True])
    np.testing.assert_array_equal(-v, [-1, -2])
    np.testing.assert_array_equal(np.exp(v), np.exp([1, 2], dtype=np.float32))


def test_names_are_numbered_until_the_session_is_cleared():
    backend.clear_session()
    assert [Variable([1.0]).name for _ in range(2)] == ["variable", "variable_1"]
    backend.clear_session()
    assert Variable([1.0]).name == "variable"
