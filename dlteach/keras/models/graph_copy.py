"""A copy of the part of a graph that begins at tensors in its middle."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, tree
from dlteach.keras.layers.core.input_layer import Input, InputLayer
from dlteach.keras.ops.function import nodes_in_order
from dlteach.keras.ops.node import Node


def is_input_keras_tensor(x: Any) -> bool:
    """Whether a tensor came from `Input`."""
    history = x._keras_history
    return history.operation._inbound_nodes[history.node_index].is_input


def copy_of_graph(inputs: Any, outputs: Any) -> tuple[Any, Any]:
    """New nodes of the same operations between `inputs` and `outputs`; inner inputs become `Input`s.

    So the second half of a model can be a model: `Model(middle_tensor, output_tensor)`.
    """
    copies: dict[int, Any] = {}
    new_layers: dict[int, Any] = {}

    def copied(x: Any) -> Any:
        if not isinstance(x, backend.KerasTensor):
            return x
        if id(x) not in copies:
            copies[id(x)] = backend.KerasTensor(x.shape, dtype=x.dtype, name=f"{x.name}_clone")
        return copies[id(x)]

    def as_input(x: Any) -> Any:
        new = (
            x
            if is_input_keras_tensor(x)
            else Input(batch_shape=x.shape, dtype=x.dtype, name=f"{x.name}CLONE")
        )
        copies[id(x)] = new
        if new is not x:
            new_layers[id(x._keras_history.operation)] = new._keras_history.operation
        return new

    flat_inputs, flat_outputs = tree.flatten(inputs), tree.flatten(outputs)
    nodes, _ = nodes_in_order(flat_inputs, flat_outputs)
    new_inputs = tree.map_structure(as_input, inputs)
    for node in nodes:
        operation = new_layers.get(id(node.operation), node.operation)
        is_input = isinstance(operation, InputLayer)
        if is_input and all(id(x) in copies for x in node.output_tensors):
            continue
        Node(
            operation,
            call_args=() if is_input else tree.map_structure(copied, node.arguments.args),
            call_kwargs={} if is_input else tree.map_structure(copied, node.arguments.kwargs),
            outputs=[copied(x) for x in node.output_tensors],
        )
    return new_inputs, tree.map_structure(copied, outputs)
