"""Mistakes in the search for a counter-example: how two values are compared."""

import math

import numpy as np

from dlteach.autograder import Mistake


def first(differs):
    """A search for the first x with `differs(f(x), g(x), tolerance)`."""

    def search(f, g, candidates, tolerance):
        for x in candidates:
            if differs(f(x), g(x), tolerance):
                return x
        return None

    return search


def _relative(a, b, scale):
    return abs(a - b) / scale if scale else float(a != b)


COMPARISONS = (
    Mistake(
        "equality-on-floats",
        first(lambda a, b, t: a != b),
        "The two sides are compared with `==` or `!=`, so rounding in the 16th digit counts as a "
        "difference. Compare |f(x) − g(x)| with the tolerance.",
    ),
    Mistake(
        "sign-of-the-difference",
        first(lambda a, b, t: a - b > t),
        "Only f above g counts as a difference: where g is above f, f(x) − g(x) is negative, and never "
        "above the tolerance. Take `abs(f(x) - g(x))`, with the bracket before the `>`.",
    ),
    Mistake(
        "sign-of-the-difference-reversed",
        first(lambda a, b, t: b - a > t),
        "Only g above f counts as a difference: where f is above g, g(x) − f(x) is negative, and never "
        "above the tolerance. Take `abs` of the difference.",
    ),
    Mistake(
        "abs-of-each",
        first(lambda a, b, t: not abs(abs(a) - abs(b)) <= t),
        "The absolute value is taken of f(x) and of g(x), each alone, so −3 and 3 count as equal. "
        "Subtract first: `abs(f(x) - g(x))`.",
    ),
    Mistake(
        "nan-passes",
        first(lambda a, b, t: abs(a - b) > t),
        "Where one side is nan, `abs(nan) > tolerance` is False, so nan passes as agreement. Ask the "
        "other way round: `not abs(f(x) - g(x)) <= tolerance`.",
        kind="fragile",
    ),
    Mistake(
        "first-agreement",
        first(lambda a, b, t: abs(a - b) <= t),
        "That is the first candidate at which the two agree. The first at which they differ is asked "
        "for: the comparison is the wrong way round.",
    ),
    Mistake(
        "relative-difference",
        first(lambda a, b, t: not _relative(a, b, max(abs(a), abs(b))) <= t),
        "The difference is divided by the size of the values, so it is relative. Here the tolerance is "
        "for |f(x) − g(x)| itself.",
    ),
    Mistake(
        "isclose-by-default",
        first(lambda a, b, t: not np.isclose(a, b)),
        "`np.isclose` is left to its own tolerances. Give it this one, and none relative to the values: "
        "`np.isclose(f(x), g(x), rtol=0, atol=tolerance)`.",
    ),
    Mistake(
        "isclose-adds-a-relative-share",
        first(lambda a, b, t: not np.isclose(a, b, atol=t)),
        "`np.isclose` has a tolerance relative to the values, `rtol`, beside the absolute one: for a "
        "value of a million it lets differences of 10 pass. Write `rtol=0, atol=tolerance`.",
    ),
    Mistake(
        "math-isclose-by-default",
        first(lambda a, b, t: not math.isclose(a, b)),
        "`math.isclose` is left to its own tolerance, which is relative. Give it this one: "
        "`math.isclose(f(x), g(x), rel_tol=0, abs_tol=tolerance)`.",
    ),
    Mistake(
        "fixed-tolerance",
        first(lambda a, b, t: not abs(a - b) <= 1e-6),
        "The tolerance that is passed in is not used. Compare with the argument `tolerance`.",
    ),
    Mistake(
        "squared-difference",
        first(lambda a, b, t: not (a - b) ** 2 <= t),
        "The square of the difference is compared with the tolerance, and the square of a small number "
        "is much smaller. Take `abs`.",
    ),
)
