"""What all right splits have in common: computed from the parts that sixty draws gave."""

import numpy as np

NUMBERS = "biuf"
PARTS = "x, x, y, y"


def facts_of_splits(args, value):
    """Facts in words; "?" stands for all that cannot be told of other parts than x, x, y, y."""
    x, y = args[:2]
    draws, again = _draws(value["draws"], 60), _draws(value["again"], 8)
    facts = {"parts": ", ".join(_kind(part, x, y) for part in draws[0])[:200]}
    facts |= dict.fromkeys(
        ("rows for testing", "rows in all", "every row exactly once", "no row in both parts"), "?"
    )
    facts |= dict.fromkeys(("x and y", "the test rows", "same seed, same split"), "?")
    if facts["parts"] != PARTS:
        return facts
    for parts in (*draws, *again):
        _check(parts, x, y)
    number_of = _row_numbers(x)
    found = [(number_of(train), number_of(test)) for train, test, _, _ in draws]
    repeated = all(np.array_equal(p, q) for a, b in zip(draws, again) for p, q in zip(a, b))
    return {
        **facts,
        **_sizes(args, draws, found),
        "x and y": _pairing(y, [(train, test) for _, _, train, test in draws], found),
        "the test rows": _drawn(args, [sorted(test) for _, test in found]),
        "same seed, same split": "yes" if repeated else "no",
    }


def _draws(draws, count):
    if not (isinstance(draws, list) and len(draws) == count and all(type(each) is tuple for each in draws)):
        raise ValueError(f"should give x_train, x_test, y_train and y_test; {count} draws are looked at")
    return draws


def _kind(part, x, y):
    """Whether its rows look like those of x or of y; "?" is neither."""
    if isinstance(part, tuple):
        return f"({', '.join(_kind(each, x, y) for each in part)})"
    if not (isinstance(part, np.ndarray) and part.dtype.kind in NUMBERS and part.ndim):
        return "?"
    return {x.shape[1:]: "x", y.shape[1:]: "y"}.get(part.shape[1:], "?")


def _check(parts, x, y):
    """The parts of every draw look alike, and none is far larger than the data."""
    if ", ".join(_kind(part, x, y) for part in parts) != PARTS:
        raise ValueError("should have parts of the same form in each draw")
    longest = max(map(len, parts))
    if longest > 10 * len(x):
        raise ValueError(f"has a part of {longest} rows, far more than there are")


def _row_numbers(x):
    """A function from a part of x to the numbers of its rows; −1 for all where one is no row of x."""
    place = {value: k for k, value in enumerate(x.reshape(len(x), -1)[:, 0].tolist())}

    def numbers(part):
        if not len(part):
            return []
        found = [place.get(value, -1) for value in part.reshape(len(part), -1)[:, 0].tolist()]
        return found if np.array_equal(part, x[found]) else [-1] * len(part)

    return numbers


def _sizes(args, draws, found):
    """How many rows there are, and whether each has its place."""
    n, test_fraction = len(args[0]), args[2]
    sizes = {len(test) for _, test, _, _ in draws}
    size = min(sizes) if len(sizes) == 1 else -1
    near = abs(size - test_fraction * n) < 1 - 1e-6 or size == int(n // (1 / test_fraction))
    as_rest = abs(size - (1 - test_fraction) * n) < 1 - 1e-6
    other = "as many as for training" if as_rest else " or ".join(map(str, sorted(sizes)))
    complete = all(sorted(train + test) == list(range(n)) for train, test in found)
    apart = not any(set(train) & set(test) for train, test in found)
    return {
        "rows for testing": str(round(test_fraction * n)) if near else other,
        "rows in all": ", ".join(map(str, sorted({len(train) + len(test) for train, test in found}))),
        "every row exactly once": "yes" if complete else "no",
        "no row in both parts": "yes" if apart else "no",
    }


def _pairing(labels, drawn, found):
    """Whether the labels belong to the rows, or how they went astray."""

    def all_labels(matching):
        return all(
            np.array_equal(np.concatenate([p, q]), wanted)
            for (p, q), (a, b) in zip(drawn, found)
            for wanted in [matching(a, b)]
        )

    for words, matching in (
        ("in pairs", lambda a, b: labels[a + b]),
        ("the parts of y have changed places", lambda a, b: labels[b + a]),
        ("y keeps its old order", lambda a, b: labels),
        ("y keeps its old order", lambda a, b: np.roll(labels, -len(b), axis=0)),
    ):
        if all_labels(matching):
            return words
    return "no pairs"


def _drawn(args, tests):
    """Where the test rows come from; `tests` are the sorted numbers of each draw."""
    n, wanted = len(args[0]), round(args[2] * len(args[0]))
    if len({str(test) for test in tests}) == 1:
        last, at_start = list(range(n - len(tests[0]), n)), list(range(len(tests[0])))
        which = "last" if tests[0] == last else "first" if tests[0] == at_start else "same"
        return f"always the {which}"
    if len({k for test in tests for k in test}) < n:
        return "some rows never among them"
    blocks = all((np.diff(test) > 1).sum() + (test[0] + n - test[-1] > 1) < 2 for test in tests if test)
    return "always neighbours" if blocks and 1 < wanted < n - 1 else "drawn from all rows"
