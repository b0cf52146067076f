"""Exercise: the tool of the lesson, the first candidate on which two functions differ."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.check_the_notes.claim import LESSON
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
    sides = [functions[side] if isinstance(side, str) else side for side in (f, g)]
    found = answer(*sides, candidates, tolerance)
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


def _first(differs):
    """A search for the first x with `differs(f(x), g(x), tolerance)`."""

    def search(f, g, candidates, tolerance):
        for x in candidates:
            if differs(f(x), g(x), tolerance):
                return x
        return None

    return search


def _found(choose):
    """A wrong answer that chooses among all counter-examples, or None."""

    def search(f, g, candidates, tolerance):
        places = [k for k, x in enumerate(candidates) if not abs(f(x) - g(x)) <= tolerance]
        return choose(places, candidates, f, g) if places else None

    return search


def _nothing_is(value):
    def search(f, g, candidates, tolerance):
        found = counter_example(f, g, candidates, tolerance)
        return value if found is None else found

    return search


def _instead_of_none(id_, value, what):
    return Mistake(
        f"{id_}-for-none",
        _nothing_is(value),
        f"Where nothing is found you return {what}. Return None: it is no candidate, so nobody can take it "
        "for one.",
    )


def _gives_up_at_first(f, g, candidates, tolerance):
    for x in candidates:
        return x if not abs(f(x) - g(x)) <= tolerance else None


def _all_must_differ(f, g, candidates, tolerance):
    if all(abs(f(x) - g(x)) > tolerance for x in candidates):
        return candidates[0]
    return None


def _sums_differ(f, g, candidates, tolerance):
    if abs(sum(map(f, candidates)) - sum(map(g, candidates))) > tolerance:
        return candidates[0]
    return None


def _first_if_any(f, g, candidates, tolerance):
    if any(not abs(f(x) - g(x)) <= tolerance for x in candidates):
        return candidates[0]
    return None


def _relative(a, b, scale):
    return abs(a - b) / scale if scale else float(a != b)


COUNTER_EXAMPLE = Exercise(
    name="counter_example",
    lesson=LESSON,
    section="Agreement within a tolerance",
    reference=counter_example,
    driver=_search,
    cases=_cases,
    mistakes=(
        Mistake(
            "equality-on-floats",
            _first(lambda a, b, t: a != b),
            "The two sides are compared with `==` or `!=`, so rounding in the 16th digit counts as a "
            "difference. Compare |f(x) − g(x)| with the tolerance.",
        ),
        Mistake(
            "sign-of-the-difference",
            _first(lambda a, b, t: a - b > t),
            "Only f above g counts as a difference: where g is above f, f(x) − g(x) is negative, and never "
            "above the tolerance. Take `abs(f(x) - g(x))`, with the bracket before the `>`.",
        ),
        Mistake(
            "sign-of-the-difference-reversed",
            _first(lambda a, b, t: b - a > t),
            "Only g above f counts as a difference: where f is above g, g(x) − f(x) is negative, and never "
            "above the tolerance. Take `abs` of the difference.",
        ),
        Mistake(
            "abs-of-each",
            _first(lambda a, b, t: not abs(abs(a) - abs(b)) <= t),
            "The absolute value is taken of f(x) and of g(x), each alone, so −3 and 3 count as equal. "
            "Subtract first: `abs(f(x) - g(x))`.",
        ),
        Mistake(
            "nan-passes",
            _first(lambda a, b, t: abs(a - b) > t),
            "Where one side is nan, `abs(nan) > tolerance` is False, so nan passes as agreement. Ask the "
            "other way round: `not abs(f(x) - g(x)) <= tolerance`.",
            kind="fragile",
        ),
        Mistake(
            "gives-up-at-the-first",
            _gives_up_at_first,
            "Only the first candidate is looked at: the loop returns in its first round in either case. "
            "`return None` stands below the loop, one level to the left.",
        ),
        Mistake(
            "last-candidate-only",
            lambda f, g, xs, t: xs[-1] if not abs(f(xs[-1]) - g(xs[-1])) <= t else None,
            "Only the last candidate decides: each round forgets what the rounds before have found. Return "
            "as soon as two values differ.",
        ),
        Mistake(
            "last-counter-example",
            _found(lambda places, xs, f, g: xs[places[-1]]),
            "That is the last counter-example. The first is asked for: `return` it at once, in the loop.",
        ),
        Mistake(
            "largest-difference",
            _found(lambda places, xs, f, g: max((xs[k] for k in places), key=lambda x: abs(f(x) - g(x)))),
            "That is where the difference is largest. The first candidate that differs is asked for.",
        ),
        Mistake(
            "smallest-counter-example",
            _found(lambda places, xs, f, g: min(xs[k] for k in places)),
            "That is the smallest counter-example. The first in the order of the candidates is asked for.",
        ),
        Mistake(
            "first-agreement",
            _first(lambda a, b, t: abs(a - b) <= t),
            "That is the first candidate at which the two agree. The first at which they differ is asked "
            "for: the comparison is the wrong way round.",
        ),
        Mistake(
            "index-for-candidate",
            _found(lambda places, xs, f, g: places[0]),
            "That is the position of the candidate. Return the candidate: `for x in candidates` gives it, "
            "or `candidates[i]`.",
        ),
        Mistake(
            "value-of-f",
            _found(lambda places, xs, f, g: f(xs[places[0]])),
            "That is f(x). Return x, so that others can try it.",
        ),
        Mistake(
            "value-of-g",
            _found(lambda places, xs, f, g: g(xs[places[0]])),
            "That is g(x). Return x, so that others can try it.",
        ),
        Mistake(
            "difference-for-candidate",
            _found(lambda places, xs, f, g: abs(f(xs[places[0]]) - g(xs[places[0]]))),
            "That is the difference of the two values. Return the x at which they differ.",
        ),
        Mistake(
            "signed-difference-for-candidate",
            _found(lambda places, xs, f, g: f(xs[places[0]]) - g(xs[places[0]])),
            "That is the difference of the two values. Return the x at which they differ.",
        ),
        Mistake(
            "both-values",
            _found(lambda places, xs, f, g: (f(xs[places[0]]), g(xs[places[0]]))),
            "Those are the two values. Return the x at which they differ: the values follow from it.",
        ),
        Mistake(
            "candidate-and-values",
            _found(lambda places, xs, f, g: (xs[places[0]], f(xs[places[0]]), g(xs[places[0]]))),
            "The candidate alone is asked for; its two values follow from it.",
            kind="convention",
        ),
        Mistake(
            "all-counter-examples",
            _found(lambda places, xs, f, g: [xs[k] for k in places]),
            "Those are all counter-examples. One is enough: return the first, not a list.",
        ),
        Mistake(
            "list-of-all",
            lambda f, g, xs, t: [x for x in xs if not abs(f(x) - g(x)) <= t],
            "That is a list of all counter-examples. Return its first entry, or None where it is empty.",
        ),
        Mistake(
            "number-of-counter-examples",
            lambda f, g, xs, t: sum(not abs(f(x) - g(x)) <= t for x in xs),
            "That is how many candidates differ. Return the first of them.",
        ),
        Mistake(
            "yes-or-no",
            lambda f, g, xs, t: any(not abs(f(x) - g(x)) <= t for x in xs),
            "That says whether there is a counter-example. Return it, so that others can try it.",
        ),
        Mistake(
            "yes-for-agreement",
            lambda f, g, xs, t: all(abs(f(x) - g(x)) <= t for x in xs),
            "That says whether the two agree everywhere. Return the first x at which they do not.",
        ),
        Mistake(
            "true-for-candidate",
            _found(lambda places, xs, f, g: True),
            "That says that there is a counter-example. Return the x itself, so that others can try it.",
        ),
        Mistake(
            "nothing-returned",
            lambda f, g, xs, t: None,
            "None comes back every time. Is a `return` missing? What is printed does not count.",
        ),
        Mistake(
            "zero-lost",
            lambda f, g, xs, t: counter_example(f, g, xs, t) or None,
            "The counter-example 0 gets lost: `if found` and `found or None` take 0 for nothing. Ask "
            "`found is None`, or return at once.",
        ),
        Mistake(
            "first-candidate-if-any",
            _first_if_any,
            "You return the first candidate of all. Return the one at which the two functions differ.",
        ),
        Mistake(
            "all-must-differ",
            _all_must_differ,
            "You ask whether the two differ at all candidates. One at which they differ is enough.",
        ),
        Mistake(
            "sums-compared",
            _sums_differ,
            "The values of all candidates are added up before they are compared, so differences may cancel, "
            "and nobody knows where they were. Compare one candidate at a time.",
        ),
        Mistake(
            "relative-difference",
            _first(lambda a, b, t: not _relative(a, b, max(abs(a), abs(b))) <= t),
            "The difference is divided by the size of the values, so it is relative. Here the tolerance is for "
            "|f(x) − g(x)| itself.",
        ),
        Mistake(
            "isclose-by-default",
            _first(lambda a, b, t: not np.isclose(a, b)),
            "`np.isclose` is left to its own tolerances. Give it this one, and none relative to the values: "
            "`np.isclose(f(x), g(x), rtol=0, atol=tolerance)`.",
        ),
        Mistake(
            "isclose-adds-a-relative-share",
            _first(lambda a, b, t: not np.isclose(a, b, atol=t)),
            "`np.isclose` has a tolerance relative to the values, `rtol`, beside the absolute one: for a value "
            "of a million it lets differences of 10 pass. Write `rtol=0, atol=tolerance`.",
        ),
        Mistake(
            "math-isclose-by-default",
            _first(lambda a, b, t: not math.isclose(a, b)),
            "`math.isclose` is left to its own tolerance, which is relative. Give it this one: "
            "`math.isclose(f(x), g(x), rel_tol=0, abs_tol=tolerance)`.",
        ),
        Mistake(
            "fixed-tolerance",
            _first(lambda a, b, t: not abs(a - b) <= 1e-6),
            "The tolerance that is passed in is not used. Compare with the argument `tolerance`.",
        ),
        Mistake(
            "squared-difference",
            _first(lambda a, b, t: not (a - b) ** 2 <= t),
            "The square of the difference is compared with the tolerance, and the square of a small number "
            "is much smaller. Take `abs`.",
        ),
        _instead_of_none("false", False, "False"),
        _instead_of_none("minus-one", -1, "−1"),
        _instead_of_none("nan", math.nan, "nan"),
        _instead_of_none("empty-list", [], "an empty list"),
        _instead_of_none("zero", 0.0, "0"),
        _instead_of_none("text", "no counter-example found", "a text"),
    ),
    also_correct=(
        lambda f, g, xs, t: next((x for x in xs if not abs(f(x) - g(x)) <= t), None),
        _first(lambda a, b, t: not np.isclose(a, b, rtol=0, atol=t)),
        _first(lambda a, b, t: not math.isclose(a, b, rel_tol=0, abs_tol=t)),
        _first(lambda a, b, t: abs(a - b) > t or np.isnan(a) != np.isnan(b)),
        _first(lambda a, b, t: not -t <= a - b <= t),
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
