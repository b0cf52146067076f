"""Exercise: He's first weights, normal."""

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


def _he_spread(i, o):
    return np.sqrt(2 / i)


def _truncated(i, o, rng, spread):
    """Normal numbers; those beyond two standard deviations are drawn again."""
    drawn = rng.standard_normal((i, o))
    while (far := np.abs(drawn) > 2).any():
        drawn[far] = rng.standard_normal(np.count_nonzero(far))
    return drawn * spread


HE_NORMAL = Exercise(
    name="he_normal",
    lesson=LESSON,
    section=SECTION,
    reference=he_normal,
    driver=draws,
    measure=facts_of_weights(_he_spread),
    cases=weight_cases,
    rtol=0.02,
    atol=0.005,
    laws=laws_of_weights("normal", "the standard deviation √(2 / fan_in)"),
    mistakes=(
        *mistakes_of_any_draw(he_normal, _he_spread),
        Mistake(
            "uniform-for-normal",
            lambda i, o, rng: rng.random((i, o)) * _he_spread(i, o),
            "The numbers come from `rng.random`, between 0 and 1. `rng.normal` and `rng.standard_normal` "
            "draw around 0, with both signs.",
        ),
        Mistake(
            "he-uniform",
            uniform(lambda i, o: np.sqrt(6 / i)),
            "That is He's uniform distribution, of the same standard deviation. Here the normal one is asked "
            "for.",
            kind="convention",
        ),
        Mistake(
            "deviation-as-limit",
            uniform(_he_spread),
            "√(2 / fan_in) is used as the limit of a uniform distribution. It is the standard deviation of a "
            "normal one.",
        ),
        Mistake(
            "uniform-one-over-inputs",
            uniform(lambda i, o: np.sqrt(1 / i)),
            "The weights are uniform with the limit √(1 / fan_in). He's are normal, with standard deviation "
            "√(2 / fan_in).",
        ),
        Mistake(
            "glorot",
            glorot_uniform,
            "That is Glorot's uniform distribution. He's is normal and looks at the inputs alone.",
        ),
        Mistake(
            "glorot-normal",
            normal(lambda i, o: np.sqrt(2 / (i + o))),
            "The standard deviation has the sum of inputs and units, as Glorot's. He's is √(2 / fan_in).",
        ),
        Mistake(
            "half-the-variance",
            normal(lambda i, o: np.sqrt(1 / i)),
            "The standard deviation is √(1 / fan_in), without the 2. ReLU lets half of the signal through, "
            "and the 2 makes up for it.",
        ),
        Mistake(
            "units-only",
            normal(lambda i, o: np.sqrt(2 / o)),
            "The standard deviation has the number of units. What is summed up are the inputs: √(2 / "
            "fan_in).",
        ),
        Mistake(
            "units-only-1",
            normal(lambda i, o: np.sqrt(1 / o)),
            "The standard deviation is √(1 / fan_out): another number of units, and no 2. He's is √(2 / "
            "fan_in).",
        ),
        Mistake(
            "variance-as-deviation",
            normal(lambda i, o: 2 / i),
            "2 / fan_in is the variance. `rng.normal` takes the standard deviation, its square root.",
        ),
        Mistake(
            "root-of-two-only",
            normal(lambda i, o: np.sqrt(2) / i),
            "The root covers the 2 only. It covers the whole fraction, 2 / fan_in.",
        ),
        Mistake(
            "root-of-inputs-only",
            normal(lambda i, o: 2 / np.sqrt(i)),
            "The root covers fan_in only. It covers the whole fraction: √(2 / fan_in).",
        ),
        Mistake(
            "inverse",
            normal(lambda i, o: 1 / i),
            "The standard deviation is 1 / fan_in. It is √(2 / fan_in), a root and a 2 more.",
        ),
        Mistake(
            "upside-down",
            normal(lambda i, o: np.sqrt(i / 2)),
            "The fraction is upside down, or the numbers are divided by √(2 / fan_in). The more inputs a "
            "unit has, the smaller its weights.",
        ),
        Mistake(
            "both-numbers-multiplied",
            normal(lambda i, o: np.sqrt(2 / (i * o))),
            "The two numbers are multiplied in the standard deviation. Only the inputs count: √(2 / fan_in).",
        ),
        Mistake(
            "six-for-two",
            normal(lambda i, o: np.sqrt(6 / i)),
            "√(6 / fan_in) is the limit of He's uniform distribution. The standard deviation is √(2 / "
            "fan_in).",
        ),
        Mistake(
            "deviation-as-mean",
            lambda i, o, rng: rng.normal(_he_spread(i, o), size=(i, o)),
            "The first argument of `rng.normal` is the mean. Write `rng.normal(0, std, size=...)`, or "
            "`scale=std`.",
        ),
        Mistake(
            "truncated-too-narrow",
            lambda i, o, rng: _truncated(i, o, rng, _he_spread(i, o)),
            "The distribution is cut off at two standard deviations, which makes it 12 percent narrower. "
            "Divide by 0.8796 to make up for that, or do not cut.",
        ),
        Mistake(
            "clipped",
            lambda i, o, rng: np.clip(rng.standard_normal((i, o)), -1, 1) * _he_spread(i, o),
            "Numbers beyond one standard deviation are clipped, so the weights are too narrow. Leave them as "
            "they are drawn.",
        ),
    ),
    also_correct=(
        lambda i, o, rng: rng.standard_normal((i, o)) * np.sqrt(2 / i),
        lambda i, o, rng: rng.standard_normal(size=(i, o)) / np.sqrt(i / 2),
        lambda i, o, rng: _truncated(i, o, rng, _he_spread(i, o) / 0.87962566103423978),
        lambda i, o, rng: (rng.normal(scale=(2 / i) ** 0.5, size=(o, i)).T, np.zeros((1, o))),
        lambda i, o, rng: np.array([rng.normal(0, _he_spread(i, o), size=o) for _ in range(i)]),
    ),
    hints=(
        "Weights around 0, the narrower the more inputs a unit sums up; and twice the variance, because ReLU "
        "lets half of the signal through.",
        "The standard deviation is √(2 / fan_in). `rng.normal` takes mean, standard deviation and size.",
        "`std = np.sqrt(2 / ...)`, then `return rng.normal(0, std, size=(fan_in, ...))`",
    ),
)
