"""What a variable says about itself: name, shape, type, whether it learns, and what is imposed on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dlteach.keras.backend.common.dtypes import is_float_dtype
from dlteach.keras.backend.common.recording import reading
from dlteach.keras.backend.common.shapes import Shape


class VariableAttributes:
    """The attributes of a Variable that are not its value."""

    _name: str
    _path: str
    _shape: Shape
    _dtype: str
    _autocast: bool
    _aggregation: str
    _synchronization: str
    _overwrite_with_gradient = False
    _regularizer: Callable[..., Any] | None = None
    _constraint: Callable[..., Any] | None = None

    @property
    def trainable(self) -> bool:
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = bool(value)
        # Only float32 and float64 take gradients.
        self._recorded = self._trainable and self._dtype in ("float32", "float64")

    @property
    def dtype(self) -> str:
        """The type, within an AutocastScope the type that the variable is read as."""
        scope = reading.autocast
        if scope is not None and scope.dtype is not None and self._autocast and is_float_dtype(self._dtype):
            return scope.dtype
        return self._dtype

    @property
    def shape(self) -> Shape:
        return self._shape

    @property
    def ndim(self) -> int:
        return len(self._shape)

    @property
    def name(self) -> str:
        return self._name

    @property
    def path(self) -> str:
        return self._path

    @property
    def aggregation(self) -> str:
        return self._aggregation

    @property
    def synchronization(self) -> str:
        return self._synchronization

    @property
    def overwrite_with_gradient(self) -> bool:
        """Whether an optimizer puts the gradient itself into the variable."""
        return self._overwrite_with_gradient

    @overwrite_with_gradient.setter
    def overwrite_with_gradient(self, value: bool) -> None:
        if not isinstance(value, bool):
            raise TypeError(f"`overwrite_with_gradient` must be a boolean. Received: {value}")
        self._overwrite_with_gradient = value

    @property
    def regularizer(self) -> Callable[..., Any] | None:
        return self._regularizer

    @regularizer.setter
    def regularizer(self, value: Callable[..., Any] | None) -> None:
        self._regularizer = _checked_callable("regularizer", value)

    @property
    def constraint(self) -> Callable[..., Any] | None:
        return self._constraint

    @constraint.setter
    def constraint(self, value: Callable[..., Any] | None) -> None:
        self._constraint = _checked_callable("constraint", value)


def _checked_callable(attribute: str, value: Any) -> Any:
    if value is not None and not callable(value):
        raise ValueError(
            f"Invalid value for attribute `{attribute}`. Expected a callable (such as a "
            f"`keras.{attribute}s.{attribute.capitalize()}` instance) or `None`. "
            f"Received: {attribute}={value}"
        )
    return value
