"""InputLayer and Input: where data enters a model."""

from __future__ import annotations

import warnings
from typing import Any

from dlteach.keras import backend
from dlteach.keras.layers.layer import Layer
from dlteach.keras.ops.node import Node


class InputLayer(Layer):
    """The start of a graph: shape and dtype of what will be put in. See `Input` for the arguments."""

    def __init__(
        self,
        shape: Any = None,
        batch_size: int | None = None,
        dtype: Any = None,
        sparse: bool | None = None,
        ragged: bool | None = None,
        batch_shape: Any = None,
        input_tensor: Any = None,
        optional: bool = False,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=name)
        if "input_shape" in kwargs:
            warnings.warn("Argument `input_shape` is deprecated. Use `shape` instead.", stacklevel=2)
            shape = kwargs.pop("input_shape")
        batch_shape = kwargs.pop("batch_input_shape", batch_shape)
        if kwargs:
            raise ValueError(f"Unrecognized keyword arguments passed to InputLayer: {kwargs}")
        if input_tensor is not None:
            _check_agrees(input_tensor, shape, batch_size, batch_shape, dtype, sparse)
            batch_shape, dtype = input_tensor.shape, input_tensor.dtype
        elif shape is not None and batch_shape is not None:
            raise ValueError("You cannot pass both `shape` and `batch_shape` at the same time.")
        elif batch_size is not None and batch_shape is not None:
            raise ValueError("You cannot pass both `batch_size` and `batch_shape` at the same time.")
        elif shape is None and batch_shape is None:
            raise ValueError("You must pass a `shape` argument.")
        elif shape is not None:
            batch_shape = (batch_size, *backend.standardize_shape(shape))
        for what, value in [("sparse", sparse), ("ragged", ragged)]:
            if value:
                raise ValueError(f"`{what}=True` is not supported with the {backend.backend()} backend")
        self._batch_shape = backend.standardize_shape(batch_shape)
        self._dtype = backend.standardize_dtype(dtype)
        self.sparse = self.ragged = False
        if input_tensor is None:
            input_tensor = backend.KerasTensor(self._batch_shape, dtype=self._dtype, name=name)
        self._input_tensor = input_tensor
        Node(operation=self, call_args=(), call_kwargs={}, outputs=input_tensor)
        self.built = True
        self.optional = optional

    def call(self) -> None:
        """Nothing to compute: a model puts the data in the place of the output."""

    @property
    def batch_shape(self) -> tuple[int | None, ...]:
        return self._batch_shape

    @property
    def dtype(self) -> str:
        return self._dtype

    def get_config(self) -> dict[str, Any]:
        return {
            "batch_shape": self.batch_shape,
            "dtype": self.dtype,
            "sparse": self.sparse,
            "ragged": self.ragged,
            "name": self.name,
            "optional": self.optional,
        }


def Input(  # noqa: N802
    shape: Any = None,
    batch_size: int | None = None,
    dtype: Any = None,
    sparse: bool | None = None,
    ragged: bool | None = None,
    batch_shape: Any = None,
    name: str | None = None,
    tensor: Any = None,
    optional: bool = False,
) -> Any:
    """A KerasTensor that stands for the data, with which the graph of a model begins.

    Parameters
    ----------
    shape : tuple of int or None
        Shape of one example, without the batch axis; None for a size that may vary.
    batch_size : int, optional
        A fixed size of the batch.
    dtype : str, default float32
    batch_shape : tuple, optional
        Instead of `shape`: the shape with the batch axis.
    name : str, optional
    tensor : KerasTensor, optional
        To be used instead of a new one.
    optional : bool, default False
        Whether None may be passed.

    Examples
    --------
    >>> from dlteach import keras
    >>> x = keras.Input((3,))
    >>> x.shape
    (None, 3)
    >>> keras.Model(x, keras.layers.Dense(2)(x)).output_shape
    (None, 2)
    """
    return InputLayer(
        shape=shape,
        batch_size=batch_size,
        dtype=dtype,
        sparse=sparse,
        ragged=ragged,
        batch_shape=batch_shape,
        name=name,
        input_tensor=tensor,
        optional=optional,
    ).output


def _check_agrees(
    tensor: Any, shape: Any, batch_size: Any, batch_shape: Any, dtype: Any, sparse: Any
) -> None:
    if not isinstance(tensor, backend.KerasTensor):
        raise ValueError(
            "Argument `input_tensor` must be a KerasTensor. "
            f"Received invalid type: input_tensor={tensor} (of type {type(tensor)})"
        )
    for what, given, expected in [
        ("batch_size", batch_size, tensor.shape[0] if tensor.shape else None),
        ("shape", None if shape is None else tuple(shape), tuple(tensor.shape[1:])),
        ("batch_shape", None if batch_shape is None else tuple(batch_shape), tuple(tensor.shape)),
        ("dtype", None if dtype is None else backend.standardize_dtype(dtype), tensor.dtype),
        ("sparse", sparse, tensor.sparse),
    ]:
        if given is not None and given != expected:
            raise ValueError(
                f"When providing the `input_tensor` argument, you cannot provide an incompatible `{what}` "
                "argument."
            )
