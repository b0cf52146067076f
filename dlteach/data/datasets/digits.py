"""Handwritten digits, 8×8 pixels: small enough to come with the package, real enough to learn from."""

from importlib.resources import files

import numpy as np


def load_digits() -> tuple[np.ndarray, np.ndarray]:
    """Read 1797 handwritten digits.

    Returns
    -------
    images : ndarray of uint8, shape (1797, 8, 8)
        0 is paper, 16 is ink: divide by 16 for numbers from 0 to 1.
    labels : ndarray of int64, shape (1797,)
        0 to 9.

    References
    ----------
    E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository,
    1998, https://doi.org/10.24432/C50P49. CC BY 4.0.

    Examples
    --------
    >>> images, labels = load_digits()
    >>> images.shape, int(images.max()), labels[:4]
    ((1797, 8, 8), 16, array([0, 1, 2, 3]))
    """
    with files("dlteach.data").joinpath("digits.npz").open("rb") as file, np.load(file) as archive:
        return archive["images"], archive["labels"].astype(np.int64)
