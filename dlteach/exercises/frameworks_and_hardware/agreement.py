"""Exercise: whether two results agree, shapes and nan included."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.frameworks_and_hardware.agreement_mistakes import MISTAKES
from dlteach.functions import same_to

LESSON = "16_frameworks_and_hardware"
AT_MOST = (
    "A difference of exactly the tolerance counts as too large in your answer. The task says at most: `<=`."
)


def _cases(rng):
    row, off = np.array([0.2, 0.5, 0.3]), np.array([0, 0.004, 0])
    yield Case((row, row + 0.1 * off, 0.001), "a difference below the tolerance")
    yield Case((row, row + off, 0.001), "one entry too large")
    yield Case((row, row - off, 0.001), "one entry too small")
    yield Case((row, row + 0.1, 0.001), "every entry of b larger")
    yield Case((row, row - 0.1, 0.001), "every entry of b smaller")
    yield Case((row, np.array([0.3, 0.4, 0.3]), 0.001), "differences that cancel")
    yield Case((np.array([0.5, 0.25]), np.array([0.5, 0.25]), 0.001), "equal arrays")
    yield Case((np.array([0.25, 0.5]), np.array([-0.25, 0.5]), 0.001), "a sign that differs")
    yield Case((row, row * [1, np.nan, 1], 0.001), "nan in b")
    yield Case((row * [1, 1, np.nan], row * [1, 1, np.nan], 0.001), "nan in both")
    yield Case((row * [np.nan, 1, 1], row + off, 0.001), "nan in a, and another difference")
    yield Case((np.full(2, np.nan), np.full(2, np.nan), 0.001), "nothing but nan")
    yield Case((np.array([0.1, 0.5]), np.array([0.3, 0.5]), 0.001), "largest entries that are equal")
    yield Case((np.array([0.1, 0.5]), np.array([0.1006, 0.5006]), 0.001), "two small differences")
    yield Case((np.ones(3), np.ones((3, 1)), 0.001), "a row and a column, shapes (3,) and (3, 1)")
    yield Case((np.ones(1), np.ones(4), 0.001), "shapes (1,) and (4,)")
    yield Case((np.ones((2, 3)), np.ones(3), 0.001), "shapes (2, 3) and (3,)")
    yield Case((np.ones((2, 3)), np.ones(6), 0.001), "shapes (2, 3) and (6,)")
    yield Case((np.ones((2, 3)), np.ones((3, 2)), 0.001), "shapes (2, 3) and (3, 2)")
    yield Case((np.ones((2, 3)), np.ones((2, 1)), 0.001), "shapes (2, 3) and (2, 1)")
    yield Case((np.ones(3), np.ones(4), 0.001), "shapes (3,) and (4,)")
    yield Case((np.array([1000.0, 2.0]), np.array([1000.005, 2.0]), 0.001), "large numbers")
    yield Case((np.array([1e5]), np.array([1e5 + 0.5]), 0.001), "a very large number")
    yield Case((np.array([1e-4, 2e-4]), np.array([3e-4, 1e-4]), 0.001), "small numbers")
    yield Case((np.array([0.0, 1.0]), np.array([0.0004, 1.0]), 0.001), "a zero")
    yield Case((np.array([0.10049, 0.3]), np.array([0.10051, 0.3]), 0.001), "either side of a rounding")
    yield Case((np.full(9, 0.5), np.full(9, 0.5004), 0.001), "nine small differences")
    yield Case((np.full((3, 3), 0.5), np.full((3, 3), 0.5) + np.diag([0.0, 0.004, 0]), 0.001), "a matrix")
    yield Case((np.array([1.0, 2.0]), np.array([1.3, 2.0]), 0.5), "a coarse tolerance")
    yield Case((np.array([1.0, 2.0]), np.array([1.0, 3.0]), 0.5), "a coarse tolerance")
    yield Case((row, row + 1e-4 * off, 1e-7), "a fine tolerance")
    yield Case((row, row + 1e-5 * off, 1e-7), "a fine tolerance")
    a = rng.normal(size=(5, 3))
    wide = np.zeros((5, 3))
    wide[tuple(rng.integers(0, [5, 3]))] = -0.02
    yield Case((a, a + rng.uniform(-0.009, 0.009, size=(5, 3)), 0.01), "random differences, all small")
    yield Case((a, a + wide, 0.01), "one entry of fifteen too small")
    yield Case((a, a - wide, 0.01), "one entry of fifteen too large")
    yield Case((np.array([1.0, 2.0]), np.array([1.5, 2.0]), 0.5), remark=AT_MOST)


def _loop(a, b, tolerance):
    if np.shape(a) != np.shape(b):
        return False
    agree = True
    for p, q in zip(np.ravel(a), np.ravel(b)):
        if not abs(p - q) <= tolerance:
            agree = False
    return agree


def _nan_named(a, b, tolerance):
    if a.shape != b.shape or np.isnan(a).any() or np.isnan(b).any():
        return False
    return np.max(np.abs(a - b)) <= tolerance


def _asserting(a, b, tolerance):
    if a.shape != b.shape:
        return False
    try:
        np.testing.assert_allclose(a, b, rtol=0, atol=tolerance, equal_nan=False)
    except AssertionError:
        return False
    return True


SAME_TO = Exercise(
    name="same_to",
    lesson=LESSON,
    section="Equal to how many digits?",
    reference=same_to,
    cases=_cases,
    mistakes=MISTAKES,
    also_correct=(
        _loop,
        _nan_named,
        _asserting,
        lambda a, b, tolerance: a.shape == b.shape and np.allclose(a, b, rtol=0, atol=tolerance),
        lambda a, b, tolerance: np.shape(a) == np.shape(b) and np.max(np.abs(a - b)) <= tolerance,
        lambda a, b, tolerance: 1 if a.shape == b.shape and abs(a - b).max() < tolerance else 0,
        lambda a, b, tolerance: a.shape == b.shape and not np.any(~(np.abs(a - b) <= tolerance)),
        lambda a, b, tolerance: a.shape == b.shape and np.sum(np.abs(b - a) <= tolerance) == a.size,
    ),
    laws=(
        Law(
            "arrays of different shapes are not the same",
            lambda args, got: args[0].shape == args[1].shape or not got,
        ),
        Law("nan agrees with nothing", lambda args, got: not np.isnan(args[0]).any() or not got),
        Law(
            "arrays without nan agree with themselves",
            lambda args, got: bool(got) or not np.array_equal(args[0], args[1]),
        ),
    ),
    survivors={
        "`a, b = (as_float(a, 'same_to: a'), as_float(b, 'same_to: b'))` is dropped": "the task gives arrays",
        "`np.abs(a - b) <= limit` becomes `np.abs(a - b) < limit`": "a remark, and no mistake: few care",
    },
    hints=(
        "Two questions, one after the other: have the arrays one shape, and is every entry close enough?",
        "`np.abs(a - b)` holds all distances. Ask that all of them are at most the tolerance, so that nan, "
        "which is never at most anything, counts against.",
        "`if a.shape != b.shape: return False`, then `return np.all(np.abs(a - b) <= ...)`",
    ),
)
