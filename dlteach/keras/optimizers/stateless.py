"""`apply` as a function of values, which changes no variable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dlteach.keras import backend
from dlteach.keras.backend import Variable
from dlteach.keras.optimizers.state import OptimizerState


class StatelessApplication(OptimizerState):
    """Runs `apply` within a StatelessScope."""

    def apply(self, grads: Sequence[Any], trainable_variables: Sequence[Variable] | None = None) -> None:
        raise NotImplementedError

    def stateless_apply(
        self, optimizer_variables: Sequence[Any], grads: Sequence[Any], trainable_variables: Sequence[Any]
    ) -> tuple[list[Any], list[Any]]:
        """`apply` to given values; no variable changes.

        Parameters
        ----------
        optimizer_variables : sequence of array
            Values for `variables`.
        grads, trainable_variables : sequence of array
            Gradients and values for the variables that the optimizer was built with.

        Returns
        -------
        trainable_variables, optimizer_variables : list of array
            The new values.
        """
        self._check_super_called()
        if not self.built:
            raise ValueError(
                f"To call `stateless_apply`, {type(self).__name__} must be built (i.e. its variables must "
                "have been created). You can build it via `optimizer.build(trainable_variables)`."
            )
        _check_values("optimizer_variables", optimizer_variables, self._variables)
        _check_values("trainable_variables", trainable_variables, self._trainable_variables)
        mapping = [
            *zip(self._trainable_variables, trainable_variables),
            *zip(self._variables, optimizer_variables),
        ]
        with backend.StatelessScope(state_mapping=mapping) as scope:
            self.apply(grads)
        return (
            [scope.get_current_value(variable) for variable in self._trainable_variables],
            [scope.get_current_value(variable) for variable in self._variables],
        )


def _check_values(argument: str, values: Sequence[Any], variables: Sequence[Variable]) -> None:
    if len(values) != len(variables):
        raise ValueError(
            f"Argument `{argument}` must be a list of tensors corresponding 1:1 to the variables of the "
            f"optimizer. Received list with length {len(values)}, but expected {len(variables)} variables."
        )
