"""Gradients in the graph: a node that lets the eager tensors of its run go backward."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from dlteach import autodiff
from dlteach.tf1.building import check_floats
from dlteach.tf1.node import Operation, Tensor

if TYPE_CHECKING:
    from dlteach.tf1.run import Run


class Gradients(Operation):
    """∂(Σ ys)/∂x for each x, by `autodiff.Tensor.backward`.

    The run records the history of every x that some node watches, so nothing is computed twice: not the
    forward pass, and not the mask of a dropout.
    """

    def __init__(self, ys: Sequence[Tensor], xs: Sequence[Tensor], name: str) -> None:
        super().__init__("Gradients", [*ys, *xs], [(x.sizes, x.dtype) for x in xs], name)
        self._ys = len(ys)

    @property
    def watched(self) -> Sequence[Tensor]:
        return self.inputs[self._ys :]

    def compute(self, run: Run, values: Sequence[autodiff.Tensor]) -> list[autodiff.Tensor]:
        ys, xs = values[: self._ys], values[self._ys :]
        for x in xs:
            x.zero_grad()
        for y in ys:
            if y.requires_grad:
                y.backward(np.ones(y.shape, y.dtype))
        return [autodiff.as_tensor(_gradient(x, tensor)) for x, tensor in zip(xs, self.watched)]


def _gradient(x: autodiff.Tensor, tensor: Tensor) -> Any:
    if x.grad is None:
        raise ValueError(f"a feed replaces every tensor on the way to {tensor.name!r}; feed less")
    return x.grad


def gradients(ys: Any, xs: Any, name: str = "gradients") -> list[Tensor | None]:
    """New tensors: the derivatives of the sum of all `ys` with respect to each of the `xs`.

    Parameters
    ----------
    ys : Tensor or sequence of Tensor
    xs : Tensor or sequence of Tensor

    Returns
    -------
    list
        A tensor for each x in its shape; None for one that no y depends on.

    Raises
    ------
    NotImplementedError
        If a y is itself computed from gradients: there are no second derivatives here.

    Examples
    --------
    >>> import dlteach.tf1 as tf
    >>> tf.reset_default_graph()
    >>> w = tf.placeholder(tf.float32, ())
    >>> J = (2 + 3 * w) ** 2
    >>> with tf.Session() as sess:
    ...     print(sess.run([J, *tf.gradients(J, w)], feed_dict={w: 3.0}))
    [np.float32(121.0), np.float32(66.0)]
    """
    targets, sources = _as_list(ys), _as_list(xs)
    check_floats(name, *targets)
    depended_on = _depended_on(targets, name)
    reached = [x for x in sources if x in depended_on]
    if not reached:
        return [None for _ in sources]
    found = dict(zip(reached, Gradients(targets, reached, name).outputs))
    return [found.get(x) for x in sources]


def _as_list(tensors: Any) -> list[Tensor]:
    return [tensors] if isinstance(tensors, Tensor) else list(tensors)


def _depended_on(targets: Sequence[Tensor], name: str) -> set[Tensor]:
    """All tensors through which a gradient flows back from the targets: floats, up to a stop_gradient."""
    found, waiting = set(targets), list(targets)
    while waiting:
        operation = waiting.pop().op
        if operation.type == "Gradients":
            raise NotImplementedError(
                f"{name}: {operation.name!r} are gradients already; dlteach.tf1 has no second derivatives"
            )
        if operation.type in _STOPS:
            continue
        new = [tensor for tensor in operation.inputs if tensor.dtype.kind == "f" and tensor not in found]
        found.update(new)
        waiting += new
    return found


# Operations from floats to floats that pass no gradient on.
_STOPS = ("StopGradient", "Round", "RandomUniform", "Assign", "AssignAdd")
