"""The types that a tensor of the graph can have, and which values fit them."""

from typing import Any

import numpy as np
from numpy.typing import DTypeLike

DType = np.dtype[Any]
Array = np.ndarray[Any, Any]

float32: DType = np.dtype("float32")
float64: DType = np.dtype("float64")
int32: DType = np.dtype("int32")
int64: DType = np.dtype("int64")
bool: DType = np.dtype("bool")

_KNOWN = (float32, float64, int32, int64, bool)


def as_dtype(dtype: DTypeLike) -> DType:
    """One of the types above, from itself, its name or its NumPy type."""
    found: DType = np.dtype(dtype)
    if found not in _KNOWN:
        names = ", ".join(f"tf.{known}" for known in _KNOWN)
        raise TypeError(f"dtype: expected one of {names}, got {dtype!r}")
    return found


def as_array(value: Any, dtype: DType | None, what: str) -> Array:
    """A value as an array of the type, if no fraction is lost and no number becomes a truth value.

    Without a type, arrays keep theirs, while Python's floats become float32 and its integers int32.
    """
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{what}: expected rows of equal length; {error}") from None
    if array.dtype.kind not in "fiub":
        raise TypeError(f"{what}: expected numbers, got {type(value).__name__} of dtype {array.dtype}")
    if dtype is None:
        dtype = array.dtype if isinstance(value, (np.ndarray, np.generic)) else _default(array)
        dtype = as_dtype(dtype)
    if array.size and not np.can_cast(array.dtype, dtype, "same_kind"):
        raise TypeError(
            f"{what}: expected {dtype} values, got {array.dtype}; convert them with .astype(np.{dtype}), "
            "if that is what you mean, or give the tensor another type"
        )
    return array.astype(dtype, copy=False)


def _default(array: Array) -> DType:
    return {"f": float32, "b": bool}.get(array.dtype.kind, int32)
