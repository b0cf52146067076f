"""Weights in files of their own: `.weights.h5`, as Keras's, and `.weights.npz`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from contextlib import closing
from typing import Any

from dlteach.keras.saving.damage import Allowance, reading
from dlteach.keras.saving.h5_store import H5IOStore
from dlteach.keras.saving.npz_store import NpzReader, NpzWriter
from dlteach.keras.saving.replacing_file import replacing
from dlteach.keras.saving.state import Loading, save_state
from dlteach.keras.saving.walk import Visits, all_variables

# Beyond the variables that the model has: wider types in the file, states of its own that are no variables.
_TIMES_THE_VARIABLES = 8
_BESIDE_THE_VARIABLES = 1 << 26


def save_weights_only(model: Any, filepath: Any, objects_to_skip: Iterable[Any] = ()) -> None:
    """Write the weights of a model, and the state of its optimizer, to a `.weights.h5` or `.weights.npz`
    file.

    Parameters
    ----------
    model : Model
        It must be built.
    filepath : path
    objects_to_skip : list of layers, optional
        Those whose weights are left out.

    Raises
    ------
    ValueError
        If the name ends otherwise, or the model has no weights yet.
    ImportError
        If a `.weights.h5` file is wanted and h5py is not installed.
    """
    check_weights_path(filepath)
    if not model.built:
        raise ValueError(
            "You are saving a model that has not yet been built. Try building the model first by calling it "
            "on "
            "some data or by using `build()`."
        )
    content = io.BytesIO()
    weights_format = "h5" if str(filepath).endswith(".h5") else "npz"
    with closing(writer(content, weights_format)) as store:
        save_state(model, store, visits=Visits(objects_to_skip or ()))
    with replacing(filepath) as file:
        file.write(content.getbuffer())


def check_weights_path(filepath: Any) -> None:
    """Refuse names that do not say in which of the two forms the weights are."""
    if not str(filepath).endswith((".weights.h5", ".weights.npz")):
        raise ValueError(
            "The filename must end in `.weights.h5`, or in `.weights.npz`, which needs no h5py. "
            f"Received: filepath={filepath}"
        )


def load_weights_only(
    model: Any, filepath: Any, skip_mismatch: bool = False, objects_to_skip: Iterable[Any] = ()
) -> None:
    """Read weights into a model from a `.weights.h5`, `.weights.npz` or `.keras` file of dlteach or of Keras.

    Parameters
    ----------
    model : Model
        It must be built.
    filepath : path
    skip_mismatch : bool, default False
        Whether objects with other variables than in the file are left as they are, with a warning.
    objects_to_skip : list of layers, optional
        Those which are left as they are.

    Raises
    ------
    ValueError
        If the file is damaged, or its variables are not those of the model; the model is unchanged then.
    """
    if not model.built:
        raise ValueError(
            "You are loading weights into a model that has not yet been built. Try building the model first "
            "by "
            "calling it on some data or by using `build()`."
        )
    from dlteach.keras.saving import saving_lib

    visits = Visits(objects_to_skip or ())
    allowance = allowance_for(model)
    with open(filepath, "rb") as file:
        if str(filepath).endswith(".keras"):
            with reading(filepath):
                archive = zipfile.ZipFile(file)
            weights = saving_lib.weights_of_archive(archive, allowance)
        elif str(filepath).endswith(".npz"):
            weights = NpzReader(file, allowance)
        else:
            weights = H5IOStore(str(filepath), allowance=allowance)
        with closing(weights):
            Loading(weights, visits=visits).load(model, skip_mismatch)


def writer(file: io.BytesIO, weights_format: str) -> Any:
    """What collects the variables of a model in one of the two forms."""
    return H5IOStore(file, mode="w") if weights_format == "h5" else NpzWriter(file)


def allowance_for(model: Any) -> Allowance:
    """What the arrays in a file for this model may fill."""
    needed = sum(variable.numpy().nbytes for variable in all_variables(model))
    return Allowance(_TIMES_THE_VARIABLES * needed + _BESIDE_THE_VARIABLES)
