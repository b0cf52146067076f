"""Models with a `call` of the learner's own."""

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import layers, ops

X = np.random.default_rng(2).normal(size=(8, 3)).astype("float32")


class Block(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), name="w")

    def call(self, inputs):
        return ops.tanh(inputs @ self.w)

    def get_config(self):
        return {**super().get_config(), "units": self.units}


class Two(keras.Model):
    def __init__(self):
        super().__init__()
        self.blocks = [Block(4), Block(2)]
        self.dropout = layers.Dropout(0.5)

    def call(self, x, training=False):
        for block in self.blocks:
            x = block(x)
        return self.dropout(x, training=training)


def test_layers_in_a_list_belong_to_the_model():
    model = Two()
    y = model(X)
    assert y.shape == (8, 2)
    assert [w.shape for w in model.weights] == [(3, 4), (4, 2)]
    assert len(model.layers) == 3


def test_training_reaches_the_layers_inside():
    model = Two()
    still = model(X)
    np.testing.assert_array_equal(still, model(X))
    assert np.any(np.asarray(model(X, training=True)) == 0)
    assert not np.any(model.predict(X, verbose=0) == 0)


def test_it_learns():
    keras.utils.set_random_seed(0)
    model = keras.Sequential([Block(8), layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.05), "mse")
    history = model.fit(X, X[:, :1] ** 2, epochs=60, verbose=0).history["loss"]
    assert history[-1] < 0.1 * history[0]


def test_a_custom_layer_in_a_functional_model_survives_its_config():
    x = keras.Input((3,))
    model = keras.Model(x, Block(2)(x))
    copy = keras.Model.from_config(model.get_config(), custom_objects={"Block": Block})
    copy.set_weights(model.get_weights())
    np.testing.assert_array_equal(copy(X), model(X))


def test_a_model_without_call_says_so():
    class Nothing(keras.Model):
        pass

    with pytest.raises(NotImplementedError, match=r"does not have a `call\(\)`"):
        Nothing()(X)


def test_forgetting_super_init_says_so():
    class Forgetful(layers.Layer):
        def __init__(self):
            self.units = 3

    with pytest.raises(RuntimeError, match=r"super\(\).__init__\(\)"):
        Forgetful()(X)


def test_a_functional_subclass_trains_with_its_own_step():
    class Own(keras.Model):
        def train_step(self, data):
            return {"seen": float(len(data[0])), **super().train_step(data)}

    x = keras.Input((3,))
    model = Own(x, layers.Dense(1)(x))
    model.compile("sgd", "mse")
    history = model.fit(X, X[:, :1], batch_size=4, verbose=0).history
    assert history["seen"] == [4.0]
    assert set(history) == {"seen", "loss"}
