"""Exercise: Glorot's first weights, uniform."""

import numpy as np

from dlteach.autograder import Exercise, Mistake
from dlteach.exercises.generalisation.drawn_weights import (
    SECTION,
    draws,
    facts_of_weights,
    laws_of_weights,
    mistakes_of_any_draw,
    normal,
    uniform,
    weight_cases,
)
from dlteach.exercises.generalisation.scaling import LESSON
from dlteach.functions import glorot_uniform, he_normal


def _glorot_limit(i, o):
    return np.sqrt(6 / (i + o))


GLOROT_UNIFORM = Exercise(
    name="glorot_uniform",
    lesson=LESSON,
    section=SECTION,
    reference=glorot_uniform,
    driver=draws,
    measure=facts_of_weights(lambda i, o: np.sqrt(2 / (i + o))),
    cases=weight_cases,
    rtol=0.02,
    atol=0.005,
    laws=laws_of_weights("uniform", "the limit √(6 / (fan_in + fan_out))"),
    mistakes=(
        *mistakes_of_any_draw(glorot_uniform, _glorot_limit),
        Mistake(
            "half-the-range",
            uniform(lambda i, o: _glorot_limit(i, o) / 2),
            "The weights run from −limit/2 to limit/2. `rng.random(...)` has width 1; from −limit to limit "
            "the width is 2 · limit.",
        ),
        Mistake(
            "twice-the-range",
            uniform(lambda i, o: _glorot_limit(i, o) * 2),
            "The weights run twice as far as they should. The limit is √(6 / (fan_in + fan_out)) to both "
            "sides.",
        ),
        Mistake(
            "normal-of-glorot",
            normal(lambda i, o: np.sqrt(2 / (i + o))),
            "That is Glorot's normal distribution, of the same standard deviation. Here the uniform one is "
            "asked for.",
            kind="convention",
        ),
        Mistake(
            "limit-as-deviation",
            normal(_glorot_limit),
            "The limit is used as the standard deviation of a normal distribution. It is the end of a "
            "uniform one: `rng.uniform(-limit, limit, ...)`.",
        ),
        Mistake(
            "he",
            he_normal,
            "That is He's normal distribution, which looks at the inputs alone. Glorot's is uniform and "
            "counts both sides.",
        ),
        Mistake(
            "lecun-normal",
            normal(lambda i, o: np.sqrt(1 / i)),
            "A normal distribution of standard deviation √(1 / fan_in) is often called Xavier's too. Here "
            "the uniform one is asked for, with the sum of both numbers.",
            kind="convention",
        ),
        Mistake(
            "inputs-only",
            uniform(lambda i, o: np.sqrt(6 / i)),
            "Only the inputs count in the limit: that is He's uniform distribution. Glorot's has the sum, "
            "fan_in + fan_out.",
        ),
        Mistake(
            "inputs-only-3",
            uniform(lambda i, o: np.sqrt(3 / i)),
            "The limit is √(3 / fan_in), LeCun's. Glorot's is √(6 / (fan_in + fan_out)).",
        ),
        Mistake(
            "inputs-only-1",
            uniform(lambda i, o: np.sqrt(1 / i)),
            "The limit is 1/√fan_in, an older rule of thumb. Glorot's is √(6 / (fan_in + fan_out)).",
        ),
        Mistake(
            "units-only",
            uniform(lambda i, o: np.sqrt(6 / o)),
            "Only the units count in the limit. Glorot's has the sum, fan_in + fan_out.",
        ),
        Mistake(
            "product-for-sum",
            uniform(lambda i, o: np.sqrt(6 / (i * o))),
            "The two numbers are multiplied. The limit has their sum, fan_in + fan_out.",
        ),
        Mistake(
            "division-binds-first",
            uniform(lambda i, o: np.sqrt(6 / i + o)),
            "Parentheses are missing: `/` comes before `+`. Write `np.sqrt(6 / (fan_in + fan_out))`.",
        ),
        Mistake(
            "root-missing",
            uniform(lambda i, o: 6 / (i + o)),
            "The square root is missing: 6 / (fan_in + fan_out) is the square of the limit.",
        ),
        Mistake(
            "root-of-six-only",
            uniform(lambda i, o: np.sqrt(6) / (i + o)),
            "The root covers the 6 only. It covers the whole fraction, 6 / (fan_in + fan_out).",
        ),
        Mistake(
            "deviation-as-limit",
            uniform(lambda i, o: np.sqrt(2 / (i + o))),
            "√(2 / (fan_in + fan_out)) is the standard deviation. The limit of a uniform distribution is √3 "
            "times as large: √(6 / (fan_in + fan_out)).",
        ),
        Mistake(
            "three-for-six",
            uniform(lambda i, o: np.sqrt(3 / (i + o))),
            "There is a 3 in place of the 6. With the mean of both numbers it would be 3, with their sum it "
            "is 6.",
        ),
        Mistake(
            "mean-for-sum",
            uniform(lambda i, o: np.sqrt(12 / (i + o))),
            "The 6 is divided by the mean of both numbers. It is divided by their sum.",
        ),
        Mistake(
            "one-over-the-sum",
            uniform(lambda i, o: np.sqrt(1 / (i + o))),
            "The 6 is missing in the limit √(6 / (fan_in + fan_out)).",
        ),
        Mistake(
            "upside-down",
            uniform(lambda i, o: np.sqrt((i + o) / 6)),
            "The fraction is upside down: the more inputs and units there are, the smaller the weights.",
        ),
        Mistake(
            "normal-one-over-the-sum",
            normal(lambda i, o: np.sqrt(1 / (i + o))),
            "That is a normal distribution, and too narrow. Draw with `rng.uniform(-limit, limit, ...)`, "
            "limit = √(6 / (fan_in + fan_out)).",
        ),
    ),
    also_correct=(
        lambda i, o, rng: (2 * rng.random((i, o)) - 1) * np.sqrt(6 / (i + o)),
        lambda i, o, rng: (rng.random(size=(i, o)) - 0.5) * np.sqrt(24 / (i + o)),
        lambda i, o, rng: rng.uniform(-1, 1, (o, i)).T * 6**0.5 / (i + o) ** 0.5,
        lambda i, o, rng: rng.uniform(-_glorot_limit(i, o), _glorot_limit(i, o), (i, o)).tolist(),
        lambda i, o, rng: (rng.uniform(-_glorot_limit(i, o), _glorot_limit(i, o), (i, o)), np.zeros(o)),
        lambda i, o, rng: np.array(
            [rng.uniform(-_glorot_limit(i, o), _glorot_limit(i, o), o) for _ in range(i)]
        ),
    ),
    hints=(
        "Every number between −limit and limit is equally likely. The more inputs and units a layer has, the "
        "smaller its weights should be.",
        "The limit is √(6 / (fan_in + fan_out)). `rng.uniform` takes the two ends and a size.",
        "`limit = np.sqrt(6 / ...)`, then `return rng.uniform(-limit, limit, size=(fan_in, ...))`",
    ),
)
