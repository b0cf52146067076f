"""A graph that is computed again with other numbers in the same arrays.

Every step of a training computes the same graph. To record it anew each time costs more than the arithmetic
of a small network. So it is recorded once, with the data in arrays that stay; then new data are written
into these arrays, and each operation computes its output once more into the array that it has.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

import numpy as np

from dlteach.autodiff.order import topological_order
from dlteach.autodiff.tensor import NOTHING, Tensor
from dlteach.autodiff.values import Array

Forward = Callable[[], Any]


class _Notes:
    """What the operations have said, in their order."""

    def __init__(self) -> None:
        self.of_outputs: dict[int, tuple[Tensor, Forward]] = {}
        self.of_arrays: list[tuple[Array, Array, Forward]] = []


class _Current(threading.local):
    notes: _Notes | None = None


_current = _Current()


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
    if _current.notes is not None:
        _current.notes.of_outputs[id(output)] = output, forward
    return output


def repeatable_array(array: Array, source: Array, forward: Forward) -> Array:
    """The same for an array that is computed from data outside of the graph: labels in another type.

    Parameters
    ----------
    array, source : ndarray
        What was computed, and from what.
    forward : callable
        Returns the array, computed once more.
    """
    if _current.notes is not None:
        _current.notes.of_arrays.append((array, source, forward))
    return array


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

    def __init__(self, result: Tensor, order: list[Tensor], notes: _Notes) -> None:
        self.result = result
        self._prepare = notes.of_arrays
        # All of them: a cost may read the probabilities, and send its gradient past them.
        self._forwards = [f for f in notes.of_outputs.values() if f[0].ndim or f[0] is result]
        computed = [node for node in reversed(order) if node._inputs]
        self._ways_back = [(node, *_way_back(node)) for node in computed]
        self._nodes = [node for node in order if node._requires_grad]
        self._leaves = [node for node in self._nodes if not node._inputs]
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
        notes = _current.notes
        if notes is None:
            return None
        order = topological_order(result, attrgetter("_inputs"))
        for node in order:
            if node._inputs and (id(node) not in notes.of_outputs or not (node.ndim or node is result)):
                return None
        read = [node.data for node in order if not node._requires_grad]
        read += [source for _, source, _ in notes.of_arrays]
        if not all(any(np.may_share_memory(array, own) for array in read) for own in inputs):
            return None
        return cls(result, order, notes)

    def forward(self) -> Any:
        """Compute all outputs from what the inputs hold now; the result."""
        for array, _, forward in self._prepare:
            array[...] = forward()
        for node, forward in self._forwards:
            out = forward()
            if out is not None:
                if node is self.result:
                    node.data = out
                else:
                    node.data[...] = out
        return self.result.data

    def backward(self) -> None:
        """As `Tensor.backward` of the result."""
        for node in self._nodes:
            node._arrived = NOTHING
        self.result._arrived = self._seed
        for node, shares, receivers in self._ways_back:
            for tensor, share in zip(receivers, shares(node._arrived)):
                tensor._receive(share)
            node._arrived = None
        for leaf in self._leaves:
            arrived, leaf._arrived = leaf._arrived, None
            if leaf.grad is None and arrived is leaf._grad_room:
                leaf.grad = arrived
            else:
                leaf._add_to_grad(arrived)


def _way_back(node: Tensor) -> tuple[Callable[[Array], Any], list[Tensor]]:
    """A function from what arrives at a node to the shares of those inputs that want one, and these "
    "inputs."""
    pulls, inputs = node._pulls, node._inputs
    receivers = [tensor for tensor in inputs if tensor._requires_grad]
    if callable(pulls):
        wanted = [i for i, tensor in enumerate(inputs) if tensor._requires_grad]
        return lambda grad: _chosen(pulls(grad), wanted), receivers
    own = [pull for pull, tensor in zip(pulls, inputs) if tensor._requires_grad]
    if len(own) == 1 and callable(own[0]):
        pull = own[0]
        return lambda grad: (pull(grad),), receivers
    return lambda grad: [pull(grad) if callable(pull) else grad * pull for pull in own], receivers


def _chosen(shares: tuple[Any, ...], wanted: list[int]) -> list[Any]:
    return [shares[i] for i in wanted]


@contextmanager
def noting() -> Iterator[None]:
    """Within this block operations are noted, so that `Replay.of` can repeat them."""
    before = _current.notes
    _current.notes = _Notes()
    try:
        yield
    finally:
        _current.notes = before
