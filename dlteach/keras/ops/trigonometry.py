"""Sine, cosine and their relatives, entry by entry."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff, functions
from dlteach.keras.backend.core import cast, convert_to_tensor
from dlteach.keras.ops.specs import elementwise
from dlteach.keras.ops.values import array_of, as_float, evaluate, together_as_floats, without_gradient


@elementwise
def sin(x: Any) -> Any:
    """The sine of angles in radians.

    Examples
    --------
    >>> sin([0.0, 1.5707963])
    array([0., 1.], dtype=float32)
    """
    return evaluate(np.sin, autodiff.sin, as_float(x))


@elementwise
def cos(x: Any) -> Any:
    """The cosine of angles in radians."""
    return evaluate(np.cos, autodiff.cos, as_float(x))


@elementwise
def tan(x: Any) -> Any:
    """The tangent of angles in radians."""
    return evaluate(np.tan, autodiff.tan, as_float(x))


@elementwise
def arcsin(x: Any) -> Any:
    """The angle from −π/2 to π/2 whose sine is `x`."""
    return evaluate(np.arcsin, autodiff.arcsin, as_float(x))


@elementwise
def arccos(x: Any) -> Any:
    """The angle from 0 to π whose cosine is `x`."""
    return evaluate(np.arccos, autodiff.arccos, as_float(x))


@elementwise
def arctan(x: Any) -> Any:
    """The angle from −π/2 to π/2 whose tangent is `x`."""
    return evaluate(np.arctan, autodiff.arctan, as_float(x))


@elementwise
def sinh(x: Any) -> Any:
    """The hyperbolic sine, `(eˣ − e⁻ˣ) / 2`."""
    return evaluate(np.sinh, autodiff.sinh, as_float(x))


@elementwise
def cosh(x: Any) -> Any:
    """The hyperbolic cosine, `(eˣ + e⁻ˣ) / 2`."""
    return evaluate(np.cosh, autodiff.cosh, as_float(x))


@elementwise
def tanh(x: Any) -> Any:
    """The hyperbolic tangent, `sinh x / cosh x`, from −1 to 1."""
    return evaluate(functions.tanh, autodiff.tanh, as_float(x))


@elementwise
def arcsinh(x: Any) -> Any:
    """The number whose hyperbolic sine is `x`."""
    return evaluate(np.arcsinh, autodiff.arcsinh, as_float(x))


@elementwise
def arccosh(x: Any) -> Any:
    """The number from 0 on whose hyperbolic cosine is `x`."""
    return evaluate(np.arccosh, autodiff.arccosh, as_float(x))


@elementwise
def arctanh(x: Any) -> Any:
    """The number whose hyperbolic tangent is `x`."""
    return evaluate(np.arctanh, autodiff.arctanh, as_float(x))


@elementwise
def arctan2(x1: Any, x2: Any) -> Any:
    """The angle from −π to π of the point with height `x1` and width `x2`."""
    return evaluate(np.arctan2, autodiff.arctan2, *together_as_floats(x1, x2))


@elementwise
def deg2rad(x: Any) -> Any:
    """Degrees as radians: `x · π / 180`."""
    return _turned(np.pi / 180, x)


@elementwise
def rad2deg(x: Any) -> Any:
    """Radians as degrees: `x · 180 / π`."""
    return _turned(180 / np.pi, x)


def _turned(factor: float, x: Any) -> Any:
    return evaluate(np.multiply, autodiff.multiply, as_float(x), factor)


@elementwise
def sinc(x: Any) -> Any:
    """`sin(πx) / (πx)`, and 1 at 0."""
    x = as_float(without_gradient("sinc", x))
    return cast(np.sinc(cast(x, "float32")), x.dtype)


@elementwise
def angle(x: Any) -> Any:
    """The angle of complex numbers; of real ones 0 or π."""
    x = convert_to_tensor(x)
    return np.angle(x if np.iscomplexobj(x) else array_of(as_float(x)))
