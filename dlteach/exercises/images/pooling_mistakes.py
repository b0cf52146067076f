"""The reference for `max_pool2d`, and its known mistakes."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.images.shared import ONE_IMAGE_OF_MANY, first_image_in_every_place, first_image_only
from dlteach.functions import max_pool2d as library_max_pool2d


def max_pool2d(x, pool_size, stride):
    """The library's max pooling, with the stride always given."""
    return library_max_pool2d(x, pool_size, stride)


def windows(x, pool_size, stride):
    """All windows: (n, places down, places across, c, pool_size, pool_size)."""
    every = np.lib.stride_tricks.sliding_window_view(x, (pool_size, pool_size), axis=(1, 2))
    return every[:, ::stride, ::stride]


def _by(reduce):
    return lambda x, pool_size, stride: reduce(windows(x, pool_size, stride), (-2, -1))


def _partial_windows_kept(x, pool_size, stride):
    rows, columns = (range(0, v - (pool_size > stride) * (pool_size - stride), stride) for v in x.shape[1:3])
    return np.stack(
        [
            np.stack([x[:, i : i + pool_size, j : j + pool_size].max(axis=(1, 2)) for j in columns], axis=1)
            for i in rows
        ],
        axis=1,
    )


def _starts_not_multiplied(x, pool_size, stride):
    height, width = max_pool2d(x, pool_size, stride).shape[1:3]
    return max_pool2d(x, pool_size, 1)[:, :height, :width]


def _written_at_the_pixel(x, pool_size, stride):
    height, width = ((v - pool_size) // stride + 1 for v in x.shape[1:3])
    out = np.zeros((len(x), height, width, x.shape[3]))
    for i in range(0, x.shape[1] - pool_size + 1, stride):
        for j in range(0, x.shape[2] - pool_size + 1, stride):
            out[:, i, j] = x[:, i : i + pool_size, j : j + pool_size].max(axis=(1, 2))
    return out


def _places(rows, columns):
    """Max pooling with other numbers of places, each `places(h or w, pool_size, stride)`; windows may be "
    "cut off."""

    def answer(x, pool_size, stride):
        height, width = (count(*x.shape[1:3], pool_size, stride) for count in (rows, columns))
        out = np.zeros((len(x), height, width, x.shape[3]))
        for i in range(height):
            for j in range(width):
                rows_of, columns_of = (slice(k * stride, k * stride + pool_size) for k in (i, j))
                out[:, i, j] = x[:, rows_of, columns_of].max(axis=(1, 2))
        return out

    return answer


def _over_stride_by_pixels(x, pool_size, stride):
    n, h, w, c = x.shape
    out = np.zeros((n, h // stride, w // stride, c))
    for i in range(0, h, stride):
        for j in range(0, w, stride):
            window = x[:, i : i + pool_size, j : j + pool_size]
            out[:, i // stride, j // stride] = window.max(axis=(1, 2))
    return out


def _starts_by_the_window(x, pool_size, stride):
    out = np.zeros(max_pool2d(x, pool_size, stride).shape)
    for i, j in np.ndindex(out.shape[1:3]):
        r, s = i * pool_size, j * pool_size
        out[:, i, j] = x[:, r : r + pool_size, s : s + pool_size].max(axis=(1, 2))
    return out


def _blocks(x, pool_size, stride):
    n, h, w, c = x.shape
    blocks = x.reshape(n, h // pool_size, pool_size, w // pool_size, pool_size, c)
    return blocks.max(axis=(2, 4))


def _last_left_empty(x, pool_size, stride):
    out = np.array(max_pool2d(x, pool_size, stride), dtype=float)
    out[:, -1] = out[:, :, -1] = 0
    return out


def _largest_of_everything(axes):
    def answer(x, pool_size, stride):
        pooled = max_pool2d(x, pool_size, stride)
        return np.broadcast_to(pooled.max(axis=axes, keepdims=True), pooled.shape)

    return answer


def _along(rows, columns):
    def answer(x, pool_size, stride):
        every = np.lib.stride_tricks.sliding_window_view(
            x, (pool_size if rows else 1, pool_size if columns else 1), axis=(1, 2)
        )
        return every[:, :: stride if rows else 1, :: stride if columns else 1].max(axis=(-2, -1))

    return answer


MISTAKES = (
    Mistake(
        "mean-pooling",
        _by(np.mean),
        "The windows are averaged, which is average pooling. Here the largest entry of each window is "
        "asked for: `np.max`.",
    ),
    Mistake("sum-pooling", _by(np.sum), "The windows are summed. Take the largest entry: `np.max`."),
    Mistake("min-pooling", _by(np.min), "That is the smallest entry of each window. Take the largest."),
    Mistake(
        "starts-at-zero",
        lambda x, size, stride: np.maximum(max_pool2d(x, size, stride), 0),
        "Where all numbers of a window are negative, 0 comes out, which is none of them: the search for "
        "the largest starts at 0. Start at −∞ or at the first entry, or use `np.max` of the window.",
    ),
    Mistake(
        "first-of-the-window",
        lambda x, size, stride: windows(x, size, stride)[..., 0, 0],
        "The first entry of each window comes out. Look at all of them and take the largest.",
    ),
    Mistake(
        "last-of-the-window",
        lambda x, size, stride: windows(x, size, stride)[..., -1, -1],
        "The last entry of each window comes out: the loop overwrites what it has found. Keep the larger "
        "of both.",
    ),
    Mistake(
        "largest-by-size",
        lambda x, size, stride: np.abs(windows(x, size, stride)).max(axis=(-2, -1)),
        "The absolute values are compared. Take the largest entry as it is, with its sign.",
    ),
    Mistake(
        "place-of-the-largest",
        lambda x, size, stride: (
            windows(x, size, stride).reshape(*windows(x, size, stride).shape[:4], -1).argmax(axis=-1)
        ),
        "`argmax` says where the largest entry is. What it is says `max`.",
    ),
    Mistake(
        "stride-ignored",
        lambda x, size, stride: max_pool2d(x, size, 1),
        "The stride makes no difference: the windows move by one pixel. They begin `stride` pixels apart.",
    ),
    Mistake(
        "windows-start-at-every-pixel",
        _starts_not_multiplied,
        "The result has the right shape, but its windows begin one pixel apart. Place i begins at row "
        "i · stride, place j at column j · stride.",
    ),
    Mistake(
        "written-at-the-pixel",
        _written_at_the_pixel,
        "The loop counts pixels, but the result has one place for every `stride` of them. Write to "
        "`out[:, i // stride, j // stride]`, or let i and j count places.",
    ),
    Mistake(
        "starts-by-the-window",
        _starts_by_the_window,
        "There are as many places as the stride gives, but each window begins where the last one ends. "
        "Place i begins at row i · stride, whatever the size of the window.",
    ),
    Mistake(
        "stride-is-the-window",
        lambda x, size, stride: max_pool2d(x, size, size),
        "The windows always stand side by side. That is the usual choice, but here the stride is an "
        "argument of its own and may be smaller or larger than the window.",
    ),
    Mistake(
        "blocks-by-reshape",
        _blocks,
        "`reshape` cuts images into blocks that stand side by side and leave nothing over. Windows may "
        "overlap, leave gaps, or not fill the image: cut each one out by its place.",
    ),
    Mistake(
        "window-is-the-stride",
        lambda x, size, stride: max_pool2d(x, stride, stride),
        "The windows are as large as the stride. Their side is `pool_size`; the stride says how far "
        "apart they begin.",
    ),
    Mistake(
        "arguments-exchanged",
        lambda x, size, stride: max_pool2d(x, stride, size),
        "Window and stride are exchanged: the arguments come in the order (x, pool_size, stride).",
    ),
    Mistake(
        "stride-in-rows-only",
        lambda x, size, stride: max_pool2d(x, size, 1)[:, ::stride],
        "The stride counts along the rows only. The windows move by `stride` along the columns as well.",
    ),
    Mistake(
        "partial-windows-kept",
        _partial_windows_kept,
        "What is left over at the edge makes a window of its own. Windows that do not fit are dropped: "
        "there are (h − pool_size) // stride + 1 along the height.",
        kind="convention",
    ),
    Mistake(
        "width-from-the-height",
        _places(lambda h, w, p, s: (h - p) // s + 1, lambda h, w, p, s: (h - p) // s + 1),
        "The width of the result is worked out from the height of the image. It is (w − pool_size) // "
        "stride + 1.",
    ),
    Mistake(
        "image-over-stride-by-pixels",
        _over_stride_by_pixels,
        "The result has room for h // stride rows, and the loop `range(0, h, stride)` runs over more "
        "where the stride does not divide h; its last windows are cut off, too. There are (h − pool_size) "
        "// stride + 1 places.",
    ),
    Mistake(
        "image-over-stride",
        _places(lambda h, w, p, s: h // s, lambda h, w, p, s: w // s),
        "The number of places is h // stride, which is right only where window and stride are equal. It is "
        "(h − pool_size) // stride + 1.",
    ),
    Mistake(
        "plus-one-missing",
        lambda x, size, stride: max_pool2d(x, size, stride)[:, :-1, :-1],
        "The last row and column of the result are missing. There are (h − pool_size) // stride + 1 "
        "places along the height.",
    ),
    Mistake(
        "last-places-empty",
        _last_left_empty,
        "The last row and column of the result stay 0: the loops stop one place too early.",
    ),
    Mistake(
        "over-all-channels",
        lambda x, size, stride: max_pool2d(x, size, stride).max(axis=-1, keepdims=True),
        "One channel comes out. Each channel is pooled by itself: the largest over rows and columns, "
        "axes 1 and 2, and not over the channels.",
    ),
    Mistake(
        "channels-share-the-largest",
        _largest_of_everything(3),
        "All channels of a place are equal: the largest is sought over the channels too. Pool each "
        "channel by itself: `window.max(axis=(1, 2))`.",
    ),
    Mistake(
        "images-share-the-largest",
        _largest_of_everything(0),
        "All images are equal: the largest is sought over the batch too. Pool each image by itself: "
        "`window.max(axis=(1, 2))`.",
    ),
    Mistake(
        "batch-and-channels-share-the-largest",
        _largest_of_everything((0, 3)),
        "All images and channels share one number for a place. `window.max(axis=(1, 2))` looks at rows "
        "and columns only, and leaves a number for each image and channel.",
    ),
    Mistake(
        "rows-only",
        _along(rows=True, columns=False),
        "The windows are one column wide. They have `pool_size` rows and `pool_size` columns.",
    ),
    Mistake(
        "columns-only",
        _along(rows=False, columns=True),
        "The windows are one row high. They have `pool_size` rows and `pool_size` columns.",
    ),
    Mistake(
        "whole-image",
        lambda x, size, stride: x.max(axis=(1, 2), keepdims=True),
        "One number for the whole image comes out. Cut the image into windows and take the largest entry "
        "of each.",
    ),
    Mistake(
        "rows-and-columns-exchanged",
        lambda x, size, stride: max_pool2d(x, size, stride).transpose(0, 2, 1, 3),
        "Rows and columns of the result are exchanged. i counts rows (axis 1), j counts columns (axis 2).",
    ),
    Mistake(
        "channels-first",
        lambda x, size, stride: max_pool2d(x, size, stride).transpose(0, 3, 1, 2),
        "The numbers are right with channels first. In this course channels come last: (n, height, "
        "width, c).",
        kind="convention",
    ),
    Mistake(
        "channels-first-images",
        lambda x, size, stride: max_pool2d(x.transpose(0, 2, 3, 1), size, stride).transpose(0, 3, 1, 2),
        "The windows are cut from axes 2 and 3, as for images with channels first. In this course rows "
        "and columns are axes 1 and 2.",
        kind="convention",
    ),
    Mistake("first-image-only", first_image_only(max_pool2d), ONE_IMAGE_OF_MANY),
    Mistake(
        "first-image-in-every-place",
        first_image_in_every_place(max_pool2d),
        "Every result is that of the first image. Image m of the result comes from image m of the batch.",
    ),
)
