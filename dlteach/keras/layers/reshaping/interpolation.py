"""Interpolation as a matrix: every new pixel of a row is a weighted sum of the old ones."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np


def interpolation_matrix(length: int, factor: int, method: str) -> np.ndarray:
    """The weights of the old pixels of a row, one column for each new one.

    Pixels are areas: new pixel j has its middle at (j + ½) / factor − ½ in the old count. An old pixel weighs
    as the kernel of the method says at its distance; at the borders, where some are missing, the weights are
    scaled so that they sum to 1.

    Parameters
    ----------
    length : int
        The number of old pixels.
    factor : int
        How many new ones there are for each.
    method : str
        A key of `KERNELS`.

    Returns
    -------
    ndarray, shape (length, factor · length)

    Examples
    --------
    >>> interpolation_matrix(2, 2, "bilinear")
    array([[1.  , 0.75, 0.25, 0.  ],
           [0.  , 0.25, 0.75, 1.  ]])
    """
    middles = (np.arange(length * factor) + 0.5) / factor - 0.5
    weights = KERNELS[method](np.abs(middles - np.arange(length)[:, None]))
    return weights / weights.sum(axis=0)


def _triangle(distance: np.ndarray) -> np.ndarray:
    return np.maximum(0, 1 - distance)


def _cubic(distance: np.ndarray) -> np.ndarray:
    """Keys's cubic convolution with a = −½."""
    near = (1.5 * distance - 2.5) * distance**2 + 1
    far = ((-0.5 * distance + 2.5) * distance - 4) * distance + 2
    return np.where(distance < 1, near, np.where(distance < 2, far, 0))


def _lanczos(radius: int) -> Callable[[np.ndarray], np.ndarray]:
    def kernel(distance: np.ndarray) -> np.ndarray:
        return np.where(distance < radius, np.sinc(distance) * np.sinc(distance / radius), 0)

    return kernel


KERNELS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "bilinear": _triangle,
    "bicubic": _cubic,
    "lanczos3": _lanczos(3),
    "lanczos5": _lanczos(5),
}
