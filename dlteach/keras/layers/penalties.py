"""What a layer adds to the loss: penalties on weights and outputs, and what `add_loss` is given."""

from __future__ import annotations

from typing import Any

from dlteach.keras import backend, tree
from dlteach.keras.layers.building import Building


class Penalties(Building):
    """The losses of a layer."""

    activity_regularizer: Any
    _losses: list[Any]
    _loss_ids: set[int]
    _losses_override: list[Any]

    def add_loss(self, loss: Any) -> None:
        """Add a number to the loss; to be called inside `call`.

        Raises
        ------
        ValueError
            If it is no tensor.
        """
        for x in tree.flatten(loss):
            if not backend.is_tensor(x):
                raise ValueError(
                    "`add_loss()` can only be called from inside `build()` or `call()`, on a tensor input. "
                    f"Received invalid value: {x}"
                )
            scope = backend.get_stateless_scope()
            if scope is None:
                self._losses.append(x)
            elif scope.collect_losses:
                scope.add_loss(x)
                self._loss_ids.add(id(x))

    def _add_activity_losses(self, outputs: Any) -> None:
        for output in tree.flatten(outputs):
            if backend.is_tensor(output):
                loss = self.activity_regularizer(output)
                self.add_loss(loss / output.shape[0] if output.ndim > 0 and output.shape[0] else loss)

    def _get_own_losses(self) -> list[Any]:
        scope = backend.get_stateless_scope()
        if scope is not None:
            return [loss for loss in scope.losses if id(loss) in self._loss_ids]
        return self._losses[:]

    def _get_regularization_losses(self) -> list[Any]:
        return [v.regularizer(v) for v in self.trainable_weights if v.regularizer is not None]

    @property
    def losses(self) -> list[Any]:
        """The numbers of `add_loss` and the penalties of all weights, sublayers included."""
        if self._losses_override:
            return self._losses_override
        layers = self._flatten_layers()
        return [
            loss for layer in layers for loss in layer._get_own_losses()
        ] + self._get_regularization_losses()

    def _clear_losses(self) -> None:
        scope = backend.get_stateless_scope()
        if scope is not None and scope.collect_losses:
            scope.losses[:] = [x for x in scope.losses if id(x) not in self._loss_ids]
        self._losses.clear()
        self._loss_ids.clear()
        for layer in self._layers:
            layer._clear_losses()
