"""Exercises: the sigmoid and its derivative."""

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
from dlteach.functions import sigmoid, sigmoid_derivative

SECTION = "The sigmoid and its slope"


def _cases(rng):
    yield from elementwise_cases(rng, at_zero={}, far=SATURATED)


def _slope(a):
    """The derivative from the activation."""
    return a * (1 - a)


def _one_by_one(z):
    return [1 / (1 + np.exp(-v)) for v in z]


def _by_sign(z):
    out = np.empty_like(z)
    out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    out[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return out


def _row_by_row(z):
    out = np.zeros(z.shape)
    for i in range(z.shape[0]):
        for j in range(z.shape[1]):
            out[i, j] = 1 / (1 + np.exp(-z[i, j]))
    return out


SIGMOID = Exercise(
    name="sigmoid",
    lesson=LESSON,
    section=SECTION,
    reference=sigmoid,
    cases=_cases,
    driver=in_the_shape_it_takes,
    laws=(
        Law("a sigmoid lies between 0 and 1", lambda args, a: np.min(a) >= 0 and np.max(a) <= 1),
        Law(
            "σ(z) is above one half where z is positive, and below where z is negative",
            lambda args, a: np.array_equal(np.sign(np.asarray(a) - 0.5), np.sign(args[0])),
        ),
        Law(
            "the larger z, the larger σ(z)",
            lambda args, a: np.all(np.diff(np.ravel(a)[np.argsort(np.ravel(args[0]))]) >= 0),
        ),
    ),
    mistakes=(
        Mistake(
            "exponent-without-minus",
            lambda z: 1 / (1 + np.exp(z)),
            "The curve falls instead of rising: the exponent has lost its minus. The sigmoid is 1 / (1 + "
            "e⁻ᶻ), `np.exp(-z)`.",
        ),
        Mistake(
            "denominator-without-parentheses",
            lambda z: 1 / 1 + np.exp(-z),
            "That is 1 + e⁻ᶻ. Parentheses are missing: `1 / 1 + np.exp(-z)` divides first and then adds. "
            "Write `1 / (1 + np.exp(-z))`.",
        ),
        Mistake(
            "minus-in-the-denominator",
            lambda z: 1 / (1 - np.exp(-z)),
            "The denominator has a minus, so it is 0 at z = 0 and the values leave the range from 0 to 1. It "
            "is 1 + e⁻ᶻ.",
        ),
        Mistake(
            "one-plus-missing",
            lambda z: 1 / np.exp(-z),
            "The `1 +` in the denominator is missing: 1 / e⁻ᶻ is eᶻ, which grows without end.",
        ),
        Mistake(
            "only-the-exponential",
            lambda z: np.exp(-z),
            "That is e⁻ᶻ alone. It goes into the denominator: 1 / (1 + e⁻ᶻ).",
        ),
        Mistake(
            "one-inside-the-exponent",
            lambda z: 1 / np.exp(1 - z),
            "The 1 has come into the exponent. Close the bracket of `np.exp` after −z: `1 + np.exp(-z)`.",
        ),
        Mistake(
            "exponential-forgotten",
            lambda z: 1 / (1 - z),
            "The exponential is missing: `1 / (1 + -z)`. It is e⁻ᶻ, `np.exp(-z)`, that is added to the 1.",
        ),
        Mistake(
            "e-times-z",
            lambda z: 1 / (1 + np.e * -z),
            "e is multiplied by −z. It is raised to the power −z: `np.exp(-z)`.",
        ),
        Mistake(
            "z-to-the-power",
            lambda z: 1 / (1 + np.asarray(z) ** -np.e),
            "The base and the exponent are exchanged: z is raised to −e. It is e that is raised to −z: "
            "`np.exp(-z)`.",
        ),
        Mistake(
            "power-of-two",
            lambda z: 1 / (1 + 2.0 ** np.negative(z)),
            "The base is 2 (`np.exp2`). The sigmoid has the base e = 2.718…: `np.exp(-z)`.",
        ),
        Mistake(
            "power-of-ten",
            lambda z: 1 / (1 + 10.0 ** np.negative(z)),
            "The base is 10. The sigmoid has the base e = 2.718…: `np.exp(-z)`.",
        ),
        Mistake(
            "absolute-value",
            lambda z: 1 / (1 + np.exp(-np.abs(z))),
            "|z| never overflows, but it makes −2 and 2 equal. For negative z the result must be 1 minus "
            "this one.",
        ),
        Mistake(
            "squared-exponent",
            lambda z: 1 / (1 + np.exp(-np.square(z))),
            "z is squared in the exponent, so −2 and 2 come out equal. It stands there as it is: e⁻ᶻ.",
        ),
        Mistake(
            "exponential-of-the-wrong-sign-above",
            lambda z: np.exp(z) / (1 + np.exp(-z)),
            "Two forms are mixed. Either 1 / (1 + e⁻ᶻ) or eᶻ / (1 + eᶻ): the sign of z is the same above "
            "and below.",
        ),
        Mistake(
            "derivative",
            lambda z: _slope(sigmoid(z)),
            "That is the derivative, σ(z)(1 − σ(z)). Here the function itself is asked for.",
        ),
        Mistake(
            "from-minus-one-to-one",
            lambda z: 2 * sigmoid(z) - 1,
            "The values run from −1 to 1. Those of the sigmoid run from 0 to 1: leave out the doubling and "
            "the `- 1`.",
        ),
        Mistake(
            "tanh",
            lambda z: np.tanh(z),
            "That is tanh, the sigmoid's relative from −1 to 1. The sigmoid lies between 0 and 1.",
        ),
        Mistake(
            "sigmoid-twice",
            lambda z: sigmoid(sigmoid(z)),
            "The sigmoid is applied twice, so everything lies between 0.5 and 0.73. Once is enough.",
        ),
        Mistake(
            "softmax",
            lambda z: np.exp(z) / np.sum(np.exp(z)),
            "The entries are divided by their sum, so that they share 1 among them. A sigmoid looks at "
            "each entry alone: its denominator is 1 + e⁻ᶻ.",
        ),
        Mistake(
            "yes-or-no",
            lambda z: np.asarray(z) > 0,
            "The result is rounded to 0 or 1. The sigmoid gives the numbers between them too; deciding "
            "comes later, if at all.",
        ),
        Mistake(
            "relu",
            lambda z: np.maximum(z, 0),
            "That is ReLU. The sigmoid is the smooth curve from 0 to 1, 1 / (1 + e⁻ᶻ).",
        ),
        Mistake(
            "straight-line",
            lambda z: np.clip(0.2 * np.asarray(z) + 0.5, 0, 1),
            "That is the hard sigmoid, a straight line that is cut off. The sigmoid bends all the way: "
            "1 / (1 + e⁻ᶻ).",
        ),
        Mistake(
            "floor-division",
            lambda z: 1 // (1 + np.exp(-z)),
            "`//` drops what is behind the point, so everything is 0. Divide with `/`.",
        ),
        Mistake(
            "positive-exponents-overflow",
            lambda z: np.exp(z) / (1 + np.exp(z)),
            f"{OVERFLOW} This form, eᶻ / (1 + eᶻ), does so for large positive z; 1 / (1 + e⁻ᶻ) never, as 1 "
            "divided by infinity is 0.",
            kind="fragile",
        ),
        *(
            Mistake(
                f"clipped-at-{limit}",
                lambda z, limit=limit: sigmoid(np.clip(z, -limit, limit)),
                f"z is clipped at ±{limit}, so close that it shows: σ({limit}) is {sigmoid(limit):.4f} and "
                "not 1. `np.clip(z, -500, 500)` keeps the overflow away as well.",
                kind="fragile",
            )
            for limit in (6, 7, 8)
        ),
        *of_an_activation(sigmoid),
    ),
    also_correct=(
        _one_by_one,
        _by_sign,
        _row_by_row,
        lambda z: 1 / (1 + np.exp(-np.clip(z, -500, 500))),
        lambda z: 1 / (1 + np.exp(-np.clip(z, -20, 20))),
        lambda z: (1 / (1 + np.exp(-z)), z),
        lambda z: 0.5 * (1 + np.tanh(0.5 * np.asarray(z))),
        lambda z: np.power(1 + np.exp(np.negative(z)), -1),
        lambda z: np.vectorize(lambda v: 1 / (1 + np.exp(-v)))(z),
        lambda z: np.where(np.asarray(z) > 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z))),
        lambda z: 1 / (1 + np.e ** (-z)),
        lambda z: np.exp(-np.logaddexp(0, -np.asarray(z))),
    ),
    hints=(
        "e⁻ᶻ is tiny for large z and huge for very negative z. So 1 / (1 + e⁻ᶻ) goes from 0 to 1.",
        "`np.exp` takes the whole array. Mind the minus in the exponent and the bracket round the "
        "denominator.",
        "`return 1 / (1 + np.exp(...))`",
    ),
)


SIGMOID_DERIVATIVE = Exercise(
    name="sigmoid_derivative",
    lesson=LESSON,
    section=SECTION,
    reference=sigmoid_derivative,
    cases=_cases,
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
