"""What a tensor has in common with an array: shape, length, comparisons, conversion to a number."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


class Values:
    """The numbers of a tensor, `data`, without the graph."""

    __slots__ = ("data",)

    data: Array

    # NumPy then leaves `array * tensor` to the tensor.
    __array_ufunc__ = None

    # Compared by their numbers, but looked up in a dict or a set by identity.
    __hash__ = object.__hash__

    @property
    def shape(self) -> tuple[int, ...]:
        return self.data.shape

    @property
    def ndim(self) -> int:
        return self.data.ndim

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.data.dtype

    @property
    def size(self) -> int:
        return self.data.size

    def numpy(self) -> Array:
        """The numbers as an array, without copying."""
        return np.asarray(self.data)

    def item(self) -> Any:
        """The only number, as a Python number."""
        if self.size != 1:
            raise ValueError(
                f"item: expected a tensor of one number, got {self.size} of shape {self.shape}; "
                "reduce them with .sum() or .mean()"
            )
        return self.data.item()

    def __float__(self) -> float:
        return float(self.item())

    def __bool__(self) -> bool:
        return bool(self.data)

    def __format__(self, spec: str) -> str:
        return format(self.item(), spec) if spec else repr(self)

    def __len__(self) -> int:
        if not self.shape:
            raise TypeError("len: a tensor of shape () is a single number and has no length")
        return self.shape[0]

    def __eq__(self, other: object) -> Array:  # type: ignore[override]
        return self.data == _numbers(other)

    def __ne__(self, other: object) -> Array:  # type: ignore[override]
        return self.data != _numbers(other)

    def __lt__(self, other: object) -> Array:
        return self.data < _numbers(other)

    def __le__(self, other: object) -> Array:
        return self.data <= _numbers(other)

    def __gt__(self, other: object) -> Array:
        return self.data > _numbers(other)

    def __ge__(self, other: object) -> Array:
        return self.data >= _numbers(other)


def as_numbers(value: ArrayLike | Values) -> Array:
    """Real numbers as an array, without copying; a single one as a NumPy scalar."""
    if isinstance(value, Values):
        return value.data
    array = np.asarray(value)
    if array.dtype.kind not in "fiub" and array.dtype.name != "bfloat16":  # which a package adds to NumPy
        raise TypeError(f"Tensor: expected real numbers, got {type(value).__name__} of dtype {array.dtype}")
    return array[()]


def _numbers(value: Any) -> Any:
    return value.data if isinstance(value, Values) else value
