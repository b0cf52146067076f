"""The two parts of a graph: Operation, a node that computes; Tensor, what one computes and others take in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from dlteach import autodiff
from dlteach.tf1.default_session import session_or_default
from dlteach.tf1.dtypes import DType
from dlteach.tf1.graph import Graph, get_default_graph
from dlteach.tf1.shapes import Sizes, TensorShape, describe

if TYPE_CHECKING:
    from dlteach.tf1.run import Run
    from dlteach.tf1.session import Session

Kernel = Callable[..., autodiff.Tensor]


class Operation:
    """A node of the graph: what will be computed, and from which tensors.

    Parameters
    ----------
    type : str
        What TensorFlow calls such a node: "MatMul".
    inputs : sequence of Tensor
    outputs : sequence of (sizes, dtype)
        What is known about each tensor that it computes.
    name : str, optional
        The type where it is missing. The graph makes it unique.
    kernel : callable, optional
        The eager operation that computes the values; a node that does something else overrides `compute`.
    after : sequence of Operation
        What must run before, besides the inputs.
    **attributes
        Passed on to the kernel.
    """

    def __init__(
        self,
        type: str,
        inputs: Sequence[Tensor] = (),
        outputs: Sequence[tuple[Sizes, DType]] = (),
        name: str | None = None,
        kernel: Kernel | None = None,
        after: Sequence[Operation] = (),
        **attributes: Any,
    ) -> None:
        self.graph: Graph = inputs[0].graph if inputs else get_default_graph()
        for tensor in inputs:
            if tensor.graph is not self.graph:
                raise ValueError(
                    f"{name or type}: {inputs[0].name!r} and {tensor.name!r} are of different graphs; define "
                    "both after reset_default_graph, or in one `with graph.as_default()` block"
                )
        self.type, self.kernel, self.attributes = type, kernel, attributes
        self.inputs, self.control_inputs = tuple(inputs), tuple(after)
        self.name = self.graph.unique_name(name or type)
        self.outputs = [Tensor(self, index, *output) for index, output in enumerate(outputs)]
        self.graph.add(self)

    @property
    def watched(self) -> Sequence[Tensor]:
        """Inputs whose gradient this operation will ask for, so that their history must be recorded."""
        return ()

    def compute(self, run: Run, values: Sequence[autodiff.Tensor]) -> Sequence[autodiff.Tensor]:
        """The values of the outputs from those of the inputs."""
        assert self.kernel is not None
        return [self.kernel(*values, **self.attributes)]

    def run(self, feed_dict: Any = None, session: Session | None = None) -> None:
        """Run this operation in a session, the default one where none is given."""
        session_or_default(session).run(self, feed_dict)

    def __repr__(self) -> str:
        return f"<tf.Operation {self.name!r} type={self.type}>"


class Tensor:
    """A result that does not exist yet: a name, a type and a static shape, and the operation behind it.

    Arithmetic with it defines further operations. A value exists while a session runs.

    Examples
    --------
    >>> import dlteach.tf1 as tf
    >>> tf.reset_default_graph()
    >>> 2 * tf.placeholder(tf.float32, (None, 2), name="inputs")
    <tf.Tensor 'mul:0' shape=(?, 2) dtype=float32>
    """

    # NumPy then leaves `array * tensor` to the tensor.
    __array_ufunc__ = None

    def __init__(self, op: Operation, index: int, sizes: Sizes, dtype: DType) -> None:
        self.op, self.value_index, self.sizes, self.dtype = op, index, sizes, dtype

    @property
    def name(self) -> str:
        """The name of the operation, and which of its outputs this is."""
        return f"{self.op.name}:{self.value_index}"

    @property
    def graph(self) -> Graph:
        return self.op.graph

    @property
    def shape(self) -> TensorShape:
        """The static shape, with None for any size."""
        return TensorShape(self.sizes)

    def get_shape(self) -> TensorShape:
        """The static shape, with None for any size."""
        return self.shape

    def eval(self, feed_dict: Any = None, session: Session | None = None) -> Any:
        """The value in a session, the default one where none is given."""
        return session_or_default(session).run(self, feed_dict)

    def described(self) -> str:
        """Name, type and shape, for messages."""
        return f"{self.name!r} ({self.dtype}, shape {describe(self.sizes)})"

    def __repr__(self) -> str:
        return f"<tf.Tensor {self.name!r} shape={describe(self.sizes)} dtype={self.dtype}>"

    def __str__(self) -> str:
        return f'Tensor("{self.name}", shape={describe(self.sizes)}, dtype={self.dtype})'

    def _no_value(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(
            f"{self.name!r} has no value while the graph is being defined: get one with sess.run, choose "
            "between tensors with tf.where, and use operations of tf in place of NumPy's"
        )

    __bool__ = __iter__ = __len__ = __array__ = __float__ = __int__ = _no_value

    if TYPE_CHECKING:  # what ops.py attaches
        __add__: ClassVar[Callable[..., Tensor]]
        __radd__: ClassVar[Callable[..., Tensor]]
        __sub__: ClassVar[Callable[..., Tensor]]
        __rsub__: ClassVar[Callable[..., Tensor]]
        __mul__: ClassVar[Callable[..., Tensor]]
        __rmul__: ClassVar[Callable[..., Tensor]]
        __truediv__: ClassVar[Callable[..., Tensor]]
        __rtruediv__: ClassVar[Callable[..., Tensor]]
        __pow__: ClassVar[Callable[..., Tensor]]
        __rpow__: ClassVar[Callable[..., Tensor]]
        __matmul__: ClassVar[Callable[..., Tensor]]
        __rmatmul__: ClassVar[Callable[..., Tensor]]
        __neg__: ClassVar[Callable[..., Tensor]]
        __abs__: ClassVar[Callable[..., Tensor]]
        __lt__: ClassVar[Callable[..., Tensor]]
        __le__: ClassVar[Callable[..., Tensor]]
        __gt__: ClassVar[Callable[..., Tensor]]
        __ge__: ClassVar[Callable[..., Tensor]]
        __getitem__: ClassVar[Callable[..., Tensor]]
