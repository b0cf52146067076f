"""Whole sequences as one operation: a recurrent layer, forward in time and backward through time."""

import numpy as np

from dlteach import functions
from dlteach.autodiff.recording import Operand, as_tensor, record
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array


def simple_rnn(
    x: Operand, initial_state: Operand, kernel: Operand, recurrent_kernel: Operand, bias: Operand
) -> Tensor:
    """`functions.simple_rnn`, with `functions.simple_rnn_gradient`: the states (n, t, u) of all steps."""
    inputs = tuple(as_tensor(value) for value in (x, initial_state, kernel, recurrent_kernel, bias))
    sequences, state, weights, recurrent_weights, offset = (tensor.data for tensor in inputs)
    out = functions.simple_rnn(sequences, state, weights, recurrent_weights, offset)

    def backward(grad: Array) -> tuple[Array, ...]:
        return functions.simple_rnn_gradient(grad, sequences, state, out, weights, recurrent_weights)

    return record("simple_rnn", out, inputs, backward)


def lstm(
    x: Operand,
    initial_hidden: Operand,
    initial_cell: Operand,
    kernel: Operand,
    recurrent_kernel: Operand,
    bias: Operand,
) -> Tensor:
    """`functions.lstm`, with `functions.lstm_gradient`: the states of all steps, then the last cell.

    The output is (n, t + 1, u): `out[:, :t]` the hidden states h₁ … hₜ, `out[:, t]` the cell cₜ.
    """
    inputs = tuple(
        as_tensor(value) for value in (x, initial_hidden, initial_cell, kernel, recurrent_kernel, bias)
    )
    sequences, hidden, cell, weights, recurrent_weights, offset = (tensor.data for tensor in inputs)
    states = functions.lstm(sequences, hidden, cell, weights, recurrent_weights, offset)
    last_cell = states[1][:, -1:] if sequences.shape[1] else cell[:, None]
    out = np.concatenate([states[0], last_cell], axis=1)

    def backward(grad: Array) -> tuple[Array, ...]:
        return functions.lstm_gradient(
            grad[:, :-1], grad[:, -1], sequences, hidden, cell, *states, weights, recurrent_weights
        )

    return record("lstm", out, inputs, backward)
