"""LSTM: the long short-term memory."""

from __future__ import annotations

from typing import Any

from dlteach import autodiff
from dlteach.keras import activations, initializers, ops
from dlteach.keras.backend.core import differentiable
from dlteach.keras.layers.rnn.recurrent_cell import RecurrentCell, RecurrentLayer, of_cell

whole_sequence = differentiable(autodiff.lstm)


class LSTMCell(RecurrentCell):
    """One time step of `LSTM`; the states are the hidden state and the cell, [h, c].

    Parameters
    ----------
    units : int
        The number of outputs. The other parameters are those of `LSTM`.

    Examples
    --------
    >>> import numpy as np
    >>> output, (hidden, cell) = LSTMCell(4)(np.ones((2, 3)), [np.zeros((2, 4)), np.zeros((2, 4))])
    >>> cell.shape
    (2, 4)
    """

    gates = 4

    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        recurrent_activation: Any = "sigmoid",
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        recurrent_initializer: Any = "orthogonal",
        bias_initializer: Any = "zeros",
        unit_forget_bias: bool = True,
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
        implementation = kwargs.pop("implementation", 2)
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
        self.recurrent_activation = activations.get(recurrent_activation)
        self.unit_forget_bias = unit_forget_bias
        self.implementation = 1 if self.recurrent_dropout else implementation
        if self.implementation == 1:
            self.dropout_mask_count = self.gates
        self.state_size = [units, units]

    def _initial_bias(self, shape: Any, dtype: Any = None) -> Any:
        """With `unit_forget_bias` that of the forget gate is 1: a new cell remembers."""
        if not self.unit_forget_bias:
            return self.bias_initializer(shape, dtype=dtype)
        units = self.units
        return ops.concatenate(
            [
                self.bias_initializer((units,), dtype=dtype),
                initializers.get("ones")((units,), dtype=dtype),
                self.bias_initializer((2 * units,), dtype=dtype),
            ]
        )

    def call(self, inputs: Any, states: Any, training: bool = False) -> Any:
        hidden, cell = states
        i, f, g, o = ops.split(self._sums(inputs, hidden, training), 4, axis=-1)
        cell = self.recurrent_activation(f) * cell + self.recurrent_activation(i) * self.activation(g)
        hidden = self.recurrent_activation(o) * self.activation(cell)
        return hidden, [hidden, cell]

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), **_config_of_gates(self)}


class LSTM(RecurrentLayer):
    """The long short-term memory: a recurrent layer whose cell keeps what its forget gate lets through.

        (zᵢ, z_f, z_g, zₒ) = xₜ @ kernel + hₜ₋₁ @ recurrent_kernel + bias
        i, f, o = σ(zᵢ), σ(z_f), σ(zₒ),    g = tanh(z_g)
        cₜ = f · cₜ₋₁ + i · g,    hₜ = o · tanh(cₜ)

    Parameters
    ----------
    units : int
        u, the number of outputs.
    activation : str or callable, default "tanh"
        Of the candidate g and of the cell.
    recurrent_activation : str or callable, default "sigmoid"
        Of the gates i, f and o.
    use_bias : bool, default True
    kernel_initializer : default "glorot_uniform"
    recurrent_initializer : default "orthogonal"
    bias_initializer : default "zeros"
    unit_forget_bias : bool, default True
        Whether the bias of the forget gate begins at 1.
    kernel_regularizer, recurrent_regularizer, bias_regularizer, activity_regularizer : optional
    kernel_constraint, recurrent_constraint, bias_constraint : optional
    dropout, recurrent_dropout : float, default 0.0
        The part of the inputs, and of the state, that is dropped while training: the same at every time step.
    seed : int, optional
        Of the dropout.
    return_sequences, return_state, go_backwards, stateful, unroll : bool, default False
        See `RNN`; the states are h and c.
    use_cudnn : {"auto", False}, default "auto"
        Accepted for Keras's sake.

    Examples
    --------
    >>> import numpy as np
    >>> LSTM(4)(np.ones((2, 5, 3))).shape
    (2, 4)
    >>> output, hidden, cell = LSTM(4, return_sequences=True, return_state=True)(np.ones((2, 5, 3)))
    >>> output.shape, cell.shape
    ((2, 5, 4), (2, 4))

    References
    ----------
    Hochreiter and Schmidhuber, "Long short-term memory", Neural Computation 9 (1997).
    """

    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        recurrent_activation: Any = "sigmoid",
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        recurrent_initializer: Any = "orthogonal",
        bias_initializer: Any = "zeros",
        unit_forget_bias: bool = True,
        kernel_regularizer: Any = None,
        recurrent_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        recurrent_constraint: Any = None,
        bias_constraint: Any = None,
        dropout: float = 0.0,
        recurrent_dropout: float = 0.0,
        seed: int | None = None,
        return_sequences: bool = False,
        return_state: bool = False,
        go_backwards: bool = False,
        stateful: bool = False,
        unroll: bool = False,
        use_cudnn: Any = "auto",
        **kwargs: Any,
    ) -> None:
        cell = LSTMCell(
            units,
            activation=activation,
            recurrent_activation=recurrent_activation,
            use_bias=use_bias,
            kernel_initializer=kernel_initializer,
            recurrent_initializer=recurrent_initializer,
            bias_initializer=bias_initializer,
            unit_forget_bias=unit_forget_bias,
            kernel_regularizer=kernel_regularizer,
            recurrent_regularizer=recurrent_regularizer,
            bias_regularizer=bias_regularizer,
            kernel_constraint=kernel_constraint,
            recurrent_constraint=recurrent_constraint,
            bias_constraint=bias_constraint,
            dropout=dropout,
            recurrent_dropout=recurrent_dropout,
            seed=seed,
            implementation=kwargs.pop("implementation", 2),
            dtype=kwargs.get("dtype"),
            trainable=kwargs.get("trainable", True),
            name="lstm_cell",
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
        if use_cudnn not in ("auto", False):
            raise ValueError(
                f"Invalid value for argument `use_cudnn`: dlteach has no cuDNN. Expected 'auto' or False. "
                f"Received: use_cudnn={use_cudnn}"
            )
        self.use_cudnn = use_cudnn

    recurrent_activation = of_cell("recurrent_activation")
    unit_forget_bias = of_cell("unit_forget_bias")

    def inner_loop(
        self, sequences: Any, initial_state: Any, mask: Any, training: bool = False
    ) -> tuple[Any, Any, Any]:
        usual = self.activation is activations.tanh and self.recurrent_activation is activations.sigmoid
        prepared = self._as_one_operation(sequences, mask, training) if usual else None
        if prepared is None:
            return super().inner_loop(sequences, initial_state, mask, training)
        cell = self.cell
        run = whole_sequence(
            prepared, *initial_state, cell.kernel, cell.recurrent_kernel, self._bias_or_zeros()
        )
        last = run[:, -2]
        return last, run[:, :-1] if self.return_sequences else None, [last, run[:, -1]]

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), **_config_of_gates(self), "seed": self.cell.seed}


def _config_of_gates(layer: Any) -> dict[str, Any]:
    return {
        "recurrent_activation": activations.serialize(layer.recurrent_activation),
        "unit_forget_bias": layer.unit_forget_bias,
    }
