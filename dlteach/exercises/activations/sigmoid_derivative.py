"""Exercise: the slope of the sigmoid."""

import numpy as np

from dlteach.autograder import Exercise, Law, Mistake
from dlteach.exercises.activations.shared import (
    LESSON,
    OVERFLOW,
    in_the_shape_it_takes,
    of_an_activation,
    smooth_cases,
)
from dlteach.functions import sigmoid, sigmoid_derivative

SECTION = "The sigmoid and its slope"


def _slope(a):
    """The derivative from the activation."""
    return a * (1 - a)


SIGMOID_DERIVATIVE = Exercise(
    name="sigmoid_derivative",
    lesson=LESSON,
    section=SECTION,
    reference=sigmoid_derivative,
    cases=smooth_cases,
    driver=in_the_shape_it_takes,
    laws=(
        Law("the slope of the sigmoid is never negative", lambda args, slope: np.min(slope) >= 0),
        Law("the slope of the sigmoid is at most 0.25", lambda args, slope: np.max(slope) <= 0.25 + 1e-9),
    ),
    mistakes=(
        Mistake(
            "takes-the-activation",
            lambda z: _slope(np.asarray(z)),
            "That is right when the argument is the activation a = σ(z), as in many programs: a(1 − a). Here "
            "the argument is z. Compute `a = sigmoid(z)` first.",
            kind="convention",
        ),
        Mistake(
            "sigmoid-twice",
            lambda z: _slope(sigmoid(sigmoid(z))),
            "The sigmoid is applied twice: `sigmoid_derivative` calls it itself, so it must be given z. All "
            "values lie between 0.19 and 0.25.",
        ),
        Mistake(
            "first-factor-missing",
            lambda z: 1 - sigmoid(z),
            "The first factor is missing: that is 1 − σ(z). The derivative is σ(z) · (1 − σ(z)), the same "
            "for z and −z.",
        ),
        Mistake(
            "second-factor-missing",
            sigmoid,
            "That is the sigmoid itself. Its slope has a second factor: σ(z) · (1 − σ(z)).",
        ),
        Mistake(
            "bracket-missing",
            lambda z: sigmoid(z) * 1 - sigmoid(z),
            "Brackets are missing: `a * 1 - a` multiplies first, and a − a is 0. Write `a * (1 - a)`.",
        ),
        Mistake(
            "sigmoid-without-parentheses",
            lambda z: (1 + np.exp(np.negative(z))) * -np.exp(np.negative(z)),
            "The sigmoid in it is wrong: `1 / 1 + np.exp(-z)` divides first and then adds. Write "
            "`1 / (1 + np.exp(-z))`.",
        ),
        Mistake(
            "sigmoid-without-minus",
            lambda z: (1 / (1 - np.exp(np.negative(z)))) * (1 - 1 / (1 - np.exp(np.negative(z)))),
            "The sigmoid in it is wrong: its denominator is 1 + e⁻ᶻ, with a plus.",
        ),
        Mistake(
            "rule-of-tanh-on-z",
            lambda z: 1 - np.square(z),
            "1 − z² is the rule of tanh, and it wants the activation, not z. For the sigmoid it is a(1 − a) "
            "with a = σ(z).",
        ),
        Mistake(
            "one-minus-inside",
            lambda z: sigmoid(z) * sigmoid(1 - np.asarray(z)),
            "The second factor is σ(1 − z). The 1 − … stands outside: 1 − σ(z), which is also σ(−z).",
        ),
        Mistake(
            "matrix-product",
            lambda z: np.dot(sigmoid(z), 1 - sigmoid(z)),
            "`np.dot` and `@` multiply rows with columns and add up. Here each entry meets its own: `*`.",
        ),
        Mistake(
            "one-plus",
            lambda z: sigmoid(z) * (1 + sigmoid(z)),
            "The second factor has a plus. It is 1 − σ(z): where σ comes near 1 the curve is flat.",
        ),
        Mistake(
            "second-factor-of-z",
            lambda z: sigmoid(z) * (1 - np.asarray(z)),
            "The second factor is 1 − z. It is 1 − σ(z); compute `a = sigmoid(z)` once and use it twice.",
        ),
        Mistake(
            "first-factor-of-z",
            lambda z: np.asarray(z) * (1 - sigmoid(z)),
            "The first factor is z. It is σ(z); compute `a = sigmoid(z)` once and use it twice.",
        ),
        Mistake(
            "times-z",
            lambda z: np.asarray(z) * _slope(sigmoid(z)),
            "The slope is multiplied by z besides. The derivative by z is σ(z)(1 − σ(z)), nothing more.",
        ),
        Mistake(
            "times-the-activation",
            lambda z: sigmoid(z) * _slope(sigmoid(z)),
            "One factor σ(z) too many: σ² · (1 − σ). The derivative is σ(z) · (1 − σ(z)).",
        ),
        Mistake(
            "one-minus-the-square",
            lambda z: 1 - sigmoid(z) ** 2,
            "1 − a² is the rule of tanh. For the sigmoid it is a(1 − a).",
        ),
        Mistake(
            "tanh-derivative",
            lambda z: 1 - np.tanh(z) ** 2,
            "That is the derivative of tanh. The one of the sigmoid is σ(z) · (1 − σ(z)), at most 0.25.",
        ),
        Mistake(
            "activation-minus-one",
            lambda z: sigmoid(z) * (sigmoid(z) - 1),
            "The second factor is turned round, so the slope is negative. The sigmoid rises everywhere: "
            "σ(z) · (1 − σ(z)).",
        ),
        Mistake(
            "squared",
            lambda z: _slope(sigmoid(z)) ** 2,
            "The product is squared. The derivative is σ(z) · (1 − σ(z)), once.",
        ),
        Mistake(
            "squared-activation",
            lambda z: sigmoid(z) ** 2,
            "That is σ(z)². The second factor is 1 − σ(z).",
        ),
        Mistake(
            "exponential-of-plus-z-above",
            lambda z: np.exp(z) / (1 + np.exp(-z)) ** 2,
            "The exponent above lacks its minus: e⁻ᶻ / (1 + e⁻ᶻ)² has the same one above and below.",
        ),
        Mistake(
            "only-the-exponential-squared",
            lambda z: np.exp(-z) / (1 + np.exp(-z) ** 2),
            "Only e⁻ᶻ is squared. The square belongs to the whole denominator: `(1 + np.exp(-z)) ** 2`.",
        ),
        Mistake(
            "constant-quarter",
            lambda z: np.full(np.shape(z), 0.25),
            "0.25 is the greatest slope, at z = 0 only. Elsewhere it is σ(z) · (1 − σ(z)).",
        ),
        Mistake(
            "four-times",
            lambda z: 4 * _slope(sigmoid(z)),
            "That reaches 1 at z = 0. The slope of the sigmoid is never above 0.25: σ(z) · (1 − σ(z)).",
        ),
        Mistake(
            "relu-derivative",
            lambda z: np.asarray(z) > 0,
            "That is the slope of ReLU. The one of the sigmoid is σ(z) · (1 − σ(z)).",
        ),
        Mistake(
            "negative-exponents-overflow",
            lambda z: np.exp(-z) / (1 + np.exp(-z)) ** 2,
            f"{OVERFLOW} Here it happens for very negative z; `a * (1 - a)` with `a = sigmoid(z)` has no "
            "exponential above the line.",
            kind="fragile",
        ),
        Mistake(
            "positive-exponents-overflow",
            lambda z: np.exp(z) / (1 + np.exp(z)) ** 2,
            f"{OVERFLOW} Here it happens for large positive z; `a * (1 - a)` with `a = 1 / (1 + np.exp(-z))` "
            "has no exponential above the line.",
            kind="fragile",
        ),
        *of_an_activation(sigmoid_derivative),
    ),
    also_correct=(
        lambda z: _slope(sigmoid(z)),
        lambda z: sigmoid(z) - sigmoid(z) ** 2,
        lambda z: sigmoid(z) * sigmoid(np.negative(z)),
        lambda z: [_slope(1 / (1 + np.exp(-v))) for v in z],
        lambda z: (_slope(sigmoid(z)), sigmoid(z)),
        lambda z: np.multiply(sigmoid(z), 1.0 - sigmoid(z)),
        lambda z: (sigmoid(np.asarray(z) + 1e-5) - sigmoid(np.asarray(z) - 1e-5)) / 2e-5,
        lambda z: 1 / (2 + np.exp(z) + np.exp(-z)),
    ),
    hints=(
        "The slope can be written with the sigmoid itself: where σ is near 0 or near 1 the curve is flat.",
        "Compute a = σ(z) once, from z. The derivative is a product of two factors made from a.",
        "`a = sigmoid(z)`, then `return a * (...)`",
    ),
)
