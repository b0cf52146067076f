"""Exercise: a fully connected layer backward, the gradients of its input, weights and bias."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.backpropagation.layer_mistakes import LAYER_MISTAKES
from dlteach.exercises.backpropagation.layer_products import PRODUCT_MISTAKES
from dlteach.exercises.backpropagation.shared import FUNCTIONS, LESSON, NAMES, SIZES, SLOPES, layer
from dlteach.exercises.backpropagation.slopes import wrong_slopes
from dlteach.functions import dense_backward


def _cases(rng):
    x = np.array([[1.0, 2.0], [-1.0, 1.0]])
    g = np.array([[5.0], [7.0]])
    yield Case((g, x, np.array([[2.0], [1.0]]), np.array([-1.0]), "relu"), "the example of the task")
    for name in NAMES:
        one = np.array([[1.5]]), np.array([[2.0]]), np.array([[0.75]]), np.array([-0.5])
        yield Case((*one, name), f"one example, one unit, {name}")
    for name in NAMES:
        g, w, b = (
            np.array([[2.0, -1.0], [1.0, 3.0]]),
            np.array([[0.5, -2.0], [1.0, 1.5]]),
            np.array([1.25, -3.5]),
        )
        yield Case((g, np.array([[1, 2], [0, -1]]), w, b, name), f"a batch of integers, {name}")
    for name in NAMES:
        for n, d, k in SIZES:
            g = rng.normal(size=(n, k)) + 0.3
            yield Case((g, *layer(rng, n, d, k), name), f"{n} examples, {d} inputs, {k} units, {name}")
    far = np.array([[1.0], [1.0]]), np.array([[800.0], [-800.0]]), np.array([[1.0]]), np.array([0.0])
    for name in ("sigmoid", "tanh"):
        yield Case((*far, name), f"sums of ±800, {name}", extreme=True)


def as_asked(args, value):
    """What is compared: further results are left aside, and the bias gradient is a vector."""
    if not isinstance(value, (tuple, list)) or len(value) < 3:
        return value
    grad_x, grad_w, grad_b = value[:3]
    return grad_x, grad_w, as_vector(grad_b, args[3])


def as_vector(grad_b, b):
    """A bias gradient of shape (1, k) as (k,), and a plain number of one unit as (1,): both do no harm."""
    array = np.array(grad_b)
    one_row = array.ndim == 0 or (array.ndim == 2 and len(array) == 1)
    return array.reshape(b.shape) if one_row and array.size == b.size else grad_b


def _with_slope(gradient_of_z):
    """An answer with `gradient_of_z(activation, z, g)` in place of g · f′(z)."""

    def answer(grad_output, x, w, b, activation):
        grad_z = gradient_of_z(activation, x @ w + b, grad_output)
        return grad_z @ w.T, x.T @ grad_z, grad_z.sum(axis=0)

    return answer


def _naive(sigmoid=None, tanh=None):
    slopes = {**SLOPES, "sigmoid": sigmoid or SLOPES["sigmoid"], "tanh": tanh or SLOPES["tanh"]}
    return _with_slope(lambda name, z, g: g * slopes[name](z))


def _example_by_example(grad_output, x, w, b, activation):
    grad_x, grad_w, grad_b = np.zeros(x.shape), np.zeros(w.shape), np.zeros(b.shape)
    for i in range(len(x)):
        for j in range(w.shape[1]):
            grad_z = grad_output[i, j] * SLOPES[activation](np.dot(x[i], w[:, j]) + b[j])
            grad_b[j] += grad_z
            for k in range(w.shape[0]):
                grad_w[k, j] += x[i, k] * grad_z
                grad_x[i, k] += w[k, j] * grad_z
    return grad_x, grad_w, grad_b


def _from_the_activation(grad_output, x, w, b, activation="linear"):
    a = FUNCTIONS[activation](np.dot(x, w) + b)
    slope = {"sigmoid": a * (1 - a), "tanh": 1 - a**2, "relu": a > 0, "linear": 1}[activation]
    delta = grad_output * slope
    return [np.dot(delta, w.T), np.dot(x.T, delta), np.sum(delta, axis=0, keepdims=True)]


def _with_a_mask(grad_output, x, w, b, activation):
    z = x @ w + b
    delta = np.array(grad_output, dtype=float, copy=True)
    if activation == "relu":
        delta[z <= 0] = 0
    elif activation == "tanh":
        delta *= 1 / np.cosh(np.clip(z, -300, 300)) ** 2
    elif activation == "sigmoid":
        s = 1 / (1 + np.exp(-z))
        delta *= s - s**2
    return (
        np.einsum("nk,dk->nd", delta, w),
        np.einsum("nd,nk->dk", x, delta),
        np.ones(len(x)) @ delta,
        delta,
    )


def _column_by_column(grad_output, x, w, b, activation):
    delta = (grad_output * SLOPES[activation](x @ w + b)).T
    return (w @ delta).T, (delta @ x).T.tolist(), [sum(row) for row in delta.tolist()]


DENSE_BACKWARD = Exercise(
    name="dense_backward",
    lesson=LESSON,
    section="A layer, backward",
    reference=dense_backward,
    cases=_cases,
    points=2.0,
    measure=as_asked,
    returns=("grad_x", "grad_w", "grad_b"),
    laws=(
        Law(
            "`np.sum(x * grad_x)` equals `np.sum(w * grad_w)`, as both are the sum of grad_z · (x @ w)",
            lambda args, value: np.isclose(np.sum(args[1] * value[0]), np.sum(args[2] * value[1])),
        ),
    ),
    mistakes=(
        *wrong_slopes(_with_slope),
        *PRODUCT_MISTAKES,
        *LAYER_MISTAKES,
        Mistake(
            "sigmoid-slope-overflows",
            _naive(sigmoid=lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2),
            "`np.exp(-z)` is infinite for z = −800, and infinity divided by infinity is nan. a · (1 − a) "
            "with a = σ(z) gives 0 there.",
            kind="fragile",
        ),
        Mistake(
            "sigmoid-overflows",
            _naive(sigmoid=lambda z: np.exp(z) / (1 + np.exp(z)) ** 2),
            "`np.exp(z)` is infinite for z = 800, and infinity divided by infinity is nan. a · (1 − a) with "
            "a = 1 / (1 + exp(−z)) gives 0 there.",
            kind="fragile",
        ),
        Mistake(
            "tanh-overflows",
            _naive(tanh=lambda z: 1 - ((np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))) ** 2),
            "`np.exp(z)` is infinite for z = 800, and infinity divided by infinity is nan. `np.tanh` copes "
            "with any number.",
            kind="fragile",
        ),
    ),
    also_correct=(_example_by_example, _from_the_activation, _with_a_mask, _column_by_column),
    hints=(
        "The way back has two stages: through the activation, entry by entry, then through the matrix "
        "product, which shares out the gradient among inputs, weights and biases.",
        "First `grad_z = grad_output * slope`, the slope taken at z = x @ w + b. Then look at the shapes: "
        "which product of (n, k) and (d, k) gives (n, d), which of (n, d) and (n, k) gives (d, k)?",
        "`return grad_z @ ..., x.T @ ..., grad_z.sum(axis=...)`",
    ),
)
