"""Models in `.keras` archives, and weights in files of their own.

An archive is a zip of config.json (what the model is), metadata.json (who wrote it, when) and the weights:
model.weights.npz (an array for each variable). Keras's own archives, with model.weights.h5, are read too, if
h5py is there.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import closing
from typing import Any

from dlteach.keras.backend.common.allocation import AllocationLimit
from dlteach.keras.saving.asset_store import DiskIOStore
from dlteach.keras.saving.damage import Allowance, DamagedFile, reading
from dlteach.keras.saving.deserialize import deserialize_keras_object
from dlteach.keras.saving.h5_store import H5IOStore, safe_get_h5_dataset, safe_get_h5_group
from dlteach.keras.saving.keras_saveable import KerasSaveable
from dlteach.keras.saving.model_writer import (
    ASSETS,
    CONFIG,
    METADATA,
    WEIGHTS_H5,
    WEIGHTS_NPZ,
    save_model,
    to_bytes,
)
from dlteach.keras.saving.npz_store import NpzReader
from dlteach.keras.saving.scopes import ObjectSharingScope
from dlteach.keras.saving.state import Loading
from dlteach.keras.saving.weights_file import allowance_for, load_weights_only, save_weights_only

__all__ = [
    "DiskIOStore",
    "H5IOStore",
    "from_bytes",
    "load_model",
    "load_weights_only",
    "safe_get_h5_dataset",
    "safe_get_h5_group",
    "save_model",
    "save_weights_only",
    "to_bytes",
]

_CONFIG_FILENAME, _METADATA_FILENAME = CONFIG, METADATA
_LARGEST_CONFIG = 1 << 26

# A member is refused if it unpacks to more than the floor and to more than so many times what is stored.
_ZIP_MEMBER_BOMB_FLOOR_BYTES = 1 << 26
_ZIP_EXTRACT_BOMB_FLOOR_BYTES = 1 << 24  # of assets, which go to the disk
_ZIP_MEMBER_MAX_EXPANSION = 100

# Numbers that variables may hold, for each four bytes of weights in the file (an optimizer that has not begun
# has none in the file), and beside these.
_TIMES_THE_WEIGHTS = 8
_BESIDE_THE_WEIGHTS = 1 << 26

# What constructors raise over arguments that they never expected, beside ValueError and TypeError.
_UNBUILDABLE = (ArithmeticError, AssertionError, AttributeError, LookupError, MemoryError, RecursionError)

# The share of a gigabyte up to which a member is unpacked in memory; a larger one is read where it is.
_MEMORY_UPPER_BOUND = 0.5


def load_model(
    filepath: Any,
    custom_objects: Mapping[str, Any] | None = None,
    compile: bool = True,
    safe_mode: bool = True,
) -> Any:
    """Read a model from a `.keras` archive of dlteach or of Keras.

    Parameters
    ----------
    filepath : path or binary file
    custom_objects : dict, optional
        Classes and functions of the reader's own, by the names in the file.
    compile : bool, default True
        Whether to compile the model as it was, the optimizer's state included.
    safe_mode : bool, default True
        Whether lambdas are refused; code in a file always is.

    Returns
    -------
    Model

    Raises
    ------
    ValueError
        If the file is damaged, is not what it seems, or asks for more memory than its weights could fill.
    TypeError
        If the config names a class or function that is unknown.
    """
    if not hasattr(filepath, "read") and not str(filepath).endswith(".keras"):
        raise ValueError(f"Invalid filename: expected a `.keras` extension. Received: filepath={filepath}")
    file = filepath if hasattr(filepath, "read") else open(filepath, "rb")  # noqa: SIM115
    try:
        with reading(_name_of(filepath)):
            archive = zipfile.ZipFile(file)
        with archive:
            return _read_archive(archive, custom_objects, compile, safe_mode)
    finally:
        if file is not filepath:
            file.close()


def from_bytes(content: bytes) -> Any:
    """The object in an archive that this process, or one that it trusts, made with `to_bytes`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _read_archive(archive, None, compile=True, safe_mode=False)


def _name_of(file: Any) -> str:
    return str(getattr(file, "name", "the archive") if hasattr(file, "read") else file)


def _read_archive(archive: zipfile.ZipFile, custom_objects: Any, compile: bool, safe_mode: bool) -> Any:
    names = _checked_names(archive)
    config = _read_json(archive, CONFIG)
    weights_size = archive.getinfo(_weights_name(names)).file_size
    with AllocationLimit(_TIMES_THE_WEIGHTS * weights_size // 4 + _BESIDE_THE_WEIGHTS):
        model = _model_from_config(config, custom_objects, compile, safe_mode)
    assets = DiskIOStore(ASSETS, archive, mode="r") if _has_assets(names) else None
    try:
        with closing(weights_of_archive(archive, allowance_for(model))) as weights:
            Loading(weights, assets).load(model)
    finally:
        if assets is not None:
            assets.close()
    return model


def _checked_names(archive: zipfile.ZipFile) -> set[str]:
    names: set[str] = set()
    for info in archive.infolist():
        parts = info.filename.replace("\\", "/").split("/")
        if info.filename in names:
            raise DamagedFile(f"{info.filename} is twice in the archive")
        if ".." in parts or parts[0] == "" or ":" in parts[0]:
            raise DamagedFile(f"{info.filename!r} in the archive leads out of it, which is not allowed")
        _reject_zip_bomb(archive, info.filename)
        names.add(info.filename)
    return names


def _weights_name(names: Iterable[str]) -> str:
    name = next((name for name in (WEIGHTS_NPZ, WEIGHTS_H5) if name in names), None)
    if name is None:
        raise DamagedFile(f"Expected a {WEIGHTS_H5} or {WEIGHTS_NPZ} file in the archive.")
    return name


def _has_assets(names: Iterable[str]) -> bool:
    return any(name.startswith(ASSETS + "/") for name in names)


def _reject_zip_bomb(archive: zipfile.ZipFile, name: str) -> None:
    info = archive.getinfo(name)
    unpacked = name.startswith(ASSETS + "/")
    if (
        info.file_size > (_ZIP_EXTRACT_BOMB_FLOOR_BYTES if unpacked else _ZIP_MEMBER_BOMB_FLOOR_BYTES)
        and info.file_size > _ZIP_MEMBER_MAX_EXPANSION * info.compress_size
    ):
        raise DamagedFile(
            f"Not allowed: {name!r} in the archive declares {info.file_size:,} bytes but only "
            f"{info.compress_size:,} are stored; refusing to unpack a possible decompression bomb."
        )


def _safe_zip_read(archive: zipfile.ZipFile, name: str) -> bytes:
    with reading(f"{name} in the archive"):
        _reject_zip_bomb(archive, name)
        return archive.read(name)


def _read_json(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    with reading(f"{name} in the archive"):
        size = archive.getinfo(name).file_size
    _reject_zip_bomb(archive, name)
    if size > _LARGEST_CONFIG:
        raise DamagedFile(f"{name} has {size:,} bytes; a model's config has at most {_LARGEST_CONFIG:,}")
    text = _safe_zip_read(archive, name)
    with reading(name):
        config = json.loads(text)
    if not isinstance(config, dict):
        raise DamagedFile(f"{name} holds a {type(config).__name__}, not the dict that describes a model")
    return config


def _model_from_config(config: dict[str, Any], custom_objects: Any, compile: bool, safe_mode: bool) -> Any:
    if not compile:
        config["compile_config"] = None
    try:
        with ObjectSharingScope():
            model = deserialize_keras_object(config, custom_objects, safe_mode=safe_mode)
    except _UNBUILDABLE as error:
        raise DamagedFile(
            f"{CONFIG} does not describe a model that can be built: {type(error).__name__}: {error}"
        ) from error
    if not isinstance(model, KerasSaveable):
        raise DamagedFile(f"{CONFIG} does not describe a model but a {type(model).__name__}")
    return model


def weights_of_archive(archive: zipfile.ZipFile, allowance: Allowance) -> Any:
    """The reader of the weights in an archive."""
    names = _checked_names(archive)
    name = _weights_name(names)
    in_memory = archive.getinfo(name).file_size <= _MEMORY_UPPER_BOUND * (1 << 30)
    if name == WEIGHTS_H5 and not in_memory:
        return H5IOStore(name, archive, allowance=allowance)
    with reading(f"{name} in the archive"):
        member: Any = io.BytesIO(archive.read(name)) if in_memory else archive.open(name)
    return (H5IOStore if name == WEIGHTS_H5 else NpzReader)(member, allowance=allowance)
