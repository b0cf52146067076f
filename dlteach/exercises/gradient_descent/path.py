"""Exercise of lesson 02: many steps, and the path that they make."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.gradient_descent.other_walks import OTHER_WALKS
from dlteach.exercises.gradient_descent.step import LESSON, with_fixed_rates
from dlteach.functions import gradient_descent

NO_STEPS = (
    "With 0 steps the path would be the start alone, an array of shape (1, d); yours is something else."
)
INTEGERS = (
    "A start of integers is cut to integers along your path, or refused. "
    "`start.astype(float)` is a copy that holds any number."
)


def _descend(answer, gradient, start, learning_rate, steps):
    gradients = {
        "2 * x": lambda x: 2.0 * np.asarray(x),
        "[1, 10] * x": lambda x: np.array([1.0, 10.0]) * x,
        "x + sum(x)": lambda x: np.asarray(x) + np.sum(x),
        "x ** 3": lambda x: np.asarray(x) ** 3,
    }
    return answer(gradients[gradient], start, learning_rate, steps)


def _path_cases(rng):
    yield Case(("2 * x", np.array([8.0]), 0.25, 1), "one step")
    yield Case(("2 * x", np.array([8.0]), 0.25, 3), "three steps")
    yield Case(("[1, 10] * x", np.array([4.0, -1.0]), 0.15, 5), "steps that overshoot")
    yield Case(("x + sum(x)", np.array([1.0, -2.0, 4.0]), 0.2, 4), "three weights that mix")
    yield Case(("x ** 3", rng.uniform(0.5, 1.5, size=4), 0.3, 7))
    yield Case(("x + sum(x)", rng.normal(size=2), 0.9, 6), "steps that diverge")
    yield Case(("2 * x", np.zeros(2), 0.1, 3), "a start at the lowest point")
    yield Case(("2 * x", np.array([3.0, -1.0]), 0.4, 0), "no steps", remark=NO_STEPS)
    yield Case(("x ** 3", np.array([1, -1, 2]), 0.05, 3), "a start of integers", remark=INTEGERS)


def _paths(move):
    """A wrong path: each point is `move(gradient, x, start, learning_rate)` of the point before."""

    def descend(gradient, start, learning_rate, steps):
        path = [start]
        for _ in range(steps):
            path.append(move(gradient, path[-1], start, learning_rate))
        return np.array(path)

    return descend


def _one_array_all_along(gradient, start, learning_rate, steps):
    x = start.astype(float)
    path = [x]
    for _ in range(steps):
        x -= learning_rate * gradient(x)
        path.append(x)
    return np.array(path)


def _one_entry_after_the_other(gradient, x, start, learning_rate):
    x = x.astype(float)
    for i in range(len(x)):
        x[i] -= learning_rate * gradient(x)[i]
    return x


def _stops_early(gradient, start, learning_rate, steps):
    path = [start]
    while len(path) <= steps and np.any(np.abs(gradient(path[-1])) > 1e-9):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return np.array(path)


def _stops_after_standing_still(gradient, start, learning_rate, steps):
    path = [start]
    while len(path) <= steps:
        path.append(path[-1] - learning_rate * gradient(path[-1]))
        if np.allclose(path[-1], path[-2], rtol=0, atol=1e-9):
            break
    return np.array(path)


def _last_row_left_at_zero(gradient, start, learning_rate, steps):
    path = gradient_descent(gradient, start, learning_rate, steps)
    path[-1] = 0
    return path


def _alternative_filled_array(gradient, start, learning_rate, steps):
    path = np.zeros((steps + 1, len(start)))
    path[0] = start
    for t in range(steps):
        path[t + 1] = path[t] - learning_rate * gradient(path[t])
    return path


def _alternative_copies(gradient, start, learning_rate, steps):
    x = np.array(start, dtype=float)
    path = [x.copy()]
    for _ in range(steps):
        x -= learning_rate * gradient(x)
        path.append(x.copy())
    return path


GRADIENT_DESCENT = Exercise(
    name="gradient_descent",
    lesson=LESSON,
    section="Many steps make a path",
    reference=gradient_descent,
    driver=_descend,
    cases=_path_cases,
    mistakes=(
        Mistake(
            "same-array-all-along",
            _one_array_all_along,
            "All points of the path are the last one: `-=` writes into one array, and the list holds that "
            "array many times. Make a new one, `x = x - ...`, or append `x.copy()`.",
        ),
        Mistake(
            "same-array-all-along-without-the-start",
            lambda *args: _one_array_all_along(*args)[1:],
            "All points of the path are the last one, as `-=` writes into one array that the list holds many "
            "times; make a new one, `x = x - ...`. The start is missing too: put it into the list first.",
        ),
        Mistake(
            "start-missing",
            lambda *args: gradient_descent(*args)[1:],
            "The start is missing: the path begins where we stand before the first step.",
        ),
        Mistake(
            "end-missing",
            lambda *args: gradient_descent(*args)[:-1],
            "The last point is missing: n steps join n + 1 points.",
        ),
        Mistake(
            "start-and-end-missing",
            lambda *args: gradient_descent(*args)[1:-1],
            "Both the start and the last point are missing: n steps join n + 1 points.",
        ),
        Mistake(
            "last-row-left-at-0",
            _last_row_left_at_zero,
            "The last row is still 0: the loop fills a row before each step, and after the last step comes "
            "one more point.",
        ),
        Mistake(
            "start-twice",
            lambda gradient, start, rate, steps: np.vstack(
                [start, gradient_descent(gradient, start, rate, steps)[:-1]]
            ),
            "The start comes twice and the last point is missing: append the point after the step, "
            "not before.",
        ),
        Mistake(
            "one-step-too-many",
            lambda gradient, start, rate, steps: gradient_descent(gradient, start, rate, steps + 1),
            "One step too many: n steps join n + 1 points, the start among them.",
        ),
        Mistake(
            "uphill",
            lambda gradient, start, rate, steps: gradient_descent(gradient, start, -rate, steps),
            "The path leads uphill: the gradient points to where the cost grows, so take it away.",
        ),
        *with_fixed_rates(gradient_descent, 2),
        Mistake(
            "slope-of-the-start",
            _paths(lambda gradient, x, start, rate: x - rate * gradient(start)),
            "Every step uses the slope at the start. The slope changes along the way: ask for it again at "
            "each point.",
        ),
        Mistake(
            "every-step-from-the-start",
            _paths(lambda gradient, x, start, rate: start - rate * gradient(x)),
            "Each step is taken from the start. Take it from the last point of the path.",
        ),
        Mistake(
            "step-for-place",
            _paths(lambda gradient, x, start, rate: -rate * gradient(x)),
            "These are steps, not places: each point is the one before it minus the step.",
        ),
        Mistake(
            "one-entry-after-the-other",
            _paths(_one_entry_after_the_other),
            "The entries of x move one after the other, and each changes the slope of the next. "
            "Ask for the gradient once, then move all entries at once.",
        ),
        *OTHER_WALKS,
        Mistake(
            "starts-at-zero",
            lambda gradient, start, rate, steps: gradient_descent(
                gradient, np.zeros(len(start)), rate, steps
            ),
            "The path begins at 0, not at `start`: put `start` into its first row.",
        ),
        Mistake(
            "returns-in-the-loop",
            lambda gradient, start, rate, steps: gradient_descent(gradient, start, rate, min(steps, 1)),
            "There is one step only: the `return` stands inside the loop. Move it one level to the left.",
        ),
        Mistake(
            "last-point-only",
            lambda *args: gradient_descent(*args)[-1],
            "This is the last point. The whole path is asked for, from the start on.",
        ),
        Mistake(
            "gradients-for-points",
            lambda gradient, *args: np.array([gradient(x) for x in gradient_descent(gradient, *args)]),
            "The path holds the slopes; it should hold the points at which they were measured.",
        ),
        Mistake(
            "stops-after-standing-still",
            _stops_after_standing_still,
            "The path stops after a step that goes nowhere. Take all the steps that are asked for, also "
            "where the slope is 0.",
            kind="convention",
        ),
        Mistake(
            "stops-early",
            _stops_early,
            "The path stops where the slope is 0. Take all the steps that are asked for: there the point "
            "stays where it is.",
            kind="convention",
        ),
    ),
    also_correct=(
        _alternative_filled_array,
        _alternative_copies,
        _paths(lambda gradient, x, start, rate: x - rate * gradient(x)),
        lambda *args: gradient_descent(*args).tolist(),
    ),
    hints=(
        "One step is `x - learning_rate * gradient(x)`. A path is what we get when each step begins where "
        "the last one ended.",
        "Begin with a list that holds the start. In a loop over `steps`, append the point after each step.",
        "`path = [start]`, in the loop `x = path[-1]` and `path.append(x - ...)`, at the end "
        "`np.array(path)`.",
    ),
)
