"""Layer: weights, and a function of inputs that uses them."""

from __future__ import annotations

import functools
import inspect
import warnings
from collections.abc import Callable
from typing import Any

from dlteach.keras import backend, dtype_policies, regularizers, tree
from dlteach.keras.backend.common import global_state
from dlteach.keras.backend.common.keras_tensor import any_symbolic_tensors
from dlteach.keras.backend.common.name_scope import current_path
from dlteach.keras.layers import input_spec
from dlteach.keras.layers.call_spec import (
    CallSpec,
    has_own,
    is_shape_tuple,
    is_tensor_or_symbolic,
    might_have_unbuilt_state,
)
from dlteach.keras.layers.state import LayerState
from dlteach.keras.ops.node import Node
from dlteach.keras.ops.operation import Operation
from dlteach.keras.utils.python_utils import default, is_default

_NOT_A_CHANGE = {"built", "input_spec"}


class Layer(LayerState, Operation):
    """The base of all layers.

    A subclass makes its weights in `build(input_shape)`, which runs at the first call, and computes in
    `call(inputs)`. Variables, layers and metrics that are set as attributes belong to the layer.

    Parameters
    ----------
    activity_regularizer : str, Regularizer or callable, optional
        A penalty on the output, added to the loss.
    trainable : bool, default True
    dtype : str or DTypePolicy, optional
        By default float32; inputs of other float types are converted.
    autocast : bool, default True
        Whether float inputs are converted to the layer's dtype.
    name : str, optional

    Examples
    --------
    >>> import numpy as np
    >>> from dlteach.keras import layers
    >>> class Scale(layers.Layer):
    ...     def build(self, input_shape):
    ...         self.factor = self.add_weight(shape=(input_shape[-1],), initializer="ones", name="factor")
    ...
    ...     def call(self, inputs):
    ...         return inputs * self.factor
    >>> scale = Scale()
    >>> scale(np.array([[1.0, 2.0]]))
    array([[1., 2.]], dtype=float32)
    >>> [w.path for w in scale.weights]
    ['scale/factor']
    """

    changes = 0  # of attributes of any layer, so that what was recorded of a model can be known to be old

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        layer = super().__new__(cls, *args, **kwargs)
        build = layer.build  # as the subclass wrote it

        @functools.wraps(build)
        def build_in_scope(*args: Any, **kwargs: Any) -> None:
            with layer._open_name_scope():
                layer._path = current_path()
                build(*args, **kwargs)
            layer._build_shapes_dict = inspect.signature(build).bind(*args, **kwargs).arguments
            layer.built = True
            layer._lock_state()

        object.__setattr__(layer, "build", build_in_scope)
        return layer

    def __init__(
        self,
        *,
        activity_regularizer: Any = None,
        trainable: bool = True,
        dtype: Any = None,
        autocast: bool = True,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        self._lock = False
        Operation.__init__(self, name=name)
        self._dtype_policy = dtype_policies.get(dtype)
        self.activity_regularizer = regularizers.get(activity_regularizer)
        input_dim = kwargs.pop("input_dim", None)
        input_shape = kwargs.pop("input_shape", None)
        if input_dim is not None:
            input_shape = (input_dim,)
        if input_shape is not None:
            warnings.warn(
                "Do not pass an `input_shape`/`input_dim` argument to a layer. When using Sequential models, "
                "prefer using an `Input(shape)` object as the first layer in the model instead.",
                stacklevel=2,
            )
            self._input_shape_arg = input_shape
        if kwargs:
            raise ValueError(f"Unrecognized keyword arguments passed to {self.__class__.__name__}: {kwargs}")
        if not isinstance(trainable, bool):
            raise ValueError(
                f"Expected `trainable` to be a boolean. Received: trainable={trainable} "
                f"(of type {type(trainable)})"
            )
        self._path: str | None = None
        self._parent_path: str | None = None
        self.built = False
        self.autocast = autocast
        self._input_spec: Any = None
        self._called = False
        self.supports_jit = True
        self._trainable = trainable
        self._losses: list[Any] = []
        self._loss_ids: set[int] = set()
        self._losses_override: list[Any] = []
        self._call_signature = inspect.signature(self.call)
        self.call_signature_parameters = list(self._call_signature.parameters)
        self._call_has_training_arg = "training" in self.call_signature_parameters
        self._call_has_mask_arg = "mask" in self.call_signature_parameters
        self._call_context_args = {"training"}  # passed on to the layers called inside `call`
        self._call_has_context_arg = {"training": self._call_has_training_arg}
        self._supports_masking = has_own(self.compute_mask)
        self._convert_input_args = True
        self._allow_non_tensor_positional_args = False
        self._build_shapes_dict: Any = None
        self._initialize_tracker()

    # -- building -----------------------------------------------------------------------------------------

    def _build_at_init(self) -> None:
        """A layer without weights is ready at once, unless a subclass has a `build` of its own."""
        if is_default(self.build):
            self.built = True
            self._lock_state()

    @default
    def build(self, input_shape: Any) -> None:
        """Make the weights; a subclass with weights writes this."""
        self._check_super_called()
        if is_default(self.build) and might_have_unbuilt_state(self):
            warnings.warn(
                f"`build()` was called on layer '{self.name}', however the layer does not have a `build()` "
                "method implemented and it looks like it has unbuilt state. This will cause the layer to be "
                "marked as built, despite not being actually built, which may cause failures down the line. "
                "Make sure to implement a proper `build()` method.",
                stacklevel=2,
            )
        self.built = True

    def get_build_config(self) -> dict[str, Any] | None:
        """The shapes with which `build` was called, for `build_from_config`."""
        shapes = self._build_shapes_dict
        if shapes is None:
            return None
        if len(shapes) == 1:
            return {"input_shape": next(iter(shapes.values()))}
        return {"shapes_dict": dict(shapes)}

    def build_from_config(self, config: dict[str, Any] | None) -> None:
        """Make the weights of a layer that was loaded from a file."""
        if config and "input_shape" in config:
            self.build(config["input_shape"])
        elif config and "shapes_dict" in config:
            self.build(**config["shapes_dict"])

    def _maybe_build(self, call_spec: CallSpec) -> None:
        if self.built:
            return
        if has_own(self.build):
            self.build(**call_spec.shapes_for(self.build, self.__class__.__name__))
            self._assert_input_compatibility(call_spec.first_arg)
            return
        if might_have_unbuilt_state(self):
            try:  # running `call` on shapes builds the sublayers
                backend.compute_output_spec(self.call, **call_spec.arguments_dict)
            except Exception as error:
                if call_spec.eager:
                    return  # the call that follows builds them, or shows the error
                warnings.warn(
                    f"Layer '{self.name}' looks like it has unbuilt state, but Keras is not able to trace "
                    "the "
                    "layer `call()` in order to build it automatically. Either `call()` has an error: call "
                    "the "
                    "layer on some test input to see it. Or the layer needs a `build(input_shape)` that "
                    f"builds its sublayers.\nException encountered: '{error}'",
                    stacklevel=3,
                )
        self.build(next(iter(call_spec.shapes().values()), None))

    def _build_by_run(self, shapes: dict[str, Any]) -> bool:
        """Build the sublayers by running `call` on shapes; whether that worked."""
        try:
            tensors = {
                name.removesuffix("_shape"): tree.map_shape_structure(backend.KerasTensor, shape)
                for name, shape in shapes.items()
            }
            if len(tensors) == 1:
                backend.compute_output_spec(self.call, next(iter(tensors.values())))
            else:
                backend.compute_output_spec(self.call, **tensors)
        except Exception:
            return False
        return True

    # -- dtypes, masks, specs -----------------------------------------------------------------------------

    @property
    def path(self) -> str | None:
        """The names of the layers around this one and its own, with "/" between; None before it is built."""
        return self._path

    @property
    def dtype_policy(self) -> Any:
        return self._dtype_policy

    @dtype_policy.setter
    def dtype_policy(self, value: Any) -> None:
        policy = dtype_policies.get(value)
        if isinstance(self._dtype_policy, dtype_policies.DTypePolicyMap) and self.path:
            if self.path in self._dtype_policy:
                del self._dtype_policy[self.path]
            self._dtype_policy[self.path] = policy
        else:
            self._dtype_policy = policy

    def _policy(self) -> Any:
        policy = self._dtype_policy
        if isinstance(policy, dtype_policies.DTypePolicyMap) and self.path:
            return policy[self.path]
        return policy

    @property
    def dtype(self) -> str:
        """The dtype of the weights."""
        return self.variable_dtype

    @property
    def variable_dtype(self) -> str:
        return self._policy().variable_dtype

    @property
    def compute_dtype(self) -> str:
        """The dtype of the computation, to which inputs are converted."""
        return self._policy().compute_dtype

    input_dtype = compute_dtype

    @property
    def quantization_mode(self) -> None:
        return None

    @property
    def input_spec(self) -> Any:
        """The `InputSpec` of each input, or None."""
        return self._input_spec

    @input_spec.setter
    def input_spec(self, value: Any) -> None:
        self._input_spec = value

    @property
    def supports_masking(self) -> bool:
        """Whether a mask of the input passes on to the output."""
        return self._supports_masking

    @supports_masking.setter
    def supports_masking(self, value: bool) -> None:
        self._supports_masking = value

    @default
    def compute_mask(self, inputs: Any, previous_mask: Any) -> Any:
        """The mask of the output, from that of the input."""
        return previous_mask

    def _set_mask_metadata(self, inputs: Any, outputs: Any, previous_mask: Any) -> None:
        flat = tree.flatten(outputs)
        if all(backend.get_keras_mask(x) is not None for x in flat):
            return  # `call` has set them
        masks = self.compute_mask(inputs, previous_mask)
        if masks is not None:
            for x, mask in zip(flat, tree.flatten(masks)):
                if backend.get_keras_mask(x) is None and mask is not None:
                    backend.set_keras_mask(x, mask)

    # -- calling ------------------------------------------------------------------------------------------

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
            return super().compute_output_spec(*args, **kwargs)
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

    # -- losses -------------------------------------------------------------------------------------------

    def add_loss(self, loss: Any) -> None:
        """Add a number to the loss; to be called inside `call`.

        Raises
        ------
        ValueError
            If it is no tensor.
        """
        for x in tree.flatten(loss):
            if not backend.is_tensor(x):
                raise ValueError(
                    "`add_loss()` can only be called from inside `build()` or `call()`, on a tensor input. "
                    f"Received invalid value: {x}"
                )
            scope = backend.get_stateless_scope()
            if scope is None:
                self._losses.append(x)
            elif scope.collect_losses:
                scope.add_loss(x)
                self._loss_ids.add(id(x))

    def _add_activity_losses(self, outputs: Any) -> None:
        for output in tree.flatten(outputs):
            if backend.is_tensor(output):
                loss = self.activity_regularizer(output)
                self.add_loss(loss / output.shape[0] if output.ndim > 0 and output.shape[0] else loss)

    def _get_own_losses(self) -> list[Any]:
        scope = backend.get_stateless_scope()
        if scope is not None:
            return [loss for loss in scope.losses if id(loss) in self._loss_ids]
        return self._losses[:]

    def _get_regularization_losses(self) -> list[Any]:
        return [v.regularizer(v) for v in self.trainable_weights if v.regularizer is not None]

    @property
    def losses(self) -> list[Any]:
        """The numbers of `add_loss` and the penalties of all weights, sublayers included."""
        if self._losses_override:
            return self._losses_override
        layers = self._flatten_layers()
        return [
            loss for layer in layers for loss in layer._get_own_losses()
        ] + self._get_regularization_losses()

    def _clear_losses(self) -> None:
        scope = backend.get_stateless_scope()
        if scope is not None and scope.collect_losses:
            scope.losses[:] = [x for x in scope.losses if id(x) not in self._loss_ids]
        self._losses.clear()
        self._loss_ids.clear()
        for layer in self._layers:
            layer._clear_losses()

    # -- the object itself --------------------------------------------------------------------------------

    def _obj_type(self) -> str:
        return "Layer"

    def __repr__(self) -> str:
        return f"<{self.__class__.__name__} name={self.name}, built={self.built}>"

    __str__ = __repr__

    def __setattr__(self, name: str, value: Any) -> None:
        if name[0] != "_" and name not in _NOT_A_CHANGE and not hasattr(type(self), "train_step"):
            Layer.changes += 1
        if name != "_tracker":
            if "_tracker" not in self.__dict__:
                self._initialize_tracker()
            if "_tracker" in self.__dict__:
                value = self._tracker.track(value)
        super().__setattr__(name, value)

    def __delattr__(self, name: str) -> None:
        value = getattr(self, name)
        if isinstance(value, backend.Variable):
            self._untrack_variable(value)
        super().__delattr__(name)

    def _check_super_called(self) -> None:
        if getattr(self, "_lock", True):
            raise RuntimeError(
                f"In layer '{self.__class__.__name__}', you forgot to call `super().__init__()` as the first "
                "statement in the `__init__()` method. Go add it!"
            )

    def _assert_input_compatibility(self, first_input: Any) -> None:
        if self.input_spec:
            input_spec.assert_input_compatibility(self.input_spec, first_input, layer_name=self.name)

    def _open_name_scope(self) -> Any:
        if self._parent_path is None:
            self._parent_path = current_path()
        return backend.name_scope(self.name, caller=self)

    @default
    def get_config(self) -> dict[str, Any]:
        self._check_super_called()
        config = {
            "trainable": self.trainable,
            "dtype": dtype_policies.serialize(self._dtype_policy),
        }
        if self.activity_regularizer is not None:
            config["activity_regularizer"] = regularizers.serialize(self.activity_regularizer)
        return {**super().get_config(), **config}

    def _not_implemented_error(self, attr: Callable[..., Any] | str, msg: str | None = None) -> Exception:
        name = attr if isinstance(attr, str) else attr.__name__
        return NotImplementedError(
            f"Layer {self.__class__.__name__} does not have a `{name}` method implemented."
            + (f" {msg}" if msg else "")
        )


class CallContext:
    """What the layers inside a call learn from the layer around them: `training`, above all."""

    def __init__(self, entry_layer: Layer) -> None:
        self.entry_layer = entry_layer

    def get_value(self, name: str, default: Any = None) -> Any:
        return getattr(self, name, default)

    def set_value(self, name: str, value: Any) -> None:
        setattr(self, name, value)
