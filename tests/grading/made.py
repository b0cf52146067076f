"""Results of a class, made by really grading named mistakes."""

from functools import cache
from hashlib import sha256

import numpy as np

from dlteach.autograder import grade
from dlteach.autograder.judge import unchecked
from dlteach.autograder.registry import exercises
from dlteach.grading.results import ExerciseResult, Result

ASSIGNMENTS = ("02_gradient_descent", "07_softmax")


def raise_not_implemented(*_):
    raise NotImplementedError("your code here")


@cache
def graded(name, which, seed):
    """Feedback on the exercise's own reference (which = -1), its stub (-2), no answer (-3) or a mistake."""
    exercise = exercises()[name]
    if which == -3:
        return unchecked(exercise, "exists", f"No cell defines {name}.")
    answer = {-1: exercise.reference, -2: raise_not_implemented}.get(which)
    return grade(answer or exercise.mistakes[which % len(exercise.mistakes)].answer, name, seed)


def made_result(learner, assignment, draws, when="2026-01-31T12:00:00+00:00", **other):
    """One result; `draws` says which answer each exercise of the assignment got, as in `graded`."""
    chosen = [e.name for e in exercises().values() if e.lesson == assignment]
    return Result(
        **{
            "learner": learner,
            "source": f"{learner}/{assignment}.ipynb",
            "assignment": assignment,
            "submission": sha256(
                f"{learner} {assignment} {when}".encode("utf-8", "surrogatepass")
            ).hexdigest(),
            "suite": "1" * 64,
            "environment": "2" * 64,
            "seed": 3,
            "isolation": "landlock+seccomp",
            "submitted_at": when,
            "graded_at": "2026-02-01T08:00:00+00:00",
            "gradable": True,
            "exercises": tuple(
                ExerciseResult(graded(name, int(which), 1), seconds=0.01 * (k + 1))
                for k, (name, which) in enumerate(zip(chosen, draws))
            ),
        }
        | other
    )


def made_class(learners=150, seed=0):
    """Two assignments of a class: most are right, and few mistakes are made by many."""
    rng = np.random.default_rng(seed)
    for assignment in ASSIGNMENTS:
        chosen = [e for e in exercises().values() if e.lesson == assignment]
        for k in range(learners):
            skill = rng.normal()
            draws = []
            for j, e in enumerate(chosen):
                u = rng.normal(skill, 1.0) - 0.25 * j
                mistake = min(int(rng.geometric(0.35)) - 1, 7, len(e.mistakes) - 1)
                draws.append(-1 if u > -0.6 else mistake if u > -2.2 else -2 if u > -2.8 else -3)
            day = 1 + int(rng.integers(28))
            if rng.random() < 0.03:
                problem = "The file ends in the middle, as after a broken download."
                yield made_result(f"learner-{k}", assignment, (), gradable=False, problems=(problem,))
            else:
                yield made_result(f"learner-{k}", assignment, draws, f"2026-01-{day:02}T12:00:00+00:00")
