"""Utilities: labels as one-hot rows, seeds, splits, the progress bar, pictures of models."""

from importlib import import_module as _import_module
from typing import Any as _Any

from dlteach.keras.absent import names as _names
from dlteach.keras.backend import clear_session, is_keras_tensor, standardize_dtype
from dlteach.keras.utils.dataset_utils import split_dataset
from dlteach.keras.utils.io_utils import (
    disable_interactive_logging,
    enable_interactive_logging,
    is_interactive_logging_enabled,
)
from dlteach.keras.utils.model_visualization import plot_model
from dlteach.keras.utils.numerical_utils import normalize, to_categorical
from dlteach.keras.utils.progbar import Progbar
from dlteach.keras.utils.python_utils import default, is_default, removeprefix, removesuffix, to_list
from dlteach.keras.utils.rng_utils import set_random_seed
from dlteach.keras.utils.sequence_utils import pad_sequences

# Rooms that import this one: their names are looked up when they are asked for.
_ELSEWHERE = {
    **dict.fromkeys(
        [
            "CustomObjectScope",
            "custom_object_scope",
            "deserialize_keras_object",
            "get_custom_objects",
            "get_registered_name",
            "get_registered_object",
            "register_keras_serializable",
            "serialize_keras_object",
        ],
        "saving",
    ),
    **dict.fromkeys(["PyDataset"], "trainers.data_adapters"),
    **dict.fromkeys(
        ["pack_x_y_sample_weight", "unpack_x_y_sample_weight"], "trainers.data_adapters.data_adapter_utils"
    ),
    "get_source_inputs": "ops.operation_utils",
}
_absent = _names(__name__)


def __getattr__(name: str) -> _Any:
    if name == "Sequence":  # Keras's older name
        name = "PyDataset"
    if name in _ELSEWHERE:
        return getattr(_import_module(f"dlteach.keras.{_ELSEWHERE[name]}"), name)
    return _absent(name)


__all__ = [
    "CustomObjectScope",
    "Progbar",
    "PyDataset",
    "Sequence",
    "clear_session",
    "custom_object_scope",
    "default",
    "deserialize_keras_object",
    "disable_interactive_logging",
    "enable_interactive_logging",
    "get_custom_objects",
    "get_registered_name",
    "get_registered_object",
    "get_source_inputs",
    "is_default",
    "is_interactive_logging_enabled",
    "is_keras_tensor",
    "normalize",
    "pack_x_y_sample_weight",
    "pad_sequences",
    "plot_model",
    "register_keras_serializable",
    "removeprefix",
    "removesuffix",
    "serialize_keras_object",
    "set_random_seed",
    "split_dataset",
    "standardize_dtype",
    "to_categorical",
    "to_list",
    "unpack_x_y_sample_weight",
]
