"""Softmaxes that are wrong, and softmaxes that overflow: what every exercise built on them meets again."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.softmax.shared import columns
from dlteach.functions import relu, sigmoid, softmax


class WrongSoftmax(NamedTuple):
    """An implementation from logits (n, k) to what should be probabilities, and what to say about it."""

    id: str
    of: Callable[[np.ndarray], np.ndarray]
    says: str


def exponentials(z):
    """What the probabilities are proportional to, the largest of each row at 1."""
    return np.exp(z - np.max(z, axis=1, keepdims=True))


def overflowing(z):
    """The formula as it stands in books."""
    e = np.exp(z)
    return e / np.sum(e, axis=1, keepdims=True)


def over_the_matrix(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


def max_of_the_matrix(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=1, keepdims=True)


def shifted_by(shift):
    """Softmax of z − shift(z), which loses nothing on ordinary logits when the shift is one number a row."""
    return lambda z: overflowing(z - shift(z))


def _rows(reduce):
    return lambda z: reduce(z, axis=1, keepdims=True)


WRONG = (
    WrongSoftmax(
        "whole-matrix",
        over_the_matrix,
        "The exponentials are divided by the sum of the whole matrix, so all rows together sum to 1. Each "
        "row is an example of its own: `np.sum(e, axis=1, keepdims=True)`. One row alone hides this.",
    ),
    WrongSoftmax(
        "keepdims-missing",
        lambda z: exponentials(z) / np.sum(exponentials(z), axis=1),
        "The row sums have shape (n,), and NumPy lines them up with the columns: an error for most shapes, "
        "and a silently wrong result for n = k. `keepdims=True` keeps them a column, (n, 1).",
    ),
    WrongSoftmax(
        "keepdims-missing-in-the-shift",
        lambda z: overflowing(z - np.max(z, axis=1)),
        "The largest logits have shape (n,), and NumPy lines them up with the columns: an error for most "
        "shapes, and a silently wrong result for n = k. Write `np.max(z, axis=1, keepdims=True)`.",
    ),
    WrongSoftmax(
        "keepdims-missing-twice",
        lambda z: np.exp(z - np.max(z, axis=1)) / np.sum(np.exp(z - np.max(z, axis=1)), axis=1),
        "The largest logits and the sums have shape (n,), and NumPy lines both up with the columns. "
        "`keepdims=True` keeps them columns of shape (n, 1), in `np.max` and in `np.sum`.",
    ),
    WrongSoftmax(
        "shift-by-column",
        lambda z: overflowing(z - np.max(z, axis=0)),
        "The shift takes the largest of each column, another number for each class, and that changes the "
        "probabilities. Take one number for each row: `np.max(z, axis=1, keepdims=True)`.",
    ),
    WrongSoftmax(
        "sum-by-column",
        lambda z: exponentials(z) / np.sum(exponentials(z), axis=0),
        "The shift goes by rows, but the sum by columns. An example is a row: both need `axis=1` and "
        "`keepdims=True`.",
    ),
    WrongSoftmax(
        "shift-above-only",
        lambda z: exponentials(z) / np.sum(np.exp(z), axis=1, keepdims=True),
        "The largest logit is subtracted above the fraction bar, but not below it. Store `e = np.exp(z - "
        "shift)` once, and use it in both places.",
    ),
    WrongSoftmax(
        "shift-below-only",
        lambda z: np.exp(z) / np.sum(exponentials(z), axis=1, keepdims=True),
        "The largest logit is subtracted below the fraction bar, but not above it. Store `e = np.exp(z - "
        "shift)` once, and use it in both places.",
    ),
    WrongSoftmax(
        "parentheses",
        lambda z: np.exp(z / np.sum(np.exp(z), axis=1, keepdims=True)),
        "A bracket closes too late: the division happens inside `np.exp`. First exp(z), then divide that by "
        "its row sums.",
    ),
    WrongSoftmax(
        "multiplied",
        lambda z: exponentials(z) * np.sum(exponentials(z), axis=1, keepdims=True),
        "The exponentials are multiplied with their sum. Divide by it, so that the row sums to 1.",
    ),
    WrongSoftmax(
        "not-divided",
        exponentials,
        "The exponentials are positive, but a row does not sum to 1 yet: divide it by its sum.",
    ),
    WrongSoftmax(
        "not-divided-nor-shifted",
        np.exp,
        "That is exp(z). It is positive, but a row does not sum to 1 yet: divide it by its sum.",
    ),
    WrongSoftmax(
        "exponential-missing",
        lambda z: z / np.sum(z, axis=1, keepdims=True),
        "The logits themselves are divided by their sum, which gives negative numbers. Take `np.exp` first: "
        "it is positive everywhere.",
    ),
    WrongSoftmax(
        "exponential-missing-below",
        lambda z: np.exp(z) / np.sum(z, axis=1, keepdims=True),
        "The sum below the fraction bar adds up the logits. It adds up their exponentials.",
    ),
    WrongSoftmax(
        "exponential-missing-above",
        lambda z: z / np.sum(np.exp(z), axis=1, keepdims=True),
        "Above the fraction bar stands the logit. Its exponential belongs there, as in the sum below.",
    ),
    WrongSoftmax(
        "sign-of-the-exponent",
        lambda z: softmax(-z),
        "The exponent is −z, so the smallest logit gets the largest probability. The minus belongs to the "
        "sigmoid, 1/(1 + exp(−z)); here it is exp(z).",
    ),
    WrongSoftmax(
        "one-added",
        lambda z: np.exp(z) / (1 + np.sum(np.exp(z), axis=1, keepdims=True)),
        "There is a 1 too many below the fraction bar, as in the sigmoid. The sum of the row's exponentials "
        "stands there alone.",
    ),
    WrongSoftmax(
        "mean-for-sum",
        lambda z: exponentials(z) / np.mean(exponentials(z), axis=1, keepdims=True),
        "Each row is divided by its mean, so it sums to k. Divide by its sum.",
    ),
    WrongSoftmax(
        "divided-by-the-length",
        lambda z: exponentials(z) / np.linalg.norm(exponentials(z), axis=1, keepdims=True),
        "Each row is divided by the root of its sum of squares, which gives it length 1. Probabilities sum "
        "to 1: divide by the plain sum.",
    ),
    WrongSoftmax(
        "base-two",
        lambda z: softmax(z * np.log(2)),
        "The powers are those of 2. Softmax takes powers of e: `np.exp(z)`.",
    ),
    WrongSoftmax(
        "sigmoid",
        sigmoid,
        "That is the sigmoid, a yes-or-no question for each entry; a row need not sum to 1. Softmax divides "
        "exp(z) by the sum of its row.",
    ),
    WrongSoftmax(
        "sigmoid-then-divided",
        lambda z: sigmoid(z) / np.sum(sigmoid(z), axis=1, keepdims=True),
        "The row sums to 1, but it holds sigmoids. Softmax divides exp(z), not σ(z), by its sum.",
    ),
    WrongSoftmax(
        "on-top-of-a-sigmoid",
        lambda z: softmax(sigmoid(z)),
        "The logits go through a sigmoid first. That squeezes them between 0 and 1, so no probability gets "
        "far from 1/k. Softmax takes the logits as they are.",
    ),
    WrongSoftmax(
        "twice",
        lambda z: softmax(softmax(z)),
        "Softmax is applied twice. The second one takes probabilities for logits and makes all of them "
        "nearly alike.",
    ),
    WrongSoftmax(
        "relu-first",
        lambda z: softmax(relu(z)),
        "The negative logits are cut to 0 first, and that changes the probabilities. exp makes every number "
        "positive by itself.",
    ),
    WrongSoftmax(
        "absolute-value-first",
        lambda z: softmax(np.abs(z)),
        "The absolute value is taken first, so a logit of −3 counts as 3. A very negative logit stands for "
        "a small probability.",
    ),
    WrongSoftmax(
        "squares",
        lambda z: z**2 / np.sum(z**2, axis=1, keepdims=True),
        "Squares make the numbers positive too, but −3 and 3 then count alike. Softmax takes exponentials.",
    ),
)

FRAGILE = (
    WrongSoftmax(
        "exp-overflows",
        overflowing,
        "Right on ordinary logits, but exp(1000) is infinite, and ∞/∞ is nan. Subtract the largest logit of "
        "each row first: it changes no probability, and no exponential is above 1.",
    ),
    WrongSoftmax(
        "max-of-the-whole-matrix",
        max_of_the_matrix,
        "The largest logit of the whole matrix is subtracted. A row that lies 2000 below the others then "
        "holds nothing but zeros, and 0/0 is nan. Each row needs its own: `np.max(z, axis=1, "
        "keepdims=True)`.",
    ),
    WrongSoftmax(
        "max-not-below-zero",
        shifted_by(lambda z: np.maximum(0, np.max(z, axis=1, keepdims=True))),
        "The shift is never below 0, so a row of logits that are all −10000 is not moved: its exponentials "
        "are all 0, and 0/0 is nan. Subtract the row's largest logit whatever its sign.",
    ),
    WrongSoftmax(
        "clipped-above",
        lambda z: overflowing(np.minimum(z, 500)),
        "The clip stops the overflow, but logits above it become equal, and very negative rows still give "
        "0/0. Subtract each row's largest logit instead: nothing gets lost.",
    ),
    WrongSoftmax(
        "clipped",
        lambda z: overflowing(np.clip(z, -500, 500)),
        "The clip stops the overflow, but all logits beyond it become equal, and so do their probabilities. "
        "Subtract each row's largest logit instead: nothing gets lost.",
    ),
    WrongSoftmax(
        "nan-covered",
        lambda z: np.nan_to_num(overflowing(z)),
        "`np.nan_to_num` covers the overflow with zeros; the probabilities are lost all the same. Subtract "
        "each row's largest logit, and there is nothing to cover.",
    ),
    WrongSoftmax(
        "shifted-by-the-mean",
        shifted_by(_rows(np.mean)),
        "Subtracting the row's mean keeps the probabilities, but the largest logit may still lie 2000 above "
        "the mean, and exp overflows. Subtract the row's largest.",
    ),
    WrongSoftmax(
        "shifted-by-the-smallest",
        shifted_by(_rows(np.min)),
        "Subtracting the row's smallest logit makes all others positive, the side on which exp overflows. "
        "Subtract the largest.",
    ),
    WrongSoftmax(
        "shifted-by-the-first",
        shifted_by(lambda z: z[:, :1]),
        "The first logit of the row is subtracted. Another may lie 2000 above it, and exp overflows: "
        "subtract the largest.",
    ),
    WrongSoftmax(
        "shifted-by-the-largest-size",
        shifted_by(_rows(lambda z, **axis: np.max(np.abs(z), **axis))),
        "The largest absolute value is subtracted. That doubles a row of logits that are all −10000: its "
        "exponentials are all 0, and 0/0 is nan. Subtract the largest logit, sign and all.",
    ),
    WrongSoftmax(
        "shift-added",
        shifted_by(lambda z: -np.max(z, axis=1, keepdims=True)),
        "The largest logit is added. Any shift keeps the probabilities, but this one doubles the exponent; "
        "subtract it.",
    ),
    WrongSoftmax(
        "logarithm-of-the-sum-overflows",
        lambda z: np.exp(z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))),
        "exp(z − ln Σ exp(z)) is right on paper, but the sum overflows before its logarithm is taken. "
        "Subtract each row's largest logit first.",
    ),
)


def as_columns(wrap):
    """The mistake of normalising along axis 0, which is right for examples in columns."""
    return Mistake(
        "examples-as-columns",
        wrap(columns),
        "The sums run over `axis=0`, so the columns sum to 1: right for examples in columns. In this course "
        "an example is a row: `axis=1`.",
        kind="convention",
    )


def mistakes_of(wrap, softmaxes, kind="wrong", leave_out=()):
    """Mistakes of an exercise that uses a softmax; `wrap` makes its answer from a softmax."""
    return tuple(
        Mistake(wrong.id, wrap(wrong.of), wrong.says, kind)
        for wrong in softmaxes
        if wrong.id not in leave_out
    )
