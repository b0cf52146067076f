"""Results of real answers, and text that learners may choose."""

import json

from dlteach.autograder.judge import grade
from dlteach.course import course_root
from dlteach.functions import affine
from dlteach.grading import ExerciseResult, Result

HOSTILE = (
    "=cmd|' /C calc'!A0 <script>alert(1)</script> \x1b[31m\x00\x08 ]]> & \ud800 \u202e ::error::x "
    "##[error]y\n::set-output name=result::x\r\n@SUM(A1) \uffff"
)


def in_place(x, w, b):
    x *= 2
    return x @ w + b


ANSWERS = {"right": affine, "wrong": lambda x, w, b: x @ w, "blank": None}


def result_of(answer, learner="learner-1", **changes):
    """A result of the first exercise, with the feedback of the real judge."""
    values = {
        "learner": learner,
        "source": f"{learner}/00_start_here.ipynb",
        "assignment": "00_start_here",
        "submission": "a" * 64,
        "suite": "b" * 64,
        "environment": "c" * 64,
        "seed": 3,
        "isolation": "landlock",
        "submitted_at": "2026-01-31T12:00:00+00:00",
        "graded_at": "2026-02-01T12:00:00+00:00",
        "gradable": True,
        "exercises": (ExerciseResult(grade(answer, "affine"), 0.25),),
        "seconds": {"wall": 1.5, "cpu": 0.5},
    }
    return Result(**(values | changes))


def hostile_result():
    """A result in which everything that a learner can choose is hostile."""

    def raises(x, w, b):
        raise ValueError(HOSTILE)

    return result_of(raises, HOSTILE, source=HOSTILE, assignment=HOSTILE, problems=(HOSTILE, "x" * 1_000_000))


def notebooks(name):
    """The notebooks of a set, without and with solutions."""
    root = course_root()
    return [json.loads((root / f / f"{name}.ipynb").read_text("utf-8")) for f in ("exercises", "solutions")]
