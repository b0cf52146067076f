"""Products of matrices and of higher arrays, diagonals and triangles."""

from __future__ import annotations

from typing import Any

import numpy as np

from dlteach import autodiff
from dlteach.autodiff import Tensor
from dlteach.keras.backend.common.dtypes import result_type
from dlteach.keras.backend.common.keras_tensor import KerasTensor
from dlteach.keras.backend.core import cast, convert_to_tensor, plain
from dlteach.keras.ops.operation import operation
from dlteach.keras.ops.reductions import widened
from dlteach.keras.ops.specs import (
    broadcast_shapes,
    canonicalize_axis,
    diagonal_length,
    product_shape,
    same_size,
    shape_of,
)
from dlteach.keras.ops.values import all_together, evaluate, together, without_gradient


def _product_type(x1: Any, x2: Any) -> str:
    return result_type(getattr(x1, "dtype", type(x1)), getattr(x2, "dtype", type(x2)))


def _matmul_spec(x1: Any, x2: Any) -> KerasTensor:
    dtype = _product_type(x1, x2)
    both_int8 = all(getattr(x, "dtype", None) == "int8" for x in (x1, x2))
    return KerasTensor(product_shape(shape_of(x1), shape_of(x2)), "int32" if both_int8 else dtype)


@operation(output_spec=_matmul_spec)
def matmul(x1: Any, x2: Any) -> Any:
    """The product of matrices; leading axes are a stack of them.

    Examples
    --------
    >>> matmul([[1, 2], [3, 4]], [1, 1])
    array([3, 7], dtype=int32)
    """
    x1, x2 = convert_to_tensor(x1), convert_to_tensor(x2)
    if x1.dtype == x2.dtype == np.int8:  # their products would overflow
        x1, x2 = cast(x1, "int32"), cast(x2, "int32")
    x1, x2 = together(x1, x2)
    product = evaluate(np.matmul, autodiff.matmul, x1, x2)
    return product if product.dtype is x1.dtype else cast(product, x1.dtype)  # bfloat16 gives float32


def _dot_spec(x1: Any, x2: Any) -> KerasTensor:
    shape1, shape2 = shape_of(x1), shape_of(x2)
    if shape1 and shape2:
        place = max(len(shape2) - 2, 0)
        same_size(
            shape1[-1],
            shape2[place],
            f"Shape incompatible on axis -1 of `x1` and axis {place} of `x2`: {shape1} and {shape2}",
        )
        shape1, shape2 = shape1[:-1], (*shape2[:place], *shape2[place + 1 :])
    return KerasTensor((*shape1, *shape2), _product_type(x1, x2))


@operation(output_spec=_dot_spec)
def dot(x1: Any, x2: Any) -> Any:
    """Products summed over the last axis of `x1` and the last but one of `x2`, or its only one."""
    x1, x2 = all_together([x1, x2])
    return evaluate(np.dot, autodiff.dot, x1, x2)


def _tensordot_spec(x1: Any, x2: Any, axes: Any = 2) -> KerasTensor:
    shape1, shape2 = list(shape_of(x1)), list(shape_of(x2))
    if isinstance(axes, int):
        if axes > min(len(shape1), len(shape2)):
            raise ValueError(f"`axes` must not exceed the rank of `x1` or `x2`. Received: axes={axes}")
        axes = (range(len(shape1) - axes, len(shape1)), range(axes))
    of_1, of_2 = ([axis] if isinstance(axis, int) else list(axis) for axis in axes)
    of_1 = [canonicalize_axis(axis, len(shape1)) for axis in of_1]
    of_2 = [canonicalize_axis(axis, len(shape2)) for axis in of_2]
    for one, other in zip(of_1, of_2):
        same_size(shape1[one], shape2[other], f"tensordot, axes {one} of {shape1} and {other} of {shape2}")
    rows = [size for axis, size in enumerate(shape1) if axis not in of_1]
    columns = [size for axis, size in enumerate(shape2) if axis not in of_2]
    return KerasTensor((*rows, *columns), _product_type(x1, x2))


@operation(output_spec=_tensordot_spec)
def tensordot(x1: Any, x2: Any, axes: Any = 2) -> Any:
    """Products summed over some axes of `x1` and as many of `x2`.

    Parameters
    ----------
    x1, x2 : array_like
    axes : int, or two lists of int
        The last ones of `x1` and the first ones of `x2`, or those named.
    """
    x1, x2 = all_together([x1, x2])
    axes = tuple(axes) if isinstance(axes, list) else axes
    return evaluate(np.tensordot, autodiff.tensordot, x1, x2, axes)


def _einsum_spec(subscripts: str, *operands: Any, **kwargs: Any) -> KerasTensor:
    """A letter stands for the same size everywhere; what it is known to be anywhere it is."""
    left, arrow, result = subscripts.replace(" ", "").partition("->")
    spread: Any = ()
    sizes: dict[str, Any] = {}
    for term, operand in zip(left.split(","), operands):
        shape = shape_of(operand)
        before, dots, after = term.partition("...")
        if len(before + after) > len(shape) or (not dots and len(term) != len(shape)):
            raise ValueError(f"Invalid subscripts {subscripts}: {term} does not fit the shape {shape}")
        middle = len(shape) - len(after)
        if dots:
            spread = broadcast_shapes(spread, shape[len(before) : middle])
        for letter, size in (*zip(before, shape), *zip(after, shape[middle:])):
            sizes[letter] = same_size(sizes.get(letter), size, f"einsum, letter {letter}")
    if not arrow:
        result = "..." * ("..." in left) + "".join(sorted(x for x in sizes if left.count(x) == 1))
    before, dots, after = result.partition("...")
    out = [sizes[x] for x in before] + list(spread if dots else ()) + [sizes[x] for x in after]
    names = sorted({str(x.dtype if hasattr(x, "dtype") else convert_to_tensor(x).dtype) for x in operands})
    return KerasTensor(out, "int32" if names == ["int8"] else result_type(*names))


@operation(output_spec=_einsum_spec)
def einsum(subscripts: str, *operands: Any, **kwargs: Any) -> Any:
    """Einstein's sum: `einsum("ij,jk->ik", a, b)` is `Σⱼ aᵢⱼ bⱼₖ`.

    Examples
    --------
    >>> einsum("ij->j", [[1, 2], [3, 4]])
    array([4, 6], dtype=int32)
    """
    values = [convert_to_tensor(operand) for operand in operands]
    names = {value.dtype.name for value in values}
    dtype = "int32" if names == {"int8"} else result_type(*sorted(names))
    values = [cast(value, dtype) for value in values]
    if any(value.__class__ is Tensor for value in values):
        return plain(autodiff.einsum(subscripts, *values))
    if dtype == "bfloat16":
        return cast(np.einsum(subscripts, *(cast(value, "float32") for value in values)), dtype)
    return np.einsum(subscripts, *values, optimize=len(values) > 1)


@operation
def outer(x1: Any, x2: Any) -> Any:
    """The products of all entries of `x1` with all of `x2`."""
    return evaluate(np.outer, autodiff.outer, *all_together([x1, x2]))


def _inner_spec(x1: Any, x2: Any) -> KerasTensor:
    shape1, shape2 = shape_of(x1), shape_of(x2)
    if shape1 and shape2:
        same_size(
            shape1[-1],
            shape2[-1],
            f"`x1` and `x2` must have the same last dimension: {shape1}, {shape2}",
        )
        shape1, shape2 = shape1[:-1], shape2[:-1]
    return KerasTensor((*shape1, *shape2), _product_type(x1, x2))


@operation(output_spec=_inner_spec)
def inner(x1: Any, x2: Any) -> Any:
    """Products summed over the last axis of both."""
    x1, x2 = all_together([x1, x2])
    if x1.ndim == 0 or x2.ndim == 0:
        return evaluate(np.multiply, autodiff.multiply, x1, x2)
    return evaluate(np.inner, lambda a, b: autodiff.tensordot(a, b, (-1, -1)), x1, x2)


@operation
def vdot(x1: Any, x2: Any) -> Any:
    """The sum of the products of all entries with those in the same place."""
    x1, x2 = all_together([x1, x2])
    return evaluate(np.vdot, lambda a, b: autodiff.dot(autodiff.flatten(a), autodiff.flatten(b)), x1, x2)


@operation
def cross(
    x1: Any, x2: Any, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: int | None = None
) -> Any:
    """The cross product of vectors: at right angles to both."""
    x1, x2 = (without_gradient("cross", x) for x in all_together([x1, x2]))
    return _cross(x1, x2, axisa, axisb, axisc, axis)


def _cross(
    x1: np.ndarray, x2: np.ndarray, axisa: int, axisb: int, axisc: int, axis: int | None
) -> np.ndarray:
    axisa, axisb, axisc = (axisa, axisb, axisc) if axis is None else (axis, axis, axis)
    a, b = np.moveaxis(x1, axisa, -1), np.moveaxis(x2, axisb, -1)
    if a.shape[-1] not in (2, 3) or b.shape[-1] not in (2, 3):
        raise ValueError(
            "`x1`'s dim and `x2`'s dim on the axis must be 2 or 3. Received: "
            f"x1.shape={x1.shape}, x2.shape={x2.shape}"
        )
    flat = a.shape[-1] == b.shape[-1] == 2
    a, b = (np.concatenate([v, np.zeros_like(v[..., :1])], -1) if v.shape[-1] == 2 else v for v in (a, b))
    out = np.cross(a, b)
    return out[..., 2] if flat else np.moveaxis(out, -1, axisc)


@operation
def kron(x1: Any, x2: Any) -> Any:
    """Every entry of `x1` replaced by itself times the whole of `x2`."""
    x1, x2 = all_together([x1, x2])
    return np.kron(without_gradient("kron", x1), without_gradient("kron", x2))


def _diag_spec(x: KerasTensor, k: int = 0) -> KerasTensor:
    if len(x.shape) == 1:
        size = None if x.shape[0] is None else x.shape[0] + abs(k)
        return KerasTensor((size, size), x.dtype)
    if len(x.shape) != 2:
        raise ValueError(f"`x` must be 1-D or 2-D, but received shape {x.shape}.")
    return KerasTensor((diagonal_length(*x.shape, k),), x.dtype)


@operation(output_spec=_diag_spec)
def diag(x: Any, k: int = 0) -> Any:
    """The matrix with these entries on its k-th diagonal; of a matrix, the entries of that diagonal."""
    return evaluate(np.diag, autodiff.diag, convert_to_tensor(x), k)


@operation
def diagflat(x: Any, k: int = 0) -> Any:
    """The matrix with all entries, in one row, on its k-th diagonal."""
    x = convert_to_tensor(x)
    return plain(autodiff.diag(autodiff.flatten(x), k)) if x.__class__ is Tensor else np.diagflat(x, k)


def _diagonal_spec(x: KerasTensor, offset: int = 0, axis1: int = 0, axis2: int = 1) -> KerasTensor:
    rank = len(x.shape)
    if rank < 2:
        raise ValueError(
            f"`diagonal` requires an array of at least two dimensions, but `x` is of shape {x.shape}."
        )
    axis1, axis2 = canonicalize_axis(axis1, rank), canonicalize_axis(axis2, rank)
    rest = [size for place, size in enumerate(x.shape) if place not in (axis1, axis2)]
    return KerasTensor((*rest, diagonal_length(x.shape[axis1], x.shape[axis2], offset)), x.dtype)


@operation(output_spec=_diagonal_spec)
def diagonal(x: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """The diagonals of the matrices that two axes make, along a new last axis."""
    return evaluate(np.diagonal, autodiff.diagonal, convert_to_tensor(x), offset, axis1, axis2)


@operation
def trace(x: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """The sum of the diagonal."""
    x = widened(x)
    if x.__class__ is Tensor:
        return plain(autodiff.sum(autodiff.diagonal(x, offset, axis1, axis2), -1))
    return np.trace(x, offset, axis1, axis2, dtype=x.dtype)


@operation
def tril(x: Any, k: int = 0) -> Any:
    """The entries on and below the k-th diagonal, zeros above."""
    return evaluate(np.tril, autodiff.tril, convert_to_tensor(x), k)


@operation
def triu(x: Any, k: int = 0) -> Any:
    """The entries on and above the k-th diagonal, zeros below."""
    return evaluate(np.triu, autodiff.triu, convert_to_tensor(x), k)
