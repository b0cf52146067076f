"""Exercises of lesson 09: layers and models."""

from dlteach.exercises.keras_models.branches import TWO_BRANCH_MODEL
from dlteach.exercises.keras_models.classifier import BINARY_CLASSIFIER
from dlteach.exercises.keras_models.layer import DENSE_LAYER
from dlteach.exercises.keras_models.model import MINI_SEQUENTIAL
from dlteach.exercises.keras_models.parameters import COUNT_PARAMETERS, FAILING_INPUT, MENDED
from dlteach.exercises.keras_models.questions import QUESTIONS

EXERCISES = (
    COUNT_PARAMETERS,
    DENSE_LAYER,
    MINI_SEQUENTIAL,
    BINARY_CLASSIFIER,
    TWO_BRANCH_MODEL,
    FAILING_INPUT,
    MENDED,
)

__all__ = ["EXERCISES", "QUESTIONS"]
