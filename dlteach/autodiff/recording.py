"""How an operation becomes a node of the graph: its inputs as tensors first, its output recorded last."""

from typing import Any

from numpy.typing import ArrayLike

from dlteach.autodiff.grad_mode import is_recording, open_blocks
from dlteach.autodiff.tensor import NOTHING, FusedPull, Pull, Tensor, next_number
from dlteach.autodiff.values import Array, as_numbers

Operand = ArrayLike | Tensor

_new = object.__new__


def as_tensor(value: Operand) -> Tensor:
    """A tensor as it is, a variable as what it stands for; anything else as a constant, without copying.

    A variable is any object whose class has a method `__tensor__()`, which gives a tensor or an array.
    """
    if isinstance(value, Tensor):
        return value
    if hasattr(type(value), "__tensor__"):
        return as_tensor(value.__tensor__())  # type: ignore[union-attr]
    return record(None, as_numbers(value), (), ())


def as_tensors(a: Operand, b: Operand) -> tuple[Tensor, Tensor]:
    """Both operands as tensors.

    A Python number beside a tensor stays one: NumPy then lets the tensor decide the dtype of the result.
    """
    kind = type(b)
    if kind is float or kind is int:
        return as_tensor(a), record(None, b, (), ())
    kind = type(a)
    if kind is float or kind is int:
        return record(None, a, (), ()), as_tensor(b)
    return as_tensor(a), as_tensor(b)


def record(
    op: str | None, data: Any, inputs: tuple[Tensor, ...], pulls: tuple[Pull, ...] | FusedPull
) -> Tensor:
    """The output of an operation: a tensor that knows its inputs, and how a gradient goes back to each.

    Parameters
    ----------
    op : str
        Name of the operation.
    data : ndarray
        Its output.
    inputs : tuple of Tensor
    pulls : tuple, one for each input, or one callable for all
        Either an array, for an operation that works entry by entry: the local derivative, by which `backward`
        multiplies what arrives. Or a function from the gradient that arrives, ∂J/∂output, to the share of the
        input, ∂J/∂input; it is called only if the input requires a gradient. Where the shares have work in
        common, one function for all inputs, which returns a tuple of their shares; it may return None for an
        input with `requires_grad` False. In all cases `backward` sums over the axes along which the input
        was broadcast.

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
    out = _new(Tensor)
    out.data = data
    out.op = op
    out.grad = out.name = out._arrived = out._grad_room = None
    out._number = next_number()
    for tensor in inputs:
        if tensor._requires_grad and (not open_blocks or is_recording()):
            out._inputs = inputs
            out._pulls = pulls
            out._keeps_grad = False
            out._requires_grad = True
            return out
    out._inputs = out._pulls = ()
    out._keeps_grad = True
    out._requires_grad = False
    return out


def room_for(tensor: Tensor) -> Array | None:
    """Where the gradient of a leaf belongs, while nothing has arrived there; otherwise None.

    Whoever trains a model may set `leaf._grad_room` to an array in the shape of the leaf; then `leaf.grad` is
    this array after `backward`. An operation computes its share of the gradient straight into it by
    `out=room_for(input)`: with None NumPy makes a new array. Further shares are added to the first one. The
    share of an operation that does not ask is copied.

    Examples
    --------
    >>> import numpy as np
    >>> def double(x):
    ...     def backward(grad):
    ...         return np.multiply(grad, 2, out=room_for(x))
    ...
    ...     return record("double", x.data * 2, (x,), (backward,))
    >>> w = Tensor([1.0, 2.0], requires_grad=True)
    >>> w._grad_room = np.empty(2)
    >>> double(w).sum().backward()
    >>> w.grad is w._grad_room, w.grad
    (True, array([2., 2.]))
    """
    return tensor._grad_room if tensor._arrived is NOTHING and tensor.grad is None else None


def detach(x: Operand) -> Tensor:
    """The same numbers without their history: no gradient flows through."""
    return record("detach", as_tensor(x).data, (), ())


Tensor.detach = detach
