"""Exercise of lesson 14: the surest mistakes, by the row numbers that the images have."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.handwritten_digits.ranking_mistakes import RANKING_MISTAKES, ranked, wrong_rows
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
    yield Case((np.array([1]), np.array([[0.2, 0.8]]), 2), "no mistake")
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
        wrong = rng.permutation(n)[: count + 1]  # enough to cut from, and not only at the start
        y_true[wrong] = (p.argmax(axis=1)[wrong] + 1) % k
        yield Case((y_true, p, count))


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


WORST_MISTAKES = Exercise(
    name="worst_mistakes",
    lesson=LESSON,
    section="The worst mistakes",
    reference=worst_mistakes,
    cases=_cases,
    laws=(
        Law(
            "each row number belongs to a mistake",
            lambda args, value: set(np.ravel(value).astype(int)) <= set(wrong_rows(args[0], args[1])),
        ),
    ),
    mistakes=RANKING_MISTAKES,
    also_correct=(
        _by_sorting_pairs,
        _by_masking,
        _by_filtering_an_order,
        _by_picking,
        lambda y_true, p, count: ranked(
            wrong_rows(y_true, p), 1 - p[wrong_rows(y_true, p)].max(axis=1), count
        ),
        lambda y_true, p, count: np.lexsort((-p.max(axis=1), p.argmax(axis=1) == y_true))[
            : min(count, len(wrong_rows(y_true, p)))
        ],
    ),
    hints=(
        "Three steps in this order: which rows are wrong, how sure each of them is, and the surest of them.",
        "`np.flatnonzero(p.argmax(axis=1) != y_true)` gives the wrong rows. Their sureness is "
        "`p[wrong].max(axis=1)`. `np.argsort` gives places within `wrong`.",
        "`order = np.argsort(-sureness)`, then `return wrong[...][...]`",
    ),
)
