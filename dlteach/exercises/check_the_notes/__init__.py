"""Exercises of lesson 15: a tool that finds counter-examples, and eleven claims to confirm or refute."""

from dlteach.exercises.check_the_notes.chain import GRADIENT_OF_W1, GRADIENT_OF_W2
from dlteach.exercises.check_the_notes.counter_example import COUNTER_EXAMPLE
from dlteach.exercises.check_the_notes.epochs import EPOCH_IS_A_STEP
from dlteach.exercises.check_the_notes.given_mistake import (
    COUNTER_EXAMPLE_FAILING_INPUT,
    COUNTER_EXAMPLE_MENDED,
)
from dlteach.exercises.check_the_notes.identities import SOFTMAX_OF_TWO, TANH_FORMULA
from dlteach.exercises.check_the_notes.never_sigmoid import NEVER_USE_SIGMOID
from dlteach.exercises.check_the_notes.perfect_prediction import PERFECT_PREDICTION
from dlteach.exercises.check_the_notes.questions import QUESTIONS
from dlteach.exercises.check_the_notes.sigmoid import SIGMOID_FORMULA, SIGMOID_SLOPE_RANGE
from dlteach.exercises.check_the_notes.weather import INFORMATION_OF_SUNNY, WEATHER_PROBABILITIES

EXERCISES = (
    COUNTER_EXAMPLE,
    SIGMOID_FORMULA,
    TANH_FORMULA,
    EPOCH_IS_A_STEP,
    WEATHER_PROBABILITIES,
    INFORMATION_OF_SUNNY,
    SIGMOID_SLOPE_RANGE,
    GRADIENT_OF_W2,
    GRADIENT_OF_W1,
    PERFECT_PREDICTION,
    SOFTMAX_OF_TWO,
    NEVER_USE_SIGMOID,
    COUNTER_EXAMPLE_FAILING_INPUT,
    COUNTER_EXAMPLE_MENDED,
)

__all__ = ["EXERCISES", "QUESTIONS"]
