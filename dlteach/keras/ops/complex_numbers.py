"""Real and imaginary parts. Tensors are real."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.autodiff import Tensor
from dlteach.keras.backend.core import convert_to_tensor
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.values import array_of


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
