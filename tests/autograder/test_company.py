"""Two mistakes in one answer, where an exercise measures facts in words."""

import numpy as np
import pytest

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.autograder.checks import examine
from dlteach.autograder.diagnosis import diagnose


def facts(numbers, value):
    """What all right answers have in common: any order of the numbers, none lost, all doubled."""
    value = np.asarray(value, dtype=float)
    return {
        "how many": str(len(value)),
        "in order": "yes" if np.array_equal(value, np.sort(value)) else "no",
        "largest": float(np.max(value)),
    }


def doubled(numbers):
    return np.sort(2 * numbers)


EXERCISE = Exercise(
    name="doubled_and_sorted",
    lesson="00_start_here",
    section="",
    reference=doubled,
    measure=lambda args, value: facts(args[0], value),
    cases=lambda rng: (Case((rng.permutation(rng.normal(size=n)),)) for n in (4, 5, 7)),
    mistakes=(
        Mistake("not-sorted", lambda numbers: np.sort(2 * numbers)[::-1], "They are not sorted."),
        Mistake("tripled", lambda numbers: np.sort(3 * numbers), "They are tripled."),
        Mistake("one-lost", lambda numbers: doubled(numbers)[1:], "The smallest is lost."),
        Mistake("largest-lost", lambda numbers: doubled(numbers)[:-1], "The largest is lost."),
    ),
    hints=("1", "2", "3"),
)


def recognised(answer):
    return diagnose(examine(EXERCISE, answer)).mistakes


@pytest.mark.parametrize(
    ("answer", "mistakes"),
    [
        (lambda numbers: 3 * np.sort(numbers)[::-1], {"not-sorted", "tripled"}),
        (lambda numbers: 3 * np.sort(numbers)[1:], {"tripled", "one-lost"}),
        (lambda numbers: doubled(numbers)[:0:-1], {"not-sorted", "one-lost"}),
    ],
)
def test_two_mistakes_are_told_when_all_that_they_change_shows(answer, mistakes):
    assert set(recognised(answer)) == mistakes


def test_a_mistake_that_does_not_show_everywhere_is_not_told():
    assert recognised(lambda numbers: 5 * np.sort(numbers)[::-1]) == ()
