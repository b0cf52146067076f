"""Exercise: how far two gradients are apart, in proportion to their entries."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.backpropagation.shared import LESSON
from dlteach.functions import relative_error

BOTH_ZERO = (
    "Where both numbers are 0, 0/0 is nan. Gradients are often exactly 0, behind a closed ReLU for example: "
    "count the error as 0 there, or keep the denominator away from 0 with a tiny number."
)
TINY = (
    "Between gradients of about 1e-12 the answer is too small: a number such as 1e-8 is added to the "
    "denominator and dwarfs them. Where gradients vanish, a smaller one (1e-300) is better, or "
    "`np.where(scale == 0, 1, scale)`."
)


def _error_cases(rng):
    yield Case((np.array([1.0]), np.array([1.25])), "one number")
    yield Case((np.array([2.0]), np.array([-2.0])), "opposite signs")
    yield Case((np.array([2.0, -4.0, 1.0]), np.array([1.0, -5.0, 1.0])), "the example of the task")
    yield Case((np.array([3.0, -1.0]), np.array([3.0, -1.0])), "two equal gradients")
    yield Case((np.array([1, -2, 4]), np.array([3, -2, 5])), "integers")
    yield Case((np.array([-0.5, -2.0]), np.array([-1.5, -1.0])), "negative numbers")
    yield Case((np.array([0.0, 2.0]), np.array([1.0, 2.5])), "a 0 on one side", ceiling=100.0)
    for shape in ((7,), (5, 3), (1, 4), (4, 1), (3, 3)):
        a = _away_from_0(rng, shape)
        yield Case((a, a * (1 + 0.3 * rng.normal(size=shape))))
        yield Case((a, _away_from_0(rng, shape)), "unrelated gradients")
    a = 1e3 * _away_from_0(rng, (4, 2))
    yield Case((a, a * (1 + 0.2 * rng.normal(size=(4, 2)))), "large numbers")
    a = 1e-12 * _away_from_0(rng, (3,))
    yield Case((a, a * np.array([1.5, 1.0, 0.8])), remark=TINY)
    yield Case(
        (np.array([2.0, 0.0, 1.0]), np.array([2.5, 0.0, 1.0])), "a place where both are 0", extreme=True
    )


def _away_from_0(rng, shape):
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.3, 2, size=shape)


def _difference(a, b):
    return np.abs(a - b)


def _larger(a, b):
    return np.maximum(np.abs(a), np.abs(b))


def _entry_by_entry(a, b):
    worst = 0
    for x, y in zip(np.ravel(a).tolist(), np.ravel(b).tolist()):
        if max(abs(x), abs(y)) > 0:
            worst = max(worst, abs(x - y) / max(abs(x), abs(y)))
    return worst


def _with_where(a, b):
    a, b = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    scale = np.where(np.abs(a) > np.abs(b), np.abs(a), np.abs(b))
    return float((np.abs(a - b) / np.where(scale == 0, 1, scale)).max())


RELATIVE_ERROR = Exercise(
    name="relative_error",
    lesson=LESSON,
    section="Trust a formula after a check",
    reference=relative_error,
    cases=_error_cases,
    rtol=1e-5,
    laws=(
        Law("the error lies between 0 and 2", lambda args, value: 0 <= value <= 2),
        Law(
            "it is 0 for equal gradients, and for no others",
            lambda args, value: (value == 0) == np.array_equal(*args),
        ),
    ),
    mistakes=(
        Mistake(
            "not-divided",
            lambda a, b: np.max(_difference(a, b)),
            "That is the largest difference itself. A difference of 0.001 is large between small gradients: "
            "divide each by the larger of |a| and |b|.",
        ),
        Mistake(
            "divided-by-the-first",
            lambda a, b: np.max(_difference(a, b) / np.abs(a)),
            "The difference is divided by |a|, so a and b are not treated alike. Divide by the larger of |a| "
            "and |b|.",
        ),
        Mistake(
            "divided-by-the-second",
            lambda a, b: np.max(_difference(a, b) / np.abs(b)),
            "The difference is divided by |b|, so a and b are not treated alike. Divide by the larger of |a| "
            "and |b|.",
        ),
        Mistake(
            "divided-by-the-smaller",
            lambda a, b: np.max(_difference(a, b) / np.minimum(np.abs(a), np.abs(b))),
            "The difference is divided by the smaller of |a| and |b|. Take the larger, `np.maximum`: then "
            "the error is never above 2.",
        ),
        Mistake(
            "divided-by-the-sum",
            lambda a, b: np.max(_difference(a, b) / (np.abs(a) + np.abs(b))),
            "The difference is divided by |a| + |b|, as some courses do. Here the larger of the two is asked "
            "for: `np.maximum(np.abs(a), np.abs(b))`.",
            kind="convention",
        ),
        Mistake(
            "divided-by-the-mean",
            lambda a, b: np.max(2 * _difference(a, b) / (np.abs(a) + np.abs(b))),
            "The difference is divided by the mean of |a| and |b|. Here the larger of the two is asked for: "
            "`np.maximum(np.abs(a), np.abs(b))`.",
            kind="convention",
        ),
        Mistake(
            "divided-by-the-sum-with-signs",
            lambda a, b: np.max(_difference(a, b) / np.abs(a + b)),
            "The denominator is |a + b|, which is 0 for opposite signs. Take the absolute values first: the "
            "larger of |a| and |b|.",
        ),
        Mistake(
            "norms-of-the-sum",
            lambda a, b: np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b)),
            "These are the lengths of whole gradients, ‖a − b‖ / (‖a‖ + ‖b‖), as some courses use. Here each "
            "entry is compared by itself, and the worst one counts.",
            kind="convention",
        ),
        Mistake(
            "norms-of-the-larger",
            lambda a, b: np.linalg.norm(a - b) / max(np.linalg.norm(a), np.linalg.norm(b)),
            "These are the lengths of whole gradients, so one large entry can hide a small one that is "
            "wrong. Compare entry by entry, and return the worst.",
            kind="convention",
        ),
        *(
            Mistake(
                f"norms-over-the-{which}",
                lambda a, b, k=k: np.linalg.norm(a - b) / np.linalg.norm((a, b)[k]),
                f"That is ‖a − b‖ / ‖{'ab'[k]}‖, the lengths of whole gradients. Compare entry by entry, "
                "each difference divided by the larger of |a| and |b|.",
            )
            for k, which in enumerate(("first", "second"))
        ),
        Mistake(
            "norm-not-divided",
            lambda a, b: np.linalg.norm(a - b),
            "That is the length of the difference. Divide each difference by the larger of |a| and |b|, and "
            "return the largest quotient.",
        ),
        Mistake(
            "largest-over-largest",
            lambda a, b: np.max(_difference(a, b)) / np.max(_larger(a, b)),
            "The largest difference is divided by the largest entry, and these may stand in different "
            "places. First divide entry by entry, then take the largest.",
        ),
        Mistake(
            "largest-over-largest-sum",
            lambda a, b: np.max(_difference(a, b)) / np.max(np.abs(a) + np.abs(b)),
            "The largest difference is divided by the largest |a| + |b|, and these may stand in different "
            "places. Divide entry by entry, by the larger of |a| and |b|, then take the largest.",
            kind="convention",
        ),
        Mistake(
            "squared-norms",
            lambda a, b: np.sum((a - b) ** 2) / (np.sum(a**2) + np.sum(b**2)),
            "These are squares of whole lengths: the roots are missing, and then they would be lengths, "
            "in which one large entry hides a small one. Compare entry by entry: |a − b| over the larger "
            "of |a| and |b|.",
        ),
        Mistake(
            "norm-of-the-sum",
            lambda a, b: np.linalg.norm(a - b) / np.linalg.norm(a + b),
            "The denominator is the length of a + b, which is 0 for opposite signs. Compare entry by entry: "
            "|a − b| over the larger of |a| and |b|.",
        ),
        Mistake(
            "sum-over-sum",
            lambda a, b: np.sum(_difference(a, b)) / np.sum(_larger(a, b)),
            "Differences and entries are summed before they are divided. First divide entry by entry, then "
            "take the largest.",
        ),
        Mistake(
            "sum-over-both-sums",
            lambda a, b: np.sum(_difference(a, b)) / np.sum(np.abs(a) + np.abs(b)),
            "Differences and entries are summed before they are divided. First divide entry by entry, by the "
            "larger of |a| and |b|, then take the largest.",
        ),
        Mistake(
            "mean-over-sums",
            lambda a, b: np.mean(_difference(a, b) / (np.abs(a) + np.abs(b))),
            "Two things: each difference is divided by |a| + |b| in place of the larger of the two, and the "
            "mean is taken in place of the largest.",
        ),
        Mistake(
            "mean-for-maximum",
            lambda a, b: np.mean(_difference(a, b) / _larger(a, b)),
            "The errors are averaged, so one wrong entry among a thousand right ones hides. Take the "
            "largest: `np.max`.",
        ),
        Mistake(
            "sum-for-maximum",
            lambda a, b: np.sum(_difference(a, b) / _larger(a, b)),
            "The errors are added up. The worst entry is asked for: `np.max`.",
        ),
        Mistake(
            "smallest",
            lambda a, b: np.min(_difference(a, b) / _larger(a, b)),
            "That is the smallest error. One wrong entry makes a gradient wrong: take the largest, `np.max`.",
        ),
        Mistake(
            "one-per-entry",
            lambda a, b: _difference(a, b) / _larger(a, b),
            "That is still one error for each entry. Return the largest of them: `np.max`.",
        ),
        Mistake(
            "one-per-column",
            lambda a, b: np.max(_difference(a, b) / _larger(a, b), axis=0),
            "`np.max` runs over axis 0 only. Leave `axis` out: it then takes every entry.",
        ),
        Mistake(
            "absolute-value-missing",
            lambda a, b: np.max((a - b) / _larger(a, b)),
            "The difference keeps its sign, so an entry that is too small counts as less than 0. Take "
            "`np.abs(a - b)`.",
        ),
        Mistake(
            "absolute-value-missing-reversed",
            lambda a, b: np.max((b - a) / _larger(a, b)),
            "The difference keeps its sign, so an entry that is too large counts as less than 0. Take "
            "`np.abs(a - b)`.",
        ),
        Mistake(
            "absolute-values-subtracted",
            lambda a, b: np.max(np.abs(np.abs(a) - np.abs(b)) / _larger(a, b)),
            "The absolute values are subtracted, so 2 and −2 count as equal. A wrong sign is the gravest "
            "mistake of a gradient: take `np.abs(a - b)`.",
        ),
        Mistake(
            "denominator-with-signs",
            lambda a, b: np.max(_difference(a, b) / np.maximum(a, b)),
            "The denominator is the larger of a and b with their signs, negative for two negative numbers. "
            "Take the larger of |a| and |b|.",
        ),
        Mistake(
            "size-of-the-larger",
            lambda a, b: np.max(_difference(a, b) / np.abs(np.maximum(a, b))),
            "The larger of a and b is taken first and its absolute value after. Of −3 and 1 the larger size "
            "is 3: `np.maximum(np.abs(a), np.abs(b))`.",
        ),
        Mistake(
            "in-percent",
            lambda a, b: 100 * np.max(_difference(a, b) / _larger(a, b)),
            "That is in percent. Return the quotient itself, 0.2 and not 20.",
            kind="convention",
        ),
        Mistake(
            "squared",
            lambda a, b: np.max((a - b) ** 2 / _larger(a, b) ** 2),
            "The quotient is squared. Take the absolute value of the difference, `np.abs(a - b)`.",
        ),
        Mistake(
            "judged",
            lambda a, b: float(np.max(_difference(a, b) / _larger(a, b)) < 1e-7),
            "That is a verdict, yes or no. Return the error itself; whoever reads it judges.",
        ),
        Mistake(
            "zero-over-zero",
            lambda a, b: np.max(_difference(a, b) / _larger(a, b)),
            BOTH_ZERO,
            kind="fragile",
        ),
    ),
    also_correct=(
        _entry_by_entry,
        _with_where,
        lambda a, b: np.max(np.abs(a - b) / np.maximum(1e-8, np.maximum(np.abs(a), np.abs(b)))),
        lambda a, b: np.nanmax(np.nan_to_num(np.abs(b - a) / _larger(a, b))),
        lambda a, b: np.max(np.abs(a - b) / (_larger(a, b) + 1e-12)),
    ),
    hints=(
        "An error of 0.001 is tiny for a gradient of 1000 and huge for one of 0.001. So compare each "
        "difference with the size of its entry.",
        "|a − b| entry by entry; divided by the larger of |a| and |b|, entry by entry; then the largest of "
        "these quotients. Think of places where both are 0.",
        "`scale = np.maximum(np.abs(a), np.abs(b))`, then `np.max(np.abs(a - b) / np.where(scale == 0, "
        "1, ...))`",
    ),
)
