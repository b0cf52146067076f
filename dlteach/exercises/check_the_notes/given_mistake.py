"""A mistake to debug in lesson 15: the sign of a difference, which hides where f lies above g."""

import numpy as np

from dlteach.exercises.check_the_notes.counter_example import COUNTER_EXAMPLE
from dlteach.exercises.debugging import Hiding, debug_pair


def _in_numbers(answer):
    """Functions cannot cross to another process: their values at the candidates can."""
    given = answer()
    if not (isinstance(given, tuple) and len(given) == 4 and callable(given[0]) and callable(given[1])):
        return given
    f, g, candidates, tolerance = given
    if np.ndim(candidates) != 1:
        return [], [], candidates, tolerance
    return [f(x) for x in candidates], [g(x) for x in candidates], candidates, tolerance


def _no_search(f, g, candidates, tolerance):
    if not (isinstance(f, (list, np.ndarray)) and isinstance(g, (list, np.ndarray))):
        return "should begin with two functions, such as `np.sin` or `lambda x: x ** 2`"
    numbers = np.asarray(candidates)
    if numbers.ndim != 1 or numbers.size == 0 or numbers.dtype.kind not in "iuf":
        return "should hold a list of numbers as candidates, at least one"
    if np.ndim(tolerance) != 0 or not tolerance > 0:
        return "should end with a tolerance above 0"
    return ""


def _differences(f, g, candidates, tolerance):
    with np.errstate(all="ignore"):
        found = np.asarray(f, dtype=float) - np.asarray(g, dtype=float)
    return found[~(np.abs(found) <= tolerance)]


def _agree(*arguments):
    return len(_differences(*arguments)) == 0


def _f_is_above(*arguments):
    found = _differences(*arguments)
    return len(found) > 0 and bool(found[0] > 0)


COUNTER_EXAMPLE_FAILING_INPUT, COUNTER_EXAMPLE_MENDED = debug_pair(
    COUNTER_EXAMPLE,
    "sign-of-the-difference",
    section="Agreement within a tolerance",
    driver=_in_numbers,
    shows=lambda: (lambda x: x, lambda x: x**2, [2.0], 1e-6),
    also_shows=(
        lambda: (np.sin, np.cosh, np.array([0.0, 1.0]), 0.1),
        lambda: (lambda x: 0.0, lambda x: 1.0, [5], 0.5),
        lambda: (np.sqrt, lambda x: 1.0, [1.0, -1.0], 0.1),
    ),
    hides=(
        Hiding(
            "within-the-tolerance",
            lambda: (lambda x: x, lambda x: x, [1.0, 2.0], 1e-6),
            "The two functions agree at all of these candidates, so both searches find nothing. Take two "
            "functions that differ.",
            _agree,
        ),
        Hiding(
            "f-above-g",
            lambda: (lambda x: x**2, lambda x: x, [2.0, 3.0], 1e-6),
            "At the first candidate at which they differ, f is larger than g, and the difference is positive "
            "as it stands. Let g be larger.",
            _f_is_above,
        ),
    ),
    refuse=_no_search,
    input_hints=(
        "The function sees f(x) − g(x) as a difference only when it is above the tolerance. When is it "
        "below, though f(x) and g(x) differ much?",
        "One candidate is enough, if g is larger than f there.",
        "`return lambda x: x, lambda x: x + ..., [1.0], 1e-6`",
    ),
    mending_hints=(
        "A difference counts whichever of the two is larger.",
        "Look at the comparison: what does it say of a negative difference, and what of nan?",
        "`if not abs(f(x) - g(x)) <= tolerance:`",
    ),
)
