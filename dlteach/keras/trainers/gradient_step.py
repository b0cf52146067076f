"""One step of training: forward with the graph recorded, backward, and the optimizer's update."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dlteach.keras import backend
from dlteach.keras.backend.common.flat import flatten
from dlteach.keras.backend.common.recording import recording


class GradientStep:
    """Changes variables so that a loss falls.

    The variables become views of one vector, and so do their gradients: the optimizer then updates all of
    them
    at once, and the backward pass writes each gradient where the optimizer will read it.

    Parameters
    ----------
    variables : list of Variable
        The trainable ones.
    optimizer : Optimizer
    """

    def __init__(self, variables: list[Any], optimizer: Any) -> None:
        self.variables = variables
        self._optimizer = optimizer
        self._flat = flatten(variables)
        optimizer.build(variables)
        with recording():
            self._leaves = [variable.value for variable in variables]

    def is_for(self, variables: list[Any], optimizer: Any) -> bool:
        """Whether this step still fits the model."""
        return (
            optimizer is self._optimizer
            and len(variables) == len(self.variables)
            and all(a is b for a, b in zip(variables, self.variables))
            and (self._flat is None or self._flat.holds(variables))
        )

    def __call__(self, loss_of: Callable[[], Any]) -> Any:
        """Run `loss_of`, walk back, update; the loss as a number.

        Parameters
        ----------
        loss_of : callable
            Computes the loss from the variables.
        """
        with recording():
            loss = loss_of()
        for leaf in self._leaves:
            leaf.grad = None
        if getattr(loss, "requires_grad", False):
            loss.backward()
        gradients = [leaf.grad for leaf in self._leaves]
        self._optimizer.apply(gradients, self.variables)
        return backend.convert_to_numpy(loss)
