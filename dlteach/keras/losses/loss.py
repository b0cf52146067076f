"""What every loss is: called with targets and predictions it gives one number, or one for each example."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach.autodiff import Tensor
from dlteach.keras import backend, dtype_policies, ops, tree
from dlteach.keras.losses.reducing import (
    apply_mask,
    reduce_values,
    reduce_weighted_values,
    squeeze_or_expand_to_same_rank,
    standardize_reduction,
)
from dlteach.keras.saving.keras_saveable import KerasSaveable
from dlteach.keras.utils.naming import auto_name

__all__ = [
    "Loss",
    "apply_mask",
    "reduce_values",
    "reduce_weighted_values",
    "squeeze_or_expand_to_same_rank",
    "standardize_reduction",
]

_MEANS = ("sum_over_batch_size", "mean")
_NUMPY_FLOATS = ("float16", "float32", "float64")
_VALUES = (np.ndarray, Tensor)
_NUMBERS = (int, float, np.number, np.bool_)


class Loss(KerasSaveable):
    """Base of all losses; a subclass defines `call(y_true, y_pred)`, a loss for each example.

    Parameters
    ----------
    name : str, optional
        By default the class's name in snake case.
    reduction : str or None, default "sum_over_batch_size"
        "sum_over_batch_size" or "mean": the mean over all values of `call`. "sum": their sum.
        "mean_with_sample_weight": the weighted sum over the sum of the weights. "none" or None: all values.
    dtype : str or DTypePolicy, optional
        What to compute in; by default `keras.config.floatx()`, "float32".

    Examples
    --------
    >>> class LargestError(Loss):
    ...     def call(self, y_true, y_pred):
    ...         return ops.max(ops.abs(y_true - y_pred), axis=-1)
    >>> print(LargestError()([[0.0, 0.0], [1.0, 1.0]], [[1.0, 0.0], [1.0, 4.0]]))
    2.0
    """

    # Whether `mean_at_once` means the same as `call`.
    _has_short_way = False

    def __init__(
        self, name: str | None = None, reduction: str | None = "sum_over_batch_size", dtype: Any = None
    ) -> None:
        self.name = name or auto_name(self.__class__.__name__)
        self.reduction = standardize_reduction(reduction)
        self._dtype_policy = dtype_policies.get(dtype or backend.floatx())
        self._dtype = self._dtype_policy.compute_dtype
        # Its identity tells in an instant whether values have it already.
        self._numpy_dtype = np.dtype(self._dtype) if self._dtype in _NUMPY_FLOATS else None

    @property
    def dtype(self) -> str:
        """The type that the loss computes in."""
        return self._dtype

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """The loss of predictions.

        Parameters
        ----------
        y_true, y_pred : array_like, Tensor, or a structure of them
            Targets, and predictions with the same first axes.
        sample_weight : array_like, optional
            A weight for each example, or for each value of `call`.

        Returns
        -------
        scalar; with reduction None the shape of `call`
        """
        mask = backend.get_keras_mask(y_pred)
        y_pred = self._in_dtype(y_pred)
        y_true = self._in_dtype(y_true)
        is_mean = sample_weight is None and mask is None and self.reduction in _MEANS
        if is_mean and self._has_short_way:
            if y_true.ndim == y_pred.ndim - 1 and y_pred.shape[-1] == 1:
                y_true = y_true[..., None]
            mean = self.mean_at_once(y_true, y_pred)
            if mean is not None:
                return mean
        losses = self.call(y_true, y_pred)
        own_mask = backend.get_keras_mask(losses)
        if own_mask is not None:
            mask = own_mask if mask is None else mask & own_mask
        if is_mean and own_mask is None and self._has_dtype(losses) and losses.size:
            return losses.mean()
        return reduce_weighted_values(losses, sample_weight, mask, self.reduction, self.dtype)

    def _in_dtype(self, values: Any) -> Any:
        if self._has_dtype(values):
            return values
        if values.__class__ in _VALUES:
            return backend.cast(values, self._dtype)
        if isinstance(values, (list, tuple)) and all(isinstance(x, _NUMBERS) for x in tree.flatten(values)):
            return ops.convert_to_tensor(values, dtype=self._dtype)
        return tree.map_structure(lambda x: ops.convert_to_tensor(x, dtype=self._dtype), values)

    def _has_dtype(self, values: Any) -> bool:
        return values.__class__ in _VALUES and values.dtype is self._numpy_dtype

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """A loss for each example; a subclass defines it with `keras.ops`."""
        raise NotImplementedError(
            f"{type(self).__name__}: expected a method call(y_true, y_pred), which the class does not have"
        )

    def mean_at_once(self, y_true: Any, y_pred: Any) -> Any:
        """The mean of all losses in one operation, for speed; None where it takes more."""
        return None

    def get_config(self) -> dict[str, Any]:
        """The arguments of the constructor, from which `from_config` makes an equal loss."""
        return {"name": self.name, "reduction": self.reduction}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """The loss that these arguments describe."""
        return cls(**config)

    def _obj_type(self) -> str:
        return "Loss"
