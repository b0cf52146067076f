"""Embedding: a vector for each word."""

from __future__ import annotations

import warnings
from typing import Any

from dlteach import autodiff
from dlteach.keras import backend, constraints, initializers, ops, regularizers
from dlteach.keras.backend.core import differentiable
from dlteach.keras.layers.keras_only import refuse_keras_only
from dlteach.keras.layers.layer import Layer

lookup = differentiable(autodiff.embedding)


class Embedding(Layer):
    """Turn each index into the row of a table, which is learnt.

        y[…, j] = embeddings[x[…], j]

    Parameters
    ----------
    input_dim : int
        The number of rows: the size of the vocabulary, one more than the largest index.
    output_dim : int
        The length of each vector.
    embeddings_initializer : default "uniform"
    embeddings_regularizer, embeddings_constraint : optional
    mask_zero : bool, default False
        Whether index 0 stands for padding, which the layers that follow skip.
    weights : array_like, shape (input_dim, output_dim), optional
        The table to begin with.

    Attributes
    ----------
    embeddings : Variable, shape (input_dim, output_dim)

    Raises
    ------
    ValueError
        If a size is not a positive integer; at a call, if an index has no row.

    Examples
    --------
    >>> import numpy as np
    >>> layer = Embedding(3, 2, weights=np.array([[0.0, 0.0], [1.0, 2.0], [3.0, 4.0]]))
    >>> layer(np.array([[2, 1]]))
    array([[[3., 4.],
            [1., 2.]]], dtype=float32)
    """

    def __init__(
        self,
        input_dim: int,
        output_dim: int,
        embeddings_initializer: Any = "uniform",
        embeddings_regularizer: Any = None,
        embeddings_constraint: Any = None,
        mask_zero: bool = False,
        weights: Any = None,
        **kwargs: Any,
    ) -> None:
        for name, size in [("input_dim", input_dim), ("output_dim", output_dim)]:
            if not isinstance(size, int) or isinstance(size, bool) or size <= 0:
                raise ValueError(
                    f"`{name}` must be a positive integer. Received: {name}={size!r} "
                    f"(of type {type(size).__name__})."
                )
        if kwargs.pop("input_length", None) is not None:
            warnings.warn("Argument `input_length` is deprecated. Just remove it.", stacklevel=2)
        refuse_keras_only("Embedding", kwargs, "lora_rank", "lora_alpha", "quantization_config")
        super().__init__(**kwargs)
        self.input_dim = input_dim
        self.output_dim = output_dim
        self.embeddings_initializer = initializers.get(embeddings_initializer)
        self.embeddings_regularizer = regularizers.get(embeddings_regularizer)
        self.embeddings_constraint = constraints.get(embeddings_constraint)
        self.mask_zero = mask_zero
        self.supports_masking = mask_zero
        self.autocast = False  # the inputs are indices: the float type of the layer is not for them
        if weights is not None:
            self.build()
            self.set_weights(weights if isinstance(weights, list) and len(weights) == 1 else [weights])

    def build(self, input_shape: Any = None) -> None:
        if self.built:
            return
        self._embeddings = self.add_weight(
            name="embeddings",
            shape=(self.input_dim, self.output_dim),
            initializer=self.embeddings_initializer,
            regularizer=self.embeddings_regularizer,
            constraint=self.embeddings_constraint,
        )

    @property
    def embeddings(self) -> Any:
        if not self.built:
            raise AttributeError("You must build the layer before accessing `embeddings`.")
        return self._embeddings

    def call(self, inputs: Any) -> Any:
        if backend.standardize_dtype(inputs.dtype) not in ("int32", "int64"):
            inputs = ops.cast(inputs, "int32")
        return ops.cast(lookup(self._embeddings, inputs), self.compute_dtype)

    def compute_mask(self, inputs: Any, mask: Any = None) -> Any:
        return ops.not_equal(inputs, 0) if self.mask_zero else None

    def compute_output_shape(self, input_shape: Any) -> Any:
        return (*input_shape, self.output_dim)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "input_dim": self.input_dim,
            "output_dim": self.output_dim,
            "embeddings_initializer": initializers.serialize(self.embeddings_initializer),
            "embeddings_regularizer": regularizers.serialize(self.embeddings_regularizer),
            "activity_regularizer": regularizers.serialize(self.activity_regularizer),
            "embeddings_constraint": constraints.serialize(self.embeddings_constraint),
            "mask_zero": self.mask_zero,
            "quantization_config": None,  # what Keras writes
        }
