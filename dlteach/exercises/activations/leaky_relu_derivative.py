"""Exercise: the slope of the leaky ReLU."""

import numpy as np

from dlteach.autograder import Exercise, Law, Mistake
from dlteach.exercises.activations.leaky_relu import (
    SECTION,
    SLOPES,
    by_side,
    scaled,
    slope_alone,
    slope_fixed,
    unchanged,
)
from dlteach.exercises.activations.shared import (
    CORNER,
    LESSON,
    decided_once,
    elementwise_cases,
    in_the_shape_it_takes,
    of_an_activation,
)
from dlteach.functions import leaky_relu, leaky_relu_derivative, relu_derivative


def _cases(rng):
    yield from elementwise_cases(rng, at_zero=CORNER, far={}, slopes=SLOPES)


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
    cases=_cases,
    driver=in_the_shape_it_takes,
    survivors={"`z > 0` becomes `z >= 0`": "at z = 0, where there is no slope, both slopes are accepted"},
    laws=(
        Law(
            "the slope is 1 or negative_slope, nothing else",
            lambda args, slope: np.all(np.isin(np.asarray(slope, dtype=float), (1.0, args[1]))),
        ),
    ),
    mistakes=(
        *slope_fixed(leaky_relu_derivative, "the slope of negative entries is"),
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
            by_side(unchanged, slope_alone),
            "Positive entries keep z. The slope of z is 1, however large z is.",
        ),
        Mistake(
            "slope-times-z",
            by_side(lambda z, s: 1.0, scaled),
            "Negative entries get slope · z, which is the leaky ReLU itself. Its slope is negative_slope "
            "alone.",
        ),
        Mistake(
            "exchanged",
            by_side(slope_alone, lambda z, s: 1.0),
            "The sides are exchanged: 1 where z is positive, negative_slope where it is negative.",
        ),
        Mistake(
            "one-everywhere",
            lambda z, s: np.ones(np.shape(z)),
            "The slope is 1 everywhere. Negative entries need negative_slope. (After `z[z < 0] = 0.1` a "
            "second comparison sees the new values, and they are positive: assign into a new array.)",
        ),
        Mistake(
            "one-number-for-all",
            lambda z, s: 1,
            "A single 1 comes back, whatever z holds. Each entry needs a slope of its own, by its sign: "
            "`np.where(z > 0, ..., ...)`. (`z.any() > 0` and `z.all() > 0` ask once for the whole array.)",
        ),
        Mistake(
            "slope-everywhere",
            lambda z, s: np.full(np.shape(z), s),
            "The slope is negative_slope everywhere. Positive entries need 1. (After `z[z > 0] = 1` the "
            "second comparison must not catch them again.)",
        ),
        Mistake(
            "slope-turned-round",
            by_side(lambda z, s: 1.0, lambda z, s: -s),
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
            by_side(lambda z, s: 1.0, lambda z, s: 1 - s),
            "Negative entries get 1 − slope. Theirs is negative_slope.",
        ),
        Mistake(
            "inverted-slope",
            by_side(lambda z, s: 1.0, lambda z, s: 1 / s),
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
            by_side(lambda z, s: 2 * np.asarray(z), lambda z, s: 2 * s * np.asarray(z)),
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
            by_side(lambda z, s: 1.0, lambda z, s: s * np.exp(np.minimum(z, 0))),
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
