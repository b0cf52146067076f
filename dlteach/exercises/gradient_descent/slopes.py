"""Exercise of lesson 02: the gradient measured by nudging."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.gradient_descent.nudges import NUDGE_MISTAKES
from dlteach.functions import numerical_gradient

LESSON = "02_gradient_descent"
H = 1e-5
INTEGERS = (
    "At a point of integers your slopes are off, as an array of integers cuts 2.00001 back to 2. "
    "A float64 copy, `x.astype(float)`, takes care of that, and so does `np.zeros(x.shape)` for the slopes."
)
FLOATS_ALREADY = "the points that decide hold floats, and the task fixes h"
TWO_AXES = (
    "Your function is for points with one axis. With `np.ndindex(x.shape)` in the loop it works for arrays "
    "of any shape, such as the weights of a layer."
)


def _differentiate(answer, f, x):
    functions = {
        "sum(x ** 2)": lambda x: np.sum(x**2),
        "sum(x ** 3)": lambda x: np.sum(x**3),
        "sum(x) ** 2": lambda x: np.sum(x) ** 2,
        "prod(x)": lambda x: np.prod(x),
        "prod(x + 1.5)": lambda x: np.prod(x + 1.5),
    }
    before, points = x.copy(), []

    def asked(point):
        if len(points) < 200 and np.size(point) <= 10 * x.size:  # any more say nothing new
            points.append(np.array(point, dtype=np.float64))
        return functions[f](np.asarray(point, dtype=np.float64))

    gradient = answer(asked, x)
    if np.allclose(x, before, rtol=0, atol=1e-9):
        x[...] = before  # x + h − 2h + h is x again but for the last digit, and that harms nobody
    return {"gradient": gradient, "points": points}


def _gradient_and_sides(args, value):
    """The gradient, and in words to which sides of x the points lie at which f was asked."""
    sides = {np.sign(np.round(np.sum(point) - np.sum(args[1]), 11)) for point in value["points"][:200]}
    both = {-1.0, 1.0} <= sides
    return {
        "gradient": value["gradient"],
        "f is asked": "on both sides of x" if both else "on one side of x only",
    }


def _gradient_cases(rng):
    yield Case(("sum(x ** 2)", np.array([3.0])), "one entry")
    yield Case(("sum(x ** 3)", np.array([1.0, -2.0])))
    yield Case(("prod(x)", np.array([2.0, 3.0, 5.0])), "a function that mixes the entries")
    yield Case(("sum(x) ** 2", np.array([0.5, 0.0, -2.5])), "a zero among the entries")
    for f, d in (("sum(x ** 3)", 5), ("sum(x) ** 2", 4), ("prod(x)", 3)):
        yield Case((f, rng.uniform(0.5, 2.0, size=d) * rng.choice([1.0, 1.0, -1.0], size=d)))
    yield Case(("prod(x + 1.5)", np.zeros(3, dtype=int)), "a point of integers", remark=INTEGERS)
    for f, shape in (("sum(x) ** 2", (2, 3)), ("sum(x ** 3)", (3, 2))):
        yield Case((f, rng.uniform(0.5, 2.0, size=shape)), "a point with two axes", remark=TWO_AXES)


def _quotients(quotient):
    """Gradient by `quotient(f, x, e)`, the slope along the one entry that the small step e moves."""

    def gradient(f, x):
        x = x.astype(float)
        steps = H * np.eye(x.size).reshape(-1, *x.shape)
        return np.array([quotient(f, x, e) for e in steps]).reshape(x.shape)

    return gradient


def _alternative_for_floats_on_one_axis(f, x):
    gradient = np.zeros_like(x)
    for i in range(len(x)):
        old = x[i]
        x[i] = old + 1e-4
        above = f(x)
        x[i] = old - 1e-4
        gradient[i] = (above - f(x)) / (2 * 1e-4)
        x[i] = old
    return gradient


def _alternative_in_place(f, x):
    x, gradient = np.array(x, dtype=np.float64), np.zeros(np.shape(x))
    for index in np.ndindex(x.shape):
        old = x[index]
        x[index] = old + 1e-6
        above = f(x)
        x[index] = old - 1e-6
        gradient[index] = (above - f(x)) / 2e-6
        x[index] = old
    return gradient


def _alternative_restored_by_sums(f, x):
    work = x if x.dtype.kind == "f" else x.astype(float)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        work[index] += 1e-4
        above = f(work)
        work[index] -= 2e-4
        gradient[index] = (above - f(work)) / 2e-4
        work[index] += 1e-4
    return gradient


def _nudges_pile_up(f, x):
    x, step, gradient = x.astype(float), np.zeros(x.shape), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        step[index] = H
        gradient[index] = (f(x + step) - f(x - step)) / (2 * H)
    return gradient


def _returns_in_the_loop(f, x):
    gradient = np.zeros(x.shape)
    gradient.flat[0] = numerical_gradient(f, x).flat[0]
    return gradient


def _entries_alone(f, x):
    return np.array([(f(v + H) - f(v - H)) / (2 * H) for v in x.ravel()]).reshape(x.shape)


def _half_divided(h):
    return _quotients(lambda f, x, e: f(x + h / H * e) - f(x - h / H * e) / (2 * h))


PARENTHESES_FORGOTTEN = tuple(
    Mistake(
        f"parentheses-around-the-difference-h-{h:g}",
        _half_divided(h),
        "Python divides before it subtracts, so only f(x − h) is divided. "
        "Put parentheses around the whole difference.",
    )
    for h in (1e-5, 1e-4, 1e-6, 1e-7)  # the wrong number depends on h
)

NUMERICAL_GRADIENT = Exercise(
    name="numerical_gradient",
    lesson=LESSON,
    section="The slope shows the way",
    reference=numerical_gradient,
    driver=_differentiate,
    measure=_gradient_and_sides,
    cases=_gradient_cases,
    rtol=1e-3,  # any h from 1e-10 to 1e-2 will do, and each has an error of its own
    atol=1e-3,
    mistakes=(
        Mistake(
            "one-sided-difference",
            _quotients(lambda f, x, e: (f(x + e) - f(x)) / H),
            "The function f is not asked on both sides of x. Compared with its value at x, the error shrinks "
            "no faster than h. Go as far to both sides, (f(x + h) − f(x − h)) / (2h), and the error shrinks "
            "with h².",
        ),
        Mistake(
            "one-sided-over-two-h",
            _quotients(lambda f, x, e: (f(x + e) - f(x)) / (2 * H)),
            "The two points are only h apart, but the difference is divided by 2h. Ask f at x − h in place "
            "of x.",
        ),
        Mistake(
            "divided-by-h",
            _quotients(lambda f, x, e: (f(x + e) - f(x - e)) / H),
            "From x − h to x + h it is 2h, so divide by 2h: divided by h, every slope comes out twice too "
            "large.",
        ),
        *PARENTHESES_FORGOTTEN,
        Mistake(
            "not-divided-by-two-h",
            _quotients(lambda f, x, e: (f(x + e) - f(x - e)) / 2 * H),
            "The numbers are nearly 0, as the difference is not divided by 2h: Python reads `/ 2 * h` as "
            "half of it times h. Write `/ (2 * h)`.",
        ),
        Mistake(
            "both-points-the-same",
            _quotients(lambda f, x, e: (f(x + e) - f(x + e)) / (2 * H)),
            "Every slope is 0, as f is asked twice at one point. One point takes +h, the other −h, and they "
            "are two arrays: `a = x` makes no copy, `a = x.astype(float)` does.",
        ),
        Mistake(
            "minus-side-first",
            _quotients(lambda f, x, e: (f(x - e) - f(x + e)) / (2 * H)),
            "The difference is the wrong way round, so every slope has the wrong sign: take f(x + h) first.",
        ),
        Mistake(
            "whole-point-nudged",
            lambda f, x: (f(x + H) - f(x - H)) / (2 * H),
            "`x + h` moves all entries at once, which gives one number: the sum of all slopes. "
            "Move one entry at a time and leave the others where they are.",
        ),
        Mistake(
            "whole-point-nudged-each-time",
            _quotients(lambda f, x, e: (f(x + H) - f(x - H)) / (2 * H)),
            "The loop visits each entry, but `x + h` moves all of them every time, so each gets the sum of "
            "all slopes. Add h to one entry only.",
        ),
        Mistake(
            "nudges-pile-up",
            _nudges_pile_up,
            "The nudge of an entry is still there when the next entry gets its own, so the slopes add up "
            "along the array. Start each entry from an untouched x.",
        ),
        Mistake(
            "entries-alone",
            _entries_alone,
            "The function f gets the single number `x[i] + h`, so it cannot know the other entries. "
            "Give it the whole array with one entry moved.",
        ),
        *NUDGE_MISTAKES,
        Mistake(
            "returns-in-the-loop",
            _returns_in_the_loop,
            "Only the first slope is measured: the `return` stands inside the loop. Move it one level to "
            "the left.",
        ),
    ),
    also_correct=(
        _quotients(lambda f, x, e: (f(x + e) - f(x - e)) / (2 * H)),
        _alternative_for_floats_on_one_axis,
        _quotients(lambda f, x, e: (f(x - 2 * e) - 8 * f(x - e) + 8 * f(x + e) - f(x + 2 * e)) / (12 * H)),
        _alternative_in_place,
        _alternative_restored_by_sums,
        lambda f, x: numerical_gradient(f, x, h=1e-7).tolist(),
        lambda f, x: numerical_gradient(f, x, h=1e-3),
    ),
    hints=(
        "The slope along one entry is how much f changes when that entry alone changes a little, divided by "
        "the change.",
        "Go over all entries with `for index in np.ndindex(x.shape)`. Copy x as float64 twice, add h to one "
        "copy at `index`, take it from the other.",
        "`gradient[index] = (f(above) - f(below)) / ...`, with the distance of the two points, in "
        "parentheses.",
    ),
    survivors={
        "`np.zeros_like(x)` calls ones_like": "every entry is written over, so none is left at 1",
        "`x, h = (as_float(x, 'numerical_gradient: x'), "
        "as_number(h, 'numerical_gradient: h', positive=True))` is dropped": FLOATS_ALREADY,
    },
)
