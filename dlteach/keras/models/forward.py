"""The short way through a model: its layers' `call`s in order, without what `__call__` checks each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from dlteach.keras import backend, tree
from dlteach.keras.layers.layer import Layer
from dlteach.keras.ops.function import Function

OWN = "dlteach.keras."


class Forward:
    """Runs a model of dlteach's own layers on a batch like one that has gone through the model in full.

    What `Layer.__call__` does at every call (conversion, shapes, masks, names) comes out the same for every
    batch of the same shape and dtype but for the number of rows, so it is done for the first one only.

    Parameters
    ----------
    function : Function
        The model's graph, of one input.
    like : ndarray
        A batch that the model has taken.
    """

    def __init__(self, function: Any, like: np.ndarray) -> None:
        self._row_shape = like.shape[1:]
        self._given_dtype = like.dtype
        self._dtype = np.dtype(function._inputs[0].dtype)
        places = {id(function._inputs[0]): 0}
        self._steps: list[tuple[Callable[..., Any], Callable[..., Any], tuple[int, ...], int, bool]] = []
        for node in function._steps:
            tensors = node.input_tensors
            sources = tuple(places[id(x)] for x in tensors)
            target = places[id(node.outputs[0])] = len(places)
            as_list = not (len(node.arguments.args) == 1 and node.arguments.args[0] is tensors[0])
            train, test = _calls(node.operation)
            self._steps.append((train, test, sources, target, as_list))
        self._chain = all(
            sources == (i,) and target == i + 1 and not as_list
            for i, (_, _, sources, target, as_list) in enumerate(self._steps)
        )
        self.operations = [node.operation for node in function._steps]
        self._last = places[id(function._outputs[0])]
        self._training_calls = [train for train, *_ in self._steps]
        self._testing_calls = [test for _, test, *_ in self._steps]

    @staticmethod
    def of(model: Any, x: Any) -> Forward | None:
        """The short way through a model for batches like `x`, or None if it needs the long one."""
        function = getattr(model, "_functional", None) or model
        if not isinstance(function, Function) or not isinstance(x, np.ndarray):
            return None
        if (
            len(function._inputs) != 1
            or len(function._outputs) != 1
            or tree.is_nested(function._outputs_struct)
        ):
            return None
        if x.ndim != len(function._inputs[0].shape) or type(model).__call__ is not Layer.__call__:
            return None
        if not all(_is_plain(node) for node in function._steps) or _has_masks(model):
            return None
        return Forward(function, x)

    def takes(self, x: Any) -> bool:
        """Whether a batch is like the first one."""
        return isinstance(x, np.ndarray) and x.shape[1:] == self._row_shape and x.dtype == self._given_dtype

    def __call__(self, x: np.ndarray, training: bool) -> Any:
        x = backend.cast(x, self._dtype)
        if self._chain:
            for call in self._training_calls if training else self._testing_calls:
                x = call(x)
            return x
        values: list[Any] = [x]
        for train, test, sources, _, as_list in self._steps:
            call = train if training else test
            if as_list:
                values.append(call([values[i] for i in sources]))
            else:
                values.append(call(values[sources[0]]))
        return values[self._last]


def _is_plain(node: Any) -> bool:
    """One of our own layers or operations, whose `call` gives what `__call__` gives."""
    operation, tensors = node.operation, node.input_tensors
    if len(node.outputs) != 1 or not type(operation).__module__.startswith(OWN):
        return False
    arguments = node.arguments
    given = arguments.args[0] if len(arguments.args) == 1 and not arguments.kwargs else None
    alone = len(tensors) == 1 and given is tensors[0]
    listed = isinstance(given, list | tuple) and len(given) == len(tensors)
    if not alone and not (listed and all(a is b for a, b in zip(given or (), tensors))):
        return False
    if isinstance(operation, Function):
        return False
    return not isinstance(operation, Layer) or all(map(_is_plain_layer, operation._flatten_layers()))


def _is_plain_layer(layer: Any) -> bool:
    """A layer of our own that leaves no penalty and no measurement behind, and computes in float32."""
    return (
        type(layer).__module__.startswith(OWN)
        and layer.activity_regularizer is None
        and layer.compute_dtype == layer.variable_dtype == backend.floatx()
        and not layer._metrics
    )


def _has_masks(model: Any) -> bool:
    return any(
        getattr(layer, "mask_zero", False) or type(layer).__name__ == "Masking"
        for layer in model._flatten_layers()
    )


def _calls(operation: Any) -> tuple[Callable[..., Any], Callable[..., Any]]:
    call = operation.call
    if not getattr(operation, "_call_has_training_arg", False):
        return call, call
    return (lambda x: call(x, training=True)), (lambda x: call(x, training=False))
