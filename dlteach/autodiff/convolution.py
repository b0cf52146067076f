"""Convolutions, with their bias and a relu as one operation."""

from __future__ import annotations

from collections.abc import Sequence

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record, room_for
from dlteach.autodiff.replay import repeatable
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array

IntOrInts = int | Sequence[int]


def convolution(
    x: Operand,
    kernel: Operand,
    bias: Operand | None = None,
    *,
    strides: IntOrInts = 1,
    padding: str = "valid",
    dilation: IntOrInts = 1,
    relu: bool = False,
) -> Tensor:
    """`functions.Convolution`, forward and backward; with `relu=True` as one operation with `functions.relu`.

    A first layer does not pay for the gradient of its images, nor a frozen one for that of its kernel.
    """
    inputs = tuple(as_tensor(value) for value in (x, kernel, bias) if value is not None)
    arrays = [tensor.data for tensor in inputs]
    layer = functions.Convolution(*arrays, strides=strides, padding=padding, dilation=dilation, relu=relu)

    def backward(grad: Array) -> tuple[Array | None, ...]:
        rooms = room_for(inputs[1]), room_for(inputs[2]) if bias is not None else None
        needed = {"with_x": inputs[0].requires_grad, "with_kernel": inputs[1].requires_grad}
        return layer.backward(grad, **needed, out=rooms)[: len(inputs)]

    def again() -> None:
        layer.forward()

    return repeatable(record("convolution", layer.forward(), inputs, backward), again)
