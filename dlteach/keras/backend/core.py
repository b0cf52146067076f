"""Values as the back end computes with them: NumPy arrays, and tensors while gradients are recorded."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.autodiff import Tensor
from dlteach.autodiff.recording import record
from dlteach.autodiff.replay import repeatable_array
from dlteach.keras import tree
from dlteach.keras.backend import config
from dlteach.keras.backend.common.dtypes import ALLOWED_DTYPES, is_float_dtype, standardize_dtype
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.common.shapes import Shape

SUPPORTS_SPARSE_TENSORS = False
SUPPORTS_RAGGED_TENSORS = False
SUPPORTS_COMPLEX_DTYPES = True
IS_THREAD_SAFE = True

_VALUES = (np.ndarray, np.generic, Tensor)
_NOT_IN_NUMPY = ("bfloat16", "float8_e4m3fn", "float8_e5m2", "string")
_NUMPY_DTYPES = {name: np.dtype(name) for name in ALLOWED_DTYPES if name not in _NOT_IN_NUMPY}


def convert_to_tensor(x: Any, dtype: Any = None, sparse: Any = None, ragged: Any = None) -> Any:
    """A value as an array: arrays and tensors stay what they are, a variable gives its value.

    Parameters
    ----------
    x : array_like, Tensor or Variable
    dtype : str, optional
        Default: that of an array; for Python numbers `floatx()`, int32 or bool.
    sparse, ragged : bool, optional
        Not True: dlteach has neither.

    Examples
    --------
    >>> convert_to_tensor([1, 2.5])
    array([1. , 2.5], dtype=float32)
    >>> convert_to_tensor(np.ones(2), dtype="int32")
    array([1, 1], dtype=int32)
    """
    if sparse or ragged:
        raise ValueError(
            f"convert_to_tensor: sparse={sparse}, ragged={ragged} is not part of dlteach; Keras has it: "
            "import keras"
        )
    if not isinstance(x, _VALUES):
        x = _from_other(x)
    return x if dtype is None else cast(x, dtype)


def _from_other(x: Any) -> Any:
    if hasattr(x, "__tensor__"):
        return x.value
    if hasattr(x, "__array__"):  # a table of pandas, a dataset in a file
        return np.asarray(x)
    if isinstance(x, (list, tuple)) and any(map(_is_differentiable, tree.flatten(x))):
        return plain(autodiff.stack([convert_to_tensor(part) for part in x]))
    return _from_python(x)


def _is_differentiable(leaf: Any) -> bool:
    return isinstance(leaf, Tensor) or hasattr(leaf, "__tensor__")


def _from_python(x: Any) -> Any:
    """Python numbers and lists of them: float64 and int64 are NumPy's choice, not the caller's."""
    array = np.asarray(x)
    if array.dtype == np.float64:
        return array.astype(config.floatx())
    if array.dtype == np.int64:
        return np.asarray(x, dtype=np.int32)
    if array.dtype == np.complex128:
        return array.astype(np.complex64)
    return array


def cast(x: Any, dtype: Any) -> Any:
    """The same numbers in another type; gradients flow through from one float type to another.

    Examples
    --------
    >>> cast([1.7, -1.7], "int32")
    array([ 1, -1], dtype=int32)
    """
    target = numpy_dtype(dtype)
    if isinstance(x, KerasTensor):
        from dlteach.keras import ops

        return ops.cast(x, dtype)
    if not isinstance(x, _VALUES):
        x = _from_other(x)
    if x.dtype is target or x.dtype == target:
        return x
    if isinstance(x, Tensor):
        return _cast_tensor(x, target)
    return repeatable_array(x.astype(target), x, lambda: x)


def _cast_tensor(x: Tensor, target: np.dtype[Any]) -> Any:
    data = x.data.astype(target)
    if not is_float_dtype(target):
        return data
    return plain(record("cast", data, (x,), (lambda grad: grad.astype(x.data.dtype),)))


def numpy_dtype(dtype: Any) -> np.dtype[Any]:
    """NumPy's type for one of Keras's.

    Raises
    ------
    ValueError
        If NumPy has no such type: bfloat16 without the package ml_dtypes.

    Examples
    --------
    >>> numpy_dtype(float)
    dtype('float32')
    """
    name = standardize_dtype(dtype)
    try:
        return _NUMPY_DTYPES[name]
    except KeyError:
        return _type_of_ml_dtypes(name)


def _type_of_ml_dtypes(name: str) -> np.dtype[Any]:
    """A type which NumPy knows only through the package that JAX and Keras bring along."""
    try:
        import ml_dtypes

        return np.dtype(getattr(ml_dtypes, name))
    except (ImportError, AttributeError):
        raise ValueError(
            f"dtype: {name} is not one of NumPy's types; use float16 or float32, or for bfloat16 "
            "pip install ml_dtypes"
        ) from None


def convert_to_numpy(x: Any) -> Any:
    """A value of any kind as an array of NumPy, without its gradient."""
    return np.asarray(x.data if isinstance(x, Tensor) else x)


def is_tensor(x: Any) -> bool:
    """Whether this is a value to compute with: an array, a NumPy scalar or a Tensor; not a variable."""
    return isinstance(x, _VALUES)


def shape(x: Any) -> Shape:
    """The shape of an array, a tensor, a variable or a symbolic tensor."""
    return x.shape if hasattr(x, "shape") else np.shape(x)


def plain(tensor: Tensor) -> Any:
    """The array of a result that needs no gradient; the tensor itself if it needs one."""
    return tensor if tensor.requires_grad else tensor.data


def differentiable(operation: Callable[..., Tensor]) -> Callable[..., Any]:
    """An operation of `dlteach.autodiff` as one of Keras: it gives an array when nothing needs a gradient.

    Examples
    --------
    >>> differentiable(autodiff.exp)(np.zeros(2))
    array([1., 1.])
    """

    @functools.wraps(operation)
    def on_values(*args: Any, **kwargs: Any) -> Any:
        return plain(operation(*args, **kwargs))

    return on_values


def random_seed_dtype() -> str:
    """The type of the state of a SeedGenerator."""
    return "uint32"
