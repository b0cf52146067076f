"""The operations on single numbers: a shortcut past NumPy, written from the formulas of each operation.

To call a function costs as much as to multiply two numbers, so a step must not call any. That would make five
operators, on two tensors or on a tensor and a number on either side, fifteen long functions which differ in
three formulas. So `on_numbers` puts the formulas of an operation into one text, and has Python compile it.
"""

import math
from collections.abc import Callable
from functools import wraps
from typing import Any

import numpy as np

from dlteach.autodiff import grad_mode
from dlteach.autodiff.scalar import Scalar
from dlteach.autodiff.tensor import Operation, next_number

# What depends on the operation stands in braces; `order` is "b, a" for `number ∘ tensor`, see `reflected`.
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
        if to_b is not None:
            _REFLECTED[fast] = _compile(general, "b, a", value, to_a, to_b)
        return fast

    return decorate


_REFLECTED: dict[Operation, Operation] = {}


def reflected(operation: Operation) -> Operation:
    """The operator for `number ∘ tensor`, which Python calls with the tensor first."""
    return _REFLECTED[operation]


def _compile(general: Operation, order: str, value: str, to_a: str, to_b: str | None) -> Any:
    name = general.__name__
    source = (_ONE_OPERAND if to_b is None else _TWO_OPERANDS).format(
        name=name, order=order, value=value, to_a=to_a, to_b=to_b
    )
    scope = {
        **vars(math),
        "Scalar": Scalar,
        "general": general,
        "next_number": next_number,
        "float64": np.float64,
    }
    scope.update(open_blocks=grad_mode.open_blocks, is_recording=grad_mode.is_recording)
    exec(compile(source, f"<{name} of single numbers>", "exec"), scope)
    return scope[name]
