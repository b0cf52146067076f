"""Facts about an answer are computed by the grader: from values, which hostile code may choose at will."""

import json

import numpy as np
import pytest

from dlteach.autograder.inputs import fresh
from dlteach.autograder.judge import asked_in
from dlteach.autograder.registry import find
from dlteach.autograder.running import quiet, understood
from dlteach.grading.sandbox.wire import MAX_HEADER, Unreadable, pack

SEED = 5
NAMES = (
    "minibatches",
    "batches",
    "train_test_split",
    "Pipeline",
    "topological_order",
    "glorot_uniform",
    "he_normal",
    "dropout_forward",
    "add_noise",
    "color_jitter",
    "numerical_gradient",
)
WIDE = np.zeros((1 << 23, 0))
DEEP = np.zeros((140,) * 7 + (0,))
STRANGE = (
    None,
    True,
    float("nan"),
    "yes",
    Unreadable(),
    np.zeros(()),
    np.zeros((8,) * 7, bool),
    np.full(3, np.nan),
    np.array([None, "x"], dtype=object),
    WIDE,
    DEEP,
    [],
    {},
    (WIDE, WIDE),
    [WIDE] * 3,
    [np.zeros((2, 3)), "x"],
    list(range(100_000)),
)


def put_in_place_of_its_parts(value, strange):
    """The value, and the value with something strange in one place, at any depth."""
    yield strange
    if isinstance(value, dict):
        for key in value:
            for part in put_in_place_of_its_parts(value[key], strange):
                yield {**value, key: part}
    elif isinstance(value, (list, tuple)) and value:
        for part in put_in_place_of_its_parts(value[0], strange):
            yield type(value)([part, *value[1:]])
        yield [strange] * len(value)
        yield type(value)([*value, strange])


@pytest.mark.parametrize("name", NAMES)
def test_no_value_is_too_strange_for_the_grader(name):
    exercise = find(name)
    for question in asked_in(name, SEED)[-2:]:
        with quiet():
            right = exercise.driver(exercise.reference, *question.case.args)
            for strange in STRANGE:
                for value in put_in_place_of_its_parts(right, strange):
                    understood(exercise, question, value)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "numerical_gradient"])
def test_the_facts_themselves_are_no_answer(name):
    exercise = find(name)
    for question in asked_in(name, SEED):
        if isinstance(question.wanted.value, dict) and "epoch 1" not in question.wanted.value:
            assert understood(exercise, question, question.wanted.value).error is not None


@pytest.mark.parametrize("name", NAMES)
def test_what_the_mistakes_give_fits_into_a_frame(name):
    exercise = find(name)
    for question in asked_in(name, SEED):
        for mistake in exercise.mistakes:
            try:
                with quiet():
                    value = exercise.driver(mistake.answer, *map(fresh, question.case.args))
            except Exception:
                continue
            tree, _ = pack(value)
            assert len(json.dumps(tree)) < MAX_HEADER - 100, mistake.id
