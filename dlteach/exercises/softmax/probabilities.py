"""Exercise: softmax, probabilities from rows of logits."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.softmax.fragile_softmaxes import FRAGILE
from dlteach.exercises.softmax.shared import EXTREME_LOGITS, LESSON, RTOL, logit_cases
from dlteach.exercises.softmax.wrong_softmaxes import (
    WRONG,
    as_columns,
    exponentials,
    mistakes_of,
    overflowing,
)
from dlteach.functions import log_softmax, softmax

NO_TEMPERATURE = "the exercise asks for no temperature, so it stays 1"
DIVISION = "p /= as_number(temperature, 'softmax: temperature', positive=True)"


def _cases(rng):
    yield from logit_cases(rng)
    for z, note in EXTREME_LOGITS:
        yield Case((z,), note, extreme=True)


def _into_a_copy(z):
    out = np.zeros_like(z)
    for i, row in enumerate(z):
        e = np.exp(row - np.max(row))
        out[i] = e / np.sum(e)
    return out


def _row_by_row(z):
    rows = []
    for row in z:
        top = max(row)
        e = [math.exp(value - top) for value in row]
        rows.append([value / sum(e) for value in e])
    return rows


def _with_math(z):
    return [[math.exp(v) / sum(math.exp(u) for u in row) for v in row] for row in z.tolist()]


def _transposed_and_back(z):
    if z.ndim == 2:
        t = z.T - np.max(z.T, axis=0)
        return (np.exp(t) / np.sum(np.exp(t), axis=0)).T
    return np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))


def _entry_by_entry(z):
    n, k = z.shape
    p = np.empty((n, k))
    for i in range(n):
        total = 0.0
        for j in range(k):
            total += np.exp(z[i, j] - z[i].max())
        for j in range(k):
            p[i, j] = np.exp(z[i, j] - z[i].max()) / total
    return p


def _with_a_small_number(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / (np.sum(e, axis=-1, keepdims=True) + 1e-8), {"z": z}


def _first_row(z):
    return exponentials(z)[0] / np.sum(exponentials(z)[0])


def _last_row(z):
    return exponentials(z)[-1] / np.sum(exponentials(z)[-1])


def _hard(z):
    return np.eye(z.shape[1])[z.argmax(axis=1)]


SOFTMAX = Exercise(
    name="softmax",
    lesson=LESSON,
    section="Big numbers, and a shift that changes nothing",
    reference=softmax,
    cases=_cases,
    rtol=RTOL,
    laws=(
        Law("probabilities are not negative", lambda args, value: np.min(value) >= 0),
        Law("every row sums to 1", lambda args, value: np.allclose(np.sum(value, axis=1), 1)),
        Law(
            "a larger logit has a larger probability",
            lambda args, value: np.array_equal(np.argsort(value, axis=1), np.argsort(args[0], axis=1)),
        ),
    ),
    mistakes=(
        *mistakes_of(lambda p: p, WRONG),
        as_columns(lambda p: p),
        *mistakes_of(lambda p: p, FRAGILE, "fragile"),
        Mistake(
            "exp-overflows-beside-epsilon",
            lambda z: np.exp(z) / (np.sum(np.exp(z), axis=1, keepdims=True) + 1e-8),
            "The small number below the fraction bar stops 0/0, not ∞/∞, and a row of very negative logits "
            "gets nothing but zeros. Subtract each row's largest logit: then the sum is at least 1.",
            kind="fragile",
        ),
        *(
            Mistake(
                f"epsilon-of-{eps:g}",
                lambda z, eps=eps: exponentials(z) / (np.sum(exponentials(z), axis=1, keepdims=True) + eps),
                f"The {eps:g} below the fraction bar is so large that the rows no longer sum to 1. After the "
                "shift the sum is at least 1, so no such number is needed.",
                kind="convention",
            )
            for eps in (1e-4, 1e-3)
        ),
        Mistake(
            "math-exp-overflows",
            _with_math,
            "Right on ordinary logits, but `math.exp(1000)` raises an OverflowError. Subtract the largest "
            "logit of each row first.",
            kind="fragile",
        ),
        Mistake(
            "integer-buffer",
            _into_a_copy,
            "`np.zeros_like(z)` makes an array of the type of z. When z holds integers, every probability "
            "is cut to 0. Make the array with `np.zeros(z.shape)`.",
        ),
        Mistake(
            "first-row-only",
            _first_row,
            "Only the first row comes back: the `return` stands inside the loop, or `[0]` picks one row. "
            "All n rows are asked for.",
        ),
        Mistake(
            "last-row-only",
            _last_row,
            "Only the last row comes back: every round of the loop writes over the one before. Collect the "
            "rows.",
        ),
        Mistake(
            "divided-by-the-largest",
            lambda z: softmax(z / np.max(z, axis=1, keepdims=True)),
            "The logits are divided by the row's largest. Division changes the probabilities; subtract it.",
        ),
        Mistake(
            "scaled-to-range",
            lambda z: (
                (z - z.min(axis=1, keepdims=True))
                / np.sum(z - z.min(axis=1, keepdims=True), axis=1, keepdims=True)
            ),
            "The logits are moved to be positive and divided by their sum. Softmax takes their exponentials.",
        ),
        Mistake(
            "all-or-nothing",
            _hard,
            "That is 1 for the largest logit and 0 for the others: a decision. Softmax keeps how sure it is.",
        ),
        Mistake(
            "place-for-the-logit",
            lambda z: softmax(np.tile(np.arange(z.shape[1], dtype=float), (len(z), 1))),
            "The exponential is taken of the place 0, 1, 2, … and not of the logit there: `np.exp(row[i])`, "
            "or loop over the values themselves.",
        ),
        Mistake(
            "logarithm",
            log_softmax,
            "Those are the logarithms of the probabilities, the next task. Here the probabilities are "
            "asked for.",
        ),
        Mistake(
            "derivative",
            lambda z: softmax(z) * (1 - softmax(z)),
            "That is p(1 − p), a derivative. The probabilities themselves are asked for.",
        ),
    ),
    also_correct=(
        _row_by_row,
        _transposed_and_back,
        _entry_by_entry,
        _with_a_small_number,
        lambda z: exponentials(z) / np.sum(exponentials(z), axis=1)[:, None],
        lambda z: np.exp(log_softmax(z)),
        lambda z: np.apply_along_axis(lambda row: overflowing((row - row.max())[None, :])[0], 1, z),
        lambda z: 1 / np.sum(np.exp(np.clip(z[:, None, :] - z[:, :, None], None, 700)), axis=2),
        lambda z: exponentials(z) / np.einsum("nk->n", exponentials(z)).reshape(-1, 1),
    ),
    hints=(
        "Exponentials are positive; divided by their sum they add up to 1. Each row does this by itself.",
        "Subtract each row's largest logit before `np.exp`. Both `np.max` and `np.sum` need `axis=1` and "
        "`keepdims=True`.",
        "`e = np.exp(z - np.max(z, axis=1, keepdims=True))`, then `return e / ...`",
    ),
    survivors={
        "`if temperature != 1.0:` is turned round": NO_TEMPERATURE,
        "`temperature != 1.0` becomes `temperature == 1.0`": NO_TEMPERATURE,
        "`1.0` becomes `2.0`": NO_TEMPERATURE,
        f"`{DIVISION}` becomes `{DIVISION.replace('/', '*')}`": NO_TEMPERATURE,
        f"`{DIVISION}` assigns": NO_TEMPERATURE,
        f"`{DIVISION}` is dropped": NO_TEMPERATURE,
    },
)
