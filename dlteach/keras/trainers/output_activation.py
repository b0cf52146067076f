"""What a model's outputs went through last, as far as its graph tells."""

from __future__ import annotations

from typing import Any

from dlteach.keras import tree

OWN = "dlteach.keras."
PASS_ON = ("Reshape", "Flatten", "Permute", "Squeeze", "ExpandDims", "Identity", "Dropout")
OF_CLASS = {
    "Softmax": "softmax",
    "Sigmoid": "sigmoid",
    "LogSoftmax": "log_softmax",
    "ReLU": "relu",
    "Relu": "relu",
    "LeakyReLU": "leaky_relu",
    "PReLU": "leaky_relu",
    "ELU": "elu",
}
WITH_ACTIVATION = ("Dense", "Conv1D", "Conv2D", "Conv3D", "Activation")


def output_activations(model: Any) -> list[str | None] | None:
    """The activation's name for each output of a model; None for a model without a graph.

    An activation is only named if it is the last thing that happens to the numbers: one inside of a
    recurrent layer or of a layer of the learner's own says nothing about the output.
    """
    graph = getattr(model, "_functional", None) or model
    tensors = getattr(graph, "_outputs", None)
    return None if tensors is None else [_activation_of(x) for x in tensors]


def _activation_of(tensor: Any) -> str | None:
    """Walk back from an output over what leaves the numbers as they are."""
    while True:
        operation, node_index, tensor_index = tensor._keras_history
        kind = type(operation).__name__
        nested = getattr(operation, "_functional", None) or operation
        if hasattr(nested, "_outputs"):
            tensor = nested._outputs[tensor_index]
            continue
        if not type(operation).__module__.startswith(OWN):
            return None
        name = _own_activation(operation) if kind in WITH_ACTIVATION else OF_CLASS.get(kind)
        passes = kind in PASS_ON or (kind == "Activation" and name == "linear")
        inputs = operation._inbound_nodes[node_index].input_tensors if passes else []
        if len(inputs) != 1:
            return name
        tensor = inputs[0]


def _own_activation(operation: Any) -> str | None:
    """The name, where it is one of dlteach's own functions or is called like the two everybody writes."""
    function = operation.activation
    name = getattr(function, "__name__", None) or type(function).__name__
    known = getattr(function, "__module__", "").startswith(OWN) or name in ("softmax", "sigmoid")
    return OF_CLASS.get(name, name) if known else None


def by_output(model: Any, y_pred: Any) -> dict[int, str | None]:
    """The activation of each tensor of `y_pred`, by its id; empty if these are not the model's outputs."""
    tensors = tree.flatten(y_pred)
    activations = output_activations(model)
    if activations is None or len(activations) != len(tensors):
        return {}
    return {id(x): name for x, name in zip(tensors, activations)}
