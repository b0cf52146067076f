"""Exercises of lesson 08: one step of each optimizer, and a learning rate that shrinks."""

from dlteach.exercises.optimizers.adagrad import ADAGRAD_STEP
from dlteach.exercises.optimizers.adam import ADAM_STEP
from dlteach.exercises.optimizers.decay import EXPONENTIAL_DECAY
from dlteach.exercises.optimizers.given_mistake import DEBUGGING
from dlteach.exercises.optimizers.momentum import MOMENTUM_STEP
from dlteach.exercises.optimizers.questions import QUESTIONS
from dlteach.exercises.optimizers.rmsprop import RMSPROP_STEP

EXERCISES = (MOMENTUM_STEP, ADAGRAD_STEP, RMSPROP_STEP, ADAM_STEP, EXPONENTIAL_DECAY, *DEBUGGING)

__all__ = ["EXERCISES", "QUESTIONS"]
