"""Exercise `train_test_split`: any draw is right, so what all right draws have in common is compared."""

import numpy as np

from dlteach.autograder import Case, Exercise
from dlteach.exercises.data_pipelines.split_facts import facts_of_splits
from dlteach.exercises.data_pipelines.split_mistakes import MISTAKES, with_rows
from dlteach.exercises.data_pipelines.split_reference import train_test_split

LESSON = "12_data_pipelines"


def _splits(answer, x, y, test_fraction, seed):
    def plain(part):
        if isinstance(part, tuple):
            return tuple(map(plain, part))
        try:
            return np.asarray(part)
        except ValueError:
            return None

    def split(seed, x, y):
        parts = answer(x, y, test_fraction, np.random.default_rng(seed))
        if parts is None:
            raise TypeError("nothing comes back: return x_train, x_test, y_train, y_test")
        if isinstance(parts, dict):
            parts = parts.values()
        elif not isinstance(parts, (tuple, list)):
            parts = (parts,)
        return tuple(map(plain, parts))

    draws = [split(seed + k, x.copy(), y.copy()) for k in range(60)]
    again = [split(seed + k, x.copy(), y.copy()) for k in range(1, 8)]
    # One call gets the caller's own arrays: if it writes into them, that shows.
    return {"draws": draws, "again": [split(seed, x, y), *again]}


def _split_cases(rng):
    for n, test_fraction, note in (
        (5, 0.4, "5 rows"),
        (10, 0.3, "10 rows"),
        (8, 0.75, "a large test part"),
        (13, 0.25, "a fraction that gives no whole number"),
    ):
        x, y = rng.permutation(n * 3).reshape(n, 3) / 4, rng.permutation(n) * 10
        yield Case((x, y, test_fraction, int(rng.integers(1000))), note)
    images, one_hot = rng.permutation(24).reshape(6, 2, 2), np.eye(6)[rng.permutation(6)]
    yield Case((images, one_hot, 0.5, int(rng.integers(1000))), "images and one-hot labels")


def _with_a_mask(x, y, test_fraction, rng):
    in_test = np.zeros(len(x), dtype=bool)
    in_test[rng.permutation(len(x))[: int(len(x) * test_fraction)]] = True
    return x[~in_test], x[in_test], y[~in_test], y[in_test]


def _with_chosen_rows(x, y, test_fraction, rng):
    test = rng.choice(len(x), int(np.ceil(len(x) * test_fraction)), replace=False)
    train = [row for row in range(len(x)) if row not in test]
    return np.delete(x, test, axis=0), x[test], y[train], y[test]


TRAIN_TEST_SPLIT = Exercise(
    name="train_test_split",
    lesson=LESSON,
    section="Data that the model has never seen",
    reference=train_test_split,
    driver=_splits,
    measure=facts_of_splits,
    cases=_split_cases,
    mistakes=MISTAKES,
    also_correct=(
        with_rows(lambda order, k: (order[:-k], order[-k:])),
        lambda x, y, f, rng: [part.tolist() for part in train_test_split(x, y, f, rng)],
        _with_a_mask,
        _with_chosen_rows,
    ),
    hints=(
        "Shuffle a deck of cards and cut it once: the upper part is for testing. Nothing is dealt twice, and "
        "nothing is lost.",
        "`rng.permutation(len(x))` is a shuffled list of all row numbers. Cut that list at "
        "`round(test_fraction * len(x))`, and use the two pieces on x and on y.",
        "`test, train = order[:n_test], order[n_test:]`, then `return x[train], x[test], y[...], y[...]`.",
    ),
)
