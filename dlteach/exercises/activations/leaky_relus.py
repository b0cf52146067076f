"""Exercises: leaky ReLU and its derivative."""

import numpy as np

from dlteach.autograder import Exercise, Law, Mistake
from dlteach.exercises.activations.shared import (
    CORNER,
    LESSON,
    decided_once,
    elementwise_cases,
    in_the_shape_it_takes,
    of_an_activation,
)
from dlteach.functions import leaky_relu, leaky_relu_derivative, relu, relu_derivative

SECTION = "A leak keeps them alive"
SLOPES = (0.4, 0.1, 0.01, 0.3)
FIXED = (0.001, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5)
PICKED = (
    "`z[...]` with a comparison picks entries, so the result is shorter than z. Each entry keeps its place: "
    "`np.where(z > 0, ..., ...)`, or assign into a copy."
)


def _cases(rng):
    yield from elementwise_cases(rng, at_zero={}, far={}, slopes=SLOPES)


def _derivative_cases(rng):
    yield from elementwise_cases(rng, at_zero=CORNER, far={}, slopes=SLOPES)


def _where(positive, negative):
    """An answer with one expression for each side of 0."""
    return lambda z, s: np.where(np.asarray(z) > 0, positive(z, s), negative(z, s))


def _scaled(z, s):
    return s * np.asarray(z)


def _z(z, s):
    return z


def _slope(z, s):
    return s


def _fixed(function, what):
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
        *_fixed(leaky_relu, "negative entries are multiplied by"),
        Mistake(
            "relu",
            lambda z, s: relu(z),
            "Negative entries become 0: that is ReLU, without the leak. They become negative_slope · z.",
        ),
        Mistake(
            "slope-alone",
            _where(_z, _slope),
            "Negative entries are replaced by the slope itself. Multiply it by z: negative_slope · z.",
        ),
        Mistake(
            "minus-slope-alone",
            _where(_z, lambda z, s: -s),
            "Negative entries are replaced by minus the slope. They become negative_slope · z.",
        ),
        Mistake(
            "slope-on-the-other-side",
            _where(_scaled, _z),
            "The sides are exchanged: the slope belongs to the negative entries, and positive ones stay as "
            "they are. (With a slope below 1 that is the larger of z and slope · z, not the smaller.)",
        ),
        Mistake(
            "slope-everywhere",
            _scaled,
            "Positive entries are multiplied by the slope too. They stay as they are.",
        ),
        Mistake(
            "nothing-changed",
            _z,
            "z comes back as it was. Negative entries become negative_slope · z. Such a result also comes "
            "from `z.any() > 0`, which decides once for the whole array.",
        ),
        Mistake(
            "leak-turned-round",
            _where(_z, lambda z, s: -s * np.asarray(z)),
            "The leak has the wrong sign: negative entries come out positive. negative_slope · z is "
            "negative, as z is: no further minus.",
        ),
        Mistake(
            "divided-by-the-slope",
            _where(_z, lambda z, s: np.asarray(z) / s),
            "Negative entries are divided by the slope, which makes them larger. Multiply.",
        ),
        Mistake(
            "slope-added",
            _where(_z, lambda z, s: z + s),
            "The slope is added to negative entries. Multiply: negative_slope · z.",
        ),
        Mistake(
            "slope-taken-away",
            _where(_z, lambda z, s: z - s),
            "The slope is taken away from negative entries. Multiply: negative_slope · z.",
        ),
        Mistake(
            "leak-on-both-sides",
            lambda z, s: relu(z) + _scaled(z, s),
            "The leak is added on both sides, so positive entries grow to (1 + slope) · z. It belongs to the "
            "negative part only: `np.maximum(z, 0) + negative_slope * np.minimum(z, 0)`.",
        ),
        Mistake(
            "weights-that-sum-to-one",
            _where(lambda z, s: (1 - s) * np.asarray(z), _scaled),
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
            lambda z, s: np.maximum(_scaled(z, s), 0),
            "Negative entries become 0 and positive ones are multiplied by the slope: both sides are off. "
            "Compare z with slope · z: `np.maximum(negative_slope * z, z)`.",
        ),
        Mistake(
            "compared-with-the-slope",
            lambda z, s: np.where(np.asarray(z) > s, z, _scaled(z, s)),
            "The comparison is with the slope, so entries between 0 and the slope are scaled. The corner is "
            "at 0: `z > 0`.",
        ),
        Mistake(
            "compared-with-one",
            lambda z, s: np.where(np.asarray(z) > 1, z, _scaled(z, s)),
            "The comparison is with 1, so entries between 0 and 1 are scaled. The corner is at 0: `z > 0`.",
        ),
        Mistake(
            "exponential-below",
            _where(_z, lambda z, s: s * np.expm1(np.minimum(z, 0))),
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
            _where(lambda z, s: 1.0, _slope),
            "That is the slope, 1 or negative_slope. The leaky ReLU itself is the slope times z.",
        ),
        Mistake(
            "mask-and-slope",
            lambda z, s: np.where(np.asarray(z) > 0, 1.0, _scaled(z, s)),
            "Positive entries become 1. They stay as they are: multiply the comparison by z, or use "
            "`np.where(z > 0, z, ...)`.",
        ),
        Mistake(
            "arguments-exchanged",
            lambda z, s: np.where(s > 0, s, s * np.asarray(z)) + 0 * np.asarray(z),
            "The arguments are exchanged: z comes first, then negative_slope. Every entry is the slope.",
        ),
        Mistake("negative-entries-only", lambda z, s: _scaled(z, s)[np.asarray(z) < 0], PICKED),
        Mistake("positive-entries-only", lambda z, s: np.asarray(z)[np.asarray(z) > 0], PICKED),
        Mistake(
            "largest-of-all",
            lambda z, s: np.max([_scaled(z, s), z]),
            "The largest entry of all is returned. `np.maximum(negative_slope * z, z)` compares entry by "
            "entry "
            "and keeps the shape.",
        ),
        Mistake(
            "axis-for-the-second-array",
            lambda z, s: np.max(_scaled(z, s), z),
            "`np.max(a, b)` takes b for an axis. The larger of two arrays, entry by entry, is `np.maximum(a, "
            "b)`.",
        ),
        *decided_once(_z, _scaled),
        *of_an_activation(leaky_relu),
    ),
    also_correct=(
        _in_a_copy,
        _one_by_one,
        lambda z, s: np.maximum(_scaled(z, s), z),
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


def _ones_then_slopes(z, s):
    slope = np.ones(z.shape)
    slope[z < 0] = s
    return slope


def _slopes_one_by_one(z, s):
    return [1 if v > 0 else s for v in z]


LEAKY_RELU_DERIVATIVE = Exercise(
    name="leaky_relu_derivative",
    lesson=LESSON,
    section=SECTION,
    reference=leaky_relu_derivative,
    cases=_derivative_cases,
    driver=in_the_shape_it_takes,
    survivors={"`z > 0` becomes `z >= 0`": "at z = 0, where there is no slope, both slopes are accepted"},
    laws=(
        Law(
            "the slope is 1 or negative_slope, nothing else",
            lambda args, slope: np.all(np.isin(np.asarray(slope, dtype=float), (1.0, args[1]))),
        ),
    ),
    mistakes=(
        *_fixed(leaky_relu_derivative, "the slope of negative entries is"),
        Mistake(
            "relu-derivative",
            lambda z, s: relu_derivative(z),
            "Negative entries get slope 0: that is ReLU, without the leak. Theirs is negative_slope.",
        ),
        Mistake(
            "leaky-itself",
            leaky_relu,
            "That is the leaky ReLU itself. Its slope has no z in it: 1 where z is positive, negative_slope "
            "elsewhere.",
        ),
        Mistake(
            "z-for-positive",
            _where(_z, _slope),
            "Positive entries keep z. The slope of z is 1, however large z is.",
        ),
        Mistake(
            "slope-times-z",
            _where(lambda z, s: 1.0, _scaled),
            "Negative entries get slope · z, which is the leaky ReLU itself. Its slope is negative_slope "
            "alone.",
        ),
        Mistake(
            "exchanged",
            _where(_slope, lambda z, s: 1.0),
            "The sides are exchanged: 1 where z is positive, negative_slope where it is negative.",
        ),
        Mistake(
            "one-everywhere",
            lambda z, s: np.ones(np.shape(z)),
            "The slope is 1 everywhere. Negative entries need negative_slope. (After `z[z < 0] = 0.1` a "
            "second comparison sees the new values, and they are positive: assign into a new array.)",
        ),
        Mistake(
            "slope-everywhere",
            lambda z, s: np.full(np.shape(z), s),
            "The slope is negative_slope everywhere. Positive entries need 1. (After `z[z > 0] = 1` the "
            "second comparison must not catch them again.)",
        ),
        Mistake(
            "slope-turned-round",
            _where(lambda z, s: 1.0, lambda z, s: -s),
            "The slope on the left has a minus. The line rises there too, slowly: negative_slope itself.",
        ),
        Mistake(
            "minus-one-for-negatives",
            lambda z, s: np.sign(z),
            "Negative entries get −1. Theirs is negative_slope.",
        ),
        Mistake(
            "one-plus-slope",
            lambda z, s: relu_derivative(z) + s,
            "Positive entries get 1 + slope. The leak belongs to the negative side only.",
        ),
        Mistake(
            "one-minus-slope",
            _where(lambda z, s: 1.0, lambda z, s: 1 - s),
            "Negative entries get 1 − slope. Theirs is negative_slope.",
        ),
        Mistake(
            "inverted-slope",
            _where(lambda z, s: 1.0, lambda z, s: 1 / s),
            "Negative entries get 1 divided by the slope. Theirs is negative_slope.",
        ),
        Mistake(
            "nothing-for-positive",
            lambda z, s: s * (np.asarray(z) <= 0),
            "Positive entries get slope 0. There the line is z itself, slope 1.",
        ),
        Mistake(
            "larger-of-slope-and-z",
            np.maximum,
            "That is the larger of z and the slope. The slope depends on the sign of z alone: "
            "`np.where(z > 0, 1, negative_slope)`.",
        ),
        Mistake(
            "twice-z",
            _where(lambda z, s: 2 * np.asarray(z), lambda z, s: 2 * s * np.asarray(z)),
            "2z is the slope of z². The leaky ReLU has two straight parts, of slope 1 and negative_slope.",
        ),
        Mistake(
            "compared-with-the-slope",
            lambda z, s: np.where(np.asarray(z) > s, 1.0, s),
            "The comparison is with the slope. The corner is at 0: `z > 0`.",
        ),
        Mistake(
            "compared-with-one",
            lambda z, s: np.where(np.asarray(z) > 1, 1.0, s),
            "The comparison is with 1. The corner is at 0: `z > 0`.",
        ),
        Mistake(
            "exponential-below",
            _where(lambda z, s: 1.0, lambda z, s: s * np.exp(np.minimum(z, 0))),
            "Negative entries get slope · eᶻ: that is the ELU. The leaky ReLU is straight: negative_slope.",
        ),
        Mistake(
            "slope-of-the-activations-slope",
            lambda z, s: leaky_relu(z, s) * leaky_relu_derivative(z, s),
            "The slope is multiplied by the leaky ReLU itself. It is 1 or negative_slope, nothing more.",
        ),
        Mistake(
            "divided-by-z",
            lambda z, s: leaky_relu(z, s) / np.asarray(z),
            "Right elsewhere, but at z = 0 this divides 0 by 0, which is nan, and one nan spoils a whole "
            "network. Compare instead: `z > 0`.",
            kind="fragile",
        ),
        *decided_once(lambda z, s: 1, lambda z, s: s),
        *of_an_activation(leaky_relu_derivative),
    ),
    also_correct=(
        _ones_then_slopes,
        _slopes_one_by_one,
        lambda z, s: np.where(np.asarray(z) >= 0, 1, s),
        lambda z, s: (np.asarray(z) > 0) + s * (np.asarray(z) < 0),
        lambda z, s: s + (1 - s) * (np.asarray(z) > 0),
        lambda z, s: np.where(np.asarray(z) > 0, np.ones_like(z), np.full_like(z, s, dtype=float)),
        lambda z, s=0.01: (np.where(np.asarray(z) < 0, s, 1.0), z),
        lambda z, s: np.vectorize(lambda v: 1.0 if v > 0 else s)(z),
    ),
    hints=(
        "Two straight lines: how steep is each of them?",
        "As for ReLU a comparison is all that it takes, with negative_slope in place of 0.",
        "`return np.where(z > 0, 1.0, ...)`",
    ),
)
