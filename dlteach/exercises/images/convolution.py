"""Exercise: the convolution of a batch of images, with stride and padding."""

import numpy as np

from dlteach.autograder import Case, Exercise
from dlteach.exercises.images.convolution_mistakes import MISTAKES
from dlteach.exercises.images.convolution_reference import conv2d
from dlteach.exercises.images.shared import LESSON, counted, pictures


def _drawn(rng, images, kernel, stride, padding, note=""):
    args = pictures(rng, *images), pictures(rng, *kernel), pictures(rng, kernel[-1]), stride, padding
    return Case(args, note)


def _cases(rng):
    image = np.array([[1, 2, 0, 1], [0, 1, 3, 1], [2, 0, 1, 0]]).reshape(1, 3, 4, 1)
    kernel = np.array([[1, 0], [0, 2]]).reshape(2, 2, 1, 1)
    yield Case((image, kernel, np.array([0.0]), 1, 0), "the example of the lesson")
    yield Case((counted(1, 3, 3, 1), np.array([[[[2.0]]]]), np.array([-1.0]), 1, 0), "a kernel of one pixel")
    yield Case(
        (counted(1, 2, 3, 1), 1 + counted(2, 3, 1, 1), np.array([0.5]), 1, 0), "a kernel that fits once"
    )
    yield _drawn(rng, (1, 5, 4, 1), (3, 2, 1, 1), 1, 0, "one gray image")
    yield _drawn(rng, (1, 5, 4, 3), (3, 2, 3, 1), 1, 0, "three channels")
    yield _drawn(rng, (1, 5, 4, 1), (3, 2, 1, 4), 1, 0, "four filters")
    yield _drawn(rng, (2, 6, 5, 3), (3, 2, 3, 4), 1, 0, "two images, three channels, four filters")
    yield _drawn(rng, (2, 7, 8, 3), (3, 2, 3, 4), 2, 0, "stride 2")
    yield _drawn(rng, (2, 5, 6, 2), (3, 2, 2, 3), 1, 1, "padding 1")
    yield _drawn(rng, (3, 6, 5, 2), (2, 3, 2, 5), 1, 2, "padding 2")
    yield _drawn(rng, (2, 8, 7, 2), (3, 4, 2, 3), 3, 2, "stride 3 and padding 2")
    yield _drawn(rng, (3, 5, 5, 3), (3, 3, 3, 3), 2, 1, "sizes that are all alike")
    yield _drawn(rng, (4, 1, 9, 2), (1, 3, 2, 2), 2, 0, "images of one row")
    yield Case(
        (rng.integers(0, 256, (2, 5, 6, 3)), pictures(rng, 2, 3, 3, 2), pictures(rng, 2), 1, 0),
        "images of integers",
    )


def _with_seven_loops(x, kernel, b, stride=1, padding=0):
    n, h, w, c = x.shape
    kh, kw, _, f = kernel.shape
    padded = np.zeros((n, h + 2 * padding, w + 2 * padding, c))
    padded[:, padding : padding + h, padding : padding + w, :] = x
    out = np.zeros((n, (h + 2 * padding - kh) // stride + 1, (w + 2 * padding - kw) // stride + 1, f))
    for m in range(n):
        for i in range(out.shape[1]):
            for j in range(out.shape[2]):
                for filter_ in range(f):
                    window = padded[m, i * stride : i * stride + kh, j * stride : j * stride + kw, :]
                    out[m, i, j, filter_] = np.sum(window * kernel[..., filter_]) + float(b[filter_])
    return out


def _with_a_cache(x, kernel, b, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)), mode="constant")
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape[:2], axis=(1, 2))
    windows = windows[:, ::stride, ::stride]
    return np.einsum("nijckl,klcf->nijf", windows, kernel) + b, (x, kernel, b)


def _kernel_entry_by_entry(x, kernel, b, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    height, width = ((padded.shape[k + 1] - kernel.shape[k]) // stride + 1 for k in (0, 1))
    out = np.zeros((len(x), height, width, kernel.shape[-1])) + b
    for k in range(kernel.shape[0]):
        for l in range(kernel.shape[1]):  # noqa: E741
            rows, columns = slice(k, k + stride * height, stride), slice(l, l + stride * width, stride)
            out += padded[:, rows, columns][:, :height, :width] @ kernel[k, l]
    return out


def _as_one_matrix_product(x, kernel, b, stride=1, padding=0):
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    kh, kw, _, f = kernel.shape
    rows = range(0, padded.shape[1] - kh + 1, stride)
    columns = range(0, padded.shape[2] - kw + 1, stride)
    windows = [padded[:, i : i + kh, j : j + kw, :].reshape(len(x), -1) for i in rows for j in columns]
    out = np.stack(windows, axis=1) @ kernel.reshape(-1, f) + b.reshape(1, -1)
    return out.reshape(len(x), len(rows), len(columns), f).tolist()


CONV2D = Exercise(
    name="conv2d",
    lesson=LESSON,
    section="Channels, filters and shared weights",
    reference=conv2d,
    cases=_cases,
    atol=1e-7,
    mistakes=MISTAKES,
    also_correct=(
        _with_seven_loops,
        _with_a_cache,
        _kernel_entry_by_entry,
        _as_one_matrix_product,
    ),
    hints=(
        "Pad first. Then go from place to place: cut out the window, multiply it with the kernel entry by "
        "entry, add everything up, add the bias.",
        "Place (i, j) of the result belongs to the window that begins at row i · stride and column j · "
        "stride of the padded images. Take that window of all images at once, shape (n, kh, kw, c).",
        "`window = padded[:, r : r + kh, s : s + kw]` with `r = i * stride`, `s = j * stride`; then `out[:, "
        "i, j] = np.tensordot(window, kernel, axes=3) + b`.",
    ),
)
