"""The arguments of one symbolic call, and how to put values in their place later."""

from __future__ import annotations

from typing import Any

from dlteach.keras import tree
from dlteach.keras.backend.common.keras_tensor import KerasTensor


class SymbolicArguments:
    """Positional and keyword arguments of a call, KerasTensors among them.

    Attributes
    ----------
    args, kwargs
        The arguments, in copies of their containers.
    keras_tensors : list of KerasTensor
        Those among them, in order.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.args = tree.map_structure(lambda x: x, args)
        self.kwargs = tree.map_structure(lambda x: x, kwargs)
        self._flat_arguments = tree.flatten((self.args, self.kwargs))
        self.keras_tensors = [x for x in self._flat_arguments if isinstance(x, KerasTensor)]
        alone = not kwargs and len(args) == 1 and isinstance(args[0], KerasTensor)
        self._single_positional_tensor = args[0] if alone else None

    def convert(self, conversion_fn: Any) -> tuple[Any, Any]:
        """The arguments with `conversion_fn` applied to every leaf."""
        return tree.map_structure(conversion_fn, self.args), tree.map_structure(conversion_fn, self.kwargs)

    def fill_in(self, tensor_dict: dict[int, Any]) -> tuple[Any, Any]:
        """The arguments with each KerasTensor replaced by `tensor_dict[id(tensor)]`."""
        if self._single_positional_tensor is not None:  # most layers: no structure to walk
            return (tensor_dict[id(self._single_positional_tensor)],), {}

        def value(x: Any) -> Any:
            return tensor_dict.get(id(x)) if isinstance(x, KerasTensor) else x

        return self.convert(value)
