"""Softmax and its logarithm, row by row."""

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.replay import repeatable
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def softmax(z: Operand, temperature: float = 1.0) -> Tensor:
    """`functions.softmax`, with `functions.softmax_gradient`."""
    z = as_tensor(z)
    logits = z.data
    out = functions.softmax(logits, temperature)

    def backward(grad: Array) -> Array:
        return functions.softmax_gradient(grad, logits, temperature)

    # A cost that knows its way past a softmax looks for this name, and knows no temperature.
    name = "softmax" if temperature == 1 else "softmax_with_temperature"
    return repeatable(record(name, out, (z,), (backward,)), lambda: functions.softmax(logits, temperature))


def log_softmax(z: Operand) -> Tensor:
    """`functions.log_softmax`, with `functions.log_softmax_gradient`."""
    z = as_tensor(z)
    logits = z.data
    out = functions.log_softmax(logits)

    def backward(grad: Array) -> Array:
        return functions.log_softmax_gradient(grad, logits)

    return repeatable(record("log_softmax", out, (z,), (backward,)), lambda: functions.log_softmax(logits))
