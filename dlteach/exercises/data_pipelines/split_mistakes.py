"""Known mistakes of `train_test_split`: in the draw, in the cut, in what goes with what."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.data_pipelines.split_reference import train_test_split


def with_rows(cut):
    """A split by row numbers: `cut(order, k)` gives those of the two parts, k being the size for testing."""

    def split(x, y, test_fraction, rng):
        train, test = cut(rng.permutation(len(x)), round(test_fraction * len(x)))
        return x[train], x[test], y[train], y[test]

    return split


def _with_order(order_of):
    """A split by another order of the rows, `order_of(n, rng)`."""

    def split(x, y, test_fraction, rng):
        order, k = order_of(len(x), rng), round(test_fraction * len(x))
        return x[order[k:]], x[order[:k]], y[order[k:]], y[order[:k]]

    return split


def _with_labels(labels):
    """A split whose labels are cut from `labels(y, order, rng)`."""

    def split(x, y, test_fraction, rng):
        order, k = rng.permutation(len(x)), round(test_fraction * len(x))
        x, y = x[order], labels(y, order, rng)
        return x[k:], x[:k], y[k:], y[:k]

    return split


def _rearranged(arrange):
    return lambda x, y, f, rng: arrange(*train_test_split(x, y, f, rng))


def _of_size(size):
    """A split whose test part has `size(x, test_fraction)` rows."""

    def split(x, y, test_fraction, rng):
        order, k = rng.permutation(len(x)), size(x, test_fraction)
        return x[order[k:]], x[order[:k]], y[order[k:]], y[order[:k]]

    return split


def _coin_for_each_row(x, y, test_fraction, rng):
    in_test = rng.random(len(x)) < test_fraction
    return x[~in_test], x[in_test], y[~in_test], y[in_test]


def _test_rows_with_repetition(x, y, test_fraction, rng):
    test = rng.integers(len(x), size=round(test_fraction * len(x)))
    train = np.setdiff1d(np.arange(len(x)), test)
    return x[train], x[test], y[train], y[test]


def _chosen_with_repetition(x, y, test_fraction, rng):
    in_test = np.isin(np.arange(len(x)), rng.choice(len(x), round(test_fraction * len(x))))
    return x[~in_test], x[in_test], y[~in_test], y[in_test]


def _block(n, rng):
    return np.roll(np.arange(n), rng.integers(n))


DRAWN_ANEW = "Draw the order of the rows from the `rng` that is passed in, with `rng.permutation(len(x))`."
MISTAKES = (
    Mistake(
        "last-rows-for-testing",
        with_rows(lambda order, k: (np.arange(len(order) - k), np.arange(len(order) - k, len(order)))),
        "The test part is always the last rows. Data is often sorted, and then those are of a kind that the "
        f"training part lacks. {DRAWN_ANEW}",
    ),
    Mistake(
        "first-rows-for-testing",
        with_rows(lambda order, k: (np.arange(k, len(order)), np.arange(k))),
        "The test part is always the first rows. Data is often sorted, and then those are of a kind that the "
        f"training part lacks. {DRAWN_ANEW}",
    ),
    Mistake(
        "own-seed",
        with_rows(lambda order, k: np.split(np.random.default_rng(7).permutation(len(order)), [-k])),
        f"Every call draws the same test rows, because it makes a generator or seed of its own. {DRAWN_ANEW}",
    ),
    Mistake(
        "rng-not-used",
        _with_order(lambda n, rng: np.random.permutation(n)),  # noqa: NPY002
        "Right with NumPy's global generator, `np.random`, which this course does not use: the rows are "
        "not drawn from `rng`, so the same seed gives another split each time and nobody can repeat the "
        f"experiment. {DRAWN_ANEW}",
        kind="convention",
    ),
    Mistake(
        "a-block-for-testing",
        _with_order(_block),
        "The test rows are always neighbours, a block cut at a random place. In sorted data neighbours are "
        f"alike. {DRAWN_ANEW}",
    ),
    Mistake(
        "coin-for-each-row",
        _coin_for_each_row,
        "Each row is drawn by a throw of its own, so the size of the test part changes from call to call. "
        "Shuffle the row numbers and take exactly `round(test_fraction * n)` of them.",
    ),
    Mistake(
        "chosen-with-repetition",
        _chosen_with_repetition,
        "`rng.choice` draws some rows twice, so the test part has fewer than it should. Say "
        "`replace=False`, or cut `rng.permutation(len(x))`.",
    ),
    Mistake(
        "shuffled-apart",
        _with_labels(lambda y, order, rng: y[rng.permutation(len(y))]),
        "x and y are shuffled in two different orders, so examples get the labels of others. Draw one order, "
        "and index both arrays with it.",
    ),
    Mistake(
        "only-x-shuffled",
        _with_labels(lambda y, order, rng: y),
        "Only x is shuffled; y keeps its old order, so examples get the labels of others. Index y with the "
        "same row numbers as x.",
    ),
    Mistake(
        "labels-of-the-parts-exchanged",
        _rearranged(lambda x_train, x_test, y_train, y_test: (x_train, x_test, y_test, y_train)),
        "y_train and y_test have changed places: the labels of the test part come third. The order is "
        "x_train, x_test, y_train, y_test.",
    ),
    Mistake(
        "parts-exchanged",
        _rearranged(lambda x_train, x_test, y_train, y_test: (x_test, x_train, y_test, y_train)),
        "Each part has the size of the other: `test_fraction` is the share for testing, and the order is "
        "x_train, x_test, y_train, y_test.",
    ),
    Mistake(
        "x-y-x-y",
        _rearranged(lambda x_train, x_test, y_train, y_test: (x_train, y_train, x_test, y_test)),
        "The arrays come as x_train, y_train, x_test, y_test. Here both parts of x come first: x_train, "
        "x_test, y_train, y_test.",
        kind="convention",
    ),
    Mistake(
        "two-pairs",
        _rearranged(lambda x_train, x_test, y_train, y_test: ((x_train, y_train), (x_test, y_test))),
        "Two pairs come, as from the loaders of Keras. Here four arrays are asked for: x_train, x_test, "
        "y_train, y_test.",
        kind="convention",
    ),
    Mistake(
        "labels-forgotten",
        _rearranged(lambda x_train, x_test, y_train, y_test: (x_train, x_test)),
        "Only x is split. Cut y with the same row numbers, and return all four: x_train, x_test, y_train, "
        "y_test.",
    ),
    Mistake(
        "training-part-only",
        _rearranged(lambda x_train, x_test, y_train, y_test: (x_train, y_train)),
        "Only the training part comes back. Return all four: x_train, x_test, y_train, y_test.",
    ),
    Mistake(
        "examples-as-columns",
        _rearranged(lambda x_train, x_test, y_train, y_test: (x_train.T, x_test.T, y_train, y_test)),
        "The parts of x are transposed. Each example should be a row, as in x.",
        kind="convention",
    ),
    Mistake(
        "trained-on-all",
        with_rows(lambda order, k: (order, order[:k])),
        "The training part holds all rows, those of the test part too. Then the test asks what the model has "
        "seen: leave the test rows out of training.",
    ),
    Mistake(
        "tested-on-the-training-rows",
        with_rows(lambda order, k: (order[k:], order[k:][:k])),
        "The test part is taken from the training rows. Take for testing the rows that training does not "
        "get.",
    ),
    Mistake(
        "one-row-in-both",
        with_rows(lambda order, k: (order[k - 1 :], order[:k])),
        "One row stands in both parts: the cut is off by one. Slices `order[:k]` and `order[k:]` meet "
        "without overlap.",
    ),
    Mistake(
        "one-row-lost",
        with_rows(lambda order, k: (order[k + 1 :], order[:k])),
        "One row is in neither part. Slices `order[:k]` and `order[k:]` meet without a gap; a slice that "
        "ends at −1 leaves the last row out.",
    ),
    Mistake(
        "one-too-many-for-testing",
        _of_size(lambda x, f: round(f * len(x)) + 1),
        "The test part has one row too many. It has `round(test_fraction * n)` rows.",
    ),
    Mistake(
        "one-too-few-for-testing",
        _of_size(lambda x, f: round(f * len(x)) - 1),
        "The test part has one row too few. It has `round(test_fraction * n)` rows.",
    ),
    Mistake(
        "columns-counted",
        _of_size(lambda x, f: round(f * x.shape[1])),
        "The size of the test part comes from the number of columns, `x.shape[1]`. Rows are examples: take "
        "the share of `len(x)`.",
    ),
    Mistake(
        "entries-counted",
        _of_size(lambda x, f: round(f * x.size)),
        "The size of the test part comes from `x.size`, which counts all entries of x. Rows are examples: "
        "take the share of `len(x)`.",
    ),
    Mistake(
        "always-a-fifth",
        _of_size(lambda x, f: max(round(0.2 * len(x)), 1)),
        "The test part always has a fifth of the rows: `test_fraction` is not used.",
    ),
    Mistake(
        "order-with-repetition",
        _with_order(lambda n, rng: rng.integers(n, size=n)),
        "Some rows come twice and others never, as the order is drawn with repetition. "
        "`rng.permutation(len(x))` holds each row once.",
    ),
    Mistake(
        "test-rows-with-repetition",
        _test_rows_with_repetition,
        "The test rows are drawn with repetition, so some come twice. Use `replace=False` with "
        "`rng.choice`, or cut a permutation.",
    ),
)
