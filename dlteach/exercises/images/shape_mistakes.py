"""The reference for `conv_output_shape`, and its known mistakes."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.functions import conv_output_shape as library_shape


def conv_output_shape(x_shape, kernel_shape, stride=1, padding=0):
    """Shape of the library's convolution of images with `padding` zeros on every side."""
    n, height, width, channels = x_shape
    padded = (n, height + 2 * padding, width + 2 * padding, channels)
    return library_shape(padded, kernel_shape, strides=stride)


def _by(height_of):
    """The shape when `height_of(size, kernel, stride, padding)` counts the places along an axis."""

    def answer(x_shape, kernel_shape, stride, padding):
        n, h, w, _ = x_shape
        kh, kw, _, f = kernel_shape
        return n, height_of(h, kh, stride, padding), height_of(w, kw, stride, padding), f

    return answer


MISTAKES = (
    Mistake(
        "plus-one-missing",
        _by(lambda h, k, s, p: (h + 2 * p - k) // s),
        "One place too few along each axis: the steps are counted, not the places. A kernel that fits "
        "and never moves has one place, so add 1 after the division.",
    ),
    Mistake(
        "plus-one-before-the-division",
        _by(lambda h, k, s, p: (h + 2 * p - k + 1) // s),
        "The 1 is added before the division. Count the steps first, (h + 2p − k) // s, and then add 1 "
        "for the place where the kernel starts.",
    ),
    Mistake(
        "rounded-up",
        _by(lambda h, k, s, p: -(-(h + 2 * p - k) // s) + 1),
        "The division is rounded up, so the last place reaches beyond the image. A step that does not "
        "fit is not taken: round down, with `//`.",
    ),
    Mistake(
        "not-rounded",
        _by(lambda h, k, s, p: (h + 2 * p - k) / s + 1),
        "Where the stride does not divide, a part of a place comes out. Round down with `//`: a step "
        "that does not fit is not taken.",
    ),
    Mistake(
        "rounded-to-nearest",
        _by(lambda h, k, s, p: round((h + 2 * p - k) / s) + 1),
        "The division is rounded to the nearest whole number. A step that fits by half does not fit: "
        "round down, with `//`.",
    ),
    Mistake(
        "padding-on-one-side",
        _by(lambda h, k, s, p: (h + p - k) // s + 1),
        "The padding is counted once. It comes on both sides of the image, so an axis grows by 2p.",
    ),
    Mistake(
        "padding-ignored",
        _by(lambda h, k, s, p: (h - k) // s + 1),
        "The padding makes no difference. It adds p rows or columns on each of two sides: h + 2p in "
        "place of h.",
    ),
    Mistake(
        "padding-four-times",
        _by(lambda h, k, s, p: (h + 4 * p - k) // s + 1),
        "The padding is counted four times: each axis has two sides, so it grows by 2p.",
    ),
    Mistake(
        "padding-taken-away",
        _by(lambda h, k, s, p: (h - 2 * p - k) // s + 1),
        "The padding is taken away. It makes the image larger: h + 2p.",
    ),
    Mistake(
        "padding-after-the-division",
        _by(lambda h, k, s, p: (h - k) // s + 1 + 2 * p),
        "The padding is added to the result. The kernel steps over the padded image, so it belongs "
        "before the division: (h + 2p − k) // s + 1.",
    ),
    Mistake(
        "padding-divided-alone",
        _by(lambda h, k, s, p: h + (2 * p - k) // s + 1),
        "Parentheses are missing: `//` comes before `+`. Put the whole of h + 2p − k in parentheses.",
    ),
    Mistake(
        "kernel-divided-alone",
        _by(lambda h, k, s, p: h + 2 * p - k // s + 1),
        "Parentheses are missing: `//` comes before `-`, so only the kernel is divided. Put the whole of "
        "h + 2p − k in parentheses.",
    ),
    Mistake(
        "stride-ignored",
        _by(lambda h, k, s, p: h + 2 * p - k + 1),
        "The stride makes no difference. The kernel moves by s pixels, so divide the way h + 2p − k by s.",
    ),
    Mistake(
        "stride-in-rows-only",
        lambda x, k, s, p: (x[0], (x[1] + 2 * p - k[0]) // s + 1, x[2] + 2 * p - k[1] + 1, k[3]),
        "The stride counts along the height only. The kernel moves by s pixels along both axes.",
    ),
    Mistake(
        "stride-multiplies",
        _by(lambda h, k, s, p: (h + 2 * p - k) * s + 1),
        "The stride multiplies the number of steps. Longer steps are fewer: divide.",
    ),
    Mistake(
        "one-more-subtracted",
        _by(lambda h, k, s, p: (h + 2 * p - k - 1) // s + 1),
        "One too few along an axis whose last step fits exactly. The way of the kernel is h + 2p − k "
        "long, without another −1.",
    ),
    Mistake(
        "one-place-too-many",
        _by(lambda h, k, s, p: (h + 2 * p - k) // s + 2),
        "One place too many along each axis. The steps are (h + 2p − k) // s; the places are one more.",
    ),
    Mistake(
        "kernel-not-subtracted",
        _by(lambda h, k, s, p: (h + 2 * p) // s + 1),
        "The size of the kernel is missing. It lies inside the image, so it can move by h + 2p − k pixels.",
    ),
    Mistake(
        "kernel-added",
        _by(lambda h, k, s, p: (h + 2 * p + k) // s + 1),
        "The size of the kernel is added. The larger the kernel, the fewer its places: subtract it.",
    ),
    Mistake(
        "half-a-kernel",
        _by(lambda h, k, s, p: (h + 2 * p - k // 2) // s + 1),
        "Half a kernel is subtracted. The whole kernel stays inside the padded image: h + 2p − k.",
    ),
    Mistake(
        "image-over-stride",
        _by(lambda h, k, s, p: -(-h // s)),
        "That is ⌈h/s⌉, what a library gives for padding='same'. Here the padding is a number of zeros "
        "on each side: (h + 2p − k) // s + 1.",
        kind="convention",
    ),
    Mistake(
        "shape-of-the-image",
        lambda x, k, s, p: (x[0], x[1], x[2], k[3]),
        "Height and width are those of the image. The kernel must fit, so they become (h + 2p − k) // s + 1.",
    ),
    Mistake(
        "pooling-formula",
        _by(lambda h, k, s, p: (h + 2 * p) // k),
        "The size is divided by that of the kernel, as if the places did not overlap. They lie one "
        "stride apart: (h + 2p − k) // s + 1.",
    ),
    Mistake(
        "height-for-both",
        lambda x, k, s, p: (x[0], *[(x[1] + 2 * p - k[0]) // s + 1] * 2, k[3]),
        "The width is computed from the height. Images need not be square: use the second and the third "
        "size of `x_shape`, and the first two of `kernel_shape`.",
    ),
    Mistake(
        "width-for-both",
        lambda x, k, s, p: (x[0], *[(x[2] + 2 * p - k[1]) // s + 1] * 2, k[3]),
        "The height is computed from the width. Images need not be square: use the second and the third "
        "size of `x_shape`, and the first two of `kernel_shape`.",
    ),
    Mistake(
        "kernel-height-for-both",
        lambda x, k, s, p: (x[0], *((v + 2 * p - k[0]) // s + 1 for v in x[1:3]), k[3]),
        "The height of the kernel is used for both axes. Along the width it is `kernel_shape[1]` that "
        "counts.",
    ),
    Mistake(
        "kernel-width-for-both",
        lambda x, k, s, p: (x[0], *((v + 2 * p - k[1]) // s + 1 for v in x[1:3]), k[3]),
        "The width of the kernel is used for both axes. Along the height it is `kernel_shape[0]` that "
        "counts.",
    ),
    Mistake(
        "kernel-sides-exchanged",
        lambda x, k, s, p: (
            x[0],
            (x[1] + 2 * p - k[1]) // s + 1,
            (x[2] + 2 * p - k[0]) // s + 1,
            k[3],
        ),
        "Height and width of the kernel are exchanged. Its shape is (kh, kw, c, f): height first, as for "
        "the images.",
    ),
    Mistake(
        "width-first",
        lambda x, k, s, p: (
            x[0],
            (x[2] + 2 * p - k[1]) // s + 1,
            (x[1] + 2 * p - k[0]) // s + 1,
            k[3],
        ),
        "Height and width of the result are exchanged. Rows come first, (n, height, width, filters).",
    ),
    Mistake(
        "channels-for-filters",
        lambda x, k, s, p: (*conv_output_shape(x, k, s, p)[:3], x[3]),
        "The last size is the number of channels of the images. The channels are summed; what comes out "
        "has one channel for each filter, `kernel_shape[3]`.",
    ),
    Mistake(
        "channels-times-filters",
        lambda x, k, s, p: (*conv_output_shape(x, k, s, p)[:3], x[3] * k[3]),
        "Channels times filters come out. A filter sums over all channels, so there is one map for each "
        "filter, `kernel_shape[3]`.",
    ),
    Mistake(
        "one-map-only",
        lambda x, k, s, p: (*conv_output_shape(x, k, s, p)[:3], 1),
        "The last size is 1. Each filter makes a channel of its own: the last size is `kernel_shape[3]`.",
    ),
    Mistake(
        "channels-first",
        lambda x, k, s, p: tuple(np.array(conv_output_shape(x, k, s, p), dtype=object)[[0, 3, 1, 2]]),
        "That is right with channels first, (n, f, height, width), as PyTorch has it. In this course "
        "channels come last.",
        kind="convention",
    ),
    Mistake(
        "three-sizes",
        lambda x, k, s, p: conv_output_shape(x, k, s, p)[1:],
        "Three sizes come back. The result has four axes: (n, height, width, filters).",
    ),
    Mistake(
        "two-sizes",
        lambda x, k, s, p: conv_output_shape(x, k, s, p)[1:3],
        "Two sizes come back. The result has four axes: put n before height and width, and the number of "
        "filters after them.",
    ),
)
