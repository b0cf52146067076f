"""Exercise: the sigmoid."""

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
    cases=smooth_cases,
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
            lambda z: 1 / (1 + np.asarray(z) ** -np.exp(1.0)),
            "The base and the exponent are exchanged: z is raised to −e. It is e that is raised to −z: "
            "`np.exp(-z)`.",
        ),
        Mistake(
            "power-of-two",
            lambda z: 1 / (1 + 2.0 ** np.negative(z)),
            "The base is 2 (`np.exp2`). The sigmoid has the base e = 2.718…: `np.exp(-z)`.",
        ),
        *(
            Mistake(
                f"e-cut-to-{e:g}",
                lambda z, e=e: 1 / (1 + e ** np.negative(z)),
                f"e is written out as {e}, so only the first digits are right. `np.exp(-z)` knows all of "
                "them, as does `np.e`.",
                kind="convention",
            )
            for e in (2.7, 2.71, 2.718, 2.7182, 2.71828, 2.7183, 2.72)
        ),
        Mistake(
            "twice-z",
            lambda z: sigmoid(2 * np.asarray(z)),
            "The curve is twice as steep: that is σ(2z), which is (1 + tanh z)/2. In terms of tanh, "
            "σ(z) = (1 + tanh(z/2))/2.",
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
            sigmoid_derivative,
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
                kind="wrong" if limit < 5 else "fragile",
            )
            for limit in (1, 2, 3, 4, 5, 6, 7, 8)
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
