"""Values of Python and NumPy that JSON does not have, under the names that Keras gives them."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras import backend
from dlteach.keras.saving.serialize import lambdas

_INSTEAD = (
    "Write a named function, register it with `@keras.saving.register_keras_serializable()` and save the "
    "model again."
)


def make(class_name: str, config: Any) -> Any:
    """The value that a config with one of these names stands for.

    Examples
    --------
    >>> make("__numpy__", {"value": [1, 2], "dtype": "int16"})
    array([1, 2], dtype=int16)
    """
    try:
        return MAKERS[class_name](config)
    except (KeyError, AttributeError, IndexError) as error:
        raise TypeError(f"a {class_name} is not as Keras writes it ({error!r}): {config}") from error


def find_lambda(config: Any, safe_mode: bool) -> Any:
    """A lambda of this process that is still alive.

    Raises
    ------
    ValueError
        In safe mode; and for a lambda that came as code.
    """
    if safe_mode:
        raise ValueError(
            "Requested the deserialization of a Python lambda. Code in a file carries a potential risk of "
            f"arbitrary code execution and thus it is refused. {_INSTEAD}"
        )
    token = config.get("value") if isinstance(config, dict) else None
    if not isinstance(token, str) or token not in lambdas:
        raise ValueError(
            "The config holds a lambda as code, and dlteach never runs code from a file, in safe mode or "
            "not. "
            f"{_INSTEAD}"
        )
    return lambdas[token]


def _symbol(config: Any) -> Any:
    tensor: Any = backend.KerasTensor(config["shape"], dtype=config["dtype"])
    tensor._pre_serialization_keras_history = config["keras_history"]
    return tensor


def _array(config: Any) -> np.ndarray:
    return np.array(config["value"], dtype=backend.standardize_dtype(config["dtype"]))


def _typespec(config: Any) -> Any:
    raise TypeError(
        "Expected 'config' to be a list or a tuple that describes a TypeSpec of TensorFlow, got "
        f"{type(config)}; dlteach has no TypeSpecs at all: load the file with Keras on TensorFlow."
    )


MAKERS: dict[str, Any] = {
    "__keras_tensor__": _symbol,
    "__tensor__": lambda config: backend.convert_to_tensor(_array(config)),
    "__numpy__": _array,
    "__bytes__": lambda config: config["value"].encode("utf-8"),
    "__ellipsis__": lambda _: Ellipsis,
    "__slice__": lambda config: slice(config["start"], config["stop"], config["step"]),
    "__typespec__": _typespec,
}
