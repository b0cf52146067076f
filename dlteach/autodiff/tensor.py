"""Tensor: an array that remembers how it was computed, and sends gradients back along the way it came.

The operations stand in the files beside this one. Each has four beats: take the inputs as tensors, compute
the output, say how the gradient goes back to each input, and `record` it all. This file walks back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from operator import attrgetter
from threading import RLock
from typing import TYPE_CHECKING, Any, ClassVar, cast

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from dlteach.autodiff.broadcasting import sum_to_shape
from dlteach.autodiff.values import Array, Values, as_numbers

if TYPE_CHECKING:
    from dlteach.autodiff.scalar import Scalar
    from dlteach.autodiff.trace import Trace

Pull = Array | float | Callable[[Array], Array]
FusedPull = Callable[[Array], tuple[Array | None, ...]]
Operation = Callable[..., "Tensor"]

# Tensors are numbered downwards in the order in which they are made: sorted, the newest comes first.
next_number = count(0, -1).__next__
newest_first = attrgetter("_number")

# What has arrived at a node before its first share of gradient.
NOTHING = 0.0

# While a gradient is on its way, nodes hold what has arrived; a second thread waits for its turn.
_ONE_AT_A_TIME = RLock()


class Tensor(Values):
    """An array with a gradient.

    Parameters
    ----------
    data : array_like
        The numbers; they are copied. float32 and float64 are kept, and so are integers. A single number
        becomes a NumPy scalar; the operations on float64 numbers are especially fast.
    requires_grad : bool, default False
        Whether `backward` computes a gradient for this tensor; the numbers must then be floats, 3.0 for 3.
    name : str, optional
        What a picture or a trace of the graph calls it.

    Attributes
    ----------
    data : ndarray
        The numbers. `backward` needs them as they were in the forward pass: change them after it.
    grad : ndarray or None
        ∂J/∂(this tensor), with the shape and dtype of `data`. Every `backward` adds to it, until `zero_grad`.
        A computed tensor keeps it only after `retain_grad`.
    op : str or None
        The operation that computed this tensor; None if it was made by hand.

    Examples
    --------
    >>> w = Tensor(3.0, requires_grad=True)
    >>> J = (2 + 3 * w) ** 2
    >>> J.backward()
    >>> J.item(), w.grad.item()
    (121.0, 66.0)
    """

    __slots__ = (  # noqa: RUF023
        "__weakref__", "grad", "name", "op",
        # Where it comes from, and its place in the order in which tensors are made.
        "_inputs", "_pulls", "_number",
        # Whether a gradient flows here and stays, what of it has arrived, and where a leaf wants to have it.
        "_requires_grad", "_keeps_grad", "_arrived", "_grad_room",
        # The second operand of a `Scalar`, and the derivative by it.
        "_b", "_db",
    )  # fmt: skip

    grad: Array | None
    name: str | None
    op: str | None
    _inputs: tuple[Tensor, ...]
    _pulls: tuple[Pull, ...] | FusedPull
    _requires_grad: bool
    _number: int
    _keeps_grad: bool
    _arrived: Any
    _grad_room: Array | None
    _b: Any
    _db: float | None

    def __init__(
        self, data: ArrayLike | Tensor, requires_grad: bool = False, name: str | None = None
    ) -> None:
        self.grad = self.op = None
        self.name = name
        self._number = next_number()
        self._keeps_grad = True
        self._arrived = self._grad_room = None
        if type(data) is not float or type(self) is not Tensor:
            data = np.array(as_numbers(data))[()]
        if isinstance(data, float) and type(self) is Tensor:
            self.__class__ = Tensor._of_one_number
            self._value = float(data)
            self._da = self._db = None
            self._requires_grad = requires_grad
        else:
            self.data = data
            self._inputs = self._pulls = ()
            self.requires_grad = requires_grad

    @property
    def requires_grad(self) -> bool:
        """Whether gradients flow to this tensor; set it to False to freeze a weight."""
        return self._requires_grad

    @requires_grad.setter
    def requires_grad(self, value: bool) -> None:
        if self._inputs:
            raise ValueError(
                "requires_grad: a computed tensor follows its inputs; use detach() to cut it off from them"
            )
        if value and self.dtype not in (np.float16, np.float32, np.float64):
            raise TypeError(
                f"requires_grad: expected float16, float32 or float64 numbers, got {self.dtype}; "
                "write 3.0 for 3, or convert with np.asarray(data, dtype=float)"
            )
        self._requires_grad = value

    def backward(self, grad: ArrayLike | None = None) -> None:
        """Add ∂J/∂(leaf) to the `grad` of every leaf that requires a gradient, where J is this tensor.

        A leaf is a tensor that was made by hand, not computed: a weight, for example.
        From J back to the leaves, each node hands to each of its inputs the gradient that has arrived at the
        node times the local derivative. An input that is used twice receives two shares, and adds them up.

        Parameters
        ----------
        grad : array_like, optional
            The gradient that arrives here, in the shape of this tensor; 1 for a tensor of one number.

        Raises
        ------
        ValueError
            If nothing here requires a gradient, or `grad` is missing and needed, or has another shape.
        """
        seed = self._seed(grad)
        nodes: list[Tensor] = []
        numbers: list[Tensor] = []
        with _ONE_AT_A_TIME:
            try:
                self._send_back(seed, nodes, numbers)
            except BaseException:  # also of Ctrl-C: what is half way must not add to the next pass
                for node in (*nodes, *numbers):
                    node._arrived = None
                raise

    def _send_back(self, seed: Array, nodes: list[Tensor], numbers: list[Tensor]) -> None:
        self._arrived = NOTHING
        nodes.append(self)
        for node in nodes:  # which grows on the way
            for tensor in node._inputs:
                if tensor._requires_grad and tensor._arrived is None:
                    tensor._arrived = NOTHING
                    (numbers if type(tensor) is Tensor._of_one_number else nodes).append(tensor)
        # Whoever uses a node is newer than the node, so its share of the gradient has arrived before.
        nodes.sort(key=newest_first)
        self._hand_back(seed, nodes)
        Tensor._send_numbers_back(numbers)  # last, because a number is computed from numbers only

    def _hand_back(self, seed: Array, nodes: list[Tensor]) -> None:
        """Let each node, from the newest to the oldest, hand the gradient that has arrived to its inputs."""
        self._arrived = seed
        for node in nodes:
            arrived, node._arrived = node._arrived, None
            if node._keeps_grad:
                node._add_to_grad(arrived)
            if callable(node._pulls):
                for tensor, share in node._shares(arrived):
                    tensor._receive(share)
            else:
                for tensor, pull in zip(node._inputs, node._pulls):
                    if tensor._requires_grad:
                        tensor._receive(pull(arrived) if callable(pull) else arrived * pull)

    def _shares(self, grad: Array) -> list[tuple[Tensor, Any]]:
        """What each input gets, where one function computes the shares of all."""
        shares = cast(FusedPull, self._pulls)(grad)
        found = [(x, share) for x, share in zip(self._inputs, shares) if x._requires_grad]
        if len(shares) != len(self._inputs) or any(share is None for _, share in found):
            raise TypeError(
                f"backward of {self.op!r}: expected a share of gradient for each of its {len(self._inputs)} "
                "inputs, and None only for those that require no gradient"
            )
        return found

    def _receive(self, share: Array) -> None:
        """Take a share of gradient; further shares are added to it, in place where a leaf has room."""
        data = self.data
        if share.shape != data.shape:
            share = sum_to_shape(share, data.shape)
        if share.dtype is not data.dtype:
            share = share.astype(data.dtype, copy=False)
        arrived = self._arrived
        if arrived is NOTHING:
            self._arrived = share
        elif arrived is self._grad_room:
            arrived += share
        else:
            self._arrived = arrived + share

    def _seed(self, grad: ArrayLike | None) -> Array:
        if not self._requires_grad:
            raise ValueError(
                "backward: no gradient flows from here; make the weights with requires_grad=True, and "
                "compute the result outside no_grad and from the tensors themselves, not from their .data"
            )
        if grad is None:
            if self.size != 1:
                raise ValueError(
                    f"backward: expected a tensor of one number, got {self.size} of shape {self.shape}; "
                    "reduce them with .sum() or .mean(), or pass grad, the gradient that arrives at each"
                )
            return np.ones(self.shape, self.dtype)[()]
        seed = np.array(as_numbers(grad), dtype=self.dtype)
        if seed.shape != self.shape:
            raise ValueError(f"backward: expected grad of shape {self.shape}, got {seed.shape}")
        return seed[()]

    def _add_to_grad(self, share: Array) -> None:
        room = self._grad_room
        if self.grad is not None:
            out = room if room is self.grad else None
            self.grad = np.add(self.grad, share, out=out, dtype=self.dtype)
        elif room is not None:
            if share is not room:
                room[...] = share
            self.grad = room
        else:  # what an intermediate result keeps must not share memory with the gradients further back
            share = share.astype(self.dtype, copy=False)
            self.grad = share.copy() if self._inputs else share

    def retain_grad(self) -> None:
        """Keep the gradient of this intermediate result, which otherwise only leaves do."""
        self._keeps_grad = True

    def zero_grad(self) -> None:
        """Forget the gradient, before the next step."""
        self.grad = None

    def __iter__(self) -> Iterator[Tensor]:
        return map(self.__getitem__, range(len(self)))

    def __array__(self, dtype: DTypeLike | None = None, copy: bool | None = None) -> Array:
        if self._requires_grad:
            raise TypeError(
                "a NumPy function would lose the gradient: use the operation in dlteach.autodiff (stack for "
                "a list of tensors), or .numpy() where no gradient is wanted"
            )
        return np.array(self.data, dtype=dtype, copy=copy)

    def __repr__(self) -> str:
        parts = [np.array2string(self.numpy(), separator=", ", prefix="Tensor(")]
        if self.dtype == np.float32:
            parts.append("dtype=float32")
        if self.op:
            parts.append(f"op={self.op!r}")
        elif self._requires_grad:
            parts.append("requires_grad=True")
        if self.name:
            parts.append(f"name={self.name!r}")
        return f"Tensor({', '.join(parts)})"

    @property
    def T(self) -> Tensor:  # noqa: N802
        """The transpose: the axes in reversed order."""
        return self.transpose()

    if TYPE_CHECKING:  # what the files of operations attach
        __add__: ClassVar[Operation]
        __radd__: ClassVar[Operation]
        __sub__: ClassVar[Operation]
        __rsub__: ClassVar[Operation]
        __mul__: ClassVar[Operation]
        __rmul__: ClassVar[Operation]
        __truediv__: ClassVar[Operation]
        __rtruediv__: ClassVar[Operation]
        __pow__: ClassVar[Operation]
        __rpow__: ClassVar[Operation]
        __matmul__: ClassVar[Operation]
        __rmatmul__: ClassVar[Operation]
        __neg__: ClassVar[Operation]
        __abs__: ClassVar[Operation]
        __getitem__: ClassVar[Operation]
        sum: ClassVar[Operation]
        mean: ClassVar[Operation]
        max: ClassVar[Operation]
        min: ClassVar[Operation]
        var: ClassVar[Operation]
        reshape: ClassVar[Operation]
        transpose: ClassVar[Operation]
        flatten: ClassVar[Operation]
        detach: ClassVar[Operation]
        trace: ClassVar[Callable[..., Trace]]
        _of_one_number: ClassVar[type[Scalar]]
        _send_numbers_back: ClassVar[Any]
