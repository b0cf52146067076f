"""The backward pass as a list of steps, to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlteach.autodiff.broadcasting import sum_to_shape
from dlteach.autodiff.order import topological_order
from dlteach.autodiff.tensor import Pull, Tensor
from dlteach.autodiff.values import Array


@dataclass(frozen=True)
class Node:
    """A tensor of the graph: its number in forward order, what computed it, and its value."""

    id: int
    name: str | None
    op: str | None
    inputs: tuple[int, ...]
    value: Array
    requires_grad: bool


@dataclass(frozen=True)
class Step:
    """One share of gradient on its way from a node to one of its inputs.

    Attributes
    ----------
    node, input : int
        Ids: the share flows from `node` to `input`.
    position : int
        Which input of the node it is: 0 for the first. In `a + a` both have the same id.
    incoming : ndarray
        The whole gradient at `node`, ∂J/∂node.
    local : ndarray or None
        The local derivative ∂node/∂input, if the operation works entry by entry on entries of one shape or on
        single numbers; None if it is a matrix of derivatives, as in a matrix product.
    contribution : ndarray
        What is added to the gradient of `input`: incoming × local.
    total : ndarray
        The gradient of `input` after the addition.
    """

    node: int
    input: int
    position: int
    incoming: Array
    local: Array | None
    contribution: Array
    total: Array


@dataclass(frozen=True)
class Trace:
    """A graph with its backward pass.

    Attributes
    ----------
    nodes : tuple of Node
        In forward order; the id of a node is its place.
    steps : tuple of Step
        In backward order.
    gradients : dict of int to ndarray
        The gradient of every node that has one, by id.
    """

    nodes: tuple[Node, ...]
    steps: tuple[Step, ...]
    gradients: dict[int, Array]

    def to_dict(self) -> dict[str, Any]:
        """The trace in lists, numbers and text, ready for JSON; in "gradients" each node has its place."""
        return {
            "nodes": [_plain(vars(node)) for node in self.nodes],
            "steps": [_plain(vars(step)) for step in self.steps],
            "gradients": [_plain(self.gradients.get(node.id)) for node in self.nodes],
        }


def trace(result: Tensor, grad: ArrayLike | None = None) -> Trace:
    """Run the backward pass from `result` on paper: every step is written down, and no `.grad` changes.

    Parameters
    ----------
    result : Tensor
    grad : array_like, optional
        The gradient that arrives at the result, as in `backward`.

    Returns
    -------
    Trace

    Examples
    --------
    >>> w = Tensor(3.0, requires_grad=True, name="w")
    >>> a = 2 + 3 * w
    >>> for step in (a**2).trace().steps:
    ...     print(step.node, "→", step.input, ":", step.incoming, "×", step.local, "=", step.contribution)
    6 → 4 : 1.0 × 22.0 = 22.0
    4 → 3 : 22.0 × 1.0 = 22.0
    3 → 2 : 22.0 × 3.0 = 66.0
    """
    # The walk of `Tensor.backward`, with every number kept.
    order = topological_order(result, attrgetter("_inputs"))
    ids = {tensor: number for number, tensor in enumerate(order)}
    gradients = {ids[result]: result._seed(grad)}
    steps = []
    for node in reversed(order):
        incoming = gradients.get(ids[node])
        if incoming is None:  # a constant
            continue
        for position, (tensor, share, local) in enumerate(_shares(node, incoming)):
            if tensor.requires_grad:
                target, share = ids[tensor], sum_to_shape(share, tensor.shape)
                gradients[target] = gradients[target] + share if target in gradients else share
                steps.append(Step(ids[node], target, position, incoming, local, share, gradients[target]))
    return Trace(tuple(_describe(tensor, ids) for tensor in order), tuple(steps), gradients)


def _shares(node: Tensor, grad: Array) -> Iterator[tuple[Tensor, Any, Array | None]]:
    """For each input of a node: the tensor, its share of the gradient, and the local derivative."""
    if callable(node._pulls):
        for tensor, share in zip(node._inputs, node._pulls(grad)):
            yield tensor, share, None
        return
    for tensor, pull in zip(node._inputs, node._pulls):
        if tensor.requires_grad:
            share = pull(grad) if callable(pull) else grad * pull
            yield tensor, share, _local_derivative(node, tensor, pull)
        else:
            yield tensor, None, None


# Operations on each entry by itself whose derivative is a function: their local derivative is what 1 becomes.
_ENTRY_BY_ENTRY = frozenset(
    ["divide", "power", "maximum", "minimum", "log", "sqrt", "abs", "sigmoid", "tanh", "relu", "leaky_relu"]
)


def _local_derivative(node: Tensor, tensor: Tensor, pull: Pull) -> Array | None:
    if not callable(pull):
        return np.asarray(pull, node.dtype)[()]
    if node.op in _ENTRY_BY_ENTRY or node.size == tensor.size == 1:
        return pull(np.ones(node.shape, node.dtype)[()])
    return None


def _describe(tensor: Tensor, ids: dict[Tensor, int]) -> Node:
    inputs = tuple(ids[parent] for parent in tensor._inputs)
    return Node(ids[tensor], tensor.name, tensor.op, inputs, np.copy(tensor.data)[()], tensor.requires_grad)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value


Tensor.trace = trace
