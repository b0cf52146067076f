"""Exercise: the slope of tanh."""

import numpy as np

from dlteach.autograder import Exercise, Law, Mistake
from dlteach.exercises.activations.shared import (
    LESSON,
    OVERFLOW,
    in_the_shape_it_takes,
    of_an_activation,
    smooth_cases,
)
from dlteach.exercises.activations.tanh import SECTION, USE_TANH, quotient, sinh_by_cosh
from dlteach.functions import sigmoid, sigmoid_derivative, tanh_derivative


def _rule(a):
    """The derivative from the activation."""
    return 1 - np.square(a)


TANH_DERIVATIVE = Exercise(
    name="tanh_derivative",
    lesson=LESSON,
    section=SECTION,
    reference=tanh_derivative,
    cases=smooth_cases,
    driver=in_the_shape_it_takes,
    laws=(
        Law("the slope of tanh is never negative", lambda args, slope: np.min(slope) >= 0),
        Law("the slope of tanh is at most 1", lambda args, slope: np.max(slope) <= 1),
    ),
    mistakes=(
        Mistake(
            "rule-of-the-sigmoid-on-z",
            lambda z: z * (1 - np.asarray(z)),
            "z·(1 − z) is the rule of the sigmoid, and it wants the activation, not z. For tanh it is 1 − t² "
            "with t = tanh z.",
        ),
        Mistake(
            "tanh-of-half",
            lambda z: 1 - np.tanh(np.asarray(z) / 2) ** 2,
            "The tanh in it is that of z/2: 2σ(z) − 1 is tanh(z/2), while tanh z = 2σ(2z) − 1.",
        ),
        Mistake(
            "product-with-the-transposed",
            lambda z: 1 - np.dot(np.tanh(z), np.tanh(z).T),
            "`np.dot` and `@` multiply rows with columns and add up. Here each entry is squared by itself: "
            "`**2`.",
        ),
        Mistake(
            "tanh-without-parentheses",
            lambda z: 1 - (np.exp(z) - np.exp(np.negative(z)) / np.exp(z) + np.exp(np.negative(z))) ** 2,
            "The tanh in it is wrong, as Python divides before it subtracts and adds. It needs two pairs of "
            "parentheses, (eᶻ − e⁻ᶻ)/(eᶻ + e⁻ᶻ); `np.tanh` needs none.",
        ),
        Mistake(
            "takes-the-activation",
            _rule,
            "That is right when the argument is the activation a = tanh(z), as in many programs: 1 − a². "
            "Here the argument is z. Compute `a = np.tanh(z)` first.",
            kind="convention",
        ),
        Mistake(
            "tanh-twice",
            lambda z: _rule(np.tanh(np.tanh(z))),
            "tanh is applied twice: `tanh_derivative` calls it itself, so it must be given z.",
        ),
        Mistake(
            "square-missing",
            lambda z: 1 - np.tanh(z),
            "The square is missing: the derivative is 1 − tanh²(z), the same for z and −z.",
        ),
        Mistake(
            "doubled-for-squared",
            lambda z: 1 - 2 * np.tanh(z),
            "`2 * a` doubles; the square is `a ** 2`.",
        ),
        Mistake(
            "square-inside",
            lambda z: 1 - np.tanh(np.square(z)),
            "z is squared before tanh. tanh²(z) is the square of the result: `np.tanh(z) ** 2`.",
        ),
        Mistake(
            "matrix-product",
            lambda z: 1 - np.dot(np.tanh(z), np.tanh(z)),
            "`np.dot` and `@` multiply rows with columns and add up. Here each entry is squared: `** 2`.",
        ),
        Mistake(
            "relu-in-the-rule",
            lambda z: _rule(np.maximum(z, 0)),
            "The rule 1 − a² is right, but a is the ReLU here. For tanh, a = tanh(z).",
        ),
        Mistake(
            "square-of-the-difference",
            lambda z: (1 - np.tanh(z)) ** 2,
            "The whole difference is squared. It is 1 − a², `1 - a ** 2` without brackets.",
        ),
        Mistake(
            "one-plus",
            lambda z: 1 + np.tanh(z) ** 2,
            "The sign is a plus. The slope is 1 − tanh²: where tanh comes near ±1 the curve is flat.",
        ),
        Mistake(
            "square-minus-one",
            lambda z: np.tanh(z) ** 2 - 1,
            "The difference is turned round, so the slope is negative. tanh rises everywhere: 1 − tanh².",
        ),
        Mistake(
            "one-missing",
            lambda z: np.tanh(z) ** 2,
            "That is tanh² alone. The derivative is 1 − tanh²(z).",
        ),
        Mistake(
            "tanh-itself",
            np.tanh,
            "That is tanh itself. Its slope is 1 − tanh²(z).",
        ),
        Mistake(
            "rule-of-the-sigmoid",
            lambda z: np.tanh(z) * (1 - np.tanh(z)),
            "a(1 − a) is the rule of the sigmoid. For tanh it is 1 − a².",
        ),
        Mistake(
            "sigmoid-derivative",
            sigmoid_derivative,
            "That is the derivative of the sigmoid, at most 0.25. The one of tanh is 1 − tanh²(z), up to 1.",
        ),
        Mistake(
            "sigmoid-in-the-rule",
            lambda z: _rule(sigmoid(z)),
            "The rule 1 − a² is right, but a is the sigmoid here. For tanh, a = tanh(z).",
        ),
        Mistake(
            "activation-cancelled",
            lambda z: np.ones(np.shape(z)),
            "The result is 1 everywhere, as in `1 - (a - a)`. The slope is 1 at z = 0 only: 1 − a².",
        ),
        Mistake(
            "stretch-forgotten",
            lambda z: sigmoid_derivative(2 * np.asarray(z)),
            "That is σ′(2z). From tanh(z) = 2σ(2z) − 1 come two factors of 2, one before and one from the "
            "inside: 4σ′(2z).",
        ),
        Mistake(
            "one-stretch-forgotten",
            lambda z: 2 * sigmoid_derivative(2 * np.asarray(z)),
            "One factor of 2 is missing. From tanh(z) = 2σ(2z) − 1 come two, one before and one from the "
            "inside: 4σ′(2z).",
        ),
        Mistake(
            "cosh-not-squared",
            lambda z: 1 / np.cosh(z),
            "The square is missing: the derivative is 1 / cosh²(z), which is 1 − tanh²(z).",
        ),
        Mistake(
            "cosh-not-inverted",
            lambda z: np.cosh(z) ** 2,
            "That is cosh². The derivative is 1 divided by it: 1 / cosh²(z), which is 1 − tanh²(z).",
        ),
        Mistake(
            "times-the-activation",
            lambda z: np.tanh(z) * _rule(np.tanh(z)),
            "One factor tanh too many: the derivative is 1 − tanh²(z) and nothing more.",
        ),
        Mistake(
            "times-z",
            lambda z: np.asarray(z) * _rule(np.tanh(z)),
            "The slope is multiplied by z besides. The derivative by z is 1 − tanh²(z), nothing more.",
        ),
        Mistake(
            "slope-of-tangent",
            lambda z: 1 + np.tan(z) ** 2,
            "That belongs to the tangent of an angle, `np.tan`. For `np.tanh` it is 1 − tanh²(z).",
        ),
        Mistake(
            "slope-with-tangent",
            lambda z: 1 - np.tan(z) ** 2,
            "`np.tan` is the tangent of an angle. The hyperbolic one is `np.tanh`, with an h.",
        ),
        Mistake(
            "relu-derivative",
            lambda z: np.asarray(z) > 0,
            "That is the slope of ReLU. The one of tanh is 1 − tanh²(z).",
        ),
        Mistake(
            "positive-exponents-overflow",
            lambda z: _rule(quotient(np.exp(2 * np.asarray(z)))),
            f"{OVERFLOW} With e²ᶻ it happens for z above 354. {USE_TANH}",
            kind="fragile",
        ),
        Mistake(
            "negative-exponents-overflow",
            lambda z: _rule(quotient(np.exp(-2 * np.asarray(z)))),
            f"{OVERFLOW} With e⁻²ᶻ it happens for z below −354. {USE_TANH}",
            kind="fragile",
        ),
        Mistake(
            "both-exponents-overflow",
            lambda z: _rule(sinh_by_cosh(z)),
            f"{OVERFLOW} (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ), or sinh / cosh, does so on both sides. {USE_TANH}",
            kind="fragile",
        ),
        *of_an_activation(tanh_derivative),
    ),
    also_correct=(
        lambda z: 1 - np.tanh(z) ** 2,
        lambda z: (1 - np.tanh(z)) * (1 + np.tanh(z)),
        lambda z: 1 / np.cosh(z) ** 2,
        lambda z: 1.0 - np.power(np.tanh(z), 2),
        lambda z: [1 - np.tanh(v) ** 2 for v in z],
        lambda z: (1 - np.square(np.tanh(z)), np.tanh(z)),
        lambda z: 4 / (np.exp(z) + np.exp(-z)) ** 2,
        lambda z: (np.tanh(np.asarray(z) + 1e-5) - np.tanh(np.asarray(z) - 1e-5)) / 2e-5,
    ),
    hints=(
        "As with the sigmoid, the slope can be written with the activation itself: it is 1 where tanh is 0.",
        "Compute a = tanh(z), from z. Then one minus something of a that is 1 where a is ±1.",
        "`a = np.tanh(z)`, then `return 1 - ...`",
    ),
)
