"""Known mistakes of `conv2d`: in the kernel, the places, the padding, the channels and the bias."""

import numpy as np

from dlteach.autograder import Mistake
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


def _places(x, kernel, stride, padding):
    return conv2d(x, kernel, np.zeros(kernel.shape[-1]), stride, padding).shape[1:3]


def _starts_not_multiplied(x, k, b, s, p):
    height, width = _places(x, k, s, p)
    return conv2d(x, k, b, 1, p)[:, :height, :width]


def _last_left_empty(x, k, b, s, p):
    out = conv2d(x, k, b, s, p).copy()
    out[:, -1] = out[:, :, -1] = 0
    return out


def _one_larger(x, k, b, s, p):
    return np.pad(conv2d(x, k, b, s, p), ((0, 0), (0, 1), (0, 1), (0, 0)))


def _padded(x, before, after, mode="constant", rows=True, columns=True, **options):
    around = (before, after)
    widths = ((0, 0), around if rows else (0, 0), around if columns else (0, 0), (0, 0))
    return np.pad(x, widths, mode=mode, **options)


def _written_at_the_pixel(x, k, b, s, p):
    kh, kw = k.shape[:2]
    x = _padded(x, p, p)
    out = np.zeros((len(x), (x.shape[1] - kh) // s + 1, (x.shape[2] - kw) // s + 1, k.shape[3]))
    for i in range(0, x.shape[1] - kh + 1, s):
        for j in range(0, x.shape[2] - kw + 1, s):
            out[:, i, j] = np.tensordot(x[:, i : i + kh, j : j + kw], k, axes=3) + b
    return out


_PLACES = (
    Mistake(
        "written-at-the-pixel",
        _written_at_the_pixel,
        "With a stride above 1 the loop counts pixels, but the result has one place for every `stride` of "
        "them. Write to `out[:, i // stride, j // stride]`, or let i and j count places.",
    ),
    Mistake(
        "stride-ignored",
        lambda x, k, b, s, p: conv2d(x, k, b, 1, p),
        "The stride makes no difference. Neighbouring windows begin `stride` pixels apart, so there are "
        "(h + 2p − kh) // stride + 1 of them.",
    ),
    Mistake(
        "windows-start-at-every-pixel",
        _starts_not_multiplied,
        "The result has the right shape, but its windows begin one pixel apart. Place i begins at row "
        "i · stride of the padded image, place j at column j · stride.",
    ),
    Mistake(
        "stride-in-rows-only",
        lambda x, k, b, s, p: conv2d(x, k, b, 1, p)[:, ::s],
        "The stride counts along the rows only. The windows move by `stride` along the columns as well.",
    ),
    Mistake(
        "stride-in-columns-only",
        lambda x, k, b, s, p: conv2d(x, k, b, 1, p)[:, :, ::s],
        "The stride counts along the columns only. The windows move by `stride` along the rows as well.",
    ),
    Mistake(
        "windows-side-by-side",
        lambda x, k, b, s, p: conv2d(x, k, b, 1, p)[:, :: k.shape[0], :: k.shape[1]],
        "The windows do not overlap: each begins where the last one ends. They begin `stride` pixels apart, "
        "however large the kernel is.",
    ),
    Mistake(
        "plus-one-missing",
        lambda x, k, b, s, p: conv2d(x, k, b, s, p)[:, :-1, :-1],
        "The last row and the last column of the result are missing. There are (h + 2p − kh) // stride + 1 "
        "places: `range(h - kh)` stops one too early.",
    ),
    Mistake(
        "last-places-empty",
        _last_left_empty,
        "The last row and the last column of the result stay 0: the loops stop one place too early, at "
        "`range(... - 1)`.",
    ),
    Mistake(
        "one-place-too-many",
        _one_larger,
        "The result has a row and a column too many. There are (h + 2p − kh) // stride + 1 places along the "
        "height.",
    ),
    Mistake(
        "rows-and-columns-exchanged",
        lambda x, k, b, s, p: conv2d(x, k, b, s, p).transpose(0, 2, 1, 3),
        "Rows and columns of the result are exchanged. i counts rows (height, axis 1), j counts columns "
        "(width, axis 2).",
    ),
    Mistake(
        "channels-first",
        lambda x, k, b, s, p: conv2d(x, k, b, s, p).transpose(0, 3, 1, 2),
        "The numbers are right with channels first, (n, f, height, width). In this course channels come "
        "last: (n, height, width, f).",
        kind="convention",
    ),
    Mistake(
        "filters-first",
        lambda x, k, b, s, p: conv2d(x, k, b, s, p).transpose(3, 0, 1, 2),
        "The filters come first. Stack them along the last axis: (n, height, width, f).",
    ),
)


def _with_padding(pad):
    return lambda x, k, b, s, p: conv2d(pad(x, p), k, b, s, 0)


def _always_same(x, k, b, s, p):
    (top, left), (bottom, right) = (
        ((k.shape[i] - 1) // 2 for i in (0, 1)),
        (k.shape[i] // 2 for i in (0, 1)),
    )
    return conv2d(np.pad(x, ((0, 0), (top, bottom), (left, right), (0, 0))), k, b, s, 0)


def _all_axes_padded(product):
    """Padding the batch and the channels too: the kernel no longer fits, and says so in its own words."""

    def answer(x, k, b, s, p):
        product(np.pad(x, p)[:, : k.shape[0], : k.shape[1]], k)
        return conv2d(x, k, b, s, 0)  # reached with p = 0 only

    return answer


_PADDING = (
    *(
        Mistake(
            f"all-axes-padded-{name}",
            _all_axes_padded(product),
            "`np.pad(x, p)` pads every axis: the batch gets images of zeros, and each image gets more "
            "channels than the kernel has. Pad axes 1 and 2 only: ((0, 0), (p, p), (p, p), (0, 0)).",
        )
        for name, product in (
            ("then-tensordot", lambda windows, k: np.tensordot(windows, k, axes=3)),
            ("then-one-product", lambda windows, k: windows[0] * k[..., 0]),
            ("then-a-product-of-all", lambda windows, k: windows * k[..., 0]),
        )
    ),
    Mistake(
        "padding-ignored",
        lambda x, k, b, s, p: conv2d(x, k, b, s, 0),
        "The padding makes no difference. Put p rows of zeros above and below, and p columns of zeros left "
        "and right, before the kernel moves.",
    ),
    *(
        Mistake(
            f"padded-with-{name}",
            _with_padding(lambda x, p, options=options: _padded(x, p, p, **options)),
            f"The padding holds {what}. In this task it holds zeros: `np.pad` with mode 'constant', which is "
            "its default.",
        )
        for name, what, options in (
            ("ones", "ones", {"constant_values": 1}),
            ("edges", "copies of the pixels at the edge", {"mode": "edge"}),
            ("reflections", "a reflection of the image", {"mode": "reflect"}),
            ("the-other-side", "the pixels of the opposite side", {"mode": "wrap"}),
        )
    ),
    Mistake(
        "padded-at-the-start-only",
        _with_padding(lambda x, p: _padded(x, p, 0)),
        "The padding stands above and to the left only. It comes on all four sides: `(padding, padding)` "
        "means before and after.",
    ),
    Mistake(
        "padded-at-the-end-only",
        _with_padding(lambda x, p: _padded(x, 0, p)),
        "The padding stands below and to the right only. It comes on all four sides: `(padding, padding)` "
        "means before and after.",
    ),
    Mistake(
        "all-padding-at-the-start",
        _with_padding(lambda x, p: _padded(x, 2 * p, 0)),
        "The shape is right, but all of the padding stands above and to the left. Copy the image to "
        "`padded[:, p : p + h, p : p + w]`, so that p rows and columns come before it and p after.",
    ),
    Mistake(
        "all-padding-at-the-end",
        _with_padding(lambda x, p: _padded(x, 0, 2 * p)),
        "The shape is right, but all of the padding stands below and to the right. Copy the image to "
        "`padded[:, p : p + h, p : p + w]`, so that p rows and columns come before it and p after.",
    ),
    Mistake(
        "padding-twice",
        _with_padding(lambda x, p: _padded(x, 2 * p, 2 * p)),
        "There are 2p zeros on each side. It is p on each side, 2p in all along an axis.",
    ),
    Mistake(
        "padded-in-rows-only",
        _with_padding(lambda x, p: _padded(x, p, p, columns=False)),
        "Only rows of zeros are added. Columns left and right belong to the padding too: axis 2.",
    ),
    Mistake(
        "padded-in-columns-only",
        _with_padding(lambda x, p: _padded(x, p, p, rows=False)),
        "Only columns of zeros are added. Rows above and below belong to the padding too: axis 1.",
    ),
    Mistake(
        "images-added-by-padding",
        _with_padding(lambda x, p: np.pad(x, ((p, p), (p, p), (p, p), (0, 0)))),
        "The batch is padded too, so images of zeros come along. Pad axes 1 and 2 only: ((0, 0), (p, p), "
        "(p, p), (0, 0)).",
    ),
    Mistake(
        "always-the-same-size",
        _always_same,
        "The padding is always such that the image keeps its size, as with padding='same'. Here the argument "
        "says how many zeros there are on each side.",
        kind="convention",
    ),
    Mistake(
        "always-all-places",
        lambda x, k, b, s, p: conv2d(
            np.pad(x, ((0, 0), *((v - 1, v - 1) for v in k.shape[:2]), (0, 0))), k, b, s, 0
        ),
        "The kernel reaches over the edge wherever it touches the image, as with mode 'full'. Here the "
        "padding says how many zeros there are on each side.",
        kind="convention",
    ),
)


def _per_channel(x, k, b, s, p):
    """One map for each channel, of the first filter."""
    maps = [conv2d(x[..., c : c + 1], k[:, :, c : c + 1, :1], b[:1], s, p) for c in range(x.shape[-1])]
    return np.concatenate(maps, axis=-1)


def _all_filters_in_one_product(x, k, b, s, p):
    kh, kw = k.shape[:2]
    out = np.zeros(conv2d(x, k, b, s, p).shape)
    x = _padded(x, p, p)
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

MISTAKES = (*_KERNEL, *_PLACES, *_PADDING, *_CHANNELS, *_BIAS)
