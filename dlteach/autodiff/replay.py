"""A graph that is computed again with other numbers in the same arrays.

Every step of a training computes the same graph. To record it anew each time costs more than the arithmetic of a
small network. So it is recorded once, with the data in arrays that stay; then new data are written into these
arrays, and each operation computes its output once more into the array that it has.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

import numpy as np

from dlteach.autodiff.order import topological_order
from dlteach.autodiff.tensor import Tensor
from dlteach.autodiff.values import Array

Forward = Callable[[], Any]


class _Noted(threading.local):
    """What this thread's operations have said, while someone wants to know."""

    forwards: dict[int, Forward] | None = None


_noted = _Noted()


def repeatable(output: Tensor, forward: Forward) -> Tensor:
    """Say how the output of an operation is computed once more, from the arrays of its inputs.

    Parameters
    ----------
    output : Tensor
        What the operation has recorded. What its way back has kept from the inputs must be these arrays
        themselves, not numbers computed from them.
    forward : callable
        Returns the output, or writes it into `output.data` and returns None.
    """
    if _noted.forwards is not None:
        _noted.forwards[id(output)] = forward
    return output


class Replay:
    """The graph that leads to a tensor, ready to be run again.

    Examples
    --------
    >>> from dlteach import autodiff
    >>> x, w = np.array([[1.0, 2.0]]), Tensor([[3.0], [4.0]], requires_grad=True)
    >>> with noting():
    ...     cost = autodiff.sum(autodiff.relu(autodiff.affine(x, w, np.zeros(1))))
    ...     replay = Replay.of(cost, [x])
    >>> x[...] = [[5.0, 6.0]]
    >>> float(replay.forward())
    39.0
    >>> replay.backward()
    >>> w.grad.ravel()
    array([5., 6.])
    """

    def __init__(self, result: Tensor, nodes: list[Tensor], forwards: list[tuple[Tensor, Forward]]) -> None:
        self.result = result
        self._forwards = forwards
        self._nodes = nodes
        self._seed = np.ones(result.shape, result.dtype)

    @classmethod
    def of(cls, result: Tensor, inputs: list[Array]) -> Replay | None:
        """Make a replay, within `noting`.

        Parameters
        ----------
        result : Tensor
            The last node: one number.
        inputs : list of ndarray
            The arrays that new data will be written into.

        Returns
        -------
        Replay or None
            None if an operation has not said how it is repeated, or works on a copy of an input.
        """
        known = _noted.forwards or {}
        order = topological_order(result, attrgetter("_inputs"))
        computed = [node for node in order if node._inputs]
        if any(id(node) not in known or (not node.ndim and node is not result) for node in computed):
            return None
        arrays = [node.data for node in order if not node._requires_grad] + known.get(id(noting), [])  # type: ignore[operator]
        if not all(any(np.may_share_memory(a, x) for a in arrays) for x in inputs):
            return None
        newest_first = [node for node in reversed(order) if node._requires_grad]
        return cls(result, newest_first, [(node, known[id(node)]) for node in computed])

    def forward(self) -> Any:
        """Compute all outputs from what the inputs hold now; the result."""
        for node, forward in self._forwards:
            out = forward()
            if out is not None:
                if node.ndim:
                    node.data[...] = out
                else:
                    node.data = out
        return self.result.data

    def backward(self) -> None:
        """As `Tensor.backward` of the result."""
        self.result._walk_back(self._seed, self._nodes)


@contextmanager
def noting() -> Iterator[None]:
    """Within this block operations are noted, so that `Replay.of` can repeat them."""
    before = _noted.forwards
    _noted.forwards = {}
    try:
        yield
    finally:
        _noted.forwards = before
