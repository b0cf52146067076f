"""Every operation also as a class, as in Keras: `Mean(axis=1)` is an object that is called with values."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from dlteach.keras import backend
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
                return class_of(function, name)
    raise AttributeError(f"module {module['__name__']!r} has no attribute {name!r}")


class FunctionOperation(Operation):
    """A function of `ops` as an object: the step of a graph that calls it.

    What it is made with are settings, as in `Mean(axis=1)`; what it is called with are values.
    """

    function: Callable[..., Any]

    def __init__(self, *args: Any, name: str | None = None, **kwargs: Any) -> None:
        super().__init__(name)
        self._made_with = args, kwargs

    def call(self, *values: Any, **more: Any) -> Any:
        args, kwargs = self._all_arguments(values, more)
        return self.function(*args, **kwargs)

    def compute_output_spec(self, *values: Any, **more: Any) -> Any:
        args, kwargs = self._all_arguments(values, more)
        spec = getattr(self.function, "output_spec", None)
        if spec is None:
            return backend.compute_output_spec(self.function, *args, **kwargs)
        return spec(*args, **kwargs)

    def _all_arguments(self, values: Any, more: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        args, kwargs = self._made_with
        function = self.function.__name__
        if function in _CALLED_WITH and (args or kwargs):
            called_with = _CALLED_WITH[function]
            made_with = [p for p in inspect.signature(self.function).parameters if p not in called_with]
            return (), {**dict(zip(called_with, values)), **dict(zip(made_with, args)), **kwargs, **more}
        positional = (*args, *values) if function in _MADE_WITH_FIRST else (*values, *args)
        return positional, {**kwargs, **more}


def class_of(function: Callable[..., Any], name: str | None = None) -> type[FunctionOperation]:
    """The class of an operation, named after its function: `expand_dims` gives `ExpandDims`."""
    return _make_class(function, name or "".join(part.capitalize() for part in function.__name__.split("_")))


@functools.cache
def _make_class(function: Callable[..., Any], name: str) -> type[FunctionOperation]:
    members = {
        "function": staticmethod(function),
        "__doc__": function.__doc__,
        "__module__": function.__module__,
    }
    return type(name, (FunctionOperation,), members)
