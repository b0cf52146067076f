"""The gradient that training uses is that of the loss it reports, through all kinds of layers and losses."""

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import layers, ops

RATE = 1e-3


class Gate(layers.Layer):
    """Uses many operations at once."""

    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], shape[-1]), name="w")
        self.scale = self.add_weight(shape=(shape[-1],), initializer="ones", name="scale")

    def call(self, x):
        gate = ops.sigmoid(ops.matmul(x, self.w))
        mixed = ops.where(x > 0, x * gate, ops.exp(-ops.square(x)) * self.scale)
        return mixed / (1.0 + ops.norm(mixed, axis=-1, keepdims=True)) + ops.max(gate, axis=-1, keepdims=True)


def rows(*shape, seed=0):
    return np.random.default_rng(seed).normal(size=shape)


LABELS = np.random.default_rng(9).integers(0, 3, 6)
CASES = {
    "a layer of one's own": (lambda: [Gate(), layers.Dense(1)], (4,), rows(6, 1, seed=1), "mse"),
    "softmax": (
        lambda: [layers.Dense(5, activation="tanh"), layers.Dense(3, activation="softmax")],
        (4,),
        LABELS,
        "sparse_categorical_crossentropy",
    ),
    "logits": (
        lambda: [layers.Dense(3)],
        (4,),
        np.eye(3)[LABELS],
        lambda: keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1),
    ),
    "sigmoid": (lambda: [layers.Dense(1, activation="sigmoid")], (4,), LABELS % 2, "binary_crossentropy"),
    "convolution": (
        lambda: [
            layers.Conv2D(2, 3, padding="same", activation="elu"),
            layers.AveragePooling2D(2),
            layers.Flatten(),
            layers.Dense(1),
        ],
        (4, 4, 2),
        rows(6, seed=1),
        "log_cosh",
    ),
    "normalisation": (
        lambda: [layers.Dense(4), layers.LayerNormalization(), layers.Dense(1)],
        (4,),
        rows(6, seed=1),
        "huber",
    ),
    "batch norm": (
        lambda: [layers.Dense(4), layers.BatchNormalization(), layers.Dense(1)],
        (4,),
        rows(6, seed=1),
        "mse",
    ),
    "recurrent": (
        lambda: [layers.LSTM(3, return_sequences=True), layers.SimpleRNN(2), layers.Dense(1)],
        (5, 2),
        rows(6, seed=1),
        "mae",
    ),
    "penalties": (
        lambda: [
            layers.Dense(
                3,
                activation="softplus",
                kernel_regularizer=keras.regularizers.L1L2(0.01, 0.1),
                activity_regularizer="l2",
            ),
            layers.Dense(1),
        ],
        (4,),
        rows(6, seed=1),
        "squared_hinge",
    ),
    "an embedding": (
        lambda: [layers.Embedding(7, 3), layers.Flatten(), layers.Dense(1)],
        "ints",
        rows(6, seed=1),
        "mse",
    ),
}


@pytest.fixture
def float64():
    keras.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")
    yield
    keras.config.set_floatx("float32")
    keras.config.set_dtype_policy("float32")


@pytest.mark.parametrize("name", CASES)
def test_a_step_of_descent_follows_finite_differences(name, float64):
    make, shape, y, loss = CASES[name]
    keras.utils.set_random_seed(5)
    x = np.random.default_rng(3).integers(0, 7, (6, 4)) if shape == "ints" else rows(6, *shape)
    if loss == "squared_hinge":
        y = np.sign(y)
    model = keras.Sequential([keras.Input(x.shape[1:], dtype=x.dtype), *make()])
    for w in model.trainable_weights:
        w.assign(w.numpy() + 0.1 * rows(*w.shape, seed=8))
    model.compile(keras.optimizers.SGD(RATE), loss() if callable(loss) else loss)
    before = [w.numpy().copy() for w in model.trainable_weights]

    def loss_of(weights):
        for variable, value in zip(model.trainable_weights, weights):
            variable.assign(value)
        y_pred = model(x, training=True)
        return float(model.compute_loss(x, np.asarray(y, "float64"), y_pred))

    directions = [rows(*w.shape, seed=i) for i, w in enumerate(before)]
    model.train_on_batch(x, y)
    gradient = [(b - w.numpy()) / RATE for b, w in zip(before, model.trainable_weights)]
    walked = sum((g * d).sum() for g, d in zip(gradient, directions))
    h = 1e-6
    ahead, behind = (loss_of([b + s * h * d for b, d in zip(before, directions)]) for s in (1, -1))
    assert walked == pytest.approx((ahead - behind) / (2 * h), rel=1e-5, abs=1e-8)
