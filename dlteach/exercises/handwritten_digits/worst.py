"""Exercise of lesson 14: the surest mistakes, by the row numbers that the images have."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.functions import worst_mistakes

LESSON = "14_handwritten_digits"


def _cases(rng):
    yield Case(
        (np.array([1, 0, 1, 1]), np.array([[0.6, 0.4], [0.8, 0.2], [0.9, 0.1], [0.3, 0.7]]), 2),
        "the example of the task",
    )
    yield Case(
        (np.array([2, 0, 1]), np.array([[0.6, 0.3, 0.1], [0.1, 0.7, 0.2], [0.2, 0.5, 0.3]]), 1),
        "one asked for",
    )
    yield Case((np.array([1, 0]), np.array([[0.2, 0.8], [0.35, 0.65]]), 3), "fewer mistakes than asked for")
    yield Case((np.array([0, 1]), np.array([[0.9, 0.1], [0.2, 0.8]]), 2), "no mistake")
    # Row 1 gives the truth less than row 2 does, yet row 2 is surer of what it says.
    yield Case(
        (
            np.array([0, 2, 1, 0]),
            np.array([[0.9, 0.05, 0.05], [0.5, 0.45, 0.05], [0.8, 0.15, 0.05], [0.3, 0.4, 0.3]]),
            2,
        ),
        "sureness and the probability of the truth in different orders",
    )
    for n, k, count in ((9, 3, 3), (12, 4, 4), (30, 5, 5), (25, 10, 6)):
        p = rng.dirichlet(np.ones(k), size=n)
        y_true = np.where(rng.random(n) < 0.4, p.argmax(axis=1), rng.integers(0, k, size=n))
        yield Case((y_true, p, count))


def _wrong(y_true, p):
    return np.flatnonzero(p.argmax(axis=1) != y_true)


def _sureness(y_true, p):
    return p.max(axis=1)


def _of_the_truth(y_true, p):
    return p[np.arange(len(p)), y_true]


def _sorted(rows, key, count):
    return rows[np.argsort(key, kind="stable")][:count]


def _by_sorting_pairs(y_true, p, count):
    found = [(-max(row), i) for i, row in enumerate(p.tolist()) if row.index(max(row)) != y_true[i]]
    return [i for _, i in sorted(found)][:count]


def _by_masking(y_true, p, count):
    sureness = np.where(p.argmax(axis=1) != y_true, p.max(axis=1), -1)
    order = sureness.argsort()[::-1]
    return order[sureness[order] > 0][:count]


def _by_filtering_an_order(y_true, p, count):
    said = np.argmax(p, axis=1)
    order = np.argsort(np.max(p, axis=1))[::-1]
    return np.array([i for i in order if said[i] != y_true[i]][:count], dtype=int)


def _by_picking(y_true, p, count):
    said, found = p.argmax(axis=1), []
    while len(found) < count:
        left = [i for i in range(len(p)) if said[i] != y_true[i] and i not in found]
        if not left:
            break
        found.append(max(left, key=lambda i: p[i, said[i]]))
    return found


def _rows_of(choose):
    return lambda y_true, p, count: choose(y_true, p, _wrong(y_true, p), count)


WORST_MISTAKES = Exercise(
    name="worst_mistakes",
    lesson=LESSON,
    section="The worst mistakes",
    reference=worst_mistakes,
    cases=_cases,
    laws=(
        Law(
            "each row number belongs to a mistake",
            lambda args, value: set(np.ravel(value).astype(int)) <= set(_wrong(args[0], args[1])),
        ),
    ),
    mistakes=(
        Mistake(
            "places-among-the-wrong",
            _rows_of(lambda y, p, wrong, count: np.argsort(-p[wrong].max(axis=1), kind="stable")[:count]),
            "These are places in the list of the mistakes, not row numbers of the data: argsort counts "
            "within what it is given. Look them up, `wrong[order]`.",
        ),
        Mistake(
            "least-sure-first",
            _rows_of(lambda y, p, wrong, count: _sorted(wrong, p[wrong].max(axis=1), count)),
            "The least sure mistakes come first: argsort goes from small to large. Turn it round with a "
            "minus or with `[::-1]`, before cutting.",
        ),
        Mistake(
            "cut-before-turning",
            _rows_of(lambda y, p, wrong, count: _sorted(wrong, p[wrong].max(axis=1), count)[::-1]),
            "The list is cut before it is turned round, so these are the least sure mistakes. First "
            "`[::-1]`, then `[:count]`.",
        ),
        Mistake(
            "surest-last",
            _rows_of(lambda y, p, wrong, count: _sorted(wrong, -p[wrong].max(axis=1), count)[::-1]),
            "These are the right rows, but the surest comes last: `[-count:]` of an ascending order does "
            "that. Turn it round.",
        ),
        Mistake(
            "right-ones-too",
            lambda y_true, p, count: _sorted(np.arange(len(p)), -p.max(axis=1), count),
            "These are the surest of all answers, most of which are right. Keep the rows in which the argmax "
            "differs from `y_true`.",
        ),
        Mistake(
            "right-ones-only",
            lambda y_true, p, count: _sorted(
                np.flatnonzero(p.argmax(axis=1) == y_true), -p[p.argmax(axis=1) == y_true].max(axis=1), count
            ),
            "These are right answers: the comparison is the wrong way round. Keep the rows in which the "
            "argmax differs from `y_true`, `!=`.",
        ),
        Mistake(
            "cut-before-filtering",
            lambda y_true, p, count: np.array(
                [i for i in _sorted(np.arange(len(p)), -p.max(axis=1), count) if p[i].argmax() != y_true[i]],
                dtype=int,
            ),
            "The list is cut before the right answers are taken out, so too few are left. First keep the "
            "mistakes, then sort, then cut.",
        ),
        Mistake(
            "by-the-truth",
            _rows_of(lambda y, p, wrong, count: _sorted(wrong, _of_the_truth(y, p)[wrong], count)),
            "These are sorted by how little the true class gets, which is the order of the losses. Here the "
            "order is that of sureness, the largest probability of the row.",
            kind="convention",
        ),
        Mistake(
            "by-the-loss-of-all",
            lambda y_true, p, count: _sorted(np.arange(len(p)), _of_the_truth(y_true, p), count),
            "These are the largest losses, right answers included. Keep the mistakes, and sort them by the "
            "largest probability of the row.",
        ),
        Mistake(
            "by-the-truth-reversed",
            _rows_of(lambda y, p, wrong, count: _sorted(wrong, -_of_the_truth(y, p)[wrong], count)),
            "These are sorted by the probability of the true class, the largest first. Sureness is the "
            "largest probability of the row, that of the class which is said.",
        ),
        Mistake(
            "by-the-gap",
            _rows_of(
                lambda y, p, wrong, count: _sorted(
                    wrong, _of_the_truth(y, p)[wrong] - p[wrong].max(axis=1), count
                )
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
            "not-cut",
            _rows_of(lambda y, p, wrong, count: _sorted(wrong, -p[wrong].max(axis=1), len(p))),
            "All mistakes come back. Cut the list: `[:count]`.",
        ),
        Mistake(
            "one-too-many",
            _rows_of(lambda y, p, wrong, count: _sorted(wrong, -p[wrong].max(axis=1), count + 1)),
            "One row too many comes back. `[:count]` gives `count` of them.",
        ),
        Mistake(
            "one-too-few",
            _rows_of(lambda y, p, wrong, count: _sorted(wrong, -p[wrong].max(axis=1), count - 1)),
            "One row too few comes back. `[:count]` gives `count` of them.",
        ),
        Mistake(
            "the-worst-only",
            _rows_of(lambda y, p, wrong, count: _sorted(wrong, -p[wrong].max(axis=1), 1)),
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
            _rows_of(
                lambda y, p, wrong, count: p.argmax(axis=1)[_sorted(wrong, -p[wrong].max(axis=1), count)]
            ),
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
    ),
    also_correct=(
        _by_sorting_pairs,
        _by_masking,
        _by_filtering_an_order,
        _by_picking,
        lambda y_true, p, count: _sorted(_wrong(y_true, p), 1 - p[_wrong(y_true, p)].max(axis=1), count),
        lambda y_true, p, count: np.lexsort((-p.max(axis=1), p.argmax(axis=1) == y_true))[
            : min(count, len(_wrong(y_true, p)))
        ],
    ),
    hints=(
        "Three steps in this order: which rows are wrong, how sure each of them is, and the surest of them.",
        "`np.flatnonzero(p.argmax(axis=1) != y_true)` gives the wrong rows. Their sureness is "
        "`p[wrong].max(axis=1)`. `np.argsort` gives places within `wrong`.",
        "`order = np.argsort(-sureness)`, then `return wrong[...][...]`",
    ),
)
