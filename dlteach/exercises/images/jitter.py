"""Exercise: colour jitter, judged by the factors that can be read off its images."""

import numpy as np

from dlteach.autograder import Case, Exercise
from dlteach.exercises.images.drawing import batches_of, go_together, yes
from dlteach.exercises.images.jitter_mistakes import MISTAKES, gray, jitter
from dlteach.exercises.images.shared import LESSON

IMAGES = 800


def color_jitter(x, rng, brightness, saturation):
    """The library's colour jitter, with the contrast as it is."""
    from dlteach.data import color_jitter as library_color_jitter

    return library_color_jitter(x, rng, brightness, 0, saturation)


def _jitter_driver(answer, x, brightness, saturation, seed):
    def drawn(images, rng):
        value = answer(images, rng, brightness, saturation)
        return value[0] if isinstance(value, tuple) and len(value) > 1 else value

    rng = np.random.default_rng(seed)
    first, second = drawn(x.copy(), rng), drawn(x.copy(), rng)
    # The last call gets the caller's own array: if it writes into it, that shows.
    return [first, second, drawn(x, np.random.default_rng(seed))]


def _jitter_cases(rng):
    def case(images, brightness, saturation, note):
        return Case((images, brightness, saturation, int(rng.integers(1000))), note)

    yield case(rng.random((2, 2, 3, 3)), 0.0, 0.0, "both amounts 0")
    dim = rng.uniform(0.25, 0.45, (IMAGES, 4, 5, 3))
    yield case(dim, 0.2, 0.0, "a brightness of 0.2 alone")
    yield case(dim[:, :2, :2], 0.0, 0.2, "a saturation of 0.2 alone")
    yield case(dim[:, :2, :2], 0.2, 0.1, "both")
    bright = np.tile([[1.0, 1.0, 1.0], [0.9, 0.9, 0.0], [0.0, 0.0, 1.0]], (IMAGES, 1, 1, 1))
    yield case(bright, 0.8, 0.9, "images that reach black and white")


def _law_of(args, value):
    x, brightness, saturation, _ = args
    first, second, again = batches_of(x, value)
    if brightness == saturation == 0:
        return {"the images stay as they are": yes(np.allclose(first, x, atol=1e-9))}
    if x.max() == 1:
        return _at_the_edges(x, first)
    facts = {"same seed, same images": yes(np.allclose(first, again))}
    if saturation == 0:
        return facts | _of_brightness(x, brightness, first, second)
    if brightness == 0:
        return facts | _of_saturation(x, saturation, first, second)
    return facts | _of_both(x, brightness, saturation, first)


def _of_brightness(x, amount, first, second):
    ratio, added = first / x, first - x
    facts = {
        "one factor for all pixels of a column": yes(_constant(ratio, 1)),
        "one factor for all pixels of a row": yes(_constant(ratio, 2)),
        "one factor for all channels": yes(_constant(ratio, 3)),
        "one factor for all images": yes(_constant(ratio, 0)),
        "the same is added everywhere": yes(_constant(added, (1, 2))),
        "one call and the next": go_together(_mean(ratio), _mean(second / x)),
    }
    measured = list(facts.values())[:5] == ["yes", "yes", "yes", "no", "no"]
    return facts | _spread("brightness", _mean(ratio), amount, measured)


def _of_saturation(x, amount, first, second):
    factor, one = _saturation_factor(x, first)
    shared = _constant(factor, 0)
    kept = np.allclose(gray(first), gray(x), atol=2e-3)
    return {
        "the gray of each pixel is kept": yes(kept),
        "the mean of each pixel's channels is kept": yes(np.allclose(first.mean(-1), x.mean(-1), atol=1e-6)),
        "one factor for all colours of an image": yes(one),
        "one factor for all images": yes(shared),
        "one call and the next": go_together(factor, _saturation_factor(x, second)[0]),
        **_spread("saturation", factor, amount, kept and one and not shared),
    }


def _of_both(x, brightness, saturation, first):
    bright = _mean(gray(first)) / _mean(gray(x))
    dull, one = _saturation_factor(x * bright[:, None, None, None], first)
    measured = one and not _constant(bright, 0) and not _constant(dull, 0)
    return {
        "one factor for brightness, one for saturation": yes(one),
        "both factors": go_together(bright, dull),
        **_spread("brightness", bright, brightness, measured),
        **_spread("saturation", dull, saturation, measured),
    }


def _at_the_edges(x, first):
    white = first[(x == 1).all(axis=-1)]
    return {
        "some pixels are below 0": yes((first < 0).any()),
        "some pixels are above 1": yes((first > 1).any()),
        "share of white pixels that stay white": np.mean(white > 0.999),
    }


def _saturation_factor(x, first):
    """How far each image's colours are from gray, against those of x, and whether one factor says it."""
    before, after = x - gray(x), first - gray(first)
    factor = np.sum(before * after, axis=(1, 2, 3)) / np.sum(before**2, axis=(1, 2, 3))
    return factor, np.allclose(after, factor[:, None, None, None] * before, atol=2e-3)


def _spread(name, factors, amount, measured):
    """Where the factors lie, in amounts around 1: right is −1 to 1, with a standard deviation of 0.58."""
    away = (factors - 1) / amount if measured else np.array([np.nan])
    return {
        f"smallest {name} factor, in amounts around 1": away.min(),
        f"largest {name} factor, in amounts around 1": away.max(),
        f"mean {name} factor, in amounts around 1": away.mean(),
        f"standard deviation of the {name} factor, in amounts": away.std(),
    }


def _mean(values):
    return values.mean(axis=(1, 2, 3))


def _constant(values, axis):
    return bool(np.ptp(values, axis=axis).max() < 1e-6)


def _one_image_at_a_time(x, rng, brightness, saturation):
    out = np.zeros_like(x)
    for i in range(len(x)):
        image = np.clip(x[i] * rng.uniform(1 - brightness, 1 + brightness), 0, 1)
        factor = 1 + saturation * (2 * rng.random() - 1)
        dull = np.dot(image, [0.2989, 0.587, 0.114])[..., None]
        out[i] = np.clip(dull + factor * (image - dull), 0, 1)
    return out


def _saturation_first(x, rng, brightness, saturation):
    factor = rng.uniform(1 - saturation, 1 + saturation, size=len(x)).reshape(-1, 1, 1, 1)
    x = np.clip(factor * x + (1 - factor) * gray(x), 0, 1)
    return np.clip(x * rng.uniform(1 - brightness, 1 + brightness, size=(len(x), 1, 1, 1)), 0, 1)


COLOR_JITTER = Exercise(
    name="color_jitter",
    lesson=LESSON,
    section="Colours, noise and bytes",
    reference=color_jitter,
    cases=_jitter_cases,
    driver=_jitter_driver,
    measure=_law_of,
    atol=0.17,
    mistakes=MISTAKES,
    also_correct=(
        jitter(),
        _one_image_at_a_time,
        _saturation_first,
        lambda x, rng, b, s: (jitter()(x, rng, b, s), b, s),
    ),
    hints=(
        "Two random numbers for each image: one makes it darker or brighter, the other moves its colours "
        "towards gray or away from it.",
        "`rng.uniform(1 - brightness, 1 + brightness, size=(len(x), 1, 1, 1))` draws a factor for each "
        "image, in a shape that stretches over its pixels. Clip after each step.",
        "`x = np.clip(f * x, 0, 1)`, then `gray = to_grayscale(x)` and `np.clip(g * x + (1 - g) * ..., 0, "
        "1)`.",
    ),
)
