"""Every operation also as a class, as in Keras: `Mean(axis=1)` is an object that is called with values."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from dlteach.keras import backend
from dlteach.keras.backend import any_symbolic_tensors
from dlteach.keras.ops.operation import Operation

# In these the arguments that the object is made with come first …
_MADE_WITH_FIRST = ("einsum", "fori_loop", "full", "vectorized_map", "while_loop")
# … and in these they stand between the values that it is called with.
_CALLED_WITH = {"average": ("x", "weights"), "pad": ("x", "constant_values")}


def class_named(name: str, module: dict[str, Any]) -> type:
    """The class of the operation that a module of functions has under this name, `NanToNum` for `nan_to_num`.

    Raises
    ------
    AttributeError
        If there is no such function.
    """
    if name[:1].isupper():
        for other, function in module.items():
            if other.replace("_", "") == name.lower() and hasattr(function, "__wrapped__"):
                return _class_of(name, function)
    raise AttributeError(f"module {module['__name__']!r} has no attribute {name!r}")


@functools.cache
def _class_of(name: str, function: Callable[..., Any]) -> type:
    operation = function.__name__

    def __init__(  # noqa: N807
        self: Any, *args: Any, name: str | None = None, **kwargs: Any
    ) -> None:
        Operation.__init__(self, name)
        self._made_with = args, kwargs

    def call(self: Any, *values: Any, **more: Any) -> Any:
        args, kwargs = self._made_with
        if operation in _CALLED_WITH:
            called_with = _CALLED_WITH[operation]
            made_with = [p for p in inspect.signature(function).parameters if p not in called_with]
            named = {**dict(zip(called_with, values)), **dict(zip(made_with, args))}
            return function(**named, **kwargs, **more)
        positional = (*args, *values) if operation in _MADE_WITH_FIRST else (*values, *args)
        return function(*positional, **kwargs, **more)

    def compute_output_spec(self: Any, *values: Any, **more: Any) -> Any:
        if any_symbolic_tensors(values, more):
            return call(self, *values, **more)
        return backend.compute_output_spec(functools.partial(call, self), *values, **more)

    members = {
        "__init__": __init__,
        "call": call,
        "compute_output_spec": compute_output_spec,
        "__doc__": function.__doc__,
    }
    return type(name, (Operation,), {**members, "__module__": function.__module__})
