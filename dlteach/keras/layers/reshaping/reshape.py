"""Reshape: the features of an example in another shape."""

from __future__ import annotations

import math
from typing import Any

from dlteach.keras import backend, ops
from dlteach.keras.layers.layer import Layer


class Reshape(Layer):
    """Put the features of an example in another shape; the order of the numbers stays.

    Parameters
    ----------
    target_shape : tuple of int
        Without the axis of the examples. One size may be −1: it is the one that fits.

    Raises
    ------
    ValueError
        If the numbers do not fit into that shape.

    Examples
    --------
    >>> import numpy as np
    >>> Reshape((28, 28, 1))(np.zeros((5, 784))).shape
    (5, 28, 28, 1)
    >>> Reshape((-1, 2))(np.zeros((5, 12))).shape
    (5, 6, 2)
    """

    def __init__(self, target_shape: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.target_shape = tuple(target_shape)
        for size in self.target_shape:
            if size is not None and size < -1:
                raise ValueError(
                    "Each dimension in `target_shape` must be a non-negative integer, or `-1` for a single "
                    f"unknown dimension. Received: target_shape={self.target_shape}."
                )
        if self.target_shape.count(-1) > 1:
            raise ValueError(
                "There must be at most one unknown dimension (-1) in `target_shape`. "
                f"Received: target_shape={self.target_shape}."
            )
        self.built = True

    def call(self, inputs: Any) -> Any:
        sizes = self._fitted(tuple(inputs.shape)[1:])
        return ops.reshape(inputs, (inputs.shape[0], *(-1 if size is None else size for size in sizes)))

    def compute_output_shape(self, input_shape: Any) -> Any:
        return (input_shape[0], *self._fitted(tuple(input_shape[1:])))

    def _fitted(self, sizes: tuple[int | None, ...]) -> tuple[int | None, ...]:
        """The target shape with its −1 replaced: None where the input has unknown sizes."""
        target = self.target_shape
        known = [size for size in sizes if size is not None]
        if len(known) < len(sizes) or None in target:
            return tuple(None if size == -1 else size for size in target)
        total = math.prod(known)
        rest = math.prod(size for size in target if size != -1)
        if -1 not in target and total != rest:
            raise ValueError(
                "The total size of the tensor must be unchanged. "
                f"Received: input_shape={sizes}, target_shape={target}"
            )
        if -1 in target and (rest == 0 or total % rest):
            raise ValueError(
                "The total size of the tensor must be unchanged, however, the input size cannot be divided "
                f"by the specified dimensions in target_shape. Received: input_shape={sizes}, "
                f"target_shape={target}"
            )
        return tuple(total // rest if size == -1 else size for size in target)

    def compute_output_spec(self, inputs: Any) -> Any:
        return backend.KerasTensor(self.compute_output_shape(inputs.shape), dtype=inputs.dtype)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "target_shape": self.target_shape}
