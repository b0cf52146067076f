"""Lambda: any function as a layer."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from dlteach.keras import backend, tree
from dlteach.keras.layers.layer import Layer
from dlteach.keras.saving import serialization_lib


class Lambda(Layer):
    """Make a layer of a function of arrays.

    Its weights, if it uses any, are not trained: write a subclass of `Layer` for those. A named function that
    is registered with `saving.register_keras_serializable` can be saved; a lambda cannot: no file holds code.

    Parameters
    ----------
    function : callable
        Takes the inputs, and `mask` or `training` if it has parameters of these names.
    output_shape : tuple or callable, optional
        The shape of the output: without the number of examples, or a function of the shape of the inputs.
        By default it is found out.
    mask : array_like or callable, optional
        The mask of the output, or a function like `compute_mask` that gives it.
    arguments : dict, optional
        Further arguments of the function.

    Examples
    --------
    >>> import numpy as np
    >>> Lambda(lambda x: x**2)(np.array([1.0, 2.0, 3.0]))
    array([1., 4., 9.], dtype=float32)
    """

    def __init__(
        self,
        function: Callable[..., Any],
        output_shape: Any = None,
        mask: Any = None,
        arguments: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.function = function
        self.arguments = arguments or {}
        self.mask = mask
        self.supports_masking = mask is not None
        self._output_shape = output_shape
        takes = inspect.getfullargspec(function).args
        self._fn_expects_training_arg = "training" in takes
        self._fn_expects_mask_arg = "mask" in takes

    def call(self, inputs: Any, mask: Any = None, training: bool | None = None) -> Any:
        arguments = dict(self.arguments)
        if self._fn_expects_mask_arg:
            arguments["mask"] = mask
        if self._fn_expects_training_arg:
            arguments["training"] = training
        return self.function(inputs, **arguments)

    def compute_output_shape(self, input_shape: Any) -> Any:
        if callable(self._output_shape):
            return self._output_shape(input_shape)
        if self._output_shape is not None:
            examples = tree.flatten(input_shape)[0]
            return tree.map_shape_structure(lambda shape: (examples, *shape), self._output_shape)
        inputs = tree.map_shape_structure(
            lambda shape: backend.KerasTensor(shape, dtype=self.compute_dtype), input_shape
        )
        try:
            outputs = backend.compute_output_spec(self.call, inputs)
        except Exception as error:
            raise NotImplementedError(
                "We could not automatically infer the shape of the Lambda's output. Please specify the "
                f"`output_shape` argument for this Lambda layer. Error encountered: {error}"
            ) from error
        return tree.map_structure(lambda x: x.shape, outputs)

    def compute_mask(self, inputs: Any, mask: Any = None) -> Any:
        return self.mask(inputs, mask) if callable(self.mask) else self.mask

    def get_config(self) -> dict[str, Any]:
        config = {"function": serialization_lib.serialize_keras_object(self.function)}
        if self._output_shape is not None:
            config["output_shape"] = self._output_shape
            if callable(self._output_shape):
                config["output_shape"] = serialization_lib.serialize_keras_object(self._output_shape)
        if self.mask is not None:
            config["mask"] = serialization_lib.serialize_keras_object(self.mask)
        config["arguments"] = serialization_lib.serialize_keras_object(self.arguments)
        return {**super().get_config(), **config}

    @classmethod
    def from_config(
        cls, config: dict[str, Any], custom_objects: Any = None, safe_mode: bool | None = None
    ) -> Lambda:
        """Make the layer again; the function must be one that is known by its name.

        Raises
        ------
        ValueError
            If the config holds a lambda, unless it was made in this process and `safe_mode` is False.
        """
        if safe_mode is None:
            safe_mode = serialization_lib.in_safe_mode() is not False
        config = dict(config)
        if safe_mode and "__lambda__" in (_class_name(part) for part in config.values()):
            raise ValueError(
                "Requested the deserialization of a `Lambda` layer whose function is a Python lambda. Code "
                "in a file carries a potential risk of arbitrary code execution and is never run: write a "
                "named "
                "function, register it with "
                "`@keras.saving.register_keras_serializable()` and save the model again."
            )
        for key in ("function", "output_shape", "mask", "arguments"):
            if key in config:
                config[key] = serialization_lib.deserialize_keras_object(
                    config[key], custom_objects=custom_objects, safe_mode=safe_mode
                )
        shape = config.get("output_shape")
        if isinstance(shape, list) and all(size is None or isinstance(size, int) for size in shape):
            config["output_shape"] = tuple(shape)  # JSON has no tuples
        return cls(**config)


def _class_name(config: Any) -> Any:
    return config.get("class_name") if isinstance(config, dict) else None
