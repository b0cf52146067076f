"""Exercise: the tool of the lesson, the first candidate on which two functions differ."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise
from dlteach.exercises.check_the_notes.claim import LESSON
from dlteach.exercises.check_the_notes.comparisons import COMPARISONS, first
from dlteach.exercises.check_the_notes.wrong_returns import WRONG_RETURNS
from dlteach.functions import counter_example


def _search(answer, f, g, candidates, tolerance):
    functions = {
        "x": lambda x: x,
        "-x": lambda x: -x,
        "2 * x": lambda x: 2 * x,
        "x ** 2": lambda x: x**2,
        "x * x": lambda x: x * x,
        "x ** 3": lambda x: x**3,
        "abs(x)": lambda x: np.abs(x),
        "0.3 * x": lambda x: 0.3 * x,
        "x / 10 * 3": lambda x: x / 10 * 3,
        "exp(x)": lambda x: np.exp(x),
        "x + 0.01": lambda x: x + 0.01,
        "1e6 * x": lambda x: 1e6 * x,
        "1e6 * x + 1": lambda x: 1e6 * x + 1,
        "1e-9 * x": lambda x: 1e-9 * x,
        "0 * x": lambda x: 0 * x,
        "sqrt(x)": lambda x: np.sqrt(x),
    }

    def side(of):
        """A function by its name, or by its values at the candidates."""
        return functions[of] if isinstance(of, str) else dict(zip(candidates, of)).__getitem__

    found = answer(side(f), side(g), candidates, tolerance)
    if isinstance(found, np.ndarray) and found.size == 1:
        found = found.reshape(()).item()
    if isinstance(found, (int, float, np.number)) and not isinstance(found, bool):
        found = float(found)
    return {"counter-example": " ".join(str(found).split())}


def _cases(rng):
    yield Case(("x ** 2", "x", [3.0], 1e-6), "one candidate, which refutes")
    yield Case(("x ** 2", "2 * x", [0.0, 2.0, 3.0], 1e-6), "two agreements before a difference")
    yield Case(("x", "abs(x)", [-2.0, 3.0], 1e-6), "a difference at once")
    yield Case(("x", "x ** 2", [1.0, 4.0, 0.5, 2.0], 1e-6), "g above f at first")
    yield Case(("x", "abs(x)", [2.0, -1.0, -3.0, 5.0], 1e-6), "differences in the middle")
    yield Case(("-x", "abs(x)", [-5.0, 2.0, -1.0, 7.0], 1e-6), "sides that differ in sign only")
    yield Case(("x ** 2", "x * x", [-1.5, 0.0, 3.0], 1e-6), "no counter-example")
    yield Case(("x / 10 * 3", "0.3 * x", [1.0, 3.0, 7.0, 9.0], 1e-6), "differences by rounding")
    yield Case(("exp(x)", "x", [0.0, 1.0], 1e-6), "a counter-example that is 0")
    yield Case(("x + 0.01", "x", [1.0, 2.0], 0.001), "a difference of 0.01, tolerance 0.001")
    yield Case(("x + 0.01", "x", [1.0, 2.0], 0.1), "a difference of 0.01, tolerance 0.1")
    yield Case(("1e6 * x + 1", "1e6 * x", [1.0, 2.0], 0.5), "large values that differ by 1, tolerance 0.5")
    yield Case(("1e-9 * x", "0 * x", [1.0, 2.0], 1e-6), "tiny values, far below the tolerance")
    for f, g in (("x ** 2", "x"), ("x", "x ** 3"), ("abs(x)", "x ** 3")):
        agree = rng.permutation([0.0, 1.0, 1.0])
        yield Case((f, g, [*agree.tolist(), *rng.uniform(1.5, 4.0, size=3).round(2).tolist()], 0.05))
    yield Case(("sqrt(x)", "x", [1.0, -1.0, 4.0], 1e-6), "a side that is nan", extreme=True)


COUNTER_EXAMPLE = Exercise(
    name="counter_example",
    lesson=LESSON,
    section="Agreement within a tolerance",
    reference=counter_example,
    driver=_search,
    cases=_cases,
    mistakes=(*COMPARISONS, *WRONG_RETURNS),
    also_correct=(
        lambda f, g, xs, t: next((x for x in xs if not abs(f(x) - g(x)) <= t), None),
        first(lambda a, b, t: not np.isclose(a, b, rtol=0, atol=t)),
        first(lambda a, b, t: not math.isclose(a, b, rel_tol=0, abs_tol=t)),
        first(lambda a, b, t: abs(a - b) > t or np.isnan(a) != np.isnan(b)),
        first(lambda a, b, t: not -t <= a - b <= t),
    ),
    hints=(
        "Go through the candidates in order. The first one that breaks the agreement ends the search.",
        "`abs(f(x) - g(x))` against the tolerance; `return x` inside the loop, `return None` below it. What "
        "does a comparison with nan give?",
        "`for x in candidates:` then `if not abs(...) <= tolerance:` then `return x`",
    ),
    survivors={
        "`abs(f(x) - g(x)) <= tolerance` becomes `abs(f(x) - g(x)) < tolerance`": "whether a difference of "
        "exactly the tolerance counts is left open",
    },
)
