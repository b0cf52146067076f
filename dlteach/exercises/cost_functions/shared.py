"""What the exercises of lesson 01 share: the laws of a loss, and the mistakes that any loss invites."""

import numpy as np

from dlteach.autograder import Law, Mistake

LOSS_LAWS = (
    Law("a loss is never negative", lambda args, value: np.min(value) >= 0),
    Law(
        "a perfect prediction has loss 0, and no other has",
        lambda args, value: bool(np.all(np.asarray(value) == 0)) == np.array_equal(*args),
    ),
)
FLOORED = "`//` drops what is behind the point. Divide with `/`."


def either_way(id_, answer, says, kind="wrong"):
    """A mistake whose value tells y_true − y_pred from y_pred − y_true: people write both."""
    return (
        Mistake(id_, answer, says, kind),
        Mistake(f"{id_}-reversed", lambda y, p: answer(p, y), says, kind),
    )


def _loss_mistakes(size, collect):
    """Mistakes that every loss invites. The right line is `collect(size(y_true - y_pred))`."""
    return (
        Mistake(
            "one-per-row",
            lambda y, p: collect(size(y - p), axis=1),
            "`axis=1` gives one number for each row, and shape (n,) has no axis 1. "
            "NumPy's functions take every entry when `axis` is left out.",
        ),
        Mistake(
            "one-per-entry",
            lambda y, p: size(y - p),
            "That is still one number for each entry. One number for all of them is asked for.",
        ),
        Mistake(
            "every-pair",
            lambda y, p: collect(size(y.reshape(-1, 1) - p.reshape(1, -1))),
            "Every target is compared with every prediction: a column (n, 1) minus a row (n,) broadcasts "
            "to (n, n). Give both the same shape before you subtract.",
        ),
        Mistake(
            "first-only",
            lambda y, p: collect(size(np.where(_row_number(y) == 0, y - p, 0))),
            "Only the first example counts. A `return` inside the loop ends the function in its first round; "
            "move it below the loop, to the left.",
        ),
        Mistake(
            "last-only",
            lambda y, p: collect(size(np.where(_row_number(y) == len(y) - 1, y - p, 0))),
            "Only the last example counts: `=` puts a new number in place of the total in every round. `+=` "
            "adds to it.",
        ),
        Mistake(
            "first-left-out",
            lambda y, p: collect(size(np.where(_row_number(y) == 0, 0, y - p))),
            "The first example is left out. Indices begin at 0: `range(1, n)` and `[1:]` start one too late.",
        ),
        Mistake(
            "last-left-out",
            lambda y, p: collect(size(np.where(_row_number(y) == len(y) - 1, 0, y - p))),
            "The last example is left out. `range(n - 1)` and `[:-1]` stop one too early; `range(n)` "
            "visits them all.",
        ),
        Mistake(
            "cut-to-integers",
            lambda y, p: collect(size(y.astype(int) - p.astype(int))),
            "`astype(int)` cuts the decimals off before they are compared. Convert with `astype(float)`: "
            "it holds the integers too, and keeps 0.5.",
        ),
    )


def column_mistakes(size, collect):
    """Mistakes that are right for vectors, and wrong for columns."""
    return (
        Mistake(
            "one-per-row-of-a-column",
            lambda y, p: collect(size(y - p), axis=-1),
            "`axis=-1` stays within a row, so a column of shape (n, 1) keeps n numbers. NumPy's functions "
            "take every entry when `axis` is left out.",
        ),
        Mistake(
            "every-pair-of-a-column",
            lambda y, p: collect(size(y - p.T)),
            "One of two columns is transposed, and a column (n, 1) minus a row (1, n) broadcasts to (n, n): "
            "every target meets every prediction. Subtract arrays of one shape.",
        ),
    )


INNER = (
    "For vectors that is right, but for columns of shape (n, 1) `np.inner` and `d @ d.T` give a table "
    "(n, n), every error times every other. `np.sum(d ** 2)` adds up every entry in any shape."
)


def mean_mistakes(size):
    """Mistakes with what a sum is divided by, for the means over all entries."""
    return (
        Mistake(
            "divided-by-one-less",
            lambda y, p: np.sum(size(y - p)) / (y.size - 1),
            "The sum is divided by one less than the number of entries, as for the variance of a sample. "
            "An average divides by all, and so works for a single example.",
        ),
        Mistake(
            "divided-in-every-round",
            lambda y, p: np.sum(size(y - p).ravel() / float(y.size) ** np.arange(y.size, 0, -1)),
            "The total is divided in every round of the loop. Add up first; divide once, below the loop.",
        ),
        Mistake("floor-division", lambda y, p: np.sum(size(y - p)) // y.size, FLOORED),
        Mistake(
            "added-not-subtracted",
            lambda y, p: np.mean(size(y + p)),
            "Target and prediction are added. The error is their difference, `y_true - y_pred`.",
        ),
        Mistake(
            "relative",
            lambda y, p: np.mean(size((y - p) / y)),
            "The errors are divided by the targets, which gives a share of the target, and fails where that "
            "is 0. The plain difference counts.",
        ),
        Mistake(
            "largest-only",
            lambda y, p: np.max(size(y - p)),
            "Only the largest error counts. All of them do: take the mean.",
        ),
        Mistake(
            "too-low-only",
            lambda y, p: np.mean(np.where(y > p, size(y - p), 0)),
            "Only predictions that are too low count. One that is too high is an error as well.",
        ),
        Mistake(
            "too-high-only",
            lambda y, p: np.mean(np.where(y < p, size(y - p), 0)),
            "Only predictions that are too high count. One that is too low is an error as well.",
        ),
    )


def _row_number(y):
    return np.indices(y.shape)[0]


def absolute_mistakes(collect):
    """Mistakes with absolute errors: L1 norm loss and MAE."""
    return (
        *either_way(
            "abs-missing",
            lambda y, p: collect(y - p),
            "The absolute value is missing, so errors of opposite sign cancel: too high by 4 and too low "
            "by 4 look like no error at all. Take `np.abs` of each difference.",
        ),
        Mistake(
            "abs-too-late",
            lambda y, p: np.abs(collect(y - p)),
            "The absolute value comes too late: by then the errors have cancelled. Take `np.abs` of each "
            "difference, before anything is added up.",
        ),
        *either_way(
            "abs-of-each",
            lambda y, p: collect(np.abs(y) - np.abs(p)),
            "The absolute value is taken of the target and of the prediction, each alone, so −3 and 3 "
            "count as equal. Subtract first: `np.abs(y_true - y_pred)`.",
        ),
        Mistake(
            "squared",
            lambda y, p: collect((y - p) ** 2),
            "The errors are squared, which is another loss: L2 or MSE. Here their absolute values count.",
        ),
        Mistake(
            "root-too-late",
            lambda y, p: np.sqrt(collect((y - p) ** 2)),
            "The root of all squares together is not the sum of absolute values: √d² is |d| for each "
            "difference alone. Take `np.abs` of each.",
        ),
        *_loss_mistakes(np.abs, collect),
    )


def square_mistakes(collect):
    """Mistakes with squared errors: L2 norm loss, MSE and quadratic cost."""
    return (
        *squares_forgotten(collect),
        *either_way(
            "square-of-each",
            lambda y, p: collect(y**2 - p**2),
            "The target and the prediction are squared, each alone, so −3 and 3 count as equal. Subtract "
            "first: `(y_true - y_pred) ** 2`.",
        ),
        *either_way(
            "square-binds-first",
            lambda y, p: collect(y - p**2),
            "Parentheses are missing: `**` comes before `-`, so only the second number is squared. Write "
            "`(y_true - y_pred) ** 2`.",
        ),
        Mistake(
            "caret-for-power",
            lambda y, p: collect((y - p) ^ 2),
            "`^` is not a power in Python: it compares bits. The square is `** 2`.",
        ),
        *_loss_mistakes(np.square, collect),
    )


def squares_forgotten(collect):
    """Mistakes in which no difference is squared on its own."""
    return (
        *either_way(
            "square-missing",
            lambda y, p: collect(y - p),
            "The square is missing, so errors of opposite sign cancel. Square each difference first.",
        ),
        *either_way(
            "doubled",
            lambda y, p: collect((y - p) * 2),
            "`* 2` doubles; the square is `** 2`, with two stars.",
        ),
        Mistake(
            "square-too-late",
            lambda y, p: collect(y - p) ** 2,
            "The errors are added up or averaged first and squared afterwards, when they have already "
            "cancelled. Square each difference first.",
        ),
        Mistake(
            "absolute-not-squared",
            lambda y, p: collect(np.abs(y - p)),
            "The errors are taken absolute, which is another loss: L1 or MAE. Here their squares count.",
        ),
    )


def other_styles(size, collect):
    return (
        lambda y, p: float(collect(size(y.astype(float) - p))),
        lambda y, p: collect(size(np.array(p.tolist()) - np.array(y.tolist()))),
        lambda y, p: np.array([[collect(size(np.subtract(y, p, dtype=float)))]]),
        lambda y, p: collect(size(np.maximum(y, p).astype(float) - np.minimum(y, p))),
    )
