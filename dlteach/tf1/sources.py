"""Where a graph begins: constants, and placeholders that wait for a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import DTypeLike

from dlteach import autodiff
from dlteach.tf1.dtypes import as_array, as_dtype, float32
from dlteach.tf1.node import Operation, Tensor
from dlteach.tf1.shapes import as_sizes, known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dlteach.tf1.run import Run


class Constant(Operation):
    """A node with a value that never changes."""

    def __init__(self, value: np.ndarray, name: str) -> None:
        super().__init__("Const", outputs=[(value.shape, value.dtype)], name=name)
        self.value = value

    def compute(self, run: Run, values: Sequence[autodiff.Tensor]) -> list[autodiff.Tensor]:
        return [autodiff.as_tensor(self.value)]


class Placeholder(Operation):
    """A node whose value comes with each run, in `feed_dict`."""


def constant(value: Any, dtype: DTypeLike | None = None, shape: Any = None, name: str = "Const") -> Tensor:
    """A tensor with a fixed value.

    Parameters
    ----------
    value : array_like
        Numbers; Python's floats become float32, its integers int32, arrays keep their type.
    dtype : dtype, optional
    shape : tuple of int, optional
        What to reshape the value to; one number fills it.
    name : str, default "Const"

    Returns
    -------
    Tensor

    Raises
    ------
    TypeError
        If the value is no number, or does not fit the type.

    Examples
    --------
    >>> import dlteach.tf1 as tf
    >>> a, b = tf.constant(2.0), tf.constant([3, 4])
    >>> with tf.Session() as sess:
    ...     print(sess.run((a, b)))
    (np.float32(2.0), array([3, 4], dtype=int32))
    """
    if isinstance(value, Tensor):
        raise TypeError(f"{name}: {value.name!r} is a tensor already; use it as it is")
    array = as_array(value, None if dtype is None else as_dtype(dtype), name)
    if shape is not None:
        sizes = known(shape, name)
        array = np.full(sizes, array) if array.size == 1 else array.reshape(sizes)
    return Constant(np.array(array), name).outputs[0]


def placeholder(dtype: DTypeLike, shape: Any = None, name: str = "Placeholder") -> Tensor:
    """A tensor that is given a value in each run: `sess.run(…, feed_dict={x: value})`.

    Parameters
    ----------
    dtype : dtype
        For example `tf.float32`.
    shape : tuple, optional
        With None for any size, for example (None, 2) for rows of two features; without it, any shape.
    name : str, default "Placeholder"

    Returns
    -------
    Tensor

    Examples
    --------
    >>> import dlteach.tf1 as tf
    >>> tf.reset_default_graph()
    >>> inputs = tf.placeholder(tf.float32, (None, 2))
    >>> inputs
    <tf.Tensor 'Placeholder:0' shape=(?, 2) dtype=float32>
    >>> with tf.Session() as sess:
    ...     print(sess.run(inputs, feed_dict={inputs: [[1, 2], [3, 4]]}))
    [[1. 2.]
     [3. 4.]]
    """
    output = (as_sizes(shape, f"{name}: shape"), as_dtype(dtype))
    return Placeholder("Placeholder", outputs=[output], name=name).outputs[0]


def zeros(shape: Any, dtype: DTypeLike = float32, name: str = "zeros") -> Tensor:
    """A constant of zeros."""
    return constant(np.zeros(known(shape, name), as_dtype(dtype)), name=name)


def ones(shape: Any, dtype: DTypeLike = float32, name: str = "ones") -> Tensor:
    """A constant of ones."""
    return constant(np.ones(known(shape, name), as_dtype(dtype)), name=name)
