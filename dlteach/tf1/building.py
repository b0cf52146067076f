"""How `tf.add` and the like become a node: inputs as tensors, then type and shape of the result."""

from collections.abc import Callable, Sequence
from typing import Any

from dlteach.tf1.dtypes import DType
from dlteach.tf1.graph import get_default_graph
from dlteach.tf1.kernels import KERNELS
from dlteach.tf1.node import Operation, Tensor
from dlteach.tf1.shapes import Sizes, broadcast
from dlteach.tf1.sources import constant


def as_tensor(value: Any, dtype: DType | None = None, name: str = "Const") -> Tensor:
    """A tensor as it is, if it has the type; anything else as a constant."""
    if not isinstance(value, Tensor):
        return constant(value, dtype, name=name)
    if dtype is not None and value.dtype != dtype:
        raise TypeError(f"expected {dtype}, got {value.described()}; use tf.cast(x, tf.{dtype})")
    return value


def define(
    type: str,
    inputs: Sequence[Tensor],
    shape: Callable[..., Sizes],
    dtype: DType | None = None,
    name: str | None = None,
    **attributes: Any,
) -> Tensor:
    """The output of a new node of the table, after a look at what is known about its inputs.

    Parameters
    ----------
    type : str
        A key of `KERNELS`.
    inputs : sequence of Tensor
    shape : callable
        From the sizes of the inputs to those of the output; a ValueError says why they cannot fit.
    dtype : dtype, optional
        Of the output; that of the first input where it is missing.
    name : str, optional
    **attributes
        Passed on to the eager operation.
    """
    try:
        sizes = shape(*(tensor.sizes for tensor in inputs))
    except ValueError as error:
        found = " and ".join(tensor.described() for tensor in inputs)
        raise ValueError(f"{(name or type).rstrip('/')}: {found} do not fit: {error}") from None
    dtype = inputs[0].dtype if dtype is None else dtype
    return Operation(type, inputs, [(sizes, dtype)], name, KERNELS[type], **attributes).outputs[0]


def entrywise(
    type: str, *operands: Any, name: str | None = None, dtype: DType | None = None, floats: bool = False
) -> Tensor:
    """The output of a node that works entry by entry, on tensors of one type that broadcast.

    Numbers and arrays beside a tensor become constants of its type, named as TensorFlow names them: for
    `2 * x` the graph gets "mul/x", the constant, and "mul", the product.
    """
    graph = next((one.graph for one in operands if isinstance(one, Tensor)), get_default_graph())
    with graph.as_default(), graph.name_scope(name or type) as scope:
        inputs = of_one_type(name or type, **dict(zip("xyz", operands)))
        if floats:
            check_floats(name or type, *inputs)
        return define(type, inputs, broadcast, dtype, scope)


def of_one_type(what: str, **operands: Any) -> list[Tensor]:
    """Operands as tensors of one type: that of the first that is a tensor, or else of the first."""
    first = next((one for one in operands.values() if isinstance(one, Tensor)), None)
    tensors: list[Tensor] = []
    for name, operand in operands.items():
        model = first if first is not None else tensors[0] if tensors else None
        try:
            tensors.append(as_tensor(operand, None if model is None else model.dtype, name))
        except TypeError as error:
            beside = "" if model is None else f" beside {model.described()}"
            raise TypeError(f"{what}{beside}: {error}") from None
    return tensors


def check_floats(what: str, *tensors: Tensor) -> None:
    """Refuse integers and truth values, with which TensorFlow does not compute logarithms or means."""
    for tensor in tensors:
        if tensor.dtype.kind != "f":
            raise TypeError(f"{what}: expected floats, got {tensor.described()}; use tf.cast(x, tf.float32)")


def check_integers(what: str, labels: Tensor) -> None:
    """Refuse labels that are no integers."""
    if labels.dtype.kind != "i":
        raise TypeError(f"{what}: expected integers, got {labels.described()}; use tf.cast(x, tf.int64)")
