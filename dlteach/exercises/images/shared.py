"""What the exercises of lesson 11 share: their lesson, and pictures to try answers on."""

import numpy as np

from dlteach.autograder import Law

LESSON = "11_images"
ONE_IMAGE_OF_MANY = (
    "Only the first image of the batch counts. A `return` inside the loop ends the function in its first "
    "round, and `x[0]` is one image; the first axis holds them all."
)

SAME_PIXELS = Law(
    "no pixel is lost, and none is made up",
    lambda args, value: np.array_equal(np.sort(np.ravel(value)), np.sort(args[0], axis=None)),
)


def pictures(rng, *shape):
    """Draw images (n, h, w, c) of numbers around 0."""
    return rng.normal(size=shape)


def counted(*shape):
    """Images whose entries are 0, 1, 2, …, so that every entry can be recognised."""
    return np.arange(np.prod(shape), dtype=float).reshape(shape)


def first_image_only(function):
    """The mistake of a `return` in the loop over the images."""
    return lambda x, *rest: function(x[:1], *rest)


def first_image_in_every_place(function):
    return lambda x, *rest: function(np.repeat(x[:1], len(x), axis=0), *rest)
