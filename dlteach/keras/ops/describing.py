"""How many axes and entries, and whether shapes agree."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import numpy_dtype
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.values import array_of


@operation
def view(x: Any, dtype: Any = None) -> Any:
    """The same memory, read as another type."""
    return array_of(x).view(None if dtype is None else numpy_dtype(dtype))


def _number_spec(x: KerasTensor) -> KerasTensor:
    return KerasTensor((), "int32")


@operation(output_spec=_number_spec)
def ndim(x: Any) -> Any:
    """How many axes there are."""
    return np.ndim(array_of(x))


@operation(output_spec=_number_spec)
def size(x: Any) -> Any:
    """How many entries there are."""
    return np.size(array_of(x))


def shape_equal(a_shape: Any, b_shape: Any, axis: Any = None, allow_none: bool = True) -> bool:
    """Whether two shapes agree, except for some axes.

    Parameters
    ----------
    a_shape, b_shape : tuple of int or None
    axis : int or list of int, optional
        What does not matter.
    allow_none : bool, default True
        Whether None agrees with every size.
    """
    if len(a_shape) != len(b_shape):
        return False
    left_out = [] if axis is None else [place % len(a_shape) for place in np.atleast_1d(axis)]
    return not any(
        a != b and place not in left_out and not (allow_none and None in (a, b))
        for place, (a, b) in enumerate(zip(a_shape, b_shape))
    )
