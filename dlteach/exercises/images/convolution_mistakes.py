"""Known mistakes of `conv2d`: in the kernel, the channels and the bias, and those of its places."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.images.convolution_places import PADDING, PLACES, padded
from dlteach.exercises.images.convolution_reference import conv2d
from dlteach.exercises.images.shared import (
    ONE_IMAGE_OF_MANY,
    first_image_in_every_place,
    first_image_only,
)

_KERNEL = (
    Mistake(
        "kernel-flipped",
        lambda x, k, b, s, p: conv2d(x, k[::-1, ::-1], b, s, p),
        "That is the convolution of mathematics, which turns the kernel by 180 degrees first. In deep "
        "learning the kernel is laid on the image as it is: leave out the flip.",
        kind="convention",
    ),
    Mistake(
        "kernel-upside-down",
        lambda x, k, b, s, p: conv2d(x, k[::-1], b, s, p),
        "The rows of the kernel are in reverse order. Lay it on the window as it is: row k of the kernel "
        "meets row k of the window.",
    ),
    Mistake(
        "kernel-mirrored",
        lambda x, k, b, s, p: conv2d(x, k[:, ::-1], b, s, p),
        "The columns of the kernel are in reverse order. Lay it on the window as it is: column l of the "
        "kernel meets column l of the window.",
    ),
    Mistake(
        "mean-over-the-kernel",
        lambda x, k, b, s, p: (conv2d(x, k, 0 * b, s, p)) / k[..., 0].size + b,
        "The products of a window are averaged. A convolution adds them up: `np.sum` in place of `np.mean`.",
    ),
    Mistake(
        "divided-by-the-window",
        lambda x, k, b, s, p: (conv2d(x, k, 0 * b, s, p)) / (k.shape[0] * k.shape[1]) + b,
        "The sum is divided by the number of pixels in the window. A convolution adds up, nothing else.",
    ),
    Mistake(
        "divided-by-the-sum-of-the-kernel",
        lambda x, k, b, s, p: (conv2d(x, k, 0 * b, s, p)) / k.sum(axis=(0, 1, 2)) + b,
        "The sum is divided by the sum of the kernel. That keeps the brightness of a photograph; a layer "
        "adds up, nothing else.",
    ),
    Mistake(
        "last-product-only",
        lambda x, k, b, s, p: conv2d(x, _only(k, np.s_[-1, -1, -1]), b, s, p),
        "Only the last product of each window counts: `=` overwrites the result in every round of the loop. "
        "`+=` adds to it.",
    ),
    Mistake(
        "first-product-only",
        lambda x, k, b, s, p: conv2d(x, _only(k, np.s_[0, 0, 0]), b, s, p),
        "Only the first product of each window counts. Add up over all rows, columns and channels of the "
        "kernel.",
    ),
    Mistake(
        "negative-results-cut",
        lambda x, k, b, s, p: np.maximum(conv2d(x, k, b, s, p), 0),
        "Results below 0 are set to 0. That is the ReLU, which comes after the convolution as a step of its "
        "own.",
    ),
)


def _only(kernel, place):
    kept = np.zeros_like(kernel)
    kept[place] = kernel[place]
    return kept


def _per_channel(x, k, b, s, p):
    """One map for each channel, of the first filter."""
    maps = [conv2d(x[..., c : c + 1], k[:, :, c : c + 1, :1], b[:1], s, p) for c in range(x.shape[-1])]
    return np.concatenate(maps, axis=-1)


def _all_filters_in_one_product(x, k, b, s, p):
    kh, kw = k.shape[:2]
    out = np.zeros(conv2d(x, k, b, s, p).shape)
    x = padded(x, p, p)
    for i, j in np.ndindex(out.shape[1:3]):
        window = x[:, i * s : i * s + kh, j * s : j * s + kw]
        out[:, i, j] = np.sum(window * k, axis=(1, 2, 3)) + b
    return out


def _channels_not_summed(x, k, b, s, p):
    maps = [conv2d(x[..., c : c + 1], k[:, :, c : c + 1], b, s, p) for c in range(x.shape[-1])]
    return np.stack(maps, axis=-2)


_CHANNELS = (
    Mistake(
        "first-channel-only",
        lambda x, k, b, s, p: conv2d(x[..., :1], k[:, :, :1], b, s, p),
        "Only the first channel of the images counts. Each filter has weights for every channel: add up over "
        "them all.",
    ),
    Mistake(
        "last-channel-only",
        lambda x, k, b, s, p: conv2d(x[..., -1:], k[:, :, -1:], b, s, p),
        "Only the last channel of the images counts: `=` overwrites the sum in the loop over channels. `+=` "
        "adds to it.",
    ),
    Mistake(
        "channels-not-summed",
        _channels_not_summed,
        "There is one number for each channel and filter. Sum over the channels too: `np.tensordot(window, "
        "kernel, axes=3)` sums over rows, columns and channels.",
    ),
    Mistake(
        "all-filters-in-one-product",
        _all_filters_in_one_product,
        "`window * kernel` multiplies (n, kh, kw, c) with (kh, kw, c, f), whose axes do not belong together. "
        "Take one filter at a time, `kernel[..., f]`, or let `np.tensordot(window, kernel, axes=3)` sum.",
    ),
    Mistake(
        "one-map-per-channel",
        _per_channel,
        "One map for each channel comes out. The channels of an image are added up; each filter makes one "
        "map.",
    ),
    Mistake(
        "channels-averaged",
        lambda x, k, b, s, p: conv2d(x, k, 0 * b, s, p) / x.shape[-1] + b,
        "The channels are averaged. They are added up, as rows and columns of the window are.",
    ),
    Mistake(
        "one-kernel-for-all-channels",
        lambda x, k, b, s, p: conv2d(x, np.repeat(k[:, :, :1], x.shape[-1], axis=2), b, s, p),
        "All channels share the weights of the first. A filter has a weight for each row, column and "
        "channel.",
    ),
    Mistake(
        "first-filter-only",
        lambda x, k, b, s, p: conv2d(x, k[..., :1], b[:1], s, p),
        "Only the first filter is used. Each filter makes a map, and the maps are the channels of the "
        "result.",
    ),
    Mistake(
        "first-filter-everywhere",
        lambda x, k, b, s, p: conv2d(x, np.repeat(k[..., :1], k.shape[-1], axis=-1), b, s, p),
        "Every map is made with the first filter. Map f belongs to `kernel[..., f]`.",
    ),
    Mistake(
        "filters-summed",
        lambda x, k, b, s, p: conv2d(x, k, b, s, p).sum(axis=-1, keepdims=True),
        "The filters are added up too. Each makes a map of its own; add up over rows, columns and channels "
        "only.",
    ),
    Mistake(
        "filter-axis-lost",
        lambda x, k, b, s, p: conv2d(x, k, b, s, p)[..., 0],
        "The last axis is missing. The result is (n, height, width, f), also for one filter.",
    ),
    Mistake("first-image-only", first_image_only(conv2d), ONE_IMAGE_OF_MANY),
    Mistake(
        "first-image-in-every-place",
        first_image_in_every_place(conv2d),
        "Every result is that of the first image. Image m of the result comes from image m of the batch.",
    ),
    Mistake(
        "images-summed",
        lambda x, k, b, s, p: np.repeat(
            conv2d(x, k, 0 * b, s, p).sum(axis=0, keepdims=True) + b, len(x), axis=0
        ),
        "The images of the batch are added up. Each image has a result of its own: sum over rows, columns "
        "and channels of the window, axes 1, 2 and 3.",
    ),
)

_BIAS = (
    Mistake(
        "bias-forgotten",
        lambda x, k, b, s, p: conv2d(x, k, 0 * b, s, p),
        "The bias is missing. Each filter adds its `b[f]` to every place of its map.",
    ),
    Mistake(
        "bias-subtracted",
        lambda x, k, b, s, p: conv2d(x, k, -b, s, p),
        "The bias is taken away. It is added: Σ window · kernel + b.",
    ),
    Mistake(
        "bias-once-per-weight",
        lambda x, k, b, s, p: conv2d(x, k, b * k[..., 0].size, s, p),
        "The bias is added to every product, inside the sum. It is added once to each place: "
        "`np.sum(window * kernel) + b`, with `+ b` outside.",
    ),
    Mistake(
        "bias-once-per-channel",
        lambda x, k, b, s, p: conv2d(x, k, b * k.shape[2], s, p),
        "The bias is added once for each channel. Add up the channels first, then the bias, once.",
    ),
    Mistake(
        "bias-of-the-first-filter",
        lambda x, k, b, s, p: conv2d(x, k, 0 * b + b[0], s, p),
        "Every map gets the bias of the first filter. Map f gets `b[f]`.",
    ),
    Mistake(
        "biases-summed",
        lambda x, k, b, s, p: conv2d(x, k, 0 * b + b.sum(), s, p),
        "Every map gets the sum of all biases. Map f gets `b[f]` alone.",
    ),
    Mistake(
        "bias-multiplies",
        lambda x, k, b, s, p: conv2d(x, k, 0 * b, s, p) * b,
        "The bias multiplies the result. It is added.",
    ),
    Mistake(
        "integer-buffer",
        lambda x, k, b, s, p: conv2d(x, k, b, s, p).astype(x.dtype),
        "The result is cut to integers where the images are integers: `np.zeros_like(x)` and `dtype=x.dtype` "
        "keep their type. `np.zeros(shape)` is float64.",
    ),
)

MISTAKES = (*_KERNEL, *PLACES, *PADDING, *_CHANNELS, *_BIAS)
