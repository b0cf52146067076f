"""Graders of lesson 05 against code as people write it: styles that are right, and mistakes by name."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from dlteach.autograder.judge import grade
from dlteach.exercises.backpropagation import EXERCISES
from dlteach.functions import dense_backward, mlp_forward

LESSON = Path(__file__).parents[2] / "authoring" / "lessons" / "05_backpropagation.py"


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_the_lesson_has_the_section_that_feedback_points_to(exercise):
    headings = re.findall(r"^# ## (.+)$", LESSON.read_text(encoding="utf-8"), re.MULTILINE)
    assert exercise.section in headings


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def activate(z, name):
    if name == "sigmoid":
        return sigmoid(z), lambda a: a * (1 - a)
    if name == "tanh":
        return np.tanh(z), lambda a: 1 - np.power(a, 2)
    if name == "relu":
        return np.maximum(0, z), lambda a: np.where(a > 0, 1, 0)
    return z, lambda a: np.ones_like(a)


def linear_activation_forward(A_prev, W, b, activation):
    Z = np.dot(A_prev, W) + b
    linear_cache = (A_prev, W, b)
    A, _ = activate(Z, activation)
    return A, (linear_cache, Z)


def one_unit_after_another(x, w, b, activation):
    out = np.zeros((x.shape[0], w.shape[1]))
    for i in range(x.shape[0]):
        for j in range(w.shape[1]):
            z = sum(x[i][k] * w[k][j] for k in range(x.shape[1])) + b[j]
            if activation == "sigmoid":
                out[i][j] = 0.0 if z < -700 else 1 / (1 + math.exp(-z))
            elif activation == "tanh":
                out[i][j] = math.tanh(z)
            elif activation == "relu":
                out[i][j] = z if z > 0 else 0
            else:
                out[i][j] = z
    return out


def dictionary_of_functions(x, w, b, activation="linear"):
    functions = {
        "linear": lambda z: z,
        "sigmoid": np.vectorize(
            lambda z: 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))
        ),
        "tanh": np.vectorize(math.tanh),
        "relu": lambda z: (abs(z) + z) / 2,
    }
    return functions[activation](np.matmul(x, w) + b[None, :])


def linear_activation_backward(dA, A_prev, W, b, activation):
    A, derivative = activate(A_prev @ W + b, activation)
    dZ = np.multiply(dA, derivative(A))
    dW = np.dot(A_prev.T, dZ)
    db = np.sum(dZ, axis=0, keepdims=True)
    assert dW.shape == W.shape
    return np.dot(dZ, W.T), dW, db


def with_a_cache_of_gradients(grad_output, x, w, b, activation):
    dz = grad_output.copy().astype(float)
    z = x.dot(w) + b
    if activation == "relu":
        dz[z < 0] = 0
    if activation == "sigmoid":
        dz *= sigmoid(z) * (1 - sigmoid(z))
    if activation == "tanh":
        dz *= 1 - np.tanh(z) ** 2
    return dz.dot(w.T), x.T.dot(dz), dz.sum(0), {"dz": dz, "z": z}


def outer_products(grad_output, x, w, b, activation):
    _, derivative = activate(x @ w + b, activation)
    delta = grad_output * derivative(activate(x @ w + b, activation)[0])
    grad_w = np.mean([np.outer(row, d) for row, d in zip(x, delta)], axis=0) * len(x)
    grad_x = np.array([w @ d for d in delta])
    return grad_x, grad_w, np.array([delta[:, j].sum() for j in range(delta.shape[1])])


def feed_forward(x, weights, biases, activation):
    a = x
    layers = [x]
    for i in range(len(weights)):
        a = activate(a @ weights[i] + biases[i], activation)[0]
        layers += [a]
    return layers


def feed_forward_with_caches(x, weights, biases, activation):
    caches, layers = [], feed_forward(x, weights, biases, activation)
    for a, w, b in zip(layers, weights, biases):
        caches.append(((a, w, b), a @ w + b))
    return layers, caches


def preallocated(x, weights, biases, activation):
    activations = [None] * (len(weights) + 1)
    activations[0] = x.astype(float)
    layer = 0
    while layer < len(weights):
        activations[layer + 1] = activate(activations[layer] @ weights[layer] + biases[layer], activation)[0]
        layer += 1
    return tuple(activations)


def nielsen(y_true, x, weights, biases, activation):
    """One example after another, as columns, with negative indices."""
    nabla_w = [np.zeros(w.shape) for w in weights]
    nabla_b = [np.zeros(b.shape) for b in biases]
    for xi, yi in zip(x, y_true):
        activation_column = xi.reshape(-1, 1)
        activations, zs = [activation_column], []
        for w, b in zip(weights, biases):
            z = np.dot(w.T, activation_column) + b.reshape(-1, 1)
            zs.append(z)
            activation_column = activate(z, activation)[0]
            activations.append(activation_column)
        prime = activate(zs[-1], activation)[1]
        delta = (activations[-1] - yi.reshape(-1, 1)) * prime(activations[-1])
        nabla_b[-1] += delta.ravel()
        nabla_w[-1] += np.dot(delta, activations[-2].T).T
        for layer in range(2, len(weights) + 1):
            delta = np.dot(weights[-layer + 1], delta) * prime(activations[-layer])
            nabla_b[-layer] += delta.ravel()
            nabla_w[-layer] += np.dot(delta, activations[-layer - 1].T).T
    return [w / len(x) for w in nabla_w], [b / len(x) for b in nabla_b]


def one_layer_late(y_true, x, weights, biases, activation):
    outputs = mlp_forward(x, weights, biases, activation)[1:]
    grad, grad_weights, grad_biases = (outputs[-1] - y_true) / len(x), [], []
    for layer in range(len(weights) - 1, -1, -1):
        grad, gw, gb = dense_backward(grad, outputs[layer], weights[layer], biases[layer], activation)
        grad_weights.append(gw)
        grad_biases.append(gb)
    return grad_weights[::-1], grad_biases[::-1]


def model_backward(y_true, x, weights, biases, activation):
    """A dict of gradients on the way, 1/m in every layer and nowhere else."""
    m, L = x.shape[0], len(weights)
    A = feed_forward(x, weights, biases, activation)
    grads = {"dA" + str(L): A[L] - y_true}
    for layer in reversed(range(L)):
        dZ = grads["dA" + str(layer + 1)] * activate(A[layer], activation)[1](A[layer + 1])
        grads["dW" + str(layer + 1)] = 1 / m * np.dot(A[layer].T, dZ)
        grads["db" + str(layer + 1)] = 1 / m * np.sum(dZ, axis=0, keepdims=True)
        grads["dA" + str(layer)] = np.dot(dZ, weights[layer].T)
    return [grads[f"dW{i + 1}"] for i in range(L)], [grads[f"db{i + 1}"] for i in range(L)]


def by_nudging(y_true, x, weights, biases, activation):
    def cost():
        return np.sum((feed_forward(x, ws, bs, activation)[-1] - y_true) ** 2) / (2 * len(x))

    ws, bs = [w.astype(float) for w in weights], [b.astype(float) for b in biases]
    gradients = []
    for parameters in (ws, bs):
        gradients.append([])
        for p in parameters:
            g = np.zeros(p.shape)
            for index in np.ndindex(p.shape):
                before = p[index]
                p[index] = before + 1e-5
                above = cost()
                p[index] = before - 1e-5
                g[index] = (above - cost()) / 2e-5
                p[index] = before
            gradients[-1].append(g)
    return tuple(gradients)


def rel_error(x, y):
    return np.max(np.abs(x - y) / (np.maximum(np.maximum(np.abs(x), np.abs(y)), 1e-10)))


def worst_so_far(a, b):
    errors = [0.0]
    for x, y in zip(a.flatten(), b.flatten()):
        larger = abs(x) if abs(x) > abs(y) else abs(y)
        errors.append(0 if larger == 0 else abs(x - y) / larger)
    return max(errors)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("dense_forward", linear_activation_forward),
        ("dense_forward", one_unit_after_another),
        ("dense_forward", dictionary_of_functions),
        ("dense_backward", linear_activation_backward),
        ("dense_backward", with_a_cache_of_gradients),
        ("dense_backward", outer_products),
        ("mlp_forward", feed_forward),
        ("mlp_forward", feed_forward_with_caches),
        ("mlp_forward", preallocated),
        ("mlp_forward", lambda *args: np.array([*feed_forward(*args), None], dtype=object)[:-1]),
        ("mlp_backward", nielsen),
        (
            "mlp_backward",
            lambda *args: [np.array([*part, None], dtype=object)[:-1] for part in nielsen(*args)],
        ),
        ("mlp_backward", model_backward),
        ("relative_error", rel_error),
        ("relative_error", worst_so_far),
        (
            "relative_error",
            lambda a, b: float(np.nanmax(np.append(np.abs(a - b) / np.fmax(abs(a), abs(b)), 0))),
        ),
        ("gradient_norms", lambda gradients: [math.sqrt(sum(v * v for v in g.flat)) for g in gradients]),
        ("gradient_norms", lambda gradients: np.asarray([np.linalg.norm(g.ravel(), 2) for g in gradients])),
        ("gradient_norms", lambda gradients: {"norms": 0} and [np.sqrt(np.vdot(g, g)) for g in gradients]),
    ],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_everyday_styles_pass(name, answer, seed):
    feedback = grade(answer, name, seed)
    assert feedback.passed, feedback.summary


def test_gradients_by_nudging_pass_too():
    feedback = grade(by_nudging, "mlp_backward")
    assert feedback.passed, feedback.summary


def backward_with(change):
    """The usual code with one line changed: the namespace after the right lines goes through `change`."""

    def answer(grad_output, x, w, b, activation):
        z = x @ w + b
        a, derivative = activate(z, activation)
        v = {"g": grad_output, "x": x, "w": w, "b": b, "z": z, "a": a, "m": len(x), "slope": derivative(a)}
        v["dz"] = grad_output * v["slope"]
        exec(change, {"np": np, "sigmoid": sigmoid, "name": activation}, v)
        parts = {"dx": "dz @ w.T", "dw": "x.T @ dz", "db": "dz.sum(axis=0)"}
        return tuple(v[p] if p in v else eval(code, {}, v) for p, code in parts.items())

    return answer


def network_with(**lines):
    """The usual code of a network with some lines changed."""
    lines = {
        "error": "(A[-1] - y) / m",
        "dz": "da * slope(A[l + 1])",
        "dw": "A[l].T @ dz",
        "db": "np.sum(dz, axis=0)",
        "da": "dz @ W[l].T",
        "loop": "reversed(range(len(W)))",
        **lines,
    }

    def answer(y_true, x, weights, biases, activation):
        A = feed_forward(x, weights, biases, activation)
        v = {"A": A, "y": y_true, "m": len(x), "W": weights, "b": biases, "x": x, "np": np}
        v["slope"] = activate(x, activation)[1]
        v["Z"] = [a @ w + b for a, w, b in zip(A, weights, biases)]
        dw, db = [np.zeros(w.shape) for w in weights], [np.zeros(b.shape) for b in biases]
        v["da"] = eval(lines["error"], v)
        for layer in eval(lines["loop"], v):
            v["l"] = layer
            v["dz"] = eval(lines["dz"], v)
            dw[layer] = v["dw"] = eval(lines["dw"], v)
            db[layer] = eval(lines["db"], v)
            v["da"] = eval(lines["da"], v)
        return dw, db

    return answer


def relu_in_place(x, w, b, activation):
    z = x @ w + b
    if activation == "relu":
        for row in z:
            return np.maximum(row, 0)
    return activate(z, activation)[0]


def only_some_names(x, w, b, activation):
    z = x @ w + b
    if activation == "sigmoid":
        return sigmoid(z)
    elif activation == "relu":
        return np.maximum(0, z)


def returns_too_early(x, weights, biases, activation):
    activations = [x]
    for w, b in zip(weights, biases):
        x = activate(x @ w + b, activation)[0]
        activations.append(x)
        return activations


def changes_the_gradient(grad_output, x, w, b, activation):
    z = x @ w + b
    grad_output *= activate(z, activation)[1](activate(z, activation)[0])
    return grad_output @ w.T, x.T @ grad_output, grad_output.sum(axis=0)


def trains_on_the_way(y_true, x, weights, biases, activation):
    A = feed_forward(x, weights, biases, activation)
    delta = (A[-1] - y_true) / len(x)
    weights, dw, db = [w.astype(float) for w in weights], [], []
    for layer in range(len(weights) - 1, -1, -1):
        delta = delta * activate(x, activation)[1](A[layer + 1])
        dw.insert(0, A[layer].T @ delta)
        db.insert(0, delta.sum(axis=0))
        weights[layer] -= 0.1 * dw[0]
        delta = delta @ weights[layer].T
    return dw, db


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("dense_forward", lambda x, w, b, name: np.dot(x, w) + b, "activation-not-used"),
        ("dense_forward", lambda x, w, b, name: activate(x @ w, name)[0] + b, "bias-after-the-activation"),
        ("dense_forward", lambda x, w, b, name: sigmoid(x @ w + b), "always-sigmoid"),
        ("dense_forward", lambda x, w, b, name: activate(w.T @ x + b, name)[0], "weights-first-transposed"),
        ("dense_forward", lambda x, w, b, name: activate(x @ w + b, name)[0].round(4), "rounded"),
        ("dense_forward", only_some_names, "return-missing"),
        ("dense_backward", backward_with("db = np.sum(dz)"), "bias-summed-over-everything"),
        (
            "dense_backward",
            backward_with("dw = x.T @ dz / m; db = np.sum(dz) / m"),
            "averaged-and-bias-summed-over-everything",
        ),
        (
            "dense_backward",
            backward_with("dw = x.T @ dz / m; db = np.sum(dz, axis=0, keepdims=True) / m"),
            "weights-and-bias-averaged",
        ),
        ("dense_backward", backward_with("dz = g"), "slope-missing"),
        (
            "dense_backward",
            backward_with("dz = g * 1 - a ** 2 if name == 'tanh' else dz"),
            "tanh-slope-without-brackets",
        ),
        (
            "dense_backward",
            backward_with("dz = g * z * (1 - z) if name == 'sigmoid' else dz"),
            "sigmoid-slope-of-z",
        ),
        (
            "dense_backward",
            backward_with("dz = g * sigmoid(a) * (1 - sigmoid(a)) if name == 'sigmoid' else dz"),
            "sigmoid-slope-twice-squashed",
        ),
        (
            "dense_backward",
            backward_with("dz = g * a * (1 - a) if name in ('tanh', 'sigmoid') else dz"),
            "tanh-slope-of-sigmoid",
        ),
        (
            "dense_backward",
            backward_with("dz = np.where(g > 0, g, 0) if name == 'relu' else dz"),
            "relu-slope-from-the-gradient",
        ),
        ("dense_backward", backward_with("dw = (dz.T @ x)"), "weights-transposed"),
        ("dense_backward", backward_with("dx = dz @ w"), "weights-not-transposed"),
        ("dense_backward", backward_with("dx = g @ w.T"), "input-without-the-slope"),
        ("dense_backward", backward_with("dw = a.T @ dz"), "weights-from-the-output"),
        ("dense_backward", backward_with("dx = dz @ (w - x.T @ dz).T"), "weights-updated-first-by-1"),
        ("dense_backward", backward_with("db = dz"), "bias-not-summed"),
        ("dense_backward", backward_with("dx = dz * w"), "shapes-do-not-fit"),
        ("dense_backward", backward_with("dx, dw, db = x.T @ dz, dz.sum(0), dz @ w.T"), "weights-first"),
        ("dense_backward", changes_the_gradient, "changes-its-input"),
        ("mlp_forward", lambda *args: feed_forward(*args)[-1], "output-only"),
        (
            "mlp_forward",
            lambda *args: (feed_forward(*args)[-1], feed_forward_with_caches(*args)[1]),
            "output-only",
        ),
        ("mlp_forward", lambda *args: feed_forward(*args)[1:], "input-left-out"),
        ("mlp_forward", lambda *args: feed_forward(*args)[:-1], "output-left-out"),
        ("mlp_forward", lambda *args: [z for _, z in feed_forward_with_caches(*args)[1]], "input-left-out"),
        ("mlp_forward", returns_too_early, "one-layer-only"),
        ("mlp_forward", lambda x, w, b, name: feed_forward(x, w, b, "linear"), "activation-not-used"),
        ("mlp_backward", network_with(db="np.sum(dz)"), "biases-summed-over-everything"),
        ("mlp_backward", one_layer_late, "layers-given-their-output"),
        (
            "mlp_backward",
            network_with(error="A[-1] - y", dw="A[l].T @ dz / m", db="np.sum(dz) / m"),
            "biases-summed-over-everything",
        ),
        ("mlp_backward", network_with(error="A[-1] - y"), "not-averaged"),
        ("mlp_backward", network_with(error="2 * (A[-1] - y) / m"), "twice"),
        ("mlp_backward", network_with(error="y - A[-1]"), "truth-minus-prediction-not-averaged"),
        (
            "mlp_backward",
            network_with(dz="da if l == len(W) - 1 else da * slope(A[l + 1])"),
            "last-slope-missing",
        ),
        ("mlp_backward", network_with(dz="da"), "slope-missing"),
        ("mlp_backward", network_with(dw="A[l + 1].T @ dz"), "weights-from-the-output"),
        ("mlp_backward", network_with(dw="(Z[l - 1] if l else x).T @ dz"), "weights-from-the-sums"),
        ("mlp_backward", network_with(da="dz @ W[l]"), "weights-not-transposed"),
        ("mlp_backward", network_with(da="da @ W[l].T"), "passed-without-the-slope"),
        ("mlp_backward", network_with(dz="da * A[l + 1] * (1 - A[l + 1])"), "always-a-times-one-minus-a"),
        ("mlp_backward", network_with(dz="da * (1 - A[l + 1] ** 2)"), "always-one-minus-a-squared"),
        ("mlp_backward", network_with(loop="range(len(W) - 1, 0, -1)"), "first-layer-never-reached"),
        ("mlp_backward", lambda *args: [g[::-1] for g in nielsen(*args)], "last-layer-first"),
        ("mlp_backward", lambda *args: list(zip(*nielsen(*args))), "pairs-of-each-layer"),
        ("mlp_backward", trains_on_the_way, "weights-updated-first-by-0.1"),
        (
            "relative_error",
            lambda a, b: np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b)),
            "norms",
        ),
        (
            "relative_error",
            lambda x, y: np.max(abs(x - y) / np.maximum(1e-8, abs(x) + abs(y))),
            "divided-by-the-sum",
        ),
        ("relative_error", lambda a, b: np.mean(abs(a - b) / np.maximum(abs(a), abs(b))), "mean-for-maximum"),
        ("relative_error", lambda a, b: max(abs(a - b) / np.maximum(abs(a), abs(b))), "if-on-arrays"),
        ("relative_error", lambda a, b: np.max(np.abs(a - b) / np.abs(b + 1e-12)), "divided-by-the-second"),
        ("gradient_norms", lambda gradients: [np.sum(g**2) for g in gradients], "root-missing"),
        ("gradient_norms", lambda gradients: [np.linalg.norm(g, ord=2) for g in gradients], "spectral-norm"),
        ("gradient_norms", lambda gradients: np.linalg.norm(gradients[0]), "first-layer-only"),
        ("gradient_norms", lambda gradients: [abs(g).mean() for g in gradients], "mean-size"),
    ],
)
def test_code_that_people_write_is_recognised(name, answer, mistake):
    feedback = grade(answer, name)
    assert feedback.passed is False
    assert feedback.mistakes, feedback
    assert feedback.mistakes[0].startswith(mistake), feedback.summary


def test_a_tanh_by_exponentials_is_right_only_on_ordinary_sums():
    def by_exponentials(x, w, b, activation):
        z = x @ w + b
        if activation == "tanh":
            return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))
        return activate(z, activation)[0]

    feedback = grade(by_exponentials, "dense_forward")
    assert feedback.stage == "extremes"
    assert feedback.points == feedback.max_points / 2


@pytest.mark.parametrize("seed", range(5))
def test_a_slope_of_1_at_exactly_0_is_no_mistake(seed):
    at_zero_open = backward_with("dz = g * (z >= 0) if name == 'relu' else dz")
    assert grade(at_zero_open, "dense_backward", seed).passed


def test_tiny_gradients_earn_a_remark_and_no_loss():
    feedback = grade(
        lambda a, b: np.max(np.abs(a - b) / np.maximum(1e-8, np.maximum(abs(a), abs(b)))), "relative_error"
    )
    assert feedback.passed
    assert any("vanish" in remark for remark in feedback.remarks)


def layer_of(n, d, k, name="linear"):
    rng = np.random.default_rng(3)
    return rng.normal(size=(n, k)), rng.normal(size=(n, d)), rng.normal(size=(d, k)), np.zeros(k), name


def test_two_units_show_that_biases_are_summed_over_everything():
    assert grade(lambda: layer_of(1, 1, 2), "dense_backward_failing_input").passed
    assert grade(lambda: layer_of(4, 3, 5, "tanh"), "dense_backward_failing_input").passed


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (layer_of(5, 3, 1), "It has one unit"),
        (layer_of(5, 3, 2)[:4], "got 4 of them"),
        ((*layer_of(5, 3, 2)[:4], "softmax"), "linear, sigmoid, tanh, relu"),
        (("two units", *layer_of(1, 3, 2)[1:]), "array of numbers of shape (n, k) as grad_output"),
        ((np.ones((1, 3)), *layer_of(1, 3, 2)[1:]), "does not fit"),
        ((np.full((1, 2), np.nan), *layer_of(1, 3, 2)[1:]), "not finite"),
        ((np.ones((0, 2)), np.ones((0, 3)), *layer_of(1, 3, 2)[2:]), "does not fit"),
    ],
)
def test_an_input_that_shows_nothing_is_told_why(arguments, says):
    feedback = grade(lambda: arguments, "dense_backward_failing_input")
    assert feedback.passed is False
    assert says in feedback.summary + " ".join(feedback.details)


def test_the_function_as_it_was_given_is_not_mended():
    given = backward_with("db = np.sum(dz)")
    assert grade(given, "dense_backward_mended").summary.startswith("That is still the function")
