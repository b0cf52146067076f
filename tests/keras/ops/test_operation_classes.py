"""Every operation is also a class, whose objects are the steps of a graph."""

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import ops

X = np.arange(6, dtype=np.float32).reshape(2, 3)


def test_an_object_is_made_with_settings_and_called_with_values():
    np.testing.assert_array_equal(ops.Mean(axis=1)(X), [1, 4])


def test_settings_may_come_first_in_the_function():
    np.testing.assert_array_equal(ops.Einsum("ij->j")(X), [3, 5, 7])


def test_a_symbolic_call_is_a_step_of_that_class():
    out = ops.mean(keras.Input((3,)), axis=1)
    assert isinstance(out._keras_history.operation, ops.Mean)


def test_a_class_with_settings_can_be_saved(tmp_path):
    x = keras.Input((3,))
    model = keras.Model(x, ops.Sum(axis=1)(ops.abs(x)))
    model.save(tmp_path / "model.keras")
    again = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(again.predict(-X, verbose=0), [3, 12])


def test_what_is_no_operation_is_no_class():
    with pytest.raises(AttributeError, match="Meen"):
        _ = ops.numpy.Meen
