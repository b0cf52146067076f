"""What a driver returns depends on what was drawn: words that are always the same anyone could send."""

import json

import numpy as np
import pytest

from dlteach.autograder.exercise import call
from dlteach.autograder.registry import exercises
from dlteach.autograder.running import quiet
from dlteach.grading.sandbox.wire import pack

DRIVEN = [
    exercise
    for exercise in exercises().values()
    if exercise.driver is not call and not exercise.name.endswith("_failing_input")  # any input may be right
]


def returned(exercise, seed):
    with quiet():
        for case in exercise.cases(np.random.default_rng(seed)):
            try:
                tree, payload = pack(exercise.driver(exercise.reference, *case.args))
            except Exception as error:
                yield type(error).__name__, b""
            else:
                yield json.dumps(tree), payload


@pytest.mark.parametrize("exercise", DRIVEN, ids=lambda exercise: exercise.name)
def test_two_draws_return_different_values(exercise):
    assert list(returned(exercise, 0)) != list(returned(exercise, 1))
