"""A node of the graph of a functional model: one call of an operation."""

from __future__ import annotations

from typing import Any, NamedTuple

from dlteach.keras import tree
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.ops.symbolic_arguments import SymbolicArguments


class KerasHistory(NamedTuple):
    """Where a KerasTensor comes from: output `tensor_index` of call `node_index` of `operation`."""

    operation: Any
    node_index: int
    tensor_index: int


class Node:
    """One call of an operation on KerasTensors.

    The same operation may be called several times (shared layers), so the graph is made of calls and not of
    operations. A node enters itself in `operation._inbound_nodes`, and in `_outbound_nodes` of the operations
    that computed its inputs; its outputs carry a `KerasHistory` that leads back to it.
    """

    def __init__(
        self, operation: Any, call_args: Any = (), call_kwargs: Any = None, outputs: Any = None
    ) -> None:
        self.operation = operation
        self.arguments = SymbolicArguments(*(call_args or ()), **(call_kwargs or {}))
        self.outputs: list[Any] = [] if outputs is None else tree.flatten(outputs)
        for x in self.outputs:
            if not isinstance(x, KerasTensor):
                raise ValueError(
                    f"All operation outputs must be tensors. Operation {operation} returned a non-tensor: "
                    f"{x!r}"
                )
        for x in self.arguments.keras_tensors:
            if not hasattr(x, "_keras_history"):
                x._keras_history = KerasHistory(None, 0, 0)
        operation._inbound_nodes.append(self)
        for x in self.arguments.keras_tensors:
            if x._keras_history.operation is not None:
                x._keras_history.operation._outbound_nodes.append(self)
        node_index = len(operation._inbound_nodes) - 1
        for i, x in enumerate(self.outputs):
            x._keras_history = KerasHistory(operation, node_index, i)
        self.is_input = not self.arguments.keras_tensors

    def __repr__(self) -> str:
        return f"<Node operation={self.operation.name}, id={id(self)}>"

    @property
    def input_tensors(self) -> list[Any]:
        return self.arguments.keras_tensors

    @property
    def output_tensors(self) -> list[Any]:
        return self.outputs

    @property
    def parent_nodes(self) -> list[Node]:
        """The calls whose outputs this call takes."""
        histories = [x._keras_history for x in self.arguments.keras_tensors]
        return [h.operation._inbound_nodes[h.node_index] for h in histories if h.operation is not None]


def is_keras_tensor(obj: Any) -> bool:
    """Whether an object has a place in a graph."""
    return hasattr(obj, "_keras_history")
