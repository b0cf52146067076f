"""Arrays made from nothing but a shape, a number or a range."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from dlteach.keras.backend.common.dtypes import result_type
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import cast, convert_to_tensor, numpy_dtype
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.specs import broadcast_shapes, shape_of
from dlteach.keras.ops.values import array_of, dtype_of


@operation
def array(x: Any, dtype: Any = None) -> Any:
    """A list, a number or a variable as an array.

    Examples
    --------
    >>> array([1, 2.5])
    array([1. , 2.5], dtype=float32)
    """
    return convert_to_tensor(x, dtype)


def zeros(shape: Any, dtype: Any = None) -> Any:
    """Zeros, by default of the type `floatx()`."""
    return np.zeros(shape, numpy_dtype(dtype))


def ones(shape: Any, dtype: Any = None) -> Any:
    """Ones, by default of the type `floatx()`.

    Examples
    --------
    >>> ones((2,))
    array([1., 1.], dtype=float32)
    """
    return np.ones(shape, numpy_dtype(dtype))


def empty(shape: Any, dtype: Any = None) -> Any:
    """An array whose entries are whatever the memory held."""
    return np.empty(shape, numpy_dtype(dtype))


@operation
def full(shape: Any, fill_value: Any, dtype: Any = None) -> Any:
    """An array with the same number everywhere."""
    return np.full(shape, array_of(fill_value), numpy_dtype(dtype))


@operation
def zeros_like(x: Any, dtype: Any = None) -> Any:
    """Zeros in the shape of `x`, and in its type by default."""
    return np.zeros_like(array_of(x), None if dtype is None else numpy_dtype(dtype))


@operation
def ones_like(x: Any, dtype: Any = None) -> Any:
    """Ones in the shape of `x`, and in its type by default."""
    return np.ones_like(array_of(x), None if dtype is None else numpy_dtype(dtype))


@operation
def empty_like(x: Any, dtype: Any = None) -> Any:
    """An array in the shape of `x` whose entries are whatever the memory held."""
    return np.empty_like(array_of(x), None if dtype is None else numpy_dtype(dtype))


@operation
def full_like(x: Any, fill_value: Any, dtype: Any = None) -> Any:
    """An array in the shape of `x` with the same number everywhere."""
    return np.full_like(array_of(x), array_of(fill_value), None if dtype is None else numpy_dtype(dtype))


@operation
def arange(start: Any, stop: Any = None, step: Any = None, dtype: Any = None) -> Any:
    """The numbers from `start` up to but without `stop`, in steps; from 0 up to one number that is given.

    Examples
    --------
    >>> arange(3), arange(0.0, 1.0, 0.25)
    (array([0, 1, 2], dtype=int32), array([0.  , 0.25, 0.5 , 0.75], dtype=float32))
    """
    if dtype is None:
        dtype = result_type(*(dtype_of(limit) for limit in (start, stop, step) if limit is not None))
    if stop is None:
        start, stop = 0, start
    return np.arange(start, stop, 1 if step is None else step, dtype=numpy_dtype(dtype))


def _steps_spec(start: Any, stop: Any, num: int = 50, *settings: Any, **more: Any) -> Any:
    dtype, axis = more.get("dtype"), more.get("axis", 0)
    if dtype is None:
        dtype = result_type(dtype_of(start), dtype_of(stop), float)
    shape = list(broadcast_shapes(shape_of(start), shape_of(stop)))
    shape.insert(axis if axis >= 0 else len(shape) + 1 + axis, num)
    out = KerasTensor(shape, dtype)
    return (out, KerasTensor((), dtype)) if more.get("retstep") else out


@operation(output_spec=_steps_spec)
def linspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    retstep: bool = False,
    dtype: Any = None,
    axis: int = 0,
) -> Any:
    """So many numbers from `start` to `stop`, at equal distances."""
    if dtype is None:
        dtype = result_type(dtype_of(start), dtype_of(stop), float)
    settings: Any = (num, endpoint, retstep, numpy_dtype(dtype), axis)
    out = np.linspace(array_of(start), array_of(stop), *settings)
    return (out[0], convert_to_tensor(np.asarray(out[1])).astype(out[0].dtype)) if retstep else out


@operation(output_spec=_steps_spec)
def logspace(
    start: Any,
    stop: Any,
    num: int = 50,
    endpoint: bool = True,
    base: float = 10,
    dtype: Any = None,
    axis: int = 0,
) -> Any:
    """So many powers of `base`, with exponents from `start` to `stop` at equal distances."""
    if dtype is None:
        dtype = result_type(dtype_of(start), dtype_of(stop), float)
    return np.logspace(array_of(start), array_of(stop), num, endpoint, base, numpy_dtype(dtype), axis)


@operation(output_spec=_steps_spec)
def geomspace(
    start: Any, stop: Any, num: int = 50, endpoint: bool = True, dtype: Any = None, axis: int = 0
) -> Any:
    """So many numbers from `start` to `stop`, each the same multiple of the one before."""
    return np.geomspace(array_of(start), array_of(stop), num, endpoint, numpy_dtype(dtype), axis)


def eye(N: int, M: int | None = None, k: int = 0, dtype: Any = None) -> Any:
    """Ones on the k-th diagonal of an (N, M) matrix, zeros elsewhere."""
    return np.eye(operator.index(N), None if M is None else operator.index(M), k, numpy_dtype(dtype))


def identity(n: int, dtype: Any = None) -> Any:
    """The (n, n) matrix that changes nothing: ones on the diagonal."""
    return np.identity(n, numpy_dtype(dtype))


def tri(N: int, M: int | None = None, k: int = 0, dtype: Any = None) -> Any:
    """Ones on and below the k-th diagonal of an (N, M) matrix, zeros above."""
    return np.tri(N, M, k, numpy_dtype(dtype))


@operation
def meshgrid(*x: Any, indexing: str = "xy") -> Any:
    """The coordinates of the points of a grid, from the coordinates along its axes.

    Parameters
    ----------
    *x : array_like
        Vectors.
    indexing : {"xy", "ij"}
        "ij" if the first axis of the result belongs to the first vector, "xy" if the second does.
    """
    if indexing not in ("xy", "ij"):
        raise ValueError(f"Valid values for `indexing` are 'xy' and 'ij', but received index={indexing}.")
    grids: Any = np.meshgrid
    return list(grids(*(array_of(vector) for vector in x), indexing=indexing))


@operation
def vander(x: Any, N: int | None = None, increasing: bool = False) -> Any:
    """The matrix of the powers of a vector's entries."""
    x = array_of(x)
    return cast(np.vander(cast(x, result_type(x.dtype, "float32")), N, increasing), x.dtype)


@operation
def bartlett(x: Any) -> Any:
    """The Bartlett window of length x: weights that fall towards both ends."""
    return convert_to_tensor(np.bartlett(array_of(x)), numpy_dtype(None))


@operation
def blackman(x: Any) -> Any:
    """The Blackman window of length x: weights that fall towards both ends."""
    return convert_to_tensor(np.blackman(array_of(x)), numpy_dtype(None))


@operation
def hamming(x: Any) -> Any:
    """The Hamming window of length x: weights that fall towards both ends."""
    return convert_to_tensor(np.hamming(array_of(x)), numpy_dtype(None))


@operation
def hanning(x: Any) -> Any:
    """The Hanning window of length x: weights that fall towards both ends."""
    return convert_to_tensor(np.hanning(array_of(x)), numpy_dtype(None))


@operation
def kaiser(x: Any, beta: Any) -> Any:
    """The Kaiser window of length x: weights that fall towards both ends, the faster the larger `beta`."""
    return convert_to_tensor(np.kaiser(array_of(x), array_of(beta)), numpy_dtype(None))
