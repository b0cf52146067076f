"""Exercises of lesson 11: convolution and augmentation."""

from dlteach.exercises.images.convolution import CONV2D
from dlteach.exercises.images.flip import HORIZONTAL_FLIP
from dlteach.exercises.images.given_mistake import MAX_POOL2D_FAILING_INPUT, MAX_POOL2D_MENDED
from dlteach.exercises.images.grayscale import TO_GRAYSCALE
from dlteach.exercises.images.jitter import COLOR_JITTER
from dlteach.exercises.images.noise import ADD_NOISE
from dlteach.exercises.images.pooling import MAX_POOL2D
from dlteach.exercises.images.questions import QUESTIONS
from dlteach.exercises.images.rotation import ROTATE
from dlteach.exercises.images.shapes import CONV_OUTPUT_SHAPE

EXERCISES = (
    CONV_OUTPUT_SHAPE,
    CONV2D,
    MAX_POOL2D,
    HORIZONTAL_FLIP,
    ROTATE,
    TO_GRAYSCALE,
    ADD_NOISE,
    COLOR_JITTER,
    MAX_POOL2D_FAILING_INPUT,
    MAX_POOL2D_MENDED,
)
__all__ = ["EXERCISES", "QUESTIONS"]
