"""Exercises of lesson 00: one matrix product, and the shape that it has."""

from dlteach.exercises.start_here.layer import AFFINE, PREDICT_SHAPE

EXERCISES = (AFFINE, PREDICT_SHAPE)
QUESTIONS = ()
