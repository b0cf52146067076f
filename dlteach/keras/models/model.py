"""Model: a layer that can be trained, saved and shown."""

from __future__ import annotations

import inspect
import json
import warnings
from typing import Any

from dlteach.keras.layers.layer import Layer
from dlteach.keras.models.variable_mapping import map_saveable_variables
from dlteach.keras.saving import saving_api, serialization_lib
from dlteach.keras.trainers.trainer import Trainer
from dlteach.keras.utils import summary_utils


class Model(Trainer, Layer):
    """A group of layers with `fit`, `evaluate`, `predict`, `summary` and `save`.

    There are three ways to make one: `Model(inputs, outputs)` from KerasTensors, `Sequential` for layers in a
    row, or a subclass with a `call` of its own.

    Examples
    --------
    >>> from dlteach import keras
    >>> x = keras.Input((4,))
    >>> hidden = keras.layers.Dense(8, activation="relu")(x)
    >>> model = keras.Model(x, keras.layers.Dense(1)(hidden))
    >>> model.count_params()
    49
    """

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        if cls is Model and _from_tensors(args, kwargs):
            from dlteach.keras.models.functional import Functional

            return Functional.__new__(Functional, *args, **kwargs)
        return super().__new__(cls, *args, **kwargs)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if _from_tensors(args, kwargs):
            from dlteach.keras.models.functional import Functional

            _make_functional(self.__class__)
            Functional.__init__(self, *args, **kwargs)  # type: ignore[arg-type]
        else:
            Layer.__init__(self, *args, **kwargs)

    def call(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(
            f"Model {self.__class__.__name__} does not have a `call()` method implemented."
        )

    @property
    def layers(self) -> list[Any]:
        """The layers that the model holds directly."""
        return self._flatten_layers(include_self=False, recursive=False)

    @layers.setter
    def layers(self, _: Any) -> None:
        raise AttributeError(
            "`Model.layers` attribute is reserved and should not be used. Please use another name."
        )

    def get_layer(self, name: str | None = None, index: int | None = None) -> Any:
        """A layer by its name or its place.

        Raises
        ------
        ValueError
            If there is none, or both or neither are given.
        """
        if index is not None and name is not None:
            raise ValueError(
                f"Provide only a layer name or a layer index. Received: index={index}, name={name}."
            )
        if index is not None:
            if len(self.layers) <= index:
                raise ValueError(
                    f"Was asked to retrieve layer at index {index} but model only has {len(self.layers)} "
                    "layers."
                )
            return self.layers[index]
        if name is None:
            raise ValueError("Provide either a layer name or layer index at `get_layer`.")
        for layer in self.layers:
            if layer.name == name:
                return layer
        raise ValueError(
            f"No such layer: {name}. Existing layers are: {[layer.name for layer in self.layers]}."
        )

    def summary(
        self,
        line_length: int | None = None,
        positions: Any = None,
        print_fn: Any = None,
        expand_nested: bool = False,
        show_trainable: bool = False,
        layer_range: Any = None,
    ) -> None:
        """Print the layers with their output shapes and numbers of weights."""
        summary_utils.print_summary(
            self,
            line_length=line_length,
            positions=positions,
            print_fn=print_fn,
            expand_nested=expand_nested,
            show_trainable=show_trainable,
            layer_range=layer_range,
        )

    def save(self, filepath: Any, overwrite: bool = True, zipped: bool | None = None, **kwargs: Any) -> None:
        """Save the model to a `.keras` file: its config, weights and the optimizer's state."""
        saving_api.save_model(self, filepath, overwrite=overwrite, zipped=zipped, **kwargs)

    def save_weights(self, filepath: Any, overwrite: bool = True, max_shard_size: Any = None) -> None:
        """Save the weights alone to a `.weights.h5` file (or `.weights.npz`, which needs no h5py)."""
        saving_api.save_weights(self, filepath, overwrite=overwrite, max_shard_size=max_shard_size)

    def load_weights(self, filepath: Any, skip_mismatch: bool = False, **kwargs: Any) -> None:
        """Load the weights of a model of the same layers."""
        saving_api.load_weights(self, filepath, skip_mismatch=skip_mismatch, **kwargs)

    def _get_variable_map(self) -> dict[str, Any]:
        """All variables, those of the optimizer too, by their paths."""
        store: dict[str, Any] = {}
        map_saveable_variables(self, store, visited_saveables=set())
        return store

    def build_from_config(self, config: dict[str, Any] | None) -> None:
        if not config:
            return
        if "shapes_dict" in config:
            self.build(**config["shapes_dict"])
        elif "input_shape" in config:
            self.build(config["input_shape"])
        if any(not layer.built for layer in self._flatten_layers(include_self=False)):
            warnings.warn(
                f"Model '{self.name}' had a build config, but the model cannot be built automatically in "
                "`build_from_config(config)`. You should implement `def build_from_config(self, config)`, "
                "and you might also want to implement the method that generates the config at saving time, "
                "`def get_build_config(self)`.",
                stacklevel=2,
            )

    def build(self, input_shape: Any = None) -> None:
        """Make the weights of all layers for inputs of a shape."""
        if input_shape is not None:
            self._build_by_run({"inputs_shape": input_shape})
        self.built = True

    def to_json(self, **kwargs: Any) -> str:
        """The config as JSON text, for `model_from_json`."""
        return json.dumps(serialization_lib.serialize_keras_object(self), **kwargs)

    def export(self, *args: Any, **kwargs: Any) -> None:
        raise NotImplementedError("Model.export is not part of dlteach; Keras has it: import keras")

    def quantize(self, *args: Any, **kwargs: Any) -> None:
        raise NotImplementedError("Model.quantize is not part of dlteach; Keras has it: import keras")

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        from dlteach.keras.models.functional import Functional, functional_like_constructor
        from dlteach.keras.models.functional_config import functional_from_config

        if {"name", "layers", "input_layers", "output_layers"} <= set(config):
            arguments = inspect.getfullargspec(cls.__init__).args[1:]
            if functional_like_constructor(cls) or {"inputs", "outputs"} <= set(arguments):
                _make_functional(cls)
                cls = Functional if cls is Model else cls
                return functional_from_config(cls, dict(config), custom_objects=custom_objects)
        try:
            return cls(**config)
        except TypeError as error:
            raise TypeError(
                "Unable to revive model from config. When overriding the `get_config()` method, make sure "
                "that the "
                f"returned config contains all items used as arguments in the constructor to {cls}, which "
                "is the "
                "default behavior. You can override this default behavior by defining a `from_config(cls, "
                "config)` "
                f"class method to specify how to create an instance of {cls.__name__} from its config.\n\n"
                f"Received config={config}\n\nError encountered during deserialization: {error}"
            ) from error

    def get_state_tree(self, value_format: str = "backend_tensor") -> dict[str, Any]:
        """All variables in dicts by path."""
        groups = {
            "trainable_variables": self.trainable_variables,
            "non_trainable_variables": self.non_trainable_variables,
            "optimizer_variables": self.optimizer.variables if self.optimizer is not None else [],
            "metrics_variables": self.metrics_variables,
        }
        return {name: _by_path(variables, value_format) for name, variables in groups.items()}

    def set_state_tree(self, state_tree: dict[str, Any]) -> None:
        """Set variables from what `get_state_tree` returned."""
        groups = {
            "trainable_variables": self.trainable_variables,
            "non_trainable_variables": self.non_trainable_variables,
            "optimizer_variables": self.optimizer.variables if self.optimizer is not None else [],
            "metrics_variables": self.metrics_variables,
        }
        for name, values in state_tree.items():
            if name not in groups:
                raise ValueError(f"Unknown variable name: {name}")
            for variable in groups[name]:
                value = values
                for part in variable.path.split("/"):
                    value = value[part]
                variable.assign(value)


def model_from_json(json_string: str, custom_objects: Any = None) -> Any:
    """Make a model from what `Model.to_json` returned; the weights are new."""
    return serialization_lib.deserialize_keras_object(json.loads(json_string), custom_objects=custom_objects)


def _by_path(variables: list[Any], value_format: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for variable in variables:
        *rooms, last = variable.path.split("/")
        place = found
        for room in rooms:
            place = place.setdefault(room, {})
        if last in place:
            raise ValueError(f"The following variable path is found twice in the model: '{variable.path}'.")
        place[last] = variable.numpy() if value_format == "numpy_array" else variable.value
    return found


def _from_tensors(args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
    """Whether the arguments are those of a functional model: `inputs` and `outputs`."""
    return len(args) == 2 or (len(args) == 1 and "outputs" in kwargs) or {"inputs", "outputs"} <= set(kwargs)


def _make_functional(cls: type) -> None:
    """Put Functional in the place of Model among the bases of a subclass that gave inputs and outputs."""
    from dlteach.keras.models.functional import Functional

    if cls is Model or issubclass(cls, Functional) or cls is object:
        return
    cls.__bases__ = tuple(Functional if base is Model else base for base in cls.__bases__)
    for base in cls.__bases__:
        if isinstance(base, type) and issubclass(base, Model) and not issubclass(base, Functional):
            _make_functional(base)
