"""Single numbers: the same graph, recorded about four times faster.

A sum or product of two numbers takes Python 30 ns, and NumPy with all the bookkeeping of a tensor 1000. So a
tensor that holds a single float64 keeps it as a Python float, and its node has four fields instead of two
tuples: its operands a and b, and the local derivatives by them. Calling a function for each step would cost
as much as the step. So `on_numbers` writes one function for each operation, from its formulas.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from dlteach.autodiff import grad_mode
from dlteach.autodiff.broadcasting import sum_to_shape
from dlteach.autodiff.tensor import NOTHING, Operation, Pull, Tensor, newest_first, next_number
from dlteach.autodiff.values import Array


class Scalar(Tensor):
    """A tensor of one float64 number; `Tensor(3.0)` makes one."""

    __slots__ = ()

    # `Scalar()` is a blank node, made without calling Python code.
    __init__ = object.__init__  # type: ignore[assignment]

    @property
    def data(self) -> Any:  # type: ignore[override]
        return np.float64(self._value)

    @data.setter
    def data(self, value: Any) -> None:
        if np.ndim(value):
            raise ValueError(f"data: this tensor is a single number, got {np.shape(value)}; make another Tensor")
        self._value = float(value)

    @property
    def grad(self) -> Any:  # type: ignore[override]
        total = getattr(self, "_total", None)
        return None if total is None else np.float64(total)

    @grad.setter
    def grad(self, value: Any) -> None:
        self._total = None if value is None else float(value)

    @property
    def name(self) -> str | None:  # type: ignore[override]
        return getattr(self, "_name", None)

    @name.setter
    def name(self, value: str | None) -> None:
        self._name = value

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
    def _pulls(self) -> tuple[Pull, ...]:  # type: ignore[override]
        return self._da, self._db

    def _receive(self, share: Array) -> None:
        self._arrived += float(sum_to_shape(share, ()))

    def _send_back(self, seed: Array, nodes: list[Tensor], numbers: list[Tensor]) -> None:
        self._arrived = float(seed)
        numbers.append(self)
        _send_numbers_back(numbers)


def _as_operand(value: Any) -> Any:
    """A Python number as a constant tensor, when somebody wants to see it."""
    return value if isinstance(value, Tensor) else Tensor(value)


def _send_numbers_back(numbers: list[Scalar]) -> None:
    """`Tensor._send_back` for numbers, which only come from numbers, from some that have their gradient."""
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


# What depends on the operation stands in braces. `order` is "b, a" for what Python calls with the second first.
_TWO_OPERANDS = """
def {name}({order}):
    if type(a) is Scalar:
        x = a._value
        to_a = a._requires_grad
        if type(b) is Scalar:
            y = b._value
            to_b = b._requires_grad
        elif type(b) is float or type(b) is int:
            y = b
            to_b = False
        elif type(b) is float64:
            y = float(b)
            to_b = False
        else:
            return general(a, b)
    elif type(b) is Scalar and (type(a) is float or type(a) is int or type(a) is float64):
        x = float(a)
        to_a = False
        y = b._value
        to_b = b._requires_grad
    else:
        return general(a, b)
    try:
        out = {value}
        node = Scalar()
        if (to_a or to_b) and (not open_blocks or is_recording()):
            node._requires_grad = True
            node._keeps_grad = False
            node._a = a
            node._b = b
            node._da = {to_a} if to_a else None
            node._db = {to_b} if to_b else None
        else:
            node._requires_grad = False
            node._keeps_grad = True
            node._da = node._db = None
    except (ArithmeticError, ValueError):  # NumPy has inf and nan where Python has an error
        return general(a, b)
    node._value = out
    node._arrived = None
    node._number = next_number()
    node.op = "{name}"
    return node
"""
_ONE_OPERAND = """
def {name}(a):
    if type(a) is not Scalar:
        return general(a)
    x = a._value
    try:
        out = {value}
        node = Scalar()
        if a._requires_grad and (not open_blocks or is_recording()):
            node._requires_grad = True
            node._keeps_grad = False
            node._a = a
            node._b = None
            node._da = {to_a}
        else:
            node._requires_grad = False
            node._keeps_grad = True
            node._da = None
    except (ArithmeticError, ValueError):
        return general(a)
    node._value = out
    node._db = node._arrived = None
    node._number = next_number()
    node.op = "{name}"
    return node
"""


def on_numbers(value: str, to_a: str, to_b: str | None = None) -> Callable[[Operation], Operation]:
    """Give an operation a shortcut for single numbers: its value and local derivatives as Python expressions.

    Parameters
    ----------
    value : str
        The output, from the numbers `x` and `y`, by Python's operators and the functions of `math`.
    to_a, to_b : str
        The local derivatives by the first and the second operand, from `x`, `y` and the output, `out`.
        An operation of one operand has no `to_b`.
    """

    def decorate(general: Operation) -> Operation:
        fast = wraps(general)(_compile(general, "a, b", value, to_a, to_b))
        if to_b is not None:  # for `number ∘ tensor`, which Python calls with the tensor first
            fast.reflected = _compile(general, "b, a", value, to_a, to_b)
        return fast

    return decorate


def _compile(general: Operation, order: str, value: str, to_a: str, to_b: str | None) -> Any:
    name = general.__name__
    source = (_ONE_OPERAND if to_b is None else _TWO_OPERANDS).format(
        name=name, order=order, value=value, to_a=to_a, to_b=to_b
    )
    scope = {**vars(math), "Scalar": Scalar, "general": general, "next_number": next_number, "float64": np.float64}
    scope.update(open_blocks=grad_mode.open_blocks, is_recording=grad_mode.is_recording)
    exec(compile(source, f"<{name} of single numbers>", "exec"), scope)
    return scope[name]


Tensor._of_one_number, Tensor._send_numbers_back = Scalar, staticmethod(_send_numbers_back)
