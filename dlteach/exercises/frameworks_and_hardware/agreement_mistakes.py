"""What people write for `same_to`, and what it overlooks."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.functions import same_to


def _with_shapes(test):
    """A test of the entries behind a test of the shapes."""
    return lambda a, b, tolerance: a.shape == b.shape and bool(test(a, b, tolerance))


def _rounded(a, b, tolerance):
    digits = int(-np.log10(tolerance) + 0.5)
    return np.array_equal(np.round(a, digits), np.round(b, digits))


def _sizes_only(a, b, tolerance):
    return a.size == b.size and bool(np.all(np.abs(a.ravel() - b.ravel()) <= tolerance))


def _lengths_only(a, b, tolerance):
    return len(a) == len(b) and bool(np.all(np.abs(a - b) <= tolerance))


def _raises(a, b, tolerance):
    if a.shape != b.shape:
        raise ValueError("shapes differ")
    return np.all(np.abs(a - b) <= tolerance)


def _asserts(a, b, tolerance):
    np.testing.assert_allclose(a, b, rtol=0, atol=tolerance, equal_nan=False)
    return True


def _first_only(a, b, tolerance):
    if a.shape != b.shape:
        return False
    for p, q in zip(a.ravel(), b.ravel()):
        return bool(abs(p - q) <= tolerance)


ABS_SAYS = (
    "Only entries of `a` that are too large are noticed: without `np.abs`, −0.1 is below every tolerance."
)
SHAPE_SAYS = (
    "The shapes are not compared. NumPy stretches (3,) and (3, 1) to nine differences, so arrays of other "
    "shapes can pass, and others raise an error. First `if a.shape != b.shape: return False`."
)
MISTAKES = (
    Mistake("no-abs", _with_shapes(lambda a, b, t: np.all(a - b <= t)), ABS_SAYS),
    Mistake("no-abs-no-shapes", lambda a, b, t: np.max(a - b) <= t, f"{ABS_SAYS} {SHAPE_SAYS}"),
    Mistake(
        "abs-after-max",
        _with_shapes(lambda a, b, t: abs(np.max(a - b)) <= t),
        "`abs` comes after the largest difference has been taken, and the largest of −0.1 and 0 is 0. Take "
        "`np.abs` of all differences first, then the largest.",
    ),
    Mistake(
        "maxima-compared",
        _with_shapes(lambda a, b, t: abs(np.max(a) - np.max(b)) <= t),
        "The largest entries are compared, and the others may differ as they like. Subtract entry by entry "
        "first.",
    ),
    Mistake(
        "abs-of-each",
        _with_shapes(lambda a, b, t: np.all(np.abs(np.abs(a) - np.abs(b)) <= t)),
        "The signs are lost before the subtraction: 0.25 and −0.25 count as equal. It is |a − b|.",
    ),
    Mistake(
        "mean-for-max",
        _with_shapes(lambda a, b, t: np.mean(np.abs(a - b)) <= t),
        "The mean lets one entry be far off when the others are close. Every entry must be within the "
        "tolerance: take the largest.",
    ),
    Mistake(
        "mean-without-abs",
        _with_shapes(lambda a, b, t: abs(np.mean(a - b)) <= t),
        "In a mean, differences of +0.1 and −0.1 cancel. Take the largest of `np.abs(a - b)`.",
    ),
    Mistake(
        "means-without-shapes",
        lambda a, b, t: abs(np.mean(a) - np.mean(b)) <= t,
        "Two means are compared, and arrays with one mean can differ everywhere. Compare entry by entry, and "
        "the shapes first.",
    ),
    Mistake(
        "mean-without-shapes",
        lambda a, b, t: np.mean(np.abs(a - b)) <= t,
        f"The mean lets one entry be far off when the others are close; take the largest. {SHAPE_SAYS}",
    ),
    Mistake(
        "sum-for-max",
        _with_shapes(lambda a, b, t: np.sum(np.abs(a - b)) <= t),
        "The differences are added up, so many small ones exceed the tolerance together. Each entry by "
        "itself must be within it: take the largest.",
    ),
    Mistake(
        "norm-for-max",
        _with_shapes(lambda a, b, t: np.linalg.norm(a - b) <= t),
        "The norm adds up the squares of all differences, so it grows with the size of the array. Each entry "
        "by itself must be within the tolerance.",
    ),
    Mistake(
        "mean-squared",
        _with_shapes(lambda a, b, t: np.mean((a - b) ** 2) <= t),
        "The mean of squares is compared with the tolerance. A square of a small number is far smaller, and "
        "a mean hides single entries: it is the largest of |a − b|.",
    ),
    Mistake(
        "squared",
        _with_shapes(lambda a, b, t: np.all((a - b) ** 2 <= t)),
        "The differences are squared: 0.02² is 0.0004. The tolerance is for |a − b| itself.",
    ),
    Mistake(
        "exact",
        lambda a, b, t: np.array_equal(a, b),
        "This asks for equal numbers, digit by digit, and ignores the tolerance. Rounding makes right "
        "results differ in the last digit.",
    ),
    Mistake(
        "fixed-tolerance",
        _with_shapes(lambda a, b, t: np.all(np.abs(a - b) <= 1e-5)),
        "The tolerance is fixed at 1e-5. Use the argument `tolerance`.",
    ),
    Mistake(
        "allclose-as-it-comes",
        _with_shapes(lambda a, b, t: np.allclose(a, b)),
        "`np.allclose(a, b)` has tolerances of its own. Hand yours over: `rtol=0, atol=tolerance`.",
    ),
    Mistake(
        "allclose-without-a-tolerance-or-shapes",
        lambda a, b, t: np.allclose(a, b),
        f"`np.allclose(a, b)` has tolerances of its own: `rtol=0, atol=tolerance`. {SHAPE_SAYS}",
    ),
    Mistake(
        "relative-part-left-in",
        _with_shapes(lambda a, b, t: np.allclose(a, b, atol=t)),
        "`np.allclose` adds a relative tolerance of 1e-5 to yours, which counts for large numbers. Switch it "
        "off: `rtol=0`.",
    ),
    Mistake(
        "relative-part-left-in-no-shapes",
        lambda a, b, t: np.allclose(a, b, atol=t),
        f"`np.allclose` adds a relative tolerance to yours; switch it off with `rtol=0`. {SHAPE_SAYS}",
    ),
    Mistake(
        "relative",
        _with_shapes(lambda a, b, t: np.all(np.abs(a - b) <= t * np.abs(b))),
        "The tolerance is taken as a share of b: large numbers may differ by much, and next to 0 nothing "
        "may. Here it is the difference itself that counts.",
        kind="convention",
    ),
    Mistake(
        "relative-allclose",
        lambda a, b, t: np.allclose(a, b, rtol=t),
        "`rtol` is a share of b, so large numbers may differ by much. The tolerance here is absolute: "
        "`rtol=0, atol=tolerance`. And `np.allclose` does not compare shapes.",
        kind="convention",
    ),
    Mistake(
        "relative-to-the-larger",
        _with_shapes(lambda a, b, t: np.all(np.abs(a - b) <= t * np.maximum(1, np.abs(b)))),
        "For numbers above 1 the tolerance is taken as a share of them. Here it is the difference itself "
        "that counts.",
        kind="convention",
    ),
    Mistake("shapes-not-compared", lambda a, b, t: np.all(np.abs(a - b) <= t), SHAPE_SAYS),
    Mistake(
        "shapes-not-compared-nan-passes",
        lambda a, b, t: not np.any(np.abs(a - b) > t),
        f"{SHAPE_SAYS} And nan passes: no comparison with it is True. Ask `np.all(... <= tolerance)`.",
    ),
    Mistake(
        "lengths-compared",
        _lengths_only,
        "`len` gives the number of rows only: shapes (3,) and (3, 1) have the same. Compare `a.shape` with "
        "`b.shape`.",
    ),
    Mistake(
        "sizes-compared",
        _sizes_only,
        "Two arrays of six numbers need not have one shape: (2, 3), (3, 2) and (6,) differ. Compare "
        "`a.shape` with `b.shape`.",
    ),
    Mistake(
        "nan-passes",
        _with_shapes(lambda a, b, t: not np.any(np.abs(a - b) > t)),
        "nan passes: every comparison with nan is False, so nothing is above the tolerance. Ask it the other "
        "way round: are all differences at most the tolerance?",
    ),
    Mistake(
        "nan-left-out",
        _with_shapes(lambda a, b, t: np.nanmax(np.abs(a - b)) <= t),
        "`np.nanmax` leaves out the entries that are nan. A result with nan in it agrees with nothing: use "
        "`np.max`.",
    ),
    Mistake(
        "nan-equals-nan",
        _with_shapes(lambda a, b, t: np.allclose(a, b, rtol=0, atol=t, equal_nan=True)),
        "nan in both counts as equal. Two programs that have both failed do not agree: leave out "
        "`equal_nan=True`.",
    ),
    Mistake(
        "any-for-all",
        _with_shapes(lambda a, b, t: np.any(np.abs(a - b) <= t)),
        "One entry within the tolerance is enough here. All must be: `np.all`.",
    ),
    Mistake(
        "smallest-for-largest",
        _with_shapes(lambda a, b, t: np.min(np.abs(a - b)) <= t),
        "This looks at the smallest difference. The largest decides.",
    ),
    Mistake(
        "opposite",
        lambda a, b, t: not same_to(a, b, t),
        "True and False are exchanged: True means that the arrays agree.",
    ),
    Mistake(
        "first-only",
        _first_only,
        "Only the first entry is looked at: the `return True` stands inside the loop. Return False at the "
        "first entry that is off, and True after the loop.",
    ),
    Mistake(
        "entry-by-entry",
        lambda a, b, t: np.abs(a - b) <= t,
        "One True or False for each entry comes back. One for all is asked for: `np.all(...)`, and the "
        "shapes are to be compared first.",
    ),
    Mistake(
        "difference-returned",
        lambda a, b, t: np.max(np.abs(a - b)) if a.shape == b.shape else False,
        "The largest difference comes back. What is asked for is whether it is at most the tolerance: True "
        "or False.",
    ),
    Mistake(
        "rounded",
        _rounded,
        "Rounding is no test of closeness: 0.10049 and 0.10051 lie close together and round to 0.100 and "
        "0.101. Look at the differences.",
    ),
    Mistake(
        "error-for-other-shapes",
        _raises,
        "Other shapes raise an error. They are an answer like any other here: return False.",
    ),
    Mistake(
        "assertion",
        _asserts,
        "`np.testing.assert_allclose` raises an error where False is asked for, and it does not mind a "
        "single number in place of an array. Compare shapes, then `np.all(np.abs(a - b) <= tolerance)`.",
    ),
)
