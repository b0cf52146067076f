"""Sequential: layers in a row."""

from __future__ import annotations

import copy
import inspect
from typing import Any

from dlteach.keras import backend, tree
from dlteach.keras.layers.core.input_layer import InputLayer
from dlteach.keras.layers.layer import Layer
from dlteach.keras.models.functional import Functional
from dlteach.keras.models.model import Model
from dlteach.keras.saving import serialization_lib


class Sequential(Model):
    """A model whose layers stand in a row: the output of each is the input of the next.

    Without `Input` as the first entry the weights appear when the first data come.

    Parameters
    ----------
    layers : list of Layer, optional
    trainable : bool, default True
    name : str, optional

    Examples
    --------
    >>> from dlteach import keras
    >>> model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="relu")])
    >>> model.add(keras.layers.Dense(1))
    >>> model.count_params()
    13
    """

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        return super().__new__(cls)

    def __init__(self, layers: Any = None, trainable: bool = True, name: str | None = None) -> None:
        super().__init__(trainable=trainable, name=name)
        self._functional: Functional | None = None
        self._input_is_of_first_data = False  # later data may have other sizes, where the layers take them
        self._layers = []
        if layers:
            for layer in layers:
                self.add(layer, rebuild=False)
            self._maybe_rebuild()

    def add(self, layer: Any, rebuild: bool = True) -> None:
        """Put a layer at the end.

        Raises
        ------
        ValueError
            If it is no layer, its name is taken, or it is a second `Input`.
        """
        if not self._layers and getattr(layer, "_input_shape_arg", None) is not None:
            self.add(InputLayer(shape=layer._input_shape_arg))
        origin = getattr(layer, "_keras_history", (None,))[0]
        if isinstance(origin, InputLayer):
            layer = origin
        if not isinstance(layer, Layer):
            raise ValueError(
                "Only instances of `keras.Layer` can be added to a Sequential model. "
                f"Received: {layer} (of type {type(layer)})"
            )
        if any(layer.name == other.name and layer is not other for other in self._layers):
            raise ValueError(
                "All layers added to a Sequential model should have unique names. "
                f"Name '{layer.name}' is already the name of a layer in this model. "
                "Update the `name` argument to pass a unique name."
            )
        if isinstance(layer, InputLayer) and self._layers and isinstance(self._layers[0], InputLayer):
            raise ValueError(
                f"Sequential model '{self.name}' has already been configured to use input shape "
                f"{self._layers[0].batch_shape}. You cannot add a different Input layer to it."
            )
        self._layers.append(layer)
        if rebuild:
            self._maybe_rebuild()
        else:
            self.built = False
            self._functional = None

    def pop(self, rebuild: bool = True) -> Any:
        """Take the last layer away and return it."""
        if not self._layers:
            raise IndexError(f"Sequential model '{self.name}' has no layers to pop.")
        layer = self._layers.pop()
        self.built = False
        self._functional = None
        if rebuild:
            self._maybe_rebuild()
        return layer

    def _maybe_rebuild(self) -> None:
        self.built = False
        self._functional = None
        self._forget_steps()
        if len(self._layers) > 1:
            first = self._layers[0]
            if isinstance(first, InputLayer):
                self.build(first.batch_shape)
            elif hasattr(first, "input_shape"):  # a model that knows its input
                self.build(first.input_shape)

    def _lock_state(self) -> None:
        """Layers may still be added after building."""

    def _obj_type(self) -> str:
        return "Sequential"

    def build(self, input_shape: Any = None) -> None:
        """Make the weights for inputs of a shape, the batch axis first.

        Raises
        ------
        ValueError
            If there are no layers, or the model is for another shape.
        """
        try:
            input_shape = backend.standardize_shape(input_shape)
        except (ValueError, TypeError):
            return  # several inputs: the layers build themselves when they are called
        if not self._layers:
            raise ValueError(
                f"Sequential model {self.name} cannot be built because it has no layers. Call "
                "`model.add(layer)`."
            )
        first = self._layers[0]
        if not isinstance(first, InputLayer):
            self._layers = [InputLayer(batch_shape=input_shape, dtype=first.compute_dtype), *self._layers]
            self._input_is_of_first_data = True
        elif first.batch_shape != input_shape:
            raise ValueError(
                f"Sequential model '{self.name}' has already been configured to use input shape "
                f"{first.batch_shape}. You cannot build it with input_shape {input_shape}"
            )
        inputs = x = self._layers[0].output
        for layer in self._layers[1:]:
            try:
                x = layer(x)
            except NotImplementedError:
                return  # a layer whose output shape cannot be told beforehand
            except TypeError:
                _check_takes_one_input(layer)
                raise
        self._functional = Functional(inputs=inputs, outputs=x)

    def call(self, inputs: Any, training: Any = None, mask: Any = None, **kwargs: Any) -> Any:
        if self._functional:
            return self._functional.call(inputs, training=training, mask=mask, **kwargs)
        for layer in self.layers:
            arguments = {k: kwargs[k] for k in layer._call_has_context_arg if k in kwargs}
            if layer._call_has_mask_arg:
                arguments["mask"] = mask
            if layer._call_has_training_arg and training is not None:
                arguments["training"] = training
            inputs = layer(inputs, **arguments)
            mask = tree.map_structure(backend.get_keras_mask, inputs)
        return inputs

    @property
    def layers(self) -> list[Any]:
        """The layers, without the Input."""
        if self._layers and isinstance(self._layers[0], InputLayer):
            return self._layers[1:]
        return self._layers[:]

    @layers.setter
    def layers(self, _: Any) -> None:
        raise AttributeError(
            "`Sequential.layers` attribute is reserved and should not be used. "
            "Use `add()` and `pop()` to change the layers in this model."
        )

    def compute_output_spec(self, inputs: Any, training: Any = None, mask: Any = None, **kwargs: Any) -> Any:
        if self._functional:
            return self._functional.compute_output_spec(inputs, training=training, mask=mask, **kwargs)
        for layer in self.layers:
            inputs = layer.compute_output_spec(inputs, training=training, **kwargs)
        return inputs

    def compute_output_shape(self, input_shape: Any) -> Any:
        if self._functional:
            return self._functional.compute_output_shape(input_shape)
        for layer in self.layers:
            input_shape = layer.compute_output_shape(input_shape)
        return input_shape

    def _of_functional(self, name: str, words: str) -> Any:
        if self._functional:
            return getattr(self._functional, name)
        raise AttributeError(f"Sequential model '{self.name}' has no defined {words} yet.")

    @property
    def input_shape(self) -> Any:
        return self._of_functional("input_shape", "input shape")

    @property
    def output_shape(self) -> Any:
        return self._of_functional("output_shape", "output shape")

    @property
    def inputs(self) -> Any:
        return self._of_functional("inputs", "inputs")

    @property
    def outputs(self) -> Any:
        return self._of_functional("outputs", "outputs")

    @property
    def input_dtype(self) -> str:
        if self._layers and isinstance(self._layers[0], InputLayer):
            return self._layers[0].dtype
        return super().input_dtype

    def get_config(self) -> dict[str, Any]:
        config = Model.get_config(self)
        config["name"] = self.name
        config["layers"] = copy.deepcopy(
            [serialization_lib.serialize_keras_object(layer) for layer in self._layers]
        )
        if self._functional is not None:
            config["build_input_shape"] = self._layers[0].batch_shape
        return config

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        if not isinstance(config, dict) or "name" not in config or "layers" not in config:
            raise ValueError(
                "A Sequential model configuration must be a dictionary containing the 'name' and 'layers' "
                "keys. "
                f"Received: config={config}"
            )
        model = cls(name=config["name"])
        for layer_config in config["layers"]:
            if not isinstance(layer_config, dict) or "config" not in layer_config:
                raise ValueError(
                    "Expected a dictionary containing a 'config' key. "
                    f"Received, among the layers of '{config['name']}': {layer_config}"
                )
            model.add(serialization_lib.deserialize_keras_object(layer_config, custom_objects=custom_objects))
        shape = config.get("build_input_shape")
        if not model._functional and shape and isinstance(shape, list | tuple):
            model.build(shape)
        return model


def _check_takes_one_input(layer: Layer) -> None:
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    positional = [p for p in inspect.signature(layer.call).parameters.values() if p.kind in kinds]
    required = [p for p in positional if p.default is p.empty]
    if not positional:
        raise ValueError(
            "Layers added to a Sequential model should have a single positional argument, the input tensor. "
            f"Layer {layer.__class__.__name__} has no positional arguments."
        ) from None
    if len(required) > 1:
        raise ValueError(
            "Layers added to a Sequential model can only have a single required positional argument, the "
            "input "
            f"tensor. Layer {layer.__class__.__name__} has multiple required positional arguments: {required}"
        ) from None
