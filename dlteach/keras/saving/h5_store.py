"""Variables in an HDF5 file, laid out as Keras lays them out: layers/dense/vars/0 …; needs h5py."""

from __future__ import annotations

import io
import math
import pathlib
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Any

import numpy as np

from dlteach.keras.saving.damage import Allowance, DamagedFile, check_numbers, numbers_to_save, reading


def import_h5py() -> Any:
    """The package h5py.

    Raises
    ------
    ImportError
        If it is not installed, with the way to do without.
    """
    try:
        import h5py  # type: ignore[import-untyped]
    except ImportError as error:
        raise ImportError(
            "HDF5 files need the package h5py: pip install h5py. Without it, weights can be kept in "
            "'.weights.npz' files and models in '.keras' files."
        ) from error
    return h5py


class H5IOStore:
    """The groups of an HDF5 file, each with the variables of one object.

    Parameters
    ----------
    path_or_io : str, pathlib.Path or io.BytesIO
        The file; the name of the member if there is an archive.
    archive : zipfile.ZipFile, optional
        The archive that the HDF5 file is, or will be, a member of.
    mode : {"r", "w"}, default "r"
    allowance : Allowance, optional
        How many bytes may be read in all.

    Raises
    ------
    ImportError
        If h5py is not installed.
    DamagedFile
        If the file is not HDF5, or has links to other places.
    """

    def __init__(
        self, path_or_io: Any, archive: Any = None, mode: str = "r", allowance: Allowance | None = None
    ) -> None:
        if mode not in ("r", "w"):
            raise ValueError(f"`mode` should be either 'w' or 'r'. Received: {mode}")
        if not isinstance(path_or_io, str | pathlib.Path | io.BytesIO):
            raise TypeError(
                "`path_or_io` should be a `str`, `pathlib.Path` or `io.BytesIO` object. "
                f"Received: path_or_io={path_or_io} of type {type(path_or_io)}."
            )
        if archive is not None and isinstance(path_or_io, io.BytesIO):
            raise ValueError("When `path_or_io` is an `io.BytesIO` object, `archive` should be `None`.")
        self.mode = mode
        self.archive = archive
        self.allowance = allowance or Allowance()
        self._member = str(path_or_io)
        self._io: Any = path_or_io
        if archive is not None:
            self._io = io.BytesIO() if mode == "w" else archive.open(self._member)
        h5py = import_h5py()
        if mode == "w":
            self.h5_file = h5py.File(self._io, "w")
        else:
            with reading("the HDF5 file of the weights"):
                self.h5_file = h5py.File(self._io, "r")

    def make(self, path: str, metadata: Mapping[str, Any] | None = None) -> H5Entry:
        """What takes the variables of the object at `path`; no group is made before there is something in
        it."""
        if self.mode != "w":
            raise ValueError("`make` is only allowed in write mode.")
        if metadata is not None and not isinstance(metadata, dict):
            raise ValueError(f"`metadata` should be a dict or `None`. Received: {metadata}")
        entry = H5Entry(self, _inside(path))
        if metadata:
            entry.group_to_write().attrs.update(metadata)
        return entry

    def get(self, path: str) -> H5Entry:
        """The variables of the object at `path`: none if the file does not have it."""
        if self.mode != "r":
            raise ValueError("`get` is only allowed in read mode.")
        return H5Entry(self, _inside(path))

    def has_path(self, path: str) -> bool:
        """Whether anything is stored at `path` or below."""
        return path in self.h5_file

    def close(self) -> None:
        """Close the file; in an archive, put it in."""
        self.h5_file.close()
        if self.archive is not None:
            if self.mode == "w":
                self.archive.writestr(self._member, self._io.getbuffer())
            self._io.close()


class H5Entry(MutableMapping[str, Any]):
    """The variables of one object in an HDF5 file, as a dict from keys to arrays."""

    def __init__(self, store: H5IOStore, path: str) -> None:
        self._store = store
        self._path = path
        with reading(f"{path} among the weights"):
            self._group: Any = safe_get_h5_group(store.h5_file, path) if path in store.h5_file else {}

    def group_to_write(self) -> Any:
        """The group, made now if it is not there."""
        if isinstance(self._group, dict):
            self._group = self._store.h5_file.require_group(self._path)
        return self._group

    def __getitem__(self, key: str) -> np.ndarray:
        if key not in self._group:
            raise KeyError(key)
        with reading(f"{self._path}/{key} among the weights"):
            dataset = safe_get_h5_dataset(self._group, key)
            name = f"{self._path}/{key}"
            self._store.allowance.take(math.prod(dataset.shape) * dataset.dtype.itemsize, name)
            return _numbers_of(dataset, name)

    def __setitem__(self, key: str, value: Any) -> None:
        if self._store.mode != "w":
            raise ValueError("Setting a value is only allowed in write mode.")
        self.group_to_write()[key] = numbers_to_save(value)

    def __delitem__(self, key: str) -> None:
        if self._store.mode != "w":
            raise ValueError("Deleting a value is only allowed in write mode.")
        del self._group[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._group)

    def __len__(self) -> int:
        return len(self._group)


def safe_get_h5_group(parent: Any, name: str) -> Any:
    """A group of an HDF5 file, if the way to it leads through groups only and nowhere else."""
    for part in name.split("/"):
        _refuse_link(parent, part)
        parent = parent[part]
        if not isinstance(parent, import_h5py().Group):
            raise DamagedFile(f"Invalid H5 file, expected Group but received {type(parent)}")
    return parent


def safe_get_h5_dataset(group: Any, name: str) -> Any:
    """An array of an HDF5 file that is in the file itself, and does not declare far more than it stores."""
    _refuse_link(group, name)
    dataset = group[name]
    if not isinstance(dataset, import_h5py().Dataset):
        raise DamagedFile(f"Invalid H5 file, expected Dataset, received {type(dataset)}")
    if dataset.external or dataset.is_virtual:
        raise DamagedFile(
            f"Not allowed: H5 file with {'external' if dataset.external else 'virtual'} Dataset"
        )
    if dataset.shape is None:
        raise DamagedFile(f"Invalid H5 file, {name} is empty")
    declared = math.prod(dataset.shape) * dataset.dtype.itemsize
    stored = dataset.id.get_storage_size()
    if declared > _FLOOR and declared > _EXPANSION * stored:
        raise DamagedFile(
            f"Not allowed: H5 dataset '{name}' declares {declared:,} bytes but only {stored:,} are stored; "
            "refusing "
            "a possible decompression bomb or shape bomb."
        )
    return dataset


# HDF5 need not store zeros, so a file of a kilobyte can declare a terabyte.
_FLOOR = 1 << 28
_EXPANSION = 1000


def _refuse_link(parent: Any, name: str) -> None:
    if name not in parent:
        raise KeyError(name)
    link = parent.get(name, getclass=True, getlink=True)
    if link is not import_h5py().HardLink:
        raise DamagedFile(f"Not allowed: H5 file with {link.__name__}")


def _numbers_of(dataset: Any, name: str) -> np.ndarray:
    if dataset.dtype.kind == "V" and dataset.attrs.get("dtype") == "bfloat16":
        high = np.asarray(dataset).view(np.uint16).astype(np.uint32)
        return (high << 16).view(np.float32).reshape(dataset.shape)
    check_numbers(dataset.dtype, name)
    return np.asarray(dataset)


def _inside(path: str) -> str:
    return f"{path}/vars" if path else "vars"
