"""Exercise: max pooling of a batch of images."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.images.pooling_mistakes import MISTAKES, max_pool2d, windows
from dlteach.exercises.images.shared import LESSON, counted, pictures


def _cases(rng):
    lesson = np.array([[1, 2, 0, 1], [0, 1, 3, 1], [2, 0, 1, 0], [5, 1, 2, 4]], dtype=float)
    yield Case((lesson.reshape(1, 4, 4, 1), 2, 2), "the example of the lesson")
    yield Case((-1 - counted(1, 2, 2, 1), 2, 2), "negative numbers")
    yield Case((pictures(rng, 1, 4, 6, 1), 2, 2), "one gray image")
    yield Case((pictures(rng, 3, 4, 6, 2), 2, 2), "three images of two channels")
    yield Case((pictures(rng, 2, 5, 7, 3), 2, 2), "a row and a column left over")
    yield Case((pictures(rng, 2, 7, 6, 3), 3, 1), "windows that overlap")
    yield Case((pictures(rng, 2, 7, 8, 3), 3, 2), "a stride smaller than the window")
    yield Case((pictures(rng, 2, 8, 7, 2), 2, 3), "gaps between the windows")
    yield Case((pictures(rng, 4, 4, 4, 4) - 3, 3, 1), "sizes that are all alike")
    yield Case((pictures(rng, 2, 3, 5, 2), 1, 2), "windows of one pixel")
    yield Case((pictures(rng, 2, 3, 3, 2) - 5, 3, 3), "one window that is the whole image")
    yield Case((rng.integers(-9, 10, (2, 6, 5, 3)), 2, 2), "integers")
    yield Case((1e4 * pictures(rng, 2, 4, 4, 1) - 5e4, 2, 2), "large negative numbers")


def _with_four_loops(x, pool_size=2, stride=2):
    n, h, w, c = x.shape
    height, width = 1 + (h - pool_size) // stride, 1 + (w - pool_size) // stride
    out = np.zeros((n, height, width, c))
    for m in range(n):
        for i in range(height):
            for j in range(width):
                for channel in range(c):
                    r, s = i * stride, j * stride
                    out[m, i, j, channel] = np.max(x[m, r : r + pool_size, s : s + pool_size, channel])
    return out


def _with_comparisons(x, pool_size, stride):
    height, width = ((v - pool_size) // stride + 1 for v in x.shape[1:3])
    out = np.full((len(x), height, width, x.shape[3]), -np.inf)
    for k in range(pool_size):
        for l in range(pool_size):  # noqa: E741
            rows, columns = slice(k, k + stride * height, stride), slice(l, l + stride * width, stride)
            out = np.maximum(out, x[:, rows, columns][:, :height, :width])
    return out


MAX_POOL2D = Exercise(
    name="max_pool2d",
    lesson=LESSON,
    section="Pooling",
    reference=max_pool2d,
    cases=_cases,
    laws=(
        Law(
            "every number of the result is one of the numbers of its image and channel",
            lambda args, value: all(
                np.isin(np.asarray(value)[m, ..., c], args[0][m, ..., c]).all()
                for m in range(len(args[0]))
                for c in range(args[0].shape[3])
            ),
        ),
    ),
    mistakes=MISTAKES,
    also_correct=(
        _with_four_loops,
        _with_comparisons,
        lambda x, pool_size, stride: (windows(x, pool_size, stride).max(axis=(-2, -1)), x),
        lambda x, size, stride: [
            [
                [
                    np.amax(image[i : i + size, j : j + size], axis=(0, 1)).tolist()
                    for j in range(0, x.shape[2] - size + 1, stride)
                ]
                for i in range(0, x.shape[1] - size + 1, stride)
            ]
            for image in x
        ],
    ),
    hints=(
        "Pooling moves a window as a convolution does, but asks for its largest entry. Each image and each "
        "channel is by itself.",
        "Place (i, j) belongs to the window that begins at row i · stride and column j · stride. Take it "
        "from all images at once; then the largest over its rows and columns.",
        "`window = x[:, r : r + pool_size, s : s + pool_size]`, then `out[:, i, j] = window.max(axis=(1, "
        "2))`.",
    ),
)
