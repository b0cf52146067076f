"""What goes wrong in counting pairs of classes."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.functions import confusion_matrix, one_hot


def counted(y_true, y_pred, size):
    """The matrix for as many classes as one likes."""
    c = np.zeros((size, size))
    np.add.at(c, (y_true, y_pred), 1)
    return c


def _fancy(y_true, y_pred, k):
    c = np.zeros((k, k))
    c[y_true, y_pred] += 1
    return c


def _bins_that_occur(y_true, y_pred, k):
    return np.bincount(k * y_true + y_pred).reshape(k, k)


def _both_ways(y_true, y_pred, k):
    c = confusion_matrix(y_true, y_pred, k)
    return c + c.T


def _sorted_apart(y_true, y_pred, k):
    return confusion_matrix(np.sort(y_true), np.sort(y_pred), k)


def _one_loop_return(y_true, y_pred, k):
    return confusion_matrix(y_true[:1], y_pred[:1], k)


def _rows_share_one_list(y_true, y_pred, k):
    return np.tile(np.bincount(y_pred, minlength=k), (k, 1))


def _classes_that_occur(y_true, y_pred, k):
    _, codes = np.unique(np.concatenate([y_true, y_pred]), return_inverse=True)
    return counted(codes[: len(y_true)], codes[len(y_true) :], codes.max() + 1)


def _rows_as_shares(c):
    with np.errstate(all="ignore"):
        return c / c.sum(axis=1, keepdims=True)


CONFUSION_MISTAKES = (
    Mistake(
        "rows-are-predictions",
        lambda y_true, y_pred, k: confusion_matrix(y_pred, y_true, k),
        "Rows and columns are exchanged. In this course the row is the true class and the column is what "
        "was said; some books do it the other way round.",
        kind="convention",
    ),
    Mistake(
        "bins-that-occur",
        _bins_that_occur,
        "`np.bincount` stops at the largest number that occurs, so there are fewer than k · k counts. Ask "
        "for all of them: `minlength=k * k`.",
    ),
    Mistake(
        "repeats-count-once",
        _fancy,
        "Where the same pair comes twice, it is counted once: `c[y_true, y_pred] += 1` reads all entries "
        "first, adds 1 and writes them back. `np.add.at(c, (y_true, y_pred), 1)` or a loop adds each time.",
    ),
    Mistake(
        "entries-set-to-1",
        lambda y_true, y_pred, k: np.minimum(confusion_matrix(y_true, y_pred, k), 1).T,
        "The entries are 1 where a pair occurs, however often, and rows and columns are exchanged. Add 1 "
        "for each example, to row y_true, column y_pred.",
    ),
    Mistake(
        "classes-from-y-true",
        lambda y_true, y_pred, k: counted(y_true, y_pred, y_true.max() + 1),
        "The number of classes is read from `y_true`. A class may be missing there: use `k`.",
    ),
    Mistake(
        "classes-from-the-largest",
        lambda y_true, y_pred, k: counted(y_true, y_pred, max(y_true.max(), y_pred.max()) + 1),
        "The number of classes is read from the data, so that the matrix shrinks when the last class does "
        "not occur. Use `k`.",
    ),
    Mistake(
        "classes-that-occur",
        _classes_that_occur,
        "There are rows and columns only for classes that occur, as `np.unique` gives them, so the others "
        "move up. Class i is row i: make a k × k array of zeros first.",
    ),
    Mistake(
        "ten-classes",
        lambda y_true, y_pred, k: confusion_matrix(y_true, y_pred, 10),
        "The matrix is always 10 × 10. Use `k`: the function is for any number of classes.",
    ),
    Mistake(
        "one-row-too-many",
        lambda y_true, y_pred, k: np.pad(confusion_matrix(y_true, y_pred, k), ((0, 1), (0, 1))),
        "There is one row and one column too many. The classes are 0 to k − 1, so k × k is enough.",
    ),
    Mistake(
        "right-ones-only",
        lambda y_true, y_pred, k: np.diag(np.diag(confusion_matrix(y_true, y_pred, k))),
        "Only the right answers are counted, the diagonal. The others tell who is taken for whom: count "
        "every pair, without an `if`.",
    ),
    Mistake(
        "wrong-ones-only",
        lambda y_true, y_pred, k: (
            confusion_matrix(y_true, y_pred, k) - np.diag(np.diag(confusion_matrix(y_true, y_pred, k)))
        ),
        "Only the wrong answers are counted. The right ones belong on the diagonal: count every pair, "
        "without an `if`.",
    ),
    Mistake(
        "both-ways",
        _both_ways,
        "Each example is counted twice, at (true, said) and at (said, true). Only the first is meant: a 3 "
        "taken for an 8 is not an 8 taken for a 3.",
    ),
    Mistake(
        "symmetric",
        lambda y_true, y_pred, k: _both_ways(y_true, y_pred, k) / 2,
        "The matrix is its own mirror image, half of each mistake on both sides. A 3 taken for an 8 is "
        "not an 8 taken for a 3.",
    ),
    Mistake(
        "shares-of-all",
        lambda y_true, y_pred, k: confusion_matrix(y_true, y_pred, k) / len(y_true),
        "The counts are divided by n. Here the counts themselves are asked for.",
        kind="convention",
    ),
    Mistake(
        "shares-of-rows",
        lambda y_true, y_pred, k: _rows_as_shares(confusion_matrix(y_true, y_pred, k)),
        "Each row is divided by its sum; that is the share of each class, and nan for a class that does "
        "not occur. Here the counts themselves are asked for.",
        kind="convention",
    ),
    Mistake(
        "shares-of-rows-without-nan",
        lambda y_true, y_pred, k: np.nan_to_num(_rows_as_shares(confusion_matrix(y_true, y_pred, k))),
        "Each row is divided by its sum. Here the counts themselves are asked for.",
        kind="convention",
    ),
    Mistake(
        "shares-of-columns",
        lambda y_true, y_pred, k: np.nan_to_num(_rows_as_shares(confusion_matrix(y_pred, y_true, k)).T),
        "Each column is divided by its sum. Here the counts themselves are asked for.",
        kind="convention",
    ),
    Mistake(
        "first-example-only",
        _one_loop_return,
        "Only the first example is counted: the `return` stands inside the loop. Move it below, to the left.",
    ),
    Mistake(
        "last-example-lost",
        lambda y_true, y_pred, k: confusion_matrix(y_true[:-1], y_pred[:-1], k),
        "The last example is not counted. `range(len(y_true))` reaches it, without − 1.",
    ),
    Mistake(
        "first-example-lost",
        lambda y_true, y_pred, k: confusion_matrix(y_true[1:], y_pred[1:], k),
        "The first example is not counted. Rows are counted from 0.",
    ),
    Mistake(
        "one-hot-entrywise",
        lambda y_true, y_pred, k: np.sum(one_hot(y_true, k) * one_hot(y_pred, k), axis=0),
        "That is how many of each class are right, one number a class. For all pairs of classes take the "
        "matrix product of the one-hot rows: `one_hot(y_true).T @ one_hot(y_pred)`.",
    ),
    Mistake(
        "examples-against-examples",
        lambda y_true, y_pred, k: one_hot(y_true, k) @ one_hot(y_pred, k).T,
        "That compares every example with every other, n × n. The transpose belongs to the first factor: "
        "`one_hot(y_true).T @ one_hot(y_pred)`.",
    ),
    Mistake(
        "all-pairs",
        lambda y_true, y_pred, k: np.outer(
            np.bincount(y_true, minlength=k), np.bincount(y_pred, minlength=k)
        ),
        "Every true class meets every prediction, also those of other examples. Example i counts once, at "
        "row y_true[i], column y_pred[i].",
    ),
    Mistake(
        "sorted-apart",
        _sorted_apart,
        "The two arrays are sorted apart, so the pairs are lost. Keep their order.",
    ),
    Mistake(
        "accuracy",
        lambda y_true, y_pred, k: np.mean(y_true == y_pred),
        "That is the accuracy, one number. A confusion matrix has a row for each true class and a column "
        "for each class that is said.",
    ),
    Mistake(
        "number-of-right-ones",
        lambda y_true, y_pred, k: np.sum(y_true == y_pred),
        "That is the number of right answers. A confusion matrix has a row for each true class and a "
        "column for each class that is said.",
    ),
    Mistake(
        "counts-of-y-true",
        lambda y_true, y_pred, k: np.bincount(y_true, minlength=k),
        "That counts how often each class occurs. Count the pairs (true, said), in a k × k array.",
    ),
    Mistake(
        "predictions-ignored",
        lambda y_true, y_pred, k: confusion_matrix(y_true, y_true, k),
        "`y_true` gives both the row and the column. The column is what was said, `y_pred`.",
    ),
    Mistake(
        "truth-ignored",
        lambda y_true, y_pred, k: confusion_matrix(y_pred, y_pred, k),
        "`y_pred` gives both the row and the column. The row is the true class, `y_true`.",
    ),
    Mistake(
        "counts-of-rows-below",
        lambda y_true, y_pred, k: np.roll(confusion_matrix(y_true, y_pred, k), (-1, -1), axis=(0, 1)),
        "Every count is one row and one column too early, and class 0 comes last. Classes are counted "
        "from 0: row y_true, column y_pred, without − 1.",
    ),
    Mistake(
        "starts-at-one",
        lambda y_true, y_pred, k: confusion_matrix(y_true, y_pred, k) + 1,
        "Every entry is one too large: the matrix begins with ones. Begin with zeros.",
    ),
    Mistake(
        "rows-share-one-list",
        _rows_share_one_list,
        "All rows are equal, because all are the same list: `[[0] * k] * k` repeats one list k times. Use "
        "`np.zeros((k, k))`, or make each row anew.",
    ),
    Mistake(
        "flat",
        lambda y_true, y_pred, k: confusion_matrix(y_true, y_pred, k).ravel(),
        "The counts are right, but in one long row. `.reshape(k, k)` makes the matrix.",
    ),
    Mistake(
        "bins-from-the-data",
        lambda y_true, y_pred, k: np.histogram2d(y_true, y_pred, bins=k)[0],
        "`np.histogram2d` lays its bins between the smallest and the largest number that occurs, so they "
        "are not the classes where one is missing. Give `range=[[0, k], [0, k]]`.",
    ),
)
