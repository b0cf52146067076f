"""Normalization: every feature with mean 0 and variance 1."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from dlteach.keras import backend, ops
from dlteach.keras.layers.preprocessing.data_layer import DataLayer
from dlteach.keras.layers.preprocessing.moments import Moments


class Normalization(DataLayer):
    """Shift and scale every feature to mean 0 and variance 1.

        y = (x − mean) / √variance

    Mean and variance are given, or measured by `adapt` on the training data, and never on the test data.

    Parameters
    ----------
    axis : int, tuple of int or None, default -1
        The axes that count features: each of their entries has a mean and a variance of its own. None: one
        mean and one variance for all.
    mean, variance : float or array_like, optional
        Both or none.
    invert : bool, default False
        Whether the layer undoes a normalisation: y = x √variance + mean.

    Raises
    ------
    ValueError
        If one of mean and variance is missing, or their shapes do not fit together or to `axis`.

    Examples
    --------
    >>> import numpy as np
    >>> data = np.array([[1.0, 100.0], [2.0, 200.0], [3.0, 300.0]])
    >>> layer = Normalization()
    >>> layer.adapt(data)
    >>> layer(data).round(3)
    array([[-1.225, -1.225],
           [ 0.   ,  0.   ],
           [ 1.225,  1.225]], dtype=float32)
    """

    def __init__(
        self, axis: Any = -1, mean: Any = None, variance: Any = None, invert: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.axis = () if axis is None else (axis,) if isinstance(axis, int) else tuple(axis)
        self.input_mean = mean
        self.input_variance = variance
        self.invert = invert
        self.mean: Any = None
        self._build_input_shape: Any = None
        if (mean is None) != (variance is None):
            raise ValueError(
                "When setting values directly, both `mean` and `variance` must be set. "
                f"Received: mean={mean} and variance={variance}"
            )
        if mean is not None:
            _check_given(mean, variance, self.axis)

    def build(self, input_shape: Any) -> None:
        if input_shape is None:
            return
        ndim = len(input_shape)
        if any(not -ndim <= axis < ndim for axis in self.axis):
            raise ValueError(
                "All `axis` values must be in the range [-ndim, ndim). "
                f"Received inputs with ndim={ndim}, while axis={self.axis}"
            )
        self._build_input_shape = tuple(input_shape)
        self._keep_axis = tuple(sorted(axis % ndim for axis in self.axis))
        self._reduce_axis = tuple(axis for axis in range(ndim) if axis not in self._keep_axis)
        for axis in self._keep_axis:
            if input_shape[axis] is None:
                raise ValueError(
                    "All `axis` values to be kept must have a known shape. "
                    f"Received axis={self.axis}, inputs.shape={input_shape}, with unknown axis at index "
                    f"{axis}"
                )
        self._broadcast_shape = tuple(
            size if axis in self._keep_axis else 1 for axis, size in enumerate(input_shape)
        )
        if self.input_mean is not None:
            self.mean = self._spread(self.input_mean)
            self.variance = self._spread(self.input_variance)
            return
        shape = tuple(input_shape[axis] for axis in self._keep_axis)
        self.adapt_mean = self.add_weight(name="mean", shape=shape, initializer="zeros", trainable=False)
        self.adapt_variance = self.add_weight(
            name="variance", shape=shape, initializer="ones", trainable=False
        )
        self.count = self.add_weight(
            name="count", shape=(), dtype="int32", initializer="zeros", trainable=False
        )
        self._use_weights()

    def _spread(self, given: Any) -> Any:
        """Numbers for the last of the kept axes, broadcast to an array like the inputs."""
        given = np.asarray(given, self.compute_dtype)
        shape = [1] * len(self._broadcast_shape)
        if given.ndim:
            for axis, size in zip(self._keep_axis[-given.ndim :], given.shape):
                shape[axis] = size
        return np.broadcast_to(given.reshape(shape), self._broadcast_shape)

    def adapt(self, data: Any) -> None:
        """Measure mean and variance of the features of all data.

        Parameters
        ----------
        data : array_like, or an iterable of batches
            Of a batch (x, y, …) the x counts.

        Raises
        ------
        TypeError
            If it is neither, or a batch is no array.
        ValueError
            If there is no batch, or shapes differ.
        """
        batches = [data] if isinstance(data, np.ndarray) or backend.is_tensor(data) else _batches_of(data)
        moments: Moments | None = None
        for batch in batches:
            if moments is None:
                self._fit_shape(batch.shape)
                moments = Moments(self._reduce_axis)
            elif any(batch.shape[axis] != self._build_input_shape[axis] for axis in self._keep_axis):
                raise ValueError(
                    "adapt() yielded a batch with incompatible shape. "
                    f"Expected {self._build_input_shape}, got {tuple(batch.shape)}."
                )
            moments.add(backend.convert_to_numpy(batch))
        if moments is None:
            raise ValueError(
                "adapt() received an empty iterable (no batches). Expected at least one batch: pass arrays, "
                "for example layer.adapt([x])."
            )
        if self.input_mean is None:
            self.adapt_mean.assign(moments.mean)
            self.adapt_variance.assign(moments.variance)
            self._use_weights()

    def _fit_shape(self, shape: Any) -> None:
        if not self.built:
            self.build(tuple(shape))
        for axis in self._keep_axis:
            if shape[axis] != self._build_input_shape[axis]:
                raise ValueError(
                    f"The layer was built with input_shape={self._build_input_shape}, but adapt() is being "
                    f"called with data with an incompatible shape, data.shape={tuple(shape)}"
                )

    def finalize_state(self) -> None:
        """Use the measured mean and variance from now on."""
        if self.built and self.input_mean is None:
            self._use_weights()

    def _use_weights(self) -> None:
        self.mean = self._as_used(self.adapt_mean)
        self.variance = self._as_used(self.adapt_variance)

    def _as_used(self, weight: Any) -> Any:
        numbers = backend.convert_to_numpy(weight.value)
        return numbers.reshape(self._broadcast_shape).astype(self.compute_dtype)

    def call(self, inputs: Any) -> Any:
        if self.mean is None:
            raise ValueError("You must call `.build(input_shape)` on the layer before using it.")
        inputs = ops.cast(inputs, self.compute_dtype)
        deviation = np.maximum(np.sqrt(self.variance), np.asarray(backend.epsilon(), self.compute_dtype))
        if self.invert:
            return ops.add(ops.multiply(inputs, deviation), self.mean)
        return ops.divide(ops.subtract(inputs, self.mean), deviation)

    def load_own_variables(self, store: Any) -> None:
        super().load_own_variables(store)
        self.finalize_state()

    def get_build_config(self) -> dict[str, Any] | None:
        return {"input_shape": self._build_input_shape} if self._build_input_shape else None

    def build_from_config(self, config: dict[str, Any] | None) -> None:
        if config:
            self.build(config["input_shape"])

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "axis": self.axis,
            "invert": self.invert,
            "mean": np.array(self.input_mean).tolist(),
            "variance": np.array(self.input_variance).tolist(),
        }


def _check_given(mean: Any, variance: Any, axis: tuple[int, ...]) -> None:
    if np.shape(mean) != np.shape(variance):
        raise ValueError(
            "When setting values directly, `mean` and `variance` must have the same shape. "
            f"Received: mean shape {np.shape(mean)} and variance shape {np.shape(variance)}"
        )
    if np.ndim(mean) > len(axis):
        raise ValueError(
            f"The rank of `mean` must be less than or equal to the number of axes ({len(axis)}). "
            f"Received: mean shape {np.shape(mean)} for axis {axis}"
        )


def _batches_of(data: Any) -> Iterator[Any]:
    """The x of every batch."""
    if hasattr(data, "__getitem__") and hasattr(data, "__len__") and not hasattr(data, "__iter__"):
        data = map(data.__getitem__, range(len(data)))  # a PyDataset
    if not isinstance(data, Iterable):
        raise TypeError(
            f"Unsupported data type: {type(data)}. `adapt` supports arrays, and iterables of batches "
            "(e.g. list, generator)."
        )
    for batch in itertools.chain(data):
        x = batch[0] if isinstance(batch, tuple) else batch
        if not hasattr(x, "shape"):
            raise TypeError(
                "adapt() expects an iterable that yields arrays or tensors with a `.shape` attribute. "
                f"Got an element of type {type(x).__name__}; use np.asarray(...)."
            )
        yield x
