"""A functional model's graph as plain data, and back."""

from __future__ import annotations

import copy
from typing import Any

from dlteach.keras import backend, tree
from dlteach.keras.ops.function import make_node_key
from dlteach.keras.ops.node import KerasHistory, Node
from dlteach.keras.ops.operation import Operation
from dlteach.keras.saving import serialization_lib


def graph_config(model: Any) -> dict[str, Any]:
    """Layers with the calls that made the graph, and the names of its inputs and outputs."""
    layers = []
    for operation in model.operations:
        layer = serialization_lib.serialize_keras_object(operation)
        layer["name"] = operation.name
        layer["inbound_nodes"] = [
            _node_config(node, model._nodes)
            for i, node in enumerate(operation._inbound_nodes)
            if make_node_key(operation, i) in model._nodes and node.input_tensors
        ]
        layers.append(layer)

    def place(x: Any) -> list[Any]:
        operation, node_index, tensor_index = x._keras_history
        own = _calls_before(operation, node_index, model._nodes) + int(hasattr(operation, "_inputs_struct"))
        return [operation.name, own, tensor_index]

    return copy.deepcopy(
        {
            "name": model.name,
            "trainable": model.trainable,
            "layers": layers,
            "input_layers": tree.map_structure(place, model._inputs_struct),
            "output_layers": tree.map_structure(place, model._outputs_struct),
        }
    )


def functional_from_config(cls: type, config: dict[str, Any], custom_objects: Any = None) -> Any:
    """Make a model of a class again from `graph_config`.

    Raises
    ------
    ValueError
        If the calls lead in a circle or from nowhere.
    """
    created: dict[str, Any] = {}
    waiting: dict[str, list[Any]] = {}
    layers = config.pop("layers")
    input_layers, output_layers = config.pop("input_layers"), config.pop("output_layers")
    for data in layers:
        layer = serialization_lib.deserialize_keras_object(data, custom_objects=custom_objects)
        if not isinstance(layer, Operation):
            raise ValueError(
                f"Unexpected object from deserialization, expected a layer or operation, got a {type(layer)}"
            )
        created[data["name"]] = layer
        waiting[data["name"]] = list(data["inbound_nodes"])
    while any(waiting.values()):
        left = sum(map(len, waiting.values()))
        for name, calls in waiting.items():
            while calls:
                try:
                    args, kwargs = _arguments(calls[0], created)
                except IndexError:
                    break  # what it needs is made later
                created[name](*args, **kwargs)
                calls.pop(0)
        if sum(map(len, waiting.values())) == left:
            raise ValueError(
                "Invalid Functional model configuration. The graph of the Functional model either has "
                "loops or "
                "disconnected nodes. The following nodes failed to be resolved: "
                f"{[name for name, calls in waiting.items() if calls]}"
            )

    def tensors(places: Any) -> Any:
        if isinstance(places, list | tuple) and len(places) == 3 and isinstance(places[0], str):
            return _output(created, *places)
        if isinstance(places, dict):
            return {k: tensors(v) for k, v in places.items()}
        return type(places)(tensors(v) for v in places)

    return cls(
        inputs=tensors(input_layers),
        outputs=tensors(output_layers),
        name=config.pop("name", None),
        trainable=config.pop("trainable", None),
        **config,
    )


def _node_config(node: Node, own_nodes: set[str]) -> dict[str, Any]:
    def reference(x: Any) -> Any:
        if not isinstance(x, backend.KerasTensor):
            return x
        history = x._keras_history
        before = _calls_before(history.operation, history.node_index, own_nodes)
        x._keras_history = KerasHistory(history.operation, before, history.tensor_index)
        try:
            return serialization_lib.serialize_keras_object(x)
        finally:
            x._keras_history = history

    return {
        "args": serialization_lib.serialize_keras_object(tree.map_structure(reference, node.arguments.args)),
        "kwargs": serialization_lib.serialize_keras_object(
            tree.map_structure(reference, node.arguments.kwargs)
        ),
    }


def _calls_before(operation: Any, node_index: int, own_nodes: set[str]) -> int:
    return sum(make_node_key(operation, i) in own_nodes for i in range(node_index))


def _arguments(data: Any, created: dict[str, Any]) -> tuple[Any, Any]:
    if isinstance(data, list):  # the form of older files: [[name, node, tensor, kwargs], …]
        found = [_output(created, place[0], place[1], place[2], True) for place in data]
        return [found[0] if len(found) == 1 else found], data[0][3] if data and len(data[0]) > 3 else {}

    def tensor(x: Any) -> Any:
        history = getattr(x, "_pre_serialization_keras_history", None)
        if not isinstance(x, backend.KerasTensor) or history is None:
            return x
        return _output(created, history[0], history[1], history[2], True)

    args = serialization_lib.deserialize_keras_object(data["args"])
    kwargs = serialization_lib.deserialize_keras_object(data["kwargs"])
    return tree.map_structure(tensor, args), tree.map_structure(tensor, kwargs)


def _output(
    created: dict[str, Any], name: str, node_index: int, tensor_index: int, counted_from_graph: bool = False
) -> Any:
    if name not in created:
        raise ValueError(
            f"Invalid Functional model configuration. Missing node: {name}, which a call refers to"
        )
    layer = created[name]
    if hasattr(layer, "_inputs_struct") and not counted_from_graph:
        node_index -= 1  # files count a nested model's own graph as its first call
    if node_index >= len(layer._inbound_nodes):
        raise IndexError(f"Layer node index out of bounds: {name} has no call {node_index}")
    return layer._inbound_nodes[node_index].output_tensors[tensor_index]
