"""Functional: a model made of the graph between its inputs and its outputs."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable
from typing import Any

from dlteach.keras import backend, ops, tree
from dlteach.keras.layers.core.input_layer import InputLayer
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer
from dlteach.keras.models.functional_config import graph_config
from dlteach.keras.models.graph_copy import copy_of_graph, is_input_keras_tensor
from dlteach.keras.models.model import Model
from dlteach.keras.ops.function import Function
from dlteach.keras.utils import tracking


class Functional(Function, Model):
    """A model with inputs and outputs that are KerasTensors: `Model(inputs, outputs)` makes one.

    Parameters
    ----------
    inputs, outputs : KerasTensor, or lists, tuples or dicts of them
    name : str, optional
    trainable : bool, optional
    """

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        return super().__new__(cls)

    def __init__(self, inputs: Any, outputs: Any, name: str | None = None, **kwargs: Any) -> None:
        trainable = kwargs.pop("trainable", None)
        if isinstance(inputs, dict):
            _warn_of_other_names(inputs)
        for what, given in [("inputs", inputs), ("outputs", outputs)]:
            for x in tree.flatten(given):
                if not isinstance(x, backend.KerasTensor):
                    raise ValueError(
                        f"All `{what}` values must be KerasTensors. Received: {what}={given} including "
                        "invalid "
                        f"value {x} of type {type(x)}"
                    )
        if not all(is_input_keras_tensor(x) for x in tree.flatten(inputs)):
            inputs, outputs = copy_of_graph(inputs, outputs)
        with tracking.DotNotTrackScope():
            Function.__init__(self, inputs, outputs, name=name)
        if trainable is not None:
            self.trainable = trainable
        for layer in self.layers:
            self._tracker.track(layer)
        self.build(None)
        self._convert_input_args = False
        self._allow_non_tensor_positional_args = True
        self.output_names = [x._keras_history.operation.name for x in self._outputs]

    def _lock_state(self) -> None:
        """The graph is the state; it does not change."""

    def _obj_type(self) -> str:
        return "Functional"

    @property
    def layers(self) -> list[Any]:
        """The layers of the graph, from the inputs to the outputs, the InputLayers among them."""
        return [operation for operation in self._operations if isinstance(operation, Layer)]

    @layers.setter
    def layers(self, _: Any) -> None:
        raise AttributeError(
            "`Model.layers` attribute is reserved and should not be used. Please use another name."
        )

    def build(self, input_shape: Any = None) -> None:
        self.built = True

    def call(self, inputs: Any, training: Any = None, mask: Any = None, **kwargs: Any) -> Any:
        inputs = self._standardize_inputs(inputs)
        if mask is not None:
            for x, x_mask in zip(inputs, tree.flatten(mask)):
                if x_mask is not None:
                    backend.set_keras_mask(x, x_mask)
        context = {k: v for k, v in {"training": training, **kwargs}.items() if v is not None}
        outputs = self._run_through_graph(inputs, operation_fn=lambda op: _in_context(op, context))
        return outputs[0] if isinstance(outputs, list | tuple) and len(outputs) == 1 else outputs

    def compute_output_spec(self, inputs: Any, training: Any = None, mask: Any = None) -> Any:
        return super().compute_output_spec(inputs)

    def compute_output_shape(self, input_shape: Any) -> Any:
        return super().compute_output_shape(input_shape)

    @property
    def input_shape(self) -> Any:
        return _alone([x.shape for x in self._inputs])

    @property
    def output_shape(self) -> Any:
        return _alone([x.shape for x in self._outputs])

    @property
    def input(self) -> Any:
        return self._inputs_struct

    @property
    def output(self) -> Any:
        return self._outputs_struct

    def add_loss(self, loss: Any) -> None:
        raise NotImplementedError(
            "A functional model has no `call()` of its own in which a loss could be added."
        )

    @property
    def input_spec(self) -> Any:
        if "_manual_input_spec" in self.__dict__:
            return self._manual_input_spec
        if isinstance(self._inputs_struct, dict):
            values = self._inputs_struct.values()
            if not all(isinstance(x, backend.KerasTensor) for x in values):
                return None
            return [_spec_of(self._inputs_struct[name], name) for name in sorted(self._inputs_struct)]
        return [_spec_of(x) for x in self._inputs]

    @input_spec.setter
    def input_spec(self, value: Any) -> None:
        self._manual_input_spec = value

    def get_config(self) -> dict[str, Any]:
        if not functional_like_constructor(self.__class__):
            return Model.get_config(self)
        return graph_config(self)

    # -- inputs, in whatever form they come ---------------------------------------------------------------

    def _assert_input_compatibility(self, inputs: Any, *args: Any) -> None:
        for x, own in zip(tree.flatten(inputs), self._inputs):
            _check_not_missing(x, own)
        Layer._assert_input_compatibility(self, inputs, *args)

    def _standardize_inputs(self, inputs: Any) -> list[Any]:
        """The inputs as a flat list of tensors of the right dtype and rank."""
        struct = self._inputs_struct
        wrong = False
        if isinstance(struct, list) and len(struct) == 1 and ops.is_tensor(inputs):
            inputs = [inputs]
        elif isinstance(inputs, dict) and not isinstance(struct, dict):
            own = [struct] if isinstance(struct, backend.KerasTensor) else list(struct)
            if all(isinstance(x, backend.KerasTensor) and x.name in inputs for x in own):
                inputs = [inputs[x.name] for x in own]
                if isinstance(struct, backend.KerasTensor):
                    inputs = inputs[0]
            else:
                wrong = True
        if isinstance(struct, dict) and not isinstance(inputs, dict) and list(struct) != sorted(struct):
            wrong = True  # values in a row would be taken in the order of the sorted keys
        self._check_structure(inputs, raise_exception=wrong)
        tensors = [_tensor_like(x, own) for x, own in zip(tree.flatten(inputs), self._inputs)]
        return [self._of_right_rank(i, x) for i, x in enumerate(tensors)]

    def _check_structure(self, inputs: Any, raise_exception: bool) -> None:
        try:
            tree.assert_same_structure(
                tree.lists_to_tuples(inputs), tree.lists_to_tuples(self._inputs_struct)
            )
            same = True
        except (ValueError, TypeError):
            same = False
        if same and not raise_exception:
            return
        expected = tree.map_structure(lambda x: x.name, self._inputs_struct)
        came = tree.map_structure(lambda x: "None" if x is None else f"Tensor(shape={x.shape})", inputs)
        words = (
            "The structure of `inputs` doesn't match the expected structure.\n"
            f"Expected: {expected}\nReceived: inputs={came}"
        )
        if raise_exception:
            raise ValueError(words)
        warnings.warn(words, stacklevel=2)

    def _of_right_rank(self, i: int, x: Any) -> Any:
        """A last axis of size 1 may be missing, or too many."""
        expected = self._inputs[i].shape
        if x is None or len(x.shape) == len(expected):
            return x
        mask = backend.get_keras_mask(x)
        if len(x.shape) == len(expected) + 1 and x.shape[-1] == 1:
            y = ops.squeeze(x, axis=-1)
        elif len(x.shape) == len(expected) - 1 and expected[-1] == 1:
            y = ops.expand_dims(x, axis=-1)
        else:
            path = ".".join(str(p) for p in tree.flatten_with_path(self._inputs_struct)[i][0])
            raise ValueError(
                f"Invalid input shape for input {x} with name '{self._inputs[i].name}' and path '{path}'. "
                f"Expected shape {expected}, but input has incompatible shape {x.shape}"
            )
        if hasattr(x, "_keras_history"):
            y._keras_history = x._keras_history
        if mask is not None:
            backend.set_keras_mask(y, mask)
        return y


def functional_like_constructor(cls: type) -> bool:
    """Whether a class is made from inputs and outputs, so that a graph's config can make it again."""
    spec = inspect.getfullargspec(cls.__init__)  # type: ignore[misc]
    return spec.args == ["self", "inputs", "outputs", "name"] or (
        spec.varargs is not None and spec.varkw is not None
    )


def _in_context(operation: Any, context: dict[str, Any]) -> Callable[..., Any]:
    names = [name for name in context if name in getattr(operation, "_call_context_args", ())]
    if not names:
        return operation

    def call(*args: Any, **kwargs: Any) -> Any:
        return operation(*args, **{**kwargs, **{name: context[name] for name in names}})

    return call


def _tensor_like(x: Any, own: Any) -> Any:
    _check_not_missing(x, own)
    if x is None or isinstance(x, backend.KerasTensor):
        return x
    mask = backend.get_keras_mask(x)
    y = backend.convert_to_tensor(x, dtype=own.dtype)
    if mask is not None and y is not x:
        backend.set_keras_mask(y, mask)
    return y


def _check_not_missing(x: Any, own: Any) -> None:
    layer = own._keras_history.operation
    if x is None and isinstance(layer, InputLayer) and not layer.optional:
        raise ValueError(
            f"The input '{own.name}' is not optional, but None was passed. Please provide a valid tensor."
        )


def _spec_of(x: Any, name: str | None = None) -> InputSpec:
    layer = x._keras_history.operation
    return InputSpec(
        shape=(None, *x.shape[1:]) if x.shape else x.shape,
        allow_last_axis_squeeze=True,
        name=layer.name if name is None else name,
        optional=isinstance(layer, InputLayer) and layer.optional,
    )


def _alone(shapes: list[Any]) -> Any:
    return shapes[0] if len(shapes) == 1 else shapes


def _warn_of_other_names(inputs: dict[str, Any]) -> None:
    for key, x in inputs.items():
        if isinstance(x, backend.KerasTensor) and key != x.name:
            warnings.warn(
                "When providing `inputs` as a dict, all keys in the dict must match the names of the "
                f"corresponding tensors. Received key '{key}' mapping to value {x} which has name "
                f"'{x.name}'. "
                f"Change the tensor name to '{key}' (via `Input(..., name='{key}')`)",
                stacklevel=4,
            )
