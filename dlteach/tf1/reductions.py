"""Sums, means and extremes over all axes or some, and the place of the largest entry."""

from typing import Any

from numpy.typing import DTypeLike

from dlteach.tf1.building import as_tensor, check_floats, define
from dlteach.tf1.dtypes import as_dtype, int64
from dlteach.tf1.node import Tensor
from dlteach.tf1.shapes import Axis, reduced


def reduce_sum(x: Any, axis: Axis = None, keepdims: bool = False, name: str = "Sum") -> Tensor:
    """The sum over an axis, several, or all; `keepdims` leaves a 1 where an axis was."""
    return _reduce("Sum", as_tensor(x), axis, keepdims, name)


def reduce_mean(x: Any, axis: Axis = None, keepdims: bool = False, name: str = "Mean") -> Tensor:
    """The mean over an axis, several, or all.

    TensorFlow 1 cuts the fraction off a mean of integers, without a word; here they are refused.
    """
    x = as_tensor(x)
    check_floats(name, x)
    return _reduce("Mean", x, axis, keepdims, name)


def reduce_max(x: Any, axis: Axis = None, keepdims: bool = False, name: str = "Max") -> Tensor:
    """The largest entry over an axis, several, or all."""
    return _reduce("Max", as_tensor(x), axis, keepdims, name)


def reduce_min(x: Any, axis: Axis = None, keepdims: bool = False, name: str = "Min") -> Tensor:
    """The smallest entry over an axis, several, or all."""
    return _reduce("Min", as_tensor(x), axis, keepdims, name)


def _reduce(type: str, x: Tensor, axis: Axis, keepdims: bool, name: str) -> Tensor:
    axis = axis if axis is None or isinstance(axis, int) else tuple(axis)
    return define(
        type, [x], lambda sizes: reduced(sizes, axis, keepdims), name=name, axis=axis, keepdims=keepdims
    )


def argmax(x: Any, axis: int = 0, name: str = "ArgMax", output_type: DTypeLike = int64) -> Tensor:
    """Where along the axis the largest entry is; 1 for the class of each row."""
    x = as_tensor(x)
    index = define("ArgMax", [x], lambda sizes: reduced(sizes, axis, False), int64, name, axis=axis)
    to = as_dtype(output_type)
    return index if to == int64 else define("Cast", [index], lambda sizes: sizes, to, to=to)
