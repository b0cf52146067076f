"""What the cells with weights share, and what the layers around them do."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np

from dlteach.keras import activations, backend, constraints, initializers, ops, random, regularizers
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.layer import Layer
from dlteach.keras.layers.rnn.dropout_rnn_cell import DropoutRNNCell
from dlteach.keras.layers.rnn.rnn import RNN


class RecurrentCell(Layer, DropoutRNNCell):
    """The weights of a recurrent cell: a kernel, a recurrent kernel and a bias, for each of its gates."""

    gates: ClassVar[int] = 1

    def __init__(
        self,
        units: int,
        activation: Any,
        use_bias: bool,
        kernel_initializer: Any,
        recurrent_initializer: Any,
        bias_initializer: Any,
        kernel_regularizer: Any,
        recurrent_regularizer: Any,
        bias_regularizer: Any,
        kernel_constraint: Any,
        recurrent_constraint: Any,
        bias_constraint: Any,
        dropout: float,
        recurrent_dropout: float,
        seed: int | None,
        **kwargs: Any,
    ) -> None:
        if units <= 0:
            raise ValueError(
                "Received an invalid value for argument `units`, expected a positive integer, the number of "
                f"outputs. Received: units={units}"
            )
        super().__init__(**kwargs)
        self.units = units
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.recurrent_initializer = initializers.get(recurrent_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.recurrent_regularizer = regularizers.get(recurrent_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)
        self.recurrent_constraint = constraints.get(recurrent_constraint)
        self.bias_constraint = constraints.get(bias_constraint)
        self.dropout = min(1.0, max(0.0, dropout))
        self.recurrent_dropout = min(1.0, max(0.0, recurrent_dropout))
        self.seed = seed
        self.seed_generator = random.SeedGenerator(seed)
        self.state_size: Any = units
        self.output_size = units

    def build(self, input_shape: Any) -> None:
        columns = self.gates * self.units
        self.kernel = self.add_weight(
            shape=(input_shape[-1], columns),
            name="kernel",
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, columns),
            name="recurrent_kernel",
            initializer=self.recurrent_initializer,
            regularizer=self.recurrent_regularizer,
            constraint=self.recurrent_constraint,
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(
                shape=(columns,),
                name="bias",
                initializer=self._initial_bias,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )

    def _initial_bias(self, shape: Any, dtype: Any = None) -> Any:
        return self.bias_initializer(shape, dtype=dtype)

    def _sums(self, inputs: Any, state: Any, training: bool) -> Any:
        """inputs @ kernel + state @ recurrent_kernel + bias, with dropout while training."""
        input_mask = self.get_dropout_mask(inputs) if training and self.dropout < 1 else None
        state_mask = (
            self.get_recurrent_dropout_mask(state) if training and self.recurrent_dropout < 1 else None
        )
        sums = _product(inputs, input_mask, self.kernel) + _product(state, state_mask, self.recurrent_kernel)
        return sums if self.bias is None else sums + self.bias

    def get_initial_state(self, batch_size: Any = None) -> list[Any]:
        sizes = self.state_size if isinstance(self.state_size, list) else [self.state_size]
        return [ops.zeros((batch_size, size), dtype=self.compute_dtype) for size in sizes]

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), **config_of(self), "seed": self.seed}


def _product(values: Any, mask: Any, kernel: Any) -> Any:
    """(values · mask) @ kernel; with a list of masks, one for each gate, each with its part of the kernel."""
    if not isinstance(mask, list):
        return ops.matmul(values if mask is None else values * mask, kernel)
    parts = ops.split(kernel, len(mask), axis=1)
    return ops.concatenate([ops.matmul(values * m, part) for m, part in zip(mask, parts)], axis=-1)


def of_cell(name: str) -> Any:
    """An attribute of a layer which is that of its cell."""
    return property(lambda layer: getattr(layer.cell, name))


class RecurrentLayer(RNN):
    """A layer around a `RecurrentCell`: it has the arguments of the cell as attributes."""

    def __init__(self, cell: RecurrentCell, **kwargs: Any) -> None:
        super().__init__(cell, **kwargs)
        self.input_spec = InputSpec(ndim=3)

    units = of_cell("units")
    activation = of_cell("activation")
    use_bias = of_cell("use_bias")
    kernel_initializer = of_cell("kernel_initializer")
    recurrent_initializer = of_cell("recurrent_initializer")
    bias_initializer = of_cell("bias_initializer")
    kernel_regularizer = of_cell("kernel_regularizer")
    recurrent_regularizer = of_cell("recurrent_regularizer")
    bias_regularizer = of_cell("bias_regularizer")
    kernel_constraint = of_cell("kernel_constraint")
    recurrent_constraint = of_cell("recurrent_constraint")
    bias_constraint = of_cell("bias_constraint")
    dropout = of_cell("dropout")
    recurrent_dropout = of_cell("recurrent_dropout")

    def _as_one_operation(self, sequences: Any, mask: Any, training: bool) -> Any:
        """The sequences for an operation on all time steps; None if the cell has to go step by step."""
        cell = self.cell
        if mask is not None and not np.all(backend.convert_to_numpy(mask)):
            return None
        if training and (cell.recurrent_dropout or (cell.dropout and cell.dropout_mask_count)):
            return None
        if training and 0 < cell.dropout < 1:
            sequences = sequences * ops.expand_dims(cell.get_dropout_mask(sequences[:, 0]), 1)
        return ops.flip(sequences, axis=1) if self.go_backwards else sequences

    def _bias_or_zeros(self) -> Any:
        cell = self.cell
        return np.zeros(cell.gates * cell.units, cell.compute_dtype) if cell.bias is None else cell.bias

    def get_config(self) -> dict[str, Any]:
        config = {
            **super().get_config(),
            **config_of(self),
            "activity_regularizer": regularizers.serialize(self.activity_regularizer),
        }
        del config["cell"]
        return config

    @classmethod
    def from_config(cls, config: dict[str, Any], custom_objects: Any = None) -> Any:
        return super(RNN, cls).from_config(config)


def config_of(layer: Any) -> dict[str, Any]:
    """The arguments that a cell and the layer around it have in common."""
    return {
        "units": layer.units,
        "activation": activations.serialize(layer.activation),
        "use_bias": layer.use_bias,
        "kernel_initializer": initializers.serialize(layer.kernel_initializer),
        "recurrent_initializer": initializers.serialize(layer.recurrent_initializer),
        "bias_initializer": initializers.serialize(layer.bias_initializer),
        "kernel_regularizer": regularizers.serialize(layer.kernel_regularizer),
        "recurrent_regularizer": regularizers.serialize(layer.recurrent_regularizer),
        "bias_regularizer": regularizers.serialize(layer.bias_regularizer),
        "kernel_constraint": constraints.serialize(layer.kernel_constraint),
        "recurrent_constraint": constraints.serialize(layer.recurrent_constraint),
        "bias_constraint": constraints.serialize(layer.bias_constraint),
        "dropout": layer.dropout,
        "recurrent_dropout": layer.recurrent_dropout,
    }
