"""Exercises: tanh and its derivative."""

import numpy as np

from dlteach.autograder import Exercise, Law, Mistake
from dlteach.exercises.activations.shared import (
    LESSON,
    OVERFLOW,
    SATURATED,
    elementwise_cases,
    in_the_shape_it_takes,
    of_an_activation,
)
from dlteach.functions import sigmoid, sigmoid_derivative, tanh, tanh_derivative

SECTION = "tanh: steeper, and centred on 0"
USE_TANH = "`np.tanh(z)` has no such limit."


def _cases(rng):
    yield from elementwise_cases(rng, at_zero={}, far=SATURATED)


def _quotient(e):
    """(e − 1) / (e + 1), which is tanh(z) for e = e²ᶻ."""
    return (e - 1) / (e + 1)


def _sinh_by_cosh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def _one_by_one(z):
    out = []
    for v in z:
        e = np.exp(-2 * abs(v))
        out.append((1 - e) / (1 + e) * np.sign(v))
    return out


def _in_a_buffer(z):
    result = np.zeros(z.shape)
    for index in np.ndindex(*z.shape):
        result[index] = np.tanh(z[index])
    return result


TANH = Exercise(
    name="tanh",
    lesson=LESSON,
    section=SECTION,
    reference=tanh,
    cases=_cases,
    driver=in_the_shape_it_takes,
    laws=(
        Law("tanh lies between −1 and 1", lambda args, a: np.max(np.abs(a)) <= 1),
        Law(
            "tanh has the sign of z", lambda args, a: np.array_equal(np.sign(np.asarray(a)), np.sign(args[0]))
        ),
        Law(
            "the larger z, the larger tanh(z)",
            lambda args, a: np.all(np.diff(np.ravel(a)[np.argsort(np.ravel(args[0]))]) >= 0),
        ),
    ),
    mistakes=(
        Mistake(
            "two-missing",
            lambda z: np.tanh(np.asarray(z) / 2),
            "The curve is too flat by a factor of 2: that is tanh(z/2). The exponent is 2z in (e²ᶻ − 1) / "
            "(e²ᶻ + 1), and with the sigmoid it is 2σ(2z) − 1.",
        ),
        Mistake(
            "two-twice",
            lambda z: np.tanh(2 * np.asarray(z)),
            "The curve is too steep by a factor of 2: that is tanh(2z). The exponents are ±z in (eᶻ − e⁻ᶻ) / "
            "(eᶻ + e⁻ᶻ), and 2z in the form with e²ᶻ.",
        ),
        Mistake(
            "upside-down",
            lambda z: 1 / np.tanh(z),
            "Numerator and denominator are exchanged, so the values lie outside −1 to 1. The difference "
            "is above, the sum below.",
        ),
        Mistake(
            "denominator-missing",
            np.sinh,
            "That is sinh, or half of it is missing below: the result grows without end. Divide by eᶻ + e⁻ᶻ.",
        ),
        Mistake(
            "difference-alone",
            lambda z: np.exp(z) - np.exp(-z),
            "That is the numerator, eᶻ − e⁻ᶻ, alone. Divide it by eᶻ + e⁻ᶻ.",
        ),
        Mistake(
            "division-binds-first",
            lambda z: np.exp(z) - np.exp(-z) / (np.exp(z) + np.exp(-z)),
            "Brackets are missing round the numerator: `/` comes before `-`, so only e⁻ᶻ is divided.",
        ),
        Mistake(
            "division-binds-first-in-both",
            lambda z: np.exp(z) - np.exp(-z) / np.exp(z) + np.exp(-z),
            "Brackets are missing round the numerator and the denominator: `/` comes before `+` and `-`.",
        ),
        Mistake(
            "denominator-without-brackets",
            lambda z: (np.exp(z) - np.exp(-z)) / np.exp(z) + np.exp(-z),
            "Brackets are missing round the denominator: `/` comes before `+`, so only eᶻ divides.",
        ),
        Mistake(
            "one-divided-first",
            lambda z: np.exp(2 * np.asarray(z)) - 1 / (np.exp(2 * np.asarray(z)) + 1),
            "Brackets are missing round the numerator: `/` comes before `-`, so only the 1 is divided. Write "
            "`(e - 1) / (e + 1)`.",
        ),
        Mistake(
            "one-added-last",
            lambda z: (np.exp(2 * np.asarray(z)) - 1) / np.exp(2 * np.asarray(z)) + 1,
            "Brackets are missing round the denominator: `/` comes before `+`. Write `(e - 1) / (e + 1)`.",
        ),
        Mistake(
            "no-brackets-at-all",
            lambda z: np.exp(2 * np.asarray(z)) - 1 / np.exp(2 * np.asarray(z)) + 1,
            "Brackets are missing round the numerator and the denominator: write `(e - 1) / (e + 1)`.",
        ),
        Mistake(
            "sign",
            lambda z: np.tanh(np.negative(z)),
            "The sign is turned round: tanh rises. Above is eᶻ − e⁻ᶻ, or 1 − e⁻²ᶻ when the exponent has a "
            "minus.",
        ),
        Mistake(
            "square-for-twice",
            lambda z: _quotient(np.exp(np.square(z))),
            "z is squared in the exponent, so −2 and 2 come out equal. e²ᶻ is `np.exp(2 * z)`.",
        ),
        Mistake(
            "twice-the-exponential",
            lambda z: _quotient(2 * np.exp(z)),
            "The 2 stands before the exponential. It belongs into the exponent: e²ᶻ is `np.exp(2 * z)`.",
        ),
        Mistake(
            "sigmoid",
            sigmoid,
            "That is the sigmoid, from 0 to 1. tanh is the one from −1 to 1: `2 * sigmoid(2 * z) - 1`.",
        ),
        Mistake(
            "sigmoid-of-twice",
            lambda z: sigmoid(2 * np.asarray(z)),
            "That is σ(2z), from 0 to 1. To reach from −1 to 1: `2 * sigmoid(2 * z) - 1`.",
        ),
        Mistake(
            "one-not-taken-away",
            lambda z: 2 * sigmoid(2 * np.asarray(z)),
            "The values run from 0 to 2: the `- 1` is missing from `2 * sigmoid(2 * z) - 1`.",
        ),
        Mistake(
            "sigmoid-not-doubled",
            lambda z: sigmoid(2 * np.asarray(z)) - 1,
            "The values run from −1 to 0: the sigmoid is not doubled in `2 * sigmoid(2 * z) - 1`.",
        ),
        Mistake(
            "tangent",
            np.tan,
            "`np.tan` is the tangent of an angle. The hyperbolic one is `np.tanh`, with an h.",
        ),
        Mistake(
            "arctangent",
            np.arctan,
            "`np.arctan` bends in a similar way, but up to π/2. The one asked for is `np.tanh`.",
        ),
        Mistake(
            "softsign",
            lambda z: np.asarray(z) / (1 + np.abs(z)),
            "z / (1 + |z|) is another curve from −1 to 1. tanh is (e²ᶻ − 1) / (e²ᶻ + 1).",
        ),
        Mistake(
            "cut-line",
            lambda z: np.clip(z, -1, 1),
            "z is cut off at −1 and 1. tanh bends towards these bounds: (e²ᶻ − 1) / (e²ᶻ + 1).",
        ),
        Mistake(
            "sign-alone",
            np.sign,
            "That is the sign of z, without anything between −1 and 1. tanh is smooth.",
        ),
        Mistake(
            "absolute-value-in-the-exponent",
            lambda z: np.tanh(np.abs(z)),
            "|z| keeps the exponential small, but makes −2 and 2 equal. Give the result the sign of z: `* "
            "np.sign(z)`.",
        ),
        Mistake(
            "derivative",
            lambda z: 1 - np.tanh(z) ** 2,
            "That is the derivative, 1 − tanh². Here the function itself is asked for.",
        ),
        Mistake(
            "tanh-twice",
            lambda z: np.tanh(np.tanh(z)),
            "tanh is applied twice, so that nothing comes beyond ±0.76. Once is enough.",
        ),
        Mistake(
            "positive-exponents-overflow",
            lambda z: _quotient(np.exp(2 * np.asarray(z))),
            f"{OVERFLOW} With e²ᶻ it happens for z above 354. {USE_TANH}",
            kind="fragile",
        ),
        Mistake(
            "negative-exponents-overflow",
            lambda z: -_quotient(np.exp(-2 * np.asarray(z))),
            f"{OVERFLOW} With e⁻²ᶻ it happens for z below −354. {USE_TANH}",
            kind="fragile",
        ),
        Mistake(
            "both-exponents-overflow",
            _sinh_by_cosh,
            f"{OVERFLOW} (eᶻ − e⁻ᶻ) / (eᶻ + e⁻ᶻ), or sinh / cosh, does so on both sides. {USE_TANH}",
            kind="fragile",
        ),
        *of_an_activation(tanh),
    ),
    also_correct=(
        _one_by_one,
        _in_a_buffer,
        lambda z: 2 * sigmoid(2 * np.asarray(z)) - 1,
        lambda z: 2 / (1 + np.exp(-2 * np.asarray(z))) - 1,
        lambda z: 1 - 2 / (np.exp(2 * np.asarray(z)) + 1),
        lambda z: _sinh_by_cosh(np.clip(z, -100, 100)),
        lambda z: (np.tanh(z), z),
        lambda z: np.tanh(z).tolist(),
    ),
    hints=(
        "tanh is a sigmoid that was stretched: from −1 to 1 and twice as fast. And NumPy has it.",
        "(e²ᶻ − 1) / (e²ᶻ + 1) overflows for z = 1000. Look for the function in NumPy, or write it with a "
        "sigmoid of 2z.",
        "`return np.tanh(...)`",
    ),
)


def _rule(a):
    """The derivative from the activation."""
    return 1 - np.square(a)


TANH_DERIVATIVE = Exercise(
    name="tanh_derivative",
    lesson=LESSON,
    section=SECTION,
    reference=tanh_derivative,
    cases=_cases,
    driver=in_the_shape_it_takes,
    laws=(
        Law("the slope of tanh is never negative", lambda args, slope: np.min(slope) >= 0),
        Law("the slope of tanh is at most 1", lambda args, slope: np.max(slope) <= 1),
    ),
    mistakes=(
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
            lambda z: _rule(_quotient(np.exp(2 * np.asarray(z)))),
            f"{OVERFLOW} With e²ᶻ it happens for z above 354. {USE_TANH}",
            kind="fragile",
        ),
        Mistake(
            "negative-exponents-overflow",
            lambda z: _rule(_quotient(np.exp(-2 * np.asarray(z)))),
            f"{OVERFLOW} With e⁻²ᶻ it happens for z below −354. {USE_TANH}",
            kind="fragile",
        ),
        Mistake(
            "both-exponents-overflow",
            lambda z: _rule(_sinh_by_cosh(z)),
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
