"""Exercises of lesson 14: a network trained from its parts, and a look at where it is wrong."""

from dlteach.exercises.handwritten_digits.confusion import CONFUSION_MATRIX
from dlteach.exercises.handwritten_digits.given_mistake import CONFUSION_FAILING_INPUT, CONFUSION_MENDED
from dlteach.exercises.handwritten_digits.questions import QUESTIONS
from dlteach.exercises.handwritten_digits.training import TRAIN_NETWORK
from dlteach.exercises.handwritten_digits.worst import WORST_MISTAKES

EXERCISES = (TRAIN_NETWORK, CONFUSION_MATRIX, WORST_MISTAKES, CONFUSION_FAILING_INPUT, CONFUSION_MENDED)

__all__ = ["EXERCISES", "QUESTIONS"]
