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


def test_the_course_knows_at_least_sixty_mistakes():
    assert sum(len(exercise.mistakes) for exercise in PACK.exercises) >= 60
