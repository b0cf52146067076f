"""Variables: tensors whose value stays in the session from one run to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import DTypeLike

from dlteach import autodiff
from dlteach.tf1.building import as_tensor
from dlteach.tf1.default_session import session_or_default
from dlteach.tf1.dtypes import as_array, as_dtype, float32
from dlteach.tf1.graph import get_default_graph
from dlteach.tf1.initializers import glorot_uniform_initializer, zeros_initializer
from dlteach.tf1.node import Operation, Tensor
from dlteach.tf1.shapes import as_sizes, compatible, describe, known

if TYPE_CHECKING:
    from dlteach.tf1.run import Run
    from dlteach.tf1.session import Session


class Read(Operation):
    """The value that the variable has when the run begins."""

    def compute(self, run: Run, values: Sequence[autodiff.Tensor]) -> list[autodiff.Tensor]:
        (variable,) = self.outputs
        assert isinstance(variable, Variable)
        return [autodiff.as_tensor(run.read(variable))]


class Assign(Operation):
    """A new value for a variable, valid from the end of the run."""

    def __init__(self, type: str, variable: Variable, value: Tensor, name: str) -> None:
        if not compatible(variable.sizes, value.sizes):
            raise ValueError(
                f"{name}: expected shape {variable.shape} for variable {variable.name!r}, "
                f"got {value.described()}"
            )
        super().__init__(type, [value], [(variable.sizes, variable.dtype)], name)
        self.variable = variable

    def compute(self, run: Run, values: Sequence[autodiff.Tensor]) -> list[autodiff.Tensor]:
        new = self.updated(run, values[0])
        if new.shape != self.variable.sizes:
            raise ValueError(f"expected shape {self.variable.shape}, got {new.shape}")
        run.assign(self.variable, np.array(new.data))
        return [new]

    def updated(self, run: Run, value: autodiff.Tensor) -> autodiff.Tensor:
        return value


class AssignAdd(Assign):
    """The old value of a variable and more, valid from the end of the run."""

    def updated(self, run: Run, value: autodiff.Tensor) -> autodiff.Tensor:
        return autodiff.add(run.latest(self.variable), value.detach())


class Variable(Tensor):
    """A tensor that keeps its value from run to run. Each session has its own value.

    Parameters
    ----------
    initial_value : array_like, Tensor or callable
        What the initializer sets; a callable is called without arguments.
    trainable : bool, default True
        Whether optimizers change it.
    name : str, default "Variable"
    dtype : dtype, optional

    Examples
    --------
    >>> import dlteach.tf1 as tf
    >>> tf.reset_default_graph()
    >>> count = tf.Variable(0, name="count")
    >>> step = tf.assign_add(count, 1)
    >>> with tf.Session() as sess:
    ...     sess.run(tf.global_variables_initializer())
    ...     print(sess.run(step), sess.run(step), sess.run(count))
    1 2 2
    """

    def __init__(
        self,
        initial_value: Any,
        trainable: bool = True,
        *,
        name: str = "Variable",
        dtype: DTypeLike | None = None,
    ) -> None:
        with get_default_graph().name_scope(name) as scope:
            value = initial_value() if callable(initial_value) else initial_value
            initial = as_tensor(value, None if dtype is None else as_dtype(dtype), "initial_value")
            sizes = known(initial.sizes, f"{name}: initial_value")
            operation = Read("VariableV2", name=scope)
            super().__init__(operation, 0, sizes, initial.dtype)
            operation.outputs = [self]
            self.trainable, self.initial_value = trainable, initial
            self.initializer: Operation = Assign("Assign", self, initial, "Assign")
        self.graph.variables.append(self)

    def assign(self, value: Any, name: str = "Assign") -> Tensor:
        """An operation that gives the variable this value, and the value itself."""
        return Assign("Assign", self, as_tensor(value, self.dtype), name).outputs[0]

    def assign_add(self, delta: Any, name: str = "AssignAdd") -> Tensor:
        """An operation that adds to the variable, and the sum."""
        return AssignAdd("AssignAdd", self, as_tensor(delta, self.dtype), name).outputs[0]

    def assign_sub(self, delta: Any, name: str = "AssignSub") -> Tensor:
        """An operation that subtracts from the variable, and the difference."""
        return self.assign_add(-as_tensor(delta, self.dtype), name)

    def load(self, value: Any, session: Session | None = None) -> None:
        """Set the value in a session at once, without an operation."""
        array = as_array(value, self.dtype, self.name)
        if array.shape != self.sizes:
            raise ValueError(f"{self.name}: expected a value of shape {self.shape}, got {array.shape}")
        session_or_default(session).variables[self] = array.copy()

    def __repr__(self) -> str:
        return f"<tf.Variable {self.name!r} shape={describe(self.sizes)} dtype={self.dtype}>"


def assign(ref: Variable, value: Any, name: str = "Assign") -> Tensor:
    """An operation that gives the variable this value, and the value itself."""
    return ref.assign(value, name)


def assign_add(ref: Variable, value: Any, name: str = "AssignAdd") -> Tensor:
    """An operation that adds to the variable, and the sum."""
    return ref.assign_add(value, name)


def assign_sub(ref: Variable, value: Any, name: str = "AssignSub") -> Tensor:
    """An operation that subtracts from the variable, and the difference."""
    return ref.assign_sub(value, name)


def get_variable(
    name: str,
    shape: Any = None,
    dtype: DTypeLike = float32,
    initializer: Any = None,
    trainable: bool = True,
) -> Variable:
    """A new variable with exactly this name, whatever the name scope.

    Parameters
    ----------
    name : str
    shape : tuple of int
        Not needed if the initializer is an array or a tensor.
    dtype : dtype, default tf.float32
    initializer : callable, array_like or Tensor, optional
        For example `tf.zeros_initializer()`. Without it: Glorot's for floats, zeros for integers.
    trainable : bool, default True

    Returns
    -------
    Variable

    Raises
    ------
    ValueError
        If the graph has a variable of this name, or the shape is missing.

    Examples
    --------
    >>> import dlteach.tf1 as tf
    >>> tf.reset_default_graph()
    >>> tf.get_variable("weights", (3, 2))
    <tf.Variable 'weights:0' shape=(3, 2) dtype=float32>
    """
    graph, kind = get_default_graph(), as_dtype(dtype)
    if any(variable.name == f"{name}:0" for variable in graph.variables):
        raise ValueError(
            f"get_variable: the graph has a variable {name!r} already; choose another name, or begin with "
            "tf.reset_default_graph() if this cell ran before"
        )
    if initializer is None:
        initializer = glorot_uniform_initializer() if kind.kind == "f" else zeros_initializer()
    initial: Callable[[], Any] = lambda: initializer  # noqa: E731
    if callable(initializer):
        if as_sizes(shape, name) is None:
            raise ValueError(f"get_variable: expected a shape for {name!r}, such as shape=(2, 1)")
        initial = lambda: initializer(known(shape, name), kind)  # noqa: E731
    with graph.name_scope(None):
        return Variable(initial, trainable, name=name, dtype=kind)


def global_variables() -> list[Variable]:
    """All variables of the default graph, those of optimizers too."""
    return list(get_default_graph().variables)


def trainable_variables() -> list[Variable]:
    """The variables of the default graph that optimizers change."""
    return [variable for variable in get_default_graph().variables if variable.trainable]


def group(*operations: Operation | Tensor, name: str = "group_deps") -> Operation:
    """One operation that runs them all, and has no value."""
    return Group("NoOp", name=name, after=[one.op if isinstance(one, Tensor) else one for one in operations])


class Group(Operation):
    """A node that does nothing but come after others."""

    def compute(self, run: Run, values: Sequence[autodiff.Tensor]) -> list[autodiff.Tensor]:
        return []


def variables_initializer(var_list: Sequence[Variable], name: str = "init") -> Operation:
    """An operation that gives these variables their initial values."""
    return group(*(variable.initializer for variable in var_list), name=name)


def global_variables_initializer() -> Operation:
    """An operation that gives their initial values to all variables that exist by now.

    Variables that are made later, by an optimizer for example, are not part of it.
    """
    return variables_initializer(global_variables())
