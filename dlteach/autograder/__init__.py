"""The autograder's machinery: exercises, checks, diagnosis, feedback. Packs bring the exercises."""

from dlteach.autograder.exercise import Case, Exercise, Law, Lesson, Mistake, Option, Pack, Question
from dlteach.autograder.feedback import Feedback
from dlteach.autograder.hints import hint
from dlteach.autograder.judge import grade
from dlteach.autograder.quizzes import quiz, review
from dlteach.autograder.selfcheck import CheckFailed, check

__all__ = [
    "Case",
    "CheckFailed",
    "Exercise",
    "Feedback",
    "Law",
    "Lesson",
    "Mistake",
    "Option",
    "Pack",
    "Question",
    "check",
    "grade",
    "hint",
    "quiz",
    "review",
]
