"""The arguments of one call of a layer, and the shapes in them that `build` asks for."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from dlteach.keras import backend, tree
from dlteach.keras.utils.python_utils import is_default


class CallSpec:
    """The arguments of a call by name, and which of them are tensors.

    Attributes
    ----------
    user_arguments_dict, arguments_dict : dict
        What was passed; the same with the defaults.
    tensor_arguments_dict : dict
        Those that are tensors or structures of tensors.
    first_arg
        The layer's main input.
    eager : bool
        Whether all tensors hold values.
    """

    def __init__(
        self,
        signature: inspect.Signature,
        context_args: set[str],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> None:
        context = {k: kwargs.pop(k) for k in context_args if k in kwargs and k not in signature.parameters}
        bound = signature.bind(*args, **kwargs)
        self.user_arguments_dict = {**context, **bound.arguments}
        bound.apply_defaults()
        self.arguments_dict = dict(bound.arguments)
        self.argument_names = list(self.arguments_dict)
        self.tensor_arguments_dict: dict[str, Any] = {}
        self.nested_tensor_argument_names: list[str] = []
        for name, value in self.arguments_dict.items():
            if is_tensor_or_symbolic(value):
                self.tensor_arguments_dict[name] = value
            elif tree.is_nested(value) and len(value) > 0:
                flat = tree.flatten(value)
                if all(x is None or is_tensor_or_symbolic(x) for x in flat):
                    self.tensor_arguments_dict[name] = value
                    self.nested_tensor_argument_names.append(name)
                elif any(is_tensor_or_symbolic(x) for x in flat):
                    raise ValueError(
                        "In a nested call() argument, you cannot mix tensors and non-tensors. "
                        f"Received invalid mixed argument: {name}={value}"
                    )
        self.tensor_arguments_names = list(self.tensor_arguments_dict)
        self.first_arg = self.arguments_dict[self.argument_names[0]] if self.argument_names else None
        self.eager = all(backend.is_tensor(x) for x in self.tensor_arguments_dict.values())

    def shapes(self) -> dict[str, Any]:
        """Shapes of the tensor arguments: `{"inputs_shape": (None, 3)}`."""

        def shape_of(x: Any) -> Any:
            return None if x is None else backend.standardize_shape(x.shape)

        return {
            f"{name}_shape": tree.map_structure(shape_of, value)
            if name in self.nested_tensor_argument_names
            else shape_of(value)
            for name, value in self.tensor_arguments_dict.items()
            if name not in ("mask", "kwargs", "args")
        }

    def shapes_for(self, method: Callable[..., Any], class_name: str) -> dict[str, Any]:
        """The shapes that `build` or `compute_output_shape` takes, by the names of its arguments.

        A method of one argument gets the shape of the first tensor; with several, `a_shape` gets that of the
        argument `a` of `call`.
        """
        shapes = self.shapes()
        kinds = (
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
            inspect.Parameter.POSITIONAL_ONLY,
            inspect.Parameter.KEYWORD_ONLY,
        )
        names = [n for n, p in inspect.signature(method).parameters.items() if p.kind in kinds]
        if len(names) == 1:
            return {names[0]: next(iter(shapes.values()), None)}
        rule = (
            f"For a `{method.__name__}()` method with more than one argument, all arguments should have a "
            f"`_shape` suffix and match an argument from `call()`. E.g. "
            f"`{method.__name__}(self, foo_shape, bar_shape)`. For layer '{class_name}', received "
            f"`{method.__name__}()` argument "
        )
        found = {}
        for name in names:
            if not name.endswith("_shape"):
                raise ValueError(f"{rule}`{name}`, which does not end in `_shape`.")
            argument = name.removesuffix("_shape")
            if argument not in self.arguments_dict:
                raise ValueError(f"{rule}`{name}`, but `call()` does not have argument `{argument}`.")
            if name in shapes:
                found[name] = shapes[name]
        return found


def is_tensor_or_symbolic(x: Any) -> bool:
    return backend.is_tensor(x) or isinstance(x, backend.KerasTensor)


def is_shape_tuple(shape: Any) -> bool:
    return isinstance(shape, list | tuple) and all(d is None or isinstance(d, int) for d in shape)


def might_have_unbuilt_state(layer: Any) -> bool:
    """Whether a sublayer waits for its first input to make its weights."""
    return any(not sublayer.built for sublayer in layer._layers)


def has_own(method: Callable[..., Any]) -> bool:
    """Whether a subclass has written this method."""
    return not is_default(method)
