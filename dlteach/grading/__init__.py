"""Grading a class: what learners hand in, run apart from what it is compared with."""

from dlteach.grading.results import ExerciseResult, Result
from dlteach.grading.submission import Submission

__all__ = ["ExerciseResult", "Result", "Submission"]
