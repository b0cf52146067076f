"""SimpleRNN: the recurrent layer without gates."""

from __future__ import annotations

from typing import Any

from dlteach import autodiff
from dlteach.keras import activations
from dlteach.keras.backend.core import differentiable
from dlteach.keras.layers.rnn.recurrent_cell import RecurrentCell, RecurrentLayer

whole_sequence = differentiable(autodiff.simple_rnn)


class SimpleRNNCell(RecurrentCell):
    """One time step of `SimpleRNN`: h = activation(x @ kernel + state @ recurrent_kernel + bias).

    Parameters
    ----------
    units : int
        The number of outputs. The other parameters are those of `SimpleRNN`.

    Examples
    --------
    >>> import numpy as np
    >>> output, states = SimpleRNNCell(4)(np.ones((2, 3)), [np.zeros((2, 4))])
    >>> output.shape
    (2, 4)
    """

    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        recurrent_initializer: Any = "orthogonal",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        recurrent_regularizer: Any = None,
        bias_regularizer: Any = None,
        kernel_constraint: Any = None,
        recurrent_constraint: Any = None,
        bias_constraint: Any = None,
        dropout: float = 0.0,
        recurrent_dropout: float = 0.0,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            units,
            activation,
            use_bias,
            kernel_initializer,
            recurrent_initializer,
            bias_initializer,
            kernel_regularizer,
            recurrent_regularizer,
            bias_regularizer,
            kernel_constraint,
            recurrent_constraint,
            bias_constraint,
            dropout,
            recurrent_dropout,
            seed,
            **kwargs,
        )

    def call(self, sequence: Any, states: Any, training: bool = False) -> Any:
        nested = isinstance(states, (list, tuple))
        output = self._sums(sequence, states[0] if nested else states, training)
        if self.activation is not None:
            output = self.activation(output)
        return output, [output] if nested else output


class SimpleRNN(RecurrentLayer):
    """A recurrent layer whose output at one time step enters the next.

        hₜ = activation(xₜ @ kernel + hₜ₋₁ @ recurrent_kernel + bias)

    Parameters
    ----------
    units : int
        u, the number of outputs.
    activation : str or callable, default "tanh"
    use_bias : bool, default True
    kernel_initializer : default "glorot_uniform"
    recurrent_initializer : default "orthogonal"
    bias_initializer : default "zeros"
    kernel_regularizer, recurrent_regularizer, bias_regularizer, activity_regularizer : optional
    kernel_constraint, recurrent_constraint, bias_constraint : optional
    dropout, recurrent_dropout : float, default 0.0
        The part of the inputs, and of the state, that is dropped while training: the same at every time step.
    return_sequences, return_state, go_backwards, stateful, unroll : bool, default False
        See `RNN`.
    seed : int, optional
        Of the dropout.

    Examples
    --------
    >>> import numpy as np
    >>> SimpleRNN(4)(np.ones((2, 5, 3))).shape
    (2, 4)

    References
    ----------
    Elman, "Finding structure in time", Cognitive Science 14 (1990).
    """

    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        recurrent_initializer: Any = "orthogonal",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        recurrent_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        recurrent_constraint: Any = None,
        bias_constraint: Any = None,
        dropout: float = 0.0,
        recurrent_dropout: float = 0.0,
        return_sequences: bool = False,
        return_state: bool = False,
        go_backwards: bool = False,
        stateful: bool = False,
        unroll: bool = False,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        cell = SimpleRNNCell(
            units,
            activation=activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            recurrent_initializer=recurrent_initializer,
            bias_initializer=bias_initializer,
            kernel_regularizer=kernel_regularizer,
            recurrent_regularizer=recurrent_regularizer,
            bias_regularizer=bias_regularizer,
            kernel_constraint=kernel_constraint,
            recurrent_constraint=recurrent_constraint,
            bias_constraint=bias_constraint,
            dropout=dropout,
            recurrent_dropout=recurrent_dropout,
            seed=seed,
            dtype=kwargs.get("dtype"),
            trainable=kwargs.get("trainable", True),
            name="simple_rnn_cell",
        )
        super().__init__(
            cell,
            return_sequences=return_sequences,
            return_state=return_state,
            go_backwards=go_backwards,
            stateful=stateful,
            unroll=unroll,
            activity_regularizer=activity_regularizer,
            **kwargs,
        )

    def inner_loop(
        self, sequences: Any, initial_state: Any, mask: Any, training: bool = False
    ) -> tuple[Any, Any, Any]:
        prepared = self._as_one_operation(sequences, mask, training)
        if prepared is None or self.activation is not activations.tanh:
            return super().inner_loop(sequences, initial_state, mask, training)
        cell = self.cell
        outputs = whole_sequence(
            prepared, initial_state[0], cell.kernel, cell.recurrent_kernel, self._bias_or_zeros()
        )
        return outputs[:, -1], outputs, [outputs[:, -1]]
