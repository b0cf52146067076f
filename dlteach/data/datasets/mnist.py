"""MNIST: 70,000 handwritten digits of 28×28 pixels, downloaded once."""

from pathlib import Path

import numpy as np

from dlteach.data.datasets.download import fetch

MIRRORS = [
    "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
    "https://s3.amazonaws.com/img-datasets/mnist.npz",
]
SHA256 = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"

Part = tuple[np.ndarray, np.ndarray]


def load_mnist(cache_dir: str | Path | None = None) -> tuple[Part, Part]:
    """Read the MNIST digits, 11 MB, downloaded on the first call and kept in a cache.

    Parameters
    ----------
    cache_dir : path, optional
        Where the file is kept; by default `dlteach` among the user's caches.

    Returns
    -------
    (x_train, y_train), (x_test, y_test)
        Images, uint8 of shape (60000, 28, 28) and (10000, 28, 28), 0 to 255; labels, int64, 0 to 9.

    Raises
    ------
    ConnectionError
        If no mirror can be reached. `load_digits` needs no network.

    References
    ----------
    Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten digits". CC BY-SA 3.0.

    Examples
    --------
    >>> (x_train, y_train), (x_test, y_test) = load_mnist()  # doctest: +SKIP
    """
    otherwise = "use load_digits(): 1797 digits of 8×8 pixels that come with dlteach"
    with np.load(fetch("mnist.npz", MIRRORS, SHA256, cache_dir, otherwise)) as archive:
        train, test = [
            (archive[f"x_{part}"], archive[f"y_{part}"].astype(np.int64)) for part in ("train", "test")
        ]
    return train, test
