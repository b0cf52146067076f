"""Graders of lesson 09: classes are judged by what they do, models by their parts and what they do."""

import re
from pathlib import Path

import numpy as np
import pytest

import dlteach.keras as keras
from dlteach.autograder.judge import grade
from dlteach.exercises.keras_models import EXERCISES
from dlteach.exercises.keras_models.branches_answers import build_two_branch_model
from dlteach.exercises.keras_models.layer_reference import DenseLayer
from dlteach.exercises.keras_models.model_reference import MiniSequential
from dlteach.functions import minibatches

LESSON = Path(__file__).parents[2] / "authoring" / "lessons" / "09_keras_models.py"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_the_lesson_has_the_section_that_feedback_points_to(exercise):
    headings = re.findall(r"^# ## (.+)$", LESSON.read_text(encoding="utf-8"), re.MULTILINE)
    assert exercise.section in headings


def test_parameters_may_be_counted_on_a_keras_model():
    def count_parameters(sizes):
        layers = [keras.layers.Dense(k) for k in sizes[1:]]
        return keras.Sequential([keras.Input((sizes[0],)), *layers]).count_params()

    assert grade(count_parameters, "count_parameters").passed


def test_a_list_of_counts_is_not_a_count():
    feedback = grade(lambda sizes: [d * k + k for d, k in zip(sizes, sizes[1:])], "count_parameters")
    assert feedback.passed is False


def counted_while(sizes):
    total, i = 0, len(sizes) - 1
    while i > 0:
        total, i = total + sizes[i] * (sizes[i - 1] + 1), i - 1
    return total


def overwritten(sizes):
    total = 0
    for d, k in zip(sizes, sizes[1:]):
        total = d * k + k
    return total


def test_counting_from_the_end_is_right_and_overwriting_is_named():
    assert grade(counted_while, "count_parameters", seed=2).passed
    assert grade(overwritten, "count_parameters", seed=2).mistakes == ("last-layer-only",)


class LayerWithDict:
    """Course style: a dict of parameters behind properties, einsum, the derivative from the output."""

    def __init__(self, units, activation="linear", rng=None):
        self.units, self.activation, self.rng, self.params = units, activation, rng, {}

    def build(self, input_dim):
        bound = np.sqrt(6.0) / np.sqrt(input_dim + self.units)
        self.params = {
            "w": self.rng.uniform(-bound, bound, (input_dim, self.units)),
            "b": np.zeros(self.units),
        }

    w = property(lambda self: self.params["w"], lambda self, value: self.params.update(w=value))
    b = property(lambda self: self.params["b"], lambda self, value: self.params.update(b=value))

    def forward(self, x, training=True):
        z = np.einsum("ni,ij->nj", x, self.w) + self.b[None, :]
        self.a = {
            "linear": z,
            "sigmoid": 0.5 * (1 + np.tanh(z / 2)),
            "tanh": np.tanh(z),
            "relu": np.where(z > 0, z, 0.0),
        }[self.activation]
        self.x = x.copy()
        return self.a

    def backward(self, grad_output):
        slope = {
            "linear": np.ones_like(self.a),
            "sigmoid": self.a * (1 - self.a),
            "tanh": 1 - self.a**2,
            "relu": (self.a > 0).astype(float),
        }[self.activation]
        delta = slope * grad_output
        self.grad_w = np.einsum("ni,nj->ij", self.x, delta)
        self.grad_b = np.ones(len(delta)) @ delta
        return np.einsum("nj,ij->ni", delta, self.w)


class LayerWithTuple(DenseLayer):
    def forward(self, x):
        a = super().forward(x)
        return a, (x, self.z)


class LayerThatRemembersAList(DenseLayer):
    def build(self, input_dim):
        super().build(input_dim)
        self.seen = []

    def forward(self, x):
        a = super().forward(x)
        self.seen.append((self.x, self.z))
        return a

    def backward(self, grad_output):
        self.x, self.z = self.seen[-1]
        return super().backward(grad_output)


@pytest.mark.parametrize("answer", [LayerWithDict, LayerWithTuple, LayerThatRemembersAList])
def test_a_layer_may_be_written_in_any_style(answer):
    assert grade(answer, "DenseLayer", seed=1).passed


class LayerWithDoubleSigmoid(DenseLayer):
    def backward(self, grad_output):
        self.z = self.f(self.z)
        return super().backward(grad_output)


class LayerWithElementwiseProduct(DenseLayer):
    def backward(self, grad_output):
        back = super().backward(grad_output)
        self.grad_b = np.sum(self.grad_b)
        return back


class LayerThatForgetsItsSlope(DenseLayer):
    def backward(self, grad_output):
        self.grad_w, self.grad_b = self.x.T @ grad_output, np.sum(grad_output, axis=0)
        return np.dot(grad_output, self.w.T)


class LayerWithHeWeights(DenseLayer):
    def build(self, input_dim):
        self.w = self.rng.standard_normal((input_dim, self.units)) * np.sqrt(2 / input_dim)
        self.b = np.zeros(self.units)


class LayerWithColumns(DenseLayer):
    def build(self, input_dim):
        super().build(input_dim)
        self.w = self.w.T.copy()


@pytest.mark.parametrize(
    ("answer", "mistakes"),
    [
        (LayerWithDoubleSigmoid, ("slope-at-the-output",)),
        (LayerWithElementwiseProduct, ("grad-b-one-number",)),
        (LayerThatForgetsItsSlope, ("slope-forgotten",)),
        (LayerWithColumns, ("weights-transposed",)),
    ],
)
def test_a_mistake_in_a_layer_is_named(answer, mistakes):
    assert grade(answer, "DenseLayer").mistakes == mistakes


def test_weights_of_another_law_do_not_pass():
    assert grade(LayerWithHeWeights, "DenseLayer").passed is False


def test_a_relu_that_writes_into_its_gradient_is_told_so():
    class InPlace(DenseLayer):
        def backward(self, grad_output):
            grad_output *= self.slope(self.z)
            self.grad_w, self.grad_b = self.x.T @ grad_output, grad_output.sum(axis=0)
            return grad_output @ self.w.T

    feedback = grade(InPlace, "DenseLayer")
    assert feedback.mistakes == ("changes-its-input",)
    assert feedback.points == feedback.max_points / 2


class ModelWithIndices:
    def __init__(self, layers, input_dim):
        self.layers = []
        for layer in layers:
            layer.build(input_dim if not self.layers else self.layers[-1].units)
            self.layers.append(layer)

    def predict(self, x, verbose=0):
        a = [x]
        for i, layer in enumerate(self.layers):
            a.append(layer.forward(a[i]))
        return a[-1]

    def evaluate(self, x, y):
        d = self.predict(x) - y
        return sum(e**2 for e in d.ravel()) / d.size

    def train_on_batch(self, x, y, rate):
        pred = self.predict(x)
        grad = (pred - y) * 2 / np.prod(y.shape)
        for i in range(len(self.layers) - 1, -1, -1):
            grad = self.layers[i].backward(grad)
        for layer in self.layers:
            layer.w -= rate * layer.grad_w
            layer.b -= rate * layer.grad_b
        return ((pred - y) ** 2).mean()

    def fit(self, x, y, rng, epochs=1, batch_size=32, learning_rate=0.1, verbose=True):
        history = {"loss": [], "steps": 0}
        rows = np.arange(len(x))
        for epoch in range(epochs):
            rng.shuffle(rows)
            losses, sizes = [], []
            for i in range(0, len(x), batch_size):
                r = rows[i : i + batch_size]
                losses.append(self.train_on_batch(x[r], y[r], learning_rate))
                sizes.append(len(r))
            history["loss"].append(np.average(losses, weights=sizes))
            if verbose:
                print(f"Epoch {epoch}: {history['loss'][-1]:.3f}")
        return history


class ModelThatStepsOnItsWayBack(MiniSequential):
    """The step of a layer comes right after its way back: its gradient of x is computed already."""

    def fit(self, x, y, rng, epochs=1, batch_size=32, learning_rate=0.1):
        losses = []
        for _ in range(epochs):
            order, squares = np.argsort(rng.random(len(x))), []
            for start in range(0, len(x), batch_size):
                rows = order[start : start + batch_size]
                error = self.predict(x[rows]) - y[rows]
                squares.extend(np.mean(error**2, axis=1))
                grad = 2 / error.size * error
                for layer in self.layers[::-1]:
                    grad = layer.backward(grad)
                    layer.w, layer.b = (
                        layer.w - learning_rate * layer.grad_w,
                        layer.b - learning_rate * layer.grad_b,
                    )
            losses.append(np.mean(squares))
        return {"loss": np.array(losses)}


class ModelWithHistoryObject(MiniSequential):
    def fit(self, *args, **kwargs):
        self.history = super().fit(*args, **kwargs)
        return self


@pytest.mark.parametrize("answer", [ModelWithIndices, ModelThatStepsOnItsWayBack, ModelWithHistoryObject])
def test_a_model_may_be_written_in_any_style(answer):
    assert grade(answer, "MiniSequential", seed=3).passed


def fitting(**changes):
    """A MiniSequential whose fit differs in one respect."""
    rest = {"epochs": lambda n: n, "grad": lambda e, n: 2 * e / e.size, "rate": lambda rate: rate, **changes}

    class Model(MiniSequential):
        def fit(self, x, y, rng, epochs=1, batch_size=32, learning_rate=0.1):
            losses = []
            for _ in range(rest["epochs"](epochs)):
                total = 0
                for xb, yb in minibatches(x, y, batch_size, rng):
                    error = self.predict(xb) - yb
                    total += (error**2).mean() * len(xb)
                    grad = rest["grad"](error, len(x))
                    for layer in reversed(self.layers):
                        grad = layer.backward(grad)
                    for layer in self.layers:
                        layer.w = layer.w - rest["rate"](learning_rate) * layer.grad_w
                        layer.b = layer.b - rest["rate"](learning_rate) * layer.grad_b
                losses.append(total / len(x))
            return {"loss": losses}

    return Model


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        (fitting(epochs=lambda n: n + 1), "one-epoch-too-many"),
        (fitting(epochs=lambda n: 1), "one-epoch-only"),
        (fitting(grad=lambda e, n: e), "error-for-gradient"),
        (fitting(grad=lambda e, n: e / len(e)), "error-divided-by-rows"),
        (fitting(rate=lambda rate: 0.01), "learning-rate-of-0.01"),
        (fitting(rate=lambda rate: -rate), "uphill"),
    ],
)
def test_a_mistake_in_fit_is_named(answer, mistake):
    assert grade(answer, "MiniSequential").mistakes == (mistake,)


def test_a_shuffle_of_x_alone_does_not_pass():
    class Model(MiniSequential):
        def fit(self, x, y, rng, **arguments):
            return super().fit(rng.permutation(x), y, rng, **arguments)

    assert grade(Model, "MiniSequential").passed is False


def in_a_list(input_dim, hidden):
    layers = [keras.layers.Dense(units, "relu") for units in hidden]
    model = keras.Sequential([keras.Input(shape=(input_dim,)), *layers, keras.layers.Dense(1, "sigmoid")])
    model.compile(loss="bce", optimizer=keras.optimizers.Adam(), metrics=[keras.metrics.BinaryAccuracy()])
    return model


def with_build(input_dim, hidden):
    model = keras.models.Sequential()
    for units in hidden:
        model.add(keras.layers.Dense(units))
        model.add(keras.layers.ReLU())
    model.add(keras.layers.Dense(units=1, activation="sigmoid"))
    model.build((None, input_dim))
    model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(), metrics=["accuracy", "auc"][:1])
    return model


@pytest.mark.parametrize("answer", [in_a_list, with_build])
def test_a_classifier_may_be_built_in_any_style(answer):
    assert grade(answer, "build_binary_classifier").passed


def changed(old, compile_with=None, output="sigmoid", first=None):
    def answer(input_dim, hidden):
        model = keras.Sequential([keras.Input((input_dim,))])
        for units in hidden if first is None else first(input_dim, hidden):
            model.add(keras.layers.Dense(units, activation=old))
        model.add(keras.layers.Dense(1, activation=output))
        if compile_with is not None:
            model.compile(**compile_with)
        return model

    return answer


USUAL = {"optimizer": "adam", "loss": "binary_crossentropy", "metrics": ["accuracy"]}


@pytest.mark.parametrize(
    ("answer", "mistakes"),
    [
        (changed("relu"), ("not-compiled",)),
        (changed("relu", {**USUAL, "loss": "mean_squared_error"}), ("loss-squared",)),
        (changed("relu", {**USUAL, "metrics": None}), ("metrics-forgotten",)),
        (changed("sigmoid", USUAL), ("hidden-sigmoid",)),
        (changed("relu", USUAL, output=None), ("output-linear",)),
        (changed("relu", USUAL, first=lambda d, hidden: [d, *hidden]), ("input-as-a-layer",)),
    ],
)
def test_a_mistake_in_a_classifier_is_named(answer, mistakes):
    assert set(grade(answer, "build_binary_classifier").mistakes) == set(mistakes)


def test_of_two_mistakes_in_a_classifier_both_are_named():
    feedback = grade(changed("tanh", {**USUAL, "optimizer": "sgd"}), "build_binary_classifier")
    assert feedback.passed is False
    assert feedback.mistakes == ("hidden-tanh", "gradient-descent")


def test_a_forgotten_return_is_told():
    def answer(input_dim, hidden):
        changed("relu", USUAL)(input_dim, hidden)

    assert grade(answer, "build_binary_classifier").mistakes == ("model-not-returned",)


def test_branches_may_be_joined_in_steps():
    def answer(left_dim, right_dim, units):
        left, right = keras.Input((left_dim,)), keras.Input((right_dim,))
        h = keras.layers.concatenate([keras.layers.Dense(units, "relu")(x) for x in (left, right)])
        out = keras.layers.Dense(units=1)(keras.layers.concatenate([left, h]))
        model = keras.Model(inputs=[left, right], outputs=out)
        model.compile("adam", keras.losses.mean_squared_error)
        return model

    assert grade(answer, "build_two_branch_model").passed


def test_a_model_with_one_input_is_named():
    def answer(left_dim, right_dim, units):
        inputs = keras.Input((left_dim + right_dim,))
        model = keras.Model(inputs, keras.layers.Dense(1)(keras.layers.Dense(units, "relu")(inputs)))
        model.compile("adam", "mse")
        return model

    assert grade(answer, "build_two_branch_model").mistakes == ("one-input-for-both",)


def test_the_wrong_way_around_is_named():
    def answer(left_dim, right_dim, units):
        model = build_two_branch_model(right_dim, left_dim, units)
        left, right = model.inputs
        swapped = keras.Model([right, left], model.outputs[0])
        swapped.compile("adam", "mse")
        return swapped

    assert grade(answer, "build_two_branch_model").mistakes == ("right-skips",)


@pytest.mark.parametrize(
    ("sizes", "passed"), [([3, 1], True), ([1, 2, 3, 4], True), ([5, 5], False), ([2, 9, 2], False)]
)
def test_an_input_shows_the_mistake_where_first_and_last_size_differ(sizes, passed):
    assert grade(lambda: sizes, "count_parameters_failing_input").passed is passed


def test_a_tuple_of_sizes_is_refused_in_words():
    assert (
        "a tuple counts as several values, a list as one"
        in grade(lambda: (3, 4, 4), "count_parameters_failing_input").summary
    )
