"""clone_model: the same layers again, with weights of their own."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from dlteach.keras import backend, tree
from dlteach.keras.layers.core.input_layer import Input, InputLayer
from dlteach.keras.models.functional import Functional, functional_like_constructor
from dlteach.keras.models.sequential import Sequential
from dlteach.keras.saving import serialization_lib
from dlteach.keras.utils.python_utils import is_default

CloneFunction = Callable[[Any], Any]


def clone_model(
    model: Any,
    input_tensors: Any = None,
    clone_function: CloneFunction | None = None,
    call_function: Callable[..., Any] | None = None,
    recursive: bool = False,
    **kwargs: Any,
) -> Any:
    """A copy of a model: new layers with the same settings, and weights that start anew.

    Parameters
    ----------
    model : Sequential or Model
        A subclass of Model with a `call` of its own is copied through its `get_config`.
    input_tensors : KerasTensor or structure of them, optional
        What the copy is built on; by default new inputs of the same shapes.
    clone_function : callable, optional
        From a layer to the layer that stands for it in the copy; by default one made from its config.
    call_function : callable, optional
        Called as `call_function(layer, *args, **kwargs)` for each layer of a functional model, in place of
        the layer itself: it may put other layers before or after.
    recursive : bool, default False
        Whether models among the layers are cloned layer by layer too, rather than as one layer.

    Returns
    -------
    Model

    Raises
    ------
    ValueError
        If the arguments do not go with the kind of model.

    Examples
    --------
    >>> from dlteach import keras
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    >>> copy = clone_model(model)
    >>> copy.layers[0] is model.layers[0], copy.output_shape
    (False, (None, 2))
    """
    cache = kwargs.pop("cache", {})
    if kwargs:
        raise ValueError(f"Unexpected keyword argument(s): {tuple(kwargs)}")
    if isinstance(model, Sequential | Functional):
        clone = _Cloning(clone_function or _from_config, call_function, recursive, cache)
        if isinstance(model, Sequential):
            return _clone_sequential(model, clone, input_tensors)
        if (
            is_default(model.get_config)
            or functional_like_constructor(type(model))
            or clone_function
            or input_tensors
        ):
            return _clone_functional(model, clone, input_tensors)
    if clone_function or input_tensors or call_function:
        raise ValueError(
            "Arguments `clone_function`, `call_function` and `input_tensors` are only supported for "
            f"Sequential models or Functional models. Received model of type '{type(model).__name__}', with "
            f"clone_function={clone_function}, call_function={call_function} and "
            f"input_tensors={input_tensors}"
        )
    config = serialization_lib.serialize_keras_object(model)
    return serialization_lib.deserialize_keras_object(
        config, custom_objects={type(model).__name__: type(model)}
    )


def _from_config(layer: Any) -> Any:
    return type(layer).from_config(layer.get_config())


class _Cloning:
    """From a layer to its clone, the same clone for the same layer."""

    def __init__(
        self,
        clone_function: CloneFunction,
        call_function: Callable[..., Any] | None,
        recursive: bool,
        cache: dict[int, Any],
    ) -> None:
        self.clone_function = clone_function
        self.call_function = call_function
        self.recursive = recursive
        self.cache = cache

    def __call__(self, layer: Any) -> Any:
        if id(layer) not in self.cache:
            self.cache[id(layer)] = self._new(layer)
        return self.cache[id(layer)]

    def _new(self, layer: Any) -> Any:
        if not self.recursive or not isinstance(layer, Sequential | Functional):
            return self.clone_function(layer)
        # In a Sequential model nothing is called while it is made.
        call_function = None if isinstance(layer, Sequential) else self.call_function
        return clone_model(
            layer,
            clone_function=self.clone_function,
            call_function=call_function,
            recursive=True,
            cache=self.cache,
        )


def _clone_sequential(model: Sequential, clone: _Cloning, input_tensors: Any) -> Sequential:
    if clone.call_function is not None:
        raise ValueError(
            "`call_function` argument is not supported with Sequential models. In a Sequential model, layers "
            "aren't called at model-construction time (they're merely listed). Use `call_function` with "
            f"Functional models only. Received model of type '{type(model).__name__}', with "
            f"call_function={clone.call_function}"
        )
    layers = [clone(layer) for layer in model.layers]
    first = model._layers[0] if model._layers else None
    old_input = first if isinstance(first, InputLayer) else None
    if input_tensors is not None:
        tensor = _only(input_tensors)
        layers.insert(0, Input(tensor=tensor, name=old_input.name if old_input else None))
    elif old_input is not None:
        layers.insert(0, Input(batch_shape=old_input.batch_shape, dtype=old_input.dtype, name=old_input.name))
    copy = Sequential(layers, name=model.name, trainable=model.trainable)
    return _compiled_like(model, copy)


def _only(input_tensors: Any) -> Any:
    if isinstance(input_tensors, list | tuple):
        if len(input_tensors) != 1:
            raise ValueError("Argument `input_tensors` must contain a single tensor.")
        (input_tensors,) = input_tensors
    if not isinstance(input_tensors, backend.KerasTensor):
        raise ValueError(
            "Argument `input_tensors` must be a KerasTensor. "
            f"Received invalid value: input_tensors={input_tensors}"
        )
    return input_tensors


def _clone_functional(model: Functional, clone: _Cloning, input_tensors: Any) -> Functional:
    if input_tensors is None:
        input_tensors = tree.map_structure(
            lambda x: Input(batch_shape=x.shape, dtype=x.dtype, name=x.name), model.input
        )
    else:
        _check_inputs(model, input_tensors)

    def called(operation: Any) -> Callable[..., Any]:
        copy = clone(operation)
        return functools.partial(clone.call_function, copy) if clone.call_function else copy

    outputs = model._run_through_graph(input_tensors, operation_fn=called)
    made_alike = functional_like_constructor(type(model))
    copy = (type(model) if made_alike else Functional)(input_tensors, outputs, name=model.name)
    return _compiled_like(model, copy)


def _check_inputs(model: Functional, input_tensors: Any) -> None:
    if not all(isinstance(x, backend.KerasTensor) for x in tree.flatten(input_tensors)):
        raise ValueError(
            "All entries in `input_tensors` must be KerasTensors. "
            f"Received invalid values: inputs_tensors={input_tensors}"
        )
    try:
        tree.assert_same_structure(input_tensors, model.input)
    except ValueError as error:
        raise ValueError(
            "`input_tensors` must have the same structure as model.input"
            f"\nReference structure: {model.input}\nReceived structure: {input_tensors}"
        ) from error


def _compiled_like(model: Any, copy: Any) -> Any:
    if model.compiled:
        copy.compile_from_config(model.get_compile_config())
    return copy
