"""One run: the operations that the fetches need, in topological order, each computed once."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from dlteach import autodiff
from dlteach.tf1.dtypes import Array
from dlteach.tf1.errors import FailedPreconditionError, InvalidArgumentError
from dlteach.tf1.node import Operation, Tensor

if TYPE_CHECKING:
    from dlteach.tf1.random import Random
    from dlteach.tf1.session import Session
    from dlteach.tf1.variables import Variable


class Run:
    """What an operation can see while it computes: values so far, variables, random numbers.

    Assignments come into force when all has been computed. So every operation reads variables as they were
    at the beginning, in whatever order things run, and a run that fails changes nothing.
    """

    def __init__(self, session: Session, feeds: Mapping[Tensor, Array]) -> None:
        self.values = {tensor: autodiff.as_tensor(array) for tensor, array in feeds.items()}
        self._session = session
        self._fed = frozenset(feeds)
        self._updates: dict[Variable, Array] = {}

    def evaluate(self, fetched: Sequence[Operation | Tensor]) -> None:
        """Compute the fetches and what they need, nothing else; then update the variables."""
        targets = tuple(dict.fromkeys(_operation(one) for one in fetched if one not in self._fed))
        order = self._order(targets)
        self._check_fed(order, targets)
        watched = {tensor for operation in order for tensor in operation.watched}
        for tensor in self._fed & watched:
            _watch(self.values[tensor])
        for operation in order:
            for tensor, value in zip(operation.outputs, self._compute(operation)):
                value = self.values.setdefault(tensor, value)  # a feed replaces what was computed
                if tensor in watched:
                    _watch(value)
        self._session.variables.update(self._updates)

    def _order(self, targets: tuple[Operation, ...]) -> list[Operation]:
        top: Operation | None = None  # above all targets, so that they share one order
        order = autodiff.topological_order(top, lambda node: self._needs(node) if node else targets)
        return [operation for operation in order if operation]

    def _needs(self, operation: Operation) -> list[Operation]:
        inputs = [tensor.op for tensor in operation.inputs if tensor not in self._fed]
        return [*inputs, *operation.control_inputs]

    def _compute(self, operation: Operation) -> Sequence[autodiff.Tensor]:
        inputs = [self.values[tensor] for tensor in operation.inputs]
        try:
            return operation.compute(self, inputs)
        except (ValueError, TypeError, IndexError) as error:
            found = ", ".join(
                f"{tensor.name!r} {value.shape}" for tensor, value in zip(operation.inputs, inputs)
            )
            raise InvalidArgumentError(
                f"{operation.name} ({operation.type}), from {found or 'no inputs'}: {error}"
            ) from error

    def _check_fed(self, order: Sequence[Operation], targets: tuple[Operation, ...]) -> None:
        missing = [operation.outputs[0] for operation in order if operation.type == "Placeholder"]
        if missing:
            feeds = ", ".join(f"{tensor.name.partition(':')[0]}: ..." for tensor in missing)
            lines = [
                f"  {tensor.described()}, needed on the way {self._path(targets, tensor.op)}"
                for tensor in missing
            ]
            raise InvalidArgumentError(
                "run: a placeholder has no value:\n" + "\n".join(lines) + f"\nPass feed_dict={{{feeds}}}"
            )

    def _path(self, targets: tuple[Operation, ...], goal: Operation) -> str:
        """The shortest way from what was fetched to the operation."""
        paths: deque[tuple[Operation, ...]] = deque((target,) for target in targets)
        seen = set(targets)
        while paths[0][-1] is not goal:
            path = paths.popleft()
            for needed in self._needs(path[-1]):
                if needed not in seen:
                    seen.add(needed)
                    paths.append((*path, needed))
        return " ← ".join(operation.name for operation in paths[0])

    def read(self, variable: Variable) -> Array:
        """The value at the beginning of the run."""
        if variable not in self._session.variables:
            raise FailedPreconditionError(
                f"run: variable {variable.name!r} has no value in this session; define all variables, and "
                "the optimizer's minimize, then sess.run(tf.global_variables_initializer())"
            )
        return self._session.variables[variable]

    def latest(self, variable: Variable) -> Array:
        """The value after the assignments of this run so far, to build the next one on."""
        return self._updates[variable] if variable in self._updates else self.read(variable)

    def assign(self, variable: Variable, value: Array) -> None:
        """Give the variable a value from the end of the run on."""
        self._updates[variable] = value

    def generator(self, operation: Random) -> np.random.Generator:
        """The random numbers of an operation, which go on from run to run of a session."""
        return self._session.generator(operation)


def _operation(fetched: Operation | Tensor) -> Operation:
    return fetched.op if isinstance(fetched, Tensor) else fetched


def _watch(value: autodiff.Tensor) -> None:
    """Let gradients flow to a value, and stay."""
    if value.requires_grad:
        value.retain_grad()
    else:
        value.requires_grad = True
