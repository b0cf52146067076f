"""What every part of Keras shares: variables, types, symbolic tensors, scopes, masks."""

from dlteach.keras.backend.common.autocast_scope import AutocastScope, get_autocast_scope
from dlteach.keras.backend.common.dtypes import is_float_dtype, is_int_dtype, result_type, standardize_dtype
from dlteach.keras.backend.common.shapes import standardize_shape
from dlteach.keras.backend.common.variables import Variable as KerasVariable

__all__ = [
    "AutocastScope",
    "KerasVariable",
    "get_autocast_scope",
    "is_float_dtype",
    "is_int_dtype",
    "result_type",
    "standardize_dtype",
    "standardize_shape",
]
