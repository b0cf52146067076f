"""Every exercise of the course passes its gates; what `dlteach audit` prints, as tests."""

import pytest

from dlteach.autograder.audit import audit
from dlteach.course.gates import notebook_problems
from dlteach.exercises import PACK


@pytest.mark.parametrize("exercise", PACK.exercises, ids=lambda e: e.name)
def test_an_exercise_passes_its_gates(exercise):
    result = audit(exercise)
    assert result.problems == []


def test_every_exercise_has_its_notebook_and_every_notebook_its_exercises():
    assert notebook_problems(PACK.exercises) == []


def test_the_course_grades_at_least_ninety_items_and_knows_three_hundred_mistakes():
    own = [exercise for exercise in PACK.exercises if not exercise.name.endswith("_mended")]
    assert len(PACK.exercises) >= 90
    assert sum(len(exercise.mistakes) for exercise in own) >= 300
