"""Dense: the fully connected layer."""

from __future__ import annotations

from typing import Any

from dlteach import autodiff
from dlteach.keras import activations, constraints, initializers, ops, regularizers
from dlteach.keras.backend.core import differentiable
from dlteach.keras.layers.input_spec import InputSpec
from dlteach.keras.layers.keras_only import refuse_keras_only
from dlteach.keras.layers.layer import Layer

affine = differentiable(autodiff.affine)


class Dense(Layer):
    """A fully connected layer: every unit sees every feature.

        y = activation(x @ kernel + bias)

    Parameters
    ----------
    units : int
        The number of outputs.
    activation : str or callable, optional
        By default none: y = x @ kernel + bias.
    use_bias : bool, default True
    kernel_initializer : default "glorot_uniform"
    bias_initializer : default "zeros"
    kernel_regularizer, bias_regularizer, activity_regularizer : optional
        Penalties on the weights and on the output, added to the loss.
    kernel_constraint, bias_constraint : optional
        What is done to the weights after each step.

    Attributes
    ----------
    kernel : Variable, shape (d, units)
    bias : Variable, shape (units,), or None

    Raises
    ------
    ValueError
        If `units` is not a positive integer.

    Examples
    --------
    >>> import numpy as np
    >>> layer = Dense(2, activation="relu")
    >>> layer.build((None, 3))
    >>> layer.set_weights([[[1, -1], [0, 0], [0, 0]], [0.5, 0.5]])
    >>> layer(np.array([[1.0, 2.0, 3.0]]))
    array([[1.5, 0. ]], dtype=float32)
    """

    def __init__(
        self,
        units: int,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        **kwargs: Any,
    ) -> None:
        if not isinstance(units, int) or units <= 0:
            raise ValueError(
                "Received an invalid value for `units`, expected a positive integer, the number of outputs. "
                f"Received: units={units!r}"
            )
        refuse_keras_only("Dense", kwargs, "lora_rank", "lora_alpha", "quantization_config")
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        self.units = units
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        self.kernel_constraint = constraints.get(kernel_constraint)
        self.bias_constraint = constraints.get(bias_constraint)
        self.input_spec = InputSpec(min_ndim=2)
        self.supports_masking = True

    def build(self, input_shape: Any) -> None:
        features = input_shape[-1]
        self._kernel = self.add_weight(
            name="kernel",
            shape=(features, self.units),
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(
                name="bias",
                shape=(self.units,),
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
            )
        self.input_spec = InputSpec(min_ndim=2, axes={-1: features})

    @property
    def kernel(self) -> Any:
        if not self.built:
            raise AttributeError("You must build the layer before accessing `kernel`.")
        return self._kernel

    def call(self, inputs: Any, training: bool | None = None) -> Any:
        if self.bias is None:
            outputs = ops.matmul(inputs, self._kernel)
        elif len(inputs.shape) == 2:
            outputs = affine(inputs, self._kernel, self.bias)
        else:
            rows = ops.reshape(inputs, (-1, inputs.shape[-1]))
            outputs = ops.reshape(affine(rows, self._kernel, self.bias), (*inputs.shape[:-1], self.units))
        return outputs if self.activation is None else self.activation(outputs)

    def compute_output_shape(self, input_shape: Any) -> Any:
        return (*input_shape[:-1], self.units)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "units": self.units,
            "activation": activations.serialize(self.activation),
            "use_bias": self.use_bias,
            "kernel_initializer": initializers.serialize(self.kernel_initializer),
            "bias_initializer": initializers.serialize(self.bias_initializer),
            "kernel_regularizer": regularizers.serialize(self.kernel_regularizer),
            "bias_regularizer": regularizers.serialize(self.bias_regularizer),
            "kernel_constraint": constraints.serialize(self.kernel_constraint),
            "bias_constraint": constraints.serialize(self.bias_constraint),
            "quantization_config": None,  # what Keras writes
        }
