"""Exercises of lesson 00: one matrix product, and the shape that it has."""

from dlteach.exercises.start_here.given_mistake import AFFINE_FAILING_INPUT, AFFINE_MENDED
from dlteach.exercises.start_here.layer import AFFINE, PREDICT_SHAPE
from dlteach.exercises.start_here.questions import QUESTIONS

EXERCISES = (AFFINE, PREDICT_SHAPE, AFFINE_FAILING_INPUT, AFFINE_MENDED)

__all__ = ["EXERCISES", "QUESTIONS"]
