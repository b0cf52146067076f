"""Exercises of lesson 06: functions that bend, and their slopes."""

from dlteach.exercises.activations.dead_fraction import DEAD_FRACTION
from dlteach.exercises.activations.given_mistake import DEBUGGING
from dlteach.exercises.activations.leaky_relu import LEAKY_RELU
from dlteach.exercises.activations.leaky_relu_derivative import LEAKY_RELU_DERIVATIVE
from dlteach.exercises.activations.questions import QUESTIONS
from dlteach.exercises.activations.relu import RELU
from dlteach.exercises.activations.relu_derivative import RELU_DERIVATIVE
from dlteach.exercises.activations.sigmoid import SIGMOID
from dlteach.exercises.activations.sigmoid_derivative import SIGMOID_DERIVATIVE
from dlteach.exercises.activations.tanh import TANH
from dlteach.exercises.activations.tanh_derivative import TANH_DERIVATIVE

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
