"""Exercise: the shape of a convolution, before any number is computed."""

import math

import numpy as np

from dlteach.autograder import Case, Exercise, Law
from dlteach.exercises.images.shape_mistakes import MISTAKES, conv_output_shape
from dlteach.exercises.images.shared import LESSON


def _cases(rng):
    yield Case(((1, 3, 4, 1), (2, 2, 1, 1), 1, 0), "the example of the lesson")
    yield Case(((1, 8, 8, 1), (3, 3, 1, 16), 1, 0))
    yield Case(((1, 8, 8, 1), (3, 3, 1, 16), 1, 1), "a padding that keeps the size")
    yield Case(((None, 28, 28, 1), (3, 3, 1, 8), 1, 0), "a batch of any size")
    yield Case(((7, 9, 6, 3), (3, 2, 3, 4), 1, 0), "unequal sizes")
    yield Case(((7, 9, 6, 3), (3, 2, 3, 4), 2, 0), "a stride that leaves a column over")
    yield Case(((5, 6, 11, 2), (3, 4, 2, 7), 3, 0), "a stride of 3")
    yield Case(((5, 6, 11, 2), (3, 4, 2, 7), 3, 2), "a stride and a padding")
    yield Case(((2, 5, 5, 3), (1, 1, 3, 6), 1, 0), "a kernel of one pixel")
    yield Case(((2, 4, 7, 3), (4, 7, 3, 6), 1, 0), "a kernel as large as the image")
    yield Case(((2, 1, 12, 1), (1, 5, 1, 3), 2, 0), "images of one row")
    yield Case(((None, 224, 224, 3), (7, 7, 3, 64), 2, 3), "photographs")
    for _ in range(4):
        kernel, stride, padding = rng.integers(1, 6, size=2), int(rng.integers(1, 5)), int(rng.integers(0, 4))
        height, width = (int(k + rng.integers(0, 20)) for k in kernel)
        c, f = (int(v) for v in rng.integers(1, 9, size=2))
        yield Case(
            ((None, height, width, c), (int(kernel[0]), int(kernel[1]), c, f), stride, padding), "drawn sizes"
        )


def _with_lists(x_shape, kernel_shape, stride=1, padding=0):
    places = [int(np.floor((x_shape[k] - kernel_shape[k - 1] + 2 * padding) / stride)) + 1 for k in (1, 2)]
    return [x_shape[0], *places, kernel_shape[3]]


def _by_counting(x_shape, kernel_shape, stride=1, padding=0):
    places = [
        len(range(0, size + 2 * padding - kernel + 1, stride))
        for size, kernel in zip(x_shape[1:3], kernel_shape[:2])
    ]
    return (x_shape[0], *places, kernel_shape[-1])


CONV_OUTPUT_SHAPE = Exercise(
    name="conv_output_shape",
    lesson=LESSON,
    section="Padding and stride",
    reference=conv_output_shape,
    returns=("n", "height", "width", "filters"),
    cases=_cases,
    laws=(
        Law("the first size is that of the batch", lambda args, value: value[0] == args[0][0]),
        Law("the last size is the number of filters", lambda args, value: value[3] == args[1][3]),
        Law(
            "with stride 1 a kernel of k pixels loses k − 1 places",
            lambda args, value: args[2] != 1 or value[1] == args[0][1] + 2 * args[3] - args[1][0] + 1,
        ),
    ),
    mistakes=MISTAKES,
    also_correct=(
        _with_lists,
        _by_counting,
        lambda x, k, stride, padding: (
            x[0],
            math.floor((x[1] - k[0] + 2 * padding) / stride + 1),
            math.floor((x[2] - k[1] + 2 * padding) / stride + 1),
            k[3],
        ),
        lambda x, k, stride, padding: np.array(conv_output_shape(x, k, stride, padding), dtype=object),
        lambda x, k, stride, padding: (
            x[0],
            np.floor((x[1] + 2 * padding - k[0]) / stride) + 1,
            (x[2] + 2 * padding - k[1] + stride) // stride,
            k[-1],
        ),
    ),
    hints=(
        "How far can the kernel move from its first place, in pixels? How many whole steps is that?",
        "Padding makes an axis longer by 2p. The kernel moves by h + 2p − k pixels, in steps of s, and the "
        "place where it starts counts too.",
        "`height = (x_shape[1] + 2 * padding - kernel_shape[0]) // ... + 1`, the same for the width, and "
        "`return x_shape[0], height, width, kernel_shape[3]`.",
    ),
)
