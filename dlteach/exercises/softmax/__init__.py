"""Exercises of lesson 07: probabilities for many classes."""

from dlteach.exercises.softmax.classes import PREDICT_CLASSES
from dlteach.exercises.softmax.cost import SOFTMAX_CROSS_ENTROPY
from dlteach.exercises.softmax.given_mistake import SOFTMAX_FAILING_INPUT, SOFTMAX_MENDED
from dlteach.exercises.softmax.gradient import SOFTMAX_CROSS_ENTROPY_GRADIENT
from dlteach.exercises.softmax.jacobian import SOFTMAX_JACOBIAN
from dlteach.exercises.softmax.labels import PREDICT_LABELS
from dlteach.exercises.softmax.logarithms import LOG_SOFTMAX
from dlteach.exercises.softmax.probabilities import SOFTMAX
from dlteach.exercises.softmax.questions import QUESTIONS

EXERCISES = (
    SOFTMAX,
    LOG_SOFTMAX,
    SOFTMAX_CROSS_ENTROPY,
    SOFTMAX_JACOBIAN,
    SOFTMAX_CROSS_ENTROPY_GRADIENT,
    PREDICT_CLASSES,
    PREDICT_LABELS,
    SOFTMAX_FAILING_INPUT,
    SOFTMAX_MENDED,
)

__all__ = ["EXERCISES", "QUESTIONS"]
