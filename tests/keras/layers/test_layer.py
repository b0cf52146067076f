"""Layer: what every layer of a learner's own inherits."""

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import layers, ops
from dlteach.keras.backend import get_keras_mask

X = np.random.default_rng(0).normal(size=(4, 3)).astype("float32")


class Scale(layers.Layer):
    def build(self, input_shape):
        self.factor = self.add_weight(
            shape=(input_shape[-1],), initializer="ones", regularizer="l2", name="factor"
        )
        self.calls = self.add_weight(shape=(), initializer="zeros", trainable=False, name="calls")

    def call(self, inputs, training=False):
        if training:
            self.calls.assign_add(1.0)
        return inputs * self.factor


def test_build_runs_once_and_names_the_weights():
    layer = Scale(name="mine")
    assert not layer.built
    assert layer.weights == []
    layer(X)
    layer(X)
    assert [w.path for w in layer.weights] == ["mine/factor", "mine/calls"]
    assert len(layer.trainable_weights) == len(layer.non_trainable_weights) == 1
    assert layer.count_params() == 4


def test_an_unbuilt_layer_cannot_count_its_weights():
    with pytest.raises(ValueError, match="isn't built"):
        Scale().count_params()


def test_weights_made_after_building_are_refused():
    layer = Scale()
    layer(X)
    with pytest.raises(ValueError, match="cannot add new elements of state"):
        layer.late = layers.Dense(1)


def test_add_weight_wants_a_name_by_keyword():
    with pytest.raises(ValueError, match="`name` must be passed as a keyword"):
        Scale().add_weight("w")


def test_training_is_passed_on_to_the_layers_inside():
    seen = []

    class Spy(layers.Layer):
        def call(self, x, training=None):
            seen.append(training)
            return x

    class Outer(layers.Layer):
        def __init__(self):
            super().__init__()
            self.spy = Spy()

        def call(self, x):
            return self.spy(x)

    outer = Outer()
    outer(X)  # builds it, with a call of its own
    seen.clear()
    outer(X, training=True)
    outer(X, training=False)
    outer(X)
    assert [bool(flag) for flag in seen] == [True, False, False]


def test_an_explicit_training_flag_inside_has_the_last_word():
    class Always(layers.Layer):
        def __init__(self):
            super().__init__()
            self.dropout = layers.Dropout(0.5)

        def call(self, x):
            return self.dropout(x, training=True)

    keras.utils.set_random_seed(0)
    assert np.any(np.asarray(Always()(np.ones((10, 10)), training=False)) == 0)


def test_losses_are_those_of_the_last_call_and_the_penalties():
    class Adds(layers.Layer):
        def call(self, x):
            self.add_loss(ops.sum(ops.abs(x)))
            return x

    layer = Adds()
    layer(X)
    layer(2 * X)
    assert len(layer.losses) == 1
    np.testing.assert_allclose(layer.losses[0], 2 * np.abs(X).sum(), rtol=1e-6)
    scale = Scale()
    scale(X)
    np.testing.assert_allclose([float(np.asarray(v)) for v in scale.losses], [0.01 * 3], rtol=1e-6)


def test_an_activity_regularizer_is_divided_by_the_rows():
    layer = layers.Dense(2, activity_regularizer=keras.regularizers.L2(0.1))
    y = np.asarray(layer(X))
    np.testing.assert_allclose(layer.losses[0], 0.1 * (y**2).sum() / 4, rtol=1e-5)


def test_a_mask_goes_through_layers_that_support_it():
    tokens = np.array([[1, 2, 0], [3, 0, 0]])
    embedded = layers.Embedding(5, 4, mask_zero=True)(tokens)
    np.testing.assert_array_equal(get_keras_mask(embedded), tokens != 0)
    np.testing.assert_array_equal(get_keras_mask(layers.Dropout(0.5)(embedded)), tokens != 0)


def test_a_layer_that_knows_no_masks_warns_that_it_loses_one():
    class Plain(layers.Layer):
        def call(self, x):
            return x * 2

    masked = layers.Masking()(np.ones((1, 2, 3), "float32"))
    with pytest.warns(UserWarning, match="does not support masking"):
        Plain()(masked)


def test_a_mask_reaches_a_call_that_asks_for_it():
    class Mean(layers.Layer):
        def compute_mask(self, inputs, previous_mask):
            return None

        def call(self, x, mask=None):
            weight = ops.cast(mask, "float32")[..., None]
            return ops.sum(x * weight, axis=1) / ops.sum(weight, axis=1)

    x = np.array([[[1.0], [3.0], [0.0]]], "float32")
    np.testing.assert_allclose(Mean()(layers.Masking()(x)), [[2.0]])


def test_stateless_call_uses_other_values_and_changes_none():
    layer = Scale()
    layer(X)
    y, (calls,) = layer.stateless_call([np.full(3, 2.0, "float32")], [np.float32(5)], X, training=True)
    np.testing.assert_allclose(y, 2 * X)
    assert float(calls) == 6.0
    np.testing.assert_array_equal(layer.get_weights()[0], np.ones(3))
    assert float(layer.calls.numpy()) == 0.0


def test_stateless_call_counts_the_values():
    layer = Scale()
    layer(X)
    with pytest.raises(ValueError, match="1:1"):
        layer.stateless_call([], [np.float32(0)], X)


def test_inputs_become_the_layers_dtype():
    assert layers.Dense(2)(X.astype("float64")).dtype == "float32"
    half = layers.Dense(2, dtype="float16")
    assert half(X).dtype == "float16"
    mixed = layers.Dense(2, dtype="mixed_float16")
    assert (mixed(X).dtype, mixed.kernel.dtype) == ("float16", "float32")


def test_wrong_rank_and_width_are_named():
    layer = layers.Dense(2)
    layer(X)
    with pytest.raises(
        ValueError, match=r"expected axis -1 of input shape to have value 3, .* shape \(4, 2\)"
    ):
        layer(X[:, :2])
    with pytest.raises(ValueError, match="expected min_ndim=4, found ndim=2"):
        layers.Conv2D(1, 2)(X)


def test_python_numbers_by_position_are_refused():
    with pytest.raises(ValueError, match="Only input tensors may be passed as positional arguments"):
        Scale()("text")


def test_unknown_arguments_are_refused():
    with pytest.raises(ValueError, match="Unrecognized keyword arguments"):
        Scale(unit=3)


def test_call_must_be_written():
    class Empty(layers.Layer):
        pass

    with pytest.raises(NotImplementedError, match="Empty"):
        Empty()(X)


def test_an_error_in_call_leaves_the_layer_usable():
    class Picky(layers.Layer):
        def call(self, x, training=False):
            if training:
                raise KeyError("no training today")
            return x + 1

    layer = Picky()
    with pytest.raises(KeyError):
        layer(X, training=True)
    np.testing.assert_array_equal(layer(X), X + 1)
    assert layers.Dropout(0.9)(X) is not None


def test_a_symbolic_call_gives_shape_and_dtype_without_numbers():
    y = Scale()(keras.Input((3,)))
    assert (y.shape, y.dtype) == ((None, 3), "float32")
