"""Arithmetic and comparisons, entry by entry, and the matrix product; each is an operator of tensors too."""

from typing import Any

from numpy.typing import DTypeLike

from dlteach.tf1.building import as_tensor, check_floats, define, entrywise, of_one_type
from dlteach.tf1.dtypes import as_dtype, float64
from dlteach.tf1.dtypes import bool as truth
from dlteach.tf1.node import Tensor
from dlteach.tf1.shapes import Sizes, broadcast, matrix_product


def add(x: Any, y: Any, name: str = "Add") -> Tensor:
    """`x + y`."""
    return entrywise("Add", x, y, name=name)


def subtract(x: Any, y: Any, name: str = "Sub") -> Tensor:
    """`x − y`."""
    return entrywise("Sub", x, y, name=name)


def multiply(x: Any, y: Any, name: str = "Mul") -> Tensor:
    """`x · y`, entry by entry."""
    return entrywise("Mul", x, y, name=name)


def divide(x: Any, y: Any, name: str = "truediv") -> Tensor:
    """`x / y`; integers give float64."""
    tensor = x if isinstance(x, Tensor) else y
    whole = isinstance(tensor, Tensor) and tensor.dtype.kind == "i"
    return entrywise("RealDiv", x, y, name=name, dtype=float64 if whole else None)


def pow(x: Any, y: Any, name: str = "Pow") -> Tensor:
    """`xʸ`."""
    return entrywise("Pow", x, y, name=name)


def maximum(x: Any, y: Any, name: str = "Maximum") -> Tensor:
    """The larger of the two."""
    return entrywise("Maximum", x, y, name=name)


def minimum(x: Any, y: Any, name: str = "Minimum") -> Tensor:
    """The smaller of the two."""
    return entrywise("Minimum", x, y, name=name)


def negative(x: Any, name: str = "Neg") -> Tensor:
    """`−x`."""
    return entrywise("Neg", x, name=name)


def abs(x: Any, name: str = "Abs") -> Tensor:
    """`|x|`."""
    return entrywise("Abs", x, name=name)


def square(x: Any, name: str = "Square") -> Tensor:
    """`x²`."""
    return entrywise("Square", x, name=name)


def round(x: Any, name: str = "Round") -> Tensor:
    """The nearest whole number, the even one of two; no gradient flows through."""
    return entrywise("Round", x, name=name)


def exp(x: Any, name: str = "Exp") -> Tensor:
    """`eˣ`."""
    return entrywise("Exp", x, name=name, floats=True)


def log(x: Any, name: str = "Log") -> Tensor:
    """`ln x`."""
    return entrywise("Log", x, name=name, floats=True)


def sqrt(x: Any, name: str = "Sqrt") -> Tensor:
    """`√x`."""
    return entrywise("Sqrt", x, name=name, floats=True)


def sigmoid(x: Any, name: str = "Sigmoid") -> Tensor:
    """`1 / (1 + e⁻ˣ)`."""
    return entrywise("Sigmoid", x, name=name, floats=True)


def tanh(x: Any, name: str = "Tanh") -> Tensor:
    """The hyperbolic tangent."""
    return entrywise("Tanh", x, name=name, floats=True)


def equal(x: Any, y: Any, name: str = "Equal") -> Tensor:
    """Where `x = y`. The operator `==` asks instead whether two tensors are the same node."""
    return entrywise("Equal", x, y, name=name, dtype=truth)


def not_equal(x: Any, y: Any, name: str = "NotEqual") -> Tensor:
    """Where `x ≠ y`."""
    return entrywise("NotEqual", x, y, name=name, dtype=truth)


def less(x: Any, y: Any, name: str = "Less") -> Tensor:
    """Where `x < y`."""
    return entrywise("Less", x, y, name=name, dtype=truth)


def less_equal(x: Any, y: Any, name: str = "LessEqual") -> Tensor:
    """Where `x ≤ y`."""
    return entrywise("LessEqual", x, y, name=name, dtype=truth)


def greater(x: Any, y: Any, name: str = "Greater") -> Tensor:
    """Where `x > y`."""
    return entrywise("Greater", x, y, name=name, dtype=truth)


def greater_equal(x: Any, y: Any, name: str = "GreaterEqual") -> Tensor:
    """Where `x ≥ y`."""
    return entrywise("GreaterEqual", x, y, name=name, dtype=truth)


def logical_and(x: Any, y: Any, name: str = "LogicalAnd") -> Tensor:
    """Where both hold."""
    return entrywise("LogicalAnd", as_tensor(x, truth), as_tensor(y, truth), name=name)


def logical_or(x: Any, y: Any, name: str = "LogicalOr") -> Tensor:
    """Where at least one holds."""
    return entrywise("LogicalOr", as_tensor(x, truth), as_tensor(y, truth), name=name)


def logical_not(x: Any, name: str = "LogicalNot") -> Tensor:
    """Where x does not hold."""
    return entrywise("LogicalNot", as_tensor(x, truth), name=name)


def where(condition: Any, x: Any, y: Any, name: str = "Select") -> Tensor:
    """`x` where the condition holds, otherwise `y`."""
    x, y = of_one_type(name, x=x, y=y)
    return define("Select", [as_tensor(condition, truth), x, y], broadcast, x.dtype, name)


def cast(x: Any, dtype: DTypeLike, name: str = "Cast") -> Tensor:
    """The same numbers in another type; to integers, fractions are cut off."""
    to = as_dtype(dtype)
    return define("Cast", [as_tensor(x)], _same, to, name, to=to)


def identity(x: Any, name: str = "Identity") -> Tensor:
    """The same tensor under another name."""
    return define("Identity", [as_tensor(x)], _same, name=name)


def stop_gradient(x: Any, name: str = "StopGradient") -> Tensor:
    """The same values, through which no gradient flows."""
    return define("StopGradient", [as_tensor(x)], _same, name=name)


def matmul(a: Any, b: Any, name: str = "MatMul") -> Tensor:
    """The matrix product: (n, k) times (k, m) is (n, m)."""
    a, b = of_one_type(name, a=a, b=b)
    check_floats(name, a, b)
    return define("MatMul", [a, b], matrix_product, name=name)


def _same(sizes: Sizes) -> Sizes:
    return sizes


def _operator(function: Any, name: str) -> tuple[Any, Any]:
    """An operator, and the one that Python calls for `number ∘ tensor`, with the tensor first."""
    return lambda x, y: function(x, y, name), lambda y, x: function(x, y, name)


Tensor.__add__, Tensor.__radd__ = _operator(add, "add")
Tensor.__sub__, Tensor.__rsub__ = _operator(subtract, "sub")
Tensor.__mul__, Tensor.__rmul__ = _operator(multiply, "mul")
Tensor.__truediv__, Tensor.__rtruediv__ = _operator(divide, "truediv")
Tensor.__pow__, Tensor.__rpow__ = _operator(pow, "pow")
Tensor.__matmul__, Tensor.__rmatmul__ = _operator(matmul, "matmul")
Tensor.__neg__, Tensor.__abs__ = negative, abs
Tensor.__lt__, Tensor.__le__, Tensor.__gt__, Tensor.__ge__ = less, less_equal, greater, greater_equal
