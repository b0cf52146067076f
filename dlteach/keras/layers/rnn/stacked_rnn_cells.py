"""StackedRNNCells: several cells as one, each fed with the output of the one before it."""

from __future__ import annotations

from typing import Any

from dlteach.keras import ops, tree
from dlteach.keras.layers.layer import Layer
from dlteach.keras.saving import serialization_lib


class StackedRNNCells(Layer):
    """Several cells on top of one another as one cell: in every time step each feeds the next.

    Parameters
    ----------
    cells : list of cells
        Each has a `state_size` and a `call(inputs, states)` that returns `(output, new_states)`.

    Raises
    ------
    ValueError
        If one of them is no cell.

    Examples
    --------
    >>> import numpy as np
    >>> from dlteach.keras import layers
    >>> cells = [layers.LSTMCell(4), layers.SimpleRNNCell(3)]
    >>> layers.RNN(StackedRNNCells(cells))(np.ones((2, 5, 1))).shape
    (2, 3)
    """

    def __init__(self, cells: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for cell in cells:
            if not hasattr(cell, "call"):
                raise ValueError(
                    f"All cells must have a `call` method. Received cell without a `call` method: {cell}"
                )
            if not hasattr(cell, "state_size"):
                raise ValueError(
                    "All cells must have a `state_size` attribute. Received cell without a `state_size`: "
                    f"{cell}"
                )
        self.cells = cells

    @property
    def state_size(self) -> list[Any]:
        return [cell.state_size for cell in self.cells]

    @property
    def output_size(self) -> int:
        return output_size(self.cells[-1])

    def get_initial_state(self, batch_size: int | None = None) -> list[Any]:
        return [initial_state(cell, batch_size, self.compute_dtype) for cell in self.cells]

    def build(self, input_shape: Any) -> None:
        for cell in self.cells:
            if isinstance(cell, Layer) and not cell.built:
                cell.build(input_shape)
                cell.built = True
            input_shape = (tree.flatten(input_shape)[0], output_size(cell))

    def call(self, inputs: Any, states: Any, training: bool = False, **kwargs: Any) -> Any:
        new_states = []
        for cell, state in zip(self.cells, states):
            nested = tree.is_nested(state)
            arguments = dict(kwargs)
            if isinstance(cell, Layer) and cell._call_has_training_arg:
                arguments["training"] = training
            step = cell if callable(cell) else cell.call
            inputs, state = step(inputs, list(state) if nested else [state], **arguments)
            new_states.append(state if nested or not tree.is_nested(state) else state[0])
        return inputs, new_states[0] if len(new_states) == 1 else new_states

    def get_config(self) -> dict[str, Any]:
        cells = [serialization_lib.serialize_keras_object(cell) for cell in self.cells]
        return {**super().get_config(), "cells": cells}

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        cells = [
            serialization_lib.deserialize_keras_object(cell, custom_objects=custom_objects)
            for cell in config["cells"]
        ]
        return cls(cells, **{key: value for key, value in config.items() if key != "cells"})


def output_size(cell: Any) -> int:
    """What a cell gives in each step; its first state if it does not say."""
    size = getattr(cell, "output_size", None)
    if size is None:
        size = cell.state_size[0] if isinstance(cell.state_size, (list, tuple)) else cell.state_size
    return size


def initial_state(cell: Any, batch_size: Any, dtype: Any) -> Any:
    """The state of a cell before the first step: zeros, unless the cell says otherwise."""
    if getattr(cell, "get_initial_state", None):
        return cell.get_initial_state(batch_size=batch_size)
    if isinstance(cell.state_size, int):
        return ops.zeros((batch_size, cell.state_size), dtype=dtype)
    return [ops.zeros((batch_size, size), dtype=dtype) for size in cell.state_size]
