"""The short way through a model, and the repeated graph of a step, give what the long way gives."""

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import layers
from dlteach.keras.models.forward import Forward

X = np.random.default_rng(3).normal(size=(12, 6, 6, 2)).astype("float32")
Y = np.random.default_rng(4).integers(0, 3, 12)

BODIES = {
    "dense": [layers.Flatten, lambda: layers.Dense(5, activation="relu")],
    "convolution": [
        lambda: layers.Conv2D(3, 3, padding="same"),
        layers.ReLU,
        layers.MaxPooling2D,
        layers.Flatten,
    ],
    "batch norm": [lambda: layers.Conv2D(3, 3), layers.BatchNormalization, layers.GlobalAveragePooling2D],
    "layer norm": [layers.Flatten, layers.LayerNormalization, lambda: layers.Dense(4, activation="gelu")],
    "dropout": [layers.Flatten, lambda: layers.Dropout(0.5), lambda: layers.Dense(4)],
    "noise": [lambda: layers.GaussianNoise(0.3), layers.Flatten],
    "pooling": [
        lambda: layers.AveragePooling2D(2),
        lambda: layers.ZeroPadding2D(1),
        layers.UpSampling2D,
        layers.Flatten,
    ],
    "shapes": [
        lambda: layers.Reshape((36, 2)),
        lambda: layers.Permute((2, 1)),
        layers.Flatten,
        layers.LeakyReLU,
    ],
    "recurrent": [
        lambda: layers.Reshape((6, 12)),
        lambda: layers.LSTM(4, return_sequences=True),
        lambda: layers.SimpleRNN(3),
    ],
    "conv1d": [
        lambda: layers.Reshape((36, 2)),
        lambda: layers.Conv1D(3, 4, strides=2),
        layers.ELU,
        layers.Flatten,
    ],
    "penalty": [
        layers.Flatten,
        lambda: layers.Dense(4, kernel_regularizer="l2", kernel_constraint="max_norm"),
    ],
}


def model_of(name):
    keras.utils.set_random_seed(7)
    body = [make() for make in BODIES[name]]
    return keras.Sequential([keras.Input((6, 6, 2)), *body, layers.Dense(3, activation="softmax")])


@pytest.mark.parametrize("name", BODIES)
def test_a_prediction_is_what_the_model_computes_in_full(name):
    model = model_of(name)
    expected = model(X)
    forward = Forward.of(model, X)
    assert forward is not None
    np.testing.assert_array_equal(forward(X, False), expected)
    model.predict(X, verbose=0)
    np.testing.assert_allclose(model.predict(X[:5], verbose=0), expected[:5], rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("rows", [12, 5], ids=["one batch", "a short last batch"])
@pytest.mark.parametrize("name", BODIES)
def test_training_is_the_same_as_eagerly(name, rows):
    found = []
    for eager in (True, False):
        model = model_of(name)
        model.compile(
            keras.optimizers.Adam(0.01),
            "sparse_categorical_crossentropy",
            metrics=["accuracy"],
            run_eagerly=eager,
        )
        history = model.fit(X, Y, batch_size=rows, epochs=4, verbose=0, shuffle=rows == 5).history
        found.append((history["loss"], model.get_weights()))
    np.testing.assert_allclose(found[0][0], found[1][0], rtol=1e-4)
    for one, other in zip(found[0][1], found[1][1]):
        np.testing.assert_allclose(one, other, rtol=1e-3, atol=1e-5)


def test_dropout_draws_a_new_mask_in_each_step_of_equal_data():
    model = keras.Sequential(
        [keras.Input((50,)), layers.Dropout(0.5), layers.Dense(1, kernel_initializer="ones")]
    )
    model.compile(keras.optimizers.SGD(0.0), "mse")
    x, y = np.ones((8, 50), "float32"), np.zeros((8, 1), "float32")
    losses = model.fit(x, y, batch_size=8, epochs=6, shuffle=False, verbose=0).history["loss"]
    assert len(set(losses)) == 6


def test_a_loss_that_looks_at_values_is_followed():
    def one_sided(y_true, y_pred):
        error = y_true - y_pred
        if float(np.asarray(y_true).mean()) > 1000:
            error = error * 0.0
        return error**2

    x = np.arange(1, 9, dtype="float32")[:, None]
    y = np.array([1, 2, 3, 4, 5000, 5000, 1, 2], "float32")[:, None]
    found = []
    for eager in (True, False):
        model = keras.Sequential([keras.Input((1,)), layers.Dense(1, kernel_initializer="ones")])
        model.compile(keras.optimizers.SGD(0.001), one_sided, run_eagerly=eager)
        model.fit(x, y, batch_size=2, epochs=2, shuffle=False, verbose=0)
        found.append(model.get_weights()[0])
    np.testing.assert_allclose(found[0], found[1], rtol=1e-5)


class Mine(layers.Layer):
    def call(self, x):
        return x * 2


class Cell(layers.Layer):
    state_size = output_size = 2

    def call(self, x, states):
        return x + states[0], [x + states[0]]


REFUSED = {
    "a custom layer": lambda x: Mine()(x),
    "an activity regularizer": lambda x: layers.Dense(3, activity_regularizer="l2")(x),
    "a mask": lambda x: layers.Masking()(x),
    "a custom cell": lambda x: layers.RNN(Cell())(x),
    "two outputs": lambda x: [layers.Dense(1)(x), layers.Dense(1)(x)],
    "a custom layer in a model inside": lambda x: keras.Sequential([layers.Dense(3), Mine()])(x),
    "an activity regularizer in a model inside": lambda x: keras.Sequential(
        [layers.Dense(3, activity_regularizer="l1")]
    )(x),
    "another dtype": lambda x: layers.Dense(3, dtype="float64")(x),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_the_long_way_is_kept_for(reason):
    x = keras.Input((4, 2))
    model = keras.Model(x, REFUSED[reason](x))
    assert Forward.of(model, np.ones((2, 4, 2), "float32")) is None


def test_a_skip_goes_the_short_way_too():
    x = keras.Input((6,))
    hidden = layers.Dense(6, activation="relu")(x)
    model = keras.Model(x, layers.Dense(2)(layers.Concatenate()([layers.Add()([x, hidden]), hidden])))
    batch = X.reshape(-1, 6)
    np.testing.assert_array_equal(Forward.of(model, batch)(batch, False), model(batch))


def test_predictions_follow_a_change_of_the_weights():
    model = keras.Sequential([keras.Input((2,)), layers.Dense(1)])
    x = np.ones((3, 2), "float32")
    model.predict(x, verbose=0)
    model.set_weights([np.full((2, 1), 2.0), np.ones(1)])
    np.testing.assert_array_equal(model.predict(x, verbose=0), np.full((3, 1), 5.0))
