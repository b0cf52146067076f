"""The operators of variables and symbolic tensors: each calls the operation in `ops` that it stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def _unary(name: str) -> Callable[[Any], Any]:
    def operator(self: Any) -> Any:
        from dlteach.keras import ops

        return getattr(ops, name)(self)

    return operator


def _binary(name: str) -> Callable[[Any, Any], Any]:
    def operator(self: Any, other: Any) -> Any:
        from dlteach.keras import ops

        return getattr(ops, name)(self, other)

    return operator


def _reflected(name: str) -> Callable[[Any, Any], Any]:
    """For `other - self`, when `other` leaves the operation to us."""

    def operator(self: Any, other: Any) -> Any:
        from dlteach.keras import ops

        return getattr(ops, name)(other, self)

    return operator


class Operators:
    """What `-x`, `x + y` and so on do."""

    # NumPy then leaves `array + x` to `x.__radd__`, and still converts x in `np.exp(x)`.
    __array_priority__ = 1000

    __neg__ = _unary("negative")
    __abs__ = _unary("absolute")
    __invert__ = _unary("logical_not")

    __add__, __radd__ = _binary("add"), _reflected("add")
    __sub__, __rsub__ = _binary("subtract"), _reflected("subtract")
    __mul__, __rmul__ = _binary("multiply"), _reflected("multiply")
    __truediv__, __rtruediv__ = _binary("true_divide"), _reflected("true_divide")
    __floordiv__, __rfloordiv__ = _binary("floor_divide"), _reflected("floor_divide")
    __mod__, __rmod__ = _binary("mod"), _reflected("mod")
    __pow__, __rpow__ = _binary("power"), _reflected("power")
    __matmul__, __rmatmul__ = _binary("matmul"), _reflected("matmul")

    __and__, __rand__ = _binary("logical_and"), _reflected("logical_and")
    __or__, __ror__ = _binary("logical_or"), _reflected("logical_or")
    __xor__, __rxor__ = _binary("logical_xor"), _reflected("logical_xor")

    __lt__ = _binary("less")
    __le__ = _binary("less_equal")
    __gt__ = _binary("greater")
    __ge__ = _binary("greater_equal")

    def __round__(self, ndigits: int | None = None) -> Any:
        from dlteach.keras import ops

        return ops.round(self, decimals=ndigits or 0)


class VariableOperators(Operators):
    """The operators that a variable has and a symbolic tensor has not."""

    value: Any
    shape: Any

    def __getitem__(self, index: Any) -> Any:
        return self.value[index]

    def __pos__(self) -> Any:
        return self.value

    def __eq__(self, other: object) -> Any:
        from dlteach.keras import ops

        return ops.equal(self, other)

    def __ne__(self, other: object) -> Any:
        from dlteach.keras import ops

        return ops.not_equal(self, other)

    __hash__ = None  # type: ignore[assignment]

    def __int__(self) -> int:
        return int(self._single_number())

    def __float__(self) -> float:
        return float(self._single_number())

    def _single_number(self) -> Any:
        if self.shape:
            raise TypeError(f"Only scalar arrays can be converted to Python scalars. Got: shape={self.shape}")
        return self.value

    def __bool__(self) -> bool:
        raise TypeError("A Keras Variable cannot be used as a boolean.")
