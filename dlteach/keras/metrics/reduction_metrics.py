"""Sums and means over all batches: of values, and of a function of targets and predictions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from dlteach.autodiff import Tensor
from dlteach.keras import backend, losses
from dlteach.keras.losses.loss import apply_mask, squeeze_or_expand_to_same_rank
from dlteach.keras.metrics.metric import Metric
from dlteach.keras.metrics.metrics_utils import add_to, as_array, ratio
from dlteach.keras.saving import serialization_lib

Reduce = Callable[..., Any]


def reduce_to_samplewise_values(
    values: Any, sample_weight: Any, reduce_fn: Reduce, dtype: Any
) -> tuple[Any, Any]:
    """One weighted value for each example, and its weight.

    Parameters
    ----------
    values : array_like, shape (n, ...)
    sample_weight : array_like, shape (n,) or more axes, or None
    reduce_fn : np.sum or np.mean
        How the further axes are reduced.
    dtype : str

    Returns
    -------
    values, sample_weight : ndarray, shape (n,)

    Examples
    --------
    >>> reduce_to_samplewise_values([[1.0, 3.0], [5.0, 5.0]], [1.0, 0.5], np.mean, "float32")
    (array([2. , 2.5], dtype=float32), array([1. , 0.5], dtype=float32))
    """
    mask = backend.get_keras_mask(values)
    values = as_array(values, dtype or backend.floatx())
    if sample_weight is not None:
        sample_weight = as_array(sample_weight, values.dtype)
        if mask is not None:
            sample_weight = apply_mask(sample_weight, mask, dtype=values.dtype, reduction="sum")
        values, sample_weight = squeeze_or_expand_to_same_rank(values, sample_weight)
        axes = sample_weight.ndim
        if values.ndim > axes:
            values = reduce_fn(values, axis=tuple(range(axes, values.ndim)))
        sample_weight = np.broadcast_to(sample_weight, values.shape)
        values = values * sample_weight
        if axes > 1:
            sample_weight = reduce_fn(sample_weight, axis=tuple(range(1, axes)))
    if values.ndim > 1:
        values = reduce_fn(values, axis=tuple(range(1, values.ndim)))
    return values, sample_weight


class Sum(Metric):
    """The weighted sum of all values.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> total = Sum()
    >>> total.update_state([1.0, 3.0])
    >>> total.update_state([5.0], sample_weight=[0.5])
    >>> print(total.result())
    6.5
    """

    def __init__(self, name: str | None = "sum", dtype: Any = None) -> None:
        super().__init__(name=name, dtype=dtype)
        self.total = self.add_variable((), initializer="zeros", dtype=self.dtype, name="total")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Add values, each times its weight."""
        values, _ = reduce_to_samplewise_values(values, sample_weight, np.sum, self.dtype)
        add_to(self.total, np.sum(values))

    def result(self) -> Any:
        """The sum, a scalar."""
        return as_array(self.total)[()]


class Mean(Metric):
    """The weighted mean of all values.

    Parameters
    ----------
    name : str
    dtype : str, optional

    Examples
    --------
    >>> mean = Mean()
    >>> mean.update_state([1.0, 3.0])
    >>> mean.update_state([5.0])
    >>> print(mean.result())
    3.0
    """

    def __init__(self, name: str | None = "mean", dtype: Any = None) -> None:
        super().__init__(name=name, dtype=dtype)
        self.total = self.add_variable((), initializer="zeros", dtype=self.dtype, name="total")
        self.count = self.add_variable((), initializer="zeros", dtype=self.dtype, name="count")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Add values, each times its weight.

        Parameters
        ----------
        values : array_like, shape (n, ...)
            The mean over the further axes counts for each example.
        sample_weight : array_like, optional
        """
        if sample_weight.__class__ is int and np.ndim(values) == 0:  # the loss of a batch of so many examples
            add_to(self.total, values * sample_weight)
            add_to(self.count, sample_weight)
        elif sample_weight is None:
            self._add_unweighted(as_array(values))
        else:
            values, weights = reduce_to_samplewise_values(values, sample_weight, np.mean, self.dtype)
            add_to(self.total, np.sum(values))
            add_to(self.count, np.sum(weights))

    def _add_unweighted(self, values: np.ndarray) -> None:
        examples = len(values) if values.ndim else 1
        total = np.add.reduce(values, axis=None)
        if values.size:
            add_to(self.total, total if values.size == examples else total * (examples / values.size))
            add_to(self.count, examples)

    def result(self) -> Any:
        """The mean, a scalar; 0 before the first value."""
        return ratio(as_array(self.total), as_array(self.count))[()]


class MeanMetricWrapper(Mean):
    """The mean of a function of targets and predictions.

    Parameters
    ----------
    fn : callable
        From (y_true, y_pred, **kwargs) to a value for each example.
    name : str, optional
    dtype : str, optional
    **kwargs
        Further arguments of the function.

    Examples
    --------
    >>> metric = MeanMetricWrapper(losses.mean_squared_error, name="mse")
    >>> print(metric([[0.0], [0.0]], [[1.0], [3.0]]))
    5.0
    """

    def __init__(
        self, fn: Callable[..., Any], name: str | None = None, dtype: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(name=name, dtype=dtype)
        self._fn = fn
        self._fn_kwargs = kwargs
        if fn in losses.ALL_OBJECTS or type(fn) in losses.ALL_OBJECTS:
            self._direction = "down"

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:  # type: ignore[override]
        """Add the function's values for a batch.

        Parameters
        ----------
        y_true, y_pred : array_like
        sample_weight : array_like, optional
            One number for each example, or for each value of the function.
        """
        mask = backend.get_keras_mask(y_pred)
        if isinstance(y_pred, Tensor):
            y_pred = y_pred.data  # metrics take no part in the recording of gradients
        values = self._fn(y_true, y_pred, **self._fn_kwargs)
        if mask is not None:
            sample_weight = apply_mask(sample_weight, mask, dtype=self.dtype, reduction="sum")
        super().update_state(values, sample_weight=sample_weight)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "fn": serialization_lib.serialize_keras_object(self._fn),
            **serialization_lib.serialize_keras_object(self._fn_kwargs),
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        if "fn" in config:
            config = serialization_lib.deserialize_keras_object(config)
        return cls(**config)


class NamedMean(MeanMetricWrapper):
    """A wrapper with a class of its own: the function's arguments are attributes, and the configuration."""

    def __init__(
        self, fn: Callable[..., Any], name: str | None, dtype: Any, direction: str, **kwargs: Any
    ) -> None:
        super().__init__(fn, name=name, dtype=dtype, **kwargs)
        self._direction = direction
        for argument, value in kwargs.items():
            setattr(self, argument, value)

    def get_config(self) -> dict[str, Any]:
        return {"name": self.name, "dtype": self.dtype, **self._fn_kwargs}
