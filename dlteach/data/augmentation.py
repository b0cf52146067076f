"""Augmentation: each epoch sees the training images anew, a little turned, moved, noisy or pale.

Every augmentation takes a batch of images, (n, height, width, channels), and a Generator, and draws for each
image by itself. In a pipeline it is a map after the batch: `.batch(32).map(lambda x, y: (f(x, rng), y))`.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from dlteach.data._arguments import as_generator, as_images
from dlteach.data.images import horizontal_flip, rotate, shift, to_grayscale
from dlteach.functions._arguments import as_count, as_float, as_number

Augmentation = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def compose(*augmentations: Augmentation) -> Augmentation:
    """One augmentation that applies several, in this order.

    Parameters
    ----------
    *augmentations : callable
        Each takes (images, rng); `functools.partial` sets its options.

    Returns
    -------
    callable
        Takes (images, rng), where rng may also be a seed.

    Examples
    --------
    >>> from functools import partial
    >>> augment = compose(random_flip, partial(add_noise, scale=0.05))
    >>> augment(np.zeros((2, 4, 4, 1)), np.random.default_rng(0)).shape
    (2, 4, 4, 1)
    """
    for augmentation in augmentations:
        if not callable(augmentation):
            raise TypeError(
                f"compose: expected functions of (images, rng), got {augmentation!r}; "
                "set options with functools.partial"
            )

    def composed(images: np.ndarray, rng: np.random.Generator | int) -> np.ndarray:
        rng = as_generator(rng, "compose: rng")
        for augmentation in augmentations:
            images = augmentation(images, rng)
        return images

    return composed


def random_flip(images: ArrayLike, rng: np.random.Generator | int, probability: float = 0.5) -> np.ndarray:
    """Mirror some of the images, left to right.

    Examples
    --------
    >>> random_flip([[[[1], [2]]]], 0, probability=1)[0, :, :, 0]
    array([[2, 1]])
    """
    images = as_images(images, "random_flip")
    return np.where(_chosen("random_flip", images, rng, probability), horizontal_flip(images), images)


def random_grayscale(
    images: ArrayLike, rng: np.random.Generator | int, probability: float = 0.1
) -> np.ndarray:
    """Drain some of the images of colour; they keep their three channels, which become equal.

    Examples
    --------
    >>> random_grayscale([[[[1.0, 0.0, 0.0]]]], 0, probability=1).round(6)
    array([[[[0.299, 0.299, 0.299]]]])
    """
    images = as_float(as_images(images, "random_grayscale"), "random_grayscale: images")
    return np.where(_chosen("random_grayscale", images, rng, probability), to_grayscale(images), images)


def random_rotation(images: ArrayLike, rng: np.random.Generator | int, degrees: float = 15.0) -> np.ndarray:
    """Turn each image by an angle between −degrees and degrees.

    Examples
    --------
    >>> random_rotation(np.ones((2, 3, 3, 1)), 0)[:, 1, 1, 0]
    array([1., 1.])
    """
    images = as_images(images, "random_rotation")
    most = _amount("random_rotation: degrees", degrees)
    return rotate(images, as_generator(rng, "random_rotation: rng").uniform(-most, most, len(images)))


def random_shift(images: ArrayLike, rng: np.random.Generator | int, pixels: int = 2) -> np.ndarray:
    """Move each image by up to this many whole pixels, up or down and left or right.

    Examples
    --------
    >>> random_shift(np.ones((2, 3, 3, 1)), 0, pixels=0).min()
    np.float64(1.0)
    """
    images = as_images(images, "random_shift")
    most = as_count(pixels, "random_shift: pixels", at_least=0)
    rng = as_generator(rng, "random_shift: rng")
    return shift(images, *rng.integers(-most, most, (2, len(images)), endpoint=True))


def add_noise(images: ArrayLike, rng: np.random.Generator | int, scale: float = 0.1) -> np.ndarray:
    """Add normal noise to every pixel.

        out = clip(images + scale · ε, 0, 1),    ε standard normal

    Parameters
    ----------
    images : array_like of float, shape (n, height, width, channels)
        From 0 to 1.
    rng : numpy.random.Generator or int
    scale : float, default 0.1
        Standard deviation of the noise.

    Returns
    -------
    ndarray, shape and type of images

    Raises
    ------
    ValueError
        If the images are not floats from 0 to 1.

    Examples
    --------
    >>> noisy = add_noise(np.full((1, 64, 64, 1), 0.5), 0, scale=0.1)
    >>> print(noisy.std().round(2))
    0.1
    """
    images = _as_unit("add_noise", images)
    noise = as_generator(rng, "add_noise: rng").standard_normal(images.shape)
    return np.clip(images + _amount("add_noise: scale", scale) * noise, 0, 1).astype(images.dtype)


def color_jitter(
    images: ArrayLike,
    rng: np.random.Generator | int,
    brightness: float = 0.2,
    contrast: float = 0.2,
    saturation: float = 0.2,
) -> np.ndarray:
    """Change brightness, contrast and saturation of each image by factors of its own.

    Each step goes away from, or towards, something dull, by a factor f between 1 − amount and 1 + amount:

        x ↦ clip(f x + (1 − f) dull, 0, 1),    dull = black, then the mean gray, then the image in gray

    Parameters
    ----------
    images : array_like of float, shape (n, height, width, 3)
        From 0 to 1.
    rng : numpy.random.Generator or int
    brightness, contrast, saturation : float, default 0.2
        Amounts, from 0 to 1.

    Returns
    -------
    ndarray, shape and type of images

    Raises
    ------
    ValueError
        If the images are not floats from 0 to 1 with 3 channels.

    Examples
    --------
    >>> gray = np.full((1, 2, 2, 3), 0.5)
    >>> jittered = color_jitter(gray, 0, brightness=0)
    >>> bool(np.allclose(jittered, gray))  # a plain gray image has neither contrast nor colour
    True
    """
    out = _as_unit("color_jitter", images)
    rng = as_generator(rng, "color_jitter: rng")
    steps: list[tuple[str, float, Callable[[np.ndarray], np.ndarray]]] = [
        ("brightness", brightness, np.zeros_like),
        ("contrast", contrast, lambda x: to_grayscale(x).mean(axis=(1, 2), keepdims=True)),
        ("saturation", saturation, to_grayscale),
    ]
    for name, value, dull in steps:
        amount = _amount(f"color_jitter: {name}", value, at_most=1)
        factor = rng.uniform(1 - amount, 1 + amount, (len(out), 1, 1, 1)).astype(out.dtype)
        out = np.clip(factor * out + (1 - factor) * dull(out), 0, 1)
    return out


def _chosen(
    function: str, images: np.ndarray, rng: np.random.Generator | int, probability: float
) -> np.ndarray:
    p = _amount(f"{function}: probability", probability, at_most=1)
    return as_generator(rng, f"{function}: rng").random((len(images), 1, 1, 1)) < p


def _amount(what: str, value: float, at_most: float = np.inf) -> float:
    number = as_number(value, what)
    if not 0 <= number <= at_most:
        limit = "at least 0" if at_most == np.inf else f"0 to {at_most}"
        raise ValueError(f"{what}: expected a number of {limit}, got {value}")
    return number


def _as_unit(function: str, images: ArrayLike) -> np.ndarray:
    array = as_images(images, function)
    if array.dtype.kind != "f" or array.min() < 0 or array.max() > 1:
        raise ValueError(
            f"{function}: expected images as floats from 0 to 1, got {array.dtype} from {array.min()} to "
            f"{array.max()}; divide by the largest value that can occur, such as images / 255"
        )
    return array
