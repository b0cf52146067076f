"""Graph: the operations that were defined, under the names by which they can be found again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dlteach.tf1.node import Operation, Tensor
    from dlteach.tf1.variables import Variable

_NAME = re.compile(r"[A-Za-z0-9.][A-Za-z0-9_.\-/]*")


class Graph:
    """A set of operations. Nothing in it has a value: values exist while a `Session` runs.

    Examples
    --------
    >>> import dlteach.tf1 as tf
    >>> with tf.Graph().as_default() as graph:
    ...     two = tf.constant(2.0)
    ...     four = two + two
    >>> [operation.name for operation in graph.get_operations()]
    ['Const', 'add']
    """

    def __init__(self) -> None:
        self.seed: int | None = None
        self.variables: list[Variable] = []
        self._operations: dict[str, Operation] = {}
        self._uses: dict[str, int] = {}
        self._scope = ""

    @contextmanager
    def as_default(self) -> Iterator[Graph]:
        """Inside the `with` block, new operations go into this graph."""
        _DEFAULTS.append(self)
        try:
            yield self
        finally:
            _DEFAULTS.pop()

    @contextmanager
    def name_scope(self, name: str | None) -> Iterator[str]:
        """Inside the `with` block, new operations are called name/…; with None, scopes around it end."""
        outer, self._scope = self._scope, "" if name is None else f"{self.unique_name(name)}/"
        try:
            yield self._scope
        finally:
            self._scope = outer

    def unique_name(self, name: str) -> str:
        """The name inside the present scope; from its second use on with _1, _2, …

        A name with a slash at its end is that of an open scope: the operation that the scope was opened for
        has it to itself.
        """
        if name.endswith("/"):
            return name[:-1]
        if not _NAME.fullmatch(name):
            raise ValueError(
                f"name: expected letters, digits, '_', '.', '-' and '/', got {name!r}; "
                "write my_loss for 'my loss'"
            )
        full = self._scope + name
        unique, number = full, self._uses.get(full, 1)
        while unique in self._uses:
            unique, number = f"{full}_{number}", number + 1
        self._uses[unique], self._uses[full] = 1, number
        return unique

    def add(self, operation: Operation) -> None:
        """Take in an operation; operations do this themselves when they are made."""
        self._operations[operation.name] = operation

    def get_operations(self) -> list[Operation]:
        """All operations, in the order in which they were defined."""
        return list(self._operations.values())

    def get_operation_by_name(self, name: str) -> Operation:
        """The operation of this name, for example "dense/MatMul"."""
        if name not in self._operations:
            raise KeyError(
                f"the graph has no operation {name!r}; it has {', '.join(self._operations) or 'none yet'}"
            )
        return self._operations[name]

    def get_tensor_by_name(self, name: str) -> Tensor:
        """The tensor of this name, for example "dense/MatMul:0"."""
        operation, colon, index = name.partition(":")
        if not colon or not index.isdigit():
            raise ValueError(f"expected the name of a tensor, such as {operation + ':0'!r}, got {name!r}")
        outputs = self.get_operation_by_name(operation).outputs
        if int(index) >= len(outputs):
            raise KeyError(f"operation {operation!r} has {len(outputs)} outputs, none of them is {name!r}")
        return outputs[int(index)]


_DEFAULTS = [Graph()]


def get_default_graph() -> Graph:
    """The graph that new operations go into."""
    return _DEFAULTS[-1]


def reset_default_graph() -> None:
    """Start anew with an empty graph; tensors of the old one cannot be used with new ones."""
    if len(_DEFAULTS) > 1:
        raise AssertionError("reset_default_graph: not inside a `with graph.as_default()` or a Session block")
    _DEFAULTS[0] = Graph()


@contextmanager
def name_scope(name: str | None) -> Iterator[str]:
    """Inside the `with` block, names of new operations begin with this name and a slash.

    Examples
    --------
    >>> import dlteach.tf1 as tf
    >>> tf.reset_default_graph()
    >>> with tf.name_scope("layer"):
    ...     print(tf.constant(1.0).name, tf.constant(1.0).name)
    layer/Const:0 layer/Const_1:0
    """
    with get_default_graph().name_scope(name) as scope:
        yield scope


def set_random_seed(seed: int | None) -> None:
    """Make every session of the default graph draw the same random numbers."""
    get_default_graph().seed = seed
