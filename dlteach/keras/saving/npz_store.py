"""Variables in an NPZ file: an array of numbers for each, under its path."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import numpy as np
from numpy.lib import format as npy

from dlteach.keras.saving.damage import Allowance, DamagedFile, check_numbers, numbers_to_save, reading

Entry = dict[str, Any]


class NpzWriter:
    """Collects the variables of each object, and writes them at the end.

    Parameters
    ----------
    file : binary file
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._entries: dict[str, Entry] = {}

    def make(self, path: str, metadata: Mapping[str, Any] | None = None) -> Entry:
        """The dict that takes the variables of the object at `path`."""
        return self._entries.setdefault(path, {})

    def close(self) -> None:
        """Write the file."""
        with zipfile.ZipFile(self._file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            for path, entry in self._entries.items():
                for key, value in entry.items():
                    with archive.open(f"{_inside(path)}/{key}.npy", "w", force_zip64=True) as member:
                        npy.write_array(member, numbers_to_save(value))


class NpzReader:
    """The variables in an NPZ file, read one by one when they are asked for.

    Parameters
    ----------
    file : path or binary file
    allowance : Allowance, optional
        How many bytes may be read in all.

    Raises
    ------
    DamagedFile
        If the file is not a zip of .npy members, or has a member twice.
    """

    def __init__(self, file: str | os.PathLike[str] | BinaryIO, allowance: Allowance | None = None) -> None:
        self._allowance = allowance or Allowance()
        with reading("the NPZ file of the weights"):
            self._archive = zipfile.ZipFile(file)
            self._members = _members_of(self._archive)

    def get(self, path: str) -> Mapping[str, Any]:
        """The variables of the object at `path`: none if the file does not have it."""
        return _NpzEntry(self, _inside(path) + "/")

    def has_path(self, path: str) -> bool:
        """Whether anything is stored at `path` or below."""
        return any(name.startswith(path + "/") for name in self._members)

    def close(self) -> None:
        self._archive.close()

    def read(self, name: str) -> np.ndarray:
        """One array, after a look at what it says of itself."""
        info = self._members[name]
        with reading(f"{name} among the weights"), self._archive.open(info) as member:
            version = npy.read_magic(member)
            read_header = npy.read_array_header_1_0 if version == (1, 0) else npy.read_array_header_2_0
            shape, _, dtype = read_header(member)
            check_numbers(dtype, name)
            size = dtype.itemsize * int(np.prod(shape, dtype=object))
            if min(shape, default=0) < 0 or size != info.file_size - member.tell():
                raise DamagedFile(
                    f"{name} declares an array of shape {shape} and dtype {dtype}, {size:,} bytes, and holds "
                    f"{info.file_size - member.tell():,}"
                )
            self._allowance.take(size, name)
        with reading(f"{name} among the weights"), self._archive.open(info) as member:
            return npy.read_array(member)

    def keys_below(self, prefix: str) -> list[str]:
        return [name[len(prefix) : -4] for name in self._members if name.startswith(prefix)]


class _NpzEntry(Mapping[str, Any]):
    def __init__(self, reader: NpzReader, prefix: str) -> None:
        self._reader = reader
        self._prefix = prefix
        self._keys = reader.keys_below(prefix)

    def __getitem__(self, key: str) -> np.ndarray:
        if key not in self._keys:
            raise KeyError(key)
        return self._reader.read(f"{self._prefix}{key}.npy")

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def _inside(path: str) -> str:
    return f"{path}/vars" if path else "vars"


def _members_of(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    members: dict[str, zipfile.ZipInfo] = {}
    for info in archive.infolist():
        if info.filename in members:
            raise DamagedFile(f"{info.filename} is twice among the weights")
        if not info.filename.endswith(".npy"):
            raise DamagedFile(f"{info.filename} is among the weights and is no .npy file")
        members[info.filename] = info
    return members
