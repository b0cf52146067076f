"""The back end: which values flow, how they are converted, and what a session remembers."""

import importlib

from dlteach.keras.backend.common.autocast_scope import AutocastScope, get_autocast_scope
from dlteach.keras.backend.common.dtypes import is_float_dtype, is_int_dtype, result_type, standardize_dtype
from dlteach.keras.backend.common.global_state import clear_session
from dlteach.keras.backend.common.keras_tensor import KerasTensor, any_symbolic_tensors, is_keras_tensor
from dlteach.keras.backend.common.masking import get_keras_mask, set_keras_mask
from dlteach.keras.backend.common.name_scope import name_scope
from dlteach.keras.backend.common.naming import get_uid
from dlteach.keras.backend.common.recording import is_recording, recording
from dlteach.keras.backend.common.shapes import standardize_shape
from dlteach.keras.backend.common.stateless_scope import (
    StatelessScope,
    get_stateless_scope,
    in_stateless_scope,
)
from dlteach.keras.backend.common.symbolic_scope import SymbolicScope, in_symbolic_scope
from dlteach.keras.backend.common.variables import Variable
from dlteach.keras.backend.config import (
    backend,
    epsilon,
    floatx,
    image_data_format,
    set_epsilon,
    set_floatx,
    set_image_data_format,
    standardize_data_format,
)
from dlteach.keras.backend.core import (
    IS_THREAD_SAFE,
    SUPPORTS_COMPLEX_DTYPES,
    SUPPORTS_RAGGED_TENSORS,
    SUPPORTS_SPARSE_TENSORS,
    cast,
    convert_to_numpy,
    convert_to_tensor,
    differentiable,
    is_tensor,
    plain,
    random_seed_dtype,
    shape,
)
from dlteach.keras.backend.device import device
from dlteach.keras.backend.output_spec import compute_output_spec

__all__ = [
    "IS_THREAD_SAFE",
    "SUPPORTS_COMPLEX_DTYPES",
    "SUPPORTS_RAGGED_TENSORS",
    "SUPPORTS_SPARSE_TENSORS",
    "AutocastScope",
    "KerasTensor",
    "StatelessScope",
    "SymbolicScope",
    "Variable",
    "any_symbolic_tensors",
    "backend",
    "cast",
    "clear_session",
    "compute_output_spec",
    "convert_to_numpy",
    "convert_to_tensor",
    "device",
    "differentiable",
    "epsilon",
    "floatx",
    "get_autocast_scope",
    "get_keras_mask",
    "get_stateless_scope",
    "get_uid",
    "image_data_format",
    "in_stateless_scope",
    "in_symbolic_scope",
    "is_float_dtype",
    "is_int_dtype",
    "is_keras_tensor",
    "is_recording",
    "is_tensor",
    "name_scope",
    "plain",
    "random_seed_dtype",
    "recording",
    "result_type",
    "set_epsilon",
    "set_floatx",
    "set_image_data_format",
    "set_keras_mask",
    "shape",
    "standardize_data_format",
    "standardize_dtype",
    "standardize_shape",
]


def __getattr__(name: str) -> object:
    """`backend.random` and `backend.numpy`, as some code of Keras's users has it; they stand on this room."""
    rooms = {"random": "dlteach.keras.random", "numpy": "dlteach.keras.ops", "nn": "dlteach.keras.ops"}
    if name in rooms:
        return importlib.import_module(rooms[name])
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
