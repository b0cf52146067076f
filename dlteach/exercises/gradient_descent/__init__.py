"""Exercises of lesson 02: the slope measured, a step, a path of steps, a line fitted, and mini-batches."""

from dlteach.exercises.gradient_descent.given_mistake import FIT_LINE_FAILING_INPUT, FIT_LINE_MENDED
from dlteach.exercises.gradient_descent.line import FIT_LINE
from dlteach.exercises.gradient_descent.minibatches import MINIBATCHES
from dlteach.exercises.gradient_descent.path import GRADIENT_DESCENT
from dlteach.exercises.gradient_descent.questions import QUESTIONS
from dlteach.exercises.gradient_descent.slopes import NUMERICAL_GRADIENT
from dlteach.exercises.gradient_descent.step import GRADIENT_STEP

EXERCISES = (
    NUMERICAL_GRADIENT,
    GRADIENT_STEP,
    GRADIENT_DESCENT,
    FIT_LINE,
    MINIBATCHES,
    FIT_LINE_FAILING_INPUT,
    FIT_LINE_MENDED,
)

__all__ = ["EXERCISES", "QUESTIONS"]
