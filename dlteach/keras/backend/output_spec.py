"""The shapes and types that a function returns, found by running it on zeros."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from dlteach.keras import tree
from dlteach.keras.backend.common.allocation import check_size
from dlteach.keras.backend.common.dtypes import standardize_dtype
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.common.stateless_scope import StatelessScope
from dlteach.keras.backend.common.symbolic_scope import SymbolicScope
from dlteach.keras.backend.core import is_tensor, numpy_dtype

# In place of a size that is not known: (of the first axis, of the others). Two tries tell which sizes of the
# output depend on it. The first axis is mostly the batch, and a small batch is quick; the others must be
# larger than the window of a convolution.
_FIRST_TRY = (5, 83)
_SECOND_TRY = (7, 89)


def compute_output_spec(fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """What a function would return for symbolic tensors, as symbolic tensors.

    No variable changes, and no seed moves on.

    Parameters
    ----------
    fn : callable
        A function of arrays.
    *args, **kwargs
        Its arguments, at any depth with KerasTensors in place of arrays.

    Returns
    -------
    structure of KerasTensor
        In the form of what `fn` returns; None for the sizes that depend on an unknown size.

    Examples
    --------
    >>> spec = compute_output_spec(lambda x: x @ np.ones((4, 2), "float32"), KerasTensor((None, 4)))
    >>> spec.shape, spec.dtype
    ((None, 2), 'float32')
    """
    with StatelessScope(), SymbolicScope(), np.errstate(all="ignore"):
        first = _run(fn, args, kwargs, _FIRST_TRY)
        leaves = tree.flatten((args, kwargs))
        if not any(isinstance(leaf, KerasTensor) and None in leaf.shape for leaf in leaves):
            return tree.map_structure(_spec, first)
        second = _run(fn, args, kwargs, _SECOND_TRY)
    specs = [_spec(a, b) for a, b in zip(tree.flatten(first), tree.flatten(second))]
    return tree.pack_sequence_as(first, specs)


def _run(fn: Callable[..., Any], args: Any, kwargs: Any, sizes: tuple[int, int]) -> Any:
    args, kwargs = tree.map_structure(lambda leaf: _zeros_like(leaf, *sizes), (args, kwargs))
    return fn(*args, **kwargs)


def _zeros_like(leaf: Any, first: int, others: int) -> Any:
    if not isinstance(leaf, KerasTensor):
        return leaf
    shape = [(others if axis else first) if size is None else size for axis, size in enumerate(leaf.shape)]
    check_size(tuple(shape))
    return np.zeros(shape, numpy_dtype(leaf.dtype))


def _spec(value: Any, other: Any = None) -> Any:
    """The symbolic tensor for an output; its sizes that are different in another run are not known."""
    if not is_tensor(value):
        return value
    sizes = value.shape if other is None else other.shape
    if len(sizes) != value.ndim:
        raise ValueError(
            "compute_output_spec: the number of axes of an output depends on a size that is not known: "
            f"its shape is {value.shape} or {sizes}"
        )
    shape = tuple(a if a == b else None for a, b in zip(value.shape, sizes))
    return KerasTensor(shape, standardize_dtype(value.dtype))
