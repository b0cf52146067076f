"""What a user calls: `save_model`, `load_model`, `save_weights`, `load_weights`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from dlteach.keras.saving import saving_lib
from dlteach.keras.saving.weights_file import check_weights_path

_LEGACY = (
    "Whole models in HDF5 files ('.h5', '.hdf5') are Keras's legacy format and not part of dlteach; Keras "
    "has it: "
    "import keras. Use a '.keras' file instead."
)


def save_model(
    model: Any, filepath: Any, overwrite: bool = True, zipped: bool | None = None, **kwargs: Any
) -> None:
    """Save a model to a `.keras` file: what it is, its weights, and the state of its training.

    Parameters
    ----------
    model : Model
    filepath : path
        Ends in ".keras".
    overwrite : bool, default True
        Whether to replace a file that is there; False asks.
    zipped : bool, optional
        Kept for Keras's signature: the file is always a zip.
    include_optimizer : bool, default True
        Whether what was compiled and the state of the optimizer are saved too.

    Raises
    ------
    ValueError
        If the name ends otherwise.
    OSError
        If the file cannot be written; the one that was there is unchanged.

    Examples
    --------
    >>> import os, tempfile
    >>> from dlteach import keras
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = os.path.join(folder, "model.keras")
    ...     save_model(model, path)
    ...     again = load_model(path)
    >>> bool((again.layers[0].kernel.numpy() == model.layers[0].kernel.numpy()).all())
    True
    """
    include_optimizer = kwargs.pop("include_optimizer", True)
    if kwargs.pop("save_format", False):
        raise ValueError(
            "The `save_format` argument is deprecated in Keras 3. Please remove this argument and pass a "
            "file path "
            f"with the `.keras` extension. Received: filepath={filepath}"
        )
    if kwargs:
        raise ValueError(f"The following argument(s) are not supported: {list(kwargs)}")
    if str(filepath).endswith((".h5", ".hdf5")):
        raise ValueError(_LEGACY)
    if zipped is False:
        raise ValueError(
            "save_model: zipped=False is not part of dlteach; leave it out and save to a '.keras' file"
        )
    if not str(filepath).endswith(".keras"):
        raise ValueError(
            "Invalid filepath extension for saving. Please add the `.keras` extension. "
            f"Received: filepath={filepath}."
        )
    if _may_write(filepath, overwrite):
        saving_lib.save_model(model, filepath, include_optimizer=include_optimizer)


def load_model(
    filepath: Any,
    custom_objects: Mapping[str, Any] | None = None,
    compile: bool = True,
    safe_mode: bool = True,
) -> Any:
    """Load a model from a `.keras` file that dlteach or Keras saved.

    Parameters
    ----------
    filepath : path
    custom_objects : dict, optional
        Classes and functions of your own that the model uses, by name, unless they are registered.
    compile : bool, default True
        Whether to compile the model as it was, the optimizer's state included.
    safe_mode : bool, default True
        Whether lambdas are refused. Code in a file is never run, in safe mode or not.

    Returns
    -------
    Model

    Raises
    ------
    ValueError
        If there is no such file, or it is damaged or not what it seems.
    TypeError
        If it names a class or function that is neither ours nor known.
    """
    name = str(filepath)
    if name.endswith(".keras"):
        if not os.path.isfile(filepath):
            raise ValueError(
                f"File not found: filepath={filepath}. Please ensure the file is an accessible `.keras` zip "
                "file."
            )
        return saving_lib.load_model(filepath, custom_objects, compile, safe_mode)
    if name.endswith((".h5", ".hdf5")):
        raise ValueError(_LEGACY)
    raise ValueError(
        f"File format not supported: filepath={filepath}. `load_model` reads `.keras` files; for a file of "
        "weights "
        "build the model and call `model.load_weights(filepath)`."
    )


def save_weights(model: Any, filepath: Any, overwrite: bool = True, **kwargs: Any) -> None:
    """Save the weights of a model, and the state of its optimizer, to a file.

    Parameters
    ----------
    model : Model
    filepath : path
        Ends in ".weights.h5" (Keras's form; needs h5py) or in ".weights.npz".
    overwrite : bool, default True
        Whether to replace a file that is there; False asks.
    objects_to_skip : list of layers, optional
        Those whose weights are left out.

    Raises
    ------
    ValueError
        If the name ends otherwise, or the model is not built.
    OSError
        If the file cannot be written; the one that was there is unchanged.
    """
    if kwargs.pop("max_shard_size", None) is not None:
        raise ValueError("save_weights: max_shard_size is not part of dlteach; Keras has it: import keras")
    check_weights_path(filepath)
    if _may_write(filepath, overwrite):
        saving_lib.save_weights_only(model, filepath, **kwargs)


def load_weights(model: Any, filepath: Any, skip_mismatch: bool = False, **kwargs: Any) -> None:
    """Load weights into a model from a file that dlteach or Keras saved.

    Parameters
    ----------
    model : Model
        Built, with the layers that the file was made for.
    filepath : path
        A ".weights.h5", ".weights.npz" or ".keras" file.
    skip_mismatch : bool, default False
        Whether layers with other weights than in the file are left as they are, with a warning.
    objects_to_skip : list of layers, optional
        Those which are left as they are.

    Raises
    ------
    ValueError
        If the file is damaged, or its weights are not those of the model; the model is unchanged then.
    """
    name = str(filepath)
    skip = kwargs.pop("objects_to_skip", None)
    by_name = kwargs.pop("by_name", None)
    if kwargs:
        raise ValueError(f"Invalid keyword arguments: {kwargs}")
    if skip is not None and not name.endswith((".weights.h5", ".weights.npz")):
        raise ValueError(f"`objects_to_skip` only supports loading '.weights.h5' files. Received: {filepath}")
    if by_name is not None:
        raise ValueError(
            f"`by_name` only supports loading legacy '.h5' or '.hdf5' files. Received: {filepath}"
        )
    if name.endswith((".weights.h5", ".weights.npz", ".keras")):
        saving_lib.load_weights_only(model, filepath, skip_mismatch, skip or ())
    elif name.endswith((".h5", ".hdf5")):
        raise ValueError(_LEGACY)
    else:
        raise ValueError(
            f"File format not supported: filepath={filepath}. Weights are read from `.weights.h5`, "
            "`.weights.npz` "
            "and `.keras` files."
        )


def _may_write(filepath: Any, overwrite: bool) -> bool:
    from dlteach.keras.utils.io_utils import ask_to_proceed_with_overwrite

    return overwrite or not os.path.exists(filepath) or ask_to_proceed_with_overwrite(filepath)
