"""StatelessScope: within it no variable changes; what would be assigned is kept aside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dlteach.keras.backend.common.recording import reading

if TYPE_CHECKING:
    from dlteach.keras.backend.common.variables import Variable


class StatelessScope:
    """Scope that keeps every variable as it is.

    Within the scope a variable reads as the value given for it, or as the value last assigned to it there;
    `get_current_value` tells it. The variable itself does not change.

    Parameters
    ----------
    state_mapping : iterable of (Variable, array), optional
        The values that variables have within the scope.
    collect_losses : bool, default False
        Whether layers put their losses into `losses` of the scope.
    initialize_variables : bool, default True
        Whether variables that were made within the scope get their values at its end.

    Raises
    ------
    ValueError
        If a key is no Variable, or a value does not have its shape.

    Examples
    --------
    >>> from dlteach.keras import Variable
    >>> v = Variable([1.0, 2.0])
    >>> with StatelessScope([(v, [5.0, 6.0])]) as scope:
    ...     v.assign(v + 1)
    array([6., 7.], dtype=float32)
    >>> scope.get_current_value(v), v.numpy()
    (array([6., 7.], dtype=float32), array([1., 2.], dtype=float32))
    """

    def __init__(
        self,
        state_mapping: Iterable[tuple[Variable, Any]] | None = None,
        collect_losses: bool = False,
        initialize_variables: bool = True,
    ) -> None:
        self.collect_losses = collect_losses
        self.initialize_variables = initialize_variables
        self.losses: list[Any] = []
        self.state_mapping = {
            id(variable): _checked_value(variable, value) for variable, value in state_mapping or ()
        }

    def __enter__(self) -> StatelessScope:
        self.original_scope = reading.stateless
        reading.set_scopes(self, reading.autocast)
        return self

    def __exit__(self, *exception: object) -> None:
        reading.set_scopes(self.original_scope, reading.autocast)
        if self.original_scope is None and self.initialize_variables:
            from dlteach.keras.backend.common.variables import initialize_all_variables

            initialize_all_variables()

    def add_loss(self, loss: Any) -> None:
        self.losses.append(loss)

    def add_update(self, update: tuple[Variable, Any]) -> None:
        variable, value = update
        self.state_mapping[id(variable)] = value

    def get_current_value(self, variable: Variable) -> Any:
        """The value of the variable within the scope; None if the scope has none for it."""
        return self.state_mapping.get(id(variable))


def _checked_value(variable: Variable, value: Any) -> Any:
    from dlteach.keras.backend.common.variables import Variable
    from dlteach.keras.backend.core import convert_to_tensor

    if not isinstance(variable, Variable):
        raise ValueError(
            "Invalid reference variable in StatelessScope: all keys in argument `mapping` must be Variable "
            f"instances. Received instead: {variable}"
        )
    value = convert_to_tensor(value, dtype=variable.dtype)
    if variable.shape != value.shape:
        raise ValueError(
            "Invalid variable value in StatelessScope: all values in argument `mapping` must be tensors with "
            "a shape that matches the corresponding variable shape. "
            f"For variable {variable}, received a value of shape {value.shape}."
        )
    return value


def in_stateless_scope() -> bool:
    return reading.stateless is not None


def get_stateless_scope() -> StatelessScope | None:
    return reading.stateless
