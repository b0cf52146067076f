"""What is said when a file cannot be read as what it should be."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from dlteach.keras import backend

# What zipfile, zlib, json, NumPy's reader and h5py raise over bytes that they do not understand.
_SIGNS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


class DamagedFile(ValueError):
    """A file, or a part of it, is not what its name says."""


@contextmanager
def reading(what: Any) -> Iterator[None]:
    """Turn the errors of readers into one that names the file or the part of it.

    Examples
    --------
    >>> with reading("weights.h5"):  # doctest: +ELLIPSIS
    ...     b"\\xff".decode()
    Traceback (most recent call last):
    dlteach.keras.saving.damage.DamagedFile: weights.h5 cannot be read: ...
    """
    try:
        yield
    except DamagedFile:
        raise
    except _SIGNS as error:
        raise DamagedFile(
            f"{what} cannot be read: {error or type(error).__name__}. It is damaged, cut off or of another "
            "kind; "
            "save or download it again."
        ) from error


def check_numbers(dtype: Any, what: str) -> None:
    """Refuse arrays of anything but numbers."""
    if dtype.hasobject or dtype.kind not in "biuf":
        raise DamagedFile(f"{what} has the dtype {dtype}; weights are booleans, integers or floats")


def numbers_to_save(value: Any) -> np.ndarray:
    """The array of a variable in a type that every file has: bfloat16 as float32, which loses nothing."""
    array = np.asarray(backend.convert_to_numpy(value))
    if array.dtype.name == "bfloat16":
        return array.astype(np.float32)
    check_numbers(array.dtype, "a variable to be saved")
    return array


class Allowance:
    """The bytes that the arrays of a file may fill in memory, so that a small file cannot ask for a huge one.

    Parameters
    ----------
    limit : int, optional
        In bytes; without it there is none.
    """

    def __init__(self, limit: int | None = None) -> None:
        self.limit = limit
        self.left = limit

    def take(self, size: int, what: str) -> None:
        """Count `size` bytes before they are allocated.

        Raises
        ------
        DamagedFile
            If more bytes come together than are allowed.
        """
        if self.left is None:
            return
        if size > self.left:
            raise DamagedFile(
                f"{what} declares {size:,} bytes, and the model has place for {self.limit:,} in all; "
                "refusing a "
                "possible decompression bomb or shape bomb. Is the file for another model?"
            )
        self.left -= size
