"""A function of `(y_true, y_pred)` as a loss object."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from dlteach.autodiff import Tensor
from dlteach.keras import tree
from dlteach.keras.losses.loss import Loss, squeeze_or_expand_to_same_rank
from dlteach.keras.saving import serialization_lib

_VALUES = (np.ndarray, Tensor)


class LossFunctionWrapper(Loss):
    """A loss object that calls a function.

    Parameters
    ----------
    fn : callable
        From (y_true, y_pred, **kwargs) to a loss for each example.
    reduction, name, dtype
        As for `Loss`.
    **kwargs
        Further arguments of the function.

    Examples
    --------
    >>> def cubed(y_true, y_pred, scale):
    ...     return scale * abs(y_true - y_pred) ** 3
    >>> print(LossFunctionWrapper(cubed, scale=0.5)([0.0, 0.0], [1.0, 2.0]))
    2.25
    """

    def __init__(
        self,
        fn: Callable[..., Any],
        reduction: str | None = "sum_over_batch_size",
        name: str | None = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=name, reduction=reduction, dtype=dtype)
        self.fn = fn
        self._fn_kwargs = kwargs

    def call(self, y_true: Any, y_pred: Any) -> Any:
        if isinstance(y_pred, (list, tuple, dict)):
            pairs = tree.map_structure(squeeze_or_expand_to_same_rank, y_true, y_pred)
            y_true = tree.map_structure_up_to(y_true, lambda pair: pair[0], pairs)
            y_pred = tree.map_structure_up_to(y_pred, lambda pair: pair[1], pairs)
        else:
            y_true, y_pred = squeeze_or_expand_to_same_rank(y_true, y_pred)
        return self.fn(y_true, y_pred, **self._fn_kwargs)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "fn": serialization_lib.serialize_keras_object(self.fn),
            **serialization_lib.serialize_keras_object(self._fn_kwargs),
        }

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        if "fn" in config:
            config = serialization_lib.deserialize_keras_object(config)
        return cls(**config)

    def __repr__(self) -> str:
        return f"<LossFunctionWrapper({self.fn}, kwargs={self._fn_kwargs})>"


class NamedLoss(LossFunctionWrapper):
    """A wrapper with a class of its own: the function's arguments are attributes, and are the configuration.

    `not_in_config` names arguments that are written only where they differ from their default, because
    Keras's configurations do not have them.
    """

    not_in_config: dict[str, Any] = {}  # noqa: RUF012 (a constant of the class)

    def __init__(self, fn: Callable[..., Any], **arguments: Any) -> None:
        super().__init__(fn, **arguments)
        # A subclass with a `call` of its own means that, and not the short way of its parent.
        self._has_short_way = type(self).call is LossFunctionWrapper.call
        for name, value in self._fn_kwargs.items():
            setattr(self, name, value)

    def get_config(self) -> dict[str, Any]:
        written = {
            name: value
            for name, value in self._fn_kwargs.items()
            if name not in self.not_in_config or value != self.not_in_config[name]
        }
        return {**Loss.get_config(self), **written}


def are_rows(y_true: Any, y_pred: Any) -> bool:
    """Whether these are arrays or Tensors that need no preparation: of one float type and one shape."""
    return (
        y_pred.__class__ in _VALUES
        and y_true.__class__ in _VALUES
        and y_true.dtype is y_pred.dtype
        and y_pred.dtype.kind == "f"
        and y_true.shape == y_pred.shape
        and y_pred.ndim > 0
        and y_pred.size > 0
    )
