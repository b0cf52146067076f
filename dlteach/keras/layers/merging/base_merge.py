"""Merge: the base of the layers that make one output of several inputs."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.layers.layer import Layer

Shape = tuple[int | None, ...]


class Merge(Layer):
    """Combines inputs entry by entry; a subclass writes `_merge_function`.

    Inputs with fewer axes get new ones of size 1 behind the axis of the examples, then all are broadcast.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.supports_masking = True

    def _merge_function(self, inputs: Any) -> Any:
        raise NotImplementedError

    def build(self, input_shape: Any) -> None:
        if not isinstance(input_shape[0], (tuple, list)):
            raise ValueError(
                "A merge layer should be called on a list of inputs. "
                f"Received: input_shape={input_shape} (not a list of shapes)"
            )
        self.compute_output_shape(input_shape)
        self._reshape_required = len({len(shape) for shape in input_shape}) > 1

    def call(self, inputs: Any) -> Any:
        if not isinstance(inputs, (list, tuple)):
            raise ValueError(
                f"A merge layer should be called on a list of inputs. Received: inputs={inputs} "
                "(not a list of tensors)"
            )
        if self._reshape_required:
            ndim = max(len(x.shape) for x in inputs)
            inputs = [
                ops.reshape(x, (x.shape[0], *(1,) * (ndim - len(x.shape)), *x.shape[1:])) for x in inputs
            ]
        return self._merge_function(inputs)

    def compute_output_shape(self, input_shape: Any) -> Shape:
        sizes = {shape[0] for shape in input_shape if shape} - {None}
        if len(sizes) > 1:
            raise ValueError(
                f"Cannot merge tensors with different batch sizes. Received tensors with shapes {input_shape}"
            )
        features = functools.reduce(broadcast, (tuple(shape[1:]) for shape in input_shape))
        return (sizes.pop() if sizes else None, *features)

    def compute_output_spec(self, inputs: Any) -> Any:
        shape = self.compute_output_shape([x.shape for x in inputs])
        return backend.KerasTensor(shape, dtype=self.compute_dtype)

    def compute_mask(self, inputs: Any, mask: Any = None) -> Any:
        if mask is None:
            return None
        check_masks(inputs, mask)
        if any(m is None for m in mask):
            return None
        return functools.reduce(ops.logical_or, mask)

    def _apply_merge_op_and_or_mask(self, op_fn: Callable[[Any, Any], Any], inputs: Any) -> Any:
        """Combine two by two; where one of two is masked, the result is the other."""
        output, output_mask = None, None
        for x in inputs:
            mask = mask_of_entries(x)
            if output is None:
                output, output_mask = x, mask
                continue
            if mask is not None:
                x = ops.where(mask, x, output)
            if output_mask is not None:
                output = ops.where(output_mask, output, x)
            both = mask is not None and output_mask is not None
            output_mask = ops.logical_or(output_mask, mask) if both else None
            output = op_fn(output, x)
        if output_mask is not None:
            backend.set_keras_mask(output, ops.any(output_mask, axis=-1))
        return output


def mask_of_entries(x: Any) -> Any:
    """The mask of the time steps of x for each of its entries, or None."""
    mask = backend.get_keras_mask(x)
    return None if mask is None else ops.broadcast_to(ops.expand_dims(mask, -1), x.shape)


def check_masks(inputs: Any, mask: Any) -> None:
    """Refuse what is not one mask for each input."""
    for name, value in [("mask", mask), ("inputs", inputs)]:
        if not isinstance(value, (tuple, list)):
            raise ValueError(f"`{name}` should be a list. Received: {name}={value}")
    if len(mask) != len(inputs):
        raise ValueError(
            f"The lists `inputs` and `mask` should have the same length. Received: {len(inputs)} inputs "
            f"and {len(mask)} masks"
        )


def broadcast(shape1: Shape, shape2: Shape) -> Shape:
    """The shape of x1 + x2, where None is an unknown size.

    Examples
    --------
    >>> broadcast((4, None, 3), (5, 1))
    (4, None, 3)
    """
    if len(shape1) < len(shape2):
        return broadcast(shape2, shape1)
    new = len(shape1) - len(shape2)
    return shape1[:new] + tuple(_broadcast_size(i, j, (shape1, shape2)) for i, j in zip(shape1[new:], shape2))


def _broadcast_size(i: int | None, j: int | None, shapes: tuple[Shape, Shape]) -> int | None:
    if i is None or j is None:
        return None
    if i != j and 1 not in (i, j):
        raise ValueError(f"Inputs have incompatible shapes. Received shapes {shapes[0]} and {shapes[1]}")
    return j if i == 1 else i
