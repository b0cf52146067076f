"""Exercise: a fully connected layer forward, one matrix product, an offset, an activation."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.backpropagation.shared import (
    FUNCTIONS,
    LESSON,
    NAMES,
    SIZES,
    layer,
    wrong_functions,
)
from dlteach.functions import dense_forward


def _cases(rng):
    x = np.array([[1.0, 2.0], [-1.0, 1.0]])
    yield Case((x, np.array([[2.0], [1.0]]), np.array([-1.0]), "relu"), "the example of the task")
    for name in NAMES:
        yield Case(
            (np.array([[2.0]]), np.array([[-0.75]]), np.array([0.5]), name),
            f"one example, one unit, {name}",
        )
    for name in NAMES:
        w, b = np.array([[0.5, -2.0], [1.0, 1.5]]), np.array([1.25, -3.5])
        yield Case((np.array([[1, 2], [0, -1]]), w, b, name), f"a batch of integers, {name}")
    for name in NAMES:
        for n, d, k in SIZES:
            yield Case((*layer(rng, n, d, k), name), f"{d} inputs, {k} units, {name}")
    large = np.array([[5.0, 2.0], [1.0, -6.0], [-4.0, 3.0]]), np.array([[3.0], [4.0]]), np.array([-2.0])
    for name in ("linear", "relu"):
        yield Case((*large, name), f"sums of 10 and more, {name}")
    for name in ("sigmoid", "tanh"):
        far = np.array([[800.0], [-800.0]])
        yield Case((far, np.array([[1.0]]), np.array([0.0]), name), f"sums of ±800, {name}", extreme=True)


def _forward(functions):
    return lambda x, w, b, activation: functions[activation](x @ w + b)


def _of(f_of):
    """An answer from `f_of(f, x, w, b)`, where f is the activation."""
    return lambda x, w, b, activation: f_of(FUNCTIONS[activation], x, w, b)


def _unit_by_unit(x, w, b, activation):
    rows = []
    for example in x:
        row = []
        for j in range(w.shape[1]):
            z = b[j]
            for i in range(len(example)):
                z += example[i] * w[i][j]
            if activation == "sigmoid":
                z = 1 / (1 + math.exp(-z)) if z > 0 else math.exp(z) / (1 + math.exp(z))
            elif activation == "tanh":
                z = math.tanh(z)
            elif activation == "relu":
                z = max(0, z)
            row.append(z)
        rows.append(row)
    return rows


def _with_a_cache(x, w, b, activation="relu"):
    z = np.dot(x, w) + b
    a = {"sigmoid": 1 / (1 + np.exp(-z)), "tanh": np.tanh(z), "relu": z * (z > 0), "linear": z}[activation]
    return a, ((x, w, b), z)


def _with_ifs(x, w, b, activation):
    z = np.einsum("nd,dk->nk", x, w).astype(float)
    z += np.asarray(b).reshape(1, -1)
    if activation == "sigmoid":
        return 0.5 * (1 + np.tanh(z / 2))
    if activation == "tanh":
        return 2 / (1 + np.exp(-2 * z)) - 1
    if activation == "relu":
        z[z < 0] = 0
    return z


def _naive(sigmoid=FUNCTIONS["sigmoid"], tanh=FUNCTIONS["tanh"]):
    return _forward({**FUNCTIONS, "sigmoid": sigmoid, "tanh": tanh})


DENSE_FORWARD = Exercise(
    name="dense_forward",
    lesson=LESSON,
    section="A layer, forward",
    reference=dense_forward,
    cases=_cases,
    laws=(
        Law(
            "a sigmoid gives numbers from 0 to 1, a tanh from −1 to 1, a ReLU none below 0",
            lambda args, a: {
                "sigmoid": np.min(a) >= 0 and np.max(a) <= 1,
                "tanh": np.max(np.abs(a)) <= 1,
                "relu": np.min(a) >= 0,
            }.get(args[3], True),
        ),
    ),
    mistakes=(
        *wrong_functions(_forward),
        Mistake(
            "activation-not-used",
            _of(lambda f, x, w, b: x @ w + b),
            "These are the sums z before the activation. Either f(z) is computed and not kept, or z is "
            "returned in its place: return `f(x @ w + b)`.",
        ),
        Mistake(
            "linear-layer-left-out",
            lambda x, w, b, activation: x if activation == "linear" else dense_forward(x, w, b, activation),
            "A linear layer returns its input here. Linear means that the activation does nothing; the "
            "weights and the bias are still at work: return `x @ w + b`.",
        ),
        Mistake("bias-forgotten", _of(lambda f, x, w, b: f(x @ w)), "The bias is missing: `z = x @ w + b`."),
        Mistake(
            "bias-subtracted",
            _of(lambda f, x, w, b: f(x @ w - b)),
            "The bias is taken away; it is to be added: `x @ w + b`.",
        ),
        Mistake(
            "bias-twice",
            _of(lambda f, x, w, b: f(x @ w + 2 * b)),
            "The bias is added twice. Once is enough: `x @ w + b`.",
        ),
        Mistake(
            "bias-as-a-factor",
            _of(lambda f, x, w, b: f(x @ w * b)),
            "The sums are multiplied with the bias. It is added: `x @ w + b`.",
        ),
        Mistake(
            "first-example-only",
            _of(lambda f, x, w, b: f(x[0] @ w + b)),
            "Only the first example comes back. A `return` inside the loop ends the function in its first "
            "round; move it below the loop, or compute all rows at once with `x @ w`.",
        ),
        Mistake(
            "bias-after-the-activation",
            _of(lambda f, x, w, b: f(x @ w) + b),
            "The bias is added after the activation. It belongs into the sum: `f(x @ w + b)`.",
        ),
        Mistake(
            "bias-inside-the-product",
            _of(lambda f, x, w, b: f(x @ (w + b))),
            "The bias is added to the weights, so every input is multiplied with it. Multiply first: "
            "`x @ w + b`.",
        ),
        Mistake(
            "bias-down-the-rows",
            _of(lambda f, x, w, b: f(x @ w + b[:, None])),
            "The bias is added down the rows, one number for each example. It belongs to the units, one for "
            "each column: `x @ w + b`.",
        ),
        Mistake(
            "one-bias-for-all",
            _of(lambda f, x, w, b: f(x @ w + np.sum(b))),
            "All units get one and the same bias, the sum of `b`. Each unit has its own: `x @ w + b`.",
        ),
        Mistake(
            "activation-of-the-input",
            _of(lambda f, x, w, b: f(x) @ w + b),
            "The activation is applied to the input, before the weights. It comes last: `f(x @ w + b)`.",
        ),
        Mistake(
            "elementwise-product",
            _of(lambda f, x, w, b: f(x * w + b)),
            "`*` multiplies entry by entry. A unit adds up all its inputs, each times its weight: that is "
            "the matrix product `@`.",
        ),
        Mistake(
            "weights-transposed",
            _of(lambda f, x, w, b: f(x @ w.T + b)),
            "The weights are transposed. Here `w` is (d, k), so `x @ w` fits as it stands.",
        ),
        Mistake(
            "weights-first",
            _of(lambda f, x, w, b: f(w @ x + b)),
            "The weights stand first. With examples as rows the data stand first: `x @ w`.",
            kind="convention",
        ),
        Mistake(
            "weights-first-transposed",
            _of(lambda f, x, w, b: f(w.T @ x + b)),
            "The weights stand first, transposed. With examples as rows the data stand first and nothing is "
            "transposed: `x @ w`.",
            kind="convention",
        ),
        Mistake(
            "examples-as-columns",
            _of(lambda f, x, w, b: f(x @ w + b).T),
            "The answer is right for examples as columns. In this course each example is a row: (n, k).",
            kind="convention",
        ),
        Mistake(
            "sigmoid-overflows",
            _naive(sigmoid=lambda z: np.exp(z) / (1 + np.exp(z))),
            "`np.exp(z)` is infinite for z = 800, and infinity divided by infinity is nan. "
            "`1 / (1 + np.exp(-z))` gives 1 there.",
            kind="fragile",
        ),
        Mistake(
            "tanh-overflows",
            _naive(tanh=lambda z: (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))),
            "`np.exp(z)` is infinite for z = 800, and infinity divided by infinity is nan. `np.tanh` copes "
            "with any number.",
            kind="fragile",
        ),
        Mistake(
            "tanh-overflows-below",
            _naive(tanh=lambda z: (1 - np.exp(-2 * z)) / (1 + np.exp(-2 * z))),
            "`np.exp(-2 * z)` is infinite for z = −800, and infinity divided by infinity is nan. `np.tanh` "
            "copes with any number.",
            kind="fragile",
        ),
        Mistake(
            "tanh-overflows-to-one-side",
            _naive(tanh=lambda z: (np.exp(2 * z) - 1) / (np.exp(2 * z) + 1)),
            "`np.exp(2 * z)` is infinite for z = 800, and infinity divided by infinity is nan. `np.tanh` "
            "copes with any number.",
            kind="fragile",
        ),
    ),
    also_correct=(
        _unit_by_unit,
        _with_a_cache,
        _with_ifs,
        _of(lambda f, x, w, b: f((w.T @ x.T + b[:, None]).T)),
        _of(lambda f, x, w, b: f(np.hstack([x, np.ones((len(x), 1))]) @ np.vstack([w, b])).tolist()),
    ),
    hints=(
        "Two steps: the weighted sums z of all units for all examples, then the activation of every entry.",
        "z is `x @ w + b`, shape (n, k). Compare `activation` with the four names, one `if` each.",
        '`z = x @ w + b`, then `if activation == "sigmoid": return 1 / (1 + ...)` and so on; a linear layer '
        "returns z.",
    ),
)
