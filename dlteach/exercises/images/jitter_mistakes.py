"""Known mistakes of `color_jitter`: in the factors, in what they multiply, in who shares them."""

import numpy as np

from dlteach.autograder import Mistake

_WEIGHTS = np.array([[0.299], [0.587], [0.114]])


def gray(x):
    return x @ _WEIGHTS


def _uniform(rng, amount, shape):
    return rng.uniform(1 - amount, 1 + amount, shape)


def _per_image(n, h, w, c):
    return n, 1, 1, 1


def _brighter(x, factor):
    return factor * x


def _more_colourful(x, factor, dull=gray):
    return factor * x + (1 - factor) * dull(x)


def jitter(
    draw=_uniform,
    shape=_per_image,
    brighten=_brighter,
    colour=_more_colourful,
    clip=lambda x: np.clip(x, 0, 1),
):
    """Colour jitter with any of its parts exchanged."""

    def answer(x, rng, brightness, saturation):
        x = clip(brighten(x, draw(rng, brightness, shape(*x.shape))))
        return clip(colour(x, draw(rng, saturation, shape(*x.shape))))

    return answer


def _with_one_factor_for_both(x, rng, brightness, saturation):
    place = rng.uniform(-1, 1, (len(x), 1, 1, 1))
    bright = np.clip((1 + brightness * place) * x, 0, 1)
    return np.clip(_more_colourful(bright, 1 + saturation * place), 0, 1)


def _gray_of_the_first(x, rng, brightness, saturation):
    bright = np.clip(x * _uniform(rng, brightness, (len(x), 1, 1, 1)), 0, 1)
    return np.clip(
        _more_colourful(bright, _uniform(rng, saturation, (len(x), 1, 1, 1)), lambda _: gray(x)), 0, 1
    )


def _only_some(x, rng, brightness, saturation):
    chosen = rng.random((len(x), 1, 1, 1)) < 0.5
    return np.where(chosen, jitter()(x, rng, brightness, saturation), x)


EACH_IMAGE = "Draw one for each image, in a shape that stretches over it: `size=(len(x), 1, 1, 1)`."

MISTAKES = (
    Mistake(
        "not-clipped",
        jitter(clip=lambda x: x),
        "Some pixels are darker than black or brighter than white. Clip after each step: `np.clip(..., 0, "
        "1)`.",
    ),
    Mistake(
        "clipped-below-only",
        jitter(clip=lambda x: np.maximum(x, 0)),
        "Some pixels are brighter than white. Clip at both ends: `np.clip(..., 0, 1)`.",
    ),
    Mistake(
        "clipped-above-only",
        jitter(clip=lambda x: np.minimum(x, 1)),
        "Some pixels are darker than black. Clip at both ends: `np.clip(..., 0, 1)`.",
    ),
    Mistake(
        "wrapped-around",
        jitter(clip=lambda x: np.where((x < 0) | (x > 1), x % 1, x)),
        "What is above white becomes dark: the numbers wrap around. They should stop at the edge: "
        "`np.clip(..., 0, 1)`.",
    ),
    Mistake(
        "one-factor-for-all-images",
        jitter(shape=lambda n, h, w, c: (1, 1, 1, 1)),
        f"All images of a batch share one factor. {EACH_IMAGE}",
    ),
    *(
        Mistake(
            f"one-factor-per-image-in-a-row{name}",
            jitter(shape=lambda n, h, w, c: (n,), brighten=brighten),
            "There is a factor for each image, but in the shape (n,), which does not stretch over their "
            "pixels. Draw them in the shape (len(x), 1, 1, 1).",
        )
        for name, brighten in (("", _brighter), ("-on-the-right", lambda x, factor: x * factor))
    ),
    Mistake(
        "one-factor-per-pixel",
        jitter(shape=lambda n, h, w, c: (n, h, w, 1)),
        f"Each pixel has a factor of its own: that is noise, not light. {EACH_IMAGE}",
    ),
    Mistake(
        "one-factor-per-channel",
        jitter(shape=lambda n, h, w, c: (n, 1, 1, c)),
        f"Each channel has a factor of its own, which tints the image. {EACH_IMAGE}",
    ),
    Mistake(
        "one-factor-per-entry",
        jitter(shape=lambda n, h, w, c: (n, h, w, c)),
        f"Each entry has a factor of its own: that is noise. {EACH_IMAGE}",
    ),
    Mistake(
        "one-factor-per-row",
        jitter(shape=lambda n, h, w, c: (n, h, 1, 1)),
        f"Each row of an image has a factor of its own. {EACH_IMAGE}",
    ),
    Mistake(
        "one-factor-per-column",
        jitter(shape=lambda n, h, w, c: (n, 1, w, 1)),
        f"Each column of an image has a factor of its own. {EACH_IMAGE}",
    ),
    Mistake(
        "brightness-added",
        jitter(brighten=lambda x, factor: x + factor - 1),
        "The brightness is added to the pixels, so black turns gray. Multiply with a factor around 1.",
        kind="convention",
    ),
    Mistake(
        "brighter-only",
        jitter(draw=lambda rng, amount, shape: rng.uniform(1, 1 + amount, shape)),
        "The factors begin at 1, so images get brighter and more colourful, and never darker or paler. They "
        "go from 1 − amount to 1 + amount.",
    ),
    Mistake(
        "darker-only",
        jitter(draw=lambda rng, amount, shape: rng.uniform(1 - amount, 1, shape)),
        "The factors end at 1, so images get darker and paler, and never brighter or more colourful. They go "
        "from 1 − amount to 1 + amount.",
    ),
    Mistake(
        "half-the-range",
        jitter(draw=lambda rng, amount, shape: rng.uniform(1 - amount / 2, 1 + amount / 2, shape)),
        "The factors reach half as far as they should: from 1 − amount to 1 + amount, so `rng.random()` is "
        "stretched by 2 · amount.",
    ),
    Mistake(
        "twice-the-range",
        jitter(draw=lambda rng, amount, shape: rng.uniform(1 - 2 * amount, 1 + 2 * amount, shape)),
        "The factors reach twice as far as they should: from 1 − amount to 1 + amount.",
    ),
    Mistake(
        "one-forgotten",
        jitter(draw=lambda rng, amount, shape: rng.uniform(-amount, amount, shape)),
        "The factors lie around 0, and nearly everything turns black. They lie around 1: from 1 − amount to "
        "1 + amount.",
    ),
    Mistake(
        "from-0-to-the-amount",
        jitter(draw=lambda rng, amount, shape: amount * rng.random(shape)),
        "The factors go from 0 to the amount. They go from 1 − amount to 1 + amount.",
    ),
    Mistake(
        "from-0-to-1",
        jitter(draw=lambda rng, amount, shape: rng.random(shape)),
        "The factors go from 0 to 1, whatever the amounts say. They go from 1 − amount to 1 + amount.",
    ),
    Mistake(
        "normal-factors",
        jitter(draw=lambda rng, amount, shape: rng.normal(1, amount, shape)),
        "The factors are normal and can be far from 1. Draw them evenly, from 1 − amount to 1 + amount: "
        "`rng.uniform`.",
        kind="convention",
    ),
    Mistake(
        "two-factors-only",
        jitter(draw=lambda rng, amount, shape: 1 + amount * rng.choice([-1, 1], shape)),
        "Each factor is 1 − amount or 1 + amount. All numbers between the two are asked for: `rng.uniform`.",
    ),
    Mistake(
        "brightness-forgotten",
        jitter(brighten=lambda x, factor: x),
        "The brightness stays as it is. Multiply each image with a factor of its own before its colours "
        "move.",
    ),
    Mistake(
        "saturation-forgotten",
        jitter(colour=lambda x, factor: x),
        "The saturation stays as it is. Mix each image with its gray version: factor · x + (1 − factor) · "
        "gray.",
    ),
    Mistake(
        "unchanged",
        lambda x, rng, brightness, saturation: np.clip(x, 0, 1),
        "The images come back as they were. Draw two factors for each image and apply both.",
    ),
    Mistake(
        "gray-by-the-mean",
        jitter(colour=lambda x, factor: _more_colourful(x, factor, lambda x: x.mean(-1, keepdims=True))),
        "The gray is the mean of the channels, so the brightness moves with the saturation. Weight them: "
        "0.299, 0.587 and 0.114.",
        kind="convention",
    ),
    Mistake(
        "gray-of-the-original",
        _gray_of_the_first,
        "The gray is that of the image before its brightness changed. The second step begins with what the "
        "first has left: take the gray of that.",
    ),
    Mistake(
        "contrast-for-saturation",
        jitter(
            colour=lambda x, factor: _more_colourful(
                x, factor, lambda x: gray(x).mean(axis=(1, 2), keepdims=True)
            )
        ),
        "The image moves towards one gray, its mean: that is contrast. For the saturation each pixel moves "
        "towards its own gray.",
    ),
    Mistake(
        "saturation-mixes-the-other-way",
        jitter(colour=lambda x, factor: (1 - factor) * x + factor * gray(x)),
        "Image and gray have each other's weight, so a factor near 1 takes all colour away. It is factor · "
        "x + (1 − factor) · gray.",
    ),
    Mistake(
        "saturation-multiplies",
        jitter(colour=_brighter),
        "The second factor multiplies the image as the first does, which changes its brightness again. Mix "
        "with gray: factor · x + (1 − factor) · gray.",
    ),
    Mistake(
        "gray-not-weighted",
        jitter(colour=lambda x, factor: factor * x + gray(x)),
        "The gray is added as a whole. Its weight is (1 − factor), so that both weights sum to 1.",
    ),
    Mistake(
        "one-factor-for-both",
        _with_one_factor_for_both,
        "Brightness and saturation move together: both come from one random number. Draw two for each image.",
    ),
    Mistake(
        "amounts-exchanged",
        lambda x, rng, brightness, saturation: jitter()(x, rng, saturation, brightness),
        "The two amounts are exchanged: the arguments come in the order (x, rng, brightness, saturation).",
    ),
    Mistake(
        "some-images-only",
        _only_some,
        "About half of the images stay as they are. In this task every image gets its two factors.",
    ),
    Mistake(
        "rng-not-used",
        lambda x, rng, *amounts: jitter()(x, np.random, *amounts),
        "The factors are not drawn from `rng`, so nobody can repeat the run. Use `rng.uniform`.",
    ),
    Mistake(
        "own-seed",
        lambda x, rng, *amounts: jitter()(x, np.random.default_rng(7), *amounts),
        "Every call draws the same factors, as it makes a generator of its own. Draw from the `rng` that is "
        "passed in, so that each epoch differs.",
    ),
)
