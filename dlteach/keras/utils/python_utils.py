"""Small helpers for Python's own objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from dlteach.keras import backend

_Function = TypeVar("_Function", bound=Callable[..., Any])


def default(method: _Function) -> _Function:
    """Mark a method as the one to be overridden; `is_default` then tells whether a subclass did.

    Examples
    --------
    >>> class Layer:
    ...     @default
    ...     def build(self): ...
    >>> is_default(Layer().build)
    True
    """
    method._is_default = True  # type: ignore[attr-defined]
    return method


def is_default(method: Callable[..., Any]) -> bool:
    return getattr(method, "_is_default", False)


def to_list(x: Any) -> list[Any]:
    """A list as it is, anything else in a list.

    Examples
    --------
    >>> to_list(1), to_list([1])
    ([1], [1])
    """
    return x if isinstance(x, list) else [x]


def remove_long_seq(maxlen: int, seq: list[Any], label: list[Any]) -> tuple[list[Any], list[Any]]:
    """The sequences shorter than `maxlen`, and their labels."""
    kept = [(s, y) for s, y in zip(seq, label) if len(s) < maxlen]
    return [s for s, _ in kept], [y for _, y in kept]


def removeprefix(x: str, prefix: str) -> str:
    return x.removeprefix(prefix)


def removesuffix(x: str, suffix: str) -> str:
    return x.removesuffix(suffix)


def remove_by_id(lst: list[Any], value: Any) -> None:
    """Remove the object itself from a list, without comparing: the elements may be arrays."""
    for index, element in enumerate(lst):
        if element is value:
            del lst[index]
            return


def pythonify_logs(logs: Mapping[str, Any] | None) -> dict[str, Any]:
    """Logs sorted by name, with Python floats in place of arrays, and without inner dicts.

    Examples
    --------
    >>> import numpy as np
    >>> pythonify_logs({"loss": np.float32(0.5), "metrics": {"acc": np.ones(())}})
    {'loss': 0.5, 'acc': 1.0}
    """
    result: dict[str, Any] = {}
    for key, value in sorted((logs or {}).items()):
        if isinstance(value, dict):
            result.update(pythonify_logs(value))
        else:
            result[key] = _as_float(value)
    return result


def _as_float(value: Any) -> Any:
    try:
        return float(backend.convert_to_numpy(value) if backend.is_tensor(value) else value)
    except (TypeError, ValueError):
        return value


def is_continuous_axis(axis: Any) -> bool:
    """Whether axes follow each other, up or down: (0, 1, 2) or (2, 1, 0).

    Examples
    --------
    >>> is_continuous_axis((1, 2)), is_continuous_axis((0, 2))
    (True, False)
    """
    if isinstance(axis, int) or len(axis) <= 1:
        return True
    steps = {b - a for a, b in zip(axis, axis[1:])}
    return steps in ({1}, {-1})
