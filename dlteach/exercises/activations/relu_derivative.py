"""Exercise: the slope of ReLU."""

import numpy as np

from dlteach.autograder import Exercise, Law, Mistake
from dlteach.exercises.activations.relu import SECTION, SLOPES
from dlteach.exercises.activations.shared import (
    CORNER,
    LESSON,
    PICKED,
    decided_once,
    elementwise_cases,
    in_the_shape_it_takes,
    of_an_activation,
)
from dlteach.functions import leaky_relu, leaky_relu_derivative, relu, relu_derivative, sigmoid


def _cases(rng):
    yield from elementwise_cases(rng, at_zero=CORNER, far={})


def _marked(z):
    slope = np.zeros(z.shape)
    slope[z > 0] = 1
    return slope


def _ones_and_zeros(z):
    return [1 if v > 0 else 0 for v in z]


def _divided_by_z(z):
    return np.maximum(z, 0) / np.asarray(z)


RELU_DERIVATIVE = Exercise(
    name="relu_derivative",
    lesson=LESSON,
    section=SECTION,
    reference=relu_derivative,
    cases=_cases,
    driver=in_the_shape_it_takes,
    survivors={"`z > 0` becomes `z >= 0`": "at z = 0, where there is no slope, both 0 and 1 are accepted"},
    laws=(
        Law(
            "the slope of ReLU is 0 or 1, nothing else",
            lambda args, slope: np.all(np.isin(np.asarray(slope, dtype=float), (0, 1))),
        ),
    ),
    mistakes=(
        Mistake(
            "relu-itself",
            relu,
            "That is ReLU itself. Its slope is 1 where z is positive, however large z is: set those entries "
            "to 1 too.",
        ),
        Mistake(
            "twice-z",
            lambda z: 2 * np.asarray(z),
            "2z is the slope of z². ReLU has two straight parts, of slope 0 and 1.",
        ),
        Mistake(
            "twice-z-where-positive",
            lambda z: 2 * np.maximum(z, 0),
            "2z is the slope of z². For positive z ReLU is z, and the slope of z is 1.",
        ),
        Mistake(
            "z-itself",
            lambda z: z,
            "z comes back as it was. The slope is 1 where z is positive and 0 where it is negative.",
        ),
        *(
            Mistake(
                f"leaky-{slope:g}",
                lambda z, slope=slope: leaky_relu_derivative(z, slope),
                f"Negative entries get the slope {slope:g}: that is the leaky ReLU. ReLU is flat there, "
                "slope 0.",
            )
            for slope in SLOPES
        ),
        *(
            Mistake(
                f"leaky-itself-{slope:g}",
                lambda z, slope=slope: leaky_relu(z, slope),
                f"That is the leaky ReLU, z or {slope:g}·z, and no slope. The slope of ReLU is 1 where z is "
                "positive and 0 elsewhere.",
            )
            for slope in SLOPES
        ),
        *(
            Mistake(
                f"reversed-{slope:g}",
                lambda z, slope=slope: np.where(np.asarray(z) > 0, slope, 1.0),
                f"Positive entries get {slope:g} and negative ones 1: the sides are exchanged, and the slope "
                "on the left of ReLU is 0.",
            )
            for slope in SLOPES
        ),
        Mistake(
            "exchanged",
            lambda z: np.asarray(z) < 0,
            "The two sides are exchanged: the slope is 1 where z is positive, and 0 where it is negative.",
        ),
        Mistake(
            "one-everywhere",
            lambda z: np.ones(np.shape(z)),
            "The slope is 1 everywhere. For negative z ReLU is flat: 0. (After `z[z < 0] = 1` and the like a "
            "second comparison sees the new values.)",
        ),
        Mistake(
            "one-number-for-all",
            lambda z: 1,
            "A single 1 comes back, whatever z holds. Each entry needs a slope of its own, by its sign: "
            "`np.where(z > 0, ..., ...)`. (`z.any() > 0` and `z.all() > 0` ask once for the whole array.)",
        ),
        Mistake(
            "zero-everywhere",
            lambda z: np.zeros(np.shape(z)),
            "The slope is 0 everywhere. Where z is positive it is 1. (After `z[z > 0] = 0` and the like a "
            "second comparison sees the new values.)",
        ),
        Mistake(
            "sign-of-z",
            np.sign,
            "Negative entries get −1. ReLU is flat there, slope 0; −1 belongs to |z|.",
        ),
        Mistake(
            "negative-slope",
            lambda z: -1.0 * (np.asarray(z) > 0),
            "Positive entries get −1. ReLU rises with slope 1 there.",
        ),
        Mistake(
            "negatives-kept",
            lambda z: np.where(np.asarray(z) > 0, 1, z),
            "The positive entries are 1, but the negative ones are still there. They need the slope 0.",
        ),
        Mistake(
            "one-for-negatives",
            lambda z: np.where(np.asarray(z) > 0, z, 1),
            "Positive entries keep z and negative ones become 1. It is 1 where z is positive and 0 "
            "elsewhere.",
        ),
        Mistake(
            "compared-with-one",
            lambda z: np.asarray(z) > 1,
            "The comparison is with 1. The corner of ReLU is at 0: `z > 0`.",
        ),
        Mistake(
            "compared-with-one-half",
            lambda z: np.asarray(z) > 0.5,
            "The comparison is with 0.5. The corner of ReLU is at 0: `z > 0`.",
        ),
        Mistake(
            "cut-at-one",
            lambda z: np.clip(z, 0, 1),
            "Entries between 0 and 1 stay as they are. The slope does not depend on how large z is: 1 for "
            "every positive z.",
        ),
        Mistake("only-the-positive-entries", lambda z: np.ones(np.sum(np.asarray(z) > 0)), PICKED),
        Mistake(
            "softplus-derivative",
            sigmoid,
            "That is the sigmoid, the slope of the softplus. ReLU has a sharp corner: slope 0, then 1.",
        ),
        Mistake(
            "sigmoid-derivative",
            lambda z: sigmoid(z) * (1 - sigmoid(z)),
            "a(1 − a) is the rule of the sigmoid. ReLU has slope 1 where z is positive, and 0 elsewhere.",
        ),
        Mistake(
            "relu-in-the-rule-of-the-sigmoid",
            lambda z: np.maximum(z, 0) * (1 - np.maximum(z, 0)),
            "a(1 − a) is the rule of the sigmoid. ReLU has slope 1 where z is positive, and 0 elsewhere.",
        ),
        Mistake(
            "times-z",
            lambda z: np.square(np.maximum(z, 0)),
            "z is multiplied in twice. The slope is 1 where z is positive, without any z in it.",
        ),
        Mistake(
            "zeros-of-the-values",
            lambda z: np.zeros(z),
            "`np.zeros(z)` takes the values of z for a shape. `np.zeros_like(z)` makes zeros in the shape of "
            "z.",
        ),
        Mistake(
            "divided-by-z",
            _divided_by_z,
            "Right elsewhere, but at z = 0 this divides 0 by 0, which is nan, and one nan spoils a whole "
            "network. Compare instead: `z > 0`.",
            kind="fragile",
        ),
        *decided_once(lambda z: 1, lambda z: 0),
        *decided_once(np.ones_like, np.zeros_like, "array-"),
        *of_an_activation(relu_derivative),
    ),
    also_correct=(
        _marked,
        _ones_and_zeros,
        lambda z: np.asarray(z) > 0,
        lambda z: 1.0 * (np.asarray(z) >= 0),
        lambda z: np.where(np.asarray(z) > 0, 1, 0),
        lambda z: np.heaviside(z, 0.5),
        lambda z: (np.sign(z) + 1) / 2,
        lambda z: (np.asarray(z) > 0).astype(int),
        lambda z: np.sign(np.maximum(z, 0)),
        lambda z: ((np.asarray(z) > 0) * 1.0, z),
    ),
    hints=(
        "Draw ReLU: two straight lines. How steep is each?",
        "The slope depends on the sign of z alone, so a comparison is all that it takes.",
        "`return np.where(z > 0, ..., ...)`",
    ),
)
