"""Softmaxes that are right on ordinary logits and overflow beyond."""

import numpy as np

from dlteach.exercises.softmax.wrong_softmaxes import WrongSoftmax, overflowing


def max_of_the_matrix(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=1, keepdims=True)


def shifted_by(shift):
    """Softmax of z − shift(z), which loses nothing on ordinary logits when the shift is one number a row."""
    return lambda z: overflowing(z - shift(z))


def _rows(reduce):
    return lambda z: reduce(z, axis=1, keepdims=True)


def _clipped_at(bound):
    return lambda z: overflowing(np.clip(z, -bound, bound))


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
    *(
        WrongSoftmax(
            f"clipped-at-{bound}",
            _clipped_at(bound),
            "The clip stops the overflow, but all logits beyond it become equal, and so do their "
            "probabilities. Subtract each row's largest logit instead: nothing gets lost.",
        )
        for bound in (100, 500, 700)
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
