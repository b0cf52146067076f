"""Exercises of lesson 01: the quadratic cost and its gradient."""

from dataclasses import replace

import numpy as np

from dlteach.autograder import Exercise, Law, Mistake
from dlteach.exercises.cost_functions.inputs import cost_cases
from dlteach.exercises.cost_functions.shared import (
    FLOORED,
    LOSS_LAWS,
    other_styles,
    square_mistakes,
    squares_forgotten,
)
from dlteach.functions import quadratic_cost, quadratic_cost_gradient

LESSON = "01_cost_functions"
SECTION = "The quadratic cost and its gradient"


def _half_average(d, axis=None):
    """1/(2n) of the sum: what is left of the quadratic cost when the squares are there."""
    return np.sum(d, axis=axis) / (2 * len(d))


def _squared_lengths(y, p):
    """‖y − a‖² of each example, shape (n,)."""
    return np.sum((y - p).reshape(len(y), -1) ** 2, axis=1)


def _in_loops(*mistakes):
    """The mistakes as a loop over the first axis makes them: column by column."""
    return tuple(
        replace(
            mistake,
            id=f"{mistake.id}-per-column",
            answer=_per_column(mistake.answer),
            says=f"{mistake.says} After that, mind shape (n, k): a loop over the rows and Python's own `sum` "
            "leave one number for each column.",
        )
        for mistake in mistakes
    )


def _per_column(answer):
    return lambda y, p: np.array([answer(t, a) for t, a in zip(y.T, p.T)])


_FACTORS = (
    Mistake(
        "half-missing",
        lambda y, p: np.sum((y - p) ** 2) / len(y),
        "The factor ½ is missing: divide by 2n. It cancels the 2 that the square leaves in the gradient.",
        "convention",
    ),
    Mistake(
        "not-averaged",
        lambda y, p: np.sum((y - p) ** 2) / 2,
        "The sum is halved but not divided by n, so twice as many examples cost twice as much. A "
        "cost is the average over the examples.",
    ),
    Mistake(
        "sum-of-squares",
        lambda y, p: np.sum((y - p) ** 2),
        "That is the sum of the squares. Divide it by 2n: n makes it an average, the 2 cancels in "
        "the gradient.",
    ),
)

QUADRATIC_COST = Exercise(
    name="quadratic_cost",
    lesson=LESSON,
    section=SECTION,
    reference=quadratic_cost,
    cases=cost_cases,
    mistakes=(
        *_FACTORS,
        *_in_loops(*_FACTORS),
        Mistake(
            "mean-over-entries",
            lambda y, p: np.mean((y - p) ** 2) / 2,
            "The average runs over all n·k entries. Here the squares of one example add up to ‖y − a‖², "
            "and only the n examples (rows) are averaged.",
            "convention",
        ),
        Mistake(
            "mean-squared-error",
            lambda y, p: np.mean((y - p) ** 2),
            "That is the mean squared error. The quadratic cost adds up the squares of each row, averages "
            "over the n rows and takes half.",
            "convention",
        ),
        Mistake(
            "multiplied-by-n",
            lambda y, p: 1 / 2 * len(y) * np.sum((y - p) ** 2),
            "Python goes from left to right, so `/ 2 * n` divides by 2 and then multiplies by n. Write "
            "`/ (2 * n)`.",
        ),
        Mistake(
            "norm-not-squared",
            lambda y, p: _half_average(np.sqrt(_squared_lengths(y, p))),
            "The norm of each error is not squared: a root too many. The cost averages ‖y − a‖², which is "
            "the sum of squares itself.",
        ),
        Mistake(
            "root-of-the-sum",
            lambda y, p: np.sqrt(np.sum((y - p) ** 2)) / (2 * len(y)),
            "A root is taken of the whole sum, as `np.linalg.norm` does. The norm is squared in ‖y − a‖², "
            "so no root is left.",
        ),
        Mistake(
            "sum-squared",
            lambda y, p: np.sum(y - p) ** 2 / (2 * len(y)),
            "The errors are added up first and squared afterwards, when they have already cancelled. "
            "Square each difference first.",
        ),
        Mistake(
            "one-per-example",
            lambda y, p: _squared_lengths(y, p) / 2,
            "That is the loss of each example, one number a row. The cost is their average: one number "
            "for the batch.",
        ),
        Mistake(
            "n-from-the-wrong-axis",
            lambda y, p: np.sum((y - p) ** 2) / (2 * y.shape[-1]),
            "The sum is divided by the number of columns. The examples are the rows: n is `len(y_true)`.",
        ),
        Mistake(
            "gradient-returned",
            lambda y, p: p - y,
            "That is the slope of the cost at each output, without its 1/n. The cost itself is asked for: "
            "one number, from the squares.",
        ),
        *(
            Mistake(
                f"product-of-matrices-{name}",
                answer,
                f"`{code}` is a product of matrices, which pairs rows or columns with each other. Square "
                "entry by entry, `d ** 2`, and add up with `np.sum`.",
            )
            for name, code, answer in (
                ("columns", "d.T @ d", lambda y, p: (y - p).T @ (y - p) / (2 * len(y))),
                ("rows", "d @ d.T", lambda y, p: (y - p) @ (y - p).T / (2 * len(y))),
            )
        ),
        Mistake(
            "one-per-column",
            lambda y, p: np.sum((y - p) ** 2, axis=0) / (2 * len(y)),
            "This gives one number for each column: `axis=0`, a loop over the rows and Python's own `sum` "
            "all stop there. `np.sum` takes every entry when `axis` is left out.",
            "convention",
        ),
        Mistake("floor-division", lambda y, p: np.sum((y - p) ** 2) // (2 * len(y)), FLOORED),
        *_in_loops(*squares_forgotten(_half_average)),
        *square_mistakes(_half_average),
    ),
    also_correct=(
        lambda y, p: np.mean(np.sum((y - p) ** 2, axis=1)) / 2,
        lambda y, p: 0.5 * np.mean(np.linalg.norm(y - p, axis=1) ** 2),
        lambda y, p: sum(np.linalg.norm(t.astype(float) - a) ** 2 for t, a in zip(y, p)) / (2 * len(y)),
        lambda y, p: 0.5 * np.mean([np.sum((np.array(t) - a) ** 2) for t, a in zip(y.tolist(), p.tolist())]),
        lambda y, p: np.linalg.norm(y.astype(float) - p) ** 2 / y.shape[0] / 2,
        *other_styles(np.square, _half_average),
    ),
    laws=LOSS_LAWS,
    hints=(
        "One example's loss is half the squared length of its error. The cost is the average of these "
        "over the n examples.",
        "The squares of all entries may be added up in one go. Then divide once: by 2 and by the number "
        "of rows.",
        "`np.sum((...) ** 2) / (2 * n)`, with `n = len(y_true)`.",
    ),
)


_EACH_ITS_OWN = "Each prediction has a slope of its own: return an array of the shape of `y_pred`."

QUADRATIC_COST_GRADIENT = Exercise(
    name="quadratic_cost_gradient",
    lesson=LESSON,
    section=SECTION,
    reference=quadratic_cost_gradient,
    cases=cost_cases,
    mistakes=(
        Mistake(
            "sign-turned",
            lambda y, p: (y - p) / len(y),
            "The sign is turned round: a prediction that is too high has a positive slope, as raising it "
            "raises the cost. Write `y_pred - y_true`, and look at the order of the arguments too.",
        ),
        Mistake(
            "not-averaged",
            lambda y, p: p - y,
            "The 1/n is missing. The cost is an average, so one prediction moves it n times less than it "
            "moves its own loss.",
        ),
        Mistake(
            "sign-turned-not-averaged",
            lambda y, p: y - p,
            "Two things at once: the sign is turned round, it should be `y_pred - y_true`, and the 1/n of "
            "the average is missing.",
        ),
        Mistake(
            "two-not-cancelled",
            lambda y, p: 2 * (p - y) / len(y),
            "Twice too large: the 2 that the square brings down is cancelled by the ½ of the cost.",
        ),
        Mistake(
            "half-kept",
            lambda y, p: (p - y) / (2 * len(y)),
            "Half of what is right: the ½ of the cost is still there. The square brings down a 2, and the "
            "two cancel.",
        ),
        Mistake(
            "mean-over-entries",
            lambda y, p: (p - y) / p.size,
            "Divided by the number of all entries. The cost averages over the n examples (rows) only: "
            "divide by `len(y_pred)`.",
            "convention",
        ),
        Mistake(
            "mean-squared-error-for-gradient",
            lambda y_true, y_pred: np.mean((y_pred - y_true) ** 2),
            "That is a cost, the mean squared error, and one number. The gradient has a slope for every "
            "entry of `y_pred`.",
        ),
        Mistake(
            "mean-squared-error-gradient",
            lambda y, p: 2 * (p - y) / p.size,
            "That is the gradient of the mean squared error. The quadratic cost has a ½ and averages over "
            "the n rows only.",
            "convention",
        ),
        Mistake(
            "n-from-the-wrong-axis",
            lambda y, p: (p - y) / p.shape[-1],
            "Divided by the number of columns. The examples are the rows: n is `len(y_pred)`.",
        ),
        Mistake(
            "one-per-column",
            lambda y, p: np.sum(p - y, axis=0) / len(y),
            f"The gradient is averaged over the examples. {_EACH_ITS_OWN}",
        ),
        Mistake(
            "one-number", lambda y, p: np.mean(p - y), f"That is the mean error, one number. {_EACH_ITS_OWN}"
        ),
        Mistake(
            "cost-returned",
            lambda y, p: np.sum((p - y) ** 2) / (2 * len(y)),
            "That is the cost itself. Its gradient says, for each prediction, how fast the cost grows "
            "with it.",
        ),
        Mistake(
            "squared",
            lambda y, p: (p - y) ** 2 / len(y),
            "The errors are still squared. The derivative of ½d² is d, with its sign.",
        ),
        Mistake(
            "absolute",
            lambda y, p: np.abs(p - y) / len(y),
            "The sign is lost. A gradient needs it: it tells a prediction that is too high from one that "
            "is too low.",
        ),
        Mistake(
            "sign-only",
            lambda y, p: np.sign(p - y) / len(y),
            "Only the signs are left: that is the gradient of the absolute error. For the square the "
            "slope grows with the error.",
        ),
        Mistake(
            "division-binds-first",
            lambda y, p: p - y / len(y),
            "Parentheses are missing: `/` comes before `-`, so only `y_true` is divided. Write `(y_pred - "
            "y_true) / n`.",
        ),
        Mistake("floor-division", lambda y, p: (p - y) // len(y), FLOORED),
        *(
            Mistake(
                f"slope-of-the-sigmoid-{name}",
                lambda y, p, n=n: (p - y) * p * (1 - p) / n(y),
                "The factor a(1 − a) is the slope of a sigmoid. It belongs to the step before; here the cost "
                f"is differentiated with respect to its outputs themselves.{more}",
            )
            for name, n, more in (
                ("averaged", len, ""),
                ("not-averaged", lambda y: 1, " And the 1/n of the average is missing."),
            )
        ),
    ),
    also_correct=(
        lambda y, p: (p - y) / len(y),
        lambda y, p: np.array([(a.astype(float) - t) / len(y) for t, a in zip(y, p)]),
        lambda y, p: -(y.astype(float) - p) / y.shape[0],
        lambda y, p: 1 / len(p) * np.subtract(p, y, dtype=float),
        lambda y, p: ((p.astype(float) - y) / len(p)).tolist(),
    ),
    laws=(
        Law(
            "a slope has the sign of its error, y_pred − y_true",
            lambda args, value: np.all(np.sign(value) == np.sign(args[1].astype(float) - args[0])),
        ),
    ),
    hints=(
        "Ask for one prediction alone: if it grows a little, how much does the cost grow? All other terms "
        "of the sum stay.",
        "The derivative of ½(y − a)² with respect to a is a − y. What does the 1/n in front do to it?",
        "`(... - ...) / n`, with `n = len(y_pred)`: an array of the shape of `y_pred`.",
    ),
)
