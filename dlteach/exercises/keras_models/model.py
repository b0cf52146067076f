"""The exercise `MiniSequential`: tried with our own layers, on whole batches and on mini-batches."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.keras_models.model_epochs import BATCH_MISTAKES, HISTORY_MISTAKES
from dlteach.exercises.keras_models.model_facts import facts_of
from dlteach.exercises.keras_models.model_forward import FORWARD_MISTAKES
from dlteach.exercises.keras_models.model_reference import MiniSequential
from dlteach.exercises.keras_models.model_steps import STEP_MISTAKES
from dlteach.exercises.keras_models.variants import model
from dlteach.exercises.unread import in_own_words_only


def _use_model(MiniSequential, activations, weights, x, y, fits):
    from dlteach.exercises.keras_models.following import layers_with, rows_in, weights_of

    layers, notes = layers_with(activations, weights)
    model = MiniSequential(layers, len(weights[0][0]))
    seen = {"shapes of w": [tuple(np.shape(layer.w)) for layer in layers]}
    for layer in layers:
        layer.take_weights()
    if not fits:
        seen["predict(x)"] = np.array(model.predict(x))
        seen["evaluate(x, y)"] = model.evaluate(x, y)
        return seen
    for seed, arguments in enumerate(fits):
        notes.clear()
        history = model.fit(x, y, np.random.default_rng(seed), **arguments)
        history = getattr(history, "history", history)
        if not isinstance(history, dict) or "loss" not in history:
            what = f"a {type(history).__name__}" if history is not None else "nothing"
            raise TypeError(f'fit should return a dict such as {{"loss": [0.7, 0.5]}}, and returns {what}')
        turn = f", fit {seed + 1}" if len(fits) > 1 else ""
        if len(x) <= arguments.get("batch_size", 32):
            seen[f"loss{turn}"] = np.array(history["loss"], dtype=float)
            for k, layer in enumerate(layers, 1):
                seen[f"w of layer {k}{turn}"] = np.array(layer.w)
                seen[f"b of layer {k}{turn}"] = np.array(layer.b)
            seen[f"evaluate(x, y) afterwards{turn}"] = model.evaluate(x, y)
        else:
            trained = {"batches": rows_in(x, notes), "losses": np.array(history["loss"], dtype=float)}
            trained["weights"] = weights_of(layers)
            twin, _ = layers_with(activations, weights)
            second = MiniSequential(twin, len(weights[0][0]))
            for layer in twin:
                layer.take_weights()
            second.fit(x, y, np.random.default_rng(seed), **arguments)
            seen["training"] = {**trained, "weights once more": weights_of(twin)}
    return seen


@in_own_words_only
def _measure(args, seen):
    """What was computed, as it is; of a shuffled training, what can be said whatever the order."""
    activations, weights, x, y, fits = args
    facts = dict(seen)
    facts["shapes of w"] = ", ".join(str(tuple(shape)) for shape in facts["shapes of w"])
    if len(fits) == 1 and len(x) > fits[0].get("batch_size", 32):
        training = facts.pop("training")
        facts |= facts_of(activations, weights, training, x, y, fits[0])
    return facts


def _network(rng, *sizes):
    return tuple((rng.normal(size=(d, k)), rng.normal(size=k)) for d, k in zip(sizes, sizes[1:]))


def _data(rng, n, d, k):
    return rng.normal(size=(n, d)), rng.normal(size=(n, k))


def _cases(rng):
    line = ((np.array([[2.0], [-1.0]]), np.array([0.5])),)
    x, y = np.array([[1.0, 0.0], [2.0, 1.0]]), np.array([[1.5], [2.5]])
    yield Case((["linear"], line, x, y, ()), "one layer")
    yield Case(
        (["tanh", "relu", "linear"], _network(rng, 3, 5, 4, 2), *_data(rng, 6, 3, 2), ()), "three layers"
    )
    yield Case((["sigmoid", "tanh"], _network(rng, 2, 3, 1), *_data(rng, 1, 2, 1), ()), "a single row")
    once = ({"epochs": 1, "batch_size": 2, "learning_rate": 0.1},)
    yield Case((["linear"], line, x, y, once), "one layer and one step")
    for activations, sizes, n, epochs, rate in (
        (["sigmoid", "linear"], (3, 4, 2), 5, 1, 0.3),
        (["sigmoid", "linear"], (3, 4, 2), 5, 3, 0.3),
        (["tanh", "sigmoid", "linear"], (2, 3, 4, 3), 4, 2, 0.05),
        (["tanh", "tanh"], (3, 3, 3), 3, 2, 0.2),
    ):
        fits = ({"epochs": epochs, "batch_size": n, "learning_rate": rate},)
        yield Case((activations, _network(rng, *sizes), *_data(rng, n, sizes[0], sizes[-1]), fits))
    twice = {"epochs": 2, "learning_rate": 0.2}, {"epochs": 1, "learning_rate": 0.05}
    yield Case(
        (["tanh", "linear"], _network(rng, 2, 3, 1), *_data(rng, 4, 2, 1), twice),
        "fit called twice, and fewer rows than a batch",
    )
    for n, arguments, note in (
        (10, {"epochs": 3, "batch_size": 4, "learning_rate": 0.05}, "batches of 4, 4 and 2 rows"),
        (12, {"epochs": 2, "batch_size": 4, "learning_rate": 0.05}, "batches of 4, 4 and 4 rows"),
        (40, {}, "epochs, batch size and learning rate left to their defaults"),
    ):
        small = tuple((w / 2, b) for w, b in _network(rng, 2, 3, 2))
        yield Case((["tanh", "linear"], small, *_data(rng, n, 2, 2), (arguments,)), note)


class _InNumPyTerms:
    """The shuffle, the batches and the step written out; weights changed in place."""

    def __init__(self, layers, input_dim):
        self.layers = list(layers)
        sizes = [input_dim] + [layer.units for layer in layers]
        for i in range(len(layers)):
            self.layers[i].build(sizes[i])

    def predict(self, x):
        a = x
        for i in range(len(self.layers)):
            a = self.layers[i].forward(a)
        return a

    def evaluate(self, x, y):
        return float(((y - self.predict(x)) ** 2).sum() / (y.shape[0] * y.shape[1]))

    def fit(self, x, y, rng, epochs=1, batch_size=32, learning_rate=0.1):
        losses = []
        n = x.shape[0]
        for _epoch in range(epochs):
            order = rng.permutation(n)
            x, y = x[order], y[order]
            epoch_loss = 0
            for start in range(0, n, batch_size):
                xb, yb = x[start : start + batch_size], y[start : start + batch_size]
                epoch_loss += self.evaluate(xb, yb) * xb.shape[0] / n
                pred = self.predict(xb)
                grad = -2 * (yb - pred) / yb.size
                for layer in self.layers[::-1]:
                    grad = layer.backward(grad)
                    layer.w -= learning_rate * layer.grad_w
                    layer.b -= learning_rate * layer.grad_b
            losses.append(epoch_loss)
        return {"loss": losses, "epochs": epochs}


MINI_SEQUENTIAL = Exercise(
    name="MiniSequential",
    rooms=("functions",),
    lesson="09_keras_models",
    section="Compile, fit, evaluate, predict",
    reference=MiniSequential,
    points=3.0,
    driver=_use_model,
    cases=_cases,
    measure=_measure,
    mistakes=(*FORWARD_MISTAKES, *STEP_MISTAKES, *BATCH_MISTAKES, *HISTORY_MISTAKES),
    also_correct=(
        _InNumPyTerms,
        model(("return np.mean((self.predict", "return np.average((self.predict")),
        model(
            ("minibatches(x, y, batch_size, rng)", "list(minibatches(x, y, batch_size, rng))"),
            ("reversed(self.layers)", "self.layers[::-1]"),
        ),
        model(
            ("error = self", "y_pred = self"), ("- y_batch\n", "\n                error = y_pred - y_batch\n")
        ),
    ),
    laws=(
        Law(
            "with a small learning rate, a step lowers the loss of a line",
            lambda args, facts: (
                args[0] != ["linear"] or not args[4] or facts["evaluate(x, y) afterwards"] < 0.4
            ),
        ),
    ),
    hints=(
        "Each method is a short loop over the layers. What does one layer hand to the next, forward and "
        "backward?",
        "In `fit`: for each epoch, for each batch: predict, loss, its gradient 2·(ŷ − y)/size, backward "
        "through the layers in reverse order, then the step for all of them. Weight the loss of a batch "
        "with its rows.",
        "`grad = 2 * error / error.size`; `for layer in reversed(self.layers): grad = layer.backward(grad)`; "
        "`for layer in self.layers: layer.w = layer.w - learning_rate * ...`, and b likewise",
    ),
)
