"""Concatenate: inputs behind one another."""

from __future__ import annotations

from typing import Any

from dlteach.keras import ops
from dlteach.keras.layers.merging.base_merge import Merge, check_masks


class Concatenate(Merge):
    """Put inputs behind one another along an axis; they agree in all others.

    Parameters
    ----------
    axis : int, default -1

    Raises
    ------
    ValueError
        If the other axes differ.

    Examples
    --------
    >>> import numpy as np
    >>> Concatenate()([np.array([[1.0, 4.0]]), np.array([[2.0]])])
    array([[1., 4., 2.]], dtype=float32)
    """

    def __init__(self, axis: int = -1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.axis = axis

    def build(self, input_shape: Any) -> None:
        if len(input_shape) < 1 or not isinstance(input_shape[0], (tuple, list)):
            raise ValueError(
                "A `Concatenate` layer should be called on a list of at least 1 input. "
                f"Received: input_shape={input_shape}"
            )
        self._reshape_required = False
        axis = self.axis % len(input_shape[0])
        others = [tuple(shape[:axis]) + tuple(shape[axis + 1 :]) for shape in input_shape]
        fits = len({len(shape) for shape in others}) == 1 and all(
            len(set(sizes) - {None}) <= 1 for sizes in zip(*others)
        )
        if not fits:
            raise ValueError(
                "A `Concatenate` layer requires inputs with matching shapes except for the concatenation "
                f"axis. Received: input_shape={input_shape}, axis={self.axis}"
            )

    def _merge_function(self, inputs: Any) -> Any:
        return ops.concatenate(inputs, axis=self.axis)

    def compute_output_shape(self, input_shape: Any) -> Any:
        if not isinstance(input_shape, (tuple, list)) or not isinstance(input_shape[0], (tuple, list)):
            raise ValueError(
                "A `Concatenate` layer should be called on a list of inputs. "
                f"Received: input_shape={input_shape}"
            )
        shape = list(input_shape[0])
        sizes = [each[self.axis] for each in input_shape]
        shape[self.axis] = None if None in sizes else sum(sizes)
        return tuple(shape)

    def compute_mask(self, inputs: Any, mask: Any = None) -> Any:
        if mask is None:
            return None
        check_masks(inputs, mask)
        if all(m is None for m in mask):
            return None
        masks = []
        for x, m in zip(inputs, mask):
            if m is None:
                m = ops.ones_like(x, dtype="bool")
            elif len(m.shape) < len(x.shape):
                m = ops.logical_or(ops.expand_dims(m, axis=-1), ops.zeros_like(x, dtype="bool"))
            masks.append(m)
        return ops.any(ops.concatenate(masks, axis=self.axis), axis=-1)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis}


def concatenate(inputs: Any, axis: int = -1, **kwargs: Any) -> Any:
    """`Concatenate(axis, **kwargs)(inputs)`."""
    return Concatenate(axis=axis, **kwargs)(inputs)
