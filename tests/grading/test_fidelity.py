"""What `check` says in a notebook, grading says too: nothing that matters is lost on the way."""

import json
import os
from dataclasses import replace

import numpy as np
import pytest

from dlteach.autograder import grade
from dlteach.autograder.checks import conclude
from dlteach.autograder.effort import TooLong
from dlteach.autograder.judge import judge
from dlteach.autograder.registry import exercises
from dlteach.autograder.running import understood
from dlteach.grading.replies import Replies
from dlteach.grading.sandbox.harness import Harness
from dlteach.grading.sandbox.wire import FrameReader
from dlteach.grading.suites import calls_of, driver_of, loops_over_examples

SEED = 5
EVERY_ONE = os.environ.get("DLTEACH_TEST_ALL") == "1"  # all mistakes, a minute; else one in eight


def graded(exercise, answer):
    """Feedback on an answer of which only frames are known; all but the process is as in grading."""
    calls = calls_of(exercise.name, SEED)
    asked = {
        "name": "answer",
        "driver": driver_of(exercise.name),
        "calls": json.loads(json.dumps(calls.calls)),
        "counts": json.loads(json.dumps(calls.counts)),
    }
    sent = bytearray()
    job = {"cells": [], "modules": {}, "exercise_seconds": 30}
    harness = Harness(job, calls.payload, sent.extend, None)
    harness.space["answer"] = answer
    with np.errstate(all="ignore"):
        harness.ask(0, asked)
        harness.flush()
    replies = Replies(0, [len(calls.calls)])
    for header, payload in FrameReader(max_total=len(sent)).feed(bytes(sent)):
        replies.take(header, payload)
    reply = replies.exercises[0]
    missing = None, TooLong(), ()

    def examined(asked):
        came = [
            understood(exercise, question, *reply.calls.get(k, missing)) for k, question in enumerate(asked)
        ]
        return conclude(exercise, asked, reply.kind, came, lambda: loops_over_examples(reply.counts))

    return judge(exercise, SEED, examined)


def without_wording(feedback):
    """What must be equal. Numbers in words may lose their type on the way, where it decides nothing."""
    return replace(feedback, details=(), remarks=())


@pytest.mark.parametrize("name", list(exercises()))
def test_answers_are_judged_as_check_judges_them(name):
    exercise = exercises()[name]
    mistakes = [mistake.answer for mistake in exercise.mistakes][:: 1 if EVERY_ONE else 8]
    for answer in (exercise.reference, *exercise.also_correct, *mistakes):
        here, there = grade(answer, name, SEED), graded(exercise, answer)
        assert without_wording(there) == without_wording(here), answer
