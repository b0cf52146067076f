"""Operation: what can be called on values, and on KerasTensors to build a graph."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar

from dlteach.keras import tree
from dlteach.keras.backend.common.keras_tensor import KerasTensor, any_symbolic_tensors
from dlteach.keras.ops.node import Node
from dlteach.keras.saving.keras_saveable import KerasSaveable
from dlteach.keras.utils.naming import auto_name
from dlteach.keras.utils.python_utils import default, is_default

F = TypeVar("F", bound=Callable[..., Any])

_PLAIN = (str, int, float, bool, type(None))


class Operation(KerasSaveable):
    """Something that computes outputs from inputs: the base of layers and models.

    Called on values it runs `call`. Called on KerasTensors it computes nothing: it finds the shape and dtype
    of its outputs, enters a node in the graph, and returns KerasTensors.

    Parameters
    ----------
    name : str, optional
        By default the class name in snake case, with a number from the second on.
    """

    name: str
    _auto_config: dict[str, Any] | None
    _auto_config_problem: str

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        instance = super().__new__(cls)
        # The arguments are kept: a class of plain arguments then needs no get_config of its own.
        config, reason = _constructor_arguments(cls, args, kwargs)
        object.__setattr__(instance, "_auto_config", config)
        object.__setattr__(instance, "_auto_config_problem", reason)
        return instance

    def __init__(self, name: str | None = None) -> None:
        if name is None:
            name = auto_name(self.__class__.__name__)
        if not isinstance(name, str) or "/" in name:
            raise ValueError(
                "Argument `name` must be a string and cannot contain character `/`. "
                f"Received: name={name} (of type {type(name)})"
            )
        self.name = name
        self._inbound_nodes: list[Node] = []
        self._outbound_nodes: list[Node] = []

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if any_symbolic_tensors(args, kwargs):
            return self.symbolic_call(*args, **kwargs)
        return self.call(*args, **kwargs)

    def symbolic_call(self, *args: Any, **kwargs: Any) -> Any:
        """Enter a call in the graph; the outputs are KerasTensors."""
        outputs = self.compute_output_spec(*args, **kwargs)
        Node(operation=self, call_args=args, call_kwargs=kwargs, outputs=outputs)
        return outputs

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Compute the outputs; a subclass writes this."""
        raise NotImplementedError

    def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
        """The outputs' shapes and dtypes, as KerasTensors: found by running `call` on zeros."""
        from dlteach.keras import backend

        try:
            return backend.compute_output_spec(self.call, *args, **kwargs)
        except Exception as error:
            raise _with_words(
                error,
                f"Could not automatically infer the output shape / dtype of '{self.name}' "
                f"(of type {self.__class__.__name__}). Either the `{self.__class__.__name__}.call()` "
                "method is "
                f"incorrect, or you need to implement the `{self.__class__.__name__}.compute_output_spec() / "
                f"compute_output_shape()` method. Error encountered:\n\n{error}",
            ) from error

    @default
    def get_config(self) -> dict[str, Any]:
        """The arguments from which `from_config` makes the same object again, as plain data."""
        config: dict[str, Any] = {"name": self.name}
        if not is_default(self.get_config):
            return config  # a subclass's get_config adds its own
        if self._auto_config is not None:
            config.update(self._auto_config)
            parameters = inspect.signature(self.__init__).parameters  # type: ignore[misc]
            if "name" not in parameters and all(p.kind is not p.VAR_KEYWORD for p in parameters.values()):
                config.pop("name")
            return config
        raise NotImplementedError(
            f"Object {self.__class__.__name__} was created by passing {self._auto_config_problem} in "
            "`__init__()`, and therefore the object must override `get_config()` in order to be "
            "serializable. "
            "Please implement `get_config()`:\n\n"
            "    def get_config(self):\n"
            "        return {**super().get_config(), 'units': self.units}"
        )

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """Make an object from what `get_config` returned."""
        from dlteach.keras import dtype_policies

        if isinstance(config.get("dtype"), dict):
            policy = dtype_policies.deserialize(config["dtype"])
            plain = isinstance(policy, dtype_policies.DTypePolicy)
            config = {**config, "dtype": policy.name if plain else policy}
        try:
            return cls(**config)
        except Exception as error:
            raise TypeError(
                f"Error when deserializing class '{cls.__name__}' using config={config}.\n\n"
                f"Exception encountered: {error}"
            ) from error

    def _obj_type(self) -> str:
        return "Operation"

    def __repr__(self) -> str:
        return f"<Operation name={self.name}>"

    @property
    def input(self) -> Any:
        """The KerasTensors that the first call of this operation took."""
        arguments = self._first_node("input").arguments
        others = any(isinstance(x, KerasTensor) for x in tree.flatten((arguments.args[1:], arguments.kwargs)))
        return arguments.keras_tensors if others else arguments.args[0]

    @property
    def output(self) -> Any:
        """The KerasTensors that the first call of this operation gave."""
        outputs = self._first_node("output").outputs
        return outputs[0] if len(outputs) == 1 else outputs

    def _first_node(self, attribute: str) -> Node:
        if not self._inbound_nodes:
            raise AttributeError(
                f"The layer {self.name} has never been called and thus has no defined {attribute}."
            )
        return self._inbound_nodes[0]


def operation(function: F | None = None, *, output_spec: Callable[..., Any] | None = None) -> Any:
    """Make a function of values one that also builds graphs.

    Parameters
    ----------
    function : callable
        Computes with arrays and Tensors.
    output_spec : callable, optional
        Shapes and dtypes of the outputs from those of the inputs, as KerasTensors; by default they are found
        by running `function` on zeros.
    """
    if function is None:
        return functools.partial(operation, output_spec=output_spec)

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if any_symbolic_tensors(args, kwargs):
            from dlteach.keras.ops.operation_classes import class_of

            return class_of(call)().symbolic_call(*args, **kwargs)
        return function(*args, **kwargs)

    call.output_spec = output_spec  # type: ignore[attr-defined]
    return call


def _constructor_arguments(cls: type, args: Any, kwargs: Any) -> tuple[dict[str, Any] | None, str]:
    """The arguments of `__init__` by name, defaults included, or None and why they cannot be kept."""
    signature = inspect.signature(cls.__init__)  # type: ignore[misc]
    try:
        bound = signature.bind(None, *args, **kwargs)
    except TypeError:
        return None, "arguments that do not fit"  # __init__ itself says so in a moment
    bound.apply_defaults()
    kinds = [p.kind for p in list(signature.parameters.values())[1:]]
    if inspect.Parameter.POSITIONAL_ONLY in kinds:
        return None, "positional only or variadic positional arguments (e.g., `*args`)"
    config: dict[str, Any] = {}
    for parameter in list(signature.parameters.values())[1:]:
        value = bound.arguments[parameter.name]
        if parameter.kind is parameter.VAR_POSITIONAL:
            if value:
                return None, "positional only or variadic positional arguments (e.g., `*args`)"
        elif parameter.kind is parameter.VAR_KEYWORD:
            config.update(value)
        else:
            config[parameter.name] = value
    config.pop("name", None)
    if not all(isinstance(x, _PLAIN) for x in tree.flatten(config)):
        return None, "non-serializable argument values"
    return config, ""


def _with_words(error: Exception, words: str) -> Exception:
    try:
        return error.__class__(words)
    except TypeError:
        return ValueError(words)
