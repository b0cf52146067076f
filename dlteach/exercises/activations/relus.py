"""Exercises: ReLU and its derivative."""

import numpy as np

from dlteach.autograder import Exercise, Law, Mistake
from dlteach.exercises.activations.shared import (
    CORNER,
    LESSON,
    SHAPE_LOST,
    decided_once,
    elementwise_cases,
    in_the_shape_it_takes,
    of_an_activation,
)
from dlteach.functions import leaky_relu, leaky_relu_derivative, relu, relu_derivative, sigmoid

SECTION = "ReLU, and units that die"
SLOPES = (0.001, 0.01, 0.1, 0.2)
PICKED = (
    "`z[...]` with a comparison picks entries, so the result is shorter than z. Each entry keeps its place: "
    "`np.where(z > 0, ..., ...)`, or assign into a copy."
)


def _relu_cases(rng):
    yield from elementwise_cases(rng, at_zero={}, far={})


def _derivative_cases(rng):
    yield from elementwise_cases(rng, at_zero=CORNER, far={})


def _one_by_one(z):
    return [max(0, v) for v in z]


def _copied(z):
    out = z.copy()
    out[out < 0] = 0
    return out


def _by_rows_and_columns(z):
    rows, columns = z.shape
    out = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            if z[i, j] > 0:
                out[i, j] = z[i, j]
    return out


def _zeros_of_the_values(z):
    out = np.zeros(z)
    out[z > 0] = z[z > 0]
    return out


def _vectorised_from_integers(z):
    """np.vectorize takes its type from the first entry: an int where the first result is the 0."""
    z = np.asarray(z, dtype=float)
    out = np.maximum(z, 0)
    return np.trunc(out).astype(int) if np.ravel(z)[0] <= 0 else out


RELU = Exercise(
    name="relu",
    lesson=LESSON,
    section=SECTION,
    reference=relu,
    cases=_relu_cases,
    driver=in_the_shape_it_takes,
    laws=(
        Law("ReLU is never negative", lambda args, a: np.min(a) >= 0),
        Law(
            "ReLU leaves positive numbers as they are",
            lambda args, a: np.allclose(np.asarray(a)[args[0] > 0], args[0][args[0] > 0]),
        ),
    ),
    mistakes=(
        Mistake("largest-along-an-axis", lambda z: np.max(z, 0), SHAPE_LOST),
        Mistake(
            "number-and-array-in-a-list",
            lambda z: np.max([0, z]),
            "`np.max([0, z])` puts a number and an array into one list, which has no shape. `np.maximum(0, "
            "z)` "
            "compares the number with each entry.",
        ),
        Mistake(
            "largest-of-all",
            lambda z: np.maximum(np.max(z), 0),
            "The largest entry of all is returned. `np.maximum(z, 0)` compares each entry with 0 and keeps "
            "the shape.",
        ),
        Mistake(
            "minimum",
            lambda z: np.minimum(z, 0),
            "Positive and negative are exchanged: the negative numbers survive. ReLU keeps the positive "
            "ones: `np.maximum(z, 0)`.",
        ),
        Mistake(
            "sign",
            lambda z: np.maximum(np.negative(z), 0),
            "The sign of z is turned round: max(−z, 0). ReLU is max(z, 0).",
        ),
        Mistake(
            "negative-result",
            lambda z: -np.maximum(z, 0),
            "The result has a minus too many. ReLU is max(z, 0), never negative.",
        ),
        Mistake(
            "absolute-value",
            np.abs,
            "Negative numbers become positive. ReLU replaces them by 0: `np.maximum(z, 0)`.",
        ),
        Mistake(
            "nothing-changed",
            lambda z: z,
            "z comes back as it was. Negative entries must become 0: `np.maximum(z, 0)`. Such a result also "
            "comes from `z.any() > 0`, which decides once for the whole array.",
        ),
        Mistake(
            "mask",
            lambda z: np.asarray(z) > 0,
            "That tells where z is positive, as 1 and 0: the slope of ReLU. ReLU itself keeps the number: "
            "multiply by z.",
        ),
        Mistake(
            "comparison-binds-last",
            lambda z: np.square(z) > 0,
            "`z * z > 0` multiplies first and compares then. Put the comparison in brackets: `z * (z > 0)`.",
        ),
        *(
            Mistake(
                f"leaky-{slope:g}",
                lambda z, slope=slope: leaky_relu(z, slope),
                f"Negative entries are multiplied by {slope:g}: that is the leaky ReLU. ReLU gives 0 for "
                "them.",
            )
            for slope in SLOPES
        ),
        Mistake(
            "cut-at-one",
            lambda z: np.clip(z, 0, 1),
            "Numbers above 1 are cut. ReLU has no upper bound: `np.maximum(z, 0)`.",
        ),
        Mistake(
            "cut-at-six",
            lambda z: np.clip(z, 0, 6),
            "Numbers above 6 are cut (ReLU6). ReLU has no upper bound: `np.maximum(z, 0)`.",
        ),
        Mistake(
            "compared-with-one",
            lambda z: np.where(np.asarray(z) > 1, z, 0),
            "Numbers from 0 to 1 are lost: the comparison is with 1. ReLU keeps what is above 0.",
        ),
        Mistake(
            "at-least-one",
            lambda z: np.maximum(z, 1),
            "The smallest result is 1. ReLU compares with 0: `np.maximum(z, 0)`.",
        ),
        *(
            Mistake(
                f"at-least-{floor:g}",
                lambda z, floor=floor: np.maximum(z, floor),
                f"The smallest result is {floor:g}. ReLU compares with 0, and a silent unit gives exactly 0.",
            )
            for floor in (0.001, 0.01)
        ),
        Mistake(
            "ones-for-negatives",
            lambda z: np.where(np.asarray(z) > 0, z, 1),
            "Negative entries become 1. They become 0.",
        ),
        Mistake(
            "minus-one-for-negatives",
            lambda z: np.where(np.asarray(z) > 0, z, -1),
            "Negative entries become −1. They become 0.",
        ),
        Mistake("positive-entries-only", lambda z: np.asarray(z)[np.asarray(z) > 0], PICKED),
        Mistake(
            "squared", lambda z: np.maximum(z, 0) ** 2, "The result is squared. ReLU is max(z, 0) itself."
        ),
        Mistake(
            "half-missing",
            lambda z: z + np.abs(z),
            "z + |z| is twice ReLU: divide by 2.",
        ),
        Mistake(
            "softplus",
            lambda z: np.logaddexp(0, z),
            "ln(1 + eᶻ) is the softplus, a ReLU with a rounded corner. ReLU is max(z, 0).",
        ),
        Mistake(
            "exponential-below",
            lambda z: np.where(np.asarray(z) > 0, z, np.expm1(np.minimum(z, 0))),
            "Negative entries become eᶻ − 1: that is the ELU. ReLU gives 0 for them.",
        ),
        Mistake(
            "weighted-by-a-sigmoid",
            lambda z: z * sigmoid(z),
            "z · σ(z) is the SiLU (swish). ReLU is max(z, 0).",
        ),
        Mistake("sigmoid", sigmoid, "That is the sigmoid. ReLU is max(z, 0), without any exponential."),
        Mistake("tanh", np.tanh, "That is tanh. ReLU is max(z, 0), without any exponential."),
        Mistake(
            "zeros-of-the-values",
            _zeros_of_the_values,
            "`np.zeros(z)` takes the values of z for a shape. `np.zeros_like(z)`, or `np.zeros(z.shape)`, "
            "makes zeros in the shape of z.",
        ),
        Mistake(
            "type-of-the-first-result",
            _vectorised_from_integers,
            "The results are cut to integers where the first one is the integer 0: `np.vectorize` takes the "
            "type from it. Return `0.0`, or use `np.maximum(z, 0)`.",
        ),
        *decided_once(lambda z: z, lambda z: 0),
        *of_an_activation(relu),
    ),
    also_correct=(
        _one_by_one,
        _copied,
        _by_rows_and_columns,
        lambda z: z * (z > 0),
        lambda z: np.where(np.asarray(z) > 0, z, 0),
        lambda z: (np.abs(z) + z) / 2,
        lambda z: np.clip(z, 0, None),
        lambda z: (np.maximum(0, z), z),
        lambda z: np.vectorize(lambda v: max(0.0, v))(z),
        lambda z: np.maximum(np.zeros_like(z), z),
    ),
    hints=(
        "Each entry is compared with 0, and the larger of the two stays.",
        "`np.maximum` compares entry by entry; `np.max` finds one largest entry, and `max` takes no arrays.",
        "`return np.maximum(..., ...)`",
    ),
)


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
    cases=_derivative_cases,
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
