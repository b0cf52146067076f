"""What goes wrong in finding the surest mistakes: sorting, filtering and cutting in the wrong order."""

import numpy as np

from dlteach.autograder import Mistake


def wrong_rows(y_true, p):
    """The rows whose largest probability is not that of the truth."""
    return np.flatnonzero(p.argmax(axis=1) != y_true)


def _of_the_truth(y_true, p):
    return p[np.arange(len(p)), y_true]


def ranked(rows, key, count):
    """The `count` rows whose keys are smallest."""
    return rows[np.argsort(key, kind="stable")][:count]


def _rows_of(choose):
    return lambda y_true, p, count: choose(y_true, p, wrong_rows(y_true, p), count)


RANKING_MISTAKES = (
    Mistake(
        "places-among-the-wrong",
        _rows_of(lambda y, p, wrong, count: np.argsort(-p[wrong].max(axis=1), kind="stable")[:count]),
        "These are places in the list of the mistakes, not row numbers of the data: argsort counts "
        "within what it is given. Look them up, `wrong[order]`.",
    ),
    Mistake(
        "least-sure-first",
        _rows_of(lambda y, p, wrong, count: ranked(wrong, p[wrong].max(axis=1), count)),
        "The least sure mistakes come first: argsort goes from small to large. Turn it round with a "
        "minus or with `[::-1]`, before cutting.",
    ),
    Mistake(
        "cut-before-turning",
        _rows_of(lambda y, p, wrong, count: ranked(wrong, p[wrong].max(axis=1), count)[::-1]),
        "The list is cut before it is turned round, so these are the least sure mistakes. First "
        "`[::-1]`, then `[:count]`.",
    ),
    Mistake(
        "surest-last",
        _rows_of(lambda y, p, wrong, count: ranked(wrong, -p[wrong].max(axis=1), count)[::-1]),
        "These are the right rows, but the surest comes last: `[-count:]` of an ascending order does "
        "that. Turn it round.",
    ),
    Mistake(
        "right-ones-too",
        lambda y_true, p, count: ranked(np.arange(len(p)), -p.max(axis=1), count),
        "These are the surest of all answers, most of which are right. Keep the rows in which the argmax "
        "differs from `y_true`.",
    ),
    Mistake(
        "right-ones-only",
        lambda y_true, p, count: ranked(
            np.flatnonzero(p.argmax(axis=1) == y_true), -p[p.argmax(axis=1) == y_true].max(axis=1), count
        ),
        "These are right answers: the comparison is the wrong way round. Keep the rows in which the "
        "argmax differs from `y_true`, `!=`.",
    ),
    Mistake(
        "cut-before-filtering",
        lambda y_true, p, count: np.array(
            [i for i in ranked(np.arange(len(p)), -p.max(axis=1), count) if p[i].argmax() != y_true[i]],
            dtype=int,
        ),
        "The list is cut before the right answers are taken out, so too few are left. First keep the "
        "mistakes, then sort, then cut.",
    ),
    Mistake(
        "by-the-truth",
        _rows_of(lambda y, p, wrong, count: ranked(wrong, _of_the_truth(y, p)[wrong], count)),
        "These are sorted by how little the true class gets, which is the order of the losses. Here the "
        "order is that of sureness, the largest probability of the row.",
        kind="convention",
    ),
    Mistake(
        "by-the-loss-of-all",
        lambda y_true, p, count: ranked(np.arange(len(p)), _of_the_truth(y_true, p), count),
        "These are the largest losses, right answers included. Keep the mistakes, and sort them by the "
        "largest probability of the row.",
    ),
    Mistake(
        "by-the-truth-reversed",
        _rows_of(lambda y, p, wrong, count: ranked(wrong, -_of_the_truth(y, p)[wrong], count)),
        "These are sorted by the probability of the true class, the largest first. Sureness is the "
        "largest probability of the row, that of the class which is said.",
    ),
    Mistake(
        "by-the-gap",
        _rows_of(
            lambda y, p, wrong, count: ranked(wrong, _of_the_truth(y, p)[wrong] - p[wrong].max(axis=1), count)
        ),
        "These are sorted by the gap between the class that is said and the true one. Here sureness "
        "alone counts, the largest probability of the row.",
        kind="convention",
    ),
    Mistake(
        "not-sorted",
        _rows_of(lambda y, p, wrong, count: wrong[:count]),
        "These are mistakes in the order of the data. Sort them by the largest probability of their row, "
        "the surest first.",
    ),
    Mistake(
        "not-sorted-not-cut",
        _rows_of(lambda y, p, wrong, count: wrong),
        "These are all mistakes, in the order of the data. Sort them by the largest probability of their "
        "row, the surest first, and cut: `[:count]`.",
    ),
    Mistake(
        "mask-on-an-order",
        lambda y_true, p, count: np.argsort(-p.max(axis=1), kind="stable")[p.argmax(axis=1) != y_true][
            :count
        ],
        "A mask that belongs to the rows of the data is laid on a sorted list, where other rows stand. "
        "Bring it into the same order, `order[mask[order]]`, or keep the mistakes first and sort then.",
    ),
    Mistake(
        "filled-up-with-right-ones",
        lambda y_true, p, count: ranked(
            np.arange(len(p)), -np.where(p.argmax(axis=1) != y_true, p.max(axis=1), 0), count
        ),
        "Where there are fewer mistakes than `count`, right answers fill the list. Cut it after the last "
        "mistake.",
    ),
    Mistake(
        "not-cut",
        _rows_of(lambda y, p, wrong, count: ranked(wrong, -p[wrong].max(axis=1), len(p))),
        "All mistakes come back. Cut the list: `[:count]`.",
    ),
    Mistake(
        "one-too-many",
        _rows_of(lambda y, p, wrong, count: ranked(wrong, -p[wrong].max(axis=1), count + 1)),
        "One row too many comes back. `[:count]` gives `count` of them.",
    ),
    Mistake(
        "one-too-few",
        _rows_of(lambda y, p, wrong, count: ranked(wrong, -p[wrong].max(axis=1), count - 1)),
        "One row too few comes back. `[:count]` gives `count` of them.",
    ),
    Mistake(
        "the-worst-only",
        _rows_of(lambda y, p, wrong, count: ranked(wrong, -p[wrong].max(axis=1), 1)),
        "Only the worst one comes back. `argsort` gives the whole order; cut it with `[:count]`.",
    ),
    Mistake(
        "the-probabilities",
        _rows_of(lambda y, p, wrong, count: -np.sort(-p[wrong].max(axis=1))[:count]),
        "These are the probabilities. The row numbers are asked for: `argsort` gives places where `sort` "
        "gives values.",
    ),
    Mistake(
        "the-classes-said",
        _rows_of(lambda y, p, wrong, count: p.argmax(axis=1)[ranked(wrong, -p[wrong].max(axis=1), count)]),
        "These are the classes that were said for the worst mistakes. The row numbers are asked for.",
    ),
    Mistake(
        "the-mask",
        lambda y_true, p, count: p.argmax(axis=1) != y_true,
        "That says of each row whether it is a mistake. `np.flatnonzero` turns it into row numbers; then "
        "sort them and cut.",
    ),
    Mistake(
        "how-many",
        lambda y_true, p, count: np.sum(p.argmax(axis=1) != y_true),
        "That is how many mistakes there are. Their row numbers are asked for, the surest first.",
    ),
)
