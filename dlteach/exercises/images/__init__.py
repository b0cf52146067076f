"""Exercises of lesson 11: convolution and augmentation."""

from dlteach.exercises.images.convolution import CONV2D
from dlteach.exercises.images.pooling import MAX_POOL2D
from dlteach.exercises.images.shapes import CONV_OUTPUT_SHAPE

EXERCISES = (CONV_OUTPUT_SHAPE, CONV2D, MAX_POOL2D)
QUESTIONS = ()
