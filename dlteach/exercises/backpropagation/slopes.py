"""Wrong slopes of activations: what stands where f′(z) belongs, on the way back through a layer."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.backpropagation.shared import FUNCTIONS, SLOPES, sigmoid, tanh

SIGMOID = "The slope of the sigmoid is a · (1 − a) with a = σ(z)"
TANH = "The slope of tanh is 1 − a² with a = tanh(z)"
RELU = "The slope of ReLU is 1 where z is positive and 0 elsewhere"


def right_slope(name, z, g):
    """The gradient of z in a layer whose output has the gradient g: what the forms below get wrong."""
    return g * SLOPES[name](z)


def _with_gradient(activation, wrong):
    """A form that is wrong for one activation only; `wrong(z, g)` stands where g · f′(z) belongs."""
    return lambda name, z, g: wrong(z, g) if name == activation else right_slope(name, z, g)


def _for_one(activation, wrong):
    """The same, where only the slope is wrong: `wrong(z)`."""
    return _with_gradient(activation, lambda z, g: g * wrong(z))


# (id, gradient of z in place of g · f′(z), what to say)
_WRONG_SLOPES = (
    (
        "slope-missing",
        lambda name, z, g: g,
        "The factor f′(z) is missing: the gradient passes the activation as if it were not there. Multiply "
        "the gradient that arrives with the slope first.",
    ),
    (
        "activation-for-slope",
        lambda name, z, g: g * FUNCTIONS[name](z),
        "The gradient is multiplied with the activation f(z). On the way back its slope f′(z) is the factor.",
    ),
    (
        "slope-of-the-gradient",
        lambda name, z, g: right_slope(name, g, g),
        "The slope is taken at the gradient that arrives. It belongs to z, the sums of the way forward.",
    ),
    (
        "always-sigmoid-slope",
        lambda name, z, g: g * SLOPES["sigmoid"](z),
        "The slope is that of the sigmoid whatever `activation` says. Choose it by the name.",
    ),
    (
        "always-a-times-one-minus-a",
        lambda name, z, g: g * FUNCTIONS[name](z) * (1 - FUNCTIONS[name](z)),
        "a · (1 − a) is used for every activation. It is the slope of the sigmoid only: choose by the name.",
    ),
    (
        "always-tanh-slope",
        lambda name, z, g: g * SLOPES["tanh"](z),
        "The slope is that of tanh whatever `activation` says. Choose it by the name.",
    ),
    (
        "always-one-minus-a-squared",
        lambda name, z, g: g * (1 - FUNCTIONS[name](z) ** 2),
        "1 − a² is used for every activation. It is the slope of tanh only: choose by the name.",
    ),
    (
        "always-relu-slope",
        lambda name, z, g: g * SLOPES["relu"](z),
        "The slope is that of ReLU whatever `activation` says. Choose it by the name.",
    ),
    (
        "sigmoid-slope-missing",
        _for_one("sigmoid", np.ones_like),
        f"The slope of the sigmoid is missing. {SIGMOID}.",
    ),
    (
        "sigmoid-slope-twice-squashed",
        _for_one("sigmoid", lambda z: SLOPES["sigmoid"](sigmoid(z))),
        f"The sigmoid is applied twice: a function of z is given a = σ(z). {SIGMOID}; a is squashed already.",
    ),
    (
        "sigmoid-slope-of-z",
        _for_one("sigmoid", lambda z: z * (1 - z)),
        f"z · (1 − z) has z where the activation belongs. {SIGMOID}.",
    ),
    (
        "sigmoid-slope-first-factor-missing",
        _for_one("sigmoid", lambda z: 1 - sigmoid(z)),
        f"A factor is missing: 1 − a alone is used. {SIGMOID}.",
    ),
    (
        "sigmoid-slope-second-factor-missing",
        _for_one("sigmoid", sigmoid),
        f"The factor 1 − a is missing: a alone is used. {SIGMOID}.",
    ),
    (
        "sigmoid-slope-plus",
        _for_one("sigmoid", lambda z: sigmoid(z) * (1 + sigmoid(z))),
        f"There is a plus for a minus. {SIGMOID}.",
    ),
    (
        "sigmoid-slope-negative",
        _for_one("sigmoid", lambda z: -SLOPES["sigmoid"](z)),
        f"The slope of the sigmoid has the wrong sign, and the sigmoid never falls. {SIGMOID}.",
    ),
    (
        "sigmoid-slope-of-tanh",
        _for_one("sigmoid", lambda z: 1 - sigmoid(z) ** 2),
        f"1 − a² is the slope of tanh. {SIGMOID}.",
    ),
    (
        "tanh-slope-for-sigmoid",
        _for_one("sigmoid", SLOPES["tanh"]),
        f"A sigmoid layer gets the slope of tanh. {SIGMOID}.",
    ),
    (
        "sigmoid-slope-without-brackets",
        _with_gradient("sigmoid", lambda z, g: g * sigmoid(z) * 1 - sigmoid(z)),
        "Brackets are missing: `g * a * 1 - a` takes a away at the end. Write `g * a * (1 - a)`.",
    ),
    (
        "tanh-slope-missing",
        _for_one("tanh", np.ones_like),
        f"The slope of tanh is missing, or comes out as 1, as 1 − (a − a) does. {TANH}.",
    ),
    (
        "tanh-slope-twice-squashed",
        _for_one("tanh", lambda z: SLOPES["tanh"](tanh(z))),
        f"tanh is applied twice: a function of z is given a = tanh(z). {TANH}; a is squashed already.",
    ),
    (
        "tanh-slope-of-z",
        _for_one("tanh", lambda z: 1 - z**2),
        f"1 − z² has z where the activation belongs. {TANH}.",
    ),
    (
        "tanh-slope-without-square",
        _for_one("tanh", lambda z: 1 - tanh(z)),
        f"The square is missing. {TANH}.",
    ),
    (
        "tanh-slope-doubled-for-squared",
        _for_one("tanh", lambda z: 1 - 2 * tanh(z)),
        f"`* 2` doubles; the square is `** 2`. {TANH}.",
    ),
    (
        "tanh-slope-square-of-the-bracket",
        _for_one("tanh", lambda z: (1 - tanh(z)) ** 2),
        f"The square covers the whole bracket, (1 − a)². {TANH}.",
    ),
    (
        "tanh-slope-plus",
        _for_one("tanh", lambda z: 1 + tanh(z) ** 2),
        f"There is a plus for a minus. {TANH}.",
    ),
    (
        "tanh-slope-negative",
        _for_one("tanh", lambda z: tanh(z) ** 2 - 1),
        f"The slope of tanh has the wrong sign, and tanh never falls. {TANH}.",
    ),
    (
        "tanh-slope-of-sigmoid",
        _for_one("tanh", lambda z: tanh(z) * (1 - tanh(z))),
        f"a · (1 − a) is the slope of the sigmoid. {TANH}.",
    ),
    (
        "sigmoid-slope-for-tanh",
        _for_one("tanh", SLOPES["sigmoid"]),
        f"A tanh layer gets the slope of the sigmoid. {TANH}.",
    ),
    (
        "tanh-slope-cosh-not-squared",
        _for_one("tanh", lambda z: 1 / np.cosh(z)),
        f"The slope of tanh is 1 / cosh(z)², and the square is missing. {TANH}.",
    ),
    (
        "tanh-slope-without-brackets",
        _with_gradient("tanh", lambda z, g: g * 1 - tanh(z) ** 2),
        "Brackets are missing: `g * 1 - a**2` multiplies before it subtracts. Write `g * (1 - a**2)`.",
    ),
    (
        "relu-slope-missing",
        _for_one("relu", np.ones_like),
        f"The slope of ReLU is missing, or 1 everywhere, as `a >= 0` is: the gradient passes closed units "
        f"too. {RELU}.",
    ),
    (
        "relu-slope-from-the-gradient",
        _with_gradient("relu", lambda z, g: g * (g > 0)),
        "The sign of the gradient decides what passes, as in `np.maximum(gradient, 0)`. It is z that "
        f"decides. {RELU}.",
    ),
    (
        "relu-for-its-slope",
        _for_one("relu", FUNCTIONS["relu"]),
        f"The gradient is multiplied with max(z, 0), ReLU itself. {RELU}.",
    ),
    (
        "relu-slope-of-a-square",
        _for_one("relu", lambda z: 2 * FUNCTIONS["relu"](z)),
        f"2z is the slope of z². {RELU}.",
    ),
    (
        "relu-slope-leaks",
        _for_one("relu", lambda z: np.where(z > 0, 1, 0.01)),
        f"A hundredth of the gradient passes closed units, as with the leaky ReLU. {RELU}.",
    ),
    (
        "relu-slope-inverted",
        _for_one("relu", lambda z: (z < 0).astype(float)),
        f"Closed units pass the gradient on and open ones do not. {RELU}.",
    ),
    (
        "relu-slope-of-the-size",
        _for_one("relu", np.sign),
        f"Where z is negative the slope is −1, as that of |z|. {RELU}.",
    ),
    *(
        (
            f"{name}-slope-for-linear",
            _for_one("linear", SLOPES[name]),
            f"A linear layer gets the slope of {name}: does its name reach the last `else`? Its activation "
            "is f(z) = z, with slope 1.",
        )
        for name in ("sigmoid", "tanh", "relu")
    ),
    (
        "linear-slope-zero",
        _for_one("linear", np.zeros_like),
        "A linear layer passes no gradient here. Its activation is f(z) = z, with slope 1.",
    ),
    (
        "linear-slope-z",
        _for_one("linear", lambda z: z),
        "In a linear layer the gradient is multiplied with z. Its activation is f(z) = z, with slope 1.",
    ),
)


def wrong_slopes(backward):
    """Mistakes in f′; `backward(gradient_of_z)` gives an answer with this in place of g · f′(z)."""
    return tuple(Mistake(id_, backward(wrong), says) for id_, wrong, says in _WRONG_SLOPES)
