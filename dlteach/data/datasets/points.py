"""Points in the plane, with a class each, in the shapes that tell what a network can separate.

Every set has n points, shape (n, 2), and integer labels, shape (n,): as many of each class as can be, in
random order. Noise is the standard deviation of what is added to both coordinates.
"""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.data._arguments import as_generator
from dlteach.functions._arguments import as_count, as_number, as_shaped

Points = tuple[np.ndarray, np.ndarray]


def blobs(n: int, rng: np.random.Generator | int, centers: ArrayLike, noise: float = 1.0) -> Points:
    """Round clouds, one class about each center; straight lines separate them when they are far apart.

    Parameters
    ----------
    n : int
    rng : numpy.random.Generator or int
    centers : array_like, shape (k, d)
    noise : float, default 1.0

    Returns
    -------
    x : ndarray, shape (n, d)
    labels : ndarray of int, shape (n,)

    Examples
    --------
    >>> x, labels = blobs(4, 0, centers=[[0, 0], [9, 9]], noise=0)
    >>> bool(np.all(x == 9 * labels[:, None]))
    True
    """
    (centers,) = as_shaped("blobs", centers=(centers, "kd"))
    labels, rng = _labels("blobs", n, rng, len(centers))
    return _shaken("blobs", centers[labels], noise, rng), labels


def circles(n: int, rng: np.random.Generator | int, inner: float = 0.5, noise: float = 0.05) -> Points:
    """Two circles about the origin: class 0 of radius 1, class 1 of the inner radius. No line separates them.

    Parameters
    ----------
    n : int
    rng : numpy.random.Generator or int
    inner : float, default 0.5
    noise : float, default 0.05

    Returns
    -------
    x : ndarray, shape (n, 2)
    labels : ndarray of int, shape (n,)

    Examples
    --------
    >>> x, labels = circles(6, 0, noise=0)
    >>> bool(np.allclose(np.hypot(*x.T), np.where(labels == 0, 1, 0.5)))
    True
    """
    labels, rng = _labels("circles", n, rng, 2)
    radius = np.where(labels == 0, 1.0, as_number(inner, "circles: inner"))
    return _shaken("circles", radius[:, None] * _on_circle(rng.uniform(0, 2 * np.pi, n)), noise, rng), labels


def moons(n: int, rng: np.random.Generator | int, noise: float = 0.1) -> Points:
    """Two half circles that reach into each other: the upper one class 0, the lower one class 1.

    Parameters
    ----------
    n : int
    rng : numpy.random.Generator or int
    noise : float, default 0.1

    Returns
    -------
    x : ndarray, shape (n, 2)
    labels : ndarray of int, shape (n,)

    Examples
    --------
    >>> x, labels = moons(6, 0, noise=0)
    >>> x.shape, bool(np.all(x[labels == 0, 1] >= 0))
    ((6, 2), True)
    """
    labels, rng = _labels("moons", n, rng, 2)
    upper = _on_circle(rng.uniform(0, np.pi, n))
    lower = np.array([1.0, 0.5]) - upper
    return _shaken("moons", np.where(labels[:, None] == 0, upper, lower), noise, rng), labels


def spirals(
    n: int, rng: np.random.Generator | int, arms: int = 2, turns: float = 1.0, noise: float = 0.02
) -> Points:
    """Arms that wind out of the origin to radius 1, one class each.

        r = t,    φ = 2π (turns · t + label / arms),    t from 0 to 1

    Parameters
    ----------
    n : int
    rng : numpy.random.Generator or int
    arms : int, default 2
    turns : float, default 1.0
    noise : float, default 0.02

    Returns
    -------
    x : ndarray, shape (n, 2)
    labels : ndarray of int, shape (n,)

    Examples
    --------
    >>> x, labels = spirals(9, 0, arms=3)
    >>> np.bincount(labels)
    array([3, 3, 3])
    """
    arms = as_count(arms, "spirals: arms", at_least=1)
    labels, rng = _labels("spirals", n, rng, arms)
    t = rng.uniform(0, 1, n)
    angle = 2 * np.pi * (as_number(turns, "spirals: turns") * t + labels / arms)
    return _shaken("spirals", t[:, None] * _on_circle(angle), noise, rng), labels


def xor(n: int, rng: np.random.Generator | int, noise: float = 0.0) -> Points:
    """Points of the square from −1 to 1, class 1 where exactly one coordinate is positive.

    The label is that of the point before the noise.

    Parameters
    ----------
    n : int
    rng : numpy.random.Generator or int
    noise : float, default 0.0

    Returns
    -------
    x : ndarray, shape (n, 2)
    labels : ndarray of int, shape (n,)

    Examples
    --------
    >>> x, labels = xor(8, 0)
    >>> bool(np.all(labels == (x[:, 0] > 0) ^ (x[:, 1] > 0)))
    True
    """
    labels, rng = _labels("xor", n, rng, 2)
    size = 1 - rng.random((n, 2))  # from 0, which is left out, to 1
    first = rng.choice([-1, 1], n)
    signs = np.stack([first, np.where(labels == 1, -first, first)], axis=1)
    return _shaken("xor", signs * size, noise, rng), labels


def _labels(function: str, n: int, rng: object, classes: int) -> tuple[np.ndarray, np.random.Generator]:
    generator = as_generator(rng, f"{function}: rng")
    n = as_count(n, f"{function}: n", at_least=1)
    return generator.permutation(np.arange(n) % classes), generator


def _on_circle(angle: np.ndarray) -> np.ndarray:
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def _shaken(function: str, points: np.ndarray, noise: float, rng: np.random.Generator) -> np.ndarray:
    deviation = as_number(noise, f"{function}: noise")
    if deviation < 0:
        raise ValueError(f"{function}: expected noise of at least 0, got {noise}")
    return points + rng.normal(0.0, deviation, points.shape)
