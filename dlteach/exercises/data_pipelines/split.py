"""Exercise `train_test_split`: any draw is right, so what all right draws have in common is compared."""

import numpy as np

from dlteach.autograder import Case, Exercise
from dlteach.exercises.data_pipelines.split_mistakes import MISTAKES, with_rows
from dlteach.exercises.data_pipelines.split_reference import train_test_split

LESSON = "12_data_pipelines"


def _facts_of_splits(answer, x, y, test_fraction, seed):
    x_shape, y_shape, n = np.shape(x)[1:], np.shape(y)[1:], len(x)
    place = {value: k for k, value in enumerate(x.reshape(n, -1)[:, 0].tolist())}

    def kind(part):
        if isinstance(part, tuple):
            return f"({', '.join(map(kind, part))})"
        try:
            array = np.asarray(part)
        except ValueError:
            return "?"
        names = {x_shape: "x", y_shape: "y"}
        return names.get(array.shape[1:], "?") if array.ndim else "?"

    def split(seed, x, y):
        parts = answer(x, y, test_fraction, np.random.default_rng(seed))
        if parts is None:
            raise TypeError("nothing comes back: return x_train, x_test, y_train, y_test")
        if isinstance(parts, dict):
            return tuple(parts.values())
        return parts if isinstance(parts, (tuple, list)) else (parts,)

    draws = [split(seed + k, x.copy(), y.copy()) for k in range(60)]
    values, labels = x.copy(), y.copy()
    again = [split(seed + k, x.copy(), y.copy()) for k in range(8)]
    again[0] = split(seed, x, y)  # the caller's own arrays: if it writes into them, that shows
    wanted, sizes = round(test_fraction * n), {len(parts[1]) for parts in draws if len(parts) == 4}
    facts = {"parts": ", ".join(map(kind, draws[0]))}
    facts |= dict.fromkeys(
        ("rows for testing", "rows in all", "every row exactly once", "no row in both parts"), "?"
    )
    facts |= dict.fromkeys(("x and y", "the test rows", "same seed, same split"), "?")
    if facts["parts"] != "x, x, y, y":
        return facts

    def rows(part):
        part = np.asarray(part)
        if not len(part):
            return []
        found = [place.get(value, -1) for value in part.reshape(len(part), -1)[:, 0].tolist()]
        return found if np.array_equal(part, values[found]) else [-1] * len(part)

    found = [(rows(parts[0]), rows(parts[1])) for parts in draws]
    drawn = [(np.asarray(parts[2]), np.asarray(parts[3])) for parts in draws]

    def all_labels(matching):
        return all(
            np.array_equal(np.concatenate([p, q]), wanted)
            for (p, q), (a, b) in zip(drawn, found)
            for wanted in [matching(a, b)]
        )

    size = min(sizes) if len(sizes) == 1 else -1
    near = abs(size - test_fraction * n) < 1 - 1e-6 or size == int(n // (1 / test_fraction))
    as_rest = abs(size - (1 - test_fraction) * n) < 1 - 1e-6
    tests = [sorted(b) for _, b in found]
    seen = {k for test in tests for k in test}
    blocks = all((np.diff(test) > 1).sum() + (test[0] + n - test[-1] > 1) < 2 for test in tests if test)
    other = "as many as for training" if as_rest else " or ".join(map(str, sorted(sizes)))
    facts["rows for testing"] = str(wanted) if near else other
    facts["rows in all"] = ", ".join(map(str, sorted({len(a) + len(b) for a, b in found})))
    facts["every row exactly once"] = (
        "yes" if all(sorted(a + b) == list(range(n)) for a, b in found) else "no"
    )
    facts["no row in both parts"] = "yes" if not any(set(a) & set(b) for a, b in found) else "no"
    facts["x and y"] = "no pairs"
    for words, matching in (
        ("in pairs", lambda a, b: labels[a + b]),
        ("the parts of y have changed places", lambda a, b: labels[b + a]),
        ("y keeps its old order", lambda a, b: labels),
        ("y keeps its old order", lambda a, b: np.roll(labels, -len(b), axis=0)),
    ):
        if facts["x and y"] == "no pairs" and all_labels(matching):
            facts["x and y"] = words
    facts["the test rows"] = "drawn from all rows"
    if len({str(test) for test in tests}) == 1:
        last, at_start = list(range(n - len(tests[0]), n)), list(range(len(tests[0])))
        which = "last" if tests[0] == last else "first" if tests[0] == at_start else "same"
        facts["the test rows"] = f"always the {which}"
    elif len(seen) < n:
        facts["the test rows"] = "some rows never among them"
    elif blocks and 1 < wanted < n - 1:
        facts["the test rows"] = "always neighbours"
    repeated = all(np.array_equal(p, q) for a, b in zip(draws, again) for p, q in zip(a, b))
    facts["same seed, same split"] = "yes" if repeated else "no"
    return facts


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
    driver=_facts_of_splits,
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
