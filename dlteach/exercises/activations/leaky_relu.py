"""Exercise: leaky ReLU."""

import numpy as np

from dlteach.autograder import Exercise, Law, Mistake
from dlteach.exercises.activations.shared import (
    LESSON,
    PICKED,
    decided_once,
    elementwise_cases,
    in_the_shape_it_takes,
    of_an_activation,
)
from dlteach.functions import leaky_relu, relu

SECTION = "A leak keeps them alive"
SLOPES = (0.4, 0.1, 0.01, 0.3)
FIXED = (0.0001, 0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5)


def _cases(rng):
    yield from elementwise_cases(rng, at_zero={"extreme": True}, far={}, slopes=SLOPES)


def by_side(positive, negative):
    """An answer with one expression for each side of 0."""
    return lambda z, s: np.where(np.asarray(z) > 0, positive(z, s), negative(z, s))


def scaled(z, s):
    return s * np.asarray(z)


def unchanged(z, s):
    return z


def slope_alone(z, s):
    return s


def slope_fixed(function, what):
    """Mistakes in which the slope is a number in the code."""
    return tuple(
        Mistake(
            f"slope-fixed-at-{fixed:g}",
            lambda z, s, fixed=fixed: function(z, fixed),
            f"The argument `negative_slope` is not used: {what} {fixed:g}, whatever was asked for.",
        )
        for fixed in FIXED
    )


def _in_a_copy(z, s):
    out = np.array(z)
    out[out < 0] *= s
    return out


def _one_by_one(z, s):
    return [v if v > 0 else s * v for v in z]


LEAKY_RELU = Exercise(
    name="leaky_relu",
    lesson=LESSON,
    section=SECTION,
    reference=leaky_relu,
    cases=_cases,
    driver=in_the_shape_it_takes,
    survivors={"`z > 0` becomes `z >= 0`": "at z = 0 both sides are 0"},
    laws=(
        Law(
            "positive numbers stay as they are",
            lambda args, a: np.allclose(np.asarray(a)[args[0] > 0], args[0][args[0] > 0]),
        ),
        Law("the result has the sign of z", lambda args, a: np.array_equal(np.sign(a), np.sign(args[0]))),
    ),
    mistakes=(
        *slope_fixed(leaky_relu, "negative entries are multiplied by"),
        Mistake(
            "relu",
            lambda z, s: relu(z),
            "Negative entries become 0: that is ReLU, without the leak. They become negative_slope · z.",
        ),
        Mistake(
            "slope-alone",
            by_side(unchanged, slope_alone),
            "Negative entries are replaced by the slope itself. Multiply it by z: negative_slope · z.",
        ),
        *(
            Mistake(
                f"{fixed:g}-alone",
                by_side(unchanged, lambda z, s, fixed=fixed: np.full(np.shape(z), fixed)),
                f"Negative entries are replaced by {fixed:g}. They become negative_slope · z, each its own.",
            )
            for fixed in FIXED
        ),
        Mistake(
            "minus-slope-alone",
            by_side(unchanged, lambda z, s: -s),
            "Negative entries are replaced by minus the slope. They become negative_slope · z.",
        ),
        Mistake(
            "slope-on-the-other-side",
            by_side(scaled, unchanged),
            "The sides are exchanged: the slope belongs to the negative entries, and positive ones stay as "
            "they are. (With a slope below 1 that is the larger of z and slope · z, not the smaller.)",
        ),
        Mistake(
            "slope-everywhere",
            scaled,
            "Positive entries are multiplied by the slope too. They stay as they are.",
        ),
        Mistake(
            "nothing-changed",
            unchanged,
            "z comes back as it was. Negative entries become negative_slope · z. Such a result also comes "
            "from `z.any() > 0`, which decides once for the whole array.",
        ),
        Mistake(
            "leak-turned-round",
            by_side(unchanged, lambda z, s: -s * np.asarray(z)),
            "The leak has the wrong sign: negative entries come out positive. negative_slope · z is "
            "negative, as z is: no further minus.",
        ),
        Mistake(
            "divided-by-the-slope",
            by_side(unchanged, lambda z, s: np.asarray(z) / s),
            "Negative entries are divided by the slope, which makes them larger. Multiply.",
        ),
        Mistake(
            "slope-added",
            by_side(unchanged, lambda z, s: z + s),
            "The slope is added to negative entries. Multiply: negative_slope · z.",
        ),
        Mistake(
            "slope-taken-away",
            by_side(unchanged, lambda z, s: z - s),
            "The slope is taken away from negative entries. Multiply: negative_slope · z.",
        ),
        Mistake(
            "leak-on-both-sides",
            lambda z, s: relu(z) + scaled(z, s),
            "The leak is added on both sides, so positive entries grow to (1 + slope) · z. It belongs to the "
            "negative part only: `np.maximum(z, 0) + negative_slope * np.minimum(z, 0)`.",
        ),
        Mistake(
            "weights-that-sum-to-one",
            by_side(lambda z, s: (1 - s) * np.asarray(z), scaled),
            "Positive entries are multiplied by 1 − slope. They stay as they are.",
        ),
        Mistake(
            "slope-added-to-relu",
            lambda z, s: relu(z) + s,
            "The slope is added to ReLU, which lifts the whole curve. It multiplies the negative entries.",
        ),
        Mistake(
            "larger-of-z-and-slope",
            np.maximum,
            "That is the larger of z and the slope. `np.maximum(negative_slope * z, z)` compares with slope "
            "· z.",
        ),
        Mistake(
            "slope-below-zero-only",
            lambda z, s: np.maximum(scaled(z, s), 0),
            "Negative entries become 0 and positive ones are multiplied by the slope: both sides are off. "
            "Compare z with slope · z: `np.maximum(negative_slope * z, z)`.",
        ),
        Mistake(
            "compared-with-the-slope",
            lambda z, s: np.where(np.asarray(z) > s, z, scaled(z, s)),
            "The comparison is with the slope, so entries between 0 and the slope are scaled. The corner is "
            "at 0: `z > 0`.",
        ),
        Mistake(
            "compared-with-one",
            lambda z, s: np.where(np.asarray(z) > 1, z, scaled(z, s)),
            "The comparison is with 1, so entries between 0 and 1 are scaled. The corner is at 0: `z > 0`.",
        ),
        Mistake(
            "exponential-below",
            by_side(unchanged, lambda z, s: s * np.expm1(np.minimum(z, 0))),
            "Negative entries become slope · (eᶻ − 1): that is the ELU. The leaky ReLU is straight: slope · "
            "z.",
        ),
        Mistake(
            "absolute-value",
            lambda z, s: np.abs(z),
            "Negative entries become positive. They become negative_slope · z.",
        ),
        Mistake(
            "derivative",
            by_side(lambda z, s: 1.0, slope_alone),
            "That is the slope, 1 or negative_slope. The leaky ReLU itself is the slope times z.",
        ),
        Mistake(
            "mask-and-slope",
            lambda z, s: np.where(np.asarray(z) > 0, 1.0, scaled(z, s)),
            "Positive entries become 1. They stay as they are: multiply the comparison by z, or use "
            "`np.where(z > 0, z, ...)`.",
        ),
        Mistake(
            "arguments-exchanged",
            lambda z, s: np.where(s > 0, s, s * np.asarray(z)) + 0 * np.asarray(z),
            "The arguments are exchanged: z comes first, then negative_slope. Every entry is the slope.",
        ),
        Mistake("negative-entries-only", lambda z, s: scaled(z, s)[np.asarray(z) < 0], PICKED),
        Mistake("positive-entries-only", lambda z, s: np.asarray(z)[np.asarray(z) > 0], PICKED),
        Mistake(
            "largest-of-all",
            lambda z, s: np.max([scaled(z, s), z]),
            "The largest entry of all is returned. `np.maximum(negative_slope * z, z)` compares entry by "
            "entry "
            "and keeps the shape.",
        ),
        Mistake(
            "axis-for-the-second-array",
            lambda z, s: np.max(scaled(z, s), z),
            "`np.max(a, b)` takes b for an axis. The larger of two arrays, entry by entry, is `np.maximum(a, "
            "b)`.",
        ),
        *decided_once(unchanged, scaled),
        *of_an_activation(leaky_relu),
    ),
    also_correct=(
        _in_a_copy,
        _one_by_one,
        lambda z, s: np.maximum(scaled(z, s), z),
        lambda z, s=0.01: np.where(np.asarray(z) >= 0, z, z * s),
        lambda z, s: np.maximum(0, z) + s * np.minimum(0, z),
        lambda z, s: z * (z > 0) + s * z * (z <= 0),
        lambda z, s: ((1 + s) * np.asarray(z) + (1 - s) * np.abs(z)) / 2,
        lambda z, s: (np.where(np.asarray(z) > 0, z, s * np.asarray(z)), z),
        lambda z, s: np.vectorize(lambda v: v if v > 0 else s * v, otypes=[float])(z),
    ),
    hints=(
        "Two straight lines that meet at 0: on the right as it is, on the left flatter.",
        "`np.where(condition, a, b)` takes a where the condition holds and b elsewhere. Both may be arrays.",
        "`return np.where(z > 0, z, ... * z)`",
    ),
)
