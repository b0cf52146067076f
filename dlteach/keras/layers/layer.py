"""Layer: weights, and a function of inputs that uses them."""

from __future__ import annotations

import functools
import inspect
import warnings
from typing import Any

from dlteach.keras import backend, dtype_policies, regularizers
from dlteach.keras.backend.common.name_scope import current_path
from dlteach.keras.layers.call_spec import has_own
from dlteach.keras.layers.calling import Calling
from dlteach.keras.ops.operation import Operation
from dlteach.keras.utils.python_utils import default

_NOT_A_CHANGE = {"built", "input_spec"}


class Layer(Calling):
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
