"""One step of training: forward with the graph recorded, backward, and the optimizer's update."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from dlteach.autodiff.replay import Replay, noting
from dlteach.keras.backend.common.flat import flatten
from dlteach.keras.backend.common.recording import recording

Outputs = tuple[Any, Any]
LossOf = Callable[[Any, Any], Outputs]
_UNSEEN: Any = object()


class GradientStep:
    """Changes variables so that a loss falls.

    The variables become views of one vector, and so do their gradients: the optimizer then updates all of
    them at once, and the backward pass writes each gradient where the optimizer will read it.

    Parameters
    ----------
    variables : list of Variable
        The trainable ones.
    optimizer : Optimizer
    state : list of Variable, optional
        The others: what a step changes besides, such as the state of a random number generator.
    """

    def __init__(self, variables: list[Any], optimizer: Any, state: Sequence[Any] = ()) -> None:
        self.variables = variables
        self._state = state
        self._optimizer = optimizer
        self._flat = flatten(variables)
        if optimizer is not None and not optimizer.built:
            optimizer.build(variables)
        with recording():
            self._leaves = [variable.value for variable in variables]
        for leaf, room in zip(self._leaves, self._flat.gradient_views if self._flat else []):
            leaf._grad_room = room
        self._can_be_flat = self._flat is not None and hasattr(optimizer, "apply_flat")
        self._recorded: dict[Any, RecordedBatch | None] = {}

    def is_for(self, variables: list[Any], optimizer: Any) -> bool:
        """Whether this step still fits the model."""
        return (
            optimizer is self._optimizer
            and len(variables) == len(self.variables)
            and all(a is b for a, b in zip(variables, self.variables))
            and (self._flat is None or self._flat.holds(variables))
        )

    def __call__(self, loss_of: LossOf, x: Any, y: Any) -> Outputs:
        """Compute the loss, walk back, update; loss and predictions as arrays.

        Parameters
        ----------
        loss_of : callable
            `(loss, y_pred)` from `(x, y)` and the variables.
        """
        with recording():
            loss, y_pred = loss_of(x, y)
        self._gradients_of(loss)
        self._update()
        return loss, y_pred

    def repeat(self, loss_of: LossOf, x: np.ndarray, y: np.ndarray, places: Sequence[Any] = ()) -> Outputs:
        """The same for arrays, quicker: the graph is recorded once for each shape, then computed again.

        The first repetition is also done the long way. Where the two differ, the graph hangs on more than
        `x` and `y`, and the long way is kept to.

        Parameters
        ----------
        places : sequence of ndarray
            Arrays that batches are written into; the others are copied before they are kept.
        """
        kind = x.shape, x.dtype, y.shape, y.dtype
        batch = self._recorded.get(kind, _UNSEEN)
        if batch is _UNSEEN:
            return self._record(
                kind, loss_of, *(a if any(a is p for p in places) else a.copy() for a in (x, y))
            )
        if batch is None or not (batch.is_proved or batch.has_other_data(x, y)):
            return self(loss_of, x, y)
        if not batch.is_proved:
            before = [variable.numpy() for variable in self._state]
            with recording():
                loss, _ = loss_of(x, y)
            self._gradients_of(loss)
            for variable, value in zip(self._state, before):  # the same random numbers once more
                variable.assign(value)
            expected = [np.array(leaf.grad) for leaf in self._leaves]
            batch.take(x, y)
            same = np.array_equal(batch.replay.forward(), loss.data, equal_nan=True)
            self._gradients_of(batch.replay)
            pairs = zip(expected, self._leaves)
            if not same or not all(np.array_equal(a, leaf.grad, equal_nan=True) for a, leaf in pairs):
                self._recorded[kind] = None
                return self(loss_of, x, y)
            batch.is_proved = True
        else:
            batch.take(x, y)
            batch.replay.forward()
            for leaf in self._leaves:
                leaf.grad = None
            batch.replay.backward()
        self._update()
        return batch.replay.result.data, batch.y_pred.data

    def _record(self, kind: Any, loss_of: LossOf, x: np.ndarray, y: np.ndarray) -> Outputs:
        """A step whose graph is kept, if it can be repeated."""
        with recording(), noting():
            loss, y_pred = loss_of(x, y)
            is_graph = hasattr(loss, "_inputs") and hasattr(y_pred, "_inputs")
            replay = Replay.of(loss, [x, y]) if is_graph else None
        self._recorded[kind] = None if replay is None else RecordedBatch(x, y, y_pred, replay)
        self._gradients_of(loss)
        self._update()
        return loss, y_pred

    def _gradients_of(self, loss: Any) -> None:
        for leaf in self._leaves:
            leaf.grad = None
        if hasattr(loss, "backward") and getattr(loss, "requires_grad", True):
            loss.backward()

    def _update(self) -> None:
        gradients = [leaf.grad for leaf in self._leaves]
        flat = self._flat if self._can_be_flat else None
        if flat is not None and all(g is room for g, room in zip(gradients, flat.gradient_views)):
            self._optimizer.apply_flat(flat)
        else:
            self._optimizer.apply(gradients, self.variables)


class RecordedBatch:
    """A graph with the arrays into which the data of the next batch are written, if they are not there "
    "already."""

    def __init__(self, x: np.ndarray, y: np.ndarray, y_pred: Any, replay: Replay) -> None:
        self._x, self._y = x, y
        self._first = x.copy(), y.copy()
        self.y_pred = y_pred
        self.replay = replay
        self.is_proved = False

    def has_other_data(self, x: np.ndarray, y: np.ndarray) -> bool:
        return not any(map(np.array_equal, (x, y), self._first))

    def take(self, x: np.ndarray, y: np.ndarray) -> None:
        if x is not self._x:
            self._x[...] = x
        if y is not self._y:
            self._y[...] = y
