"""Batches of images, channels last, turned, moved, mirrored and drained of colour."""

import numpy as np
from numpy.typing import ArrayLike

from dlteach.data._arguments import as_images, check_finite
from dlteach.functions._arguments import as_float


def horizontal_flip(images: ArrayLike) -> np.ndarray:
    """Mirror images: left becomes right.

        out[:, r, c] = images[:, r, width − 1 − c]

    Parameters
    ----------
    images : array_like, shape (n, height, width, channels)

    Returns
    -------
    ndarray, shape and type of images

    Examples
    --------
    >>> horizontal_flip([[[[1], [2], [3]]]])[0, :, :, 0]
    array([[3, 2, 1]])
    """
    return as_images(images, "horizontal_flip")[:, :, ::-1].copy()


def shift(images: ArrayLike, down: ArrayLike, right: ArrayLike) -> np.ndarray:
    """Move images by whole pixels; what leaves is lost, what enters is 0.

        out[i, r, c] = images[i, r − down[i], c − right[i]]

    Parameters
    ----------
    images : array_like, shape (n, height, width, channels)
    down, right : int or array_like of int, shape (n,)
        Pixels, for all images or one number for each; negative is up and left.

    Returns
    -------
    ndarray, shape and type of images

    Examples
    --------
    >>> shift([[[[1], [2], [3]]]], down=0, right=1)[0, :, :, 0]
    array([[0, 1, 2]])
    """
    images = as_images(images, "shift")
    down, right = (_per_image("shift", name, v, images) for name, v in (("down", down), ("right", right)))
    for name, pixels in (("down", down), ("right", right)):
        if pixels.dtype.kind == "f":
            raise TypeError(
                f"shift: expected whole pixels in {name}, got {pixels.dtype}; use {name}.astype(int)"
            )
    rows = np.arange(images.shape[1])[None, :, None] - down[:, None, None]
    columns = np.arange(images.shape[2])[None, None, :] - right[:, None, None]
    return _pixels(images, rows, columns)


def rotate(images: ArrayLike, degrees: ArrayLike) -> np.ndarray:
    """Turn images about their centres, counter-clockwise; what comes from outside is 0.

    Each pixel asks where it comes from and takes the mean of the four pixels around that place, weighted by
    nearness (bilinear interpolation). With (r, c) counted from the centre, r downwards:

        (r, c) comes from (r cos φ + c sin φ, −r sin φ + c cos φ)

    Parameters
    ----------
    images : array_like, shape (n, height, width, channels)
    degrees : float or array_like, shape (n,)
        Angle for all images, or one for each.

    Returns
    -------
    ndarray of float, shape of images

    Examples
    --------
    >>> rotate([[[[1.0], [2.0]], [[3.0], [4.0]]]], 90)[0, :, :, 0].round(6)
    array([[2., 4.],
           [1., 3.]])
    """
    images = as_float(as_images(images, "rotate"), "rotate: images")
    angle = np.deg2rad(_per_image("rotate", "degrees", degrees, images))[:, None, None]
    middle_row, middle_column = (images.shape[1] - 1) / 2, (images.shape[2] - 1) / 2
    r = (np.arange(images.shape[1]) - middle_row)[None, :, None]
    c = (np.arange(images.shape[2]) - middle_column)[None, None, :]
    rows = r * np.cos(angle) + c * np.sin(angle) + middle_row
    columns = -r * np.sin(angle) + c * np.cos(angle) + middle_column
    top, left = np.floor(rows).astype(np.intp), np.floor(columns).astype(np.intp)
    below, beside = (rows - top)[..., None], (columns - left)[..., None]
    upper = (1 - beside) * _pixels(images, top, left) + beside * _pixels(images, top, left + 1)
    lower = (1 - beside) * _pixels(images, top + 1, left) + beside * _pixels(images, top + 1, left + 1)
    return ((1 - below) * upper + below * lower).astype(images.dtype)


def to_grayscale(images: ArrayLike) -> np.ndarray:
    """Brightness of colour images, as the eye weighs red, green and blue.

        gray = 0.299 R + 0.587 G + 0.114 B

    Parameters
    ----------
    images : array_like, shape (n, height, width, 3)

    Returns
    -------
    ndarray of float, shape (n, height, width, 1)

    References
    ----------
    Recommendation ITU-R BT.601.

    Examples
    --------
    >>> to_grayscale([[[[1.0, 1.0, 1.0], [1.0, 0.0, 0.0]]]])[0, :, :, 0].round(6)
    array([[1.   , 0.299]])
    """
    images = as_float(as_images(images, "to_grayscale"), "to_grayscale: images")
    if images.shape[-1] != 3:
        raise ValueError(f"to_grayscale: expected 3 channels, red, green and blue, got {images.shape}")
    return images @ np.array([[0.299], [0.587], [0.114]], dtype=images.dtype)


def _per_image(function: str, name: str, value: ArrayLike, images: np.ndarray) -> np.ndarray:
    array = np.asarray(value)
    if array.dtype.kind not in "iuf" or array.shape not in ((), (len(images),)):
        raise ValueError(
            f"{function}: expected {name} to be one number or one for each of {len(images)} images, "
            f"got {array.dtype} of shape {array.shape}"
        )
    check_finite(function, name, array)
    return np.broadcast_to(array.astype(np.int64) if array.dtype.kind == "u" else array, len(images))


def _pixels(images: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Pixels at rows and columns, both (n, height, width) or stretching to it; 0 outside of the image."""
    _, height, width, _ = images.shape
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    image = np.arange(len(images))[:, None, None]
    found = images[image, rows.clip(0, height - 1), columns.clip(0, width - 1)]
    return np.where(inside[..., None], found, np.zeros((), images.dtype))
