"""Exercises of lesson 06: functions that bend, and their slopes."""

from dlteach.exercises.activations.dead import DEAD_FRACTION, DEBUGGING
from dlteach.exercises.activations.leaky_relus import LEAKY_RELU, LEAKY_RELU_DERIVATIVE
from dlteach.exercises.activations.questions import QUESTIONS
from dlteach.exercises.activations.relus import RELU, RELU_DERIVATIVE
from dlteach.exercises.activations.sigmoids import SIGMOID, SIGMOID_DERIVATIVE
from dlteach.exercises.activations.tanhs import TANH, TANH_DERIVATIVE

EXERCISES = (
    SIGMOID,
    SIGMOID_DERIVATIVE,
    TANH,
    TANH_DERIVATIVE,
    RELU,
    RELU_DERIVATIVE,
    LEAKY_RELU,
    LEAKY_RELU_DERIVATIVE,
    DEAD_FRACTION,
    *DEBUGGING,
)
__all__ = ["EXERCISES", "QUESTIONS"]
