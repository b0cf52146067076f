"""What happens when a layer is called: conversion, checks, building, masks, and at last `call`."""

from __future__ import annotations

import inspect
import warnings
from typing import Any

from dlteach.keras import backend, tree
from dlteach.keras.backend.common import global_state
from dlteach.keras.backend.common.keras_tensor import any_symbolic_tensors
from dlteach.keras.backend.common.name_scope import current_path
from dlteach.keras.layers.call_spec import CallSpec, is_shape_tuple, is_tensor_or_symbolic
from dlteach.keras.layers.penalties import Penalties
from dlteach.keras.ops.node import Node
from dlteach.keras.ops.operation import Operation
from dlteach.keras.utils.python_utils import default, is_default


class Calling(Penalties, Operation):
    """`__call__`, and the shapes of outputs."""

    autocast: bool
    _called: bool
    _convert_input_args: bool
    _allow_non_tensor_positional_args: bool
    _call_signature: inspect.Signature
    _call_context_args: set[str]
    _call_has_context_arg: dict[str, bool]
    _parent_path: str | None
    call_signature_parameters: list[str]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self._check_super_called()
        self._called = True
        given = args, dict(kwargs)
        args, kwargs = self._converted(args, kwargs)
        if not self._allow_non_tensor_positional_args:
            for arg in tree.flatten(args):
                if arg is not None and not is_tensor_or_symbolic(arg):
                    raise ValueError(
                        "Only input tensors may be passed as positional arguments. The following argument "
                        f"value should be passed as a keyword argument: {arg} (of type {type(arg)})"
                    )
        call_spec = CallSpec(self._call_signature, self._call_context_args, args, kwargs)
        self._assert_input_compatibility(call_spec.first_arg)
        with self._open_name_scope():
            self._maybe_build(call_spec)
        context = self._get_call_context()
        for name in self._call_context_args:
            self._pass_on(name, call_spec, context, kwargs)
        previous_mask = self._take_masks(call_spec, kwargs)
        try:
            with self._open_name_scope():
                outputs = self._call_in_dtype(args, kwargs)
                self.built = True
                if self.activity_regularizer is not None:
                    self._add_activity_losses(outputs)
            if self.supports_masking:
                self._set_mask_metadata(call_spec.first_arg, outputs, previous_mask)
            elif any(m is not None for m in tree.flatten(previous_mask)):
                warnings.warn(
                    f"Layer '{self.name}' (of type {self.__class__.__name__}) was passed an input with a "
                    "mask "
                    "attached to it. However, this layer does not support masking and will therefore destroy "
                    "the mask information. Downstream layers will not see the mask.",
                    stacklevel=2,
                )
        finally:
            self._maybe_reset_call_context()
        if any_symbolic_tensors(*given):
            Node(operation=self, call_args=given[0], call_kwargs=given[1], outputs=outputs)
        return outputs

    def call(self, *args: Any, **kwargs: Any) -> Any:
        raise self._not_implemented_error(self.call)

    def symbolic_call(self, *args: Any, **kwargs: Any) -> Any:
        return self.compute_output_spec(*args, **kwargs)

    def _converted(self, args: Any, kwargs: Any) -> tuple[Any, Any]:
        """The arguments as tensors of the layer's dtype, masks kept."""
        if not self._convert_input_args:
            return args, kwargs
        dtype = self.input_dtype
        if not kwargs and len(args) == 1 and is_tensor_or_symbolic(args[0]) and args[0].dtype == dtype:
            return args, kwargs

        def convert(x: Any) -> Any:
            mask = backend.get_keras_mask(x)
            y = self._dtype_policy.convert_input(x, self.autocast, dtype)
            if mask is not None:
                backend.set_keras_mask(y, mask)
            return y

        return tree.map_structure(convert, args), tree.map_structure(convert, kwargs)

    def _pass_on(self, name: str, call_spec: CallSpec, context: CallContext, kwargs: dict[str, Any]) -> None:
        """Settle an argument such as `training`: as passed, else as for the layer around, else the "
        "default."""
        if name in call_spec.user_arguments_dict:
            value = call_spec.user_arguments_dict[name]
        elif context.get_value(name) is not None:
            value = context.get_value(name)
        else:
            value = call_spec.arguments_dict.get(name)
        context.set_value(name, value)
        if self._call_has_context_arg.get(name, False) and value is not None:
            kwargs[name] = value

    def _take_masks(self, call_spec: CallSpec, kwargs: dict[str, Any]) -> Any:
        """Pass the masks of the inputs to `call`, if it takes them; the mask of the first input."""
        tensors = call_spec.tensor_arguments_dict
        for name, value in tensors.items():
            mask_name = "mask" if len(tensors) == 1 else f"{name}_mask"
            if mask_name in call_spec.argument_names and call_spec.arguments_dict[mask_name] is None:
                kwargs[mask_name] = tree.map_structure(backend.get_keras_mask, value)
        if kwargs.get("mask") is not None:
            return kwargs["mask"]
        return tree.map_structure(backend.get_keras_mask, call_spec.first_arg)

    def _call_in_dtype(self, args: Any, kwargs: Any) -> Any:
        scope = backend.get_autocast_scope()
        dtype = self.compute_dtype
        if scope is not None and (not self.autocast or not backend.is_float_dtype(dtype)):
            with backend.AutocastScope(None):
                return Operation.__call__(self, *args, **kwargs)
        if (scope is not None and scope.dtype != dtype) or (scope is None and dtype != self.variable_dtype):
            with backend.AutocastScope(dtype):
                return Operation.__call__(self, *args, **kwargs)
        return Operation.__call__(self, *args, **kwargs)

    def _get_call_context(self) -> CallContext:
        context = global_state.get_global_attribute("current_call_ctx")
        if context is None:
            context = CallContext(entry_layer=self)
            global_state.set_global_attribute("current_call_ctx", context)
            self._clear_losses()
        return context

    def _maybe_reset_call_context(self) -> None:
        context = global_state.get_global_attribute("current_call_ctx")
        if context is None or context.entry_layer is self:
            global_state.set_global_attribute("current_call_ctx", None)

    def _register_call_context_args(self, *names: str) -> None:
        """Name further arguments that are passed on to the layers inside, as `training` is."""
        if self._called:
            raise RuntimeError("Cannot add call-context args after the layer has been called.")
        self._call_context_args = self._call_context_args | set(names)
        self._call_has_context_arg.update({n: n in self.call_signature_parameters for n in names})

    def stateless_call(
        self,
        trainable_variables: list[Any],
        non_trainable_variables: list[Any],
        *args: Any,
        return_losses: bool = False,
        **kwargs: Any,
    ) -> Any:
        """Call the layer with other values of its variables, and change none.

        Returns
        -------
        tuple
            `(outputs, non_trainable_variables)`, the latter as the call would have left them; with
            `return_losses` the losses as a third.
        """
        self._check_super_called()
        if not self.built:
            raise ValueError(
                f"To call stateless_call, {self.__class__.__name__} must be built (i.e. its variables must "
                "have "
                "been already created). You can build it by calling it on some data."
            )
        mapping: list[tuple[Any, Any]] = []
        for what, own, given in [
            ("trainable_variables", self.trainable_variables, trainable_variables),
            ("non_trainable_variables", self.non_trainable_variables, non_trainable_variables),
        ]:
            if len(own) != len(given):
                raise ValueError(
                    f"Argument `{what}` must be a list of tensors corresponding 1:1 to "
                    f"{self.__class__.__name__}().{what}. Received list with length {len(given)}, "
                    f"but expected {len(own)} variables."
                )
            mapping.extend(zip(own, given))
        with backend.StatelessScope(state_mapping=mapping, collect_losses=return_losses) as scope:
            outputs = self.call(*args, **kwargs)
            losses = self.losses if return_losses else None
        state = [scope.get_current_value(v) for v in self.non_trainable_variables]
        return (outputs, state, losses) if return_losses else (outputs, state)

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        if is_default(self.compute_output_shape):
            return Operation.compute_output_spec(self, *args, **kwargs)
        call_spec = CallSpec(self._call_signature, self._call_context_args, args, kwargs)
        shapes = call_spec.shapes_for(self.compute_output_shape, self.__class__.__name__)
        shape = self.compute_output_shape(**shapes)
        if not isinstance(shape, list | tuple | dict):
            try:
                shape = tuple(shape)
            except TypeError:
                raise ValueError(
                    f"Method `compute_output_shape()` of layer {self.__class__.__name__} is returning a type "
                    "that cannot be interpreted as a shape. It should return a shape tuple. Received: "
                    f"{shape}"
                ) from None
        if is_shape_tuple(shape):
            return backend.KerasTensor(tuple(shape), dtype=self.compute_dtype)
        return tree.map_shape_structure(lambda s: backend.KerasTensor(s, dtype=self.compute_dtype), shape)

    @default
    def compute_output_shape(self, *args: Any, **kwargs: Any) -> Any:
        raise self._not_implemented_error(
            self.compute_output_shape, "Should implement `def compute_output_shape(self, input_shape)`."
        )

    def _open_name_scope(self) -> Any:
        if self._parent_path is None:
            self._parent_path = current_path()
        return backend.name_scope(self.name, caller=self)

    def _not_implemented_error(self, attr: Any, msg: str | None = None) -> Exception:
        name = attr if isinstance(attr, str) else attr.__name__
        return NotImplementedError(
            f"Layer {self.__class__.__name__} does not have a `{name}` method implemented."
            + (f" {msg}" if msg else "")
        )


class CallContext:
    """What the layers inside a call learn from the layer around them: `training`, above all."""

    def __init__(self, entry_layer: Calling) -> None:
        self.entry_layer = entry_layer

    def get_value(self, name: str, default: Any = None) -> Any:
        return getattr(self, name, default)

    def set_value(self, name: str, value: Any) -> None:
        setattr(self, name, value)
