"""Operations that move entries: other shapes, other orders, parts, and several tensors in one."""

from collections.abc import Sequence
from typing import Any

from numpy.typing import DTypeLike

from dlteach.tf1.building import as_tensor, check_integers, define, of_one_type
from dlteach.tf1.dtypes import as_dtype, float32
from dlteach.tf1.node import Tensor
from dlteach.tf1.shapes import Size, Sizes, axes_of, compatible, joined, reshaped


def reshape(x: Any, shape: Sequence[int], name: str = "Reshape") -> Tensor:
    """The same entries, in the same order, in another shape; −1 stands for the size that fits."""
    target = tuple(shape)
    if not all(isinstance(size, int) for size in target):
        raise TypeError(f"{name}: expected whole numbers, -1 for the size that fits, got {shape!r}")
    return define("Reshape", [as_tensor(x)], lambda sizes: reshaped(sizes, target), name=name, target=target)


def transpose(x: Any, perm: Sequence[int] | None = None, name: str = "transpose") -> Tensor:
    """The axes in another order; in reversed order when none is given."""

    def rule(sizes: Sizes) -> Sizes:
        if sizes is None:
            return None
        order = axes_of(sizes, perm)[:: -1 if perm is None else 1]
        if sorted(order) != list(range(len(sizes))):
            raise ValueError(f"perm must name each axis once, got {perm}")
        return tuple(sizes[axis] for axis in order)

    return define("Transpose", [as_tensor(x)], rule, name=name, order=tuple(perm or ()))


def expand_dims(x: Any, axis: int, name: str = "ExpandDims") -> Tensor:
    """A new axis of size 1 at this place; −1 for the end."""
    x = as_tensor(x)
    places = _known_axes(x, name) + 1
    if not -places <= axis < places:
        raise ValueError(f"{name}: there is no place {axis} for a new axis in {x.described()}")
    return _getitem(x, (*(slice(None),) * (axis % places), None), name)


def squeeze(x: Any, axis: int | Sequence[int] | None = None, name: str = "Squeeze") -> Tensor:
    """Without the axes of size 1, or without those named."""
    x = as_tensor(x)
    sizes = x.shape.as_list()
    if axis is None and None in sizes:
        raise ValueError(f"{name}: name the axis that goes, because {x.described()} has an unknown size")
    ones = tuple(place for place, size in enumerate(sizes) if size == 1)
    drop = ones if axis is None else axes_of(tuple(sizes), axis)
    if any(sizes[place] not in (1, None) for place in drop):
        raise ValueError(f"{name}: axis {axis} of {x.described()} does not have size 1")
    return _getitem(x, tuple(0 if place in drop else slice(None) for place in range(len(sizes))), name)


def concat(values: Sequence[Any], axis: int, name: str = "concat") -> Tensor:
    """Tensors behind one another along an axis that they have."""
    parts = of_one_type(name, **{f"values_{place}": value for place, value in enumerate(values)})
    return define("ConcatV2", parts, lambda *shapes: joined(shapes, axis), name=name, axis=axis)


def stack(values: Sequence[Any], axis: int = 0, name: str = "stack") -> Tensor:
    """Tensors of one shape side by side along a new axis."""
    parts = of_one_type(name, **{f"values_{place}": value for place, value in enumerate(values)})

    def rule(*shapes: Sizes) -> Sizes:
        if not all(compatible(shapes[0], sizes) for sizes in shapes):
            raise ValueError("expected tensors of one shape")
        if any(sizes is None for sizes in shapes):
            return None
        return joined([_with_axis(sizes, axis) for sizes in shapes], axis)

    return define("Pack", parts, rule, name=name, axis=axis)


def one_hot(indices: Any, depth: int, dtype: DTypeLike = float32, name: str = "one_hot") -> Tensor:
    """A row for each label: 1 at the label's place, 0 elsewhere.

    TensorFlow makes a row of zeros for a label that is no class; here it is refused.
    """
    to, labels = as_dtype(dtype), as_tensor(indices)
    check_integers(name, labels)

    def rule(sizes: Sizes) -> Sizes:
        if not compatible(sizes, (None,)):
            raise ValueError("expected labels of shape (n,)")
        return (sizes[0] if sizes else None, depth)

    return define("OneHot", [labels], rule, to, name, depth=depth, to=to)


def _with_axis(sizes: Sizes, axis: int) -> Sizes:
    full = list(sizes or ())
    full.insert(axis % (len(full) + 1), 1)
    return tuple(full)


def _known_axes(x: Tensor, name: str) -> int:
    if x.sizes is None:
        raise ValueError(f"{name}: expected a known number of axes, got {x.described()}")
    return len(x.sizes)


def _getitem(x: Tensor, index: Any, name: str = "strided_slice") -> Tensor:
    parts = index if isinstance(index, tuple) else (index,)
    for part in parts:
        if not (part is None or part is Ellipsis or isinstance(part, (int, slice))):
            raise TypeError(
                f"{name}: expected numbers, slices, None and ... in the brackets of {x.name!r}, got {part!r}"
            )
    return define("StridedSlice", [x], lambda sizes: _sliced(sizes, parts), name=name, index=parts)


def _sliced(sizes: Sizes, parts: tuple[Any, ...]) -> Sizes:
    if sizes is None:
        return None
    used = sum(part is not None and part is not Ellipsis for part in parts)
    if used > len(sizes):
        raise ValueError(f"{used} indices for {len(sizes)} axes")
    rest = (slice(None),) * (len(sizes) - used)
    place = parts.index(Ellipsis) if Ellipsis in parts else len(parts)
    result: list[Size] = []
    remaining = iter(sizes)
    for part in (*parts[:place], *rest, *parts[place + 1 :]):
        if part is None:
            result.append(1)
            continue
        size = next(remaining)
        if isinstance(part, slice):
            whole = part == slice(None)
            result.append(size if whole else None if size is None else len(range(*part.indices(size))))
        elif size is not None and not -size <= part < size:
            raise ValueError(f"there is no entry {part} among {size}")
    return tuple(result)


Tensor.__getitem__ = _getitem
