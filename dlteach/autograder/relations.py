"""How a wrong value relates to the right one, in any exercise: n times too large, transposed, not summed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from dlteach.autograder.values import is_numeric, same


@dataclass(frozen=True)
class Sizes:
    """Sizes of the input that a forgotten or doubled average would show as a factor."""

    n: int
    k: int

    @classmethod
    def of(cls, args: tuple[Any, ...]) -> Sizes:
        given = (a for a in args if isinstance(a, np.ndarray) or (isinstance(a, list) and is_numeric(a)))
        arrays = [a for a in map(np.asarray, given) if a.ndim > 0]
        n = arrays[0].shape[0] if arrays else 1
        k = max((a.shape[1] for a in arrays if a.ndim > 1), default=1)
        return cls(n, k)


Holds = Callable[[np.ndarray, np.ndarray, Sizes], bool]


@dataclass(frozen=True)
class Relation:
    """`holds(got, right, sizes)` says whether a leaf stands in this relation to the right one."""

    id: str
    says: str
    holds: Holds


def _close(a: ArrayLike, b: ArrayLike) -> bool:
    return same(np.asarray(a), np.asarray(b), rtol=1e-6, atol=1e-9)


def _factor(factor: Callable[[Sizes], float]) -> Holds:
    return lambda got, right, sizes: _close(got, right * factor(sizes))


def _mapped(change: Callable[[np.ndarray], np.ndarray]) -> Holds:
    def holds(got, right, sizes):
        with np.errstate(all="ignore"):
            return _close(got, change(right))

    return holds


def _reduces_to(reduce: Callable[[np.ndarray], Any]) -> Holds:
    return lambda got, right, sizes: (
        right.ndim == 0 < got.ndim and got.size > 0 and _close(reduce(got), right)
    )


def _reduced_by(reduce: Callable[[np.ndarray], Any]) -> Holds:
    return lambda got, right, sizes: got.ndim == 0 < right.ndim and _close(got, reduce(right))


ROUNDED = Relation(
    "rounded",
    "the numbers are right but rounded; return all digits and leave rounding to whoever prints",
    lambda got, right, s: any(same(got, np.asarray(np.round(right, d)), 1e-12, 0) for d in range(1, 7)),
)
RELATIONS = (
    Relation(
        "sign", "the sign is turned round: every number is −1 times the right one", _factor(lambda s: -1.0)
    ),
    Relation(
        "sum-for-mean",
        "exactly n times too large, n being the number of examples: "
        "where a mean over the batch is asked for, this is the sum",
        _factor(lambda s: s.n),
    ),
    Relation(
        "mean-for-sum",
        "exactly n times too small, n being the number of examples: a division by n too many",
        _factor(lambda s: 1 / s.n),
    ),
    Relation(
        "twice", "exactly twice too large: look for a missing ½ or a 2 too many", _factor(lambda s: 2.0)
    ),
    Relation(
        "half", "exactly half of what is right: look for a ½ too many or a missing 2", _factor(lambda s: 0.5)
    ),
    Relation(
        "half-sum",
        "exactly n/2 times too large: the sum where the mean is asked for, and a factor of 2 lost as well",
        _factor(lambda s: s.n / 2),
    ),
    Relation(
        "sum-of-doubles",
        "exactly 2n times too large: the sum where the mean is asked for, and a ½ forgotten as well",
        _factor(lambda s: 2 * s.n),
    ),
    Relation(
        "mean-over-all-entries",
        "too small by exactly the number of columns: "
        "the average runs over all entries, not over the examples (rows) alone",
        _factor(lambda s: 1 / s.k),
    ),
    Relation(
        "log2",
        "the numbers are in bits: log2 in place of the natural logarithm",
        _factor(lambda s: 1 / np.log(2)),
    ),
    Relation(
        "log10",
        "the numbers are those of log10 in place of the natural logarithm, np.log",
        _factor(lambda s: 1 / np.log(10)),
    ),
    Relation("not-squared-back", "the square root of what is right: a root too many", _mapped(np.sqrt)),
    Relation(
        "squared", "the square of what is right: a square too many, or a root missing", _mapped(np.square)
    ),
    ROUNDED,
    Relation(
        "single-precision",
        "right to about seven digits only: somewhere the numbers pass through float32",
        lambda got, right, s: (
            got.dtype == np.float32
            and got.shape == right.shape
            and bool(np.allclose(got, right, rtol=1e-4, atol=5e-6 * max(1, np.abs(right).max(initial=0))))
        ),
    ),
    Relation(
        "transposed",
        "the answer is transposed: rows and columns are exchanged. In this course each example is a row",
        lambda got, right, s: right.ndim == 2 and _close(got, right.T),
    ),
    Relation(
        "column-for-vector",
        "the numbers are right, but the shape has an axis of size 1 too many; "
        "`.ravel()` gives the plain vector",
        lambda got, right, s: (
            got.ndim > right.ndim and got.size == right.size and _close(got.ravel(), right.ravel())
        ),
    ),
    Relation(
        "axis-lost",
        "the numbers are right, but an axis has been lost on the way; keep the shape of the input",
        lambda got, right, s: (
            got.ndim < right.ndim and got.size == right.size and _close(got.ravel(), right.ravel())
        ),
    ),
    Relation(
        "not-averaged",
        "one number is asked for and this is still one for each entry: the mean over them is missing",
        _reduces_to(np.mean),
    ),
    Relation(
        "not-summed",
        "one number is asked for and this is still one for each entry: the sum over them is missing",
        _reduces_to(np.sum),
    ),
    Relation(
        "summed-away",
        "an array is asked for and this is the sum of its entries: a sum too many, or one without `axis=0`",
        _reduced_by(np.sum),
    ),
    Relation(
        "averaged-away",
        "an array is asked for and this is the mean of its entries: an average too many",
        _reduced_by(np.mean),
    ),
)


def find_relation(pairs: Sequence[tuple[Any, Any, Sizes]]) -> Relation | None:
    """The first relation in which all pairs of leaves (got, right) stand that differ.

    A single pair of numbers may stand in some relation by chance, so at least two numbers must differ. Large
    numbers that are rounded hardly differ; there the digits tell, however little the values do.
    """
    differing = [(g, r, s) for g, r, s in pairs if not same(g, r, rtol=1e-6, atol=1e-9)]
    if not all(_holds_numbers(g) and _holds_numbers(r) for g, r, _ in differing):
        return None
    candidates: tuple[Relation, ...] = RELATIONS
    if _count(differing) < 2:
        differing = [p for p in pairs if not same(p[0], p[1], rtol=1e-12, atol=0)]
        candidates = (ROUNDED,)
    if _count(differing) < 2:
        return None
    return next(
        (relation for relation in candidates if all(relation.holds(*pair) for pair in differing)), None
    )


def _count(pairs: Sequence[tuple[Any, Any, Sizes]]) -> int:
    """How many right numbers there are in pairs that are not all zero."""
    return sum(right.size for _, right, _ in pairs if np.any(right))


def _holds_numbers(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "fiu"
