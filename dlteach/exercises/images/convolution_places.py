"""Known mistakes of `conv2d` in the places of the kernel, and in the padding."""

import numpy as np

from dlteach.autograder import Mistake
from dlteach.exercises.images.convolution_reference import conv2d


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


def padded(x, before, after, mode="constant", rows=True, columns=True, **options):
    around = (before, after)
    widths = ((0, 0), around if rows else (0, 0), around if columns else (0, 0), (0, 0))
    return np.pad(x, widths, mode=mode, **options)


def _written_at_the_pixel(x, k, b, s, p):
    kh, kw = k.shape[:2]
    x = padded(x, p, p)
    out = np.zeros((len(x), (x.shape[1] - kh) // s + 1, (x.shape[2] - kw) // s + 1, k.shape[3]))
    for i in range(0, x.shape[1] - kh + 1, s):
        for j in range(0, x.shape[2] - kw + 1, s):
            out[:, i, j] = np.tensordot(x[:, i : i + kh, j : j + kw], k, axes=3) + b
    return out


def _width_from_the_height(x, k, b, s, p):
    x, (kh, kw) = padded(x, p, p), k.shape[:2]
    places = range((x.shape[1] - kh) // s + 1)
    out = np.zeros((len(x), len(places), len(places), k.shape[3]))
    for i in places:
        for j in places:
            window = x[:, i * s : i * s + kh, j * s : j * s + kw]
            out[:, i, j] = np.sum(window[..., None] * k, axis=(1, 2, 3)) + b
    return out


def _as_large_as_the_image(x, k, b, s, p):
    (h, w), (kh, kw) = x.shape[1:3], k.shape[:2]
    x = np.pad(x, ((0, 0), (kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    return conv2d(x, k, b, 1, 0)[:, :h, :w]


def _size_without_the_padding(x, k, b, s, p):
    out, (h, w), (kh, kw) = conv2d(x, k, b, s, p).copy(), x.shape[1:3], k.shape[:2]
    out[:, len(range(0, h - kh + 1, s)) :] = 0
    out[:, :, len(range(0, w - kw + 1, s)) :] = 0
    return out


PLACES = (
    Mistake(
        "width-from-the-height",
        _width_from_the_height,
        "The width of the result is worked out from the height of the image. Rows and columns have sizes "
        "of their own: w and kw for the width.",
    ),
    Mistake(
        "places-of-the-unpadded-image",
        _size_without_the_padding,
        "The last rows and columns of the result stay 0: the loops count the places of the image without its "
        "padding. Read h and w after padding, or count with h + 2p.",
    ),
    Mistake(
        "as-large-as-the-image",
        _as_large_as_the_image,
        "The result has the size of the image, with half a kernel of padding and a step of 1, as "
        "`zeros_like` suggests. Padding and stride are arguments here: there are (h + 2p − kh) // stride "
        "+ 1 places.",
    ),
    Mistake(
        "always-half-a-kernel-of-padding",
        lambda x, k, b, s, p: conv2d(x, k, b, s, (k.shape[0] - 1) // 2),
        "The padding is half a kernel, as for a result of the size of the image, whatever `padding` says. "
        "Use the argument.",
    ),
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


def _padding_counted_only(x, k, b, s, p):
    """The result has room for the padding, but the image has none: windows reach over its edge."""
    kh, kw, _, f = k.shape
    out = np.zeros((len(x), *_places(x, k, s, p), f))
    for i, j, m in np.ndindex(*out.shape[1:]):
        window = x[:, i * s : i * s + kh, j * s : j * s + kw]
        out[:, i, j, m] = np.sum(window * k[..., m], axis=(1, 2, 3)) + b[m]
    return out


PADDING = (
    Mistake(
        "padding-counted-only",
        _padding_counted_only,
        "The padding counts for the size of the result, but the image gets no zeros, so windows reach over "
        "its edge. Pad `x` first, with `np.pad`, and cut the windows from that.",
    ),
    Mistake(
        "window-and-kernel-do-not-fit",
        _all_axes_padded(lambda windows, k: np.tensordot(windows, k, axes=3)),
        "With padding a window does not fit the kernel. Either `x` gets no zeros, though the result has room "
        "for them, or `np.pad(x, p)` pads the images and channels too. Pad axes 1 and 2 of `x` first: ((0, "
        "0), (p, p), (p, p), (0, 0)).",
    ),
    *(
        Mistake(
            f"all-axes-padded-{name}",
            _all_axes_padded(product),
            "`np.pad(x, p)` pads every axis: the batch gets images of zeros, and each image gets more "
            "channels than the kernel has. Pad axes 1 and 2 only: ((0, 0), (p, p), (p, p), (0, 0)).",
        )
        for name, product in (
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
            _with_padding(lambda x, p, options=options: padded(x, p, p, **options)),
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
        _with_padding(lambda x, p: padded(x, p, 0)),
        "The padding stands above and to the left only. It comes on all four sides: `(padding, padding)` "
        "means before and after.",
    ),
    Mistake(
        "padded-at-the-end-only",
        _with_padding(lambda x, p: padded(x, 0, p)),
        "The padding stands below and to the right only. It comes on all four sides: `(padding, padding)` "
        "means before and after.",
    ),
    Mistake(
        "all-padding-at-the-start",
        _with_padding(lambda x, p: padded(x, 2 * p, 0)),
        "The shape is right, but all of the padding stands above and to the left. Copy the image to "
        "`padded[:, p : p + h, p : p + w]`, so that p rows and columns come before it and p after.",
    ),
    Mistake(
        "all-padding-at-the-end",
        _with_padding(lambda x, p: padded(x, 0, 2 * p)),
        "The shape is right, but all of the padding stands below and to the right. Copy the image to "
        "`padded[:, p : p + h, p : p + w]`, so that p rows and columns come before it and p after.",
    ),
    Mistake(
        "padding-twice",
        _with_padding(lambda x, p: padded(x, 2 * p, 2 * p)),
        "There are 2p zeros on each side. It is p on each side, 2p in all along an axis.",
    ),
    Mistake(
        "padded-in-rows-only",
        _with_padding(lambda x, p: padded(x, p, p, columns=False)),
        "Only rows of zeros are added. Columns left and right belong to the padding too: axis 2.",
    ),
    Mistake(
        "padded-in-columns-only",
        _with_padding(lambda x, p: padded(x, p, p, rows=False)),
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
