"""The names of types, and the type of a result that comes from several.

The rules are those of JAX: a lattice in which every type points to the next wider ones, with a place for
plain Python numbers, which adapt to their partner. Results have at most 32 bits.

References
----------
JAX, "Type promotion semantics", https://docs.jax.dev/en/latest/type_promotion.html
"""

from __future__ import annotations

import functools
from typing import Any

import numpy as np

from dlteach.keras.backend import config

BOOL_TYPES = ("bool",)
INT_TYPES = ("uint8", "uint16", "uint32", "uint64", "int8", "int16", "int32", "int64")
FLOAT_TYPES = ("bfloat16", "float16", "float32", "float64")
WEAK_TYPES = ("int", "float")
COMPLEX_TYPES = ("complex64", "complex128")
FLOAT8_TYPES = ("float8_e4m3fn", "float8_e5m2")

ALLOWED_DTYPES = (
    "float16",
    "float32",
    "float64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "int8",
    "int16",
    "int32",
    "int64",
    "bfloat16",
    "bool",
    "string",
    "float8_e4m3fn",
    "float8_e5m2",
    "complex64",
    "complex128",
)

PYTHON_DTYPES_MAP = {
    bool: "bool",
    int: "int32",
    float: "float32",
    str: "string",
    "int": "int32",
    complex: "complex64",
}

_NEXT_WIDER = {
    "bool": ("int",),
    "int": ("uint8", "int8", "complex64"),
    "uint8": ("int16", "uint16"),
    "uint16": ("int32", "uint32"),
    "uint32": ("int64", "uint64"),
    "uint64": ("float",),
    "int8": ("int16",),
    "int16": ("int32",),
    "int32": ("int64",),
    "int64": ("float",),
    "float": ("bfloat16", "float16"),
    "bfloat16": ("float32",),
    "float16": ("float32",),
    "float32": ("float64", "complex64"),
    "float64": ("complex128",),
    "complex64": ("complex128",),
    "complex128": (),
}

_AT_MOST_32_BITS = {"int64": "int32", "uint64": "uint32", "float64": "float32", "complex128": "complex64"}


def standardize_dtype(dtype: Any) -> str:
    """The name of a type: of a string, a Python type, a NumPy type, or of None, which means `floatx()`.

    Raises
    ------
    ValueError
        If Keras does not know the type.

    Examples
    --------
    >>> import numpy as np
    >>> standardize_dtype(None), standardize_dtype(int), standardize_dtype(np.float64)
    ('float32', 'int32', 'float64')
    """
    if dtype is None:
        return config.floatx()
    try:
        return _STANDARD_NAMES[dtype]
    except (KeyError, TypeError):
        return _find_name(dtype)


def _find_name(dtype: Any) -> str:
    name = getattr(dtype, "name", None) or getattr(dtype, "__name__", None) or dtype
    if "torch" in str(dtype):
        name = str(dtype).split(".")[-1]
    if name not in ALLOWED_DTYPES:
        raise ValueError(f"Invalid dtype: {dtype}. Expected one of {ALLOWED_DTYPES}")
    return name


_NUMPY_NAMES = {
    dtype: dtype.name for dtype in map(np.dtype, (*INT_TYPES, *FLOAT_TYPES[1:], *COMPLEX_TYPES, "bool"))
}
_STANDARD_NAMES: dict[Any, str] = {
    **{name: name for name in ALLOWED_DTYPES},
    **PYTHON_DTYPES_MAP,
    **_NUMPY_NAMES,
    **{dtype.type: name for dtype, name in _NUMPY_NAMES.items()},
}


def is_float_dtype(dtype: Any) -> bool:
    return standardize_dtype(dtype).startswith(("float", "bfloat"))


def is_int_dtype(dtype: Any) -> bool:
    return standardize_dtype(dtype).startswith(("int", "uint"))


def result_type(*dtypes: Any) -> str:
    """The type of a result that is computed from values of these types.

    Parameters
    ----------
    *dtypes
        Names or types; the Python types `int` and `float` stand for plain numbers, and None for `floatx()`.

    Returns
    -------
    str
        The narrowest type that holds them all, at most 32 bits wide unless `floatx()` is float64; `floatx()`
        for no types.

    Raises
    ------
    ValueError
        If the types have none in common.

    Examples
    --------
    >>> result_type("int32", "float32"), result_type("float16", float), result_type("bool", int)
    ('float32', 'float16', 'int32')
    """
    return _result_type(config.floatx(), *dtypes)


@functools.lru_cache(maxsize=2048, typed=True)
def _result_type(floatx: str, *dtypes: Any) -> str:
    if not dtypes:
        return floatx
    names = [standardize_dtype(dtype) for dtype in dtypes]
    if any(name in FLOAT8_TYPES for name in names):
        raise ValueError(
            "There is no implicit conversions from float8 dtypes to others. You must cast it internally. "
            f"Received: {dtypes}"
        )
    weak = [dtype is int or dtype is float for dtype in dtypes]
    if all(weak):
        wide = "float" if float in dtypes else "int"
        out = wide + floatx[-2:]
    elif len(set(names)) == 1:
        out = names[0]
    else:
        out = _least_upper_bound(
            *(dtype.__name__ if is_weak else name for dtype, name, is_weak in zip(dtypes, names, weak))
        )
        if out in WEAK_TYPES:
            out += floatx[-2:]
    if out == floatx:  # who has asked for float64 gets it
        return out
    return _AT_MOST_32_BITS.get(out, out)


def _least_upper_bound(*names: str) -> str:
    """The lowest of the types of the lattice that can be reached from every one of these."""
    for name in names:
        if name not in _NEXT_WIDER:
            raise ValueError(f"dtype={name!r} is not a valid dtype for Keras type promotion.")
    common = set.intersection(*(_upper_bounds(name) for name in names))
    if not common:
        raise ValueError(
            f"Input dtypes {names} have no available implicit dtype promotion path. Try explicitly casting "
            "inputs to the desired output type."
        )
    return max(common, key=lambda name: len(_upper_bounds(name)))


def _upper_bounds(name: str) -> set[str]:
    return {name}.union(*(_upper_bounds(wider) for wider in _NEXT_WIDER[name]))
