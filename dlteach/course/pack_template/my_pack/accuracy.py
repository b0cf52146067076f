"""Exercise: the share of right decisions."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake


def accuracy(y_true, y_pred):
    """The share of entries in which the labels and the predictions agree."""
    return np.mean(y_true == y_pred)


def _cases(rng):
    yield Case((np.array([1, 0, 1]), np.array([1, 1, 1])), "labels 0 and 1")
    yield Case((np.array([2]), np.array([2])), "one example")
    for n in (5, 8):
        yield Case((rng.integers(0, 3, size=n), rng.integers(0, 3, size=n)))


ACCURACY = Exercise(
    name="accuracy",
    lesson="50_accuracy",
    section="Right or wrong",
    reference=accuracy,
    cases=_cases,
    mistakes=(
        Mistake("counted", lambda t, p: np.sum(t == p), "That is a count. Divide by how many there are."),
        Mistake("percent", lambda t, p: 100 * np.mean(t == p), "That is in percent. A share is at most 1."),
        Mistake("error-rate", lambda t, p: np.mean(t != p), "That is the share of wrong ones."),
    ),
    also_correct=(lambda t, p: sum(a == b for a, b in zip(t, p)) / len(t),),
    hints=(
        "Compare entry by entry.",
        "`==` gives True and False, which count as 1 and 0.",
        "`return np.mean(... == ...)`",
    ),
)
