"""An image read at places between its pixels, and outside of it."""

from __future__ import annotations

import numpy as np

FILL_MODES = ("reflect", "wrap", "constant", "nearest")
INTERPOLATIONS = ("nearest", "bilinear")


def sample(
    image: np.ndarray,
    rows: np.ndarray,
    columns: np.ndarray,
    interpolation: str = "bilinear",
    fill_mode: str = "reflect",
    fill_value: float = 0.0,
) -> np.ndarray:
    """The values of an image at given places.

    Parameters
    ----------
    image : ndarray, shape (height, width, channels)
    rows, columns : ndarray of float, shape (h, w)
        The places; (0, 0) is the middle of the first pixel.
    interpolation : {"bilinear", "nearest"}
        The four pixels around a place, weighted by nearness, or the nearest.
    fill_mode : {"reflect", "wrap", "constant", "nearest"}
        How the image goes on outside.
    fill_value : float
        What stands outside with "constant".

    Returns
    -------
    ndarray, shape (h, w, channels)

    Examples
    --------
    >>> image = np.array([[[1.0], [3.0]]])
    >>> sample(image, np.array([[0.0]]), np.array([[0.25]]))
    array([[[1.5]]])
    """
    if interpolation == "nearest":
        # Half-way between two pixels, to the even one, as np.rint does.
        return _pixels(image, np.rint(rows), np.rint(columns), fill_mode, fill_value)
    top, left = np.floor(rows), np.floor(columns)
    down, right = (rows - top)[..., None], (columns - left)[..., None]
    total = 0.0
    for row, row_weight in ((top, 1 - down), (top + 1, down)):
        for column, column_weight in ((left, 1 - right), (left + 1, right)):
            total = total + row_weight * column_weight * _pixels(image, row, column, fill_mode, fill_value)
    return np.asarray(total)


def _pixels(
    image: np.ndarray, rows: np.ndarray, columns: np.ndarray, fill_mode: str, fill_value: float
) -> np.ndarray:
    height, width = image.shape[:2]
    values = image[_inside(rows, height, fill_mode), _inside(columns, width, fill_mode)]
    if fill_mode == "constant":
        outside = (rows < 0) | (rows >= height) | (columns < 0) | (columns >= width)
        values = np.where(outside[..., None], fill_value, values)
    return values


def _inside(index: np.ndarray, size: int, fill_mode: str) -> np.ndarray:
    """The pixel inside which an index stands for."""
    index = index.astype(int)
    if fill_mode == "wrap":
        return index % size
    if fill_mode == "reflect":
        index = index % (2 * size)
        return np.minimum(index, 2 * size - 1 - index)
    return np.clip(index, 0, size - 1)
