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


def _top(z):
    return np.max(z, axis=1, keepdims=True)


def overflowing(z):
    """The formula as it stands in books."""
    e = np.exp(z)
    return e / np.sum(e, axis=1, keepdims=True)


def over_the_matrix(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


WRONG = (
    WrongSoftmax(
        "whole-matrix",
        over_the_matrix,
        "The exponentials are divided by the sum of the whole matrix, so all rows together sum to 1. Each "
        "row is an example of its own: `np.sum(e, axis=1, keepdims=True)`. One row alone hides this.",
    ),
    WrongSoftmax(
        "shift-by-row-and-sum-of-the-matrix",
        lambda z: exponentials(z) / np.sum(exponentials(z)),
        "The shift goes by rows, but the sum takes the whole matrix. Each row is divided by its own sum: "
        "`np.sum(e, axis=1, keepdims=True)`.",
    ),
    WrongSoftmax(
        "keepdims-missing-without-a-shift",
        lambda z: np.exp(z) / np.sum(np.exp(z), axis=1),
        "The row sums have shape (n,), and NumPy lines them up with the columns: an error for most shapes, "
        "and a silently wrong result for n = k. `keepdims=True` keeps them a column, (n, 1).",
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
        "parentheses-after-a-shift",
        lambda z: np.exp((z - _top(z)) / np.sum(exponentials(z), axis=1, keepdims=True)),
        "A bracket closes too late: the division happens inside `np.exp`. First the exponentials, then "
        "divide those by their row sums.",
    ),
    WrongSoftmax(
        "largest-divided-only",
        lambda z: np.exp(z - _top(z) / np.sum(exponentials(z), axis=1, keepdims=True)),
        "A bracket closes too late: the sum divides the largest logit only. `np.exp(z - shift)` is complete "
        "before the fraction bar.",
    ),
    WrongSoftmax(
        "multiplied-without-a-shift",
        lambda z: np.exp(z) * np.sum(np.exp(z), axis=1, keepdims=True),
        "The exponentials are multiplied with their sum. Divide by it, so that the row sums to 1.",
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
        "one-added-after-a-shift",
        lambda z: exponentials(z) / (1 + np.sum(exponentials(z), axis=1, keepdims=True)),
        "There is a 1 too many below the fraction bar, as in the sigmoid. The sum of the row's exponentials "
        "stands there alone.",
    ),
    WrongSoftmax(
        "percent",
        lambda z: 100 * softmax(z),
        "Those are percentages. A probability of one half is 0.5.",
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
