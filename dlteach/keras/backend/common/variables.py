"""Variable: the numbers that a model learns, or keeps from one batch to the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn

import numpy as np

from dlteach.autodiff import Tensor
from dlteach.autodiff.recording import as_tensor
from dlteach.keras.backend.common.allocation import reserve
from dlteach.keras.backend.common.autocast_scope import AutocastScope, get_autocast_scope
from dlteach.keras.backend.common.dtypes import (
    is_float_dtype,
    is_int_dtype,
    result_type,
    standardize_dtype,
)
from dlteach.keras.backend.common.global_state import get_global_attribute, set_global_attribute
from dlteach.keras.backend.common.name_scope import current_path
from dlteach.keras.backend.common.naming import auto_name
from dlteach.keras.backend.common.operators import VariableOperators
from dlteach.keras.backend.common.recording import reading
from dlteach.keras.backend.common.shapes import Shape, shape_equal, standardize_shape
from dlteach.keras.backend.common.stateless_scope import in_stateless_scope
from dlteach.keras.backend.common.variable_attributes import VariableAttributes
from dlteach.keras.backend.core import convert_to_tensor

__all__ = [
    "AutocastScope",
    "Variable",
    "get_autocast_scope",
    "initialize_all_variables",
    "is_float_dtype",
    "is_int_dtype",
    "shape_equal",
    "standardize_dtype",
    "standardize_shape",
]

_AGGREGATIONS = (None, "none", "mean", "sum", "only_first_replica")
_SYNCHRONIZATIONS = (None, "none", "on_read", "on_write", "auto")


class Variable(VariableAttributes, VariableOperators):
    """An array that can be assigned to: a weight, a statistic, a counter.

    Parameters
    ----------
    initializer : array_like, callable or str
        The value, or a function of `shape` and `dtype` that makes it, or the name of an initializer.
    shape : tuple of int, optional
        Needed with a function or a name.
    dtype : str, optional
        Default: the type of the value, or `floatx()`.
    trainable : bool, default True
        Whether gradients are computed for it.
    autocast : bool, default True
        Whether it is read as another float type within an `AutocastScope`.
    aggregation, synchronization : str, optional
        Kept for Keras code that gives them; without effect.
    name : str, optional
        Without "/"; a fresh name by default.

    Attributes
    ----------
    value : ndarray
        The array itself: `assign` changes it in place. `numpy()` is a copy. Within a recording of gradients
        the value of a trainable variable is a Tensor over the same numbers.
    path : str
        The name behind the names of the model and the layer, "sequential/dense/kernel".

    Raises
    ------
    ValueError
        If the shape is missing or has a None, the name has a "/", or the variable would be made from an array
        within a StatelessScope.

    Examples
    --------
    >>> v = Variable([1.0, 2.0], name="v")
    >>> v.assign_add([10.0, 10.0])
    array([11., 12.], dtype=float32)
    >>> v
    <Variable path=v, shape=(2,), dtype=float32, value=[11. 12.]>
    """

    def __init__(
        self,
        initializer: Any,
        shape: Any = None,
        dtype: Any = None,
        trainable: bool = True,
        autocast: bool = True,
        aggregation: str | None = "none",
        synchronization: str | None = "auto",
        name: str | None = None,
    ) -> None:
        name = name or auto_name(type(self).__name__)
        if not isinstance(name, str) or "/" in name:
            raise ValueError(
                f"Argument `name` must be a string and cannot contain character `/`. Received: name={name}"
            )
        _check_choice("aggregation", aggregation, _AGGREGATIONS)
        _check_choice("synchronization", synchronization, _SYNCHRONIZATIONS)
        parent_path = current_path()
        self._name = name
        self._path = f"{parent_path}/{name}" if parent_path else name
        self._aggregation = aggregation or "none"
        self._synchronization = synchronization or "none"
        self._autocast = bool(autocast)
        self._value: Any = None
        self._leaf: Tensor | None = None
        self._initializer: Callable[..., Any] | None = None

        if isinstance(initializer, str):
            from dlteach.keras import initializers

            initializer = initializers.get(initializer)
        if callable(initializer):
            self._dtype = standardize_dtype(dtype)
            if shape is None:
                raise ValueError(
                    "When creating a Variable from an initializer, the `shape` argument should be "
                    f"specified. Received: initializer={initializer} and shape={shape}"
                )
            self._initializer = initializer
        else:
            value = convert_to_tensor(initializer, dtype=dtype)
            self._dtype = result_type(value.dtype) if dtype is None else standardize_dtype(dtype)
            if in_stateless_scope():
                _refuse_in_stateless_scope("create")
            self._initialize(value)
        self._shape = self._checked_shape(shape if self._value is None else self._value.shape)
        self.trainable = trainable
        if self._value is None:
            reserve(self._shape)
        if self._value is None:
            self._initialize_now_or_later()

    def _checked_shape(self, shape: Any) -> Shape:
        shape = standardize_shape(shape)
        if None in shape:
            raise ValueError(
                "Shapes used to initialize variables must be fully-defined (no `None` dimensions). "
                f"Received: shape={shape} for variable path='{self.path}'"
            )
        return shape

    def _initialize_now_or_later(self) -> None:
        if in_stateless_scope():
            get_global_attribute("uninitialized_variables", [], set_to_default=True).append(self)
        else:
            self._deferred_initialize()

    def _deferred_initialize(self) -> None:
        if self._value is not None:
            raise ValueError(f"Variable {self.path} is already initialized.")
        if in_stateless_scope():
            _refuse_in_stateless_scope("initialize")
        assert self._initializer is not None
        self._initialize(self._initializer(self._shape, dtype=self._dtype))
        self._initializer = None

    def _initialize(self, value: Any) -> None:
        """Take over the first value; a copy, because `assign` writes into it."""
        self._value = np.array(convert_to_tensor(value, dtype=self._dtype))
        self._leaf = None

    @property
    def value(self) -> Any:
        """The array; a Tensor for a trainable variable while gradients are recorded."""
        if reading.scoped:
            return self._scoped_value()
        if reading.recording and self._recorded:
            leaf = self._leaf
            return self._make_leaf() if leaf is None else leaf
        value = self._value
        return self._start_value() if value is None else value

    def _scoped_value(self) -> Any:
        """The value within a StatelessScope or an AutocastScope."""
        value = None
        if reading.stateless is not None:
            value = reading.stateless.get_current_value(self)
            if value is None:
                value = self._start_value() if self._value is None else self._value
        elif reading.recording and self._recorded:
            value = self._make_leaf() if self._leaf is None else self._leaf
        else:
            value = self._start_value() if self._value is None else self._value
        if self._autocast and reading.autocast is not None:
            return reading.autocast.maybe_cast(value)
        return value

    def _start_value(self) -> Any:
        """What a variable that waits for its value is read as, to find shapes."""
        assert self._initializer is not None
        return convert_to_tensor(self._initializer(self._shape, dtype=self._dtype), dtype=self._dtype)

    def _make_leaf(self) -> Tensor:
        """The tensor to which gradients flow back; it shares its memory with the variable."""
        leaf = as_tensor(np.ones(1, self._dtype))
        leaf.data = self._value
        leaf.requires_grad = True
        leaf.name = self._name
        self._leaf = leaf
        return leaf

    def __tensor__(self) -> Tensor:
        return as_tensor(self.value)

    def numpy(self) -> Any:
        """A copy of the array."""
        return np.array(self)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        value = self.value
        return np.array(value.data if isinstance(value, Tensor) else value, dtype=dtype)

    def assign(self, value: Any) -> Any:
        """Give the variable a new value, of its own shape; returns the value.

        Raises
        ------
        ValueError
            If the shape differs.
        """
        value = convert_to_tensor(value, dtype=self._dtype)
        if value.shape != self._shape:
            raise ValueError(
                "The shape of the target variable and the shape of the target value in "
                f"`variable.assign(value)` must match. variable.shape={self.shape}, Received: "
                f"value.shape={value.shape}. Target variable: {self}"
            )
        scope = reading.stateless
        if scope is not None:
            scope.add_update((self, value))
        else:
            self._direct_assign(value)
        return value

    def _direct_assign(self, value: Any) -> None:
        """Write into an array that is a part of one long array of all weights; replace one of its own.

        Who holds the old value of a variable with an array of its own then keeps the old numbers.
        """
        numbers = value.data if isinstance(value, Tensor) else value
        if self._value is not None and self._value.base is not None:
            self._value[...] = numbers
            return
        self._value = np.array(numbers)
        if self._leaf is not None:
            self._leaf.data = self._value

    def assign_add(self, value: Any) -> Any:
        return self.assign(self + value)

    def assign_sub(self, value: Any) -> Any:
        return self.assign(self - value)

    def __repr__(self) -> str:
        value = "" if self._value is None else f", value={self._value}"
        return f"<Variable path={self.path}, shape={self.shape}, dtype={self.dtype}{value}>"


def initialize_all_variables() -> None:
    """Give their values to the variables that were made within a StatelessScope."""
    waiting = get_global_attribute("uninitialized_variables") or []
    set_global_attribute("uninitialized_variables", [])
    for variable in waiting:
        variable._deferred_initialize()


def _refuse_in_stateless_scope(action: str) -> NoReturn:
    raise ValueError(
        f"You are attempting to {action} a variable while in a stateless scope. This is disallowed. "
        f"Make sure that all variables are {action}d before you start using your layer/model objects.\n\n"
        "Often a method `def build(self, input_shape)` is missing in a layer; it makes the weights with "
        "`self.add_weight(shape=..., initializer=...)`."
    )


def _check_choice(argument: str, value: Any, choices: tuple[Any, ...]) -> None:
    if value not in choices:
        raise ValueError(
            f"Invalid value for argument `{argument}`. Expected one of {choices}. "
            f"Received: {argument}={value}"
        )
