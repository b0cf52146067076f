"""Squares, roots, exponentials and logarithms, entry by entry."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff, functions
from dlteach.keras.backend.common.dtypes import result_type
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import cast, convert_to_tensor, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.specs import broadcast_shapes, elementwise, shape_of
from dlteach.keras.ops.values import (
    array_of,
    as_float,
    evaluate,
    integers_as_float,
    together_as_floats,
    without_gradient,
)


@elementwise
def square(x: Any) -> Any:
    """`x²`.

    Examples
    --------
    >>> square([1, 2, 3])
    array([1, 4, 9], dtype=int32)
    """
    x = convert_to_tensor(x)
    return evaluate(np.square, autodiff.square, cast(x, "int32") if x.dtype == bool else x)


@elementwise
def sqrt(x: Any) -> Any:
    """`√x`."""
    return evaluate(np.sqrt, autodiff.sqrt, as_float(x))


@elementwise
def rsqrt(x: Any) -> Any:
    """`1 / √x`."""
    return plain(autodiff.rsqrt(as_float(x)))


@elementwise
def cbrt(x: Any) -> Any:
    """`∛x`."""
    return evaluate(np.cbrt, autodiff.cbrt, integers_as_float(x))


@elementwise
def hypot(x1: Any, x2: Any) -> Any:
    """`√(x1² + x2²)`, the long side of a right triangle."""
    x1, x2 = together_as_floats(x1, x2)
    if autodiff.as_tensor(x1).requires_grad or autodiff.as_tensor(x2).requires_grad:
        return plain(autodiff.sqrt(autodiff.add(autodiff.square(x1), autodiff.square(x2))))
    return np.hypot(array_of(x1), array_of(x2))


@elementwise
def exp(x: Any) -> Any:
    """`eˣ`."""
    return evaluate(np.exp, autodiff.exp, integers_as_float(x))


@elementwise
def exp2(x: Any) -> Any:
    """`2ˣ`."""
    return evaluate(np.exp2, autodiff.exp2, integers_as_float(x))


@elementwise
def expm1(x: Any) -> Any:
    """`eˣ − 1`, exact also for tiny `x`."""
    return evaluate(np.expm1, autodiff.expm1, integers_as_float(x))


@elementwise
def log(x: Any) -> Any:
    """The natural logarithm.

    Examples
    --------
    >>> log([1.0, 2.718281828]).round(3)
    array([0., 1.], dtype=float32)
    """
    return evaluate(np.log, autodiff.log, as_float(x))


@elementwise
def log1p(x: Any) -> Any:
    """`ln(1 + x)`, exact also for tiny `x`."""
    return evaluate(np.log1p, autodiff.log1p, as_float(x))


@elementwise
def log2(x: Any) -> Any:
    """The logarithm to the base 2."""
    return evaluate(np.log2, autodiff.log2, as_float(x))


@elementwise
def log10(x: Any) -> Any:
    """The logarithm to the base 10."""
    return evaluate(np.log10, autodiff.log10, as_float(x))


@elementwise
def logaddexp(x1: Any, x2: Any) -> Any:
    """`ln(e^x1 + e^x2)`, entry by entry, without overflow."""
    return evaluate(np.logaddexp, autodiff.logaddexp, *together_as_floats(x1, x2))


@elementwise
def logaddexp2(x1: Any, x2: Any) -> Any:
    """`log₂(2^x1 + 2^x2)`, entry by entry, without overflow."""
    x1, x2 = together_as_floats(x1, x2)
    ln2 = float(np.log(2))
    return evaluate(
        np.logaddexp2,
        lambda a, b: autodiff.logaddexp(autodiff.multiply(a, ln2), autodiff.multiply(b, ln2)) / ln2,
        x1,
        x2,
    )


@elementwise
def erf(x: Any) -> Any:
    """The error function, `2 / √π` times the area under `e^(−t²)` from 0 to `x`."""
    return evaluate(functions.erf, autodiff.erf, as_float(x))


@elementwise
def erfc(x: Any) -> Any:
    """`1 − erf(x)`, with all digits where `erf` rounds to 1."""
    return evaluate(functions.erfc, autodiff.erfc, as_float(x))


@elementwise
def erfinv(x: Any) -> Any:
    """The number whose error function is `x`."""
    return evaluate(functions.erfinv, autodiff.erfinv, as_float(x))


def _ldexp_spec(x1: Any, x2: Any) -> KerasTensor:
    return KerasTensor(broadcast_shapes(shape_of(x1), shape_of(x2)), result_type(x1.dtype, float))


@operation(output_spec=_ldexp_spec)
def ldexp(x1: Any, x2: Any) -> Any:
    """`x1 · 2^x2` for integers `x2`."""
    x1, x2 = as_float(x1), array_of(x2)
    if x2.dtype.kind not in "iu":
        raise TypeError(f"ldexp exponent must be an integer type. Received: x2 dtype={x2.dtype}")
    return cast(np.ldexp(without_gradient("ldexp", x1), x2), x1.dtype)


@elementwise
def nextafter(x1: Any, x2: Any) -> Any:
    """The next number after `x1` in the direction of `x2`."""
    x1, x2 = together_as_floats(x1, x2)
    return np.nextafter(array_of(x1), array_of(x2))


@elementwise
def i0(x: Any) -> Any:
    """The modified Bessel function of the first kind, of order 0."""
    x = as_float(without_gradient("i0", x))
    return np.i0(x).astype(x.dtype)
