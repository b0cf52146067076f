"""Exercise: the fraction of dead units."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.activations.shared import LESSON
from dlteach.functions import dead_fraction

SECTION = "ReLU, and units that die"


def _activations(rng, n, units, dead):
    """Draw outputs of a relu layer; every unit that is not dead speaks at least once, at most n − 1 times."""
    a = rng.uniform(0.1, 3, size=(n, units)) * (rng.uniform(size=(n, units)) < 0.6)
    rows = rng.integers(n, size=units)
    a[rows, np.arange(units)] = rng.uniform(0.1, 3, size=units)
    if n > 1:
        a[(rows + 1) % n, np.arange(units)] = 0
    a[:, rng.choice(units, size=dead, replace=False)] = 0
    return a


def _cases(rng):
    yield Case(
        (np.array([[0.0, 1.0, 0.0, 2.0], [0.0, 0.5, 3.0, 0.0], [0.0, 2.0, 1.0, 0.0]]),), "one dead unit"
    )
    yield Case((np.array([[0.0, 1.2, 0.0]]),), "one example")
    yield Case((np.array([[0.0], [0.7], [0.0]]),), "one unit that speaks once")
    yield Case((np.array([[0.0], [0.0]]),), "one unit that is dead")
    yield Case(
        (np.array([[0, 3, 0], [0, 1, 0], [2, 0, 0], [0, 0, 0]]),),
        "integers, and an example for which all are silent",
    )
    yield Case((np.array([[0.4, 1.3]]),), "no zero at all")
    yield Case((np.array([[0.2, 0.0, 0.9]] * 3),), "units that always say the same")
    yield Case((_activations(rng, 5, 3, 1),))
    yield Case((_activations(rng, 4, 7, 3),), "more units than examples")
    yield Case((_activations(rng, 4, 4, 2),), "as many units as examples")
    yield Case((_activations(rng, 6, 5, 0),), "no dead unit")
    yield Case((np.zeros((3, 4)),), "dead units only")
    yield Case((_activations(rng, 50, 8, 3),), "fifty examples")


def _counted(activations):
    dead = 0
    for unit in range(activations.shape[1]):
        if not activations[:, unit].any():
            dead += 1
    return dead / activations.shape[1]


def _by_lists(activations):
    columns = list(zip(*activations.tolist()))
    return sum(all(v == 0 for v in column) for column in columns) / len(columns)


def _first_unit_only(activations):
    for unit in range(activations.shape[1]):
        dead = int(np.all(activations[:, unit] == 0))
        return dead / activations.shape[1]


def _by_examples(activations):
    """Examples in columns: units are rows."""
    return np.mean(np.all(activations == 0, axis=1))


DEAD_FRACTION = Exercise(
    name="dead_fraction",
    lesson=LESSON,
    section=SECTION,
    reference=dead_fraction,
    cases=_cases,
    laws=(
        Law("a fraction lies between 0 and 1", lambda args, value: 0 <= value <= 1),
        Law(
            "times the number of units, the fraction is a whole number",
            lambda args, value: np.isclose(value * args[0].shape[1], np.round(value * args[0].shape[1])),
        ),
    ),
    mistakes=(
        Mistake(
            "silent-entries",
            lambda a: np.mean(a == 0),
            "That is the share of zeros among all entries. A unit that is silent for some examples and "
            "speaks for others is not dead: ask each column whether all of it is 0, then average over the "
            "units.",
        ),
        Mistake(
            "examples-in-place-of-units",
            _by_examples,
            "That asks each example (row) whether all units are silent. Units are columns: `np.all(..., "
            "axis=0)` asks each column.",
        ),
        Mistake(
            "silent-once",
            lambda a: np.mean(np.any(a == 0, axis=0)),
            "One zero is enough to be called dead here. A dead unit is silent for every example: `np.all` in "
            "place of `np.any`.",
        ),
        Mistake(
            "any-in-rows",
            lambda a: np.mean(np.any(a == 0, axis=1)),
            "That is the share of examples for which some unit is silent. A dead unit is a column of zeros: "
            "`np.all(..., axis=0)`.",
        ),
        Mistake(
            "living-units",
            lambda a: 1 - dead_fraction(a),
            "That is the fraction of units that are alive. The dead ones are 1 minus this.",
        ),
        Mistake(
            "always-speaking",
            lambda a: np.mean(np.all(a > 0, axis=0)),
            "That is the fraction of units that speak for every example. The dead ones are silent for every "
            "example.",
        ),
        Mistake(
            "speaking-entries",
            lambda a: np.mean(a > 0),
            "That is the share of positive entries. Ask each column whether all of it is 0, then average "
            "over the units.",
        ),
        Mistake(
            "count",
            lambda a: np.sum(np.all(a == 0, axis=0)),
            "That is how many units are dead. The fraction is this divided by the number of units, "
            "`shape[1]`.",
        ),
        Mistake(
            "living-count",
            lambda a: np.sum(np.any(a > 0, axis=0)),
            "That is how many units are alive. Count the dead ones, and divide by the number of units.",
        ),
        Mistake(
            "zeros-counted",
            lambda a: np.sum(a == 0),
            "That is the number of zeros. Ask each column whether all of it is 0, then average over the "
            "units.",
        ),
        Mistake(
            "percent",
            lambda a: 100 * dead_fraction(a),
            "That is in percent. A fraction runs from 0 to 1.",
        ),
        Mistake(
            "divided-by-examples",
            lambda a: np.sum(np.all(a == 0, axis=0)) / len(a),
            "The count is divided by the number of examples, `len(activations)`. The dead are a part of the "
            "units: `activations.shape[1]`.",
        ),
        Mistake(
            "divided-by-entries",
            lambda a: np.sum(np.all(a == 0, axis=0)) / a.size,
            "The count is divided by all entries. The dead are a part of the units: `activations.shape[1]`.",
        ),
        Mistake(
            "all-of-the-layer",
            lambda a: float(np.all(a == 0)),
            "Only a layer that is dead as a whole counts. Either one question is asked of all entries, where "
            "`axis=0` asks each column on its own, or `//` drops what is behind the point.",
        ),
        Mistake(
            "any-of-the-layer",
            lambda a: float(np.any(a == 0)),
            "One question is asked of the whole layer. `np.all(..., axis=0)` asks each column on its own.",
        ),
        Mistake(
            "one-per-unit",
            lambda a: np.all(a == 0, axis=0),
            "That says for each unit whether it is dead. Their average, `np.mean`, is the fraction.",
        ),
        Mistake(
            "silence-of-each-unit",
            lambda a: np.mean(a == 0, axis=0),
            "That is how often each unit is silent. Dead are those that always are: compare with 1, then "
            "average.",
        ),
        Mistake(
            "silence-of-each-example",
            lambda a: np.mean(a == 0, axis=1),
            "That is the share of silent units for each example. Ask each column (unit) whether all of it is "
            "0.",
        ),
        Mistake(
            "first-example-only",
            lambda a: np.mean(a[0] == 0),
            "Only the first example is looked at. A unit is dead if it is silent for all of them.",
        ),
        Mistake(
            "last-example-only",
            lambda a: np.mean(a[-1] == 0),
            "Only the last example is looked at. A unit is dead if it is silent for all of them.",
        ),
        Mistake(
            "first-unit-only",
            _first_unit_only,
            "Only the first unit counts. A `return` inside the loop ends the function in its first round; "
            "move it below the loop, to the left.",
        ),
        Mistake(
            "mostly-silent",
            lambda a: np.mean(np.mean(a == 0, axis=0) > 0.5),
            "Units that are silent more often than not are called dead. Dead is silent for every example.",
        ),
        Mistake(
            "at-least-half-silent",
            lambda a: np.mean(np.mean(a == 0, axis=0) >= 0.5),
            "Units that are silent half of the time are called dead. Dead is silent for every example.",
        ),
        Mistake(
            "half-for-zero",
            lambda a: np.mean(np.mean(a, axis=0) < 0.5),
            "Units with small outputs are called dead. A unit that speaks softly is alive: its gradient is "
            "not 0.",
        ),
        Mistake(
            "at-most-one",
            lambda a: np.mean(np.all(a <= 1, axis=0)),
            "Units that never reach 1 are called dead. Compare with 0: a unit that speaks softly is alive.",
        ),
        Mistake(
            "below-zero",
            lambda a: np.mean(np.all(a < 0, axis=0)),
            "After ReLU nothing is below 0, so no unit counts. A silent unit gives exactly 0: `<= 0` or `== "
            "0`.",
        ),
        Mistake(
            "not-negative",
            lambda a: np.mean(np.all(a >= 0, axis=0)),
            "After ReLU nothing is negative, so every unit counts as dead. A silent unit gives exactly 0: "
            "`== 0`.",
        ),
        Mistake(
            "never-changing",
            lambda a: np.mean(np.std(a, axis=0) == 0),
            "A unit that always gives the same positive number is called dead too, and every unit of a batch "
            "of one. Dead is 0 for every example.",
        ),
    ),
    also_correct=(
        _counted,
        _by_lists,
        lambda a: np.mean(np.all(a == 0, axis=0)),
        lambda a: np.mean(a.sum(axis=0) == 0),
        lambda a: np.mean(a.max(axis=0) <= 0),
        lambda a: 1 - np.mean(np.any(a > 0, axis=0)),
        lambda a: float(np.sum(~a.any(axis=0)) / a.shape[1]),
        lambda a: np.count_nonzero(np.linalg.norm(a, axis=0) < 1e-8) / a.shape[1],
        lambda a: (np.mean((a == 0).mean(axis=0) == 1), np.all(a == 0, axis=0)),
        lambda a: np.sum(np.count_nonzero(a, axis=0) == 0) / len(a[0]),
    ),
    hints=(
        "A unit is a column. It is dead when every entry of its column is 0.",
        "`np.all(condition, axis=0)` asks each column, and gives one True or False a unit. Their mean is the "
        "fraction.",
        "`return np.mean(np.all(activations == 0, axis=...))`",
    ),
)
