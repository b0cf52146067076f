"""Exercise: ReLU."""

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
from dlteach.functions import leaky_relu, relu, sigmoid

SECTION = "ReLU, and units that die"
SLOPES = (0.001, 0.01, 0.1, 0.2)


def _cases(rng):
    yield from elementwise_cases(rng, at_zero={"extreme": True}, far={})


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
    cases=_cases,
    driver=in_the_shape_it_takes,
    laws=(
        Law("ReLU is never negative", lambda args, a: np.min(a) >= 0),
        Law(
            "ReLU leaves positive numbers as they are",
            lambda args, a: np.allclose(np.asarray(a)[args[0] > 0], args[0][args[0] > 0]),
        ),
    ),
    mistakes=(
        Mistake(
            "largest-along-an-axis",
            lambda z: np.max(z, 0),
            "`np.max(z, 0)` takes the largest entry along axis 0. The larger of each entry and 0 is "
            "`np.maximum(z, 0)`.",
        ),
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
        *decided_once(lambda z: z, np.zeros_like, "zeros-"),
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
