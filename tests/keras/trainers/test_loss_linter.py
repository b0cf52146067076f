"""Losses that do not fit are refused with two ways out; what fits is left alone."""

import warnings

import numpy as np
import pytest

from dlteach import keras
from dlteach.keras import layers, losses

N, K = 8, 3
rng = np.random.default_rng(0)
X = rng.normal(size=(N, 4)).astype("float32")
NUMBERS = np.arange(N) % K
ONE_HOT = np.eye(K, dtype="float32")[NUMBERS]
BITS = np.arange(N) % 2
TAGS = np.array([[1, 0, 1], [0, 1, 1]] * 4, "float32")
REAL = rng.normal(size=N)


def dense(units=K, activation="softmax"):
    return [layers.Dense(units, activation=activation)]


def fit(stack, loss, y, x=X, strict=True, **compile_with):
    model = keras.Sequential([keras.Input(x.shape[1:]), *stack])
    model.compile("sgd", loss, strict=strict, **compile_with)
    before = [w.copy() for w in model.get_weights()]
    try:
        model.fit(x, y, batch_size=4, verbose=0)
    except ValueError:
        for one, other in zip(before, model.get_weights()):
            np.testing.assert_array_equal(one, other, err_msg="a refused loss has changed weights")
        raise
    return model


class Apart(losses.Loss):
    """Forgets that labels of shape (n,) and outputs of shape (n, 1) make an (n, n) table."""

    def call(self, y_true, y_pred):
        return keras.ops.mean(keras.ops.square(y_true - y_pred))


SPARSE, CATEGORICAL, BINARY = (
    losses.SparseCategoricalCrossentropy,
    losses.CategoricalCrossentropy,
    losses.BinaryCrossentropy,
)
WRONG = {
    "softmax and from_logits": (
        dense(),
        SPARSE(from_logits=True),
        NUMBERS,
        "drop the activation",
        "from_logits=False",
    ),
    "a Softmax layer and from_logits": (
        [layers.Dense(K), layers.Softmax()],
        CATEGORICAL(from_logits=True),
        ONE_HOT,
        "drop the activation",
        "from_logits=False",
    ),
    "sigmoid and from_logits": (
        dense(1, "sigmoid"),
        BINARY(from_logits=True),
        BITS,
        "drop the activation",
        "from_logits=False",
    ),
    "softmax behind a reshape": (
        [layers.Dense(K, activation="softmax"), layers.Reshape((K,))],
        SPARSE(from_logits=True),
        NUMBERS,
        "drop the activation",
        "from_logits=False",
    ),
    "logits, classes": (
        dense(activation=None),
        "sparse_categorical_crossentropy",
        NUMBERS,
        "from_logits=True",
        "activation='softmax'",
    ),
    "logits, one-hot": (
        dense(activation=None),
        CATEGORICAL(),
        ONE_HOT,
        "from_logits=True",
        "activation='softmax'",
    ),
    "logits, yes or no": (
        dense(1, None),
        "binary_crossentropy",
        BITS,
        "from_logits=True",
        "activation='sigmoid'",
    ),
    "logits of 0": (
        [layers.Dense(1, kernel_initializer="zeros")],
        "binary_crossentropy",
        BITS,
        "from_logits=True",
        "activation='sigmoid'",
    ),
    "tanh for yes or no": (
        dense(1, "tanh"),
        "binary_crossentropy",
        BITS,
        "from_logits=True",
        "activation='sigmoid'",
    ),
    "class numbers with categorical": (
        dense(),
        "categorical_crossentropy",
        NUMBERS,
        "SparseCategoricalCrossentropy",
        "to_categorical(y, 3)",
    ),
    "class numbers in a column": (
        dense(),
        CATEGORICAL(),
        NUMBERS[:, None],
        "SparseCategoricalCrossentropy",
        "to_categorical(y, 3)",
    ),
    "other classes than outputs": (
        dense(),
        CATEGORICAL(),
        np.eye(4)[NUMBERS],
        "output layer 4 units",
        "to_categorical(y, 3)",
    ),
    "one-hot with sparse": (
        dense(),
        "sparse_categorical_crossentropy",
        ONE_HOT,
        "CategoricalCrossentropy()",
        "argmax",
    ),
    "several labels with softmax": (
        dense(),
        CATEGORICAL(),
        TAGS,
        "activation='sigmoid'",
        "one label for each",
    ),
    "several labels with softmax, binary": (
        dense(),
        BINARY(),
        TAGS,
        "activation='sigmoid'",
        "one label for each",
    ),
    "one unit of softmax": (
        dense(1),
        "binary_crossentropy",
        BITS,
        "activation='sigmoid'",
        "Dense(2, activation='softmax')",
    ),
    "labels from 1": (
        dense(),
        "sparse_categorical_crossentropy",
        NUMBERS + 1,
        "label_encode",
        "one unit for each class",
    ),
    "a label in the last row": (
        dense(),
        SPARSE(),
        np.array([0] * (N - 1) + [K]),
        "first in row 7",
        "one unit for each class",
    ),
    "a negative label": (dense(), SPARSE(), NUMBERS - 1, "label_encode", "one unit for each class"),
    "half a class": (dense(), SPARSE(), NUMBERS + 0.5, "label_encode", "one unit for each class"),
    "labels 1 and 2 of two": (dense(1, "sigmoid"), "binary_crossentropy", BITS + 1, "y == y.max()", "Hinge"),
    "labels -1 and 1": (dense(1, "sigmoid"), BINARY(), 2 * BITS - 1, "y == y.max()", "Hinge"),
    "a column of labels, several outputs": (
        dense(K, None),
        "mse",
        REAL[:, None],
        "(Dense(1))",
        "shape of the outputs",
    ),
    "a vector of labels, as many outputs as rows": (
        dense(4, None),
        "mae",
        REAL,
        "(Dense(1))",
        "shape of the outputs",
    ),
    "several labels, one output": (
        dense(1, None),
        "mse",
        rng.normal(size=(N, 2)),
        "(Dense(2))",
        "shape of the outputs",
    ),
    "(n,) - (n, 1) in one's own loss": (
        dense(1, None),
        Apart(),
        REAL,
        "y.reshape(-1, 1)",
        "keras.ops.reshape(y_true",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_refused_with_two_ways_out(name):
    stack, loss, y, *ways = WRONG[name]
    with pytest.raises(ValueError, match=r"(?s)Either .* or .*strict=False") as caught:
        fit(stack, loss, y)
    for way in ways:
        assert way in str(caught.value), str(caught.value)


RUNS_WHEN_NOT_STRICT = [
    "softmax and from_logits",
    "logits, classes",
    "one unit of softmax",
    "several labels with softmax",
    "labels -1 and 1",
    "labels from 1",
    "a column of labels, several outputs",
    "(n,) - (n, 1) in one's own loss",
]


@pytest.mark.parametrize("name", RUNS_WHEN_NOT_STRICT)
def test_not_strict_lets_it_run(name):
    stack, loss, y, *_ = WRONG[name]
    fit([type(layer).from_config(layer.get_config()) for layer in stack], loss, y, strict=False)


class Probabilities(layers.Layer):
    """Ends in softmax by a way of its own."""

    def call(self, z):
        e = keras.ops.exp(z)
        return e / keras.ops.sum(e, axis=-1, keepdims=True)


class Activated(layers.Layer):
    """Has an attribute `activation` that is not the last thing it does."""

    def __init__(self):
        super().__init__()
        self.activation = keras.activations.relu
        self.dense = layers.Dense(K)

    def call(self, x):
        return keras.ops.softmax(self.dense(self.activation(x)))


class Careful(losses.Loss):
    def call(self, y_true, y_pred):
        return keras.ops.mean(keras.ops.square(keras.ops.reshape(y_true, keras.ops.shape(y_pred)) - y_pred))


SEQUENCES = rng.normal(size=(N, 5, 4)).astype("float32")
STEPS = rng.integers(0, K, (N, 5))
IMAGES = rng.normal(size=(N, 4, 4, 2)).astype("float32")
RIGHT = {
    "probabilities of a custom layer": ([layers.Dense(K), Probabilities()], SPARSE(), NUMBERS),
    "a custom layer with an inner activation": ([Activated()], SPARSE(), NUMBERS),
    "softmax in an operation": ([layers.Dense(K), layers.Activation(keras.ops.softmax)], SPARSE(), NUMBERS),
    "softmax, then a layer that only casts": (
        [layers.Dense(K, activation="softmax"), layers.Activation("linear")],
        SPARSE(),
        NUMBERS,
    ),
    "smoothed labels": (dense(), CATEGORICAL(label_smoothing=0.1), ONE_HOT),
    "labels smoothed by hand": (dense(), "categorical_crossentropy", ONE_HOT * 0.9 + 0.1 / K),
    "soft labels": (dense(), CATEGORICAL(), rng.dirichlet(np.ones(K), N)),
    "soft yes and no": (dense(1, "sigmoid"), "binary_crossentropy", rng.uniform(0, 1, N)),
    "float class numbers": (dense(), SPARSE(), NUMBERS.astype("float64")),
    "bool labels": (dense(1, "sigmoid"), "binary_crossentropy", BITS.astype(bool)),
    "uint8 labels": (dense(), SPARSE(), NUMBERS.astype("uint8")),
    "an ignored class": (dense(), SPARSE(ignore_class=255), np.where(NUMBERS == 0, 255, NUMBERS)),
    "an ignored class of -1": (dense(), SPARSE(ignore_class=-1), NUMBERS - 1),
    "a class that does not occur": (dense(5), SPARSE(), NUMBERS),
    "tags with sigmoid": (dense(K, "sigmoid"), "binary_crossentropy", TAGS),
    "no tag at all": (dense(K, "sigmoid"), "binary_crossentropy", np.zeros((N, K))),
    "one-hot with softmax and binary": (dense(), "binary_crossentropy", ONE_HOT),
    "sigmoid per class, normalised": (dense(K, "sigmoid"), CATEGORICAL(), ONE_HOT),
    "unnormalised, positive": (dense(K, "exponential"), SPARSE(), NUMBERS),
    "hinge": (dense(1, "tanh"), "hinge", 2 * BITS - 1),
    "hinge with 0 and 1": (dense(1, None), "squared_hinge", BITS),
    "categorical hinge": (dense(K, None), "categorical_hinge", ONE_HOT),
    "regression (n,)": (dense(1, None), "mse", REAL),
    "regression (n, 1)": (dense(1, None), "huber", REAL[:, None]),
    "regression, several outputs": (dense(2, None), "mae", rng.normal(size=(N, 2))),
    "regression on class numbers": (dense(1, None), "mse", NUMBERS),
    "regression by softmax": (dense(), "mse", ONE_HOT),
    "counts": (dense(1, "exponential"), "poisson", NUMBERS),
    "divergence": (dense(), "kl_divergence", rng.dirichlet(np.ones(K), N)),
    "directions": (dense(K, None), "cosine_similarity", TAGS),
    "a careful loss of one's own": (dense(1, None), Careful(), REAL),
    "a loss function of one's own": (dense(1, None), lambda a, b: keras.ops.square(a - b), REAL),
    "one's own loss, shapes alike": (dense(1, None), Apart(), REAL[:, None]),
    "sequences, (n, t)": ([layers.Dense(K, activation="softmax")], SPARSE(), STEPS, SEQUENCES),
    "sequences, (n, t, 1)": ([layers.Dense(K, activation="softmax")], SPARSE(), STEPS[..., None], SEQUENCES),
    "sequences, one-hot": (
        [layers.Dense(K, activation="softmax")],
        CATEGORICAL(),
        np.eye(K)[STEPS],
        SEQUENCES,
    ),
    "sequences, yes or no": ([layers.Dense(1, activation="sigmoid")], BINARY(), STEPS % 2, SEQUENCES),
    "sequences, regression": ([layers.LSTM(1, return_sequences=True)], "mse", STEPS * 0.1, SEQUENCES),
    "the last step of a recurrent layer": ([layers.LSTM(1, activation="sigmoid")], BINARY(), BITS, SEQUENCES),
    "a class for each pixel": (
        [layers.Conv2D(K, 1, activation="softmax")],
        SPARSE(),
        rng.integers(0, K, (N, 4, 4)),
        IMAGES,
    ),
    "yes or no for each pixel": (
        [layers.Conv2D(1, 1, activation="sigmoid")],
        BINARY(),
        rng.integers(0, 2, (N, 4, 4, 1)),
        IMAGES,
    ),
    "image to image": (
        [layers.Conv2D(2, 3, padding="same", activation="sigmoid")],
        "mse",
        rng.uniform(size=(N, 4, 4, 2)),
        IMAGES,
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_accepted(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fit(*RIGHT[name])


@pytest.mark.parametrize("logits", [False, True])
@pytest.mark.parametrize("labels", ["numbers", "column", "one-hot"])
@pytest.mark.parametrize("custom", [False, True], ids=["graph", "own call"])
@pytest.mark.parametrize("focal", [False, True])
def test_every_sensible_pair_of_output_and_labels_is_accepted(logits, labels, custom, focal):
    y = {"numbers": NUMBERS, "column": NUMBERS[:, None], "one-hot": ONE_HOT}[labels]
    loss = CATEGORICAL if labels == "one-hot" else SPARSE
    if focal and labels == "one-hot":
        loss = losses.CategoricalFocalCrossentropy
    last = layers.Dense(K, activation=None if logits else "softmax")

    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.last = last

        def call(self, x):
            return self.last(x)

    model = Own() if custom else keras.Sequential([last])
    model.compile("sgd", loss(from_logits=logits), metrics=["accuracy"])
    model.fit(X, y, verbose=0)
    model.evaluate(X, y, verbose=0)


def test_probabilities_as_logits_are_found_without_a_graph():
    class Own(keras.Model):
        def __init__(self):
            super().__init__()
            self.last = layers.Dense(K, activation="softmax")

        def call(self, x):
            return self.last(x)

    model = Own()
    model.compile("sgd", SPARSE(from_logits=True))
    with pytest.raises(ValueError, match="probabilities of probabilities"):
        model.fit(X, NUMBERS, verbose=0)


def test_each_output_has_its_own_activation_and_loss():
    x = keras.Input((4,))
    outputs = {"kind": layers.Dense(K, activation="softmax")(x), "size": layers.Dense(1)(x)}
    y = {"kind": NUMBERS, "size": REAL}
    model = keras.Model(x, outputs)
    model.compile("sgd", {"kind": "sparse_categorical_crossentropy", "size": "mse"})
    model.fit(X, y, verbose=0)
    model.compile("sgd", {"kind": "sparse_categorical_crossentropy", "size": "binary_crossentropy"})
    with pytest.raises(ValueError, match="BinaryCrossentropy expects probabilities"):
        model.fit(X, {"kind": NUMBERS, "size": BITS}, verbose=0)


def test_labels_that_come_later_are_looked_at_before_any_weight_changes():
    model = keras.Sequential([keras.Input((4,)), *dense()])
    model.compile("sgd", "sparse_categorical_crossentropy")
    model.fit(X, NUMBERS, verbose=0)
    before = model.get_weights()
    with pytest.raises(ValueError, match=r"labels 3, the first in row 0"):
        model.fit(X, NUMBERS + 3 * (np.arange(N) == 0), verbose=0)
    with pytest.raises(ValueError, match=r"y of validation_data has labels 9"):
        model.fit(X, NUMBERS, validation_data=(X, NUMBERS * 0 + 9), verbose=0)
    with pytest.raises(ValueError, match=r"y has labels -1"):
        model.train_on_batch(X, NUMBERS - 1)
    with pytest.raises(ValueError, match=r"y of batch 0 of the generator has labels 7"):
        model.fit(iter([(X, NUMBERS * 0 + 7)]), shuffle=False, verbose=0)
    for one, other in zip(before, model.get_weights()):
        np.testing.assert_array_equal(one, other)


def test_a_generators_later_labels_are_named_with_their_batch():
    model = keras.Sequential([keras.Input((4,)), *dense()])
    model.compile("sgd", "sparse_categorical_crossentropy")
    with pytest.raises(ValueError, match=r"y of batch 1 of the generator has labels 3, the first in row 2"):
        model.fit(iter([(X, NUMBERS), (X, NUMBERS + (NUMBERS == 2))]), shuffle=False, verbose=0)


def test_evaluate_looks_too():
    model = keras.Sequential([keras.Input((4,)), *dense(1, None)])
    model.compile("sgd", "binary_crossentropy")
    with pytest.raises(ValueError, match="from_logits=True"):
        model.evaluate(X, BITS, verbose=0)


def test_a_compute_loss_that_takes_the_outputs_apart_is_left_alone():
    class Apart(keras.Model):
        def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None):
            return super().compute_loss(x, y, [y_pred[:, :1], y_pred[:, 1:]], sample_weight)

    x = keras.Input((4,))
    model = Apart(x, layers.Dense(2)(x))
    model.compile("sgd", ["mse", BINARY(from_logits=True)])
    model.fit(X, (REAL[:, None], BITS[:, None]), verbose=0)
