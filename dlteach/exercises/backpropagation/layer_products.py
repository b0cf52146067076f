"""The three products on the way back through a layer, and mistakes in one of them."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.backpropagation.shared import FUNCTIONS, SLOPES
from dlteach.exercises.backpropagation.slopes import right_slope

UPDATED = (
    "The weights are changed before the gradient passes through them (here with the step {rate:g}), so "
    "`grad_x` belongs to another layer. First all gradients; the step comes after."
)

SLOPE_FROM_A: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "linear": np.ones_like,
    "sigmoid": lambda a: a * (1 - a),
    "tanh": lambda a: 1 - a**2,
    "relu": lambda a: a > 0,
}


class Layer(NamedTuple):
    """Everything that is known on the way back: the arguments, the sums and the gradient of the sums."""

    g: np.ndarray
    x: np.ndarray
    w: np.ndarray
    b: np.ndarray
    name: str
    z: np.ndarray
    grad_z: np.ndarray

    @property
    def n(self):
        return len(self.x)


def grad_x_of(v):
    return v.grad_z @ v.w.T


def grad_w_of(v):
    return v.x.T @ v.grad_z


def grad_b_of(v):
    return v.grad_z.sum(axis=0)


def with_products(
    grad_x=grad_x_of, grad_w=grad_w_of, grad_b=grad_b_of, grad_z=lambda v: v.grad_z, pack=tuple
):
    """An answer with other products; the default ones are right."""

    def answer(g, x, w, b, activation):
        z = x @ w + b
        v = Layer(g, x, w, b, activation, z, right_slope(activation, z, g))
        v = v._replace(grad_z=grad_z(v))
        return pack((grad_x(v), grad_w(v), grad_b(v)))

    return answer


def last_example(v):
    return v._replace(x=v.x[-1:], grad_z=v.grad_z[-1:])


def first_example(v):
    return v._replace(x=v.x[:1], grad_z=v.grad_z[:1])


_BIAS = (
    (
        "bias-summed-over-everything",
        lambda v: np.sum(v.grad_z),
        "`grad_b` is one number: `np.sum` without `axis` adds up the units too. Each unit has a bias of its "
        "own: sum over the examples only, `axis=0`.",
    ),
    (
        "bias-spread-over-everything",
        lambda v: np.full(v.b.shape, np.sum(v.grad_z)),
        "All entries of `grad_b` are the sum over all units. Each unit has a bias of its own: sum over the "
        "examples only, `axis=0`.",
    ),
    (
        "bias-averaged",
        lambda v: v.grad_z.mean(axis=0),
        "`grad_b` is averaged over the examples. The 1/n of the cost is in `grad_output` already: sum over "
        "`axis=0`.",
    ),
    (
        "bias-averaged-over-everything",
        lambda v: np.sum(v.grad_z) / v.n,
        "Two things about `grad_b`: without `axis` the units are added up too, and the 1/n of the cost is "
        "in `grad_output` already. Sum over the examples, `axis=0`.",
    ),
    (
        "bias-mean-of-everything",
        lambda v: np.mean(v.grad_z),
        "`grad_b` is the mean over examples and units, one number. Each unit has a bias of its own: sum over "
        "the examples, `axis=0`.",
    ),
    (
        "bias-summed-over-units",
        lambda v: v.grad_z.sum(axis=1),
        "`grad_b` is summed over the units (`axis=1`), which leaves one number an example. The bias has one "
        "number a unit: sum over the examples, `axis=0`.",
    ),
    (
        "bias-not-summed",
        lambda v: v.grad_z,
        "`grad_b` still has one row for each example. The bias is used in every example, so the shares add "
        "up: sum over `axis=0`.",
    ),
    (
        "bias-without-the-slope",
        lambda v: v.g.sum(axis=0),
        "`grad_b` is the sum of `grad_output`. The bias enters z, before the activation, so the slope is a "
        "factor there too: sum `grad_z`.",
    ),
    (
        "bias-of-the-last-example",
        lambda v: v.grad_z[-1],
        "`grad_b` holds the last example only: `=` puts a new number in place of the sum in every round. "
        "`+=` adds to it.",
    ),
    (
        "bias-from-the-weights",
        lambda v: grad_w_of(v).sum(axis=0),
        "`grad_b` is the column sum of `grad_w`. The bias is not multiplied with the input: sum `grad_z` "
        "over `axis=0`.",
    ),
    (
        "bias-times-itself",
        lambda v: v.grad_z.sum(axis=0) * v.b,
        "`grad_b` is multiplied with the bias. z is x @ w + b, so its slope along b is 1.",
    ),
)
_WEIGHTS = (
    (
        "weights-averaged",
        lambda v: grad_w_of(v) / v.n,
        "`grad_w` is divided by n. The 1/n of the cost is in `grad_output` already.",
    ),
    (
        "weights-without-the-slope",
        lambda v: v.x.T @ v.g,
        "`grad_w` is made from `grad_output`. The weights enter z, before the activation, so the slope is a "
        "factor: `x.T @ grad_z`.",
    ),
    (
        "weights-of-all-pairs",
        lambda v: np.outer(v.x, v.grad_z),
        "`np.outer` multiplies every number of x with every number of the gradient, across examples too. "
        "It is for one example; for a batch the products of each example are added up: `x.T @ grad_z`.",
    ),
    (
        "weights-transposed",
        lambda v: v.grad_z.T @ v.x,
        "`grad_w` is transposed, (k, d). It has the shape of `w`, (d, k): `x.T @ grad_z`.",
    ),
    (
        "weights-from-the-output",
        lambda v: FUNCTIONS[v.name](v.z).T @ v.grad_z,
        "`grad_w` is made from the layer's output. A weight is multiplied with the layer's input: "
        "`x.T @ grad_z`.",
    ),
    (
        "weights-from-the-sums",
        lambda v: v.z.T @ v.grad_z,
        "`grad_w` is made from the sums z. A weight is multiplied with the layer's input: `x.T @ grad_z`.",
    ),
    (
        "weights-from-an-activated-input",
        lambda v: FUNCTIONS[v.name](v.x).T @ v.grad_z,
        "The activation is applied to x before it meets the gradient. x is what the weights were multiplied "
        "with: `x.T @ grad_z`.",
    ),
    (
        "input-not-transposed",
        lambda v: v.x @ v.grad_z,
        "The transpose is missing in `grad_w`: `x @ grad_z` fits only when there are as many examples as "
        "inputs, and is wrong even then. Sum over the examples: `x.T @ grad_z`.",
    ),
    (
        "weights-elementwise",
        lambda v: v.x * v.grad_z,
        "`grad_w` multiplies entry by entry, so nothing is summed over the examples. It takes the matrix "
        "product `x.T @ grad_z`.",
    ),
    (
        "weights-of-the-last-example",
        lambda v: grad_w_of(last_example(v)),
        "`grad_w` holds the last example only: `=` puts a new number in place of the sum in every round. "
        "`+=` adds to it.",
    ),
    (
        "weights-of-the-first-example",
        lambda v: grad_w_of(first_example(v)),
        "`grad_w` holds the first example only. The shares of all examples add up: `x.T @ grad_z`.",
    ),
    (
        "weights-times-themselves",
        lambda v: grad_w_of(v) * v.w,
        "`grad_w` is multiplied with the weights. The slope of x @ w along w is x: `x.T @ grad_z` is all.",
    ),
)
_INPUT = (
    (
        "input-without-the-slope",
        lambda v: v.g @ v.w.T,
        "`grad_x` is made from `grad_output`, so the slope is missing in it: `grad_z @ w.T`.",
    ),
    (
        "input-gets-grad-z",
        lambda v: v.grad_z,
        "The gradient of z is returned for that of the input. It has to pass through the weights too: "
        "`grad_z @ w.T`, shape (n, d).",
    ),
    (
        "weights-not-transposed",
        lambda v: v.grad_z @ v.w,
        "The transpose is missing in `grad_x`: `grad_z @ w` fits only when w is square, and is wrong even "
        "then. On the way back each unit hands its share to its inputs: `grad_z @ w.T`.",
    ),
    (
        "input-transposed",
        lambda v: v.w @ v.grad_z.T,
        "`grad_x` is transposed, (d, n): it has examples as columns. Here it is `grad_z @ w.T`.",
    ),
    (
        "input-elementwise",
        lambda v: v.grad_z * v.w.T,
        "`grad_x` multiplies entry by entry. An input feeds all units, and their shares add up: the matrix "
        "product `grad_z @ w.T`.",
    ),
    (
        "input-averaged",
        lambda v: grad_x_of(v) / v.n,
        "`grad_x` is divided by n. The 1/n of the cost is in `grad_output` already.",
    ),
    (
        "input-with-its-own-slope",
        lambda v: grad_x_of(v) * SLOPES[v.name](v.x),
        "`grad_x` is multiplied with f′(x). That slope belongs to the layer before, which gets its turn "
        "when it is passed.",
    ),
    (
        "input-with-its-own-slope-from-x",
        lambda v: grad_x_of(v) * SLOPE_FROM_A[v.name](v.x),
        "`grad_x` is multiplied with the slope of the layer before, as if x were its activation. That layer "
        "gets its turn when it is passed: here `grad_z @ w.T` is all.",
    ),
    *(
        (
            f"weights-updated-first-by-{rate:g}",
            lambda v, rate=rate: v.grad_z @ (v.w - rate * grad_w_of(v)).T,
            UPDATED.format(rate=rate),
        )
        for rate in (1.0, 0.5, 0.1, 0.01)
    ),
)
PRODUCT_MISTAKES = tuple(
    Mistake(id_, with_products(**{part: wrong}), says)
    for part, table in (("grad_b", _BIAS), ("grad_w", _WEIGHTS), ("grad_x", _INPUT))
    for id_, wrong, says in table
)
