"""What a measure is asked of may have any form: it finds facts, or the value does not fit. Nothing else."""

import numpy as np
import pytest

from dlteach.autograder.registry import exercises
from dlteach.autograder.running import Outcome, _call, alike, questions, quiet, understood
from dlteach.autograder.values import Misfit
from dlteach.grading.sandbox.wire import pack, unpack

MEASURED = {name: exercise for name, exercise in exercises().items() if exercise.measure}
HOSTILE = (
    None,
    True,
    -1,
    2**62,
    float("nan"),
    "",
    "text" * 200,
    [],
    [[1.0], []],
    {},
    {"loss": None},
    (None, None),
    np.zeros((0, 3)),
    np.zeros((2, 0, 1)),
    np.full((300, 300), np.inf),
    np.array([None, "a"], dtype=object),
    type("Stranger", (), {})(),
)


def with_one_part_changed(value, hostile):
    """The value with one part after the other replaced, as deep as it goes."""
    yield hostile
    if isinstance(value, dict):
        for key, part in value.items():
            yield {k: v for k, v in value.items() if k != key}
            for changed in with_one_part_changed(part, hostile):
                yield {**value, key: changed}
    elif isinstance(value, (list, tuple)):
        for k in range(min(len(value), 3)):
            for changed in with_one_part_changed(value[k], hostile):
                yield type(value)([*value[:k], changed, *value[k + 1 :]])


@pytest.mark.parametrize("name", list(MEASURED))
def test_a_measure_takes_whatever_comes(name):
    exercise = MEASURED[name]
    asked = questions(exercise, seed=4)
    for question in [*asked[:2], *asked[2:][-2:]]:
        with quiet():
            value, error, _ = _call(exercise, exercise.reference, question.case)
            assert error is None
            crossed = unpack(*pack(value))
            whole = understood(exercise, question, crossed)
            assert alike(question.wanted, whole, exercise, question.case)
            for hostile in HOSTILE:
                for changed in with_one_part_changed(crossed, hostile):
                    got = understood(exercise, question, changed)
                    assert isinstance(got, Outcome)
                    assert got.error is None or isinstance(got.error, Misfit)
