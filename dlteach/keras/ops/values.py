"""What the operations do with their arguments first: make them arrays or Tensors, and give them one type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dlteach.autodiff import Tensor
from dlteach.autodiff.replay import repeatable_array
from dlteach.keras import tree
from dlteach.keras.backend.common.dtypes import result_type, standardize_dtype
from dlteach.keras.backend.core import cast, convert_to_tensor, plain

_FLOAT32 = np.dtype("float32")
_NUMBERS = (int, float)
_ARRAYS = (np.ndarray, Tensor)


def evaluate(function: Callable[..., Any], operation: Callable[..., Tensor], *values: Any) -> Any:
    """The result of a function of arrays; with a Tensor among them, of the operation that records it."""
    for value in values:
        if value.__class__ is Tensor:
            return plain(operation(*values))
    for value in values:
        if value.__class__ is np.ndarray:
            return _of_arrays(function, values, value)
    return function(*values)


def _of_arrays(function: Callable[..., Any], values: tuple[Any, ...], array: np.ndarray) -> Any:
    if array.dtype.kind == "V":  # bfloat16, no type of NumPy's own
        wide = (cast(x, "float32") if getattr(x, "dtype", None) == array.dtype else x for x in values)
        return cast(function(*wide), array.dtype)
    out = function(*values)
    if out.__class__ is not np.ndarray or np.may_share_memory(out, array):  # a view shows new data by itself
        return out
    # Data may be prepared within a model, before its first weights.
    return repeatable_array(out, array, lambda: function(*values))


def together(x1: Any, x2: Any) -> tuple[Any, Any]:
    """Two values in the type of their result; a plain number adapts to its partner."""
    if x1.__class__ in _ARRAYS:
        if x1.dtype is _FLOAT32 and (
            (x2.__class__ in _ARRAYS and x2.dtype is _FLOAT32) or x2.__class__ in _NUMBERS
        ):
            return x1, x2
    elif x2.__class__ in _ARRAYS and x2.dtype is _FLOAT32 and x1.__class__ in _NUMBERS:
        return x1, x2
    x1, x2 = number_or_tensor(x1), number_or_tensor(x2)
    dtype = result_type(dtype_of(x1), dtype_of(x2))
    return cast(x1, dtype), cast(x2, dtype)


def together_as_floats(x1: Any, x2: Any) -> tuple[Any, Any]:
    """Two values in the float type of their result."""
    x1, x2 = number_or_tensor(x1), number_or_tensor(x2)
    dtype = result_type(dtype_of(x1), dtype_of(x2), float)
    return cast(x1, dtype), cast(x2, dtype)


def number_or_tensor(x: Any) -> Any:
    """A plain number as it is, anything else as an array or Tensor."""
    return x if x.__class__ in _NUMBERS else convert_to_tensor(x)


def dtype_of(x: Any) -> Any:
    """What stands for the type of a value in `result_type`: a plain number's is weak."""
    return getattr(x, "dtype", None) or type(x)


def all_together(values: Sequence[Any]) -> list[Any]:
    """Several values in the type of their result, which is theirs if they have only one."""
    values = [convert_to_tensor(value) for value in values]
    dtypes = {value.dtype for value in values}
    if len(dtypes) > 1:
        dtype = result_type(*dtypes)
        values = [cast(value, dtype) for value in values]
    return values


def as_float(x: Any) -> Any:
    """A value of a float type: of its own, with at most 32 bits, or of `floatx()`."""
    x = convert_to_tensor(x)
    if x.dtype is _FLOAT32:
        return x
    wide_integer = standardize_dtype(x.dtype) == "int64"
    return cast(x, None if wide_integer else result_type(x.dtype, float))


def integers_as_float(x: Any) -> Any:
    """Integers and booleans in `floatx()`; any float type stays."""
    x = convert_to_tensor(x)
    return x if x.dtype is _FLOAT32 or x.dtype.kind not in "iub" else cast(x, None)


def array_of(x: Any) -> Any:
    """The numbers of a value without their gradient, for operations whose result has no slope."""
    x = convert_to_tensor(x)
    return x.data if x.__class__ is Tensor else x


def arrays_of(x1: Any, x2: Any) -> tuple[Any, Any]:
    """Two values without gradients; a plain number stays, and adapts to its partner."""
    x1, x2 = number_or_tensor(x1), number_or_tensor(x2)
    return (
        x1 if x1.__class__ in _NUMBERS else array_of(x1),
        x2 if x2.__class__ in _NUMBERS else array_of(x2),
    )


def without_gradient(operation: str, x: Any) -> Any:
    """The numbers of a value, for an operation that could have a gradient but has none here."""
    x = convert_to_tensor(x)
    if x.__class__ is not Tensor:
        return x
    if x.requires_grad:
        raise NotImplementedError(
            f"ops.{operation}: has no gradient in dlteach, but its input requires one. Where no gradient "
            f"should flow, write ops.{operation}(ops.stop_gradient(x)); else build it from other operations, "
            "or import keras"
        )
    return x.data


def values_in(operation: str, structure: Any) -> Any:
    """`without_gradient` for every value in a list or tuple."""
    return tree.map_structure(lambda x: without_gradient(operation, x), structure)


def standardize_axis(axis: Any) -> Any:
    """An axis as NumPy wants it: a number, a tuple, or None."""
    return tuple(axis) if isinstance(axis, list) else axis
