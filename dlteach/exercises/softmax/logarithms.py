"""Exercise: log_softmax, logarithms of probabilities that may be too small for a number."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.cross_entropy.shared import TOLERANCE
from dlteach.exercises.softmax.fragile_softmaxes import FRAGILE
from dlteach.exercises.softmax.shared import EPS, EXTREME_LOGITS, LESSON, logit_cases
from dlteach.exercises.softmax.wrong_softmaxes import (
    WRONG,
    as_columns,
    exponentials,
    mistakes_of,
    overflowing,
)
from dlteach.functions import log_softmax, softmax

SECTION = "The loss looks at one probability"
DIRECT = "Never form the probability: z − max − ln Σ exp(z − max)."


def _top(z):
    return np.max(z, axis=1, keepdims=True)


def _log_sum(z):
    """Logarithm of the row sums of exp(z), overflowing."""
    return np.log(np.sum(np.exp(z), axis=1, keepdims=True))


def _cases(rng):
    yield from logit_cases(rng, size=1.0)
    yield Case(
        (np.array([[60.0, 0.0, 59.0], [0.0, -1.0, 2.0]]),), "a logit of 60 beside one of 0", extreme=True
    )
    for z, note in EXTREME_LOGITS:
        yield Case((z,), note, extreme=True)


def _logarithm_of(softmax_of):
    return lambda z: np.log(softmax_of(z))


def _by_loop(z):
    rows = []
    for row in z:
        top = max(row)
        total = top + math.log(sum(math.exp(value - top) for value in row))
        rows.append([value - total for value in row])
    return np.array(rows)


def _pairwise(z):
    return z - np.logaddexp.reduce(z, axis=1, keepdims=True)


def _into_a_copy(z):
    out = np.zeros_like(z)
    for i, row in enumerate(log_softmax(z)):
        out[i] = row
    return out


LOG_SOFTMAX = Exercise(
    name="log_softmax",
    lesson=LESSON,
    section=SECTION,
    reference=log_softmax,
    cases=_cases,
    rtol=TOLERANCE,
    atol=TOLERANCE,
    laws=(
        Law("the logarithm of a probability is never positive", lambda args, value: np.max(value) <= 1e-9),
        Law(
            "the exponentials of a row sum to 1",
            lambda args, value: np.allclose(np.sum(np.exp(value), axis=1), 1, atol=1e-4),
        ),
        Law(
            "a row of logits and its logarithms differ by one number",
            lambda args, value: np.allclose(np.ptp(value - args[0], axis=1), 0, atol=1e-4),
        ),
    ),
    mistakes=(
        Mistake(
            "logarithm-of-softmax",
            _logarithm_of(softmax),
            "Right on ordinary logits, but a probability below 1e-308 is rounded to 0, and ln 0 is −∞. "
            f"{DIRECT}",
            kind="fragile",
        ),
        *(
            Mistake(
                f"logarithm-of-softmax-beside-{eps:g}",
                lambda z, eps=eps: np.log(softmax(z) + eps),
                f"The {eps:g} keeps ln 0 away, but puts a floor under the result: for logits 10000 and 0 the "
                f"second logarithm is −10000. {DIRECT}",
                kind="fragile",
            )
            for eps in EPS
        ),
        *(
            Mistake(
                f"epsilon-of-{eps:g}",
                lambda z, eps=eps: np.log(softmax(z) + eps),
                f"The {eps:g} inside the logarithm is so large that it shows in the result. {DIRECT}",
                kind="convention",
            )
            for eps in (1e-4, 1e-3)
        ),
        *mistakes_of(_logarithm_of, WRONG, leave_out=("not-divided-nor-shifted",)),
        as_columns(_logarithm_of),
        *mistakes_of(_logarithm_of, FRAGILE, "fragile", leave_out=("logarithm-of-the-sum-overflows",)),
        Mistake(
            "sum-overflows",
            lambda z: z - _log_sum(z),
            "Right on ordinary logits, but the sum of exp(z) overflows before its logarithm is taken. "
            "Subtract each row's largest logit first, and use the shifted logits in both terms.",
            kind="fragile",
        ),
        Mistake(
            "sum-overflows-beside-epsilon",
            lambda z: z - np.log(np.sum(np.exp(z), axis=1, keepdims=True) + 1e-12),
            "A small number inside the logarithm stops ln 0, but the sum of exp(z) still overflows. Subtract "
            "each row's largest logit first: then the sum is at least 1.",
            kind="fragile",
        ),
        Mistake(
            "max-of-the-whole-matrix-in-the-logarithm",
            lambda z: z - np.max(z) - _log_sum(z - np.max(z)),
            "The largest logit of the whole matrix is subtracted. In a row that lies 2000 below the others "
            "the sum of the exponentials is then 0, and −ln 0 is infinite. Each row needs its own largest "
            "logit.",
            kind="fragile",
        ),
        Mistake(
            "max-lost",
            lambda z: z - _log_sum(z - _top(z)),
            "The largest logit is subtracted inside the sum only. Either use z − max in front as well, or "
            "add max to the logarithm of the sum.",
        ),
        Mistake(
            "max-taken-twice",
            lambda z: z - _top(z) - (_log_sum(z - _top(z)) + _top(z)),
            "The largest logit is taken off twice: from z, and again with the logarithm. Once is enough.",
        ),
        Mistake(
            "max-added",
            lambda z: z - (_log_sum(z - _top(z)) - _top(z)),
            "The largest logit has the wrong sign: ln Σ exp(z) is max + ln Σ exp(z − max).",
        ),
        Mistake(
            "logarithm-added",
            lambda z: z + _log_sum(z),
            "The logarithm of the sum is added. ln(a/b) is ln a − ln b: subtract it.",
        ),
        Mistake(
            "logarithm-missing",
            lambda z: z - np.sum(np.exp(z), axis=1, keepdims=True),
            "The sum is subtracted as it is. Its logarithm belongs there: z − ln Σ exp(z).",
        ),
        Mistake(
            "divided-by-the-logarithm",
            lambda z: z / _log_sum(z),
            "z is divided by the logarithm of the sum. The logarithm turns the division into a subtraction.",
        ),
        Mistake(
            "sum-of-logits",
            lambda z: z - np.log(np.sum(np.abs(z), axis=1, keepdims=True)),
            "The exponentials are missing in the sum: ln Σ exp(z).",
        ),
        Mistake(
            "sum-of-logarithms",
            lambda z: z - np.sum(z, axis=1, keepdims=True),
            "Σ ln exp(z) is Σ z. The logarithm stands outside the sum: ln Σ exp(z).",
        ),
        Mistake(
            "shifted-only",
            lambda z: z - _top(z),
            "The largest logit is gone, but ln Σ exp(z − max) has still to be subtracted.",
        ),
        Mistake(
            "mean-of-exponentials",
            lambda z: z - np.log(np.mean(np.exp(z), axis=1, keepdims=True)),
            "The logarithm is that of the mean of the exponentials. The sum belongs there.",
        ),
        Mistake(
            "keepdims-missing-in-the-logarithm",
            lambda z: z - np.max(z) - np.log(np.sum(np.exp(z - np.max(z)), axis=1)),
            "The logarithms have shape (n,), and NumPy lines them up with the columns. Write "
            "`keepdims=True` in the sum.",
        ),
        Mistake(
            "keepdims-missing-in-the-sum-and-the-shift",
            lambda z: z - np.max(z, axis=1) - np.log(np.sum(np.exp(z - np.max(z, axis=1)), axis=1)),
            "Maxima and sums have shape (n,), and NumPy lines them up with the columns. Write "
            "`keepdims=True` in both.",
        ),
        Mistake(
            "log1p",
            lambda z: np.log1p(softmax(z)),
            "`np.log1p(p)` is ln(1 + p). The logarithm of p itself is asked for.",
        ),
        Mistake(
            "probabilities",
            softmax,
            "Those are the probabilities. Their logarithms are asked for.",
        ),
        Mistake(
            "sign",
            lambda z: -log_softmax(z),
            "The sign is turned round: those are the losses, −ln p. Here ln p is asked for, never positive.",
        ),
        Mistake(
            "softmax-of-the-logarithm",
            lambda z: softmax(np.log(np.abs(z) + 1e-12)),
            "The logarithm is taken before the softmax. It comes after: ln of the probabilities.",
        ),
        Mistake(
            "log2",
            lambda z: log_softmax(z) / np.log(2),
            "That is right in bits (`np.log2`). This course uses the natural logarithm, `np.log`.",
            kind="convention",
        ),
        Mistake(
            "log10",
            lambda z: log_softmax(z) / np.log(10),
            "`np.log10` is the logarithm that a pocket calculator calls log. The natural one is `np.log`.",
        ),
        Mistake(
            "integer-buffer",
            _into_a_copy,
            "`np.zeros_like(z)` makes an array of the type of z. When z holds integers, every logarithm is "
            "cut to an integer. Make the array with `np.zeros(z.shape)`.",
        ),
        Mistake(
            "first-row-only",
            lambda z: log_softmax(z)[0],
            "Only the first row comes back: the `return` stands inside the loop, or `[0]` picks one row.",
        ),
        Mistake(
            "loss-of-the-likeliest",
            lambda z: np.max(log_softmax(z), axis=1),
            "One number comes back for each row. All k logarithms of each row are asked for.",
        ),
    ),
    also_correct=(
        _by_loop,
        _pairwise,
        lambda z: z - (_top(z) + _log_sum(z - _top(z))),
        lambda z: (z - _top(z) - _log_sum(z - _top(z)), softmax(z)),
        lambda z: (z.T - z.max(axis=1) - np.log(np.exp(z.T - z.max(axis=1)).sum(axis=0))).T,
        lambda z: z - _top(z) - np.log(exponentials(z).sum(axis=-1) + 1e-8)[:, None],
        lambda z: [row - row.max() - np.log(np.exp(row - row.max()).sum()) for row in z],
        lambda z: -np.log(np.exp(np.clip(z - _top(z), -700, 0)).sum(axis=1, keepdims=True)) + z - _top(z),
        lambda z: np.where(z > -1e300, z - _top(z) - _log_sum(z - _top(z)), np.log(overflowing(z))),
    ),
    hints=(
        "ln(a/b) is ln a − ln b, and ln exp(z) is z: the logarithm of the probability is z − ln Σ exp(z).",
        "Shift the rows first, as in softmax: the logarithms do not change. Then both terms use the shifted "
        "logits, and the sum is at least 1.",
        "`shifted = z - np.max(z, axis=1, keepdims=True)`, then `shifted - np.log(np.sum(...))`, with "
        "`axis=1` and `keepdims=True`",
    ),
)
