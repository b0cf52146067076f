"""Exercises of lesson 01: sums and means of errors, the quadratic cost and its gradient."""

import numpy as np

from dlteach.autograder import Exercise, Mistake
from dlteach.exercises.cost_functions.inputs import in_the_shape_it_takes, loss_cases
from dlteach.exercises.cost_functions.shared import (
    INNER,
    LOSS_LAWS,
    absolute_mistakes,
    column_mistakes,
    mean_mistakes,
    other_styles,
    square_mistakes,
)
from dlteach.functions import l1_norm_loss, l2_norm_loss, mean_absolute_error, mean_squared_error

LESSON = "01_cost_functions"

L1_NORM_LOSS = Exercise(
    name="l1_norm_loss",
    lesson=LESSON,
    section="One number for how wrong we are",
    reference=l1_norm_loss,
    cases=loss_cases,
    driver=in_the_shape_it_takes,
    mistakes=(
        Mistake(
            "mean-for-sum",
            lambda y, p: np.mean(np.abs(y - p)),
            "That is the mean absolute error, a later task. The L1 norm loss is the sum: `np.sum`.",
        ),
        Mistake(
            "largest-error",
            lambda y, p: np.max(np.abs(y - p)),
            "That is the largest error alone. L1 adds up the absolute values of all.",
        ),
        *absolute_mistakes(np.sum),
        *column_mistakes(np.abs, np.sum),
    ),
    also_correct=(
        lambda y, p: sum(abs(y - p)),
        lambda y, p: sum(abs(float(t) - float(a)) for t, a in zip(y.ravel(), p.ravel())),
        lambda y, p: np.linalg.norm((y.astype(float) - p).ravel(), ord=1),
        *other_styles(np.abs, np.sum),
    ),
    laws=LOSS_LAWS,
    hints=(
        "Too high by 3 and too low by 3 are both wrong by 3. Make each error positive before you add it "
        "to the others.",
        "Three steps from the inside out: the difference (of floats, so that uint8 cannot wrap), its "
        "absolute value, the sum.",
        "`np.sum(np.abs(...))`, with the difference of two float arrays inside.",
    ),
)

L2_NORM_LOSS = Exercise(
    name="l2_norm_loss",
    lesson=LESSON,
    section="One number for how wrong we are",
    reference=l2_norm_loss,
    cases=loss_cases,
    driver=in_the_shape_it_takes,
    mistakes=(
        Mistake(
            "root-taken",
            lambda y, p: np.sqrt(np.sum((y - p) ** 2)),
            "A root too many, as in `np.linalg.norm`: the L2 norm loss of this course is the sum of the "
            "squares itself.",
            "convention",
        ),
        Mistake(
            "mean-for-sum",
            lambda y, p: np.mean((y - p) ** 2),
            "That is the mean squared error, a later task. The L2 norm loss is the sum: `np.sum`.",
        ),
        *square_mistakes(np.sum),
        *column_mistakes(np.square, np.sum),
        Mistake("inner-product-of-columns", lambda y, p: np.inner(y - p, y - p), INNER, "convention"),
    ),
    also_correct=(
        lambda y, p: np.dot(y - p, y - p),
        lambda y, p: np.sum(y**2) - 2 * np.sum(y * p) + np.sum(p**2),
        lambda y, p: sum((float(t) - float(a)) ** 2 for t, a in zip(y.ravel(), p.ravel())),
        lambda y, p: np.linalg.norm(y.astype(float) - p) ** 2,
        lambda y, p: np.vdot(y.astype(float) - p, y.astype(float) - p),
        *other_styles(np.square, np.sum),
    ),
    laws=LOSS_LAWS,
    hints=(
        "A square is never negative, so squared errors cannot cancel. Square each error on its own, then "
        "add up.",
        "Three steps from the inside out: the difference (of floats, so that uint8 cannot wrap), its "
        "square, the sum. No root.",
        "`np.sum((...) ** 2)`, with the difference of two float arrays inside.",
    ),
)

MEAN_ABSOLUTE_ERROR = Exercise(
    name="mean_absolute_error",
    lesson=LESSON,
    section="Sum or average",
    reference=mean_absolute_error,
    cases=loss_cases,
    driver=in_the_shape_it_takes,
    mistakes=(
        Mistake(
            "sum-for-mean",
            lambda y, p: np.sum(np.abs(y - p)),
            "That is the sum of the absolute errors. Divide it by the number of entries, or use `np.mean`.",
        ),
        Mistake(
            "median",
            lambda y, p: np.median(np.abs(y - p)),
            "That is the median of the absolute errors; the mean is asked for.",
        ),
        Mistake(
            "slope",
            lambda y, p: np.sign(p - y) / y.size,
            "Those are the slopes of the cost, one for each prediction. Here the cost itself is asked for.",
        ),
        *absolute_mistakes(np.mean),
        *column_mistakes(np.abs, np.mean),
        *mean_mistakes(np.abs),
    ),
    also_correct=(
        lambda y, p: sum(abs(y - p)) / len(y),
        lambda y, p: sum(abs(float(t) - float(a)) for t, a in zip(y.ravel(), p.ravel())) / y.size,
        lambda y, p: np.average(np.mean(np.abs(y.astype(float) - p), axis=0)),
        *other_styles(np.abs, np.mean),
    ),
    laws=LOSS_LAWS,
    hints=(
        "An average does not grow with the number of examples: it is the sum of the absolute errors over "
        "how many there are.",
        "Start from `l1_norm_loss` and think what to divide by. For shape (n, k) there are n·k errors.",
        "`np.mean(np.abs(...))`, with the difference of two float arrays inside.",
    ),
)

MEAN_SQUARED_ERROR = Exercise(
    name="mean_squared_error",
    lesson=LESSON,
    section="Sum or average",
    reference=mean_squared_error,
    cases=loss_cases,
    driver=in_the_shape_it_takes,
    mistakes=(
        Mistake(
            "length-of-the-errors-averaged",
            lambda y, p: np.sqrt(np.sum((y - p) ** 2)) / y.size,
            "`np.linalg.norm` takes a root: this is √Σd², divided by n. Square the norm before you divide, "
            "or leave it out, `np.mean((y_true - y_pred) ** 2)`.",
        ),
        Mistake(
            "third-power",
            lambda y, p: np.mean((y - p) ** 3),
            "The errors are raised to the power 3, and keep their sign. Square them.",
        ),
        Mistake(
            "root-taken",
            lambda y, p: np.sqrt(np.mean((y - p) ** 2)),
            "A root too many: that is the root mean squared error, RMSE. MSE stops at the mean of the "
            "squares.",
        ),
        Mistake(
            "sum-for-mean",
            lambda y, p: np.sum((y - p) ** 2),
            "That is the sum of the squared errors. Divide it by the number of entries, or use `np.mean`.",
        ),
        Mistake(
            "half-too-many",
            lambda y, p: np.mean((y - p) ** 2) / 2,
            "A factor of ½ too many. It belongs to the quadratic cost, the next task; MSE has none.",
            "convention",
        ),
        Mistake(
            "half-of-the-sum",
            lambda y, p: np.sum((y - p) ** 2) / 2,
            "That is half of the sum of the squares, as some books define it. MSE has no ½, and it is an "
            "average: divide by the number of entries, or use `np.mean`.",
            "convention",
        ),
        Mistake(
            "sum-squared",
            lambda y, p: np.sum(y - p) ** 2 / y.size,
            "The errors are added up first and squared afterwards, when they have already cancelled. "
            "Square each difference first.",
        ),
        Mistake(
            "variance-of-the-errors",
            lambda y, p: np.var(y - p),
            "That is the variance of the errors. It takes their mean away first, so a prediction that is "
            "always too high by 4 would cost nothing.",
        ),
        *square_mistakes(np.mean),
        *column_mistakes(np.square, np.mean),
        Mistake(
            "inner-product-of-columns", lambda y, p: np.inner(y - p, y - p) / len(y), INNER, "convention"
        ),
        *mean_mistakes(np.square),
    ),
    also_correct=(
        lambda y, p: np.sum((y - p) ** 2) / len(y),
        lambda y, p: np.dot(y - p, y - p) / len(y),
        lambda y, p: sum((float(t) - float(a)) ** 2 for t, a in zip(y.ravel(), p.ravel())) / y.size,
        lambda y, p: np.linalg.norm(y.astype(float) - p) ** 2 / np.prod(y.shape),
        lambda y, p: np.average((y.astype(float) - p) ** 2, axis=0).mean(),
        *other_styles(np.square, np.mean),
    ),
    laws=LOSS_LAWS,
    hints=(
        "Square each error, then take the average of the squares. The order matters.",
        "Start from `l2_norm_loss` and think what to divide by. For shape (n, k) there are n·k errors.",
        "`np.mean((...) ** 2)`, with the difference of two float arrays inside.",
    ),
)
