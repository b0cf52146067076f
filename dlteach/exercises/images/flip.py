"""Exercise: images mirrored, left to right."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.images.shared import (
    LESSON,
    ONE_IMAGE_OF_MANY,
    SAME_PIXELS,
    counted,
    first_image_in_every_place,
    first_image_only,
    pictures,
)


def horizontal_flip(x):
    """Mirror images: left becomes right."""
    return np.asarray(x)[:, :, ::-1].copy()


def _flip_cases(rng):
    yield Case((np.array([[1, 2, 3], [4, 5, 6]]).reshape(1, 2, 3, 1),), "one image of two rows")
    yield Case((counted(1, 2, 2, 3),), "one image with three channels")
    yield Case((counted(2, 3, 4, 1),), "two gray images")
    yield Case((pictures(rng, 3, 2, 5, 3),), "three images with three channels")
    yield Case((pictures(rng, 3, 3, 3, 3),), "sizes that are all alike")
    yield Case((pictures(rng, 2, 5, 1, 3),), "images of one column")
    yield Case((pictures(rng, 2, 1, 5, 2),), "images of one row")
    yield Case((rng.integers(0, 256, (2, 4, 6, 3)).astype(np.uint8),), "bytes")


def _left_half_copied(x):
    """What an in-place swap without a copy leaves: the right half, and its mirror image."""
    out, width = x.copy(), x.shape[2]
    for j in range(width):
        out[:, :, j] = out[:, :, width - 1 - j]
    return out


def _column_by_column(x):
    out = np.zeros_like(x)
    for j in range(x.shape[2]):
        out[:, :, j, :] = x[:, :, x.shape[2] - 1 - j, :]
    return out


HORIZONTAL_FLIP = Exercise(
    name="horizontal_flip",
    lesson=LESSON,
    section="New pictures from old ones",
    reference=horizontal_flip,
    cases=_flip_cases,
    laws=(
        SAME_PIXELS,
        Law(
            "the images are mirrored in every call, not by chance; whoever calls it decides when",
            lambda args, value: (
                not np.array_equal(value, args[0]) or np.array_equal(args[0], args[0][:, :, ::-1])
            ),
        ),
    ),
    mistakes=(
        Mistake(
            "vertical",
            lambda x: x[:, ::-1],
            "The images are upside down: the rows (axis 1) are in reverse order. Left and right are columns, "
            "axis 2. (`np.fliplr` reverses axis 1, which is columns only for a single image.)",
        ),
        Mistake(
            "channels-reversed",
            lambda x: x[..., ::-1],
            "The channels are in reverse order, so red becomes blue. Channels are the last axis; the columns "
            "are axis 2.",
        ),
        Mistake(
            "batch-reversed",
            lambda x: x[::-1],
            "The order of the images is reversed, and each is as it was. The first axis is the batch; the "
            "columns are axis 2. (`np.flipud` reverses the first axis.)",
        ),
        Mistake(
            "both-axes",
            lambda x: x[:, ::-1, ::-1],
            "Rows and columns are both in reverse order: that is a half turn. Reverse the columns only.",
        ),
        Mistake(
            "every-axis",
            lambda x: np.flip(x),
            "Every axis is in reverse order, the batch and the channels too. `np.flip` needs `axis=2`.",
        ),
        Mistake(
            "columns-and-channels",
            lambda x: x[:, :, ::-1, ::-1],
            "The channels are in reverse order too, so red becomes blue. Leave the last axis as it is.",
        ),
        Mistake(
            "columns-and-batch",
            lambda x: x[::-1, :, ::-1],
            "The order of the images is reversed too, and they no longer stand beside their labels. Leave "
            "the first axis as it is.",
        ),
        Mistake(
            "transposed",
            lambda x: x.swapaxes(1, 2),
            "Rows and columns are exchanged, which mirrors along the diagonal. Keep the rows and reverse the "
            "order of the columns.",
        ),
        Mistake(
            "unchanged",
            lambda x: x.copy(),
            "The images come back as they were. Put the columns in reverse order, `[::-1]` along axis 2.",
        ),
        Mistake(
            "one-column-off",
            lambda x: np.roll(x[:, :, ::-1], 1, axis=2),
            "The columns are in reverse order but moved by one: column j comes from column w − 1 − j, and "
            "counting from 0 the last is w − 1.",
        ),
        Mistake(
            "half-overwritten",
            _left_half_copied,
            "The left half has become the mirror image of the right, and the right half is as it was: the "
            "loop reads columns that it has overwritten. Read from x and write to a new array.",
        ),
        Mistake("first-image-only", first_image_only(horizontal_flip), ONE_IMAGE_OF_MANY),
        Mistake(
            "first-image-in-every-place",
            first_image_in_every_place(horizontal_flip),
            "Every image is the first one, mirrored. Each image has a mirror image of its own.",
        ),
        Mistake(
            "mirror-image-added",
            lambda x: np.concatenate([x, horizontal_flip(x)]),
            "The mirror images are added to the batch. Return them alone, as many as came in.",
        ),
    ),
    also_correct=(
        _column_by_column,
        lambda x: np.flip(x, axis=2),
        lambda x: x[:, :, np.arange(x.shape[2])[::-1], :],
        lambda x: np.array([np.fliplr(image) for image in x]),
        lambda x: [[row[::-1].tolist() for row in image] for image in x],
    ),
    hints=(
        "A mirror exchanges left and right: in every row, the last pixel comes first.",
        "Which axis counts the columns? Its order is reversed, and the others stay.",
        "`x[:, :, ::-1]` leaves batch and rows, and walks through the columns backwards.",
    ),
)
