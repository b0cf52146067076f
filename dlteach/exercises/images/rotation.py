"""Exercise: images turned by multiples of 90 degrees."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.images.shared import (
    LESSON,
    ONE_IMAGE_OF_MANY,
    SAME_PIXELS,
    first_image_in_every_place,
    first_image_only,
    pictures,
)


def rotate(x, degrees):
    """Turn images counter-clockwise by a multiple of 90 degrees."""
    return np.rot90(x, degrees // 90, axes=(1, 2))


def _rotation_cases(rng):
    lesson = np.array([[1, 2, 3], [4, 5, 6]]).reshape(1, 2, 3, 1)
    yield Case((lesson, 90), "the example of the task")
    yield Case((lesson, 180), "a half turn")
    yield Case((lesson, 270), "three quarters of a turn")
    yield Case((lesson, 0), "no turn at all")
    for degrees, note in ((90, ""), (270, ""), (-90, "a negative angle"), (450, "more than a full turn")):
        yield Case((pictures(rng, 2, 3, 5, 3), degrees), note)
    yield Case((pictures(rng, 3, 3, 3, 3), 90), "sizes that are all alike")
    yield Case((pictures(rng, 2, 4, 4, 1), -180), "a negative half turn")
    yield Case((pictures(rng, 2, 4, 4, 1), 360), "a full turn")
    yield Case((pictures(rng, 2, 1, 4, 2), 90), "images of one row")
    yield Case((pictures(rng, 2, 3, 2, 2), -270), "a negative angle")


def _turned(turns, axes=(1, 2)):
    return lambda x, degrees: np.rot90(x, turns(degrees), axes=axes)


def _shape_kept(x, degrees):
    from dlteach.data import rotate as library_rotate

    return library_rotate(np.asarray(x, dtype=float), degrees)


def _quarter_by_quarter(x, degrees):
    for _ in range(degrees // 90 % 4):
        x = np.swapaxes(x, 1, 2)[:, ::-1]
    return x


def _pixel_by_pixel(x, degrees):
    n, h, w, c = x.shape
    turns = degrees % 360
    out = np.zeros((n, w, h, c) if turns in (90, 270) else x.shape)
    for r in range(h):
        for s in range(w):
            if turns == 90:
                out[:, w - 1 - s, r] = x[:, r, s]
            elif turns == 180:
                out[:, h - 1 - r, w - 1 - s] = x[:, r, s]
            elif turns == 270:
                out[:, s, h - 1 - r] = x[:, r, s]
            else:
                out[:, r, s] = x[:, r, s]
    return out


def _by_cases(x, degrees):
    return np.rot90(x, degrees // 90, axes=(1, 2)) if degrees in (90, 180, 270) else x.copy()


ROTATE = Exercise(
    name="rotate",
    lesson=LESSON,
    section="New pictures from old ones",
    reference=rotate,
    cases=_rotation_cases,
    laws=(SAME_PIXELS,),
    mistakes=(
        Mistake(
            "clockwise",
            _turned(lambda degrees: -degrees // 90),
            "The images turn clockwise. In this course, and in mathematics, positive angles turn "
            "counter-clockwise: what was on the right comes to the top.",
            kind="convention",
        ),
        Mistake(
            "degrees-taken-for-quarter-turns",
            _turned(lambda degrees: degrees),
            "The number of degrees is used as the number of quarter turns: `np.rot90(x, 90)` turns 90 times. "
            "A quarter turn has 90 degrees: `degrees // 90`.",
        ),
        Mistake(
            "always-one-quarter",
            _turned(lambda degrees: 1),
            "Every image turns by 90 degrees, whatever `degrees` says.",
        ),
        Mistake(
            "batch-turned",
            _turned(lambda degrees: degrees // 90, axes=(0, 1)),
            "The turn mixes the images with their rows: `np.rot90` turns the first two axes unless you say "
            "`axes=(1, 2)`, rows and columns.",
        ),
        Mistake(
            "channels-turned",
            _turned(lambda degrees: degrees // 90, axes=(2, 3)),
            "The turn mixes columns and channels. Rows and columns are axes 1 and 2: `axes=(1, 2)`.",
        ),
        Mistake(
            "rows-and-channels-turned",
            _turned(lambda degrees: degrees // 90, axes=(1, 3)),
            "The turn mixes rows and channels. Rows and columns are axes 1 and 2: `axes=(1, 2)`.",
        ),
        Mistake(
            "transposed",
            lambda x, degrees: x.swapaxes(1, 2) if degrees // 90 % 2 else rotate(x, degrees),
            "A quarter turn is more than exchanging rows and columns, which mirrors along the diagonal. "
            "Reverse the order of the rows after it.",
        ),
        Mistake(
            "transposed-for-each-quarter",
            lambda x, degrees: x.swapaxes(1, 2) if degrees // 90 % 2 else x,
            "Each quarter turn exchanges rows and columns, and two of them undo each other. Reverse the "
            "order of the rows after each exchange.",
        ),
        Mistake(
            "transposed-the-other-way",
            lambda x, degrees: x.swapaxes(1, 2)[:, ::-1, ::-1] if degrees // 90 % 2 else rotate(x, degrees),
            "The quarter turns are mirrored. Exchange rows and columns, then reverse the order of the rows "
            "only.",
        ),
        Mistake(
            "half-turn-mirrors",
            lambda x, degrees: x[:, ::-1] if degrees % 360 == 180 else rotate(x, degrees),
            "A half turn reverses rows and columns. Reversing the rows alone gives a mirror image.",
        ),
        Mistake(
            "half-turn-mirrors-sideways",
            lambda x, degrees: x[:, :, ::-1] if degrees % 360 == 180 else rotate(x, degrees),
            "A half turn reverses rows and columns. Reversing the columns alone gives a mirror image.",
        ),
        Mistake(
            "three-angles-only",
            _by_cases,
            "90, 180 and 270 are right, but −90 and 450 leave the images as they are. `degrees // 90 % 4` is "
            "the number of quarter turns, from 0 to 3, for every multiple of 90.",
        ),
        Mistake(
            "negative-angles-ignored",
            _turned(lambda degrees: max(degrees // 90, 0)),
            "Negative angles leave the images as they are: a loop over `range(-1)` has no rounds. Use "
            "`degrees // 90 % 4`, which is 3 for −90.",
        ),
        Mistake(
            "sign-ignored",
            _turned(lambda degrees: abs(degrees) // 90),
            "The sign of the angle makes no difference. −90 degrees is a quarter turn clockwise.",
        ),
        Mistake(
            "unchanged",
            lambda x, degrees: x.copy(),
            "The images come back as they were. Turn them by `degrees // 90` quarter turns.",
        ),
        Mistake(
            "shape-kept",
            _shape_kept,
            "The images keep their height and width, and what sticks out is cut off, as for small angles. "
            "Here a quarter turn exchanges height and width, and no pixel is lost.",
            kind="convention",
        ),
        Mistake("first-image-only", first_image_only(rotate), ONE_IMAGE_OF_MANY),
        Mistake(
            "first-image-in-every-place",
            first_image_in_every_place(rotate),
            "Every image is the first one, turned. Each image is turned by itself.",
        ),
        Mistake(
            "rows-cut-anew",
            lambda x, degrees: x.reshape(len(x), x.shape[2], x.shape[1], -1) if degrees // 90 % 2 else x,
            "`reshape` cuts the same pixels, in the same order, into rows of another length. That is no "
            "turn: exchange the axes with `swapaxes(1, 2)` or use `np.rot90`.",
        ),
    ),
    also_correct=(
        _quarter_by_quarter,
        _pixel_by_pixel,
        lambda x, degrees: np.rot90(x, k=degrees // 90 % 4, axes=(-3, -2)),
        lambda x, degrees: np.array([np.rot90(image, degrees // 90) for image in x]),
        lambda x, degrees: np.rot90(x, round(degrees / 90) % 4, (1, 2)).tolist(),
    ),
    hints=(
        "Turn a sheet of paper with numbers on it by a quarter, to the left. Where does the right column go?",
        "`degrees // 90` is the number of quarter turns. `np.rot90` makes them; which two axes are the rows "
        "and columns of a batch?",
        "`np.rot90(x, degrees // 90, axes=(1, ...))`",
    ),
    survivors={"`degrees // 90` becomes `degrees / 90`": "the angles are multiples of 90"},
)
