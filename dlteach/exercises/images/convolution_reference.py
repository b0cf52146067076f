"""The reference for `conv2d`: the library's convolution, with padding as a number of zeros on every side."""

import numpy as np

from dlteach.functions import conv2d as library_conv2d


def conv2d(x, kernel, b, stride=1, padding=0):
    """Convolve images that have `padding` zeros on every side of height and width."""
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    return library_conv2d(padded, kernel, b, strides=stride)
