"""How an operation becomes a node of the graph: its inputs as tensors first, its output recorded last."""

from typing import Any

from numpy.typing import ArrayLike

from dlteach.autodiff.grad_mode import is_recording
from dlteach.autodiff.tensor import Pull, Tensor
from dlteach.autodiff.values import as_numbers

Operand = ArrayLike | Tensor

_NUMBERS = (int, float)


def as_tensor(value: Operand) -> Tensor:
    """A tensor as it is; anything else as a constant, without copying."""
    if isinstance(value, Tensor):
        return value
    return record(None, as_numbers(value), (), ())


def as_tensors(a: Operand, b: Operand) -> tuple[Tensor, Tensor]:
    """Both operands as tensors.

    A Python number beside a tensor stays one: NumPy then lets the tensor decide the dtype of the result.
    """
    if isinstance(a, Tensor):
        if isinstance(b, Tensor):
            return a, b
        return a, record(None, b, (), ()) if b.__class__ in _NUMBERS else as_tensor(b)
    b = as_tensor(b)
    return record(None, a, (), ()) if a.__class__ in _NUMBERS else as_tensor(a), b


def record(op: str | None, data: Any, inputs: tuple[Tensor, ...], pulls: tuple[Pull, ...]) -> Tensor:
    """The output of an operation: a tensor that knows its inputs, and how a gradient goes back to each.

    Parameters
    ----------
    op : str
        Name of the operation.
    data : ndarray
        Its output.
    inputs : tuple of Tensor
    pulls : tuple, one for each input
        Either an array, for an operation that works entry by entry: the local derivative, by which `backward`
        multiplies what arrives. Or a function from the gradient that arrives, ∂J/∂output, to the share of the
        input, ∂J/∂input; it is called only if the input requires a gradient. In both cases `backward` sums
        over the axes along which the input was broadcast.

    Examples
    --------
    >>> def cube(x):
    ...     x = as_tensor(x)
    ...     values = x.data
    ...     out = values**3
    ...
    ...     def backward(grad):
    ...         return grad * 3 * values**2
    ...
    ...     return record("cube", out, (x,), (backward,))
    >>> x = Tensor(2.0, requires_grad=True)
    >>> cube(x).backward()
    >>> x.grad.item()
    12.0
    """
    out = Tensor.__new__(Tensor)
    out.data = data
    out.grad = out.name = None
    out.op = op
    for tensor in inputs:
        if tensor._requires_grad and is_recording():
            out._inputs, out._pulls = inputs, pulls
            out._keeps_grad, out._requires_grad = False, True
            return out
    out._inputs = out._pulls = ()
    out._keeps_grad, out._requires_grad = True, False
    return out


def detach(x: Operand) -> Tensor:
    """The same numbers without their history: no gradient flows through."""
    return record("detach", as_tensor(x).data, (), ())


Tensor.detach = detach
