"""Dot: scalar products of two inputs, example by example."""

from __future__ import annotations

import math
from typing import Any

from dlteach.keras import ops
from dlteach.keras.layers.merging.base_merge import Merge
from dlteach.keras.utils.numerical_utils import normalize


class Dot(Merge):
    """Multiply two inputs and sum over one axis of each, example by example.

    With axes=(i, j) the inputs (n, …, dᵢ, …) and (n, …, dⱼ, …) give an output with the axes of the first that
    are left, then those of the second.

    Parameters
    ----------
    axes : int or tuple of 2 int
        The axes of the sum; axis 0 counts the examples and cannot be summed over.
    normalize : bool, default False
        Divide by the lengths first: the output is then the cosine of the angle between the two.

    Raises
    ------
    TypeError, ValueError
        If `axes` is no such thing, or the sizes along them differ.

    Examples
    --------
    >>> import numpy as np
    >>> Dot(axes=1)([np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]])])
    array([[11.]], dtype=float32)
    """

    def __init__(self, axes: Any, normalize: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not isinstance(axes, int):
            if not isinstance(axes, (list, tuple)):
                raise TypeError(
                    f"Invalid type for argument `axes`: it should be a list or an int. Received: axes={axes}"
                )
            if len(axes) != 2:
                raise ValueError(
                    "Invalid format for argument `axes`: it should contain two elements. "
                    f"Received: axes={axes}"
                )
            if not all(isinstance(axis, int) for axis in axes):
                raise ValueError(
                    "Invalid format for argument `axes`: list elements should be integers. "
                    f"Received: axes={axes}"
                )
        self.axes = axes
        self.normalize = normalize

    def build(self, input_shape: Any) -> None:
        if not isinstance(input_shape[0], (tuple, list)) or len(input_shape) != 2:
            raise ValueError(
                f"A `Dot` layer should be called on a list of 2 inputs. Received: input_shape={input_shape}"
            )
        self._reshape_required = False
        first, second = input_shape
        i, j = self._axes_of(first, second)
        if None not in (first[i], second[j]) and first[i] != second[j]:
            raise ValueError(
                f"Incompatible input shapes: axis values {first[i]} (at axis {i}) != {second[j]} "
                f"(at axis {j}). Full input shapes: {first}, {second}"
            )

    def _axes_of(self, first: Any, second: Any) -> tuple[int, int]:
        """The axes, counted from 0."""
        i, j = (self.axes, self.axes) if isinstance(self.axes, int) else self.axes
        return i % len(first), j % len(second)

    def _merge_function(self, inputs: Any) -> Any:
        if len(inputs) != 2:
            raise ValueError(f"A `Dot` layer should be called on exactly 2 inputs. Received: inputs={inputs}")
        first, second = inputs
        axes = self._axes_of(first.shape, second.shape)
        if self.normalize:
            first, second = (normalize(x, axis=axis) for x, axis in zip((first, second), axes))
        return batch_dot(first, second, axes)

    def compute_output_shape(self, input_shape: Any) -> Any:
        if not isinstance(input_shape, (tuple, list)) or len(input_shape) != 2:
            raise ValueError(
                f"A `Dot` layer should be called on a list of 2 inputs. Received: input_shape={input_shape}"
            )
        i, j = self._axes_of(*input_shape)
        shape = [*_without(input_shape[0], i), *_without(input_shape[1], j)[1:]]
        return tuple(shape if len(shape) > 1 else [*shape, 1])

    def compute_mask(self, inputs: Any, mask: Any = None) -> Any:
        return None

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axes": self.axes, "normalize": self.normalize}


def dot(inputs: Any, axes: Any = -1, **kwargs: Any) -> Any:
    """`Dot(axes, **kwargs)(inputs)`."""
    return Dot(axes=axes, **kwargs)(inputs)


def batch_dot(x: Any, y: Any, axes: tuple[int, int]) -> Any:
    """The sums over an axis of each, as one matrix product for each example."""
    if 0 in axes:
        raise ValueError(
            "Cannot perform batch_dot over axis 0. If your inputs are not batched, add a dummy batch "
            "dimension to your inputs using keras.ops.expand_dims(x, 0)"
        )
    (i, j), examples = axes, x.shape[0]
    left, right = _without(x.shape, i)[1:], _without(y.shape, j)[1:]
    rows = ops.reshape(ops.moveaxis(x, i, -1), (examples, math.prod(left), x.shape[i]))
    columns = ops.reshape(ops.moveaxis(y, j, 1), (examples, y.shape[j], math.prod(right)))
    return ops.reshape(ops.matmul(rows, columns), (examples, *((*left, *right) or (1,))))


def _without(shape: Any, axis: int) -> tuple[Any, ...]:
    return (*shape[:axis], *shape[axis + 1 :])
