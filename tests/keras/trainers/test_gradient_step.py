"""The repeated step trains as the long way does, and gives way where it cannot."""

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import layers


def data(n=96, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, 6)).astype("float32"), rng.integers(0, 3, n)


def model_of(stack, loss="sparse_categorical_crossentropy", eager=False):
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((6,)), *stack()])
    model.compile("adam", loss, metrics=["accuracy"], run_eagerly=eager)
    return model


STACKS = {
    "dense": lambda: [layers.Dense(8, activation="tanh"), layers.Dense(3, activation="softmax")],
    "logits": lambda: [layers.Dense(8, activation="relu"), layers.Dense(3)],
    "dropout": lambda: [layers.Dense(8), layers.Dropout(0.3), layers.Dense(3, activation="softmax")],
    "noise": lambda: [layers.GaussianNoise(0.1), layers.Dense(3, activation="softmax")],
    "batch norm": lambda: [
        layers.Dense(8),
        layers.BatchNormalization(),
        layers.Dense(3, activation="softmax"),
    ],
    "regularized": lambda: [layers.Dense(8, kernel_regularizer="l2"), layers.Dense(3, activation="softmax")],
    "prepared data": lambda: [layers.Rescaling(0.5, 1.0), layers.Dense(3, activation="softmax")],
    "frozen first layer": lambda: [layers.Dense(8, trainable=False), layers.Dense(3, activation="softmax")],
    "no bias": lambda: [
        layers.Dense(8, use_bias=False),
        layers.ReLU(),
        layers.Dense(3, activation="softmax"),
    ],
    "activations": lambda: [
        layers.Dense(8, activation="gelu"),
        layers.LeakyReLU(),
        layers.Dense(3),
        layers.Softmax(),
    ],
}


@pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS)
def test_the_short_way_trains_as_the_long_one(stack):
    x, y = data()
    loss = "sparse_categorical_crossentropy"
    if stack is STACKS["logits"]:
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    short, long = model_of(stack, loss=loss), model_of(stack, loss=loss, eager=True)
    for model in (short, long):
        keras.utils.set_random_seed(2)
        model.found = model.fit(x, y, batch_size=16, epochs=3, verbose=0).history
    assert short.found == long.found
    for a, b in zip(short.get_weights(), long.get_weights()):
        np.testing.assert_array_equal(a, b)


def recorded(model):
    return list(model._gradient_step._recorded.values())


def test_the_short_way_is_taken_for_usual_networks():
    x, y = data()
    for name in ["dense", "dropout", "prepared data", "no bias", "activations"]:
        model = model_of(STACKS[name])
        model.fit(x, y, batch_size=16, epochs=1, verbose=0)
        assert all(batch is not None and batch.is_proved for batch in recorded(model)), name


def test_training_never_writes_to_the_data():
    x, y = data()
    kept = x.copy(), y.copy()
    for shuffle in (False, True):
        model_of(STACKS["dense"]).fit(x, y, batch_size=16, epochs=2, shuffle=shuffle, verbose=0)
    model = model_of(STACKS["dense"])
    for start in range(0, 96, 16):
        model.train_on_batch(x[start : start + 16], y[start : start + 16])
    np.testing.assert_array_equal(x, kept[0])
    np.testing.assert_array_equal(y, kept[1])


def test_a_loss_that_looks_at_more_than_the_batch_is_computed_the_long_way():
    x, y = data()
    calls = []

    def loss(y_true, y_pred):
        calls.append(1)
        return keras.ops.mean(keras.ops.square(y_true - y_pred)) * float(len(calls))

    model = model_of(lambda: [layers.Dense(1)], loss=loss)
    model.fit(x, y.astype("float32"), batch_size=16, epochs=2, verbose=0)
    assert not recorded(model)
    assert len(calls) >= 12


def test_the_same_batch_again_and_again_proves_nothing():
    x, y = data(16)
    model = model_of(STACKS["dense"])
    model.fit(x, y, batch_size=16, epochs=4, shuffle=False, verbose=0)
    assert [batch.is_proved for batch in recorded(model)] == [False]


def test_freezing_between_two_fits_takes_effect():
    x, y = data()
    model = model_of(STACKS["dense"])
    model.fit(x, y, epochs=1, verbose=0)
    model.layers[0].trainable = False
    model.compile("adam", "sparse_categorical_crossentropy")
    before = [w.copy() for w in model.get_weights()]
    model.fit(x, y, epochs=1, verbose=0)
    changed = [not np.array_equal(a, b) for a, b in zip(before, model.get_weights())]
    assert changed == [False, False, True, True]


def test_weights_that_are_set_between_epochs_are_used():
    x, y = data()
    start = model_of(STACKS["dense"]).get_weights()

    class Restart(keras.callbacks.Callback):
        def on_epoch_begin(self, epoch, logs=None):
            self.model.set_weights(start)

    model = model_of(STACKS["dense"])
    model.compile("sgd", "sparse_categorical_crossentropy")
    history = model.fit(x, y, epochs=3, shuffle=False, verbose=0, callbacks=[Restart()]).history
    np.testing.assert_allclose(history["loss"], history["loss"][0], rtol=1e-6)


@pytest.mark.parametrize("own", ["loss", "activation", "layer", "compute_loss"])
def test_code_of_the_users_own_is_never_frozen(own):
    """A rare example counts a hundredfold: a graph recorded without one would never see it."""
    rng = np.random.default_rng(0)
    x = rng.normal(size=(320, 6)).astype("float32")
    y = (np.arange(320) == 300).astype("float32")[:, None]

    def rare(values):
        return 1.0 + 100.0 * (values > 0.5)

    def weighted(y_true, y_pred):
        return keras.ops.mean(keras.ops.square(y_true - y_pred) * rare(keras.ops.convert_to_numpy(y_true)))

    class Own(keras.Sequential):
        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
            return weighted(y, y_pred) if own == "compute_loss" else super().compute_loss(x, y, y_pred)

    class Marked(layers.Layer):
        def call(self, inputs):
            return inputs * rare(keras.ops.convert_to_numpy(inputs) - 3)

    def trained(eager):
        keras.utils.set_random_seed(0)
        dense = layers.Dense(1, activation=(lambda z: z * 1.0) if own == "activation" else None)
        model = Own([keras.Input((6,)), *([Marked()] if own == "layer" else []), dense])
        model.compile("sgd", weighted if own == "loss" else "mse", run_eagerly=eager)
        history = model.fit(x, y, batch_size=16, epochs=2, shuffle=False, verbose=0).history
        assert all(batch is None for batch in recorded(model))
        return history

    assert trained(False) == trained(True)
