"""Exercise: features on one scale, by the statistics of the training data."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake

LESSON = "10_generalisation"
OWN = (
    "Mean and standard deviation are those of `x` itself. New data must go through the same scaling as the "
    "training data: take both from `x_train`."
)
NEW_VALUE = (
    "Where a column of `x_train` is constant and `x` holds another value, your answer is not x − μ. Dividing "
    "by 1 there keeps new values small; dividing by a tiny number makes them huge."
)


def standardize(x, x_train):
    """(x − μ) / σ, μ and σ of each column of x_train."""
    from dlteach.data import standardize

    return standardize(x, x_train)


def _cases(rng):
    pair = np.array([[1.0], [3.0]])
    yield Case((pair, pair.copy()), "the training data itself")
    yield Case((np.array([[5.0], [2.0]]), pair), "new data")
    for m, n, d in ((7, 4, 3), (5, 5, 4), (6, 3, 1), (3, 3, 3), (4, 9, 2)):
        yield Case((_columns(rng, n, d), _columns(rng, m, d)))
    train = _columns(rng, 6, 3)
    yield Case((train, train.copy()), "the training data itself")
    yield Case((_columns(rng, 1, 3), _columns(rng, 5, 3)), "one new row")
    yield Case((_columns(rng, 4, 2) + 1000, 50 * _columns(rng, 5, 2) + 900), "columns far from 0")
    flat = np.array([[4.0, 1.0], [4.0, 5.0], [4.0, -3.0]])
    yield Case((flat[:2] + np.array([2.0, 0.0]), flat), remark=NEW_VALUE)
    whole = np.array([[1, 10], [3, 40], [8, 10]])
    yield Case((whole[:2], whole), "integers", extreme=True)
    yield Case((flat, flat.copy()), "a column that is constant", extreme=True, atol=1e-4)


def _columns(rng, n, d):
    """Columns of unequal mean and spread, none of them near to constant."""
    first = np.linspace(-1, 1, n)[:, None] * np.arange(1, d + 1) if n > 1 else 0
    return 3 * first + rng.uniform(-0.5, 0.5, size=(n, d)) + rng.uniform(1, 4, size=d)


def _scaled(x, mean, std):
    return (x - mean) / std


def _without_constant_columns(x, x_train, out=None):
    out = x.astype(float) if out is None else out
    mean, std = x_train.mean(axis=0), x_train.std(axis=0)
    for j in range(x.shape[1]):
        if std[j]:
            out[:, j] = (out[:, j] - mean[j]) / std[j]
    return out


def _in_place(x, x_train):
    x -= x_train.mean(axis=0)
    x /= x_train.std(axis=0)
    return x


def _guarded(x, x_train):
    std = x_train.std(axis=0)
    std[std == 0] = 1
    return (x - x_train.mean(axis=0)) / std


def _column_by_column(x, x_train):
    columns = []
    for j in range(x.shape[1]):
        mean = sum(x_train[:, j]) / len(x_train)
        variance = sum((value - mean) ** 2 for value in x_train[:, j]) / len(x_train)
        columns.append([(value - mean) / (variance**0.5 or 1.0) for value in x[:, j]])
    return list(zip(*columns))


def _by_rows(x, x_train):
    return (x - x.mean(axis=1, keepdims=True)) / x.std(axis=1, keepdims=True)


def _training_rows(x, x_train):
    return (x - x_train.mean(axis=1)) / x_train.std(axis=1)


def of_either_data(id_, answer, says, kind="wrong"):
    """A mistake, and the same one made with the statistics of `x`, as by code that knows one array only."""
    return (
        Mistake(id_, answer, says, kind),
        Mistake(
            f"{id_}-by-own-statistics", lambda x, t: answer(x, x), f"Two things at once. {says} And: {OWN}"
        ),
    )


STANDARDIZE = Exercise(
    name="standardize",
    lesson=LESSON,
    section="One scale for all features",
    reference=standardize,
    cases=_cases,
    rtol=2e-5,
    atol=2e-5,
    laws=(
        Law(
            "training data scaled by itself has columns of mean 0",
            lambda args, value: (
                not np.array_equal(*args) or np.allclose(np.mean(value, axis=0), 0, atol=1e-6)
            ),
        ),
        Law(
            "training data scaled by itself has columns of standard deviation 1",
            lambda args, value: not np.array_equal(*args) or np.allclose(np.std(value, axis=0), 1, atol=1e-3),
        ),
    ),
    mistakes=(
        Mistake(
            "constant-column-left",
            _without_constant_columns,
            "Right where columns vary, but a column that is constant stays as it is. It becomes 0: "
            "subtract its mean too, and divide by 1.",
            kind="fragile",
        ),
        Mistake(
            "constant-column-left-in-place",
            lambda x, t: _without_constant_columns(x, t, x),
            "The results are written into `x`, which the caller still needs and which cuts them off where "
            "it holds integers; and a constant column stays as it is. Make a new array of floats, and "
            "subtract the mean of every column.",
            kind="fragile",
        ),
        Mistake("own-statistics", lambda x, t: _scaled(x, x.mean(axis=0), x.std(axis=0)), OWN),
        Mistake("own-statistics-guarded", lambda x, t: _guarded(x, x), OWN),
        Mistake(
            "own-mean",
            lambda x, t: _scaled(x, x.mean(axis=0), t.std(axis=0)),
            "The standard deviation is that of `x_train`, but the mean is that of `x`. Both come from "
            "`x_train`.",
        ),
        Mistake(
            "own-deviation",
            lambda x, t: _scaled(x, t.mean(axis=0), x.std(axis=0)),
            "The mean is that of `x_train`, but the standard deviation is that of `x`. Both come from "
            "`x_train`.",
        ),
        Mistake(
            "statistics-of-both",
            lambda x, t: _scaled(x, np.vstack([x, t]).mean(axis=0), np.vstack([x, t]).std(axis=0)),
            "Mean and standard deviation are taken of both arrays together. So the test data leaks into the "
            "training: measure on `x_train` alone.",
        ),
        *of_either_data(
            "whole-table",
            lambda x, t: _scaled(x, t.mean(), t.std()),
            "One mean and one standard deviation serve the whole table. Metres and grams need their own: "
            "`axis=0` gives one number for each column.",
        ),
        *of_either_data(
            "one-deviation-for-all",
            lambda x, t: _scaled(x, t.mean(axis=0), t.std()),
            "The means are those of the columns, but one standard deviation serves the whole table. It takes "
            "`axis=0` too.",
        ),
        Mistake(
            "one-mean-for-all",
            lambda x, t: _scaled(x, t.mean(), t.std(axis=0)),
            "The standard deviations are those of the columns, but one mean serves the whole table. It takes "
            "`axis=0` too.",
        ),
        Mistake(
            "rows-for-columns",
            _by_rows,
            "Each row is scaled on its own, which mixes features of different units. A feature is a column: "
            "`axis=0` runs down the rows of `x_train`.",
        ),
        Mistake(
            "rows-of-training-data",
            _training_rows,
            "`axis=1` gives one number for each row of `x_train`. A feature is a column: `axis=0` gives one "
            "number for each of these.",
        ),
        Mistake(
            "unit-rows",
            lambda x, t: x / np.linalg.norm(x, axis=1, keepdims=True),
            "Each row is brought to length 1, another kind of normalising. Here each column loses its mean "
            "and is divided by its standard deviation.",
        ),
        *of_either_data(
            "divided-by-length",
            lambda x, t: (x - t.mean(axis=0)) / np.linalg.norm(t - t.mean(axis=0), axis=0),
            "The centred columns are divided by their length, the root of the sum of squares. The standard "
            "deviation is the root of their mean.",
        ),
        *of_either_data(
            "sample-deviation",
            lambda x, t: _scaled(x, t.mean(axis=0), t.std(axis=0, ddof=1)),
            "The standard deviation divides by n − 1 (`ddof=1`, the default of pandas). This course divides "
            "by n, as NumPy and scikit-learn do.",
            kind="convention",
        ),
        *of_either_data(
            "variance-for-deviation",
            lambda x, t: _scaled(x, t.mean(axis=0), t.var(axis=0)),
            "The columns are divided by their variance. Its square root, the standard deviation, has the "
            "unit of the data: `np.std`.",
        ),
        *of_either_data(
            "root-of-the-deviation",
            lambda x, t: _scaled(x, t.mean(axis=0), np.sqrt(t.std(axis=0))),
            "There is a root too many: `np.std` is the root of the variance already.",
        ),
        *of_either_data(
            "mean-kept",
            lambda x, t: x / t.std(axis=0),
            "The mean is not taken away, so the columns are not centred. Subtract μ before you divide by σ.",
        ),
        *of_either_data(
            "not-divided",
            lambda x, t: x - t.mean(axis=0),
            "The columns are centred but keep their spread. Divide by σ as well.",
        ),
        *of_either_data(
            "multiplied",
            lambda x, t: (x - t.mean(axis=0)) * t.std(axis=0),
            "σ is a factor here, so wide columns become wider. Divide by it.",
        ),
        Mistake(
            "mean-added",
            lambda x, t: (x + t.mean(axis=0)) / t.std(axis=0),
            "The mean is added. Taken away, it puts the centre at 0.",
        ),
        *of_either_data(
            "sign",
            lambda x, t: (t.mean(axis=0) - x) / t.std(axis=0),
            "The sign is turned round: x − μ, not μ − x.",
        ),
        *of_either_data(
            "division-binds-first",
            lambda x, t: x - t.mean(axis=0) / t.std(axis=0),
            "Parentheses are missing: `/` comes before `-`, so only the mean is divided. Write "
            "`(x - mean) / std`.",
        ),
        Mistake(
            "mean-and-deviation-exchanged",
            lambda x, t: _scaled(x, t.std(axis=0), t.mean(axis=0)),
            "Mean and standard deviation have changed places: subtract μ, divide by σ.",
        ),
        Mistake(
            "undone",
            lambda x, t: x * t.std(axis=0) + t.mean(axis=0),
            "x · σ + μ is the way back, from scaled data to the original. The way there is (x − μ) / σ.",
        ),
        Mistake(
            "arguments-exchanged",
            lambda x, t: _scaled(t, x.mean(axis=0), x.std(axis=0)),
            "`x` and `x_train` have changed places: `x` is scaled, `x_train` is measured.",
        ),
        Mistake(
            "training-data-returned",
            lambda x, t: _scaled(t, t.mean(axis=0), t.std(axis=0)),
            "That is `x_train`, scaled. Measure on `x_train`, but scale and return `x`.",
        ),
        *of_either_data(
            "min-max",
            lambda x, t: (x - t.min(axis=0)) / (t.max(axis=0) - t.min(axis=0)),
            "That is min-max scaling, to the range from 0 to 1. Standardising uses mean and standard "
            "deviation.",
        ),
        *of_either_data(
            "divided-by-the-range",
            lambda x, t: (x - t.mean(axis=0)) / (t.max(axis=0) - t.min(axis=0)),
            "The columns are divided by their range, maximum less minimum. Divide by the standard deviation.",
        ),
        *of_either_data(
            "divided-by-the-maximum",
            lambda x, t: x / t.max(axis=0),
            "The columns are divided by their maximum. Subtract the mean, then divide by the standard "
            "deviation.",
        ),
        *of_either_data(
            "median",
            lambda x, t: _scaled(x, np.median(t, axis=0), t.std(axis=0)),
            "The median is taken away. μ is the mean, `np.mean(x_train, axis=0)`.",
        ),
        Mistake(
            "absolute-deviation",
            lambda x, t: _scaled(x, t.mean(axis=0), np.abs(t - t.mean(axis=0)).mean(axis=0)),
            "The columns are divided by their mean absolute deviation. σ is the root of the mean of the "
            "squares.",
        ),
        Mistake(
            "deviation-about-zero",
            lambda x, t: _scaled(x, t.mean(axis=0), np.sqrt((t**2).mean(axis=0))),
            "The squares are those of the values. σ is built from the squares of what is left when the mean "
            "has been taken away.",
        ),
        Mistake(
            "first-column-only",
            lambda x, t: np.column_stack([_guarded(x, t)[:, 0], x[:, 1:]]),
            "Only the first column is scaled. A loop over columns runs over `range(x.shape[1])`, and its "
            "`return` stands below it.",
        ),
        Mistake(
            "last-column-left-out",
            lambda x, t: np.column_stack([_guarded(x, t)[:, :-1], x[:, -1]]),
            "The last column stays as it is. `range(d)` reaches it, `range(d - 1)` does not.",
        ),
        Mistake(
            "constant-column",
            lambda x, t: _scaled(x, t.mean(axis=0), t.std(axis=0)),
            "Right where columns vary, but a constant column has σ = 0, and 0/0 is nan. Divide it by 1: "
            "`np.where(std == 0, 1, std)`.",
            kind="fragile",
        ),
        Mistake(
            "cut-to-integers",
            lambda x, t: _guarded(x, t).astype(x.dtype),
            "Integers are scaled into an array of integers, which cuts off the decimals. "
            "`np.zeros(x.shape)` holds floats, `np.zeros_like(x)` the type of `x`.",
            kind="fragile",
        ),
        Mistake(
            "in-place",
            _in_place,
            "`-=` and `/=` write into the caller's `x`, and an array of integers cannot take the result. "
            "Make a new array: `x = x - mean`.",
            kind="fragile",
        ),
    ),
    also_correct=(
        _guarded,
        _column_by_column,
        lambda x, t: (x - t.mean(axis=0)) / (t.std(axis=0) + 1e-8),
        lambda x, t: (x - np.mean(t, 0)) / np.sqrt(np.var(t, 0) + 1e-8),
        lambda x, t: np.nan_to_num((x - t.mean(axis=0, keepdims=True)) / t.std(axis=0, keepdims=True)),
        lambda x, t: (_guarded(x, t), t.mean(axis=0), t.std(axis=0)),
    ),
    hints=(
        "Two numbers for each column, its mean and its standard deviation, are measured on the training "
        "data. All other data is scaled by the same two.",
        "`x_train.mean(axis=0)` and `x_train.std(axis=0)` have one number a column; NumPy lines them up with "
        "the columns of `x`. Where σ is 0, put 1 in its place.",
        "`std = np.where(std == 0, 1, std)`, then `return (x - ...) / std`.",
    ),
)
