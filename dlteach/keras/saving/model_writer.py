"""A model into a `.keras` archive."""

from __future__ import annotations

import datetime
import io
import json
import warnings
import zipfile
from contextlib import closing
from typing import Any, BinaryIO

from dlteach.keras.saving.asset_store import DiskIOStore
from dlteach.keras.saving.replacing_file import replacing
from dlteach.keras.saving.scopes import ObjectSharingScope
from dlteach.keras.saving.serialize import serialize_keras_object
from dlteach.keras.saving.state import save_state
from dlteach.keras.saving.walk import Visits
from dlteach.keras.saving.weights_file import writer

KERAS_VERSION = "3.15.1"  # whose configs these are

CONFIG = "config.json"
METADATA = "metadata.json"
WEIGHTS_H5 = "model.weights.h5"
WEIGHTS_NPZ = "model.weights.npz"
ASSETS = "assets"


def save_model(
    model: Any, filepath: Any, weights_format: str = "npz", include_optimizer: bool = True
) -> None:
    """Write a model as a `.keras` archive.

    Parameters
    ----------
    model : Model
    filepath : path or binary file
        A path must end in ".keras".
    weights_format : {"npz", "h5"}, default "npz"
        "h5" makes an archive that Keras itself can load; it needs h5py.
    include_optimizer : bool, default True
        Whether what was compiled and the state of the optimizer are written.

    Raises
    ------
    ValueError
        If the path or the format is another.
    OSError
        If the file cannot be written; the one that was there is unchanged.
    """
    if weights_format not in ("npz", "h5"):
        raise ValueError(
            f"Unknown `weights_format` argument. Expected 'h5' or 'npz'. Received: "
            f"weights_format={weights_format}"
        )
    if not model.built:
        warnings.warn(
            "You are saving a model that has not yet been built. It might not contain any weights yet. "
            "Consider building the model first by calling it on some data.",
            stacklevel=3,
        )
    if hasattr(filepath, "write"):
        _write_archive(model, filepath, weights_format, include_optimizer)
        return
    if not str(filepath).endswith(".keras"):
        raise ValueError(
            f"Invalid `filepath` argument: expected a `.keras` extension. Received: filepath={filepath}"
        )
    with replacing(filepath) as file:
        _write_archive(model, file, weights_format, include_optimizer)


def _write_archive(model: Any, file: BinaryIO, weights_format: str, include_optimizer: bool) -> None:
    with ObjectSharingScope():
        config = serialize_keras_object(model)
    skipped = []
    if not include_optimizer:
        config.pop("compile_config", None)
        skipped = [one for one in [getattr(model, "optimizer", None)] if one is not None]
    metadata = {
        "keras_version": KERAS_VERSION,
        "date_saved": datetime.datetime.now().strftime("%Y-%m-%d@%H:%M:%S"),
        "saved_with": "dlteach",
    }
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(METADATA, json.dumps(metadata))
        archive.writestr(CONFIG, json.dumps(config))
        weights = io.BytesIO()
        with (
            closing(DiskIOStore(ASSETS, archive, mode="w")) as assets,
            closing(writer(weights, weights_format)) as store,
        ):
            save_state(model, store, assets, Visits(skipped))
        name = WEIGHTS_H5 if weights_format == "h5" else WEIGHTS_NPZ
        archive.writestr(name, weights.getbuffer())


def to_bytes(saveable: Any) -> bytes:
    """An archive of a model, a layer, a metric or anything else with state."""
    file = io.BytesIO()
    _write_archive(saveable, file, "npz", include_optimizer=True)
    return file.getvalue()
