"""Exercise: the brightness of colour images."""

import numpy as np

from dlteach.autograder import Case, Exercise, Law, Mistake
from dlteach.exercises.images.shared import LESSON, ONE_IMAGE_OF_MANY, first_image_only

WEIGHTS = np.array([0.299, 0.587, 0.114])


def to_grayscale(x):
    """The library's brightness of colour images."""
    from dlteach.data import to_grayscale as library_to_grayscale

    return library_to_grayscale(x)


def _cases(rng):
    primary = np.array([[[1.0, 0, 0], [0, 1, 0], [0, 0, 1]]])
    yield Case((primary[None],), "a red, a green and a blue pixel")
    yield Case((np.ones((1, 2, 2, 3)),), "white")
    yield Case((np.array([0.25, 0.5, 0.75]).reshape(1, 1, 1, 3),), "one pixel")
    yield Case((rng.random((1, 2, 4, 3)),), "one image")
    yield Case((rng.random((4, 2, 5, 3)),), "four images")
    yield Case((rng.random((3, 3, 3, 3)),), "sizes that are all alike")
    yield Case((rng.random((2, 1, 4, 3)),), "images of one row")
    yield Case((rng.integers(100, 256, (2, 3, 4, 3)).astype(np.uint8),), "bytes, 0 to 255")
    yield Case((rng.integers(0, 256, (2, 3, 4, 3)),), "integers, 0 to 255")


def _weighted(weights):
    return lambda x: x @ np.array(weights).reshape(3, 1)


def _mean_of_bytes(x):
    red, green, blue = x[..., 0], x[..., 1], x[..., 2]
    return ((red + green + blue) / 3)[..., None]


def _one_pixel_at_a_time(x):
    n, h, w, _ = x.shape
    out = np.zeros((n, h, w, 1))
    for m in range(n):
        for i in range(h):
            for j in range(w):
                red, green, blue = x[m, i, j]
                out[m, i, j, 0] = 0.299 * red + 0.587 * green + 0.114 * blue
    return out


TO_GRAYSCALE = Exercise(
    name="to_grayscale",
    lesson=LESSON,
    section="Colours, noise and bytes",
    reference=to_grayscale,
    cases=_cases,
    rtol=4e-4,  # weights of four digits, 0.2989, 0.5870 and 0.1140, are in use too
    laws=(
        Law(
            "a gray lies between the smallest and the largest of its three colours",
            lambda args, value: bool(
                (np.ravel(value) >= args[0].min(axis=-1).ravel() - 1e-3).all()
                and (np.ravel(value) <= args[0].max(axis=-1).ravel() + 1e-3).all()
            ),
        ),
    ),
    mistakes=(
        Mistake(
            "mean-of-the-channels",
            lambda x: x.mean(axis=-1, keepdims=True),
            "Red, green and blue count alike. The eye sees green as brightest and blue as darkest: the "
            "weights are 0.299, 0.587 and 0.114.",
            kind="convention",
        ),
        Mistake(
            "bytes-wrap",
            _mean_of_bytes,
            "Red, green and blue count alike, and with bytes their sum wraps around at 256. Multiply each "
            "with its weight, 0.299, 0.587 and 0.114, first: that makes floats of them.",
        ),
        Mistake(
            "sum-of-the-channels",
            lambda x: x.sum(axis=-1, keepdims=True),
            "The channels are added up without weights. White becomes 3 times as bright; the weights 0.299, "
            "0.587 and 0.114 sum to 1.",
        ),
        Mistake(
            "blue-first",
            _weighted([0.114, 0.587, 0.299]),
            "The weights of red and blue are exchanged, as for images with blue first. In this course the "
            "order is red, green, blue.",
            kind="convention",
        ),
        Mistake(
            "red-and-green-exchanged",
            _weighted([0.587, 0.299, 0.114]),
            "The weights of red and green are exchanged. Green is the brightest: 0.587.",
        ),
        Mistake(
            "green-and-blue-exchanged",
            _weighted([0.299, 0.114, 0.587]),
            "The weights of green and blue are exchanged. Green is the brightest, 0.587, and blue the "
            "darkest.",
        ),
        Mistake(
            "screen-weights",
            _weighted([0.2126, 0.7152, 0.0722]),
            "These are the weights of newer screens, Rec. 709. In this course they are 0.299, 0.587 and "
            "0.114, as in most image libraries.",
            kind="convention",
        ),
        Mistake(
            "weights-of-another-library",
            _weighted([0.2125, 0.7154, 0.0721]),
            "These weights, 0.2125, 0.7154 and 0.0721, are those of scikit-image. In this course they are "
            "0.299, 0.587 and 0.114.",
            kind="convention",
        ),
        Mistake(
            "rounded-weights",
            _weighted([0.3, 0.59, 0.11]),
            "The weights are rounded to two digits. With three they are 0.299, 0.587 and 0.114.",
            kind="convention",
        ),
        Mistake(
            "digits-of-blue-exchanged",
            _weighted([0.299, 0.587, 0.144]),
            "The weight of blue is 0.114. With 0.144 the three weights sum to more than 1, and white gets "
            "too bright.",
        ),
        *(
            Mistake(
                f"{name}-only",
                lambda x, k=k: x[..., k : k + 1],
                f"Only {name} counts. Gray is a weighted sum of all three channels.",
            )
            for k, name in enumerate(("red", "green", "blue"))
        ),
        Mistake(
            "largest-channel",
            lambda x: x.max(axis=-1, keepdims=True),
            "The largest of the three channels comes out. Gray is their weighted sum.",
        ),
        Mistake(
            "middle-of-the-range",
            lambda x: (x.max(axis=-1, keepdims=True) + x.min(axis=-1, keepdims=True).astype(float)) / 2,
            "The middle between the largest and the smallest channel comes out. Gray is the sum of all "
            "three, weighted with 0.299, 0.587 and 0.114.",
        ),
        Mistake(
            "weighted-and-averaged",
            lambda x: to_grayscale(x) / 3,
            "The weighted channels are averaged. The weights sum to 1 already: add up, do not divide.",
        ),
        Mistake(
            "channel-axis-lost",
            lambda x: to_grayscale(x)[..., 0],
            "The gray is right, but its axis is missing: gray images have one channel, shape (n, h, w, 1). "
            "Add `[..., None]`, or sum with `keepdims=True`.",
        ),
        Mistake(
            "three-equal-channels",
            lambda x: np.repeat(to_grayscale(x), 3, axis=-1),
            "The gray is right but stands in three equal channels. Here one is asked for, (n, h, w, 1).",
            kind="convention",
        ),
        Mistake(
            "channels-not-summed",
            lambda x: x * WEIGHTS,
            "Each channel is weighted, but they are not added up. Sum over the last axis, with "
            "`keepdims=True`.",
        ),
        Mistake(
            "channels-on-the-first-axis",
            lambda x: 0.299 * x[0] + 0.587 * x[1] + 0.114 * x[2],
            "`x[0]` is the first image of the batch. The channels are the last axis: red is `x[..., 0]`.",
        ),
        Mistake(
            "channels-on-the-second-axis",
            lambda x: 0.299 * x[:, 0] + 0.587 * x[:, 1] + 0.114 * x[:, 2],
            "`x[:, 0]` is the first row of every image. The channels are the last axis: red is `x[..., 0]`.",
        ),
        Mistake(
            "cut-to-integers",
            lambda x: to_grayscale(x).astype(x.dtype),
            "With bytes the result is cut to whole numbers: `zeros_like(x)` and `astype(x.dtype)` keep the "
            "type. Return floats.",
        ),
        Mistake(
            "always-cut-to-integers",
            lambda x: to_grayscale(x).astype(int),
            "The result is cut to whole numbers, as `astype(int)` and `astype(np.uint8)` do: every gray "
            "between 0 and 1 becomes 0. Return floats.",
        ),
        Mistake(
            "rounded-for-bytes",
            lambda x: np.round(to_grayscale(x)) if x.dtype.kind in "iu" else to_grayscale(x),
            "With bytes the result is rounded. Return all digits; rounding is up to whoever saves the image.",
        ),
        Mistake(
            "divided-by-255",
            lambda x: to_grayscale(x) / 255,
            "The result is divided by 255. Keep the scale of the images: white is what it was, 1 or 255.",
        ),
        Mistake(
            "bytes-divided-by-255",
            lambda x: to_grayscale(x) / (255 if x.dtype.kind in "iu" else 1),
            "Bytes are divided by 255. Keep the scale of the images: a white of 255 stays 255.",
        ),
        Mistake(
            "gray-of-the-whole-image",
            lambda x: np.broadcast_to(to_grayscale(x).mean(axis=(1, 2), keepdims=True), (*x.shape[:3], 1)),
            "Every pixel of an image has the same gray, the mean of the image. Each pixel has its own: sum "
            "over the channels only, the last axis.",
        ),
        Mistake("first-image-only", first_image_only(to_grayscale), ONE_IMAGE_OF_MANY),
    ),
    also_correct=(
        _one_pixel_at_a_time,
        lambda x: np.dot(x[..., :3], [0.2989, 0.5870, 0.1140])[..., np.newaxis],
        lambda x: np.sum(x * WEIGHTS, axis=-1, keepdims=True),
        lambda x: np.expand_dims(0.299 * x[..., 0] + 0.587 * x[..., 1] + 0.114 * x[..., 2], -1),
        lambda x: np.average(x, axis=3, weights=WEIGHTS, keepdims=True),
        lambda x: (np.einsum("nhwc,c->nhw", x, WEIGHTS)[..., None], WEIGHTS),
    ),
    hints=(
        "Gray is a weighted sum of red, green and blue, in each pixel by itself.",
        "The channels are the last axis. The weights are 0.299, 0.587 and 0.114, and the axis stays, with "
        "one channel.",
        "`np.sum(x * np.array([0.299, 0.587, 0.114]), axis=-1, keepdims=...)`",
    ),
)
