"""Exercise: tanh."""

import numpy as np

from dlteach.autograder import Exercise, Law, Mistake
from dlteach.exercises.activations.shared import (
    LESSON,
    OVERFLOW,
    in_the_shape_it_takes,
    of_an_activation,
    smooth_cases,
)
from dlteach.functions import sigmoid, tanh

SECTION = "tanh: steeper, and centred on 0"
USE_TANH = "`np.tanh(z)` has no such limit."


def quotient(e):
    """(e − 1) / (e + 1), which is tanh(z) for e = e²ᶻ."""
    return (e - 1) / (e + 1)


def sinh_by_cosh(z):
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
    cases=smooth_cases,
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
            "minus-twice",
            lambda z: (np.exp(z) - np.exp(np.negative(z))) / (np.exp(z) - np.exp(np.negative(z))),
            "There is a minus above and below, so that every result is 1, and 0/0 at z = 0. Below stands the "
            "sum, eᶻ + e⁻ᶻ.",
        ),
        Mistake(
            "one-inside-the-denominator",
            lambda z: 2 / np.exp(-2 * np.asarray(z)),
            "The bracket of the denominator closes too late: 1 + e⁻²ᶻ − 1 is e⁻²ᶻ. It is 2/(1 + e⁻²ᶻ) − 1.",
        ),
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
            lambda z: quotient(np.exp(np.square(z))),
            "z is squared in the exponent, so −2 and 2 come out equal. e²ᶻ is `np.exp(2 * z)`.",
        ),
        Mistake(
            "twice-the-exponential",
            lambda z: quotient(2 * np.exp(z)),
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
            lambda z: quotient(np.exp(2 * np.asarray(z))),
            f"{OVERFLOW} With e²ᶻ it happens for z above 354. {USE_TANH}",
            kind="fragile",
        ),
        Mistake(
            "negative-exponents-overflow",
            lambda z: -quotient(np.exp(-2 * np.asarray(z))),
            f"{OVERFLOW} With e⁻²ᶻ it happens for z below −354. {USE_TANH}",
            kind="fragile",
        ),
        Mistake(
            "both-exponents-overflow",
            sinh_by_cosh,
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
        lambda z: sinh_by_cosh(np.clip(z, -100, 100)),
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
