"""What every metric is: numbers collected batch by batch, and one result from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dlteach.keras import backend, dtype_policies, initializers
from dlteach.keras.saving.keras_saveable import KerasSaveable
from dlteach.keras.utils.naming import auto_name


class Metric(KerasSaveable):
    """Base of all metrics; a subclass defines `update_state` and `result`.

    Parameters
    ----------
    dtype : str or DTypePolicy, optional
        Type of the result; by default `keras.config.floatx()`, "float32".
    name : str, optional
        By default the class's name in snake case.

    Examples
    --------
    >>> class Largest(Metric):
    ...     def __init__(self, name="largest"):
    ...         super().__init__(name=name)
    ...         self.seen = self.add_variable((), initializer="zeros", name="seen")
    ...
    ...     def update_state(self, values):
    ...         self.seen.assign(max(self.seen.value, np.max(values)))
    ...
    ...     def result(self):
    ...         return self.seen.value
    >>> largest = Largest()
    >>> largest.update_state([1.0, 7.0])
    >>> largest.update_state([3.0])
    >>> print(largest.result())
    7.0
    """

    def __init__(self, dtype: Any = None, name: str | None = None) -> None:
        self.name = name or auto_name(self.__class__.__name__)
        self._dtype_policy = dtype_policies.get(dtype or backend.floatx())
        self._dtype = self._dtype_policy.compute_dtype
        self._metrics: list[Metric] = []
        self._variables: list[backend.Variable] = []

    @property
    def dtype(self) -> str:
        """The type of the result."""
        return self._dtype

    def update_state(self, *args: Any, **kwargs: Any) -> Any:
        """Take in a batch; a subclass defines it."""
        raise NotImplementedError(
            f"{type(self).__name__}: expected a method update_state(y_true, y_pred, sample_weight=None), "
            "which the class does not have"
        )

    def result(self) -> Any:
        """What the metric is by now: a number, an array or a dict; a subclass defines it."""
        raise NotImplementedError(
            f"{type(self).__name__}: expected a method result(), which the class does not have"
        )

    def reset_state(self) -> None:
        """Forget all batches: every variable becomes 0. Called at the start of each epoch."""
        for variable in self.variables:
            variable.assign(np.zeros(variable.shape, variable.dtype))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """`update_state`, then `result`."""
        self._check_super_called()
        self.update_state(*args, **kwargs)
        return self.result()

    def stateless_update_state(self, metric_variables: Sequence[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """`update_state` on values given from outside; the metric itself stays as it is.

        Parameters
        ----------
        metric_variables : list of arrays
            A value for each of `variables`.
        *args, **kwargs
            For `update_state`.

        Returns
        -------
        list of arrays
            The values afterwards.
        """
        with self._scope_with(metric_variables) as scope:
            self.update_state(*args, **kwargs)
        return self._values_in(scope)

    def stateless_result(self, metric_variables: Sequence[Any]) -> Any:
        """`result` of values given from outside."""
        with self._scope_with(metric_variables):
            return self.result()

    def stateless_reset_state(self) -> list[Any]:
        """The values after `reset_state`, without a reset."""
        with backend.StatelessScope() as scope:
            self.reset_state()
        return self._values_in(scope)

    def _scope_with(self, values: Sequence[Any]) -> backend.StatelessScope:
        if len(values) != len(self.variables):
            raise ValueError(
                "Argument `metric_variables` must be a list of tensors corresponding 1:1 to "
                f"{self.__class__.__name__}().variables. Received list with length {len(values)}, but "
                f"expected {len(self.variables)} variables."
            )
        return backend.StatelessScope(state_mapping=zip(self.variables, values))

    def _values_in(self, scope: backend.StatelessScope) -> list[Any]:
        values = [scope.get_current_value(variable) for variable in self.variables]
        return [variable if value is None else value for variable, value in zip(self.variables, values)]

    def add_variable(
        self,
        shape: Any,
        initializer: Any,
        dtype: Any = None,
        aggregation: str | None = "sum",
        name: str | None = None,
    ) -> backend.Variable:
        """A new variable of the metric, which `reset_state` sets to 0.

        Parameters
        ----------
        shape : tuple of int
        initializer : str, Initializer or callable
        dtype : str, optional
        aggregation : str, optional
            As for `keras.Variable`.
        name : str, optional

        Returns
        -------
        Variable
        """
        self._check_super_called()
        with backend.name_scope(self.name.replace("/", ">"), caller=self):
            variable = backend.Variable(
                initializer=initializers.get(initializer),
                shape=shape,
                dtype=dtype,
                trainable=False,
                aggregation=aggregation,
                synchronization="on_read",
                name=name,
            )
        self._track(variable)
        return variable

    def add_weight(
        self, shape: Any = (), initializer: Any = None, dtype: Any = None, name: str | None = None
    ) -> backend.Variable:
        """`add_variable` under its older name."""
        return self.add_variable(shape=shape, initializer=initializer, dtype=dtype, name=name)

    @property
    def variables(self) -> list[backend.Variable]:
        """The variables of the metric, then those of metrics that are its attributes."""
        variables = list(self._variables)
        for metric in self._metrics:
            variables.extend(metric.variables)
        return variables

    def get_config(self) -> dict[str, Any]:
        """The arguments of the constructor, from which `from_config` makes an equal metric."""
        return {"name": self.name, "dtype": self.dtype}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """The metric that these arguments describe."""
        return cls(**config)

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name not in ("_metrics", "_variables") and "_variables" in self.__dict__:
            self._track(value)

    def _track(self, value: Any) -> None:
        """Remember variables and metrics, also those inside lists and dicts."""
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, (list, tuple)):
            for item in value:
                self._track(item)
            return
        known: list[Any] | None = None
        if isinstance(value, backend.Variable):
            known = self._variables
        elif isinstance(value, Metric):
            known = self._metrics
        if known is not None and not any(value is one for one in known):
            known.append(value)

    def _check_super_called(self) -> None:
        if "_variables" not in self.__dict__:
            raise RuntimeError(
                f"{type(self).__name__}: You forgot to call `super().__init__()` in the `__init__()` method."
            )

    def _obj_type(self) -> str:
        return "Metric"

    def __repr__(self) -> str:
        return f"<{self.__class__.__name__} name={self.name}>"
