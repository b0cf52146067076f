"""Function: the part of a graph between some inputs and some outputs, ready to run on values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dlteach.keras import tree
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.ops.node import Node
from dlteach.keras.ops.operation import Operation


class Function(Operation):
    """The computation that leads from some KerasTensors to others.

    Parameters
    ----------
    inputs, outputs : KerasTensor, or lists, tuples or dicts of them
    name : str, optional

    Raises
    ------
    ValueError
        If there is no input or output, or an output needs something that is no input.

    Examples
    --------
    >>> import numpy as np
    >>> from dlteach.keras import Function, KerasTensor, ops
    >>> a, b = KerasTensor((None, 2)), KerasTensor((None, 2))
    >>> f = Function([a, b], ops.add(a, ops.multiply(a, b)))
    >>> f([np.ones((1, 2)), np.full((1, 2), 3.0)])
    array([[4., 4.]], dtype=float32)
    """

    def __init__(self, inputs: Any, outputs: Any, name: str | None = None) -> None:
        super().__init__(name=name)
        self._inputs_struct = tree.map_structure(lambda x: x, inputs)
        self._outputs_struct = tree.map_structure(lambda x: x, outputs)
        self._inputs = tree.flatten(inputs)
        self._outputs = tree.flatten(outputs)
        for what, flat in [("inputs", self._inputs), ("outputs", self._outputs)]:
            if not flat:
                raise ValueError(f"`{what}` argument cannot be empty. Received:\n{inputs=}\n{outputs=}")
        (self._nodes, self._nodes_by_depth, self._operations, self._operations_by_depth) = map_graph(
            self._inputs, self._outputs
        )
        self._steps = [
            node
            for depth in sorted(self._nodes_by_depth, reverse=True)
            for node in self._nodes_by_depth[depth]
            if not node.is_input
        ]
        self._check_connected()

    @property
    def operations(self) -> list[Any]:
        """The operations of the graph, from the inputs to the outputs."""
        return self._operations[:]

    @property
    def inputs(self) -> list[Any]:
        """The symbolic inputs, in a flat list."""
        return self._inputs

    @property
    def outputs(self) -> list[Any]:
        """The symbolic outputs, in a flat list."""
        return self._outputs

    def compute_output_spec(self, inputs: Any) -> Any:
        self._assert_input_compatibility(inputs)
        if all(x.shape == own.shape for x, own in zip(tree.flatten(inputs), self._inputs)):
            return tree.map_structure(lambda x: KerasTensor(x.shape, dtype=x.dtype), self._outputs_struct)
        return self._run_through_graph(inputs, operation_fn=lambda op: op.compute_output_spec)

    def compute_output_shape(self, input_shape: Any) -> Any:
        inputs = tree.map_shape_structure(KerasTensor, input_shape)
        for x, own in zip(tree.flatten(inputs), self._inputs):
            x._dtype = own.dtype
        return tree.map_structure(lambda x: x.shape, self.compute_output_spec(inputs))

    def call(self, inputs: Any) -> Any:
        self._assert_input_compatibility(inputs)
        return self._run_through_graph(inputs)

    def _run_through_graph(self, inputs: Any, operation_fn: Callable[[Any], Any] = lambda op: op) -> Any:
        """Run the nodes in order, each as `operation_fn(operation)(*args, **kwargs)`."""
        values = {id(x): value for x, value in zip(self._inputs, tree.flatten(inputs))}
        for node in self._steps:
            if all(id(x) in values for x in node.input_tensors):
                args, kwargs = node.arguments.fill_in(values)
                outputs = operation_fn(node.operation)(*args, **kwargs)
                if len(node.outputs) == 1 and not isinstance(outputs, list | tuple | dict):
                    values[id(node.outputs[0])] = outputs
                else:
                    for x, value in zip(node.outputs, tree.flatten(outputs)):
                        values[id(x)] = value
        return tree.pack_sequence_as(self._outputs_struct, [values[id(x)] for x in self._outputs])

    def _check_connected(self) -> None:
        known = {id(x) for x in self._inputs}
        for node in self._steps:
            if all(id(x) in known for x in node.input_tensors):
                known.update(id(x) for x in node.outputs)
        for x, (path, _) in zip(self._outputs, tree.flatten_with_path(self._outputs_struct)):
            if id(x) not in known:
                where = ".".join(str(p) for p in path)
                raise ValueError(f"Output with path `{where}` is not connected to `inputs`")

    def _assert_input_compatibility(self, inputs: Any) -> None:
        try:
            tree.assert_same_structure(inputs, self._inputs_struct)
        except ValueError:
            raise ValueError(
                "Function was called with an invalid input structure. "
                f"Expected input structure: {self._inputs_struct}\nReceived input structure: {inputs}"
            ) from None
        for x, own in zip(tree.flatten(inputs), self._inputs):
            fits = len(x.shape) == len(own.shape) and all(
                a is None or b is None or a == b for a, b in zip(x.shape, own.shape)
            )
            if not fits:
                raise ValueError(
                    f"{self.__class__.__name__} was passed incompatible inputs. For input '{own.name}', "
                    f"expected shape {own.shape}, but received instead a tensor with shape {x.shape}."
                )


def make_node_key(op: Any, node_index: int) -> str:
    """A key for one call of an operation."""
    return f"{id(op)}_ib-{node_index}"


def map_graph(
    inputs: list[Any], outputs: list[Any]
) -> tuple[set[str], dict[int, list[Node]], list[Any], dict[int, list[Any]]]:
    """Find the nodes and operations between `inputs` and `outputs`, by depth: 0 is the last.

    Raises
    ------
    ValueError
        If the graph has a cycle, needs a tensor that is no input, or two operations have one name.
    """
    ordered, traversal = nodes_in_order(inputs, outputs)
    in_graph = set(ordered)
    keys = {make_node_key(n.operation, n.operation._inbound_nodes.index(n)) for n in ordered}
    node_depths: dict[Node, int] = {}
    operation_depths: dict[Any, int] = {}
    for node in reversed(ordered):
        # A shared layer stands at the greatest of its depths.
        depth = max(node_depths.get(node, 0), operation_depths.get(node.operation, 0))
        node_depths[node] = operation_depths[node.operation] = depth
        for parent in node.parent_nodes:
            if parent in in_graph:
                node_depths[parent] = max(depth + 1, node_depths.get(parent, 0))
    for x in inputs:  # an input that no output needs still belongs to the model
        history = x._keras_history
        if history.operation is not None and history.operation not in operation_depths:
            node = history.operation._inbound_nodes[history.node_index]
            if node.is_input:
                operation_depths[history.operation] = node_depths[node] = 0
                traversal[history.operation] = -1
                keys.add(make_node_key(history.operation, history.node_index))
    nodes_by_depth = _by_depth(node_depths)
    operations_by_depth = _by_depth(operation_depths)
    operations: list[Any] = []
    for depth in sorted(operations_by_depth, reverse=True):
        operations_by_depth[depth].sort(key=lambda op: traversal[op])
        operations.extend(operations_by_depth[depth])
    _check_computable(inputs, nodes_by_depth)
    names = [op.name for op in operations]
    for name in names:
        if names.count(name) != 1:
            raise ValueError(
                f'The name "{name}" is used {names.count(name)} times in the model. '
                "All operation names should be unique."
            )
    return keys, nodes_by_depth, operations, operations_by_depth


def nodes_in_order(inputs: list[Any], outputs: list[Any]) -> tuple[list[Node], dict[Any, int]]:
    """Nodes, each after its parents; and operations, each with its place in a walk from the end."""
    declared = {id(x) for x in inputs}
    order: list[Node] = []
    traversal: dict[Any, int] = {}
    done: set[Node] = set()
    entered: set[Node] = set()
    for output in outputs:
        path: list[tuple[Any, bool]] = [(output, False)]
        while path:
            tensor, leaving = path.pop()
            history = getattr(tensor, "_keras_history", None)
            if history is None or history.operation is None:
                continue
            node = history.operation._inbound_nodes[history.node_index]
            if leaving:
                if node not in done:
                    done.add(node)
                    order.append(node)
                entered.discard(node)
                continue
            if node in done or (not node.is_input and id(tensor) in declared):
                continue
            if node in entered:
                raise ValueError(
                    f"Tensor {tensor} from operation '{node.operation.name}' is part of a cycle."
                )
            entered.add(node)
            traversal.setdefault(node.operation, len(traversal))
            path.append((tensor, True))
            path.extend((x, False) for x in reversed(node.input_tensors))
    return order, traversal


def _by_depth(depths: dict[Any, int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for thing, depth in depths.items():
        found.setdefault(depth, []).append(thing)
    return found


def _check_computable(inputs: list[Any], nodes_by_depth: dict[int, list[Node]]) -> None:
    known = {id(x) for x in inputs}
    reached: list[str] = []
    for depth in sorted(nodes_by_depth, reverse=True):
        for node in nodes_by_depth[depth]:
            for x in node.input_tensors:
                if id(x) not in known:
                    raise ValueError(
                        f"Graph disconnected: cannot find parent for tensor {x} at operation "
                        f"'{node.operation}'. The following previous operations were accessed without "
                        f"issue: {reached}"
                    )
                reached.append(node.operation.name)
            known.update(id(x) for x in node.outputs)
