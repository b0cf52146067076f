"""What the exercises of lesson 05 share: the four activations, inputs, and wrong forms of each activation."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.functions import ACTIVATIONS, softmax

LESSON = "05_backpropagation"
NAMES = ("linear", "sigmoid", "tanh", "relu")
FUNCTIONS = {name: ACTIVATIONS[name][0] for name in NAMES}
SLOPES = {name: ACTIVATIONS[name][1] for name in NAMES}
SIZES = ((5, 3, 4), (1, 4, 2), (3, 3, 3), (4, 1, 3), (6, 2, 1))  # n, d, k
sigmoid, tanh, relu = FUNCTIONS["sigmoid"], np.tanh, FUNCTIONS["relu"]


def same_for_all(function):
    """A table of activations that gives one function under every name."""
    return dict.fromkeys(NAMES, function)


def layer(rng, n, d, k):
    """Draw x, w and b of a layer."""
    return rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k) + 0.3


def network(rng, n, sizes):
    """Draw x, weights and biases of a network with these sizes, the inputs first."""
    weights = [rng.normal(size=shape) for shape in zip(sizes, sizes[1:])]
    return rng.normal(size=(n, sizes[0])), weights, [rng.normal(size=size) for size in sizes[1:]]


def whole(sizes):
    """A network with a batch of integers. Its sums are odd, as no ReLU should meet 0, where slopes differ."""
    x = np.arange(2 * sizes[0]).reshape(2, sizes[0]) - 1
    weights = [2.0 * (np.arange(d * k).reshape(d, k) % 3 - 1) for d, k in zip(sizes, sizes[1:])]
    return x, weights, [2.0 * (np.arange(k) % 2) - 1 for k in sizes[1:]]


def _tanh_without_brackets(z):
    return np.exp(z) - np.exp(-z) / np.exp(z) + np.exp(-z)


_WRONG_FUNCTIONS = (
    (
        "sigmoid-exponent-positive",
        {"sigmoid": lambda z: sigmoid(-z)},
        "The sigmoid falls where it should rise: the exponent has lost its minus. It is 1 / (1 + exp(−z)).",
    ),
    (
        "sigmoid-without-brackets",
        {"sigmoid": lambda z: 1 / 1 + np.exp(-z)},
        "Brackets are missing in the sigmoid: `1 / 1 + np.exp(-z)` divides first. Write "
        "`1 / (1 + np.exp(-z))`.",
    ),
    (
        "sigmoid-minus-for-plus",
        {"sigmoid": lambda z: 1 / (1 - np.exp(-z))},
        "The sigmoid has a minus in its denominator, so it leaves the range from 0 to 1. It is "
        "1 / (1 + exp(−z)).",
    ),
    (
        "sigmoid-rounded",
        {"sigmoid": lambda z: (sigmoid(z) > 0.5).astype(float)},
        "The sigmoid is cut to 0 or 1. Return it as it is, between 0 and 1: a step has no slope to learn "
        "from.",
    ),
    (
        "softmax-for-sigmoid",
        {"sigmoid": softmax},
        "Each row is divided by its sum, as a softmax does. The sigmoid treats every number by itself: "
        "1 / (1 + exp(−z)).",
    ),
    (
        "softmax-of-everything-for-sigmoid",
        {"sigmoid": lambda z: np.exp(z) / np.exp(z).sum()},
        "All numbers are divided by their sum. The sigmoid treats each by itself: 1 / (1 + exp(−z)).",
    ),
    (
        "tanh-of-half",
        {"tanh": lambda z: np.tanh(z / 2)},
        "(1 − exp(−z)) / (1 + exp(−z)) is tanh(z/2). In tanh the exponents are 2z, or use `np.tanh`.",
    ),
    (
        "tanh-upside-down",
        {"tanh": lambda z: 1 / np.tanh(z)},
        "Your tanh is upside down: it should stay between −1 and 1. It is (exp(z) − exp(−z)) divided by "
        "(exp(z) + exp(−z)), or `np.tanh`.",
    ),
    (
        "tanh-without-brackets",
        {"tanh": _tanh_without_brackets},
        "Brackets are missing in tanh: `/` comes before `+` and `-`. Put one pair around the numerator and "
        "one around the denominator, or use `np.tanh`.",
    ),
    (
        "tan-for-tanh",
        {"tanh": np.tan},
        "`np.tan` is the tangent of an angle. The activation is the hyperbolic one, `np.tanh`.",
    ),
    (
        "sinh-for-tanh",
        {"tanh": np.sinh},
        "The denominator of tanh is missing, and (exp(z) − exp(−z)) / 2 is sinh. Use `np.tanh`.",
    ),
    (
        "relu-takes-the-size",
        {"relu": np.abs},
        "Negative sums are turned positive. ReLU sets them to 0: `np.maximum(z, 0)`.",
    ),
    (
        "relu-takes-the-smaller",
        {"relu": lambda z: np.minimum(z, 0)},
        "ReLU keeps the negative sums and drops the positive ones. It is the larger of z and 0: "
        "`np.maximum(z, 0)`.",
    ),
    (
        "relu-as-a-step",
        {"relu": lambda z: (z > 0).astype(float)},
        "`z > 0` is the slope of ReLU, 0 or 1. ReLU itself keeps the positive sums: `z * (z > 0)`.",
    ),
    *(
        (
            f"relu-leaks-{leak:g}",
            {"relu": lambda z, leak=leak: np.where(z > 0, z, leak * z)},
            f"Negative sums come out as {leak:g}·z, which is the leaky ReLU. The plain one sets them to 0.",
        )
        for leak in (0.01, 0.1, 0.2)
    ),
    *(
        (
            f"relu-stops-at-{top:g}",
            {"relu": lambda z, top=top: np.clip(z, 0, top)},
            f"Sums above {top:g} are cut off. ReLU has no upper end: `np.maximum(z, 0)`.",
        )
        for top in (1, 6)
    ),
    (
        "softplus-for-relu",
        {"relu": lambda z: np.logaddexp(0, z)},
        "ln(1 + exp(z)) is softplus, a ReLU with a round bend. Here the bend is sharp: `np.maximum(z, 0)`.",
    ),
    (
        "relu-maximum-over-an-axis",
        {"relu": lambda z: np.max(z, 0)},
        "`np.max(z, 0)` takes the largest entry along axis 0. The larger of each entry and 0 is "
        "`np.maximum(z, 0)`.",
    ),
    (
        "relu-drops-entries",
        {"relu": lambda z: z[z > 0]},
        "`z[z > 0]` drops the negative entries, and the shape with them. Keep all places, with 0 in those: "
        "`np.maximum(z, 0)`.",
    ),
    (
        "always-sigmoid",
        same_for_all(sigmoid),
        "The sigmoid is used whatever `activation` says. Choose by its name.",
    ),
    (
        "always-tanh",
        same_for_all(np.tanh),
        "tanh is used whatever `activation` says. Choose by its name.",
    ),
    ("always-relu", same_for_all(relu), "ReLU is used whatever `activation` says. Choose by its name."),
    (
        "slope-for-activation",
        SLOPES,
        "This is f′(z), the slope of the activation. On the way forward f(z) is asked for.",
    ),
    (
        "activation-twice",
        {name: lambda z, f=f: f(f(z)) for name, f in FUNCTIONS.items()},
        "The activation is applied twice. Once is enough: f(x @ w + b).",
    ),
)


def wrong_functions(forward):
    """Mistakes in an activation; `forward(functions)` gives an answer that uses this table of them."""
    return tuple(
        Mistake(id_, forward({**FUNCTIONS, **functions}), says) for id_, functions, says in _WRONG_FUNCTIONS
    )
