"""Real and imaginary parts. Tensors are real."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.autodiff import Tensor
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import convert_to_tensor
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.specs import broadcast_shapes
from dlteach.keras.ops.values import array_of, without_gradient


@operation
def real(x: Any) -> Any:
    """The real parts of complex numbers."""
    x = convert_to_tensor(x)
    return x if x.__class__ is Tensor else np.real(x)


@operation
def imag(x: Any) -> Any:
    """The imaginary parts of complex numbers, 0 for real ones."""
    return np.imag(array_of(x))


@operation
def conjugate(x: Any) -> Any:
    """Complex numbers with the imaginary part negated; real ones stay."""
    x = convert_to_tensor(x)
    return x if x.__class__ is Tensor else np.conjugate(x)


@operation
def conj(x: Any) -> Any:
    """Complex numbers with the imaginary part negated, as `conjugate`."""
    x = convert_to_tensor(x)
    return x if x.__class__ is Tensor else np.conjugate(x)


def _complex_spec(x: Any) -> KerasTensor:
    return KerasTensor(x.shape[:-1], "complex64")


@operation(output_spec=_complex_spec)
def view_as_complex(x: Any) -> Any:
    """Complex numbers from pairs of real and imaginary parts along the last axis.

    Examples
    --------
    >>> view_as_complex([[1.0, 2.0], [3.0, 4.0]])
    array([1.+2.j, 3.+4.j], dtype=complex64)
    """
    x = without_gradient("view_as_complex", x)
    if x.shape[-1:] != (2,):
        raise ValueError(
            f"Last dimension of input must be size 2 (real and imaginary). Received shape: {x.shape}"
        )
    return (x[..., 0] + 1j * x[..., 1]).astype(np.complex64)


def _pair_spec(x: Any) -> KerasTensor:
    return KerasTensor((*x.shape, 2), "float32")


@operation(output_spec=_pair_spec)
def view_as_real(x: Any) -> Any:
    """The real and imaginary parts of complex numbers, along a new last axis."""
    x = without_gradient("view_as_real", x)
    return np.stack([x.real, x.imag], axis=-1)


def _polar_spec(abs_: Any, angle: Any) -> KerasTensor:
    return KerasTensor(broadcast_shapes(abs_.shape, angle.shape), "complex64")


@operation(output_spec=_polar_spec)
def polar(abs_: Any, angle: Any) -> Any:
    """Complex numbers of these sizes and angles: `abs_ (cos angle + i sin angle)`."""
    size, angle = without_gradient("polar", abs_), without_gradient("polar", angle)
    return (size * np.exp(1j * angle)).astype(np.complex64)
