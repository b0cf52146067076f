"""MNIST under Keras's name and in Keras's form."""

from __future__ import annotations

from pathlib import Path

import numpy as np

Part = tuple[np.ndarray, np.ndarray]


def load_data(path: str = "mnist.npz") -> tuple[Part, Part]:
    """The MNIST digits, downloaded once and then read from a cache: see `dlteach.data.load_mnist`.

    Parameters
    ----------
    path : str, default "mnist.npz"
        If it names a folder too, the file is kept there.

    Returns
    -------
    (x_train, y_train), (x_test, y_test)
        Images, uint8 of shape (60000, 28, 28) and (10000, 28, 28), 0 to 255; labels, uint8, 0 to 9.

    Raises
    ------
    ConnectionError
        If the file is not there yet and cannot be downloaded.

    Examples
    --------
    >>> (x_train, y_train), (x_test, y_test) = load_data()  # doctest: +SKIP
    """
    from dlteach.data import load_mnist

    folder = Path(path).parent
    (x_train, y_train), (x_test, y_test) = load_mnist(None if folder == Path() else folder)
    return (x_train, y_train.astype(np.uint8)), (x_test, y_test.astype(np.uint8))
