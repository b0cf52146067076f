"""Exercises of lesson 09: layers and models."""

from dlteach.exercises.keras_models.parameters import COUNT_PARAMETERS, FAILING_INPUT, MENDED

EXERCISES = (COUNT_PARAMETERS, FAILING_INPUT, MENDED)
QUESTIONS = ()
