"""Tensors of a single number: the same graph in fewer and cheaper steps.

Python multiplies two floats in 20 ns, NumPy two arrays in 500, and a tuple takes 40. So a tensor of one
float64 keeps a Python float, and not tuples of inputs and derivatives but two operands, a and b, and the
derivatives by them. It is computed from numbers only: nothing here has a shape. The operations are in
`scalar_operations`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.autodiff.broadcasting import sum_to_shape
from dlteach.autodiff.tensor import NOTHING, Tensor, newest_first
from dlteach.autodiff.values import Array, Values


class Scalar(Tensor):
    """A tensor of one float64 number, which `Tensor(3.0)` makes.

    An operand is a Scalar, or a Python number. The derivative by an operand is None if it needs no gradient.
    """

    __slots__ = ()

    # The fields of a tensor, under the names of what a number has in their place. (It adds `_b` and `_db`.)
    _value: Any = vars(Values)["data"]
    _a: Any = vars(Tensor)["_inputs"]
    _da: Any = vars(Tensor)["_pulls"]
    _total: Any = vars(Tensor)["grad"]
    _label: Any = vars(Tensor)["name"]

    # `Scalar()` is a blank node, and calls no Python code.
    __init__ = object.__init__

    @property  # type: ignore[misc]
    def __class__(self) -> Any:  # whoever asks sees a Tensor; `type` knows better
        return Tensor

    @property
    def data(self) -> Any:
        return np.float64(self._value)

    @data.setter
    def data(self, value: Any) -> None:
        if np.ndim(value):
            raise ValueError(
                f"data: this tensor is a single number, got {np.shape(value)}; make another Tensor"
            )
        self._value = float(value)

    @property
    def grad(self) -> Any:
        total = getattr(self, "_total", None)
        return None if total is None else np.float64(total)

    @grad.setter
    def grad(self, value: Any) -> None:
        self._total = None if value is None else float(value)

    @property
    def name(self) -> str | None:
        return getattr(self, "_label", None)

    @name.setter
    def name(self, value: str | None) -> None:
        self._label = value

    def item(self) -> float:
        """The number, as a Python number."""
        return self._value

    @property
    def _inputs(self) -> tuple[Tensor, ...]:  # type: ignore[override]
        if self._da is None and self._db is None:
            return ()
        self._a = _as_operand(self._a)
        if self._b is None:
            return (self._a,)
        self._b = _as_operand(self._b)
        return self._a, self._b

    @property
    def _pulls(self) -> tuple[Any, ...]:  # type: ignore[override]
        return self._da, self._db

    def __reduce__(self) -> Any:  # for copies: the fields, without the other ways to look at them
        fields = ["_value", "_total", "_label", "op", "_a", "_da", "_b", "_db"]
        fields += ["_number", "_requires_grad", "_keeps_grad", "_arrived"]
        return Scalar, (), (None, {field: getattr(self, field) for field in fields if hasattr(self, field)})

    def _receive(self, share: Array) -> None:
        self._arrived += float(sum_to_shape(share, ()))

    def _send_back(self, seed: Array, nodes: list[Tensor], numbers: list[Tensor]) -> None:
        self._arrived = float(seed)
        numbers.append(self)
        _send_numbers_back(numbers)


def _as_operand(value: Any) -> Any:
    """A Python number as a constant tensor, when somebody wants to see it."""
    return value if isinstance(value, Tensor) else Tensor(value)


def _send_numbers_back(numbers: list[Any]) -> None:
    """What `Tensor._send_back` does, from numbers at which gradients have arrived."""
    for node in numbers:  # which grows on the way
        if node._da is not None:
            a = node._a
            if a._arrived is None:
                a._arrived = NOTHING
                numbers.append(a)
        if node._db is not None:
            b = node._b
            if b._arrived is None:
                b._arrived = NOTHING
                numbers.append(b)
    numbers.sort(key=newest_first)
    for node in numbers:
        arrived, node._arrived = node._arrived, None
        if node._da is not None:
            node._a._arrived += arrived * node._da
        if node._db is not None:
            node._b._arrived += arrived * node._db
        if node._keeps_grad:
            node.grad = arrived if node.grad is None else node.grad + arrived


Tensor._of_one_number, Tensor._send_numbers_back = Scalar, staticmethod(_send_numbers_back)
