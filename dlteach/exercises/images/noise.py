"""Exercise: random noise, judged by its law."""

import numpy as np

from dlteach.autograder import Case, Exercise, Mistake
from dlteach.exercises.images.drawing import batches_of, go_together, yes
from dlteach.exercises.images.shared import LESSON


def add_noise(x, rng, scale):
    """The library's noise, with the scale always given."""
    from dlteach.data import add_noise as library_add_noise

    return library_add_noise(x, rng, scale)


def _noise_driver(answer, x, scale, seed):
    def drawn(images, rng):
        value = answer(images, rng, scale)
        return value[0] if isinstance(value, tuple) and len(value) > 1 else value

    rng = np.random.default_rng(seed)
    first, second = drawn(x.copy(), rng), drawn(x.copy(), rng)
    # The last call gets the caller's own array: if it writes into it, that shows.
    return [first, second, drawn(x, np.random.default_rng(seed))]


def _noise_cases(rng):
    yield Case((np.full((1, 1, 2, 3), 0.5), 0.0, 1), "noise of scale 0")
    gray = rng.uniform(0.4, 0.6, (150, 10, 10, 3))
    yield Case((gray, 0.05, int(rng.integers(1000))), "gray images that no noise takes to black or white")
    edges = np.tile([0.0, 0.5, 1.0], (150, 10, 10, 1))
    yield Case((edges, 0.5, int(rng.integers(1000))), "black, gray and white under strong noise")
    yield Case((edges[:120], 0.3, int(rng.integers(1000))), "black, gray and white under noise of scale 0.3")


def _law_of(args, value):
    x, scale, _ = args
    batches = batches_of(x, value)
    if scale == 0:
        return {"the images stay as they are": yes(np.allclose(batches[0], x, atol=1e-9))}
    return _of_strong_noise(x, batches[0]) if scale > 0.1 else _of_noise(x, scale, *batches)


def _of_noise(x, scale, first, second, again):
    noise = (first - x) / scale
    facts = {
        "neighbours in a row": go_together(noise[:, :, 1:], noise[:, :, :-1]),
        "neighbours in a column": go_together(noise[:, 1:], noise[:, :-1]),
        "channels of a pixel": go_together(noise[..., 1:], noise[..., :-1]),
        "images of a batch": go_together(noise[1:], noise[:-1]),
        "one call and the next": go_together(noise, second - x),
        "same seed, same noise": yes(np.allclose(first, again)),
    }
    # Where few numbers are drawn and repeated, their mean tells nothing.
    measured = "dependent" not in list(facts.values())[:4]
    return facts | {
        "mean of the noise / scale": noise.mean() if measured else np.nan,
        "standard deviation of the noise / scale": noise.std() if measured else np.nan,
        "share of the noise within one scale": np.mean(np.abs(noise) < 1) if measured else np.nan,
    }


def _of_strong_noise(x, noisy):
    inside = noisy[(noisy > 0) & (noisy < 1) & (x == 0.5)]
    measured = len(np.unique(inside)) > 0.9 * len(inside) > 0
    return {
        "some pixels are below 0": yes((noisy < 0).any()),
        "some pixels are above 1": yes((noisy > 1).any()),
        **{
            f"share of {colour} pixels that are now {after}": (
                np.mean(noisy[x == level] == end) if measured else np.nan
            )
            for colour, level in (("black", 0), ("gray", 0.5), ("white", 1))
            for after, end in (("black", 0), ("white", 1))
        },
    }


def _clipped(noise):
    return lambda x, rng, scale: np.clip(x + noise(x, rng, scale), 0, 1)


def _shared(shape):
    """Noise drawn in a smaller shape and stretched over the images."""
    return _clipped(lambda x, rng, scale: scale * rng.standard_normal(shape(*x.shape)))


def _stretched(values):
    return (values - values.min()) / (values.max() - values.min())


ONE_EACH = "Draw one number for each entry: `rng.normal(0, scale, size=x.shape)`."

ADD_NOISE = Exercise(
    name="add_noise",
    lesson=LESSON,
    section="Colours, noise and bytes",
    reference=add_noise,
    cases=_noise_cases,
    driver=_noise_driver,
    measure=_law_of,
    atol=0.035,
    mistakes=(
        Mistake(
            "not-clipped",
            lambda x, rng, scale: x + rng.normal(0, scale, x.shape),
            "Some pixels are darker than black or brighter than white. Clip the sum: `np.clip(..., 0, 1)`.",
        ),
        Mistake(
            "clipped-below-only",
            lambda x, rng, scale: np.maximum(x + rng.normal(0, scale, x.shape), 0),
            "Some pixels are brighter than white. Clip at both ends: `np.clip(..., 0, 1)`.",
        ),
        Mistake(
            "clipped-above-only",
            lambda x, rng, scale: np.minimum(x + rng.normal(0, scale, x.shape), 1),
            "Some pixels are darker than black. Clip at both ends: `np.clip(..., 0, 1)`.",
        ),
        Mistake(
            "clipped-before-the-sum",
            lambda x, rng, scale: np.clip(x, 0, 1) + np.clip(rng.normal(0, scale, x.shape), 0, 1),
            "The noise is clipped to 0…1 by itself, so it never darkens, and the sum is not clipped. Add "
            "first, then clip.",
        ),
        Mistake(
            "wrapped-around",
            lambda x, rng, scale: (x + rng.normal(0, scale, x.shape)) % 1,
            "What is above white becomes black: the numbers wrap around. What is outside 0…1 should stop at "
            "the edge: `np.clip(..., 0, 1)`.",
        ),
        Mistake(
            "stretched-to-the-range",
            lambda x, rng, scale: _stretched(x + rng.normal(0, scale, x.shape)),
            "The smallest number becomes 0 and the largest 1, so all pixels change their brightness. Leave "
            "the sum as it is and clip it.",
        ),
        Mistake(
            "absolute-value",
            lambda x, rng, scale: np.minimum(np.abs(x + rng.normal(0, scale, x.shape)), 1),
            "Pixels darker than black are mirrored to positive numbers. They should stop at 0: `np.clip(..., "
            "0, 1)`.",
        ),
        Mistake(
            "variance-for-standard-deviation",
            _clipped(lambda x, rng, scale: rng.normal(0, scale**2, x.shape)),
            "The noise is too weak: its standard deviation is scale². `rng.normal` takes the standard "
            "deviation itself.",
        ),
        Mistake(
            "root-of-the-scale",
            _clipped(lambda x, rng, scale: rng.normal(0, np.sqrt(scale), x.shape)),
            "The noise is too strong: its standard deviation is √scale. `rng.normal` takes the standard "
            "deviation, not the variance.",
        ),
        Mistake(
            "scale-ignored",
            _clipped(lambda x, rng, scale: rng.normal(0, 1, x.shape)),
            "The noise has the standard deviation 1, whatever `scale` says. Multiply it with `scale`, or "
            "give that to `rng.normal`.",
        ),
        Mistake(
            "scale-as-mean",
            _clipped(lambda x, rng, scale: rng.normal(scale, 1, x.shape)),
            "`scale` is used as the mean of the noise. `rng.normal(mean, standard_deviation, size)`: the "
            "mean comes first, and is 0.",
        ),
        Mistake(
            "uniform-from-0",
            _clipped(lambda x, rng, scale: scale * rng.random(x.shape)),
            "The noise is uniform from 0 to `scale`, so it only brightens. Normal noise has mean 0: "
            "`rng.normal(0, scale, x.shape)`.",
        ),
        Mistake(
            "uniform-both-ways",
            _clipped(lambda x, rng, scale: rng.uniform(-scale, scale, x.shape)),
            "The noise is uniform between −scale and scale. Normal noise with that standard deviation is "
            "asked for: `rng.normal(0, scale, x.shape)`.",
        ),
        Mistake(
            "uniform-around-0",
            _clipped(lambda x, rng, scale: scale * (rng.random(x.shape) - 0.5)),
            "The noise is uniform between −scale/2 and scale/2. Normal noise with that standard deviation is "
            "asked for: `rng.normal(0, scale, x.shape)`.",
        ),
        Mistake(
            "uniform-of-that-deviation",
            _clipped(lambda x, rng, scale: np.sqrt(3) * rng.uniform(-scale, scale, x.shape)),
            "Mean and standard deviation are right, but the noise is uniform. Draw normal noise: "
            "`rng.normal(0, scale, x.shape)`.",
            kind="convention",
        ),
        Mistake(
            "absolute-noise",
            _clipped(lambda x, rng, scale: np.abs(rng.normal(0, scale, x.shape))),
            "The noise is never negative, so it only brightens. Leave its sign as it is.",
        ),
        Mistake(
            "noise-times-image",
            lambda x, rng, scale: np.clip(x * (1 + rng.normal(0, scale, x.shape)), 0, 1),
            "The noise multiplies the pixels, so black stays free of it. Add it.",
            kind="convention",
        ),
        Mistake(
            "scale-in-bytes",
            _clipped(lambda x, rng, scale: rng.normal(0, scale / 255, x.shape)),
            "The noise is 255 times too weak. Images from 0 to 1 and `scale` have the same unit: no "
            "division.",
        ),
        Mistake(
            "noise-alone",
            lambda x, rng, scale: np.clip(rng.normal(0, scale, x.shape), 0, 1),
            "The noise comes back without the images. Add it to them.",
        ),
        Mistake(
            "no-noise",
            lambda x, rng, scale: np.clip(x, 0, 1),
            "The images come back as they were: is the sum computed and not returned? A new array is needed, "
            "`x + ...`.",
        ),
        Mistake(
            "same-noise-for-all-images",
            _shared(lambda n, h, w, c: (1, h, w, c)),
            f"All images of the batch get the same noise. {ONE_EACH}",
        ),
        Mistake(
            "one-number-per-image",
            _shared(lambda n, h, w, c: (n, 1, 1, 1)),
            f"Each image gets one number, the same for all pixels: that is brightness, not noise. {ONE_EACH}",
        ),
        Mistake(
            "one-number-per-channel",
            _shared(lambda n, h, w, c: (n, 1, 1, c)),
            f"Each channel of an image gets one number, the same for all pixels. {ONE_EACH}",
        ),
        Mistake(
            "same-noise-for-all-channels",
            _shared(lambda n, h, w, c: (n, h, w, 1)),
            f"All channels of a pixel get the same noise, so the noise is gray. {ONE_EACH}",
        ),
        Mistake(
            "same-noise-in-a-row",
            _shared(lambda n, h, w, c: (n, h, 1, c)),
            f"All pixels of a row get the same noise. {ONE_EACH}",
        ),
        Mistake(
            "same-noise-in-a-column",
            _shared(lambda n, h, w, c: (n, 1, w, c)),
            f"All pixels of a column get the same noise. {ONE_EACH}",
        ),
        Mistake(
            "one-number-for-all",
            _shared(lambda n, h, w, c: (1, 1, 1, 1)),
            f"One number is drawn for the whole batch: `size=` is missing. {ONE_EACH}",
        ),
        Mistake(
            "as-many-numbers-as-images",
            _clipped(lambda x, rng, scale: rng.normal(0, scale, len(x))),
            f"As many numbers are drawn as there are images, and they do not fit the entries. {ONE_EACH}",
        ),
        Mistake(
            "rng-not-used",
            _clipped(lambda x, rng, scale: np.random.normal(0, scale, x.shape)),  # noqa: NPY002
            "Right with NumPy's global generator, `np.random`, which this course does not use: the noise "
            "is not drawn from `rng`, so nobody can repeat the run. Use `rng.normal`.",
            kind="convention",
        ),
        Mistake(
            "scale-not-used",
            _clipped(lambda x, rng, scale: rng.normal(0, 0.1, x.shape)),
            "The noise has the standard deviation 0.1, whatever `scale` says. Write `rng.normal(0, scale, "
            "x.shape)`.",
        ),
        Mistake(
            "cut-to-bytes",
            lambda x, rng, scale: np.clip(x + rng.normal(0, scale, x.shape), 0, 1).astype(np.uint8),
            "The result is cut to whole numbers, so only black and white are left. Bytes are for images "
            "from 0 to 255; these go from 0 to 1, as floats.",
        ),
        Mistake(
            "own-seed",
            _clipped(lambda x, rng, scale: np.random.default_rng(7).normal(0, scale, x.shape)),
            "Every call draws the same noise, as it makes a generator of its own. Draw from the `rng` that "
            "is passed in, so that each epoch differs.",
        ),
        Mistake(
            "left-out-at-random",
            _clipped(
                lambda x, rng, scale: rng.normal(0, scale, x.shape) * (rng.random((len(x), 1, 1, 1)) < 0.5)
            ),
            "About half of the images get no noise. In this task every image gets it.",
        ),
    ),
    also_correct=(
        lambda x, rng, scale: np.clip(x + rng.normal(0, scale, size=x.shape), 0, 1),
        lambda x, rng, scale: np.minimum(np.maximum(x + scale * rng.standard_normal(x.shape), 0.0), 1.0),
        lambda x, rng, scale: np.clip(x - rng.normal(scale=scale, size=x.shape), 0, 1),
        lambda x, rng, scale: np.stack(
            [np.clip(image + rng.normal(0, scale, image.shape), 0, 1) for image in x]
        ),
        lambda x, rng, scale: (np.clip(x + rng.normal(0.0, scale, x.shape), 0, 1), scale),
    ),
    hints=(
        "Every entry of every image gets a random number of its own. What if the sum is darker than black?",
        "`rng.normal(mean, standard_deviation, size)` draws an array. Its size is the shape of the images.",
        "`np.clip(x + rng.normal(0, scale, size=...), 0, 1)`",
    ),
)
