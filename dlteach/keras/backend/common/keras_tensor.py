"""KerasTensor: a shape and a type in the place of numbers that are not there yet."""

from __future__ import annotations

from typing import Any, NoReturn

from dlteach.keras import tree
from dlteach.keras.backend.common.dtypes import standardize_dtype
from dlteach.keras.backend.common.naming import auto_name
from dlteach.keras.backend.common.operators import Operators
from dlteach.keras.backend.common.shapes import Shape, standardize_shape


class KerasTensor(Operators):
    """Symbolic tensor: it stands for the values that will flow through a model.

    A layer or an operation called with it returns another one, with the shape and type of its output.

    Parameters
    ----------
    shape : tuple of int or None
        None for a size that is not known, as the size of a batch.
    dtype : str, default "float32"
    sparse, ragged : bool, default False
        A mark that is kept and shown; dlteach has neither sparse nor ragged values.
    record_history : bool, default True
        Whether operations on it are recorded for a functional model.
    name : str, optional

    Examples
    --------
    >>> x = KerasTensor(shape=(None, 4), name="x")
    >>> x.shape, x.dtype
    ((None, 4), 'float32')
    >>> (x + 1).shape
    (None, 4)
    """

    _keras_history: Any  # where in a graph it comes from; set by the node that makes it

    def __init__(
        self,
        shape: Any,
        dtype: Any = "float32",
        sparse: bool = False,
        ragged: bool = False,
        record_history: bool = True,
        name: str | None = None,
    ) -> None:
        if sparse and ragged:
            raise ValueError("KerasTensor cannot have `sparse=True` and `ragged=True` at the same time.")
        self._shape = standardize_shape(shape)
        self._dtype = standardize_dtype(dtype)
        self._sparse = bool(sparse)
        self._ragged = bool(ragged)
        self.name = name or auto_name(type(self).__name__)
        self.record_history = record_history

    @property
    def shape(self) -> Shape:
        return self._shape

    @shape.setter
    def shape(self, value: Any) -> NoReturn:
        _refuse_change("shape")

    @property
    def dtype(self) -> str:
        return self._dtype

    @dtype.setter
    def dtype(self, value: Any) -> NoReturn:
        _refuse_change("dtype")

    @property
    def sparse(self) -> bool:
        return self._sparse

    @sparse.setter
    def sparse(self, value: Any) -> NoReturn:
        _refuse_change("sparse")

    @property
    def ragged(self) -> bool:
        return self._ragged

    @ragged.setter
    def ragged(self, value: Any) -> NoReturn:
        _refuse_change("ragged")

    @property
    def ndim(self) -> int:
        return len(self._shape)

    def reshape(self, newshape: Any) -> Any:
        from dlteach.keras import ops

        return ops.reshape(self, newshape)

    def squeeze(self, axis: int | None = None) -> Any:
        from dlteach.keras import ops

        return ops.squeeze(self, axis)

    def __getitem__(self, key: Any) -> Any:
        from dlteach.keras import ops

        return ops.get_item(self, key)

    def __ne__(self, other: object) -> Any:
        from dlteach.keras import ops

        return ops.not_equal(self, other)

    __hash__ = object.__hash__

    def __int__(self) -> int:
        raise ValueError(_no_values("an int"))

    def __float__(self) -> float:
        raise ValueError(_no_values("a float"))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NoReturn:
        raise ValueError(_no_values("a NumPy array"))

    def __iter__(self) -> NoReturn:
        raise NotImplementedError("Iterating over a symbolic KerasTensor is not supported.")

    def __bool__(self) -> bool:
        raise TypeError("A symbolic KerasTensor cannot be used as a boolean.")

    def __repr__(self) -> str:
        return (
            f"<KerasTensor shape={self.shape}, dtype={self.dtype}, sparse={self.sparse}, "
            f"ragged={self.ragged}, name={self.name}>"
        )


def _no_values(target: str) -> str:
    return (
        "A KerasTensor is symbolic: it has a shape and a dtype, but it doesn't have any actual numerical "
        f"value. You cannot convert it to {target}. Use operations of `keras.ops` or layers, which take it."
    )


def _refuse_change(attribute: str) -> NoReturn:
    raise AttributeError(
        f"The `{attribute}` attribute of KerasTensor is immutable. One should create a new instance of "
        "KerasTensor for this."
    )


def any_symbolic_tensors(args: Any = None, kwargs: Any = None) -> bool:
    """Whether there is a KerasTensor among the arguments of a call, at any depth.

    Examples
    --------
    >>> any_symbolic_tensors((1, [KerasTensor((2,))])), any_symbolic_tensors((1,), {"x": 2})
    (True, False)
    """
    for value in (*(args or ()), *(kwargs or {}).values()):
        if isinstance(value, KerasTensor):
            return True
        if tree.is_nested(value) and any(isinstance(leaf, KerasTensor) for leaf in tree.flatten(value)):
            return True
    return False


def is_keras_tensor(x: Any) -> bool:
    """Whether this is a symbolic tensor, as `keras.Input` makes them."""
    return isinstance(x, KerasTensor)
