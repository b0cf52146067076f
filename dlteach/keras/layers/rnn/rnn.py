"""RNN: a cell over a sequence."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.keras import backend, ops, tree
from dlteach.keras.layers.layer import Layer
from dlteach.keras.layers.rnn.dropout_rnn_cell import DropoutRNNCell
from dlteach.keras.layers.rnn.stacked_rnn_cells import StackedRNNCells, initial_state
from dlteach.keras.layers.rnn.time_steps import run_steps
from dlteach.keras.saving import serialization_lib
from dlteach.keras.utils import tracking


class RNN(Layer):
    """Run a cell over a sequence (n, t, d): the states that it gives at one time step enter the next.

    Parameters
    ----------
    cell : cell or list of cells
        Has a `state_size` and a `call(inputs, states)` that returns `(output, new_states)`. Several cells are
        stacked.
    return_sequences : bool, default False
        Whether the output is that of all time steps, (n, t, u), and not of the last, (n, u).
    return_state : bool, default False
        Whether the last states follow the output.
    go_backwards : bool, default False
        Whether the sequence is read from its end; the outputs then stand in the order of the reading.
    stateful : bool, default False
        Whether a batch begins with the states with which the batch before it ended, example by example.
    unroll : bool, default False
        Accepted for Keras's sake: it changes the speed of other back ends only.
    zero_output_for_mask : bool, default False
        Whether the output of a masked time step is 0, and not that of the step before it.

    Raises
    ------
    ValueError
        If the cell is none.

    Examples
    --------
    >>> import numpy as np
    >>> from dlteach.keras import layers
    >>> class Sum(layers.Layer):  # the state is the sum so far
    ...     state_size = 1
    ...
    ...     def call(self, inputs, states):
    ...         total = states[0] + inputs
    ...         return total, [total]
    >>> RNN(Sum(), return_sequences=True)(np.array([[[1.0], [2.0], [3.0]]])).ravel()
    array([1., 3., 6.], dtype=float32)
    """

    def __init__(
        self,
        cell: Any,
        return_sequences: bool = False,
        return_state: bool = False,
        go_backwards: bool = False,
        stateful: bool = False,
        unroll: bool = False,
        zero_output_for_mask: bool = False,
        **kwargs: Any,
    ) -> None:
        if isinstance(cell, (list, tuple)):
            cell = StackedRNNCells(cell)
        if not hasattr(cell, "call"):
            raise ValueError(f"Argument `cell` should have a `call` method. Received: cell={cell}")
        state_size = getattr(cell, "state_size", None)
        if not isinstance(state_size, (list, tuple, int)):
            raise ValueError(
                "The RNN cell should have a `state_size` attribute (single integer or list of integers, one "
                f"integer per RNN state). Received: cell={cell}, state_size={state_size}"
            )
        super().__init__(**kwargs)
        self.cell = cell
        self.return_sequences = return_sequences
        self.return_state = return_state
        self.go_backwards = go_backwards
        self.stateful = stateful
        self.unroll = unroll
        self.zero_output_for_mask = zero_output_for_mask
        self.supports_masking = True
        self.states: Any = None
        self._expected_batch_size: int | None = None
        self.single_state = isinstance(state_size, int)
        self.state_size = [state_size] if isinstance(state_size, int) else list(state_size)

    def compute_output_shape(self, sequences_shape: Any, initial_state_shape: Any = None) -> Any:
        examples, length = sequences_shape[:2]
        size = getattr(self.cell, "output_size", None)
        size = self.state_size[0] if size is None else size
        if not isinstance(size, int):
            raise ValueError(f"output_size must be an integer. Received: output_size={size}")
        shape = (examples, length, size) if self.return_sequences else (examples, size)
        if not self.return_state:
            return shape
        states = [
            [(examples, part) for part in size] if isinstance(size, (list, tuple)) else (examples, size)
            for size in self.state_size
        ]
        return (shape, *states)

    def compute_mask(self, _: Any, mask: Any) -> Any:
        mask = tree.flatten(mask)[0] if self.return_sequences else None
        return [mask, *(None for _ in self.state_size)] if self.return_state else mask

    def build(self, sequences_shape: Any, initial_state_shape: Any = None) -> None:
        examples = sequences_shape[0]
        if isinstance(self.cell, Layer) and not self.cell.built:
            self.cell.build((examples, *sequences_shape[2:]))
            self.cell.built = True
        if not self.stateful:
            return
        if self.states is not None:
            self.reset_state()
            return
        if examples is None:
            raise ValueError(
                "When using `stateful=True` in a RNN, the batch size must be static: give the `Input` a "
                f"`batch_size`. Found dynamic batch size: sequence.shape={sequences_shape}"
            )
        self._create_state_variables(examples)
        self._expected_batch_size = examples

    @tracking.no_automatic_dependency_tracking
    def _create_state_variables(self, batch_size: int) -> None:
        with backend.name_scope(self.name, caller=self):
            self.states = tree.map_structure(
                lambda value: backend.Variable(
                    value, trainable=False, dtype=self.variable_dtype, name="rnn_state"
                ),
                self.get_initial_state(batch_size),
            )

    def get_initial_state(self, batch_size: Any) -> list[Any]:
        """The states before the first step, for so many examples."""
        state = initial_state(self.cell, batch_size, self.compute_dtype)
        return list(state) if tree.is_nested(state) else [state]

    def reset_state(self) -> None:
        """Forget the states of the last batch."""
        for variable in tree.flatten(self.states) if self.states is not None else []:
            variable.assign(np.zeros(variable.shape))

    def reset_states(self) -> None:
        """`reset_state`, under its older name."""
        self.reset_state()

    def inner_loop(
        self, sequences: Any, initial_state: Any, mask: Any, training: bool = False
    ) -> tuple[Any, Any, Any]:
        """The last output, all outputs (n, t, u) if they are returned, and the last states."""
        arguments = {}
        if isinstance(self.cell, Layer) and self.cell._call_has_training_arg:
            arguments["training"] = training

        def step(inputs: Any, states: Any) -> tuple[Any, Any]:
            output, new_states = self.cell(inputs, states, **arguments)
            return output, new_states if tree.is_nested(new_states) else [new_states]

        outputs, states = run_steps(
            step, sequences, initial_state, mask, self.go_backwards, self.zero_output_for_mask
        )
        return outputs[-1], ops.stack(outputs, axis=1) if self.return_sequences else None, states

    def call(
        self, sequences: Any, initial_state: Any = None, mask: Any = None, training: bool = False
    ) -> Any:
        self._check_sizes(sequences)
        states = self._states_before(sequences, initial_state)
        mask = tree.flatten(mask)[0]
        try:
            last_output, outputs, states = self.inner_loop(sequences, states, mask, training)
        finally:
            reset_dropout_masks(self.cell)
        states = tree.map_structure(lambda x: ops.cast(x, self.compute_dtype), states)
        if self.stateful:
            for variable, state in zip(tree.flatten(self.states), tree.flatten(states)):
                variable.assign(backend.convert_to_numpy(state))
        output = ops.cast(outputs if self.return_sequences else last_output, self.compute_dtype)
        return (output, *states) if self.return_state else output

    def _check_sizes(self, sequences: Any) -> None:
        if not sequences.shape[1]:
            raise ValueError(
                f"Layer '{self.name}' expects at least one time step. "
                f"Received: sequences.shape={sequences.shape}"
            )
        expected = self._expected_batch_size
        if self.stateful and expected is not None and sequences.shape[0] != expected:
            raise ValueError(
                "If an RNN is stateful, the batch size of the input sequences must be the same as the batch "
                f"size of the initial state.\n- Expected batch size: {expected}\n"
                f"- Received batch size: {sequences.shape[0]}"
            )

    def _states_before(self, sequences: Any, initial_state: Any) -> list[Any]:
        if initial_state is None and self.stateful:
            # Copied: the variables are written to before the gradient asks for these values.
            return tree.map_structure(lambda v: np.array(v, self.cell.compute_dtype), list(self.states))
        if initial_state is None:
            initial_state = self.get_initial_state(sequences.shape[0])
        states = list(initial_state) if tree.is_nested(initial_state) else [initial_state]
        dtype = self.cell.compute_dtype if isinstance(self.cell, Layer) else self.compute_dtype
        return tree.map_structure(lambda x: backend.convert_to_tensor(x, dtype=dtype), states)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "return_sequences": self.return_sequences,
            "return_state": self.return_state,
            "go_backwards": self.go_backwards,
            "stateful": self.stateful,
            "unroll": self.unroll,
            "zero_output_for_mask": self.zero_output_for_mask,
            "cell": serialization_lib.serialize_keras_object(self.cell),
        }

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        cell = serialization_lib.deserialize_keras_object(config["cell"], custom_objects=custom_objects)
        return cls(cell, **{key: value for key, value in config.items() if key != "cell"})


def reset_dropout_masks(cell: Any) -> None:
    """Let the cell, and the cells inside it, draw new masks for the next sequence."""
    if isinstance(cell, DropoutRNNCell):
        cell.reset_dropout_mask()
        cell.reset_recurrent_dropout_mask()
    if isinstance(cell, StackedRNNCells):
        for inner in cell.cells:
            reset_dropout_masks(inner)
