"""Static shapes: what is known about a shape before anything runs. None is any size.

The rules below give the shape of a result from the shapes of its inputs. What they refuse can fit at no time.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np

Size = int | None
Sizes = tuple[Size, ...] | None  # None: not even the number of axes is known
Axis = int | Sequence[int] | None


class TensorShape:
    """A shape of which sizes, or even the number of axes, may be unknown; it compares like a tuple.

    Examples
    --------
    >>> shape = TensorShape((None, 2))
    >>> print(shape, shape.as_list(), shape == (None, 2))
    (?, 2) [None, 2] True
    """

    def __init__(self, sizes: Sequence[Size] | None) -> None:
        self.sizes: Sizes = None if sizes is None else tuple(sizes)

    @property
    def ndims(self) -> int | None:
        """The number of axes, None if unknown."""
        return None if self.sizes is None else len(self.sizes)

    def as_list(self) -> list[Size]:
        """The sizes, None for each unknown one."""
        if self.sizes is None:
            raise ValueError("as_list: the number of axes is not known; give the placeholder a shape")
        return list(self.sizes)

    def __iter__(self) -> Iterator[Size]:
        return iter(self.as_list())

    def __len__(self) -> int:
        return len(self.as_list())

    def __getitem__(self, index: Any) -> Any:
        return tuple(self)[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, TensorShape):
            other = other.sizes
        return self.sizes == (tuple(other) if isinstance(other, list) else other)

    def __hash__(self) -> int:
        return hash(self.sizes)

    def __str__(self) -> str:
        return describe(self.sizes)

    def __repr__(self) -> str:
        return f"TensorShape({None if self.sizes is None else list(self.sizes)})"


def describe(sizes: Sizes) -> str:
    """A shape as TensorFlow 1 prints it, with ? for any size."""
    if sizes is None:
        return "<unknown>"
    return str(sizes).replace("None", "?")


def as_sizes(shape: Any, what: str) -> Sizes:
    """A shape as a tuple of sizes, from a tuple, a list, a TensorShape, one number, or None for unknown."""
    if isinstance(shape, TensorShape) or shape is None:
        return shape.sizes if shape is not None else None
    sizes = (shape,) if isinstance(shape, (int, np.integer)) else tuple(shape)
    for size in sizes:
        if size is not None and (not isinstance(size, (int, np.integer)) or size < 0):
            raise ValueError(f"{what}: expected a shape of whole numbers, None for any size, got {shape!r}")
    return tuple(None if size is None else int(size) for size in sizes)


def known(shape: Any, what: str) -> tuple[int, ...]:
    """A shape without unknown sizes."""
    sizes = as_sizes(shape, what)
    if sizes is None or None in sizes:
        raise ValueError(f"{what}: expected a shape without unknown sizes, got {describe(sizes)}")
    return tuple(size for size in sizes if size is not None)


def compatible(a: Sizes, b: Sizes) -> bool:
    """Whether two shapes can turn out to be the same."""
    if a is None or b is None:
        return True
    return len(a) == len(b) and all(p is None or q is None or p == q for p, q in zip(a, b))


def broadcast(*shapes: Sizes) -> Sizes:
    """NumPy's rule: from the right, two sizes are equal, or one of them is 1 and stretches."""
    if any(sizes is None for sizes in shapes):
        return None
    columns = zip_longest(*(reversed(sizes or ()) for sizes in shapes), fillvalue=1)
    return tuple(_stretched(column) for column in columns)[::-1]


def _stretched(column: tuple[Size, ...]) -> Size:
    fixed = {size for size in column if size not in (1, None)}
    if len(fixed) > 1:
        raise ValueError(f"sizes {' and '.join(map(str, sorted(fixed)))} differ, and neither is 1")
    return fixed.pop() if fixed else (None if None in column else 1)


def axes_of(sizes: tuple[Size, ...], axis: Axis) -> tuple[int, ...]:
    """The axes as numbers from 0; all of them for None."""
    axes = range(len(sizes)) if axis is None else (axis,) if isinstance(axis, (int, np.integer)) else axis
    for number in axes:
        if not -len(sizes) <= number < len(sizes):
            raise ValueError(f"there is no axis {number}")
    return tuple(number % len(sizes) for number in axes)


def reduced(sizes: Sizes, axis: Axis, keepdims: bool) -> Sizes:
    """The shape that a sum over an axis, several or all leaves."""
    if sizes is None:
        return None if axis is not None or keepdims else ()
    axes = axes_of(sizes, axis)
    if keepdims:
        return tuple(1 if place in axes else size for place, size in enumerate(sizes))
    return tuple(size for place, size in enumerate(sizes) if place not in axes)


def matrix_product(a: Sizes, b: Sizes) -> Sizes:
    """(…, n, k) @ (…, k, m) is (…, n, m)."""
    if a is None or b is None:
        return None
    if len(a) < 2 or len(b) < 2:
        raise ValueError("expected at least two axes; tf.reshape(x, (1, -1)) makes a vector a row")
    if not compatible(a[-1:], b[-2:-1]):
        raise ValueError(f"the first has {a[-1]} columns and the second {b[-2]} rows")
    stack = broadcast(a[:-2], b[:-2])
    return None if stack is None else (*stack, a[-2], b[-1])


def reshaped(sizes: Sizes, target: tuple[int, ...]) -> Sizes:
    """The target, with the size that stands for −1 worked out where that is possible."""
    if target.count(-1) > 1:
        raise ValueError("only one size can be -1")
    rest = int(np.prod([size for size in target if size != -1]))
    if sizes is None or None in sizes:
        return tuple(None if size == -1 else size for size in target)
    total = int(np.prod([size for size in sizes if size is not None]))
    if (total % rest if rest and -1 in target else total - rest) != 0:
        raise ValueError(f"{total} entries do not fill the shape {target}")
    return tuple(total // rest if size == -1 and rest else size for size in target)


def joined(shapes: Sequence[Sizes], axis: int) -> Sizes:
    """Shapes behind one another along an axis; all other sizes must agree."""
    if any(sizes is None for sizes in shapes):
        return None
    full = [sizes for sizes in shapes if sizes is not None]
    (place,) = axes_of(full[0], axis)
    rests = [sizes[:place] + sizes[place + 1 :] for sizes in full]
    if not all(compatible(rests[0], rest) for rest in rests):
        raise ValueError(f"apart from axis {axis} the sizes must be equal")
    along = [sizes[place] for sizes in full]
    rest = tuple(next((size for size in column if size is not None), None) for column in zip(*rests))
    total = None if None in along else sum(size or 0 for size in along)
    return (*rest[:place], total, *rest[place:])
